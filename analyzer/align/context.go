package align

import (
	"cmp"
	"math"
	"slices"
)

// The levels of probability at which a pair is looked at or accepted.
const (
	clearly  = 0.9  // by words alone: no vector is asked, nor for other pairs of either sentence
	doubtful = 0.1  // by words alone: only the sentences' own vectors are asked at first
	possible = 0.01 // by words and vectors: less is not a pair any more
	anchorAt = 0.85 // accepted before anything is known of the places
)

// rounds are the levels at which links are accepted one after another: the surest
// first, since they tell what to expect of the rest.
var rounds = [...]float64{0.7, 0.5}

// A path is the accepted links between two texts: for each sentence at most one.
// Everything that is read from it is the same whether or not sentences without an
// accepted link stand in between; so a sentence that is in no row changes no row.
type path struct {
	x, y           *text
	toB, toA       []int     // partner, or -1
	sureA          []float64 // probability of the accepted link of a sentence of x
	sureB          []float64
	wholeA         []float64 // kWhole of the accepted link
	localA, localB []local
	rankA          []int // accepted sentences before
	rankB          []int
	nx, ny         []int32 // in how many accepted sentences each word of the vocabularies stands
	orderA         []int   // accepted sentences, ascending
	orderB         []int
	close          float64 // mean share of the words that the accepted links' sentences have in common
	inOrder        float64 // share of neighbouring accepted links that do not cross
}

func newPath(x, y *text) *path {
	na, nb := len(x.sentences), len(y.sentences)
	ints, floats := make([]int, 3*(na+nb)), make([]float64, 2*na+nb)
	p := &path{x: x, y: y, toB: ints[:na], toA: ints[na : na+nb], sureA: floats[:na], sureB: floats[na : na+nb], wholeA: floats[na+nb:],
		rankA: ints[na+nb : 2*na+nb], rankB: ints[2*na+nb : 2*na+2*nb], orderA: ints[2*na+2*nb : 2*na+2*nb : 3*na+2*nb], orderB: ints[3*na+2*nb : 3*na+2*nb]}
	for i := range p.toB {
		p.toB[i] = -1
	}
	for j := range p.toA {
		p.toA[j] = -1
	}
	return p
}

// accept takes in the pairs of at least the given probability, the surest first,
// of which neither sentence has a link yet, and reports whether there were any.
func (p *path) accept(found []candidate, level float64, except map[[2]int]bool) (any bool) {
	var order []int32
	for i := range found {
		c := &found[i]
		if c.probability >= level && p.toB[c.a] < 0 && p.toA[c.b] < 0 && !except[[2]int{c.a, c.b}] {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(i, j int32) int {
		c, d := &found[i], &found[j]
		return cmp.Or(-cmp.Compare(c.probability, d.probability), cmp.Compare(d.evidence[kNeighbour], c.evidence[kNeighbour]),
			(c.a+c.b)-(d.a+d.b), c.a-d.a)
	})
	for _, i := range order {
		c := &found[i]
		if p.toB[c.a] < 0 && p.toA[c.b] < 0 {
			p.link(c)
			any = true
		}
	}
	return any
}

// link accepts a pair.
func (p *path) link(c *candidate) {
	c.anchor = true
	p.toB[c.a], p.toA[c.b] = c.b, c.a
	p.sureA[c.a], p.sureB[c.b] = c.probability, c.probability
	p.wholeA[c.a] = c.evidence[kWhole]
}

// place accepts the pairs of twice, those first that stand among the same links.
func (p *path) place(found []candidate, twice map[[2]int]bool) (any bool) {
	var order []*candidate
	for i := range found {
		if c := &found[i]; twice[[2]int{c.a, c.b}] && c.probability >= rounds[0] {
			order = append(order, c)
		}
	}
	off := func(c *candidate) int { return max(p.rankA[c.a]-p.rankB[c.b], p.rankB[c.b]-p.rankA[c.a]) }
	slices.SortFunc(order, func(c, d *candidate) int {
		return cmp.Or(off(c)-off(d), cmp.Compare(d.evidence[kNeighbour], c.evidence[kNeighbour]), (c.a+c.b)-(d.a+d.b), c.a-d.a)
	})
	for _, c := range order {
		if p.toB[c.a] < 0 && p.toA[c.b] < 0 {
			p.link(c)
			any = true
		}
	}
	return any
}

// survey counts the accepted links.
func (p *path) survey() {
	p.orderA, p.orderB = p.orderA[:0], p.orderB[:0]
	same, same2 := 0.0, 0.0
	for i, b := range p.toB {
		p.rankA[i] = len(p.orderA)
		if b >= 0 {
			p.orderA = append(p.orderA, i)
			same += p.wholeA[i]
		}
	}
	for j, a := range p.toA {
		p.rankB[j] = len(p.orderB)
		if a >= 0 {
			p.orderB = append(p.orderB, j)
		}
	}
	for _, j := range p.orderB { // in both orders, so that the rounding is the same with the texts exchanged
		same2 += p.wholeA[p.toA[j]]
	}
	p.close = (same + same2) / float64(max(2, 2*len(p.orderA)))
	p.inOrder = float64(ascending(p.orderA, p.toB)+ascending(p.orderB, p.toA)+2) / float64(2*max(1, len(p.orderA)))
	p.count()
}

// ascending counts the accepted sentences whose partner follows the partner of the
// one before.
func ascending(order, to []int) int {
	n := 0
	for k := 1; k < len(order); k++ {
		if to[order[k]] > to[order[k-1]] {
			n++
		}
	}
	return n
}

// count says how much each word of the accepted sentences counts: one that stands
// in all of them parts nothing from anything.
func (p *path) count() {
	if p.nx == nil {
		p.nx, p.ny = make([]int32, len(p.x.vocabulary)), make([]int32, len(p.y.vocabulary))
	}
	nx, ny := p.nx, p.ny
	clear(nx)
	clear(ny)
	for _, i := range p.orderA {
		for k := range p.x.sentences[i].terms {
			nx[p.x.sentences[i].terms[k].id]++
		}
		s := &p.y.sentences[p.toB[i]]
		for k := range s.terms {
			ny[s.terms[k].id]++
		}
	}
	for i, j := 0, 0; i < len(nx) && j < len(ny); {
		switch v, w := p.x.vocabulary[i], p.y.vocabulary[j]; {
		case v < w:
			i++
		case v > w:
			j++
		default:
			n := nx[i] + ny[j]
			nx[i], ny[j] = n, n
			i, j = i+1, j+1
		}
	}
	total := float64(2 * len(p.orderA))
	whole := math.Log((total + 4) / 2)
	scale := make([]float64, 2*len(p.orderA)+1) // by how many sentences a word stands in
	scale[0] = 1
	for c := 1; c < len(scale); c++ {
		scale[c] = max(0.05, math.Log((total+4)/(float64(c)+2))/whole)
	}
	p.localA, p.localB = sums(p.localA, p.x, nx, scale), sums(p.localB, p.y, ny, scale)
}

// A local is what a sentence weighs with the words scaled.
type local struct{ norm, content float64 }

// sums scales the terms of a text, by in how many accepted sentences each stands,
// and adds up what its sentences weigh then.
func sums(out []local, t *text, n []int32, scale []float64) []local {
	out = resized(out, len(t.sentences))
	clear(out)
	for i := range t.sentences {
		s, l := &t.sentences[i], &out[i]
		for k := range s.terms {
			u := &s.terms[k]
			u.scale = scale[n[u.id]]
			w := float64(u.weight) * u.scale
			l.norm += w * w
			if u.class != function {
				l.content += w
			}
		}
		l.norm = math.Sqrt(l.norm)
	}
	return out
}

// freely is the closeness under which two texts do not go back to the same words.
const freely = 0.4

// retold reports whether the accepted links show one story told in other words.
// Then, and only then, it counts how far on in the texts two sentences stand.
func (p *path) retold() bool { return len(p.orderA) > 1 && p.close < freely }

// read fills in what the accepted links show of a pair.
func (p *path) read(c *candidate) {
	e := &c.evidence
	e[kRival], e[kOpen] = 0, 0
	if b := p.toB[c.a]; b >= 0 && b != c.b {
		e[kRival] += p.sureA[c.a]
	}
	if a := p.toA[c.b]; a >= 0 && a != c.a {
		e[kRival] += p.sureB[c.b]
	}
	if p.toB[c.a] < 0 && p.toA[c.b] < 0 {
		e[kOpen] = 1
	}
	e[kNeighbour] = p.neighbours(c) / 2
	e[kCrossing] = p.inOrder * math.Log1p(math.Abs(float64(p.rankA[c.a]-p.rankB[c.b])))
	e[kRivalCovered] = e[kRival] * e[kCovered]
	p.words(c)
	e[kClose] = p.close
	e[kFirm] = p.close * e[kPrior] / 10
	e[kRetold], e[kPlace], e[kGap] = 0, 0, 0
	if p.retold() {
		e[kRetold] = 1
		na, nb := float64(len(p.x.sentences)), float64(len(p.y.sentences))
		e[kPlace] = math.Abs((float64(c.a)+.5)/na - (float64(c.b)+.5)/nb)
		e[kGap] = math.Abs(gap(p.orderA, p.rankA[c.a], c.a, len(p.x.sentences)) - gap(p.orderB, p.rankB[c.b], c.b, len(p.y.sentences)))
	}
}

// gap is how far on sentence i is between the accepted ones around it, 0..1.
func gap(order []int, rank, i, n int) float64 {
	from, to := -1, n
	if rank > 0 {
		from = order[rank-1]
	}
	if rank < len(order) {
		to = order[rank]
		if to == i {
			if rank+1 < len(order) {
				to = order[rank+1]
			} else {
				to = n
			}
		}
	}
	return float64(i-from) / float64(to-from)
}

// neighbours counts on which sides, before and after, the next accepted sentences
// of both texts are linked with each other.
func (p *path) neighbours(c *candidate) float64 {
	n := 0.0
	if i, j := p.rankA[c.a]-1, p.rankB[c.b]-1; i < 0 && j < 0 && p.retold() || i >= 0 && j >= 0 && p.toB[p.orderA[i]] == p.orderB[j] {
		n++
	}
	i, j := p.rankA[c.a], p.rankB[c.b]
	if p.toB[c.a] >= 0 {
		i++
	}
	if p.toA[c.b] >= 0 {
		j++
	}
	if i == len(p.orderA) && j == len(p.orderB) && p.retold() || i < len(p.orderA) && j < len(p.orderB) && p.toB[p.orderA[i]] == p.orderB[j] {
		n++
	}
	return n
}

// compare weighs the pairs of sentences of two texts and returns those with any
// evidence, ascending.
func (m *Weights) compare(x, y *text, thorough bool, mem *scratch) []candidate {
	found := possibleOf(m.candidates(x, y, thorough, mem))
	if len(found) == 0 {
		return nil
	}
	for i := range found {
		c := &found[i]
		p := min(max(c.probability, 1e-6), 1-1e-6)
		c.evidence[kPrior] = math.Log(p / (1 - p))
	}
	p := newPath(x, y)
	twice := p.ambiguous(found)
	p.accept(found, anchorAt, twice)
	p.survey()
	m.reconsider(p, found, thorough)
	if len(twice) > 0 && p.place(found, twice) {
		p.survey()
		m.reconsider(p, found, thorough)
	}
	for _, level := range rounds {
		if p.accept(found, level, nil) {
			p.survey()
			m.reconsider(p, found, thorough)
		}
	}
	n := 0
	for i := range found {
		if !p.repeats(&found[i]) {
			found[n] = found[i]
			n++
		}
	}
	return found[:n]
}

// possibleOf keeps those of found that may be a pair.
func possibleOf(found []candidate) []candidate {
	n := 0
	for i := range found {
		if found[i].probability < possible {
			continue
		}
		if n < i {
			found[n] = found[i]
		}
		n++
	}
	return found[:n]
}

// sameWords is the share of the heavier of two sentences of one text from which one
// repeats the other.
const sameWords = 0.5

// ambiguous are the pairs that may be accepted at once, but for a sentence that
// the one or the other text says twice: which belongs to which, the other links show.
func (p *path) ambiguous(found []candidate) map[[2]int]bool {
	var sure []*candidate
	for i := range found {
		if found[i].probability >= anchorAt {
			sure = append(sure, &found[i])
		}
	}
	var out map[[2]int]bool
	mark := func(c, d *candidate) {
		if out == nil {
			out = make(map[[2]int]bool)
		}
		out[[2]int{c.a, c.b}], out[[2]int{d.a, d.b}] = true, true
	}
	last := make([]*candidate, len(p.y.sentences)) // by sentence of y: the last sure pair
	for i, c := range sure {
		for _, d := range sure[i+1:] {
			if d.a != c.a {
				break
			}
			if alike(&p.y.sentences[c.b], &p.y.sentences[d.b]) >= sameWords {
				mark(c, d)
			}
		}
		if d := last[c.b]; d != nil && alike(&p.x.sentences[c.a], &p.x.sentences[d.a]) >= sameWords {
			mark(c, d)
		}
		last[c.b] = c
	}
	return out
}

// repeats reports whether a pair is of sentences that say the same words several
// times, and each of them has another partner of those words: then it is the
// surroundings that say which belongs to which.
func (p *path) repeats(c *candidate) bool {
	a, b := p.toA[c.b], p.toB[c.a]
	return !c.anchor && a >= 0 && b >= 0 && alike(&p.x.sentences[a], &p.x.sentences[c.a]) >= sameWords &&
		alike(&p.y.sentences[b], &p.y.sentences[c.b]) >= sameWords
}

// reconsider gives every pair that is not accepted the probability that its place
// among the accepted ones suggests. What the places of those accepted show is of
// interest to training only.
func (m *Weights) reconsider(p *path, found []candidate, thorough bool) {
	model := &m.context
	if p.retold() {
		model = &m.retold
	}
	for i := range found {
		c := &found[i]
		if !c.anchor || thorough {
			p.read(c)
		}
		if !c.anchor {
			c.probability = model.probability(&c.evidence)
		}
	}
}

// words fills in what the accepted links show of the words that a pair shares.
func (p *path) words(c *candidate) {
	e := &c.evidence
	a, b := &p.x.sentences[c.a], &p.y.sentences[c.b]
	dot, shared := 0.0, 0.0
	common(a, b, func(s, t *term) {
		f := s.scale
		w := float64(min(s.weight, t.weight)) * f
		dot += f * f * (float64(s.weight) * float64(t.weight))
		shared += w
	})
	la, lb := p.localA[c.a], p.localB[c.b]
	e[kLocalCosine] = dot / max(la.norm*lb.norm, 1e-9)
	e[kLocalCovered] = min(1, shared/max(min(la.content, lb.content), 1e-9))
	e[kLocalWhole] = min(1, shared/max(la.content, lb.content, 1e-9))
	e[kLocalCommon] = math.Log1p(shared / 10)
	e[kLocalPairs] = 0
	if shared > 0 && e[kPairs] > 0 {
		e[kLocalPairs] = math.Log1p(math.Min(pairsWithin(a, b, true), pairsWithin(b, a, true)) / 10)
	}
}

// alike is the share of the heavier of two sentences that is common, the words
// scaled.
func alike(a, b *sentence) float64 {
	both := 0.0
	common(a, b, func(s, t *term) { both += float64(min(s.weight, t.weight)) })
	return both / max(a.content, b.content, 1e-9)
}

// common calls f with each word of two sentences that is no function word.
func common(a, b *sentence, f func(s, t *term)) {
	for i, j := 0, 0; i < len(a.terms) && j < len(b.terms); {
		s, t := &a.terms[i], &b.terms[j]
		switch {
		case s.word < t.word:
			i++
		case s.word > t.word:
			j++
		default:
			if s.class != function && t.class != function {
				f(s, t)
			}
			i, j = i+1, j+1
		}
	}
}
