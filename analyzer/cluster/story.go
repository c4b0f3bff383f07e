package cluster

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
)

// versionShare is the share of the longer text's uncommon word pairs that another
// of the same outlet has, to be a version of it.
const versionShare = .5

// withIdentical are the members of each group, with the articles that have the same
// words as one of them, and the sets of articles with the same words that are in
// no group.
func (p *Pile) withIdentical(groups []group) [][]int32 {
	same := make(map[int32][]int32) // first article → those with the same words
	for i, f := range p.first {
		if int(f) != i {
			same[f] = append(same[f], int32(i))
		}
	}
	var sets [][]int32
	for _, g := range groups {
		var members []int32
		for _, m := range g.members {
			members = append(append(members, m), same[m]...)
			delete(same, m)
		}
		sets = append(sets, members)
	}
	for f, others := range same {
		if p.articles[f].pairs >= leastPairs {
			sets = append(sets, append([]int32{f}, others...))
		}
	}
	return sets
}

// result makes stories of sets of articles.
func (p *Pile) result(sets [][]int32, links []link, recurring Boilerplate) (*Result, error) {
	res := &Result{Boilerplate: recurring}
	p.story = make([]int32, len(p.articles))
	for i, members := range sets {
		slices.Sort(members)
		for _, m := range members {
			p.story[m] = int32(i + 1)
		}
	}
	res.Stories = make([]Story, len(sets))
	err := parallel(p, Grouping, len(sets), func() *pairReader { return &pairReader{Pile: p} },
		func(r *pairReader, i int) (err error) {
			res.Stories[i], err = r.story(sets[i])
			return err
		}, nil)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(res.Stories, func(a, b Story) int { return cmp.Compare(a.Members[0], b.Members[0]) })
	for i, s := range p.story {
		if s == 0 {
			res.Singletons = append(res.Singletons, p.articles[i].id)
		}
	}
	if p.opt.Links {
		res.Links = p.links(links)
	}
	return res, nil
}

func (p *Pile) pair(l link) Pair {
	return Pair{p.articles[l.a].id, p.articles[l.b].id, int(l.shared), math.Round(1000*float64(l.similarity)) / 1000}
}

// links are the links inside stories, those of identical texts with their first
// among them.
func (p *Pile) links(links []link) []Pair {
	var pairs []Pair
	for _, l := range links {
		if p.story[l.a] == p.story[l.b] && p.story[l.a] != 0 {
			pairs = append(pairs, p.pair(l))
		}
	}
	for i, f := range p.first {
		if int(f) != i && p.story[i] != 0 {
			a, b := min(f, int32(i)), max(f, int32(i))
			pairs = append(pairs, p.pair(link{a, b, p.articles[i].pairs, 1}))
		}
	}
	slices.SortFunc(pairs, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return pairs
}

// ByDate brings the stories into the order of their first dates, those without one
// last.
func (res *Result) ByDate() {
	slices.SortStableFunc(res.Stories, func(a, b Story) int { return undatedLast(a.Began, b.Began) })
}

// undatedLast orders dates, none last.
func undatedLast(a, b int32) int {
	if (a == undated) != (b == undated) {
		return cmp.Compare(b, a) // undated is the lowest
	}
	return cmp.Compare(a, b)
}

// story makes the Story of some articles.
func (r *pairReader) story(members []int32) (Story, error) {
	s := Story{ID: storyID(r.articles[members[0]].id), Members: r.ids(members)}
	copies, err := r.versions(&s, members)
	if err != nil {
		return s, err
	}
	s.Copies = r.ids(copies)
	s.Wire = r.wire(copies)
	for _, m := range members {
		s.Recurs = mix(s.Recurs, r.articles[m].recurs)
	}
	r.dates(&s, members)
	if len(copies) == 1 {
		copies = members
	}
	weakest, err := r.weakest(copies)
	s.Weakest = r.pair(weakest)
	return s, err
}

// storyID is the ID of the story whose first member has that ID.
func storyID(first string) string {
	h := sha256.Sum256([]byte(first))
	return hex.EncodeToString(h[:6])
}

func (r *pairReader) ids(list []int32) []string {
	ids := make([]string, len(list))
	for i, m := range list {
		ids[i] = r.articles[m].id
	}
	return ids
}

// byDate orders articles by date, those without one first, and then by ID: what
// cannot be dated never counts as the latest.
func (r *pairReader) byDate(a, b int32) int {
	return cmp.Or(cmp.Compare(r.articles[a].published, r.articles[b].published), cmp.Compare(a, b))
}

// wire is the ID of the copy that an agency published, or else of one that is
// credited to an agency: the earliest.
func (r *pairReader) wire(copies []int32) string {
	best := copies[0]
	for _, m := range copies[1:] {
		x, y := &r.articles[m], &r.articles[best]
		if cmp.Or(cmp.Compare(y.wire, x.wire), undatedLast(x.published, y.published)) < 0 {
			best = m
		}
	}
	if r.articles[best].wire == notWire {
		return ""
	}
	return r.articles[best].id
}

// dates notes the first and the last member by date.
func (r *pairReader) dates(s *Story, members []int32) {
	s.Began = undated
	last := int32(undated)
	for _, m := range members {
		a := &r.articles[m]
		if a.published == undated {
			continue
		}
		if s.First == "" || a.published < s.Began {
			s.First, s.Began = a.id, a.published
		}
		if s.Last == "" || a.published > last {
			s.Last, last = a.id, a.published
		}
	}
}

// weakest is the least similar pair of copies. Of many copies, each is compared
// with the next.
func (r *pairReader) weakest(copies []int32) (link, error) {
	weakest := link{similarity: 2}
	reach := len(copies)
	if reach > MostPairwise {
		reach = 1
	}
	for i, a := range copies {
		for _, b := range copies[i+1 : min(len(copies), i+1+reach)] {
			l, err := r.compare(a, b)
			if err != nil {
				return l, err
			}
			if l.similarity < weakest.similarity {
				weakest = l
			}
		}
	}
	return weakest, nil
}

// versions finds the states of one article among the members, notes them in s and
// returns the copies: the members without the earlier states.
func (r *pairReader) versions(s *Story, members []int32) ([]int32, error) {
	byOutlet := make(map[int32][]int32)
	for _, m := range members {
		o := r.articles[m].outlet
		byOutlet[o] = append(byOutlet[o], m)
	}
	earlier := make(map[int32]bool)
	for _, m := range members {
		list := byOutlet[r.articles[m].outlet]
		if len(list) < 2 || list[0] != m {
			continue
		}
		states, err := r.states(list)
		if err != nil {
			return nil, err
		}
		for _, same := range states {
			last := len(same) - 1
			for _, e := range same[:last] {
				earlier[e] = true
			}
			s.Versions = append(s.Versions, Versions{r.articles[same[last]].id, r.ids(same[:last])})
		}
	}
	slices.SortFunc(s.Versions, func(a, b Versions) int { return cmp.Compare(a.Latest, b.Latest) })
	return slices.DeleteFunc(slices.Clone(members), func(m int32) bool { return earlier[m] }), nil
}

// states parts an outlet's articles into those that are states of one article,
// each in the order of dates; only what has two or more.
func (r *pairReader) states(list []int32) ([][]int32, error) {
	u := newUnion(len(list))
	for i := range list {
		for k := i + 1; k < len(list) && k <= i+mostCompared; k++ {
			is, err := r.isVersion(list[i], list[k])
			if err != nil {
				return nil, err
			}
			if is {
				u.join(int32(i), int32(k))
			}
		}
	}
	sets := make(map[int32][]int32)
	for i, m := range list {
		root := u.root(int32(i))
		sets[root] = append(sets[root], m)
	}
	var out [][]int32
	for i := range list {
		set := sets[int32(i)]
		if len(set) < 2 {
			continue
		}
		slices.SortFunc(set, r.byDate)
		out = append(out, set)
	}
	return out, nil
}

// isVersion reports whether two articles of one outlet are states of one article.
func (r *pairReader) isVersion(a, b int32) (bool, error) {
	x, y := &r.articles[a], &r.articles[b]
	if x.text == y.text || x.url != 0 && x.url == y.url {
		return true, nil
	}
	l, err := r.compare(a, b)
	longer := max(x.pairs, y.pairs)
	return longer > 0 && float64(l.shared) >= versionShare*float64(longer), err
}
