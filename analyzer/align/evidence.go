package align

import (
	"cmp"
	"math"
	"slices"
)

// Bounds that keep the comparison of two long documents linear.
const (
	rarest    = 12  // candidates are sought through a sentence's rarest words
	maxSought = 400 // sentences looked at for one, the rarest words' first
	maxRivals = 16  // candidates kept per sentence
)

// A candidate is a pair of sentences that may say the same.
type candidate struct {
	a, b        int // indices in text.sentences
	cosine      float64
	probability float64
}

// The weights of the evidence. They were set by looking at which evidence parts
// linked from unlinked pairs in news, essays and fables, and rounded.
const (
	wCovered   = 1.3  // share of the shorter sentence that is common × evidence of it
	wPairs     = 1.55 // log weight of common word pairs
	wIdentical = 1.5
	wLead      = 2.5 // lead over the best rival, in either document
	wNeighbour = 3.0 // the sentences before or after agree, too
	bias       = -4.05
)

// compare weighs the candidates between two texts and returns them ascending.
func compare(x, y *text) []candidate {
	found := candidates(x, y)
	if len(found) == 0 {
		return nil
	}
	cosines := make(map[[2]int]float64, len(found))
	row, column := newRivals(len(x.sentences)), newRivals(len(y.sentences))
	for _, c := range found {
		cosines[[2]int{c.a, c.b}] = c.cosine
		row.add(c.a, c.b, c.cosine)
		column.add(c.b, c.a, c.cosine)
	}
	for i := range found {
		c := &found[i]
		a, b := &x.sentences[c.a], &y.sentences[c.b]
		common := commonContent(a, b)
		covered := common / max(math.Min(a.content, b.content), 1e-9)
		z := bias + wCovered*covered*math.Log1p(common) + wPairs*math.Log1p(commonPairs(a, b)) +
			wLead*(2*c.cosine-(row.best(c.a, c.b)+column.best(c.b, c.a))) +
			wNeighbour*math.Min(0.7, max(cosines[[2]int{c.a - 1, c.b - 1}], cosines[[2]int{c.a + 1, c.b + 1}]))
		if slices.Equal(a.order, b.order) && len(a.order) > 2 {
			z += wIdentical
		}
		c.probability = 1 / (1 + math.Exp(-z))
	}
	return repeats(x, y, found)
}

// candidates finds the pairs that share a rare word, seen from both sides, so
// that swapping the texts mirrors them.
func candidates(x, y *text) []candidate {
	seen := make(map[[2]int]float64)
	for _, c := range seek(x, y) {
		seen[[2]int{c.a, c.b}] = c.cosine
	}
	for _, c := range seek(y, x) {
		seen[[2]int{c.b, c.a}] = c.cosine
	}
	all := make([]candidate, 0, len(seen))
	for k, v := range seen {
		all = append(all, candidate{a: k[0], b: k[1], cosine: v})
	}
	slices.SortFunc(all, func(p, q candidate) int { return cmp.Or(p.a-q.a, p.b-q.b) })
	return all
}

// seek finds for each sentence of x the sentences of y most like it.
func seek(x, y *text) []candidate {
	postings := make(map[int32][]int)
	for j := range y.sentences {
		for _, t := range y.sentences[j].terms {
			postings[t.word] = append(postings[t.word], j)
		}
	}
	var all, here []candidate
	mark := make([]int, len(y.sentences))
	for i := range x.sentences {
		a := &x.sentences[i]
		here = here[:0]
		sought := 0
		for _, t := range rarestTerms(a, postings) {
			near := nearest(postings[t.word], i*len(y.sentences)/len(x.sentences), maxSought)
			if sought += len(near); sought > maxSought && sought > len(near) {
				break
			}
			for _, j := range near {
				if mark[j] == i+1 {
					continue
				}
				mark[j] = i + 1
				here = append(here, candidate{a: i, b: j, cosine: cosine(a, &y.sentences[j])})
			}
		}
		slices.SortFunc(here, func(p, q candidate) int { return cmp.Or(-cmp.Compare(p.cosine, q.cosine), p.b-q.b) })
		all = append(all, here[:min(len(here), maxRivals)]...)
	}
	return all
}

// nearest returns at most n of the ascending places, those around the given one: a
// word that stands everywhere is looked up where the other text has got to.
func nearest(places []int, around, n int) []int {
	if len(places) <= n {
		return places
	}
	at, _ := slices.BinarySearch(places, around)
	from := min(max(0, at-n/2), len(places)-n)
	return places[from : from+n]
}

// rarestTerms returns the terms of s that lead to the fewest sentences.
func rarestTerms(s *sentence, postings map[int32][]int) []term {
	ts := slices.Clone(s.terms)
	ts = slices.DeleteFunc(ts, func(t term) bool { return len(postings[t.word]) == 0 })
	slices.SortFunc(ts, func(a, b term) int {
		return cmp.Or(len(postings[a.word])-len(postings[b.word]), int(a.word-b.word))
	})
	return ts[:min(len(ts), rarest)]
}

// cosine is the cosine of two sentences' weighted words, 0..1.
func cosine(a, b *sentence) float64 {
	dot := 0.0
	shared(a, b, func(x, y float64) { dot += x * y })
	if dot == 0 {
		return 0
	}
	return dot / (a.norm * b.norm)
}

// commonContent is the weight of the content words two sentences share.
func commonContent(a, b *sentence) float64 {
	sum := 0.0
	shared(a, b, func(x, y float64) { sum += math.Min(x, y) })
	return math.Min(sum, math.Min(a.content, b.content))
}

// shared calls f with the two weights of each common word.
func shared(a, b *sentence, f func(x, y float64)) {
	for i, j := 0, 0; i < len(a.terms) && j < len(b.terms); {
		switch d := a.terms[i].word - b.terms[j].word; {
		case d < 0:
			i++
		case d > 0:
			j++
		default:
			f(a.terms[i].weight, b.terms[j].weight)
			i, j = i+1, j+1
		}
	}
}

// commonPairs is the weight of the words of a that stand in a word pair which b
// has as well, wherever it stands there: clauses may change places.
func commonPairs(a, b *sentence) float64 {
	return math.Min(pairsWithin(a, b), pairsWithin(b, a))
}

func pairsWithin(a, b *sentence) float64 {
	sum, covered := 0.0, -1
	for i := 1; i < len(a.order); i++ {
		if _, ok := slices.BinarySearch(b.pairs, uint64(a.order[i-1])<<32|uint64(a.order[i])); !ok {
			continue
		}
		for k := max(covered+1, i-1); k <= i; k++ {
			sum += a.weightOf(a.order[k])
		}
		covered = i
	}
	return sum
}

// weightOf is the weight of a word of s; w must be one.
func (s *sentence) weightOf(w int32) float64 {
	i, _ := slices.BinarySearchFunc(s.terms, w, func(t term, w int32) int { return int(t.word - w) })
	return s.terms[i].weight
}

// rivals keeps the two best scores of each line of the comparison.
type rivals struct {
	first, second []float64
	at            []int
}

func newRivals(n int) *rivals {
	return &rivals{first: make([]float64, n), second: make([]float64, n), at: make([]int, n)}
}

func (r *rivals) add(i, j int, score float64) {
	switch {
	case score > r.first[i]:
		r.first[i], r.second[i], r.at[i] = score, r.first[i], j
	case score > r.second[i]:
		r.second[i] = score
	}
}

// best is line i's best score but for that of j.
func (r *rivals) best(i, j int) float64 {
	if r.at[i] == j {
		return r.second[i]
	}
	return r.first[i]
}
