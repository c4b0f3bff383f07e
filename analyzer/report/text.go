package report

import (
	"fmt"
	"strings"

	"gloss/analyzer/news"
	html "gloss/analyzer/page"
)

// A textWriter writes a report for a terminal.
type textWriter struct {
	page    *page
	tool    Tool
	run     Run
	view    string
	stories int // that there will be
	n       int // that were written
}

// Story writes one story.
func (t *textWriter) Story(s Story, warnings []Warning) error {
	if t.view == "outlets" {
		t.n++
		return t.page.err
	}
	if t.n > 0 {
		t.page.blank()
	}
	t.n++
	st := &storyText{page: t.page, Story: s}
	if t.stories > 0 {
		st.number(t.n, t.stories)
	}
	st.head()
	switch {
	case len(s.Documents) == 1:
		st.changed()
	case !s.Comparable():
		st.notComparable()
		st.changed()
	case t.view == "diff":
		st.diff()
	default:
		st.report()
	}
	t.warnings(warnings)
	return t.page.err
}

// warnings says what is doubtful.
func (t *textWriter) warnings(list []Warning) {
	if len(list) == 0 {
		return
	}
	t.page.heading("WARNINGS")
	for _, w := range list {
		text := w.Text
		if w.Document != "" {
			text = w.Document + ": " + text
		}
		t.page.block("  ", Clean(text), -1, nil)
	}
}

// Close says what was not checked.
func (t *textWriter) Close(sum Summary) error {
	p := t.page
	if t.view == "outlets" || t.view != "diff" && sum.Outlets.Stories > 1 {
		if t.n > 0 && t.view != "outlets" {
			p.blank()
		}
		(&outletText{page: p, sum: sum.Outlets}).write()
	}
	t.warnings(sum.Warnings)
	p.blank()
	for _, l := range Wrap("Not checked: whether the facts are true; pictures; order of publication; who copied whom. A finding says what differs, not why.", p.width) {
		p.line(p.style.faint.Sprint(l))
	}
	for _, l := range Wrap(t.made(), p.width) {
		p.line(p.style.faint.Sprint(l))
	}
	if c := t.run.Command; c != "" {
		p.block("again: ", Clean(c), 2, p.style.faint)
	}
	return p.close()
}

// made is what the report was made by and from, in a line.
func (t *textWriter) made() string {
	var parts []string
	for _, l := range t.run.lines(t.tool) {
		if l[0] != "again" {
			parts = append(parts, l[0]+" "+l[1])
		}
	}
	return Clean(strings.Join(parts, " · "))
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
	if len(t.Documents) == 1 {
		t.block("", "1 copy and "+html.Plural(len(t.Versions), "earlier version")+": nothing to compare with, only what changed after publication.", 0, nil)
		return
	}
	rows := "no sentence in common"
	if n := len(t.Rows); n > 0 {
		rows = html.Plural(n, "claim") + " in more than one copy"
	}
	ground := "No copy is the source: findings say what is “only in” one copy, not who changed what."
	if t.Base >= 0 {
		ground = "Measured against the base, " + t.outlet(t.Base) + ": what it lacks was added."
	}
	t.block("", fmt.Sprintf("%d copies, %s. %s", len(t.Documents), rows, ground), 0, nil)
	t.found()
}

// number says which story of how many this is.
func (t *storyText) number(n, of int) {
	line := fmt.Sprintf("STORY %d of %d · %s", n, of, Clean(t.ID))
	if first, last := t.dates(); first != "" {
		line += " · " + first
		if last != first {
			line += " to " + last
		}
	}
	t.block("", line, 0, t.style.title)
	t.line(strings.Repeat("━", min(t.width, width(line))))
}

// dates are the days of the first and the last copy; empty if none has a date.
func (t *storyText) dates() (first, last string) {
	for _, d := range t.Documents {
		day, _, _ := strings.Cut(d.Published, "T")
		if day != "" && (first == "" || day < first) {
			first = day
		}
		last = max(last, day)
	}
	return first, last
}

// found says why the copies were taken for one story, and which is an agency's.
func (t *storyText) found() {
	for d, doc := range t.Documents {
		if doc.ID != t.Wire {
			continue
		}
		why := "an agency"
		if doc.Credit.Name != "" {
			why = "credited to " + doc.Credit.Name + ", " + doc.Credit.Reason
		}
		t.block("", "Agency's text: "+t.outlet(d)+" ("+Clean(why)+"). What others have of it is the agency's wording.", 0, nil)
	}
	if w := t.Weakest; w != nil && len(t.Documents) > 1 {
		t.block("", fmt.Sprintf("Taken for one story by shared wording; least alike are %s and %s, with %.0f %% of their uncommon word pairs.", t.named(w.A), t.named(w.B), 100*w.Similarity), 0, t.style.faint)
	}
}

// named is the outlet of the copy with that ID.
func (t *storyText) named(id string) string {
	for d, doc := range t.Documents {
		if doc.ID == id {
			return t.outlet(d)
		}
	}
	return Clean(id)
}

// outlet is the name of copy d as the report writes it.
func (t *storyText) outlet(d int) string {
	if n := len(t.Documents); d >= n {
		return t.outlet(t.Versions[d-n].Of) + ", earlier"
	}
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
	for _, section := range []struct {
		write func()
		kinds []news.FindingKind // one of which must be told; none: always written
	}{
		{t.commentary, []news.FindingKind{news.Commentary, news.Insertion}},
		{t.sourcing, []news.FindingKind{news.Attribution, news.Insertion}},
		{t.swaps, []news.FindingKind{news.Swap, news.QuoteDiff}},
		{t.differences, []news.FindingKind{news.Addition, news.Omission, news.Placement, news.Headline, news.Insertion}},
		{t.accuracy, []news.FindingKind{news.Accuracy}},
		{t.nobodys, []news.FindingKind{news.Loaded}},
		{t.loaded, []news.FindingKind{news.Loaded}},
		{t.figures, nil},
		{t.changed, nil},
		{t.leftOut, nil},
	} {
		if section.kinds == nil || t.Tells(section.kinds...) {
			section.write()
		}
	}
	if t.Kinds != nil {
		t.blank()
		t.block("", "Of the findings, only these kinds are told: "+joined(t.Kinds)+". The figures count all.", 0, t.style.faint)
	}
}

func joined(kinds []news.FindingKind) string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
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
	doc := t.Document(d)
	if doc.Sentences[sentence].Kind == news.Heading {
		return "headline"
	}
	return fmt.Sprintf("¶%d", doc.Sentences[sentence].Paragraph+1)
}

// item writes one finding: outlet and place, its words, and beneath them why.
func (t *storyText) item(f news.Finding, text string, more ...string) {
	outlet, where := t.outlet(f.Document), ""
	switch {
	case f.Kind == news.Omission:
		where = "lacks"
	case f.Missing():
		where = "had"
	default:
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
