package eval

import (
	"fmt"
	"math"
	"slices"

	"gloss/analyzer"
)

// A Set is one data set. To add one, write a file that defines a Set and name it
// in sets.
type Set struct {
	Name  string // of its folder, and for Config.Only
	Task  string // what it measures, for a row without a value
	Files []File // what it reads, in the order of its rows; none: it brings its own data
	// Own measures a set that brings its own data, such as annotated stories that
	// are part of gloss. A set has either Files or Own.
	Own func(*Job) error
}

// A File is one kind of file in a set's folder.
type File struct {
	Part    string // its name in the table, if the set has several; else empty
	Names   Names
	Measure func(*Job, *Data) error // adds rows to the Job
}

// Names are patterns (path.Match) of a file's name, by split: the first of the
// space-separated patterns that a file matches counts. Empty: no such part.
type Names struct{ Open, Heldout, Dev, Test string }

// suffixed are the names of a file that our own splits were made of.
func suffixed(stem string) Names {
	return Names{Open: stem + "_open.jsonl", Heldout: stem + "_heldout.jsonl", Dev: stem + "_dev*.jsonl", Test: stem + "_test*.jsonl"}
}

func (n Names) of(split string) string {
	switch split {
	case "open":
		return n.Open
	case "heldout":
		return n.Heldout
	case "dev":
		return n.Dev
	}
	return n.Test
}

// sets are the data sets in the order of the table: what belongs together, and
// what gloss is for first.
var sets = []Set{
	stories, rewrites, training, plantings, ownPile,
	pairs, seeds, argrewrite, aesop, superpal, mrpc, sts, synthetic,
	edinburgh, generatedPile,
	segmentation,
	babe, checkthat, pangLee, basil, ptc, allsides, wnc,
	vader, newsMTSC,
	zyte, trafilaturaSample, feeds,
}

// Sets returns the data sets that gloss eval knows.
func Sets() []Set { return slices.Clone(sets) }

// A Job is the measuring of one set. It is used by one goroutine.
type Job struct {
	Analyzer *analyzer.Analyzer
	Stages   analyzer.Stages
	Split    string
	Texts    string // Config.Texts

	set     Set
	folders []string
	part    string // of the file being measured
	rows    []Row
	sources []Source
	errs    []error
}

// measure fills in the job's rows. After a problem with one file the set's others
// are still measured.
func (j *Job) measure() {
	if j.set.Own != nil {
		if err := j.set.Own(j); err != nil {
			j.fail(err)
		}
		return
	}
	found := false
	for _, f := range j.set.Files {
		path := findFile(j.folders, f.Names.of(j.Split))
		if path == "" {
			continue
		}
		found = true
		j.part = f.Part
		d, err := j.read(path)
		if err == nil {
			err = f.Measure(j, d)
		}
		if err != nil {
			j.fail(err)
		}
	}
	j.part = ""
	if !found {
		j.note("no " + j.Split + " part")
	}
}

func (j *Job) note(what string) {
	j.rows = append(j.rows, Row{Task: j.set.Task, Set: j.set.Name, Part: j.part, Note: what})
}

func (j *Job) fail(err error) {
	j.note("failed")
	j.errs = append(j.errs, fmt.Errorf("%s: %w", j.set.Name, err))
}

// Add adds a row: measure is a value of s, read from n items (of what), whose
// documents are by what ("articles"). What has no value, such as the precision of
// nothing found, is 0, so that a stage that stops working shows.
func (j *Job) Add(task, measure string, n int, of, by string, s Sample) {
	r := Row{Task: task, Set: j.set.Name, Part: j.part, Measure: measure, N: n, Of: of, Groups: len(s.Docs), By: by}
	if sum := s.sum(); sum != nil {
		r.Value = s.Value(sum)
	}
	if math.IsNaN(r.Value) {
		r.Value = 0
	}
	r.Interval = s.Interval()
	j.rows = append(j.rows, r)
}
