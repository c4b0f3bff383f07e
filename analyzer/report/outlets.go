package report

import (
	"fmt"
	"strings"

	"gloss/analyzer/news"
	"gloss/analyzer/outlet"
	html "gloss/analyzer/page"
)

// An outletText writes what holds of outlets over many stories.
type outletText struct {
	*page
	sum outlet.Summary
}

func (t *outletText) write() {
	title := fmt.Sprintf("OUTLETS over %s", stories(t.sum.Stories))
	t.block("", title, 0, t.style.title)
	t.line(strings.Repeat("━", min(t.width, width(title))))
	if len(t.sum.Outlets) == 0 {
		t.block("", "none: no story has comparable articles of two named outlets.", 0, nil)
		return
	}
	t.block("", outletsLead(t.sum)+" Examples first.", 0, nil)
	var few, enough []outlet.Outlet
	for _, o := range t.sum.Outlets {
		if o.CountsOnly {
			few = append(few, o)
		} else {
			enough = append(enough, o)
		}
	}
	for _, o := range enough {
		t.outlet(o)
	}
	t.fewStories(few)
	t.sideBySide(enough)
	t.legend(len(enough) > 0)
}

// outletsLead says what outlets are compared with, and in what order they come.
func outletsLead(sum outlet.Summary) string {
	const lead = "Each outlet against the other copies of its own stories, and nothing else. "
	if sum.Sort == "" {
		return lead + "No score, no ranking, no left or right: what differs, and how surely."
	}
	return lead + "No score, no left or right: what differs, and how surely. " + sortedBy(sum)
}

// sortedBy says by which measure outlets are ordered; empty if they are not.
func sortedBy(sum outlet.Summary) string {
	for _, m := range sum.Measures {
		if m.Name == sum.Sort {
			return "In the order of “" + m.Title + "”, the highest rate first, as was asked for: outlets cover different stories, so that the order by itself says little."
		}
	}
	return ""
}

func stories(n int) string {
	if n == 1 {
		return "1 story"
	}
	return fmt.Sprintf("%d stories", n)
}

// head is an outlet's name and what its figures are of.
func (t *outletText) head(o outlet.Outlet) {
	t.blank()
	parts := []string{stories(o.Stories), html.Plural(o.Articles, "article"), html.Plural(o.Sentences, "sentence"), html.Plural(o.Words, "word")}
	if o.Credited > 0 {
		parts = append(parts, fmt.Sprintf("%d credited to an agency", o.Credited))
	}
	t.block("", Clean(o.Name), 2, t.style.outlet)
	t.block("  ", strings.Join(parts, " · "), 2, nil)
	if beside := besideOf(o); len(beside) > 0 {
		t.block("  ", "kept out of the figures: "+strings.Join(beside, ", "), 4, t.style.faint)
	}
}

// besideOf are the articles of an outlet that are in none of its figures, counted.
func besideOf(o outlet.Outlet) []string {
	var beside []string
	for _, b := range []struct {
		n    int
		noun string
	}{{o.Beside.Opinion, "piece marked as opinion or another genre"}, {o.Beside.Excerpts, "excerpt"}, {o.Beside.Alone, "article without a comparable copy"}} {
		switch {
		case b.n == 1:
			beside = append(beside, "1 "+b.noun)
		case b.n > 1:
			noun, of, _ := strings.Cut(b.noun, " ")
			beside = append(beside, strings.TrimSpace(fmt.Sprintf("%d %ss %s", b.n, noun, of)))
		}
	}
	return beside
}

// outlet is one outlet's block: examples, then its figures.
func (t *outletText) outlet(o outlet.Outlet) {
	t.head(o)
	t.examples(o)
	var lines []measureLine
	var nothing []string
	for i, f := range o.Figures {
		m := t.sum.Measures[i]
		switch d := f.Difference; {
		case f.Of == 0:
		case f.Count == 0 && (d == nil || d.RestCount == 0) && m.Name != "tone":
			nothing = append(nothing, fmt.Sprintf("%s 0/%d", m.Title, f.Of))
		default:
			lines = append(lines, measured(m, f))
		}
	}
	t.measures(lines)
	if len(nothing) > 0 {
		t.block("  ", "nothing counted here or in the rest: "+strings.Join(nothing, " · "), 4, t.style.faint)
	}
}

// examples are the strongest findings in full.
func (t *outletText) examples(o outlet.Outlet) {
	for _, e := range o.Examples {
		lead := "  " + lacks(e)
		t.block(lead, "“"+Clean(e.Text)+"”", 4, nil)
		t.block("      ", Clean(kindOf(e)+": "+e.Reason), 6, t.style.faint)
		source := "story " + Clean(e.Story)
		if day, _, _ := strings.Cut(e.Published, "T"); day != "" {
			source = Clean(day) + " · " + source
		}
		if e.Headline != "" {
			source = "in “" + Clean(e.Headline) + "” · " + source
		}
		t.block("      ", source, 6, t.style.faint)
		if e.URL != "" {
			t.block("      ", Clean(e.URL), 6, t.style.faint)
		}
	}
	if len(o.Examples) == 0 {
		t.block("  ", "no commentary, and no sure label, swap, unnamed source or omission was found", 4, nil)
	}
}

// lacks is said before words that an outlet does not have.
func lacks(e outlet.Example) string {
	if e.Kind == string(news.Omission) {
		return "lacks  "
	}
	return ""
}

func kindOf(e outlet.Example) string {
	kind := e.Kind
	if e.Category != "" && !strings.HasPrefix(e.Reason, e.Category) {
		kind += ", " + e.Category
	}
	if e.Certainty == "judge" {
		return kind + ", to judge"
	}
	return kind + ", sure"
}

// fewStories gives the counts of outlets of which there are too few stories.
func (t *outletText) fewStories(few []outlet.Outlet) {
	if len(few) == 0 {
		return
	}
	t.heading(fmt.Sprintf("FEWER THAN %s: counts only", strings.ToUpper(stories(t.sum.MinStories))))
	for _, o := range few {
		var counts []string
		for i, f := range o.Figures {
			if f.Count > 0 && t.sum.Measures[i].Name != "tone" {
				counts = append(counts, fmt.Sprintf("%s %d/%d", t.sum.Measures[i].Title, f.Count, f.Of))
			}
		}
		if len(counts) == 0 {
			counts = append(counts, "nothing counted")
		}
		t.head(o)
		t.examples(o)
		t.block("  ", strings.Join(counts, " · "), 4, nil)
	}
}

// legend says what the numbers are.
func (t *outletText) legend(rates bool) {
	t.heading("HOW TO READ THE FIGURES")
	for _, l := range figureNotes(t.sum, rates) {
		t.block("  ", l, 2, t.style.faint)
	}
}

// figureNotes say what the figures of outlets are: first of all of them, if there are
// rates, then of every measure.
func figureNotes(sum outlet.Summary, rates bool) (notes []string) {
	if rates {
		notes = append(notes, "Rate: the count per 100 of what it is counted among; of tone, the mean. Interval: 95 %, stories being the independent pieces. "+
			"~ too few stories carry it: fewer than 15, or one has most of the count; the interval may be too narrow.",
			fmt.Sprintf("Rest: the other copies of the same stories. The difference weighs a story alike on both sides (Mantel and Haenszel); it is not that of the printed counts. * stands out: the interval leaves 0 out, and q is %.2f at most; q is corrected for %s (Benjamini and Hochberg), so that of the differences that stand out one in twenty at most is expected to be chance. "+
				"A difference is no fault, and its cause is not known.", outlet.FalseDiscoveries, html.Plural(sum.Tests, "test")))
	}
	for i, m := range sum.Measures {
		if used(sum, i) {
			per := fmt.Sprintf("per %.0f ", m.Scale)
			if m.Scale == 1 {
				per = "over "
			}
			notes = append(notes, strings.TrimSpace(fmt.Sprintf("%s: %s, %s%s. %s", m.Title, m.Count, per, m.Of, m.Note)))
		}
	}
	return notes
}

// used reports whether any outlet has a figure of a measure.
func used(sum outlet.Summary, measure int) bool {
	for _, o := range sum.Outlets {
		if o.Figures[measure].Of > 0 {
			return true
		}
	}
	return false
}
