package align

import (
	"cmp"
	"slices"
)

// Bounds that keep the comparison of two long documents linear. Below them every
// two sentences that share a word that is no function word are looked at.
const (
	densest     = 1 << 14 // pairs of sentences of two documents that are added up in a table
	maxRuns     = 400     // pairs that one word may lead to in longer documents
	reach       = 24      // how far on, among the unclear sentences, one that shares no word is looked for
	leastHit    = 0.12    // share of the lighter sentence's words that a candidate must have in common, …
	leastBeside = 0.5     // … beside a partner of nearly the same words
	ofCopies    = 5       // clear pairs from which two texts are taken to go back to the same words
	nearlyAll   = 0.8     // share of the heavier sentence's words that make such a partner
)

// A candidate is a pair of sentences that may say the same.
type candidate struct {
	a, b        int // indices in text.sentences
	evidence    Evidence
	probability float64
	clear       bool // its words alone decided
	anchor      bool
}

// A scratch is the memory that two texts are compared in.
type scratch struct {
	table              []float32
	tallies            []tally
	settledA, settledB []bool
	openA, openB       []int // sentences without a clear partner
	obvious, found     []candidate
	added              []candidate
}

// A tally is what two sentences share, added up word by word.
type tally struct {
	a, b   int32
	common float32
}

// before reports whether t comes before the pair of sentences a and b.
func (t *tally) before(a, b int) bool {
	return int(t.a) < a || int(t.a) == a && int(t.b) < b
}

// dense reports whether every word counts in what two texts share.
func dense(x, y *text) bool { return len(x.sentences)*len(y.sentences) <= densest }

// share finds the pairs of sentences of x and y that have words in common,
// ascending: the texts' words are merged, so that a word costs as much as the
// pairs of sentences it stands in.
func (s *scratch) share(x, y *text) []tally {
	nb := len(y.sentences)
	dense := dense(x, y)
	var table []float32
	var sparse map[[2]int32]float32
	if dense {
		s.table = resized(s.table, len(x.sentences)*nb)
		table = s.table
		clear(table)
	} else {
		sparse = make(map[[2]int32]float32)
	}
	for i, j := 0, 0; i < len(x.postings) && j < len(y.postings); {
		p, q := &x.postings[i], &y.postings[j]
		if p.word != q.word {
			if p.word < q.word {
				i++
			} else {
				j++
			}
			continue
		}
		i2, j2 := i+1, j+1
		for i2 < len(x.postings) && x.postings[i2].word == p.word {
			i2++
		}
		for j2 < len(y.postings) && y.postings[j2].word == p.word {
			j2++
		}
		if dense {
			for _, p := range x.postings[i:i2] {
				row := table[int(p.sentence)*nb:]
				for _, q := range y.postings[j:j2] {
					row[q.sentence] += min(p.weight, q.weight)
				}
			}
		} else if (i2-i)*(j2-j) <= maxRuns {
			for _, p := range x.postings[i:i2] {
				for _, q := range y.postings[j:j2] {
					sparse[[2]int32{p.sentence, q.sentence}] += min(p.weight, q.weight)
				}
			}
		}
		i, j = i2, j2
	}
	out := s.tallies[:0]
	defer func() { s.tallies = out }()
	if dense {
		for a := range x.sentences {
			for b, w := range table[a*nb : (a+1)*nb] {
				if w > 0 {
					out = append(out, tally{int32(a), int32(b), w})
				}
			}
		}
		return out
	}
	for k, w := range sparse {
		out = append(out, tally{k[0], k[1], w})
	}
	slices.SortFunc(out, func(p, q tally) int { return cmp.Or(int(p.a-q.a), int(p.b-q.b)) })
	return out
}

// candidates weighs the pairs that share words, and then those of which neither
// sentence has a partner that its words alone make clear. Pairs that share nearly
// all their words come first: a sentence with such a partner is only looked at with
// others that share much, unless thorough.
func (m *Weights) candidates(x, y *text, thorough bool, mem *scratch) []candidate {
	tallies := mem.share(x, y)
	mem.settledA, mem.settledB = resized(mem.settledA, len(x.sentences)), resized(mem.settledB, len(y.sentences))
	settledA, settledB := mem.settledA, mem.settledB
	clear(settledA)
	clear(settledB)
	obvious := mem.obvious[:0]
	for _, t := range tallies {
		if float64(t.common) < nearlyAll*max(x.sentences[t.a].content, y.sentences[t.b].content) {
			continue
		}
		var c *candidate
		if obvious, c = m.weighed(obvious, x, y, int(t.a), int(t.b)); c.clear {
			settledA[t.a], settledB[t.b] = true, true
		}
	}
	mem.obvious = obvious
	found := mem.found[:0]
	for _, t := range tallies {
		if len(obvious) > 0 && obvious[0].a == int(t.a) && obvious[0].b == int(t.b) {
			found, obvious = append(found, obvious[0]), obvious[1:]
			continue
		}
		least := leastHit
		if !thorough && (settledA[t.a] || settledB[t.b]) {
			least = leastBeside
		}
		if float64(t.common) >= least*min(x.sentences[t.a].content, y.sentences[t.b].content) {
			found, _ = m.weighed(found, x, y, int(t.a), int(t.b))
		}
	}
	for i := range found {
		if c := &found[i]; c.clear {
			settledA[c.a], settledB[c.b] = true, true
		}
	}
	for i := range found {
		if c := &found[i]; !c.clear && !settledA[c.a] && !settledB[c.b] {
			m.ask(c, x, y)
		}
	}
	mem.found = m.unclear(x, y, found, thorough, mem)
	return mem.found
}

// ask asks the vectors about a pair: first, if its words show little, those of the
// sentences alone.
func (m *Weights) ask(c *candidate, x, y *text) {
	if c.probability < doubtful && !x.near(c.a, y, c.b) {
		return
	}
	semantic(&c.evidence, x, y, c.a, c.b)
	c.probability = m.full.below(&c.evidence, kPrior)
}

// weighed appends a pair of sentences with what its words show.
func (m *Weights) weighed(list []candidate, x, y *text, a, b int) ([]candidate, *candidate) {
	list = append(list, candidate{a: a, b: b})
	c := &list[len(list)-1]
	lexical(&c.evidence, &x.sentences[a], &y.sentences[b])
	c.probability = m.lexical.below(&c.evidence, kVector)
	c.clear = c.probability >= clearly
	return list, c
}

// unclear adds the pairs of sentences that share too little, where neither has a
// clear partner; of copies of the same words, unless thorough, only those that share
// any word.
func (m *Weights) unclear(x, y *text, found []candidate, thorough bool, mem *scratch) []candidate {
	mem.openA, mem.openB = open(mem.openA, mem.settledA), open(mem.openB, mem.settledB)
	as, bs := mem.openA, mem.openB
	added := mem.added[:0]
	copies := !thorough && dense(x, y) && clearPairs(found) >= ofCopies
	k, l := 0, 0 // what found and the tallies have before a pair is passed
	for i, a := range as {
		from, to := 0, len(bs)
		if len(as)*len(bs) > densest {
			at := i * len(bs) / len(as)
			from, to = max(0, at-reach), min(len(bs), at+reach+1)
		}
		for _, b := range bs[from:to] {
			for k < len(found) && (found[k].a < a || found[k].a == a && found[k].b < b) {
				k++
			}
			if k < len(found) && found[k].a == a && found[k].b == b {
				continue
			}
			for l < len(mem.tallies) && mem.tallies[l].before(a, b) {
				l++
			}
			if copies && (l == len(mem.tallies) || int(mem.tallies[l].a) != a || int(mem.tallies[l].b) != b) {
				continue
			}
			var c *candidate
			added, c = m.weighed(added, x, y, a, b)
			c.clear = false // it shares next to nothing
			if m.ask(c, x, y); c.probability < possible {
				added = added[:len(added)-1]
			}
		}
	}
	mem.added = added
	return merged(found, added)
}

// open lists the sentences that are not settled.
func open(out []int, settled []bool) []int {
	out = out[:0]
	for i, s := range settled {
		if !s {
			out = append(out, i)
		}
	}
	return out
}

// clearPairs counts the pairs that their words alone decided.
func clearPairs(found []candidate) (n int) {
	for i := range found {
		if found[i].clear {
			n++
		}
	}
	return n
}

// merged makes one ascending list of two, in the memory of the first.
func merged(p, q []candidate) []candidate {
	i, j := len(p), len(q)
	p = slices.Grow(p, j)[:i+j]
	for j > 0 {
		if i > 0 && cmp.Or(p[i-1].a-q[j-1].a, p[i-1].b-q[j-1].b) > 0 {
			p[i+j-1] = p[i-1]
			i--
		} else {
			p[i+j-1] = q[j-1]
			j--
		}
	}
	return p
}
