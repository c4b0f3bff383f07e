package report

import (
	"fmt"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"gloss/analyzer/score"
)

// A measureRow is one line of the framing table: what it says of a copy.
type measureRow struct {
	name, short string // short where there is little room
	cell        func(score.Measures) string
}

var measureRows = []measureRow{
	{"sentences", "sentences", func(m score.Measures) string { return fmt.Sprint(m.Sentences) }},
	{"  shared", "  shared", func(m score.Measures) string { return fmt.Sprint(m.Shared) }},
	{"  only here", "  only here", func(m score.Measures) string { return fmt.Sprint(m.OnlyHere) }},
	{"commentary, sure", "comment, sure", func(m score.Measures) string { return fmt.Sprint(m.Commentary) }},
	{"  to judge", "  to judge", func(m score.Measures) string { return fmt.Sprint(m.CommentaryJudge) }},
	{"tone of commentary", "tone, comment", func(m score.Measures) string { return tonal(m.ToneCommentary) }},
	{"  of own text only here", "  only here", func(m score.Measures) string { return tonal(m.ToneOnlyHere) }},
	{"  of shared text", "  shared", func(m score.Measures) string { return tonal(m.ToneShared) }},
	{"loaded, commentary", "loaded, comm.", func(m score.Measures) string { return rate(m.LoadedCommentary) }},
	{"  own-voice text", "  own voice", func(m score.Measures) string { return rate(m.LoadedOwn) }},
}

func tonal(t score.Tonal) string {
	if t.Sentences == 0 {
		return "–"
	}
	return fmt.Sprintf("%s n=%d", signed(t.Value), t.Sentences)
}

func rate(r score.Rate) string {
	if r.Words == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %d/%d", r.Per100, r.Terms, r.Words)
}

// figures is the framing table: a column per outlet, as many tables as the width
// demands.
func (t *storyText) figures() {
	t.heading("8  FIGURES per outlet")
	names, columns := []string{}, [][]string{}
	labels, first := make([]string, len(measureRows)), 0
	for i, r := range measureRows {
		labels[i] = r.name
		if t.width < roomy {
			labels[i] = r.short
		}
		first = max(first, width(labels[i]))
	}
	for d := range t.Documents {
		if d == t.Base {
			continue
		}
		column := make([]string, 0, len(measureRows))
		for _, r := range measureRows {
			column = append(column, r.cell(t.Measures[d]))
		}
		names, columns = append(names, t.outlet(d)), append(columns, column)
	}
	for from := 0; from < len(columns); {
		used, to := first+4, from
		for to < len(columns) {
			w := columnWidth(names[to], columns[to]) + 3
			if to > from && used+w > t.width {
				break
			}
			used, to = used+w, to+1
		}
		t.table(labels, names[from:to], columns[from:to])
		from = to
	}
	t.block("  ", "tone: −1 negative to +1 positive, n sentences read. loaded: terms per 100 words, terms/words. "+
		"One story carries no rank and no interval.", -1, t.style.faint)
}

// The widest a column head may be, and the width from which labels are long.
const (
	maxOutlet = 18
	roomy     = 56
)

func columnWidth(name string, cells []string) int {
	w := min(width(name), maxOutlet)
	for _, c := range cells {
		w = max(w, width(c))
	}
	return w
}

// table renders one table of a column per outlet.
func (t *storyText) table(labels, names []string, columns [][]string) {
	header := []string{""}
	for _, n := range names {
		header = append(header, strings.TrimRight(fit(n, min(width(n), maxOutlet)), " "))
	}
	rows := make([][]string, len(labels))
	for i, label := range labels {
		rows[i] = []string{label}
		for _, c := range columns {
			rows[i] = append(rows[i], c[i])
		}
	}
	t.grid(header, rows)
}

// grid renders a table, its first column to the left and the others to the right.
// Cells are laid out before they get there: tablewriter would cut or wrap them in
// the middle of a number.
func (p *page) grid(header []string, rows [][]string) {
	var sb strings.Builder
	align := []tw.Align{tw.AlignLeft}
	for range header[1:] {
		align = append(align, tw.AlignRight)
	}
	table := tablewriter.NewTable(&sb,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{Symbols: tw.NewSymbols(tw.StyleLight), Settings: tw.Settings{Separators: tw.Separators{BetweenRows: tw.Off}}})),
		tablewriter.WithConfig(tablewriter.Config{
			Header: tw.CellConfig{Formatting: tw.CellFormatting{AutoFormat: tw.Off, AutoWrap: tw.WrapNone}, Alignment: tw.CellAlignment{PerColumn: align}},
			Row:    tw.CellConfig{Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone}, Alignment: tw.CellAlignment{PerColumn: align}},
		}),
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithTrimSpace(tw.Off))
	table.Header(header)
	for _, row := range rows {
		if err := table.Append(row); err != nil && p.err == nil {
			p.err = err
		}
	}
	if err := table.Render(); err != nil && p.err == nil {
		p.err = err
	}
	for _, l := range strings.Split(strings.TrimRight(sb.String(), "\n"), "\n") {
		p.line(l)
	}
}
