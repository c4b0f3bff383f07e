package isolate

import (
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// once drops of findings that state one difference from both sides the one that
// reads later, so that what is told does not depend on the copies' names. Findings
// that are about one side stay.
func once(fs []news.Finding) []news.Finding {
	told := make(map[[2]news.Counterpart]bool)
	for _, f := range fs {
		if f.Counterpart != nil && !sided(f) {
			told[[2]news.Counterpart{here(f), *f.Counterpart}] = true
		}
	}
	return slices.DeleteFunc(fs, func(f news.Finding) bool {
		if f.Counterpart == nil || sided(f) || f.Certainty == news.Sure {
			return false
		}
		return told[[2]news.Counterpart{*f.Counterpart, here(f)}] && f.Reason > mirrored(f)
	})
}

// here is the finding's own side of a difference.
func here(f news.Finding) news.Counterpart {
	return news.Counterpart{Place: news.Place{Document: f.Document, Sentence: f.Sentence}, Span: f.Span}
}

// mirrored is the reason of the same difference seen from the other side, which
// tells the two apart by their words alone.
func mirrored(f news.Finding) string {
	head, rest, ok := strings.Cut(f.Reason, ": “")
	a, b, ok2 := strings.Cut(rest, "” against “")
	if !ok || !ok2 {
		return f.Reason
	}
	return head + ": “" + strings.TrimSuffix(b, "”") + "” against “" + a + "”"
}

// sided reports whether a finding is about one side of a difference.
func sided(f news.Finding) bool {
	return f.Kind != news.Accuracy && !(f.Kind == news.QuoteDiff && f.Category == "changed")
}

// style are the rewordings, each once, that no finding states.
func (s *story) style() []news.Rewording {
	var out []news.Rewording
	errors := make(map[news.Place][]news.Span)
	for _, f := range s.found.Findings {
		if f.Kind == news.Accuracy {
			p := here(f).Place
			errors[p] = append(errors[p], f.Span)
		}
	}
	stated := func(c news.Counterpart) bool {
		return slices.ContainsFunc(errors[c.Place], func(at news.Span) bool { return at.Overlap(c.Span) > 0 })
	}
	seen := make(map[news.Rewording]bool)
	for _, w := range s.found.Rewordings {
		if seen[news.Rewording{A: w.B, B: w.A}] || stated(w.A) || stated(w.B) {
			continue
		}
		seen[w] = true
		out = append(out, w)
	}
	return out
}

// quotations joins the findings on the quotations of two sentences into one each:
// an editor wants to see the quotation, not its words one by one.
func quotations(fs []news.Finding) []news.Finding {
	first := make(map[[2]news.Place]int)
	var out []news.Finding
	for _, f := range fs {
		if f.Kind != news.QuoteDiff || f.Counterpart == nil {
			out = append(out, f)
			continue
		}
		key := [2]news.Place{here(f).Place, f.Counterpart.Place}
		k, ok := first[key]
		if !ok {
			first[key] = len(out)
			out = append(out, f)
			continue
		}
		g := &out[k]
		if f.Category == "changed" && g.Category != "changed" {
			g.Category, g.Reason = f.Category, f.Reason
		}
		c := *g.Counterpart
		c.Span = news.Span{Start: min(c.Start, f.Counterpart.Start), End: max(c.End, f.Counterpart.End)}
		g.Counterpart = &c
		g.Span = news.Span{Start: min(g.Start, f.Start), End: max(g.End, f.End)}
		if !strings.HasSuffix(g.Reason, more) {
			g.Reason += more
		}
	}
	return out
}

// more says that a finding stands for several places.
const more = ", and more of the quotation"
