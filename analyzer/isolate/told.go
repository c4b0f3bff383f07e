package isolate

import (
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// once drops of findings that state one difference from both sides the one that
// reads later, so that what is told does not depend on the copies' names. Findings
// that are about one side stay.
func once(fs []news.Finding, sided func(news.Finding) bool) []news.Finding {
	type side struct {
		at   news.Place
		span news.Span
	}
	told := make(map[[2]side]bool)
	for _, f := range fs {
		if f.Counterpart != nil && !sided(f) {
			told[[2]side{{news.Place{Document: f.Document, Sentence: f.Sentence}, f.Span}, {f.Counterpart.Place, f.Counterpart.Span}}] = true
		}
	}
	return slices.DeleteFunc(fs, func(f news.Finding) bool {
		if f.Counterpart == nil || sided(f) || f.Certainty == news.Sure {
			return false
		}
		here, there := side{news.Place{Document: f.Document, Sentence: f.Sentence}, f.Span}, side{f.Counterpart.Place, f.Counterpart.Span}
		return told[[2]side{there, here}] && f.Reason > mirrored(f)
	})
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
func (s *story) sided(f news.Finding) bool {
	return f.Kind != news.Accuracy && !(f.Kind == news.QuoteDiff && f.Category == "changed")
}

// style are the rewordings, each once, that no finding states.
func (s *story) style() []news.Rewording {
	var out []news.Rewording
	errors := make(map[news.Place][]news.Span)
	for _, f := range s.found.Findings {
		if f.Kind == news.Accuracy {
			p := news.Place{Document: f.Document, Sentence: f.Sentence}
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
