package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/analyzer/report"
)

// Formats are the formats Write knows.
var Formats = []string{"text", "json", "markdown"}

// Write writes the table in one of the formats.
func (t *Table) Write(w io.Writer, format string) error {
	switch format {
	case "text":
		return t.writeText(w)
	case "json":
		return t.writeJSON(w)
	case "markdown":
		return t.writeMarkdown(w)
	}
	return fmt.Errorf("unknown format %q (known: %s)", format, strings.Join(Formats, ", "))
}

// heads are the columns of text and Markdown.
var heads = []string{"task", "set", "split", "n", "measure", "value", "95 % interval", "published", "reference"}

// cells is the table as text, row by row, and the sources in the order of their
// marks.
func (t *Table) cells() (rows [][]string, sources []string) {
	mark := func(f Figure) int {
		k := slices.Index(sources, f.Source)
		if k < 0 {
			k = len(sources)
			sources = append(sources, f.Source)
		}
		return k + 1
	}
	for _, r := range t.Rows {
		set := r.Set
		if r.Part != "" {
			set += ", " + r.Part
		}
		line := []string{r.Task, set, t.Split, "–", r.Note, "–", "–", "", ""}
		if r.Note == "" {
			line[3] = fmt.Sprintf("%d %s", r.N, r.Of)
			if r.Groups > 1 && r.By != r.Of {
				line[3] += fmt.Sprintf(", %d %s", r.Groups, r.By)
			}
			line[4], line[5] = r.Measure, decimal(r.Value)
			if r.Interval != nil {
				line[6] = decimal(r.Interval.Low) + " to " + decimal(r.Interval.High)
			}
		}
		if floor, ok := t.Floors.of(r); ok {
			line[8] = "floor " + decimal(floor)
		}
		for _, f := range r.Figures {
			k := 7 + index(f.Kind == "reference")
			if line[k] != "" {
				line[k] += "; "
			}
			line[k] += fmt.Sprintf("%s %s [%d]", f.Value, f.Whose, mark(f))
		}
		rows = append(rows, line)
	}
	return rows, sources
}

// decimal writes a value as such tables do: three decimals, no leading zero.
func decimal(v float64) string {
	s := fmt.Sprintf("%.3f", v)
	if s == "-0.000" {
		s = "0.000"
	}
	return strings.Replace(s, "0.", ".", 1)
}

// about says what the interval is.
const about = "Intervals: percentile bootstrap by document, 1000 draws. Published figures are on their authors' test parts, often not the part measured here."

func (t *Table) writeText(w io.Writer) error {
	rows, sources := t.cells()
	widths := make([]int, len(heads))
	for _, line := range append([][]string{heads}, rows...) {
		for k, c := range line {
			widths[k] = max(widths[k], utf8.RuneCountInString(c))
		}
	}
	var b strings.Builder
	put := func(line []string) {
		var s string
		for k, c := range line {
			s += c + strings.Repeat(" ", widths[k]-utf8.RuneCountInString(c)+2)
		}
		b.WriteString(strings.TrimRight(s, " ") + "\n")
	}
	put(heads)
	for i, line := range rows {
		if i > 0 && line[1] == rows[i-1][1] {
			line = append([]string{line[0], "", ""}, line[3:]...)
		}
		put(line)
	}
	b.WriteString("\n" + about + "\n")
	for k, s := range sources {
		fmt.Fprintf(&b, "[%d] %s\n", k+1, s)
	}
	if len(t.Unmeasured) > 0 {
		fmt.Fprintf(&b, "No set here reads: %s\n", strings.Join(t.Unmeasured, ", "))
	}
	fmt.Fprintf(&b, "gloss %s · lexicons %s\n", t.Tool.Version, t.Tool.Lexicons)
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *Table) writeMarkdown(w io.Writer) error {
	rows, sources := t.cells()
	var b strings.Builder
	put := func(line []string) {
		for k, c := range line {
			line[k] = strings.ReplaceAll(c, "|", `\|`)
		}
		b.WriteString("| " + strings.Join(line, " | ") + " |\n")
	}
	fmt.Fprintf(&b, "# Accuracy\n\nWritten by `gloss eval --format markdown`, not by hand. Measured by gloss %s, lexicons %s, on the %s part of each set.\n", t.Tool.Version, t.Tool.Lexicons, t.Split)
	b.WriteString("A floor is a figure that `make eval` does not let fall.\n\n")
	put(slices.Clone(heads))
	b.WriteString(strings.Repeat("| --- ", len(heads)) + "|\n")
	for _, line := range rows {
		put(line)
	}
	b.WriteString("\n" + about + "\n")
	if len(sources) > 0 {
		b.WriteString("\n")
	}
	for k, s := range sources {
		fmt.Fprintf(&b, "- [%d] %s\n", k+1, s)
	}
	if len(t.Sources) > 0 {
		b.WriteString("\n| set | file | SHA-256 |\n| --- | --- | --- |\n")
		for _, s := range t.Sources {
			put([]string{s.Set, s.Path, s.SHA256})
		}
	}
	for _, p := range t.Problems {
		fmt.Fprintf(&b, "\nFailed: %v\n", p)
	}
	if len(t.Unmeasured) > 0 {
		fmt.Fprintf(&b, "\nNo set here reads: %s.\n", strings.Join(t.Unmeasured, ", "))
	}
	b.WriteString(notMeasured)
	_, err := io.WriteString(w, b.String())
	return err
}

// notMeasured says what no figure of a table stands for.
const notMeasured = `
## Not measured
- Whether the facts of any article are true; pictures; who published first or copied whom.
- Languages other than English, and English before and after the years the sets are from.
- How often readers agree with a call "to judge", and whether they find reports useful.
- Voice, clause by clause, on news that was not written for gloss; placement and headline findings.
- Recall of swaps: the marks of the annotated pairs hold a few, and those of our own stories were made by people who knew gloss.
- The second annotators of pairs and training text worked apart but alike; their agreement is a ceiling that is too kind.
`

// The JSON form of a table. Numbers have six decimals; a row that is a note has
// the value null.
type jsonTable struct {
	Schema     int         `json:"schema"`
	Tool       report.Tool `json:"tool"`
	Split      string      `json:"split"`
	Rows       []jsonRow   `json:"rows"`
	Files      []Source    `json:"files"`
	Problems   []string    `json:"problems"`
	Unmeasured []string    `json:"unmeasured"`
}

type jsonRow struct {
	Task      string    `json:"task"`
	Set       string    `json:"set"`
	Part      string    `json:"part,omitempty"`
	Measure   string    `json:"measure,omitempty"`
	N         int       `json:"n"`
	Of        string    `json:"of,omitempty"`
	Documents int       `json:"documents"`
	By        string    `json:"by,omitempty"`
	Value     *float64  `json:"value"`
	Interval  *Interval `json:"interval,omitempty"`
	Note      string    `json:"note,omitempty"`
	Figures   []Figure  `json:"figures,omitempty"`
}

func (t *Table) writeJSON(w io.Writer) error {
	out := jsonTable{Schema: 1, Tool: t.Tool, Split: t.Split,
		Rows: []jsonRow{}, Files: append([]Source{}, t.Sources...), Problems: []string{}, Unmeasured: append([]string{}, t.Unmeasured...)}
	for _, r := range t.Rows {
		j := jsonRow{Task: r.Task, Set: r.Set, Part: r.Part, Measure: r.Measure, N: r.N, Of: r.Of, Documents: r.Groups, By: r.By, Note: r.Note, Figures: r.Figures}
		if r.Note == "" {
			v := rounded(r.Value)
			j.Value = &v
		}
		if r.Interval != nil {
			j.Interval = &Interval{rounded(r.Interval.Low), rounded(r.Interval.High)}
		}
		out.Rows = append(out.Rows, j)
	}
	for _, p := range t.Problems {
		out.Problems = append(out.Problems, p.Error())
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(out)
}

func rounded(v float64) float64 { return math.Round(v*1e6) / 1e6 }
