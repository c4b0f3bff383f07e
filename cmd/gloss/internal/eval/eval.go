// Package eval runs gloss's stages on annotated data sets and makes one table of
// what they get right, with intervals.
//
// Method: a data set is a folder with a known name; its reader demands every
// column it uses, the stages that reports are made by run on its texts, and each
// measure is a function of counts that add up over documents. So the 95 %
// interval can be had by drawing documents, not sentences, with replacement: the
// sentences of one article resemble each other, and an interval over sentences,
// the obvious other way, would be far too narrow. Why not the score that each
// set's authors wrote: those call for other languages and models; where a scorer
// exists for the annotated pairs, its figures and these agree, and a test holds
// that.
//
// What it gets wrong: most sets were made for another task than gloss's. Their
// labels are of single sentences out of their article; many are of texts that are
// no news. The figures tell whether a change helped, and how far off others are,
// not how good a report is:
//
//	t, err := eval.Run(eval.Sets(), eval.Config{Dir: "../shared", Split: "open", Analyzer: a})
//	err = t.Write(os.Stdout, "markdown")
package eval

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"gloss/analyzer"
	"gloss/analyzer/report"
)

// Splits are the parts that a data set may be divided into. "open" may be looked
// at and tuned on, "heldout" is for scoring; "dev" and "test" are what a set's
// own authors call so.
var Splits = []string{"open", "heldout", "dev", "test"}

// A Config tells Run what to measure.
type Config struct {
	Dir      string   // folder that holds the sets' folders, at any depth; empty: only sets that need none
	Split    string   // one of Splits
	Only     []string // names of sets; none: all
	Texts    string   // folder of texts that planted copies are made of; empty: gloss's own stories
	Analyzer *analyzer.Analyzer
	Workers  int                         // sets measured at a time; 0: one per processor
	Progress func(set string, total int) // called once per set that is done; may be nil
}

// A Table is what Run measured.
type Table struct {
	Tool       report.Tool
	Split      string
	Rows       []Row
	Sources    []Source // the files read, in the order of the rows
	Problems   []error  // files and folders that could not be read
	Floors     Floors   // shown beside the figures; may be nil
	Unmeasured []string // folders with data that no set reads
}

// A Row is one measure of one set, or a Note on why there is none.
type Row struct {
	Task     string // what gloss was to do: "links", "commentary", …
	Set      string
	Part     string // file of a set that has several; else empty
	Measure  string // "F1", "macro-F1", …; empty in a row that is a note
	N        int    // items measured
	Of       string // what the items are
	Groups   int    // documents that were drawn for the interval
	By       string // what those are: "articles", "pairs", …
	Value    float64
	Interval *Interval // nil: fewer than two groups
	Note     string    // "no heldout part", "failed"; then there is no value
	Figures  []Figure  // what others reach
}

// A Source is a file that a table was measured on.
type Source struct {
	Set    string `json:"set"`
	Path   string `json:"path"`
	SHA256 string `json:"sha256"` // its first 12 hexadecimal digits
}

// ErrNoData says that there was nothing to measure.
var ErrNoData = errors.New("no data set")

// Run measures the sets that it finds. The table depends neither on the number of
// workers nor on which of them is done first. A set that cannot be read is a
// Problem of the table; that there is none at all is an error.
func Run(sets []Set, c Config) (*Table, error) {
	if err := c.check(sets); err != nil {
		return nil, err
	}
	found, err := findFolders(c.Dir, sets)
	if err != nil {
		return nil, err
	}
	var jobs []*Job
	for _, s := range sets {
		if len(c.Only) > 0 && !slices.Contains(c.Only, s.Name) || len(s.Files) > 0 && len(found.of[s.Name]) == 0 {
			continue
		}
		jobs = append(jobs, &Job{Analyzer: c.Analyzer, Stages: c.Analyzer.Stages(), Split: c.Split, Texts: c.Texts, set: s, folders: found.of[s.Name]})
	}
	if lacksData(jobs, c) {
		return nil, c.noData(sets)
	}
	runAll(jobs, c)
	t := &Table{Tool: c.Analyzer.Tool(), Split: c.Split, Problems: found.problems}
	if len(c.Only) == 0 {
		t.Unmeasured = found.unknown
	}
	for _, j := range jobs {
		t.Rows = append(t.Rows, j.rows...)
		t.Sources = append(t.Sources, j.sources...)
		t.Problems = append(t.Problems, j.errs...)
	}
	figures := loadFigures()
	for i := range t.Rows {
		t.Rows[i].Figures = figures.of(&t.Rows[i], c.Split)
	}
	return t, nil
}

// lacksData reports whether there is nothing to measure, or nothing in the folder
// that was named: the sets that bring their own data are not what was asked for
// then.
func lacksData(jobs []*Job, c Config) bool {
	read := slices.ContainsFunc(jobs, func(j *Job) bool { return len(j.set.Files) > 0 })
	return len(jobs) == 0 || c.Dir != "" && len(c.Only) == 0 && !read
}

// noData says what was looked for, and where.
func (c Config) noData(sets []Set) error {
	if c.Dir == "" {
		return fmt.Errorf("%w: no folder with data is named", ErrNoData)
	}
	return fmt.Errorf("%w in %s (known: %s)", ErrNoData, c.Dir, strings.Join(names(sets), ", "))
}

// check says what of c cannot be followed.
func (c Config) check(sets []Set) error {
	if !slices.Contains(Splits, c.Split) {
		return fmt.Errorf("split %q is not one of %s", c.Split, strings.Join(Splits, ", "))
	}
	for _, name := range c.Only {
		if !slices.Contains(names(sets), name) {
			return fmt.Errorf("no data set is called %q (known: %s)", name, strings.Join(names(sets), ", "))
		}
	}
	return nil
}

func names(sets []Set) []string {
	out := make([]string, len(sets))
	for i, s := range sets {
		out[i] = s.Name
	}
	return out
}

// runAll measures the jobs on c.Workers workers.
func runAll(jobs []*Job, c Config) {
	workers := c.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var wg sync.WaitGroup
	var done sync.Mutex
	next := make(chan *Job)
	for range min(workers, len(jobs)) {
		wg.Go(func() {
			for j := range next {
				j.measure()
				if c.Progress != nil {
					done.Lock()
					c.Progress(j.set.Name, len(jobs))
					done.Unlock()
				}
			}
		})
	}
	for _, j := range jobs {
		next <- j
	}
	close(next)
	wg.Wait()
}
