// Package align finds which sentences of a story's documents say the same thing.
//
// Method: every pair of sentences of two documents that share a rare word is
// weighed by what they share (weight of common words, weight of common word
// pairs, how much of the shorter one that covers), by how far it beats its rivals
// in both documents, and by whether the sentences before or after agree too; a
// logistic function of these gives a probability, and pairs above a threshold are
// links. Links are gathered into rows in which every two sentences of different
// documents are linked themselves, so that two claims are never joined through a
// third sentence.
//
// Why not a monotone alignment by dynamic programming, the textbook way: desks
// move paragraphs, merge and split sentences, and quote the same words twice; a
// monotone 1-1 path loses all of these. Why not TF-IDF cosine with a threshold:
// it links sentences that only share a cast of names. Names weigh less here, and
// a rival that fits better lowers every other.
//
// What it gets wrong: summaries and paraphrases without common words ("several
// thousand" for "over 4,000"), and two claims about the same people in the same
// words:
//
//	Ames said the port was one of three that had refused the tanker.
//	Ames said the port was among those that wanted the tanker's owner tried.
package align

import (
	"cmp"
	"slices"

	"gloss/analyzer/news"
)

// Options tune the alignment. The zero value is what gloss uses.
type Options struct {
	// Threshold is the least probability of a link, 0..1; 0 means DefaultThreshold.
	Threshold float64
}

// DefaultThreshold is the least probability of a link.
const DefaultThreshold = 0.5

// A Link says that sentence A of one document and B of another say the same.
type Link struct {
	A, B        news.Place // A.Document < B.Document
	Probability float64    // 0..1
}

// Rows aligns the prose of documents, each with each, and returns the rows in
// the order of their first places. Swapping two documents mirrors the result. A
// single document, or none, has no rows.
func Rows(documents []*news.Document, opt Options) []news.Row {
	return gather(Links(documents, opt))
}

// Links returns the links between every two documents, ascending.
func Links(documents []*news.Document, opt Options) []Link {
	threshold := opt.Threshold
	if threshold == 0 {
		threshold = DefaultThreshold
	}
	texts := weigh(documents)
	var links []Link
	for a := range texts {
		for b := a + 1; b < len(texts); b++ {
			for _, c := range compare(texts[a], texts[b]) {
				if c.probability < threshold {
					continue
				}
				links = append(links, Link{
					A:           news.Place{Document: a, Sentence: texts[a].sentences[c.a].index},
					B:           news.Place{Document: b, Sentence: texts[b].sentences[c.b].index},
					Probability: c.probability,
				})
			}
		}
	}
	slices.SortFunc(links, func(x, y Link) int {
		return cmp.Or(comparePlaces(x.A, y.A), comparePlaces(x.B, y.B))
	})
	return links
}

func comparePlaces(a, b news.Place) int {
	return cmp.Or(a.Document-b.Document, a.Sentence-b.Sentence)
}
