package report

import (
	"fmt"
	"io"
	"strings"

	"gloss/analyzer/news"
)

// writeText writes the report for a terminal.
func (r *Report) writeText(w io.Writer, opt TextOptions) error {
	p := newPage(w, opt)
	for i, s := range r.Stories {
		if i > 0 {
			p.blank()
		}
		t := &storyText{page: p, Story: s}
		t.head()
		switch {
		case !s.Comparable():
			t.notComparable()
		case opt.View == "diff":
			t.diff()
		default:
			t.report()
		}
	}
	r.foot(p)
	return p.close()
}

// foot says what is doubtful and what was not checked.
func (r *Report) foot(p *page) {
	if len(r.Warnings) > 0 {
		p.heading("WARNINGS")
		for _, w := range r.Warnings {
			text := w.Text
			if w.Document != "" {
				text = w.Document + ": " + text
			}
			p.block("  ", Clean(text), -1, nil)
		}
	}
	p.blank()
	for _, l := range Wrap("Not checked: whether the facts are true; pictures; order of publication; who copied whom. A finding says what differs, not why.", p.width) {
		p.line(p.style.faint.Sprint(l))
	}
	p.line(p.style.faint.Sprint("gloss " + r.Tool.Version + " · lexicons " + r.Tool.Lexicons))
}

// A storyText writes one story.
type storyText struct {
	*page
	Story
}

// head names the copies and the ground of the comparison.
func (t *storyText) head() {
	var names []string
	for d := range t.Documents {
		name := t.outlet(d)
		if d == t.Base {
			name += " (base)"
		}
		names = append(names, name)
	}
	t.block("", t.style.title.Sprint("FRAMING REPORT")+"  "+strings.Join(names, " · "), 4, nil)
	rows := "no sentence in common"
	if n := len(t.Rows); n > 0 {
		rows = plural(n, "claim") + " in more than one copy"
	}
	ground := "No copy is the source: findings say what is “only in” one copy, not who changed what."
	if t.Base >= 0 {
		ground = "Measured against the base, " + t.outlet(t.Base) + ": what it lacks was added."
	}
	t.block("", fmt.Sprintf("%d copies, %s. %s", len(t.Documents), rows, ground), 0, nil)
}

// outlet is the name of copy d as the report writes it.
func (t *storyText) outlet(d int) string {
	name := Clean(t.Documents[d].Outlet)
	if name == "" {
		name = "copy " + Clean(t.Documents[d].ID)
	}
	for o, doc := range t.Documents {
		if o != d && doc.Outlet == t.Documents[d].Outlet {
			name = Clean(t.Documents[d].ID) + " (" + name + ")" // two copies of one outlet
			break
		}
	}
	return strings.TrimRight(fitWords(name, min(32, t.width/2-6)), " ")
}

func (t *storyText) notComparable() {
	t.blank()
	t.block("", "not comparable: 0 rows", 0, t.style.title)
	t.block("", "No sentence of one copy says what a sentence of another says, so nothing can be called added, missing or swapped. "+
		"Looked for: sentences with the same claim in any order, near-verbatim or reworded.", 0, nil)
}

func (t *storyText) report() {
	t.commentary()
	t.sourcing()
	t.swaps()
	t.differences()
	t.accuracy()
	t.nobodys()
	t.loaded()
	t.figures()
	t.leftOut()
}

// only is how a finding says whose it is.
func (t *storyText) only() string {
	if t.Base >= 0 {
		return "added"
	}
	return "only here"
}

// place says where a finding stands, for a reader with the article in hand.
func (t *storyText) place(d, sentence int, part news.Part) string {
	if part == news.InTitle || sentence < 0 {
		return "headline"
	}
	doc := t.Documents[d]
	if doc.Sentences[sentence].Kind == news.Heading {
		return "headline"
	}
	return fmt.Sprintf("¶%d", doc.Sentences[sentence].Paragraph+1)
}

// item writes one finding: outlet and place, its words, and beneath them why.
func (t *storyText) item(f news.Finding, text string, more ...string) {
	outlet, where := t.outlet(f.Document), ""
	if f.Kind == news.Omission {
		where = "lacks"
	} else {
		where = t.place(f.Document, f.Sentence, f.Part)
	}
	lead := "  " + outlet + " " + where + "  "
	painted := "  " + t.style.outlet.Sprint(outlet) + " " + where + "  "
	lines := wrapFirst(Clean(text), t.width-width(lead), t.width-4)
	for i, l := range lines {
		if i == 0 {
			t.line(painted + l)
		} else {
			t.line("    " + l)
		}
	}
	for _, m := range more {
		if m != "" {
			t.block("      ", Clean(m), 6, t.style.faint)
		}
	}
}

// pick returns the findings that want accepts, in the order of the report.
func (t *storyText) pick(want func(news.Finding) bool) []news.Finding {
	var fs []news.Finding
	for _, f := range t.Findings {
		if want(f) {
			fs = append(fs, f)
		}
	}
	return fs
}

// sureFirst writes findings in two parts, with none found said plainly.
func (t *storyText) sureFirst(fs []news.Finding, lookedFor string, write func(news.Finding)) {
	if len(fs) == 0 {
		t.block("  ", "none found. Looked for: "+lookedFor, -1, nil)
		return
	}
	judge := 0
	for _, f := range fs {
		if f.Certainty == news.Sure {
			write(f)
		} else {
			judge++
		}
	}
	if judge == len(fs) {
		t.block("  ", "none that is sure", -1, nil)
	}
	if judge == 0 {
		return
	}
	t.line("  " + t.style.title.Sprint("to judge") + t.style.faint.Sprint(" (you decide)"))
	for _, f := range fs {
		if f.Certainty == news.Judge {
			write(f)
		}
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
