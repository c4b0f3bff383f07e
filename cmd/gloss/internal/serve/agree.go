package serve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// A spot is one sentence in which somebody marked something: what a class talks
// about. There is no count of who was right: gloss is one reader among the others.
type spot struct {
	Document, Sentence int
	Group              group
	Text               string
	Says               []says   // of each reader that is a person, in order
	Tool               []marked // what gloss marks; empty if nothing
	Doubt              bool     // gloss itself is not sure here
	Why                []string // gloss's reasons, in plain words
	Ask                string
}

// Anyone reports whether any person marked something in it.
func (s spot) Anyone() bool {
	return slices.ContainsFunc(s.Says, func(r says) bool { return len(r.Marks) > 0 })
}

// says is what one reader marked in a sentence.
type says struct {
	Reader string
	Marks  []marked // empty: nothing
}

// A marked is one stretch with its label.
type marked struct {
	Label label
	Text  string
	Whole bool // the whole sentence
}

// Name is what the label is called on the page.
func (m marked) Name() string { return m.Label.name() }

// A group is a kind of spot, in the order in which a class talks about them.
type group int

// The groups.
const (
	doubtful   group = iota // gloss leaves it to the reader
	differ                  // the readers differ among themselves
	notClear                // a reader said "not clear"
	toolAlone               // the readers agree, gloss differs
	alike                   // all agree
	groupCount int   = iota
)

// spots finds where readers marked, or gloss did.
func spots(st *story, people []*reader, gloss *reader) []spot {
	var list []spot
	inQuotes := quoted(st)
	for d, ws := range st.words {
		for lo := 0; lo < len(ws); {
			hi := lo
			for hi < len(ws) && ws[hi].Sentence == ws[lo].Sentence {
				hi++
			}
			if s, ok := spotAt(st, people, gloss, d, lo, hi, inQuotes[d]); ok {
				list = append(list, s)
			}
			lo = hi
		}
	}
	slices.SortStableFunc(list, func(a, b spot) int { return cmp.Compare(a.Group, b.Group) })
	return list
}

func spotAt(st *story, people []*reader, gloss *reader, d, lo, hi int, inQuotes []bool) (spot, bool) {
	i := st.words[d][lo].Sentence
	s := spot{Document: d, Sentence: i, Text: st.Documents[d].SentenceText(i)}
	anyone, unclear, same := false, false, true
	for n, p := range people {
		s.Says = append(s.Says, says{p.Name, runs(st, p, d, lo, hi)})
		for w := lo; w < hi; w++ {
			anyone = anyone || p.is[d][w] != 0
			unclear = unclear || p.is[d][w].has(asUnclear)
		}
		same = same && (n == 0 || likeMinded(people[0], p, d, lo, hi, inQuotes))
	}
	s.Tool = runs(st, gloss, d, lo, hi)
	s.Doubt, s.Why = st.opinionOn(d, i)
	onlyVoice := !slices.ContainsFunc(s.Tool, func(m marked) bool { return m.Label != asAttributed })
	switch {
	case !anyone && (len(s.Tool) == 0 || onlyVoice && !s.Doubt):
		return s, false // that gloss alone sees reported speech is no lesson
	case s.Doubt:
		s.Group = doubtful
	case !same:
		s.Group = differ
	case unclear:
		s.Group = notClear
	case !likeMinded(people[0], gloss, d, lo, hi, inQuotes):
		s.Group = toolAlone
	default:
		s.Group = alike
	}
	s.Ask = question(s)
	return s, true
}

// runs are the stretches of words lo..hi that a reader gave one label.
func runs(st *story, r *reader, d, lo, hi int) []marked {
	var out []marked
	for _, k := range labels {
		for w := lo; w < hi; w++ {
			if !r.is[d][w].has(k.Label) {
				continue
			}
			from := w
			for w+1 < hi && r.is[d][w+1].has(k.Label) {
				w++
			}
			at := news.Span{Start: st.words[d][from].Start, End: st.words[d][w].End}
			out = append(out, marked{k.Label, at.Of(st.Documents[d].Text), from == lo && w == hi-1})
		}
	}
	return out
}

// likeMinded reports whether two readers see a sentence alike: of each label, the
// words that both gave it are at least half of those that either did. Where the
// edges lie is no disagreement. Words inside quotation marks are nobody's
// disagreement about whose they are.
func likeMinded(a, b *reader, d, lo, hi int, inQuotes []bool) bool {
	for _, k := range labels {
		both, either := 0, 0
		for w := lo; w < hi; w++ {
			if k.Label == asAttributed && inQuotes[w] {
				continue
			}
			x, y := a.is[d][w].has(k.Label), b.is[d][w].has(k.Label)
			if x && y {
				both++
			}
			if x || y {
				either++
			}
		}
		if 2*both < either {
			return false
		}
	}
	return true
}

// question is what to ask a class about a spot. It follows from what was marked.
func question(s spot) string {
	has := make(map[label]bool)
	nothing := false
	for _, r := range s.Says {
		nothing = nothing || len(r.Marks) == 0
		for _, m := range r.Marks {
			has[m.Label] = true
		}
	}
	for _, m := range s.Tool {
		has[m.Label] = true
	}
	switch {
	case !s.Anyone():
		return "gloss marks something here. Can you see what? Do you agree?"
	case has[asUnclear]:
		return "What would you have to know to decide?"
	case has[asCommentary] && has[asAttributed]:
		return "Who is speaking here, the paper or somebody else? Which word tells you?"
	case has[asCommentary] && has[asLoaded]:
		return "Is it the whole sentence that judges, or one word in it? Take the word out and read it again."
	case has[asLoaded]:
		return "Which plain word could stand here? What would be lost?"
	case has[asCommentary]:
		return "Could you check this sentence, as you can check a number? If not, whose opinion is it?"
	case has[asAttributed] && nothing:
		return "Whose claim is this? Would you write it as a fact?"
	}
	return "Whose words are these?"
}

// A common is how far the people's marks agree, counted in words. No one reader
// has a count.
type common struct {
	Readers int
	Any     int // words that at least one marked
	All     int // words that all gave the same labels, at least one
}

// inCommon counts words over all copies.
func inCommon(st *story, people []*reader) common {
	c := common{Readers: len(people)}
	for d, ws := range st.words {
		for w := range ws {
			any, all := labelSet(0), ^labelSet(0)
			for _, p := range people {
				any |= p.is[d][w]
				all &= p.is[d][w]
			}
			if any != 0 {
				c.Any++
			}
			if any != 0 && any == all {
				c.All++
			}
		}
	}
	return c
}

// In words, for the page.
func (c common) String() string {
	switch {
	case c.Readers < 2:
		return ""
	case c.Any == 0:
		return "Nobody marked anything."
	case c.Readers == 2:
		return fmt.Sprintf("Of %d words that one of you marked, both marked %d in the same way.", c.Any, c.All)
	}
	return fmt.Sprintf("Of %d words that someone marked, all %d of you marked %d in the same way.", c.Any, c.Readers, c.All)
}

// opinionOn is what gloss says about sentence i of copy d: whether it is in doubt,
// and its reasons in plain words.
func (st *story) opinionOn(d, i int) (doubt bool, why []string) {
	for _, f := range st.Findings {
		if _, ok := labelOf(f); !ok || f.Document != d || f.Sentence != i || f.Shared {
			continue
		}
		doubt = doubt || f.Certainty == news.Judge
		if e := st.explain(f); !slices.Contains(why, e.Text) {
			why = append(why, e.Text)
		}
	}
	for _, p := range st.Documents[d].PassagesOf(i) {
		text := strings.TrimSpace(p.Span.Of(st.Documents[d].Text))
		switch p.Voice {
		case news.Unclear:
			doubt = true
			why = append(why, fmt.Sprintf("Whose words “%s” is, gloss cannot tell.", clip(text, 2*maxName)))
		case news.Attributed:
			why = append(why, fmt.Sprintf("“%s”: %s.", clip(text, 2*maxName), st.whose(d, p)))
		}
	}
	return doubt, why
}
