package cluster

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"gloss/analyzer/news"
)

// When a line is an outlet's boilerplate.
const (
	leastRecurring = 3   // articles that have it, different in what else they say
	recurringShare = .05 // of the outlet's articles, …
	surelyRecurs   = 20  // … or as many articles
	ownShare       = .3  // of an article's words that are in lines that do not recur; with less it is a version
)

// A Boilerplate knows the lines that recur across an outlet's articles: credits,
// offers, footers. Texts are compared without them. A paragraph of background that
// an outlet repeats in many articles is taken for one, too. The zero Boilerplate
// knows none.
type Boilerplate struct {
	lines map[uint64]int // hash of outlet and line → articles that have it, at least
}

// atLeast rounds a number of articles down to 3, 5, 10, 20, 50, 100, 200, … A
// reader needs no more of it, and what is said of an article does not change with
// every other that its outlet publishes.
func atLeast(n int) int {
	least := leastRecurring
	for unit := 1; unit <= n; unit *= 10 {
		for _, k := range []int{1, 2, 5} {
			if k*unit <= n {
				least = max(least, k*unit)
			}
		}
	}
	return least
}

// MarshalBinary writes b, the same bytes for the same lines.
func (b Boilerplate) MarshalBinary() ([]byte, error) {
	data := make([]byte, 0, 16*len(b.lines))
	for _, h := range slices.Sorted(maps.Keys(b.lines)) {
		data = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(data, h), uint64(b.lines[h]))
	}
	return data, nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (b *Boilerplate) UnmarshalBinary(data []byte) error {
	if len(data)%16 != 0 {
		return errors.New("cluster: boilerplate is cut short")
	}
	b.lines = make(map[uint64]int, len(data)/16)
	for ; len(data) > 0; data = data[16:] {
		b.lines[binary.LittleEndian.Uint64(data)] = int(binary.LittleEndian.Uint64(data[8:]))
	}
	return nil
}

// Find returns the lines of a's text that recur, with the number of the outlet's
// articles that have each.
func (b *Boilerplate) Find(a *news.Article) []Recurring {
	if len(b.lines) == 0 {
		return nil
	}
	outlet := hashName(foldOutlet(a.Outlet))
	var s sketch
	var found []Recurring
	for from := 0; from < len(a.Text); {
		to := lineEnd(a.Text, from)
		s.read(a.Text[from:to])
		if n := b.lines[lineHash(outlet, s.words)]; n > 0 && len(s.words) > 0 {
			found = append(found, Recurring{news.Span{Start: from, End: to}, n})
		}
		from = to + 1
	}
	return found
}

// lineEnd is where the line that begins at from ends.
func lineEnd(text string, from int) int {
	for i := from; i < len(text); i++ {
		if text[i] == '\n' {
			return i
		}
	}
	return len(text)
}

// A Recurring is a line of a text that is its outlet's boilerplate.
type Recurring struct {
	news.Span
	Articles int // of the outlet have the line, or more: 3, 5, 10, 20, 50, 100, …
}

func lineHash(outlet uint64, words []uint32) uint64 { return mix(hashOf(words), outlet) }

// cellsOf are the counters of a line. What is in both of them often enough may
// recur.
func cellsOf(h uint64) [2]uint64 { return [2]uint64{h % lineCells, h >> 32 % lineCells} }

// lineCells is the number of counters that part lines that recur from others; a
// power of two.
const lineCells = 1 << 24

// recurring learns the boilerplate. Lines were counted in shared cells, so
// that only those that may recur are kept. What else the articles say is told by
// the smallest hash of their other lines, which must be a good part of them: three
// versions of one article make nothing of it boilerplate.
func (p *Pile) recurring() (Boilerplate, error) {
	cells := p.sketcher.lines
	type entry struct {
		outlet   int32
		articles int
		others   [leastRecurring]uint64 // what else they say, of as many that differ
		n        int
	}
	found := make(map[uint64]*entry)
	var again []uint64 // lines of one article that may recur
	err := p.eachSketch(func(a *article, s *sketch) {
		least, own := ^uint64(0), 0
		again = again[:0]
		for l := range s.lines {
			words := s.lineWords(l)
			h := lineHash(p.names[a.outlet], words)
			at := cellsOf(h)
			if min(cells[at[0]], cells[at[1]]) >= leastRecurring {
				again = append(again, h)
			} else {
				least, own = min(least, h), own+len(words)
			}
		}
		if float64(own) < ownShare*float64(len(s.words)) {
			return
		}
		for _, h := range again {
			e := found[h]
			if e == nil {
				e = &entry{outlet: a.outlet}
				found[h] = e
			}
			e.articles++
			if e.n < leastRecurring && !slices.Contains(e.others[:e.n], least) {
				e.others[e.n], e.n = least, e.n+1
			}
		}
	})
	b := Boilerplate{make(map[uint64]int)}
	for h, e := range found {
		if e.n == leastRecurring && (e.articles >= surelyRecurs || float64(e.articles) >= recurringShare*float64(p.counts[e.outlet])) {
			b.lines[h] = atLeast(e.articles)
		}
	}
	return b, err
}
