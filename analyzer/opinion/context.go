package opinion

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"gloss/analyzer/linear"
)

// Weighed is what is known of a sentence before its surroundings are looked at.
type Weighed struct {
	Odds     float64 // Commentary's answer
	Credited bool    // somebody is credited in it: never sure commentary
}

// The features of the second model.
const (
	contextOwn = iota
	contextNear
	contextRest
	contextShare
	contextCount
)

var contextNames = [contextCount]string{"own", "near", "rest", "share"}

// Surroundings are what stands around a sentence in its copy.
type Surroundings struct {
	Near  float64 // mean log odds of the sentences before and after; 0 for none
	Rest  float64 // mean log odds of the copy's other sentences, drawn to 0 where there are few
	Share float64 // share of them that are rather commentary, drawn to 0
}

// farOdds bounds log odds before they are averaged.
const farOdds = 4

// Bound is log odds as surroundings count them.
func Bound(odds float64) float64 { return max(-farOdds, min(farOdds, odds)) }

// ContextFeatures are what the second model reads.
func ContextFeatures(own float64, s Surroundings) []float32 {
	return []float32{contextOwn: float32(Bound(own)), contextNear: float32(s.Near), contextRest: float32(s.Rest), contextShare: float32(s.Share)}
}

// ContextNames are the names of ContextFeatures.
func ContextNames() []string { return contextNames[:] }

// InContext is the probability that a sentence with these odds of its own is
// commentary where it stands.
func (j *Judge) InContext(own float64, s Surroundings) float64 {
	return linear.Probability(j.context.Score(ContextFeatures(own, s), nil, 0))
}

// Sure is the probability from which commentary is a call that gloss stands
// behind; ToJudge that from which it is put before the reader.
func (j *Judge) Sure() float64    { return j.sure }
func (j *Judge) ToJudge() float64 { return j.toJudge }

// From is j with other probabilities, 0..1, from which commentary is sure and from
// which it is to judge; 0 keeps what the model has. It is an error if less would be
// needed to be sure than to be put before the reader.
func (j *Judge) From(sure, toJudge float64) (*Judge, error) {
	from := *j
	from.sure, from.toJudge = cmp.Or(sure, j.sure), cmp.Or(toJudge, j.toJudge)
	if from.sure < from.toJudge {
		return nil, fmt.Errorf("commentary would be sure from %v on, but to judge only from %v", from.sure, from.toJudge)
	}
	return &from, nil
}

// A Tally is how far the sentences of a copy comment.
type Tally struct {
	odds       float64 // sum
	n, comment int     // sentences that credit nobody; those that are rather commentary
}

// Sum is the Tally of weighed sentences.
func Sum(weighed map[int]Weighed) Tally {
	var t Tally
	for _, i := range slices.Sorted(maps.Keys(weighed)) { // in order: sums of floats depend on it
		t = t.with(weighed[i], 1)
	}
	return t
}

func (t Tally) with(w Weighed, sign int) Tally {
	if w.Credited {
		return t
	}
	t.odds += float64(sign) * Bound(w.Odds)
	t.n += sign
	if w.Odds > 0 {
		t.comment += sign
	}
	return t
}

// few is how many undecided sentences a copy is taken to have beside its own, so
// that one sentence does not speak for it.
const few = 2

// Around is what stands around sentence i of those weighed, whose Sum is all.
func Around(weighed map[int]Weighed, i int, all Tally) Surroundings {
	var near Tally
	for _, k := range [...]int{i - 1, i + 1} {
		if w, ok := weighed[k]; ok {
			near = near.with(w, 1)
		}
	}
	rest := all.with(weighed[i], -1)
	n := float64(rest.n + few)
	return Surroundings{Near: near.odds / max(1, float64(near.n)), Rest: rest.odds / n, Share: float64(rest.comment) / n}
}
