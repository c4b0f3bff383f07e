package isolate

import (
	"fmt"
	"math"
	"slices"

	"gloss/analyzer/news"
)

// A placement is noted only where two copies share this many claims, from this
// share of their order on, and only if the other copies agree with each other.
const (
	leastShared = 6
	leastMove   = 0.5
	mostApart   = 0.25
)

// A standing is where a claim stands in one copy, against the other copies.
type standing struct {
	here   float64 // share of the common claims that stand before it, 0..1
	theirs []float64
	first  news.Counterpart
}

// placements finds the claims that stand far higher or lower than in the other
// copies, by their rank among the claims that each two copies share. Of two copies
// without a base, the one that has the claim higher is told.
func (s *story) placements() {
	for d := range s.Documents {
		if d == s.Base {
			continue
		}
		standings := make(map[int]*standing)
		for o := range s.Documents {
			if o != d && (s.Base < 0 || o == s.Base) {
				s.ranks(d, o, standings)
			}
		}
		var sentences []int
		for i, st := range standings {
			if st.moved() && !(len(s.Documents) == 2 && s.Base < 0 && st.here > st.theirs[0]) {
				sentences = append(sentences, i)
			}
		}
		slices.Sort(sentences)
		for _, i := range sentences {
			s.placement(d, i, standings[i])
		}
	}
}

// ranks notes where the claims that copies d and o share stand in either.
func (s *story) ranks(d, o int, standings map[int]*standing) {
	type common struct{ mine, theirs int }
	var cs []common
	for _, r := range s.Rows {
		c := common{-1, -1}
		for _, p := range r.Places {
			if p.Document == d {
				c.mine = p.Sentence
			} else if p.Document == o {
				c.theirs = p.Sentence
			}
		}
		if c.mine >= 0 && c.theirs >= 0 {
			cs = append(cs, c)
		}
	}
	if len(cs) < leastShared {
		return
	}
	rank := func(of func(common) int) func(common) float64 {
		order := make([]int, len(cs))
		for i, c := range cs {
			order[i] = of(c)
		}
		slices.Sort(order)
		return func(c common) float64 {
			i, _ := slices.BinarySearch(order, of(c))
			return float64(i) / float64(len(cs)-1)
		}
	}
	here, there := rank(func(c common) int { return c.mine }), rank(func(c common) int { return c.theirs })
	for _, c := range cs {
		st := standings[c.mine]
		if st == nil {
			st = &standing{here: here(c), first: news.Counterpart{Place: news.Place{Document: o, Sentence: c.theirs},
				Span: s.Documents[o].Sentences[c.theirs].Span}}
			standings[c.mine] = st
		}
		st.theirs = append(st.theirs, there(c))
	}
}

// moved reports whether the other copies agree where the claim stands, and this
// one does not.
func (st *standing) moved() bool {
	return slices.Max(st.theirs)-slices.Min(st.theirs) <= mostApart &&
		math.Abs(st.here-slices.Min(st.theirs)) >= leastMove && math.Abs(st.here-slices.Max(st.theirs)) >= leastMove
}

func (s *story) placement(d, i int, st *standing) {
	doc := s.Documents[d]
	way, category := "lower down", "lower"
	if st.here < st.theirs[0] {
		way, category = "higher up", "higher"
	}
	s.add(news.Finding{Kind: news.Placement, Category: category, Certainty: news.Judge, Document: d, Sentence: i,
		Span: doc.Sentences[i].Span, Voice: doc.VoiceOf(i), Counterpart: &st.first,
		Reason: fmt.Sprintf("stands %s here: after %.0f%% of the shared claims, there after %.0f%%", way, 100*st.here, 100*st.theirs[0])})
}
