package eval

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"gloss/analyzer"
	"gloss/lexicons"
)

var update = flag.Bool("update", false, "rewrite the golden tables in testdata")

// theAnalyzer is made once: that takes longer than most tests.
var theAnalyzer = sync.OnceValues(func() (*analyzer.Analyzer, error) { return analyzer.New(lexicons.FS, "test") })

func newAnalyzer(t testing.TB) *analyzer.Analyzer {
	t.Helper()
	a, err := theAnalyzer()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// others are the sets that are read from a folder.
func others() []Set {
	return slices.DeleteFunc(Sets(), func(s Set) bool { return len(s.Files) == 0 })
}

func run(t testing.TB, c Config) *Table {
	t.Helper()
	c.Analyzer = newAnalyzer(t)
	if c.Split == "" {
		c.Split = "open"
	}
	table, err := Run(others(), c)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

const data = "testdata/data"

// TestSets runs every reader on a tiny set of our own texts in which right and
// wrong are plain.
func TestSets(t *testing.T) {
	table := run(t, Config{Dir: data})
	for _, p := range table.Problems {
		t.Error(p)
	}
	got := make(map[string]Row)
	for _, r := range table.Rows {
		got[strings.Join([]string{r.Set, r.Part, r.Task, r.Measure}, "/")] = r
	}
	tests := []struct {
		row   string
		n     int
		value float64
	}{
		{"pairs//links/F1", 8, 1},
		{"pairs//commentary/F1 of sure calls", 1, 1},
		{"pairs//voice/commentary own", 1, 1},
		{"pairs//insertions/R, either annotator's", 1, 1},
		{"pairs//swaps/R, either annotator's", 1, 1},
		{"seeds//links/found", 3, 1},
		{"seeds//links/forbidden ones not made", 2, 1},
		{"seeds//commentary/F1 of sure calls", 1, 1},
		{"argrewrite_align//links/F1", 9, 1},
		{"argrewrite_align//links/F1, modified", 1, 1},
		{"argrewrite_align//additions/F1, new sentences", 1, 1},
		{"aesop_align//links/F1", 3, 1},
		{"superpal_multinews//links/R", 6, 1},
		{"mrpc//links/accuracy", 3, 1},
		{"mrpc//links/F1", 3, 1},
		{"sts_benchmark//links/Pearson r, news", 3, .997},
		{"sentence_segmentation/golden rules/sentences/share right", 1, 1},
		{"sentence_segmentation/EWT/sentences/F1", 7, 1},
		{"sentence_segmentation/GUM/sentences/F1", 5, 1},
		{"babe/sg2/bias/macro-F1", 3, 1},
		{"babe/sg2/opinion/macro-F1, opinion against factual", 2, 1},
		{"babe/sg2/opinion/macro-F1, opinion and mixed against factual", 3, 1},
		{"checkthat_subjectivity_en//opinion/macro-F1", 2, 1},
		{"pang_lee_subjectivity//opinion/macro-F1", 2, 1},
		{"basil//bias/macro-F1, lexical", 5, 1},
		{"basil//voice/accuracy, own or quoted", 2, 1},
		{"ptc_semeval2020//loaded/macro-F1", 4, 1},
		{"allsides_triples//opinion/AUC, opinion pieces", 3, 1},
		{"wnc_sample//bias/accuracy, before or after", 2, .75},
		{"newsmtsc//tone/accuracy", 3, 1},
		{"article_extraction_zyte//extraction/F1", 1, 1},
		{"article_extraction_trafilatura//extraction/F1", 1, 1},
		{"feeds/gofeed/feeds/title, link, date, items agree", 2, .5},
		{"feeds/feedjira/feeds/read", 2, .5},
	}
	for _, tt := range tests {
		r, ok := got[tt.row]
		if !ok || r.Note != "" || r.N != tt.n || math.Abs(r.Value-tt.value) > .02 {
			t.Errorf("%s: found %v, %d items, %.3f %s; want %d, %.3f", tt.row, ok, r.N, r.Value, r.Note, tt.n, tt.value)
		}
		if r.Interval != nil && (r.Interval.Low > r.Value || r.Interval.High < r.Value) {
			t.Errorf("%s: %.3f lies outside %v", tt.row, r.Value, *r.Interval)
		}
	}
	if !slices.Equal(table.Unmeasured, []string{"unheard_of"}) {
		t.Errorf("unmeasured %q", table.Unmeasured)
	}
}

// TestSplits holds which file each split takes, and that a set without such a
// part says so and is no problem.
func TestSplits(t *testing.T) {
	tests := []struct{ split, set, want string }{
		{"open", "checkthat_subjectivity_en", "dev_test.jsonl"},
		{"dev", "checkthat_subjectivity_en", "dev.jsonl"},
		{"heldout", "sentence_segmentation", "ud_gum_newslike_test.jsonl"},
		{"test", "sentence_segmentation", "ud_gum_newslike_test.jsonl"},
		{"heldout", "pairs", "pairs_heldout.jsonl pairs_heldout_gold.jsonl"},
		{"heldout", "babe", ""},
		{"test", "mrpc", ""},
	}
	for _, tt := range tests {
		table := run(t, Config{Dir: data, Split: tt.split, Only: []string{tt.set}})
		var files []string
		for _, s := range table.Sources {
			files = append(files, filepath.Base(s.Path))
		}
		if got := strings.Join(files, " "); got != tt.want || len(table.Problems) > 0 {
			t.Errorf("%s of %s: read %q, problems %v; want %q", tt.split, tt.set, got, table.Problems, tt.want)
		}
		if tt.want == "" && (len(table.Rows) != 1 || table.Rows[0].Note != "no "+tt.split+" part") {
			t.Errorf("%s of %s: %+v", tt.split, tt.set, table.Rows)
		}
	}
}

// TestLabelsBeside holds that pairs count the same with their labels in a file of
// their own.
func TestLabelsBeside(t *testing.T) {
	open := run(t, Config{Dir: data, Only: []string{"pairs"}})
	apart := run(t, Config{Dir: data, Only: []string{"pairs"}, Split: "heldout"})
	for _, r := range apart.Rows {
		i := slices.IndexFunc(open.Rows, func(o Row) bool { return o.Task == r.Task && o.Measure == r.Measure })
		if i < 0 || open.Rows[i].Value != r.Value || open.Rows[i].N != r.N {
			t.Errorf("%s %s: %v of %d with labels apart", r.Task, r.Measure, r.Value, r.N)
		}
	}
	if len(apart.Rows) < 8 {
		t.Errorf("%d rows", len(apart.Rows))
	}
}

// TestWorkers holds that the table does not depend on how many work on it.
func TestWorkers(t *testing.T) {
	var want []byte
	for _, workers := range []int{1, 2, 7} {
		done := 0
		var b bytes.Buffer
		table := run(t, Config{Dir: data, Workers: workers, Progress: func(_ string, total int) { done += 100 / total }})
		if err := table.Write(&b, "json"); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = b.Bytes()
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%d workers print another table", workers)
		}
		if done < 80 {
			t.Errorf("%d workers: progress came to %d %%", workers, done)
		}
	}
}

func TestRunRefuses(t *testing.T) {
	tests := []struct {
		name, want string
		c          Config
		noData     bool
	}{
		{"no folder named", "no folder", Config{Split: "open"}, true},
		{"folder without sets", "no data set in", Config{Dir: t.TempDir(), Split: "open"}, true},
		{"no such folder", "nowhere: no such folder", Config{Dir: "nowhere", Split: "open"}, false},
		{"a file", "eval.go: no such folder", Config{Dir: "eval.go", Split: "open"}, false},
		{"unknown split", `split "half" is not one of open`, Config{Dir: data, Split: "half"}, false},
		{"unknown set", `no data set is called "bab" (known: pairs`, Config{Dir: data, Split: "open", Only: []string{"bab"}}, false},
		{"set not there", "no data set in", Config{Dir: data + "/gold", Split: "open", Only: []string{"babe"}}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.c.Analyzer = newAnalyzer(t)
			_, err := Run(others(), tt.c)
			if err == nil || !strings.Contains(err.Error(), tt.want) || errors.Is(err, ErrNoData) != tt.noData {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// TestOwn holds how a set that brings its own data is measured: always, unless a
// folder is named in which there is nothing.
func TestOwn(t *testing.T) {
	ours := Set{Name: "ours", Task: "links", Own: func(j *Job) error {
		tally := NewTally(2)
		tick(tally, "a", true)
		tick(tally, "b", false)
		j.Add("links", "share", 2, "links", "stories", tally.Sample(share))
		return nil
	}}
	broken := Set{Name: "broken", Task: "links", Own: func(*Job) error { return errors.New("marks.tsv:3: bad") }}
	sets := append(others(), ours, broken)
	table, err := Run(sets, Config{Split: "open", Analyzer: newAnalyzer(t)})
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) != 2 || table.Rows[0].Value != .5 || table.Rows[1].Note != "failed" || fmt.Sprint(table.Problems) != "[broken: marks.tsv:3: bad]" {
		t.Errorf("%+v, problems %v", table.Rows, table.Problems)
	}
	if _, err := Run(sets, Config{Dir: t.TempDir(), Split: "open", Analyzer: newAnalyzer(t)}); !errors.Is(err, ErrNoData) {
		t.Errorf("an empty folder: %v", err)
	}
}

// TestShared runs every set on the real data, where it is beside the project.
func TestShared(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	dir := os.Getenv("GLOSS_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: no ../shared")
	}
	table := run(t, Config{Dir: dir, Workers: runtime.GOMAXPROCS(0)})
	for _, p := range table.Problems {
		t.Error(p)
	}
	// What the pipeline must reach on the annotated pairs and the real pair.
	bars := map[string]float64{"pairs links F1": 0.85, "pairs commentary F1 of sure calls": 0.70, "seeds links found": 1, "seeds commentary F1 of sure calls": 1}
	measured := make(map[string]bool)
	for _, r := range table.Rows {
		measured[r.Set] = true
		if bar, ok := bars[r.Set+" "+r.Task+" "+r.Measure]; ok {
			delete(bars, r.Set+" "+r.Task+" "+r.Measure)
			if r.Value < bar {
				t.Errorf("%s %s %s %.3f, bar %.2f", r.Set, r.Task, r.Measure, r.Value, bar)
			}
		}
		if r.Note == "" && (r.N == 0 || math.IsNaN(r.Value) || r.Value < -1 || r.Value > 1) {
			t.Errorf("%s %s %s: %v of %d", r.Set, r.Task, r.Measure, r.Value, r.N)
		}
	}
	for bar := range bars {
		t.Errorf("%s is not measured", bar)
	}
	for _, s := range others() {
		if !measured[s.Name] {
			t.Logf("not there: %s", s.Name)
		}
	}
}
