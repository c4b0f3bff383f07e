package planted

import (
	"cmp"
	"slices"

	"gloss/analyzer/news"
)

// A Half says how much of a source sentence a copy's sentence carries. Where a
// sentence may be divided is a property of the sentence, so that the halves of two
// copies are the same halves.
type Half uint8

// The halves. The zero Half is the whole sentence.
const (
	Whole Half = iota
	First
	Second
)

// An Origin is a sentence of the source article, or half of one.
type Origin struct {
	Sentence int // index in the source Document.Sentences; of several that say the same word for word, the first
	Half     Half
}

func (o Origin) meets(p Origin) bool {
	return o.Sentence == p.Sentence && (o.Half == p.Half || o.Half == Whole || p.Half == Whole)
}

// An Operation is something done to a sentence or to a copy.
type Operation string

// The operations, in the order in which they are done.
const (
	Cut        Operation = "cut"        // the copy's end is left out
	Drop       Operation = "drop"       // a sentence is left out
	Reorder    Operation = "reorder"    // a paragraph stands elsewhere
	Merge      Operation = "merge"      // two neighbouring sentences become one
	Split      Operation = "split"      // one becomes two
	Credit     Operation = "credit"     // an attribution moves from before to after what was said, or the other way
	Attribute  Operation = "attribute"  // another report verb, or "according to"
	Insert     Operation = "insert"     // a hedge, label, intensifier, credit or remark inside a sentence
	Reword     Operation = "reword"     // synonyms
	Fact       Operation = "fact"       // a planted fact, the decoy
	Commentary Operation = "commentary" // a planted comment
)

// A Sentence is a sentence of a copy, and where it comes from.
type Sentence struct {
	news.Span              // in the copy's text
	Paragraph  int         // of the copy, from 0
	Origins    []Origin    // ascending; empty if the sentence was planted
	Planted    *Line       // nil if it comes from the source
	Moved      bool        // its paragraph was taken from its place
	Operations []Operation // done to this sentence, ascending by the order of the constants; nil if it is as it was
}

// IsCommentary reports whether s is a planted comment. What a sentence of the
// source is, Gold does not know.
func (s Sentence) IsCommentary() bool { return s.Planted != nil && s.Planted.Commentary }

// A Mark is a stretch of a copy that the source does not have, or has in other
// words.
type Mark struct {
	news.Span        // in the copy's text
	Sentence  int    // index in Copy.Sentences
	Label     string // insertion: hedge, label, intensifier, attribution or commentary; swap: neutral or attribution
	Was       string // swap: the source's words; empty for an insertion
}

// A Copy is what is true of one made copy.
type Copy struct {
	ID         string
	Sentences  []Sentence // ascending; together they are all of the copy's text but white space
	Insertions []Mark     // ascending
	Swaps      []Mark     // ascending
	Cut        int        // index of the first source sentence of the end that was cut off; -1 if none was
	Dropped    []int      // source sentences left out before that, ascending
}

// Gold is what is true of the copies that Make made of one article. The zero Gold
// is that of no copies.
type Gold struct {
	Copies []Copy
}

// A Link says that sentence A of one copy and B of another have an origin in common.
type Link struct {
	A, B    news.Place // Document is the index in Gold.Copies; A.Document < B.Document
	Partial bool       // one carries more than the other: merged or split
}

// Links returns the links between every two copies, ascending.
func (g Gold) Links() []Link {
	var out []Link
	for a := range g.Copies {
		for i, s := range g.Copies[a].Sentences {
			for b := a + 1; b < len(g.Copies); b++ {
				for k, t := range g.Copies[b].Sentences {
					if share(s.Origins, t.Origins) {
						out = append(out, Link{news.Place{Document: a, Sentence: i}, news.Place{Document: b, Sentence: k}, !slices.Equal(s.Origins, t.Origins)})
					}
				}
			}
		}
	}
	return out
}

func share(a, b []Origin) bool {
	return slices.ContainsFunc(a, func(o Origin) bool { return slices.ContainsFunc(b, o.meets) })
}

// Alone reports whether no other copy has a sentence that is linked to p: it is
// an addition, as README.md's vocabulary has it.
func (g Gold) Alone(p news.Place) bool {
	own := g.Copies[p.Document].Sentences[p.Sentence].Origins
	for c := range g.Copies {
		if c != p.Document && slices.ContainsFunc(g.Copies[c].Sentences, func(s Sentence) bool { return share(own, s.Origins) }) {
			return false
		}
	}
	return true
}

// Omissions returns the source sentences that copy c left out while most others,
// never fewer than two, carry them and the copy goes on after them; ascending.
func (g Gold) Omissions(c int) []int {
	last := -1
	for _, s := range g.Copies[c].Sentences {
		for _, o := range s.Origins {
			last = max(last, o.Sentence)
		}
	}
	var out []int
	for _, n := range g.Copies[c].Dropped {
		carry := 0
		for k := range g.Copies {
			if k != c && g.Copies[k].carries(n) {
				carry++
			}
		}
		if n < last && carry >= 2 && 2*carry > len(g.Copies)-1 && !g.Copies[c].carries(n) {
			out = append(out, n)
		}
	}
	return out
}

func (c Copy) carries(source int) bool {
	return slices.ContainsFunc(c.Sentences, func(s Sentence) bool {
		return slices.ContainsFunc(s.Origins, func(o Origin) bool { return o.Sentence == source })
	})
}

func compareOrigins(a, b Origin) int {
	return cmp.Or(cmp.Compare(a.Sentence, b.Sentence), cmp.Compare(a.Half, b.Half))
}
