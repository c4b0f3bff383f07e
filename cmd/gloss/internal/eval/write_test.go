package eval

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"gloss/analyzer/report"
)

// TestWrite compares a made-up table with the golden ones. Run with -update to
// rewrite them.
func TestWrite(t *testing.T) {
	table := &Table{
		Tool:  report.Tool{Version: "v1", Lexicons: "0123456789abcdef"},
		Split: "open",
		Rows: []Row{
			{Task: "links", Set: "pairs", Measure: "F1", N: 8, Of: "links", Groups: 2, By: "pairs", Value: .87449, Interval: &Interval{.8, 1},
				Figures: []Figure{{"published", ".83", "theirs", "A. Author 2001"}, {"reference", ".96", "two annotators", "a note"}, {"published", ".70", "older", "a note"}}},
			{Task: "commentary", Set: "pairs", Measure: "P | R", N: 3, Of: "lines", Groups: 1, By: "pairs", Value: 1},
			{Task: "tone", Set: "ratings", Part: "letters", Measure: "Pearson r", N: 1200, Of: "letters", Groups: 1200, By: "letters", Value: -.0504, Interval: &Interval{-.2, .00004}},
			{Task: "feeds", Set: "feeds", Note: "not yet"},
			{Task: "bias", Set: "broken", Note: "failed"},
		},
		Sources:    []Source{{"pairs", "data/pairs/pairs.jsonl", "0123456789ab"}},
		Problems:   []error{errors.New("broken: data/broken/x.jsonl:3: not JSON")},
		Unmeasured: []string{"unheard_of"},
	}
	for _, format := range Formats {
		t.Run(format, func(t *testing.T) {
			var b bytes.Buffer
			if err := table.Write(&b, format); err != nil {
				t.Fatal(err)
			}
			golden := "testdata/table." + format
			if *update {
				if err := os.WriteFile(golden, b.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(b.Bytes(), want) {
				t.Errorf("got\n%s\nwant\n%s", b.Bytes(), want)
			}
		})
	}
	if err := table.Write(&bytes.Buffer{}, "xml"); err == nil || !strings.Contains(err.Error(), `unknown format "xml"`) {
		t.Errorf("xml: %v", err)
	}
}

// TestFigures holds that every figure of others stands beside a measure that the
// sets really have.
func TestFigures(t *testing.T) {
	measured := make(map[string]bool)
	for _, split := range Splits {
		for _, r := range run(t, Config{Dir: data, Split: split}).Rows {
			measured[strings.Join([]string{r.Set, r.Part, r.Task, r.Measure}, "\t")] = true
		}
	}
	for _, part := range []string{"tweets", "movie_reviews", "amazon_reviews"} { // measured as the editorials are
		for _, m := range []string{"Pearson r", "macro-F1 of 3"} {
			measured["vader_groundtruth\t"+part+"\ttone\t"+m] = true
		}
	}
	figures := loadFigures()
	if len(figures) < 40 {
		t.Errorf("%d keys of figures", len(figures))
	}
	for key := range figures {
		if i := strings.LastIndexByte(key, '\t'); !measured[key[:i]] {
			t.Errorf("figures.tsv: nothing measures %q", key)
		}
	}
}

func TestParseFigures(t *testing.T) {
	tests := []struct{ file, want string }{
		{"# a note\nsource: k\ttext\ns\t\tt\tm\t*\tpublished\t.5\twho\tk\n", ""},
		{"s\t\tt\tm\t*\tpublished\t.5\twho\tk\n", `figures.tsv:1: unknown source "k"`},
		{"source: k\ttext\ns\tm\n", "figures.tsv:2: 2 columns, want 9"},
		{"source: k\ttext\ns\t\tt\tm\t*\trumour\t.5\twho\tk\n", `figures.tsv:2: "rumour" is neither`},
	}
	for _, tt := range tests {
		switch _, err := parseFigures(tt.file); {
		case tt.want == "" && err != nil, tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%q: %v, want %q", tt.file, err, tt.want)
		}
	}
}
