package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"gloss/analyzer/news"
	html "gloss/analyzer/page"
	"gloss/analyzer/score"
)

func width(s string) int { return displaywidth.String(s) }

// commentary: sentences and clauses, sure first.
func (t *storyText) commentary() {
	t.heading("1  COMMENTARY in the outlet's own voice")
	fs := t.pick(isCommentary)
	t.sureFirst(fs, html.LookedFor("commentary"), func(f news.Finding) {
		text := t.Text(f)
		if f.Kind == news.Insertion {
			text = t.inContext(f.Document, f.Sentence, f.Span)
		}
		t.item(f, text, f.Reason, t.toneOf(f))
	})
}

// isCommentary says which findings stand under commentary.
func isCommentary(f news.Finding) bool {
	return f.Kind == news.Commentary || f.Kind == news.Insertion && (f.Category == "commentary" || f.Category == "label" || f.Category == "intensifier")
}

// isSourcing says which findings stand under sourcing.
func isSourcing(f news.Finding) bool {
	return f.Kind == news.Attribution || f.Kind == news.Insertion && (f.Category == "attribution" || f.Category == "hedge")
}

// toneOf says a finding's tone, the words that carried it, and its loadedness.
func (t *storyText) toneOf(f news.Finding) string {
	var parts []string
	if f.Tone != nil {
		tone := "tone " + signed(*f.Tone)
		for i, w := range f.ToneWords {
			tone += [...]string{" “", ", “"}[min(i, 1)] + w.Of(t.Documents[f.Document].Text) + "”"
		}
		parts = append(parts, tone)
	}
	if f.Loaded != nil {
		parts = append(parts, fmt.Sprintf("loaded %.1f per 100 words", *f.Loaded))
	}
	return strings.Join(parts, " · ")
}

func signed(x float64) string {
	s := fmt.Sprintf("%+.2f", round(x))
	if strings.Trim(s, "+-0.") == "" {
		return "0.00"
	}
	return s
}

// inContext is the sentence with the span between brackets: the mark shows
// without colour.
func (t *storyText) inContext(d, sentence int, at news.Span) string {
	s := t.Document(d).Sentences[sentence]
	text := t.Document(d).Text
	if !s.Contains(at) || at == s.Span {
		return at.Of(text)
	}
	return text[s.Start:at.Start] + "[" + at.Of(text) + "]" + text[at.End:s.End]
}

// sourcing: unnamed sources, credits changed, dropped, or only here.
func (t *storyText) sourcing() {
	t.heading("2  SOURCING")
	fs := t.pick(isSourcing)
	t.sureFirst(fs, html.LookedFor("sourcing"), func(f news.Finding) {
		t.item(f, t.inContext(f.Document, f.Sentence, f.Span), f.Reason)
	})
}

// swaps: both sentences shown.
func (t *storyText) swaps() {
	t.heading("3  SWAPS that change the framing")
	fs := t.pick(func(f news.Finding) bool { return f.Kind == news.Swap || f.Kind == news.QuoteDiff })
	t.sureFirst(fs, html.LookedFor("swap"), t.pair)
	if n := len(t.Rewordings); n > 0 {
		t.block("  ", html.Plural(n, "other rewording")+", not judged to change the framing: in the JSON, and marked in --view diff", -1, t.style.faint)
	}
}

// pair writes a finding and its counterpart, each in its sentence.
func (t *storyText) pair(f news.Finding) {
	t.item(f, t.inContext(f.Document, f.Sentence, f.Span))
	if c := f.Counterpart; c != nil {
		lead := "    " + t.outlet(c.Document) + " " + t.place(c.Document, c.Sentence, news.InText) + "  "
		t.block(lead, Clean(t.inContext(c.Document, c.Sentence, c.Span)), 6, nil)
	}
	t.block("      ", Clean(f.Category+": "+f.Reason), 6, t.style.faint)
}

// judged says of a finding that it is the reader's to judge, where no heading does.
func judged(f news.Finding) string {
	if f.Certainty == news.Judge {
		return "to judge: "
	}
	return ""
}

// differences: only here, missing here, placement, headlines.
func (t *storyText) differences() {
	t.heading("4  " + strings.ToUpper(t.only()) + ", missing here, placement, headlines")
	for d := range t.Documents {
		if d == t.Base {
			continue
		}
		t.onlyHere(d)
	}
	for _, f := range t.pick(func(f news.Finding) bool { return f.Kind == news.Omission }) {
		c := f.Counterpart
		t.item(f, t.Text(f), judged(f)+f.Reason+"; these words: "+t.outlet(c.Document)+" "+t.place(c.Document, c.Sentence, news.InText))
	}
	for _, f := range t.pick(func(f news.Finding) bool { return f.Kind == news.Placement || f.Kind == news.Headline }) {
		t.item(f, t.Text(f), string(f.Kind)+", to judge: "+f.Reason)
	}
	if len(t.Documents) == 2 && t.Base < 0 {
		t.block("  ", "Omissions are not told from two copies: what one lacks, the other may have added.", -1, t.style.faint)
	}
}

// onlyHere lists what copy d alone has, besides what the sections above show: a
// line for each sentence, and the details it has inside shared sentences.
func (t *storyText) onlyHere(d int) {
	var sentences, details []news.Finding
	for _, f := range t.Findings {
		switch {
		case f.Document != d:
		case f.Kind == news.Addition:
			sentences = append(sentences, f)
		case f.Kind == news.Insertion && f.Category == "fact":
			details = append(details, f)
		}
	}
	if len(sentences)+len(details) == 0 {
		t.block("  "+t.outlet(d)+": ", "nothing "+t.only()+" but what is listed above", 4, nil)
		return
	}
	t.block("  ", t.outlet(d)+", "+html.Plural(len(sentences), "sentence")+", "+html.Plural(len(details), "detail")+" in shared sentences", 4, t.style.outlet)
	for _, f := range sentences {
		where := t.place(d, f.Sentence, f.Part)
		t.line(t.style.faint.Sprint(fit("    "+where+" "+f.Category+": "+Clean(t.Text(f)), t.width)))
	}
	for _, f := range details {
		t.block("    "+t.place(d, f.Sentence, f.Part)+" detail: ", Clean("… ["+t.Text(f)+"] …"), 6, t.style.faint)
	}
}

// accuracy: not slant.
func (t *storyText) accuracy() {
	t.heading("5  ACCURACY: names, titles, numbers that differ (not slant)")
	fs := t.pick(func(f news.Finding) bool { return f.Kind == news.Accuracy })
	if len(fs) == 0 {
		t.block("  ", "none found. Looked for: "+html.LookedFor("accuracy"), -1, nil)
	}
	for _, f := range fs {
		if f.Certainty == news.Judge {
			f.Category += ", to judge"
		}
		t.pair(f)
	}
}

// nobodys: loaded terms that more than one copy has.
func (t *storyText) nobodys() {
	t.heading("6  IN MORE THAN ONE COPY, so charged to nobody")
	t.terms("shared", func(f news.Finding) bool { return f.Kind == news.Loaded && f.Shared }, false)
}

// loaded: own voice, only here.
func (t *storyText) loaded() {
	t.heading("7  LOADED TERMS in own voice, " + t.only())
	t.terms("loaded", func(f news.Finding) bool { return f.Kind == news.Loaded && !f.Shared }, true)
}

// terms lists loaded terms of a group, each once, by outlet if they are charged.
func (t *storyText) terms(group string, want func(news.Finding) bool, byOutlet bool) {
	lists := make(map[string][]string)
	var keys []string
	for _, f := range t.pick(want) {
		key := ""
		if byOutlet {
			key = t.outlet(f.Document)
		}
		term := Clean(t.Text(f))
		if byOutlet {
			category := f.Category
			switch {
			case category == score.Unlisted:
				category = "to judge: in no list, used like the listed"
			case f.Certainty == news.Judge:
				category = "to judge: " + category
			}
			term += " (" + category + ", " + t.place(f.Document, f.Sentence, f.Part) + ")"
		} else {
			term = strings.ToLower(term)
		}
		if _, ok := lists[key]; !ok {
			keys = append(keys, key)
		}
		if !slices.Contains(lists[key], term) {
			lists[key] = append(lists[key], term)
		}
	}
	if len(keys) == 0 {
		t.block("  ", "none found. Looked for: "+html.LookedFor(group), -1, nil)
	}
	for _, k := range keys {
		lead := "  "
		if k != "" {
			lead = "  " + k + ": "
		}
		t.block(lead, strings.Join(lists[k], " · "), 4, nil)
	}
}

// changed lists what an outlet changed after publication. Without versions there is
// nothing to say.
func (t *storyText) changed() {
	if len(t.Versions) == 0 || !t.Tells(news.Changed) {
		return
	}
	t.heading("9  CHANGED AFTER PUBLICATION")
	fs := t.pick(func(f news.Finding) bool { return f.Kind == news.Changed })
	if len(fs) == 0 {
		t.block("  ", "nothing: "+html.Plural(len(t.Versions), "earlier version")+" with the same sentences", -1, nil)
	}
	for _, f := range fs {
		if f.Category == "reworded" {
			t.pair(f)
		} else {
			t.item(f, t.Text(f), f.Reason)
		}
	}
}

// leftOut shows what was not read as article text: a sentence wrongly left out is
// worse than a kept link.
func (t *storyText) leftOut() {
	items := t.leftOutLines()
	if len(items) == 0 {
		return
	}
	t.heading("LEFT OUT as not article text")
	for i, it := range items {
		if i == maxLeftOut {
			t.block("  ", fmt.Sprintf("and %d more: in the JSON", len(items)-i), -1, t.style.faint)
			break
		}
		t.block("  ", it, 4, t.style.faint)
	}
}

// leftOutLines are the lines that were left out, each with the reason.
func (t *storyText) leftOutLines() (items []string) {
	for d, doc := range t.Documents {
		for _, s := range doc.Sentences {
			if s.Kind == news.Boilerplate || s.Kind == news.Caption {
				items = append(items, fmt.Sprintf("%s: “%s” (%s)", t.outlet(d), fitWords(Clean(s.Of(doc.Text)), 60), s.Reason))
			}
		}
	}
	return items
}

// maxLeftOut is how many lines that were left out a report shows.
const maxLeftOut = 12

// fitWords cuts s at a word near n columns.
func fitWords(s string, n int) string {
	if width(s) <= n {
		return s
	}
	head := cut(s, n)
	if i := strings.LastIndexByte(head, ' '); i > n/2 {
		head = head[:i]
	}
	return head + "…"
}
