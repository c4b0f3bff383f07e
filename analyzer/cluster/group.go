package cluster

import (
	"cmp"
	"slices"
)

// mostCompared is of how many cross pairs of two groups the mean is taken; of more,
// of a regular sample.
const mostCompared = 64

// MostPairwise is up to how many copies of a story every pair is looked at for the
// weakest.
const MostPairwise = 100

// A group is a set of articles that are taken for one story, ascending.
type group struct {
	members []int32
}

// group joins the linked articles to groups of two and more, of texts that differ,
// ordered by their first member.
func (p *Pile) group(links []link) ([]group, error) {
	component := newUnion(len(p.articles))
	for _, l := range links {
		component.join(l.a, l.b)
	}
	byRoot := make(map[int32]int)
	var parts [][]link // of one component each, strongest first
	for _, l := range links {
		root := component.root(l.a)
		k, ok := byRoot[root]
		if !ok {
			k = len(parts)
			byRoot[root] = k
			parts = append(parts, nil)
		}
		parts[k] = append(parts[k], l)
	}
	found := make([][]group, len(parts))
	err := parallel(p, Grouping, len(parts), func() *pairReader { return &pairReader{Pile: p} },
		func(r *pairReader, i int) (err error) {
			found[i], err = r.link(parts[i])
			return err
		}, nil)
	groups := slices.Concat(found...)
	slices.SortFunc(groups, func(x, y group) int { return cmp.Compare(x.members[0], y.members[0]) })
	return groups, err
}

// link groups the articles of one component by average linkage: the strongest link
// whose ends are in different groups joins them if the mean of their cross pairs
// is as high as their dates want, until none does.
func (r *pairReader) link(links []link) ([]group, error) {
	known := make(map[[2]int32]float32, len(links))
	in := make(map[int32]*group)
	for _, l := range links {
		known[[2]int32{l.a, l.b}] = l.similarity
		for _, i := range []int32{l.a, l.b} {
			if in[i] == nil {
				in[i] = &group{[]int32{i}}
			}
		}
	}
	type attempt struct {
		a, b   *group
		na, nb int
	}
	failed := make(map[attempt]bool)
	for joined := true; joined; {
		joined = false
		for _, l := range links {
			a, b := in[l.a], in[l.b]
			if a.members[0] > b.members[0] {
				a, b = b, a
			}
			try := attempt{a, b, len(a.members), len(b.members)}
			if a == b || failed[try] {
				continue
			}
			mean, err := r.mean(a.members, b.members, known)
			if err != nil {
				return nil, err
			}
			if mean < r.groupsWant(a.members, b.members) {
				failed[try] = true
				continue
			}
			for _, m := range b.members {
				in[m] = a
			}
			a.members = append(a.members, b.members...)
			slices.Sort(a.members)
			joined = true
		}
	}
	var groups []group
	for i, g := range in {
		if g.members[0] == i && len(g.members) > 1 {
			groups = append(groups, *g)
		}
	}
	return groups, nil
}

// mean is the mean similarity of the cross pairs of two groups, or of a regular
// sample of them. known takes what was compared.
func (r *pairReader) mean(a, b []int32, known map[[2]int32]float32) (float32, error) {
	n := len(a) * len(b)
	step := max(1, (n+mostCompared-1)/mostCompared)
	if step > 1 && (step%len(b) == 0 || len(b)%step == 0) {
		step++ // or else it would always be the same of b
	}
	sum, count := float32(0), 0
	for k := 0; k < n; k += step {
		s, err := r.similarity(a[k/len(b)], b[k%len(b)], known)
		if err != nil {
			return 0, err
		}
		sum, count = sum+s, count+1
	}
	return sum / float32(count), nil
}

// groupsWant is the mean similarity that two groups must have to join: the highest
// that any two of their articles want.
func (r *pairReader) groupsWant(a, b []int32) float32 {
	want := float32(Near)
	for _, i := range a {
		for _, k := range b {
			want = max(want, r.wanted(&r.articles[i], &r.articles[k]))
		}
	}
	return want
}

// never is a similarity that no two articles have.
const never = 2

// wanted is the similarity that two articles must have, by their dates.
func (p *Pile) wanted(x, y *article) float32 {
	switch {
	case !p.within(x, y):
		return never
	case x.published == undated || y.published == undated:
		return Undated
	case abs(int64(x.published)-int64(y.published)) > laterDays*24*60:
		return Later
	}
	return Near
}

func abs(x int64) int64 { return max(x, -x) }

func (r *pairReader) similarity(a, b int32, known map[[2]int32]float32) (float32, error) {
	key := [2]int32{min(a, b), max(a, b)}
	if s, ok := known[key]; ok {
		return s, nil
	}
	l, err := r.compare(a, b)
	known[key] = l.similarity
	return l.similarity, err
}

// A union keeps disjoint sets (Tarjan 1975).
type union struct{ parent []int32 }

func newUnion(n int) *union {
	u := &union{make([]int32, n)}
	for i := range u.parent {
		u.parent[i] = int32(i)
	}
	return u
}

func (u *union) root(i int32) int32 {
	for u.parent[i] != i {
		u.parent[i] = u.parent[u.parent[i]]
		i = u.parent[i]
	}
	return i
}

func (u *union) join(a, b int32) {
	a, b = u.root(a), u.root(b)
	u.parent[max(a, b)] = min(a, b)
}
