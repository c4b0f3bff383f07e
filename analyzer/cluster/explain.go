package cluster

import (
	"cmp"
	"fmt"
	"slices"

	"gloss/analyzer/news"
	"gloss/analyzer/segment"
)

// An Explanation says why two articles are, or are not, of one story.
type Explanation struct {
	Pair
	Pairs   [2]int    // uncommon word pairs of each
	Minutes int       // between their dates; -1 if one has none
	Same    bool      // of one story
	Stories [2]string // IDs; empty for an article that is of none
	Wanted  float64   // similarity that articles of their dates must have, 0..1; 2 if they are too far apart for any
	Mean    float64   // similarity of the pairs across the two stories, or within the one, 0..1; of many, of a sample
	Reason  string    // for a person to read
}

// Explain says why the articles with these IDs are, or are not, of one story. It
// may be called after Stories, with the Result of which the IDs of stories are.
func (p *Pile) Explain(res *Result, a, b string) (Explanation, error) {
	var at [2]int32
	for i, id := range []string{a, b} {
		k, ok := slices.BinarySearchFunc(p.articles, id, func(x article, id string) int { return cmp.Compare(x.id, id) })
		if !ok {
			return Explanation{}, fmt.Errorf("no article has the id %q", id)
		}
		at[i] = int32(k)
	}
	if a == b {
		return Explanation{}, fmt.Errorf("%q is one article", a)
	}
	r := &pairReader{Pile: p}
	l, err := r.compare(at[0], at[1])
	if err != nil {
		return Explanation{}, err
	}
	x, y := &p.articles[at[0]], &p.articles[at[1]]
	e := Explanation{Pair: Pair{a, b, int(l.shared), float64(l.similarity)}, Pairs: [2]int{int(x.pairs), int(y.pairs)}, Minutes: -1}
	if x.published != undated && y.published != undated {
		e.Minutes = int(abs(int64(x.published) - int64(y.published)))
	}
	e.Wanted = float64(p.wanted(x, y))
	e.Same = p.story[at[0]] != 0 && p.story[at[0]] == p.story[at[1]]
	var groups [2][]int32
	for i, k := range at {
		groups[i] = p.membersWith(k)
		if n := p.story[k]; n != 0 {
			e.Stories[i] = storyID(p.articles[groups[i][0]].id)
		}
	}
	if e.Mean, err = r.across(groups[0], groups[1]); err != nil {
		return e, err
	}
	e.Reason = p.reason(e, l, x, y)
	return e, nil
}

// membersWith are the articles of an article's story, or it alone.
func (p *Pile) membersWith(i int32) []int32 {
	if p.story[i] == 0 {
		return []int32{i}
	}
	var members []int32
	for k, s := range p.story {
		if s == p.story[i] {
			members = append(members, int32(k))
		}
	}
	return members
}

// across is the mean similarity of the pairs of two groups, or of the different
// articles of one.
func (r *pairReader) across(a, b []int32) (float64, error) {
	known := make(map[[2]int32]float32)
	if a[0] != b[0] {
		m, err := r.mean(a, b, known)
		return float64(m), err
	}
	sum, n := 0.0, 0
	for i, x := range a[:min(len(a), mostCompared)] {
		for _, y := range a[i+1 : min(len(a), i+1+mostCompared)] {
			s, err := r.similarity(x, y, known)
			if err != nil {
				return 0, err
			}
			sum, n = sum+float64(s), n+1
		}
	}
	return sum / float64(max(n, 1)), nil
}

// reason says in words what decided.
func (p *Pile) reason(e Explanation, l link, x, y *article) string {
	switch {
	case e.Same && x.text == y.text:
		return "One story: the same words"
	case e.Same && p.isLink(l):
		return "One story: they share enough of their text"
	case e.Same:
		return fmt.Sprintf("One story, by the articles between them: the pairs of the story share %.2f on average", e.Mean)
	case min(x.pairs, y.pairs) < leastPairs:
		return fmt.Sprintf("Not compared: a text with fewer than %d uncommon word pairs says too little", leastPairs)
	case !p.within(x, y):
		return "Not compared: published too far apart"
	case l.shared < leastShared && l.similarity >= p.wanted(x, y):
		return fmt.Sprintf("Not one story: fewer than %d word pairs in common say little", leastShared)
	case l.similarity >= p.wanted(x, y) && float32(e.Mean) >= p.wanted(x, y):
		return "Not one story: what they share is so scattered, with few runs of three words, that they were never compared"
	case l.similarity >= p.wanted(x, y):
		return fmt.Sprintf("Not one story: these two share enough, but they and the articles around them only %.2f on average, as where two stories have a paragraph of background in common", e.Mean)
	case e.Minutes > laterDays*24*60:
		return fmt.Sprintf("Not one story: published more than %d days apart, where %.2f is wanted: rather a follow-up", laterDays, Later)
	}
	return fmt.Sprintf("Not one story: they share less than %.2f", p.wanted(x, y))
}

// A Run is a run of the same words in two texts.
type Run struct {
	A, B  news.Span
	Words int
}

// leastRun is the number of words of the shortest Run.
const leastRun = 5

// Runs returns the runs of five and more words that two texts have in common,
// longest first. They do not overlap.
func Runs(a, b string) []Run {
	x := segment.AppendWords(nil, a, news.Span{Start: 0, End: len(a)})
	y := segment.AppendWords(nil, b, news.Span{Start: 0, End: len(b)})
	key := func(w []news.Word) [leastRun]string {
		var k [leastRun]string
		for i := range k {
			k[i] = w[i].Fold
		}
		return k
	}
	starts := make(map[[leastRun]string][]int)
	for j := 0; j+leastRun <= len(y); j++ {
		k := key(y[j:])
		starts[k] = append(starts[k], j)
	}
	var runs []Run
	used := make([]bool, len(y))
	for i := 0; i+leastRun <= len(x); {
		best, at := 0, 0
		for n, j := range starts[key(x[i:])] {
			if n == mostCompared {
				break
			}
			k := 0
			for i+k < len(x) && j+k < len(y) && x[i+k].Fold == y[j+k].Fold && !used[j+k] {
				k++
			}
			if k > best {
				best, at = k, j
			}
		}
		if best < leastRun {
			i++
			continue
		}
		for k := range best {
			used[at+k] = true
		}
		runs = append(runs, Run{news.Span{Start: x[i].Start, End: x[i+best-1].End}, news.Span{Start: y[at].Start, End: y[at+best-1].End}, best})
		i += best
	}
	slices.SortStableFunc(runs, func(r, s Run) int { return s.Words - r.Words })
	return runs
}
