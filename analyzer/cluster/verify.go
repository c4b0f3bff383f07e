package cluster

import (
	"cmp"
	"slices"
	"sync"
)

// A link is a verified pair of articles, by rank, a before b.
type link struct {
	a, b       int32
	shared     int32
	similarity float32
}

// A pairReader compares articles. It is of one goroutine.
type pairReader struct {
	*Pile
	list [2][]uint32
	rank [2]int32 // of the article whose list it is, plus 1
	buf  []byte
}

// of returns the word pairs of an article, ascending, as the first or the second of
// a comparison. They are valid until the next call for that place.
func (r *pairReader) of(i int32, place int) ([]uint32, error) {
	if r.rank[place] == i+1 {
		return r.list[place], nil
	}
	data, buf, err := r.lists.read(r.articles[i].list, r.buf)
	if r.buf = buf; err != nil {
		return nil, err
	}
	r.list[place], r.rank[place] = numbers(r.list[place][:0], data), i+1
	return r.list[place], nil
}

// compare returns what two articles share.
func (r *pairReader) compare(a, b int32) (link, error) {
	a, b = min(a, b), max(a, b)
	l := link{a: a, b: b}
	x, err := r.of(a, 0)
	if err != nil {
		return l, err
	}
	y, err := r.of(b, 1)
	if err != nil {
		return l, err
	}
	l.shared = int32(intersection(x, y))
	if n := min(len(x), len(y)); n > 0 {
		l.similarity = float32(l.shared) / float32(n)
	}
	return l, nil
}

// intersection is how many numbers two ascending lists have in common.
func intersection(x, y []uint32) int {
	n, j := 0, 0
	for _, h := range x {
		for j < len(y) && y[j] < h {
			j++
		}
		if j == len(y) {
			break
		}
		if y[j] == h {
			n++
		}
	}
	return n
}

// isLink reports whether a pair is near enough to be of one story.
func (p *Pile) isLink(l link) bool {
	return l.shared >= leastShared && l.similarity >= p.wanted(&p.articles[l.a], &p.articles[l.b])
}

// verify compares the candidates on all their word pairs and returns the links, in
// no order.
func (p *Pile) verify(candidates *partitions) ([]link, error) {
	type verifier struct {
		pairReader
		sorter
		links []link
	}
	var mu sync.Mutex
	var links []link
	err := parallel(p, Verifying, 1<<partitionBits, func() *verifier { return &verifier{pairReader: pairReader{Pile: p}} },
		func(v *verifier, part int) error {
			numbers, err := v.part(candidates, part)
			for err == nil && len(numbers) > 0 {
				n := run(numbers, 0)
				if n >= candidate {
					var l link
					l, err = v.compare(int32(numbers[0]>>rankBits), int32(numbers[0]&rankMask))
					if err == nil && p.isLink(l) {
						v.links = append(v.links, l)
					}
				}
				numbers = numbers[n:]
			}
			return err
		}, func(v *verifier) error {
			mu.Lock()
			defer mu.Unlock()
			links = append(links, v.links...)
			return nil
		})
	slices.SortFunc(links, strongerFirst)
	return links, err
}

// strongerFirst orders links by how similar they are, then by rank.
func strongerFirst(x, y link) int {
	return cmp.Or(cmp.Compare(y.similarity, x.similarity), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
}
