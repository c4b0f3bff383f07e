package cluster

import (
	"cmp"
	"slices"
)

// How candidates are found.
const (
	rankBits     = 28 // of an article's place in the order of IDs
	tripleShare  = 4  // of an article's word triples, one in so many is in the index, …
	leastTriples = 64 // … but as many, if it has them
	candidate    = 3  // sampled triples that a pair must have in common
	allPairs     = 48 // articles with a triple up to which all their pairs count; beyond, …
	nearest      = 16 // … each with so many that come after it
	rankMask     = 1<<rankBits - 1
)

// eachSketch calls f with every article and its sketch, in any order.
func (p *Pile) eachSketch(f func(a *article, s *sketch)) error {
	var s sketch
	var buf []byte
	for _, at := range p.sketcher.blocks {
		var data []byte
		var err error
		if data, buf, err = p.spill.read(at, buf); err != nil {
			return err
		}
		for len(data) > 0 {
			var n int
			n, data = s.decode(data)
			f(&p.articles[p.rank[n]], &s)
		}
	}
	return nil
}

// An indexer is what one goroutine needs to index articles.
type indexer struct {
	*Pile
	recurring Boilerplate
	common    commonPairs
	sketch    sketch
	buf       []byte // of a block of sketches
	lists     []byte // word pairs of a block's articles
	ranks     []int32
	pairs     []uint32
	triples   []uint64
	postings  *partitionWriter
}

// index finds every article's uncommon word pairs, and returns the pairs of
// articles that share sampled triples, as numbers of two ranks, a pair as often as
// it shares one.
func (p *Pile) index(recurring Boilerplate) (*partitions, error) {
	common := p.sketcher.usage.commonPairs()
	p.sketcher.usage = nil
	postings := newPartitions(p.spill, 64)
	err := parallel(p, Indexing, len(p.sketcher.blocks),
		func() *indexer {
			return &indexer{Pile: p, recurring: recurring, common: common, postings: postings.writer()}
		},
		func(w *indexer, i int) error { return w.block(p.sketcher.blocks[i]) },
		func(w *indexer) error { return w.postings.close() })
	if err != nil {
		return nil, err
	}
	p.sketcher.blocks, p.rank = nil, nil
	p.first = p.identical()
	return p.candidates(postings)
}

// block indexes the articles of one block of sketches.
func (w *indexer) block(at extent) error {
	data, buf, err := w.spill.read(at, w.buf)
	if w.buf = buf; err != nil {
		return err
	}
	w.lists, w.ranks = w.lists[:0], w.ranks[:0]
	for len(data) > 0 {
		var n int
		n, data = w.sketch.decode(data)
		i := w.rank[n]
		w.read(&w.articles[i])
		w.lists, w.ranks = appendNumbers(w.lists, w.pairs), append(w.ranks, i)
		if len(w.pairs) >= leastPairs {
			if err := w.post(i); err != nil {
				return err
			}
		}
	}
	list, err := w.Pile.lists.write(w.lists)
	for _, i := range w.ranks {
		a := &w.articles[i]
		a.list = extent{list.offset, 4 * a.pairs}
		list.offset += int64(a.list.size)
	}
	return err
}

// read finds the word pairs and triples of the article that is sketched, but for
// its outlet's boilerplate.
func (w *indexer) read(a *article) {
	s := &w.sketch
	w.pairs, w.triples = w.pairs[:0], w.triples[:0]
	line, skip := -1, false
	a.text = fnv64
	s.eachPiece(func(l int, words []uint32) {
		if l != line && len(w.recurring.lines) > 0 {
			n := w.recurring.lines[lineHash(w.names[a.outlet], s.lineWords(l))]
			if skip = n > 0; skip {
				a.recurs = mix(mix(a.recurs, uint64(l)), uint64(n))
			}
		}
		line = l
		if skip {
			return
		}
		w.take(words)
		a.text = hashOn(a.text, words)
	})
	slices.Sort(w.pairs)
	w.pairs = slices.Compact(w.pairs)
	a.pairs = int32(len(w.pairs))
}

// post puts a sample of the article's triples into the index.
func (w *indexer) post(i int32) error {
	limit := ^uint64(0)
	if n := len(w.triples); n > leastTriples {
		limit = max(limit/tripleShare, uint64(float64(leastTriples)/float64(n)*float64(limit)))
	}
	w.triples = slices.DeleteFunc(w.triples, func(h uint64) bool { return h > limit })
	slices.Sort(w.triples)
	for _, h := range slices.Compact(w.triples) {
		// the sample is of low hashes, the index is parted by other bits
		if err := w.postings.add(mix(h, 2)&^rankMask | uint64(i)); err != nil {
			return err
		}
	}
	return nil
}

// take adds the uncommon pairs of a piece, and the triples of two uncommon pairs.
func (w *indexer) take(words []uint32) {
	before := false
	var pair uint32
	for i := 1; i < len(words); i++ {
		h := pairHash(words[i-1], words[i])
		is := words[i-1]&words[i]&1 == 0 && !w.common.has(h)
		if is {
			w.pairs = append(w.pairs, h)
		}
		if i > 1 && (is || before) {
			w.triples = append(w.triples, tripleHash(pair, words[i]))
		}
		before, pair = is, h
	}
}

// identical returns for every article the first one with the same words, but for
// boilerplate: itself, if there is none. Of identical texts only the first is
// compared; with Within, one that is too far from it is a first one again.
func (p *Pile) identical() []int32 {
	order := make([]int32, len(p.articles))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int {
		a, b := &p.articles[x], &p.articles[y]
		return cmp.Or(cmp.Compare(a.text, b.text), undatedLast(a.published, b.published), cmp.Compare(x, y))
	})
	first := make([]int32, len(order))
	for k, i := range order {
		first[i] = i
		if k == 0 {
			continue
		}
		f := first[order[k-1]]
		if a, b := &p.articles[f], &p.articles[i]; a.text == b.text && p.within(a, b) {
			first[i] = f
		}
	}
	return first
}

// within reports whether the dates of two articles are near enough.
func (p *Pile) within(a, b *article) bool {
	if p.opt.Within == 0 || a.published == undated || b.published == undated {
		return true
	}
	return abs(int64(a.published)-int64(b.published)) <= int64(p.opt.Within)
}

// candidates reads the postings and returns the pairs of articles that share
// triples.
func (p *Pile) candidates(postings *partitions) (*partitions, error) {
	type reader struct {
		sorter
		out *partitionWriter
	}
	found := newPartitions(p.spill, rankBits+bitsFor(len(p.articles)))
	err := parallel(p, Indexing, 1<<partitionBits, func() *reader { return &reader{out: found.writer()} },
		func(r *reader, part int) error {
			numbers, err := r.part(postings, part)
			for err == nil && len(numbers) > 0 {
				n := run(numbers, rankBits)
				list := slices.DeleteFunc(numbers[:n], func(x uint64) bool { i := int32(x & rankMask); return p.first[i] != i })
				err = pairsOf(list, r.out)
				numbers = numbers[n:]
			}
			return err
		}, func(r *reader) error { return r.out.close() })
	return found, err
}

// run is how many of the first numbers agree but for their lowest bits.
func run(numbers []uint64, bits int) int {
	n := 1
	for n < len(numbers) && numbers[n]>>bits == numbers[0]>>bits {
		n++
	}
	return n
}

// pairsOf writes the pairs of the articles that have one triple, ascending.
func pairsOf(list []uint64, out *partitionWriter) error {
	reach := len(list)
	if reach > allPairs {
		reach = nearest
	}
	for i, a := range list {
		for _, b := range list[i+1 : min(len(list), i+1+reach)] {
			if err := out.add(a&rankMask<<rankBits | b&rankMask); err != nil {
				return err
			}
		}
	}
	return nil
}

// bitsFor is how many bits the numbers below n take.
func bitsFor(n int) int {
	b := 0
	for n > 1<<b {
		b++
	}
	return b
}
