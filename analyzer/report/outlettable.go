package report

import (
	"fmt"
	"math"
	"strings"

	"gloss/analyzer/outlet"
)

// A measureLine is what is said of one measure, ready to be laid out.
type measureLine struct {
	title, rate, interval, of     string
	above, aboveInterval, rest, q string
}

// measured says what a figure says. What stands out is starred.
func measured(m outlet.Measure, f outlet.Figure) measureLine {
	l := measureLine{title: m.Title, rate: "–", above: "–", of: fmt.Sprintf("%d/%d", f.Count, f.Of)}
	if f.Rate != nil {
		l.rate = rough(f.Rough) + decimal(m, *f.Rate, false)
	}
	if i := f.Interval; i != nil {
		l.interval = between(m, i.Low, i.High, false)
	}
	if d := f.Difference; d != nil {
		l.above, l.aboveInterval = rough(d.Rough)+decimal(m, d.Estimate, true), between(m, d.Low, d.High, true)
		l.rest, l.q = fmt.Sprintf("%d/%d", d.RestCount, d.RestOf), probability(d.Q)
		if m.Name == "tone" {
			l.rest = fmt.Sprintf("–/%d", d.RestOf)
		}
		if d.Differs() {
			l.above, l.q = "* "+l.above, "* "+l.q
		}
	}
	return l
}

// A measureLayout lays the table of measures out, the more narrowly the more lines a
// measure has.
type measureLayout struct {
	header []string
	cells  func(measureLine) []string
}

var measureLayouts = []measureLayout{
	{[]string{"", "count/of", "rate (95 %)", "rest", "above the rest (95 %)", "q"}, func(l measureLine) []string {
		return []string{l.title, l.of, bracketed(l.rate, l.interval), l.rest, bracketed(strings.TrimPrefix(l.above, "* "), l.aboveInterval), l.q}
	}},
	{[]string{"", "here, count/of", "above the rest, its count/of"}, func(l measureLine) []string {
		return []string{l.title + "\n", l.rate + "  " + l.of + "\n" + l.interval, l.above + "  " + l.rest + "\n" + l.aboveInterval}
	}},
	{[]string{"", "here", "above the rest"}, func(l measureLine) []string {
		name := twoLines(l.title)
		return []string{name[0] + "\n" + name[1], l.rate + "  " + l.of + "\n" + l.interval, l.above + "  " + l.rest + "\n" + l.aboveInterval}
	}},
	{[]string{"", "here", "above the rest"}, func(l measureLine) []string {
		name := twoLines(l.title)
		return []string{name[0] + "\n" + name[1] + "\n", l.rate + "\n" + l.interval + "\n" + l.of, l.above + "\n" + l.aboveInterval + "\n" + l.rest}
	}},
}

// measures writes the table of an outlet's measures in the first layout that fits.
func (t *outletText) measures(lines []measureLine) {
	if len(lines) == 0 {
		return
	}
	for i, layout := range measureLayouts {
		rows := make([][]string, len(lines))
		for k, l := range lines {
			rows[k] = layout.cells(l)
		}
		if i == len(measureLayouts)-1 || gridWidth(layout.header, rows) <= t.width {
			t.grid(layout.header, rows)
			return
		}
	}
}

// gridWidth is how wide grid renders a table.
func gridWidth(header []string, rows [][]string) int {
	sum := 1
	for i, h := range header {
		w := width(h)
		for _, r := range rows {
			for l := range strings.SplitSeq(r[i], "\n") {
				w = max(w, width(l))
			}
		}
		sum += w + 3
	}
	return sum
}

func bracketed(x, interval string) string {
	if interval == "" {
		return x
	}
	return x + " (" + interval + ")"
}

func rough(is bool) string {
	if is {
		return "~"
	}
	return ""
}

// decimal writes a rate, or a difference of rates, with as many decimals as it can
// bear.
func decimal(m outlet.Measure, x float64, plus bool) string {
	decimals := 1
	if m.Scale == 1 || x != 0 && math.Abs(x) < 1 {
		decimals = 2
	}
	s := fmt.Sprintf("%.*f", decimals, x)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	if (plus || m.Scale == 1) && x > 0 {
		s = "+" + s
	}
	return s
}

func between(m outlet.Measure, low, high float64, plus bool) string {
	if plus || m.Scale == 1 {
		return decimal(m, low, plus) + " to " + decimal(m, high, plus)
	}
	return decimal(m, low, plus) + "–" + decimal(m, high, plus)
}

func probability(p float64) string {
	switch {
	case p < 0.0001:
		return "<.0001"
	case p > 0.995:
		return "1"
	case p < 0.001:
		return strings.TrimPrefix(fmt.Sprintf("%.4f", p), "0")
	case p < 0.1:
		return strings.TrimPrefix(fmt.Sprintf("%.3f", p), "0")
	}
	return strings.TrimPrefix(fmt.Sprintf("%.2f", p), "0")
}

// sideBySide is a line per outlet and a column per measure, in as many tables as the
// width demands.
func (t *outletText) sideBySide(os []outlet.Outlet) {
	if len(os) < 2 {
		return
	}
	t.heading("SIDE BY SIDE: rates, count/of. Outlets cover different stories: compare with the rest, not with each other")
	names, first := make([]string, len(os)), 6
	for i, o := range os {
		names[i] = strings.TrimRight(fit(Clean(o.Name), min(width(Clean(o.Name)), maxOutlet)), " ")
		first = max(first, width(names[i]))
	}
	var titles []string
	var columns [][]string
	for k, m := range t.sum.Measures {
		column := make([]string, len(os))
		any := false
		for i, o := range os {
			f := o.Figures[k]
			column[i] = "–"
			if f.Rate == nil {
				continue
			}
			any = any || f.Count > 0
			column[i] = fmt.Sprintf("%s%s %d/%d", rough(f.Rough), decimal(m, *f.Rate, false), f.Count, f.Of)
			if f.Difference.Differs() {
				column[i] = "* " + column[i]
			}
		}
		if any {
			titles, columns = append(titles, m.Title), append(columns, column)
		}
	}
	for from := 0; from < len(columns); {
		header, used, to := []string{""}, first+4, from
		for ; to < len(columns); to++ {
			title := twoLines(titles[to])
			w := max(width(title[0]), width(title[1]))
			for _, c := range columns[to] {
				w = max(w, width(c))
			}
			if used += w + 3; to > from && used > t.width {
				break
			}
			header = append(header, title[0]+"\n"+title[1])
		}
		rows := make([][]string, len(os))
		for i := range os {
			rows[i] = []string{names[i]}
			for _, c := range columns[from:to] {
				rows[i] = append(rows[i], c[i])
			}
		}
		t.grid(header, rows)
		from = to
	}
}

// twoLines breaks a title in its middle.
func twoLines(s string) [2]string {
	best := [2]string{s, ""}
	for i := range s {
		if s[i] != ' ' {
			continue
		}
		if two := [2]string{s[:i], s[i+1:]}; max(width(two[0]), width(two[1])) < max(width(best[0]), width(best[1])) {
			best = two
		}
	}
	return best
}
