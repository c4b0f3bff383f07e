package page

import (
	"cmp"
	"slices"

	"gloss/analyzer/news"
)

// most is how many sentences of one copy stand in one line at the most, where a
// claim of one copy is told in several sentences of another.
const most = 4

// A line is what stands side by side: of each copy a run of its sentences, which may
// be empty. Read downwards, the runs of one copy are its text, in its own order.
type line struct {
	runs [][]int // by document, the sentences of a run following each other
}

// lines lays the copies of a story out in lines, so that sentences of one row stand
// in one line wherever the copies' own orders let them. A sentence whose partners are
// told in another place stands alone. Copies that share nothing stand side by side as
// they are.
func lines(docs []*news.Document, rows []news.Row, base int) []*line {
	if len(rows) == 0 {
		return []*line{all(docs)}
	}
	l := &layout{docs: docs, at: make(map[news.Place]*line), links: make(map[news.Place][]link)}
	l.link(rows)
	for _, d := range l.order(base) {
		l.add(d)
	}
	return l.lines
}

// all is one line of everything.
func all(docs []*news.Document) *line {
	ln := &line{}
	for _, doc := range docs {
		run := make([]int, len(doc.Sentences))
		for i := range run {
			run[i] = i
		}
		ln.runs = append(ln.runs, run)
	}
	return ln
}

// A layout is lines while they are made, one document after the other.
type layout struct {
	docs  []*news.Document
	lines []*line
	at    map[news.Place]*line
	links map[news.Place][]link
}

// A link is a sentence of another copy that says the same, and how surely.
type link struct {
	to     news.Place
	weight float64
}

// link notes which sentences say the same: those of a row, and the headlines that
// stand in the texts.
func (l *layout) link(rows []news.Row) {
	var heads []news.Place
	for d, doc := range l.docs {
		if doc.Title != "" {
			continue
		}
		for i, s := range doc.Sentences {
			if s.Kind == news.Heading {
				heads = append(heads, news.Place{Document: d, Sentence: i})
			}
			if s.Kind == news.Heading || s.Kind == news.Prose {
				break
			}
		}
	}
	for _, r := range append([]news.Row{{Places: heads, Probability: 1}}, rows...) {
		for _, p := range r.Places {
			for _, q := range r.Places {
				if q.Document != p.Document {
					l.links[p] = append(l.links[p], link{q, max(r.Probability, .01)})
				}
			}
		}
	}
}

// order is the order in which documents are added: the base, then those that share
// most.
func (l *layout) order(base int) []int {
	shared := make([]int, len(l.docs))
	for p := range l.links {
		shared[p.Document]++
	}
	order := make([]int, len(l.docs))
	for d := range order {
		order[d] = d
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if a == base || b == base {
			return cmp.Compare(b2i(b == base), b2i(a == base))
		}
		return shared[b] - shared[a]
	})
	return order
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// add puts the sentences of document d into the lines there are, and between them.
func (l *layout) add(d int) {
	l.merge(d)
	position := make(map[*line]int, len(l.lines))
	for i, ln := range l.lines {
		position[ln] = i
	}
	chain := l.chain(d, position)
	out := make([]*line, 0, len(l.lines)+len(l.docs[d].Sentences))
	next := 0 // of l.lines, the first that is not in out
	var last *line
	for i, s := range l.docs[d].Sentences {
		p := news.Place{Document: d, Sentence: i}
		at, placed := chain[i]
		switch {
		case placed:
			out = append(out, l.lines[next:max(next, at+1)]...)
			next = max(next, at+1)
			last = l.lines[at]
		case last != nil && s.Kind == news.Boilerplate && alone(last, d) && l.docs[d].Sentences[i-1].Kind == news.Boilerplate:
			// what was left out stands together
		default:
			last = &line{runs: make([][]int, len(l.docs))}
			out = append(out, last)
		}
		last.runs[d] = append(last.runs[d], i)
		l.at[p] = last
	}
	l.lines = append(out, l.lines[next:]...)
}

// alone reports whether only document d is in the line.
func alone(ln *line, d int) bool {
	for o, run := range ln.runs {
		if o != d && len(run) > 0 {
			return false
		}
	}
	return true
}

// merge joins neighbouring lines whose sentences one sentence of d says together.
func (l *layout) merge(d int) {
	position := make(map[*line]int, len(l.lines))
	for i, ln := range l.lines {
		position[ln] = i
	}
	join := make([]bool, len(l.lines)) // with the one before
	for i := range l.docs[d].Sentences {
		var at []int
		for _, k := range l.links[news.Place{Document: d, Sentence: i}] {
			if ln := l.at[k.to]; ln != nil {
				at = append(at, position[ln])
			}
		}
		slices.Sort(at)
		for n := 1; n < len(at); n++ {
			if at[n] == at[n-1]+1 {
				join[at[n]] = true
			}
		}
	}
	var out []*line
	for i, ln := range l.lines {
		if !join[i] || !l.joined(out[len(out)-1], ln) {
			out = append(out, ln)
		}
	}
	l.lines = out
}

// joined adds the sentences of b to a, if that does not make a too long.
func (l *layout) joined(a, b *line) bool {
	for d := range a.runs {
		if len(a.runs[d])+len(b.runs[d]) > most {
			return false
		}
	}
	for d, run := range b.runs {
		a.runs[d] = append(a.runs[d], run...)
		for _, i := range run {
			l.at[news.Place{Document: d, Sentence: i}] = a
		}
	}
	return true
}

// A spot is a line that a sentence could stand in, and the best chain that ends
// there.
type spot struct {
	sentence, at int
	weight       float64 // of the chain
	before       int     // index of the spot before it in the chain; -1 if it is the first
}

// chain chooses the heaviest set of sentences of d that can stand in the lines of
// their partners, in the order of d and of the lines at once; the others have moved,
// or have no partner. Two may stand in one line only if they follow each other. Time
// grows with links times the logarithm of lines.
func (l *layout) chain(d int, position map[*line]int) map[int]int {
	var spots []spot
	best := newPrefix(len(l.lines))
	run := make(map[int]int) // line → spot of the sentence before in it
	for i := range l.docs[d].Sentences {
		weights := make(map[int]float64)
		for _, k := range l.links[news.Place{Document: d, Sentence: i}] {
			if ln := l.at[k.to]; ln != nil {
				weights[position[ln]] += k.weight
			}
		}
		first := len(spots)
		for _, at := range sortedKeys(weights) {
			s := spot{sentence: i, at: at, weight: weights[at], before: -1}
			if b := best.below(at); b >= 0 {
				s.before = b
			}
			if b, ok := run[at]; ok && spots[b].sentence == i-1 && (s.before < 0 || spots[b].weight >= spots[s.before].weight) {
				s.before = b
			}
			if s.before >= 0 {
				s.weight += spots[s.before].weight
			}
			spots = append(spots, s)
		}
		for n := first; n < len(spots); n++ { // after all of the sentence: it stands in one line
			run[spots[n].at] = n
			best.set(spots[n].at, n, spots[n].weight)
		}
	}
	end := -1
	for n, s := range spots {
		if end < 0 || s.weight > spots[end].weight {
			end = n
		}
	}
	chosen := make(map[int]int)
	for n := end; n >= 0; n = spots[n].before {
		chosen[spots[n].sentence] = spots[n].at
	}
	return chosen
}

func sortedKeys(m map[int]float64) []int {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// A prefix tells the heaviest spot in a line before a given one: a Fenwick tree of
// maxima.
type prefix []struct {
	spot   int // -1: none
	weight float64
}

func newPrefix(n int) prefix {
	p := make(prefix, n+1)
	for i := range p {
		p[i].spot = -1
	}
	return p
}

// set takes a spot in, of the line at.
func (p prefix) set(at, spot int, weight float64) {
	for i := at + 1; i < len(p); i += i & -i {
		if p[i].spot < 0 || p[i].weight < weight {
			p[i].spot, p[i].weight = spot, weight
		}
	}
}

// below is the heaviest spot in a line before at; -1 if there is none.
func (p prefix) below(at int) int {
	spot, weight := -1, 0.0
	for i := at; i > 0; i -= i & -i {
		if p[i].spot >= 0 && (spot < 0 || p[i].weight > weight) {
			spot, weight = p[i].spot, p[i].weight
		}
	}
	return spot
}
