package eval

import (
	"math"
	"math/rand/v2"
	"slices"

	"gloss/corpus"
)

// The bootstrap: so many draws, always the same ones.
const (
	draws = 1000
	tail  = 0.025 // share of the draws beyond either end of the interval
	seed  = 1858
)

// A Sample holds what a measure is made of: for each document a vector of sums,
// and the measure as a function of all vectors added up.
type Sample struct {
	Docs  [][]float64
	Value func(sum []float64) float64
}

func (s Sample) sum() []float64 {
	if len(s.Docs) == 0 {
		return nil
	}
	sum := make([]float64, len(s.Docs[0]))
	for _, d := range s.Docs {
		for k, v := range d {
			sum[k] += v
		}
	}
	return sum
}

// An Interval is a 95 % interval.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Interval returns the percentile bootstrap interval of s over its documents, the
// same at every call. It is nil for fewer than two documents.
func (s Sample) Interval() *Interval {
	n := len(s.Docs)
	if n < 2 {
		return nil
	}
	rng := rand.New(rand.NewPCG(seed, uint64(n)))
	values := make([]float64, 0, draws)
	sum := make([]float64, len(s.Docs[0]))
	for range draws {
		clear(sum)
		for range n {
			for k, v := range s.Docs[rng.IntN(n)] {
				sum[k] += v
			}
		}
		if v := s.Value(sum); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return nil
	}
	slices.Sort(values)
	k := int(tail * float64(len(values)))
	return &Interval{values[k], values[len(values)-1-k]}
}

// A Tally sums by document while a set is read. The zero Tally is not ready.
type Tally struct {
	width int
	at    map[string]int
	docs  [][]float64
}

// NewTally returns a Tally of vectors of so many sums.
func NewTally(width int) *Tally { return &Tally{width: width, at: make(map[string]int)} }

// Add adds v to one sum of a document.
func (t *Tally) Add(doc string, column int, v float64) {
	i, ok := t.at[doc]
	if !ok {
		i = len(t.docs)
		t.at[doc] = i
		t.docs = append(t.docs, make([]float64, t.width))
	}
	t.docs[i][column] += v
}

// addCounts adds what is right, wrong and missed in a document.
func (t *Tally) addCounts(doc string, c corpus.Counts) {
	for column, n := range [...]int{right: c.Found, wrong: c.False, missed: c.Missed} {
		t.Add(doc, column, float64(n))
	}
}

// Sample returns the measure that value makes of t.
func (t *Tally) Sample(value func(sum []float64) float64) Sample {
	return Sample{Docs: t.docs, Value: value}
}

// total is the sum of the given columns over all documents; of all, if none is
// given.
func (t *Tally) total(columns ...int) int {
	n := 0.0
	for _, d := range t.docs {
		for k, v := range d {
			if len(columns) == 0 || slices.Contains(columns, k) {
				n += v
			}
		}
	}
	return int(n)
}
