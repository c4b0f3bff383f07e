package eval

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// A Figure is what somebody else reaches on a measure.
type Figure struct {
	Kind   string `json:"kind"` // "published", or "reference": computed by us or for us
	Value  string `json:"value"`
	Whose  string `json:"whose"`
	Source string `json:"source"`
}

//go:embed figures.tsv
var figuresFile string

// figureTable holds the figures by "set part task measure split".
type figureTable map[string][]Figure

// loadFigures reads figures.tsv, once. A line that it cannot read is a mistake of
// the program.
var loadFigures = sync.OnceValue(func() figureTable {
	t, err := parseFigures(figuresFile)
	if err != nil {
		panic(err)
	}
	return t
})

func parseFigures(file string) (figureTable, error) {
	t, sources := make(figureTable), make(map[string]string)
	for n, line := range strings.Split(strings.TrimSuffix(file, "\n"), "\n") {
		cells := strings.Split(line, "\t")
		key, isSource := strings.CutPrefix(cells[0], "source: ")
		switch {
		case strings.HasPrefix(line, "#"):
		case isSource && len(cells) == 2:
			sources[key] = cells[1]
		case len(cells) != 9:
			return nil, fmt.Errorf("figures.tsv:%d: %d columns, want 9", n+1, len(cells))
		case cells[5] != "published" && cells[5] != "reference":
			return nil, fmt.Errorf("figures.tsv:%d: %q is neither published nor reference", n+1, cells[5])
		case sources[cells[8]] == "":
			return nil, fmt.Errorf("figures.tsv:%d: unknown source %q", n+1, cells[8])
		default:
			key := strings.Join(cells[:5], "\t")
			t[key] = append(t[key], Figure{cells[5], cells[6], cells[7], sources[cells[8]]})
		}
	}
	return t, nil
}

// of returns the figures of a row, in the order of the file.
func (t figureTable) of(r *Row, split string) []Figure {
	key := strings.Join([]string{r.Set, r.Part, r.Task, r.Measure}, "\t")
	return append(append([]Figure(nil), t[key+"\t"+split]...), t[key+"\t*"]...)
}
