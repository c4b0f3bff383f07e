// Package align finds which sentences of a story's documents say the same thing.
//
// Method: every two sentences of two documents that share words, and every two of
// which neither has a clear partner (in copies of the same words only those that
// share any), are weighed by plain logistic regressions over some thirty kinds of
// evidence (evidence.go): weighted words and pairs of words in common, letters,
// numbers, negation, quotations, and, where words alone do not decide, how near
// static vectors of sentences and of words lie. The surest
// pairs are accepted first, and then tell what to expect of the rest: a partner
// elsewhere counts against a pair, accepted neighbours for it, and words that
// every accepted sentence has count less. Of sentences that a copy repeats, those
// belong together that stand among the same links. Links are gathered into rows in which every
// two sentences of different documents are linked themselves, so that two claims
// are never joined through a third. The weights are in weights.tsv, learned by
// gloss train align; a link's probability is what the last model says.
//
// Why not a monotone alignment by dynamic programming, the textbook way: desks
// move paragraphs, merge and split sentences, and quote the same words twice; a
// monotone 1-1 path loses all of these. Why not TF-IDF cosine with a threshold: it
// links sentences that share a cast of names, and its weights change with every
// sentence of the story. Here what a word weighs is how rare it is in English, and
// what the places show is read off accepted links alone: a sentence that is in no
// row changes no other row (but for texts retold freely, where it counts how far on
// a sentence stands, and texts too long to look at every pair).
//
// What each kind of evidence adds: F1 of links without it, learned anew. On the
// annotated pairs of news nothing is learned; the other sets are the open parts
// that the weights are learned on, so that those flatter. Letters add next to nothing;
// vectors little to copies, and to what is retold, with places, the most. Without the
// freely rewritten texts to learn from, the first row is .822 .901 – .648 .957 .993.
//
//	                                        pairs  corpus, dev  rewrites  aesop_align  argrewrite  planted
//	all                                      .876         .917      .590         .684        .963     .994
//	no vectors                               .859         .894      .571         .609        .960     .994
//	no numbers, negation, quotations         .839         .890      .595         .627        .956     .996
//	no letters                               .870         .911      .586         .675        .962     .994
//	no pairs of words                        .879         .906      .593         .674        .962     .994
//	no rivals                                .857         .919      .607         .671        .958     .995
//	no neighbours and places                 .849         .906      .596         .578        .959     .992
//	words of accepted links at full weight   .855         .908      .581         .650        .959     .991
//
// What it gets wrong: summaries and paraphrases whose words are not even near each
// other (of the rewrites' links it finds half, where two people agree on nearly all);
// who did what to whom; repeated claims of one copy, of which it often links one only;
// and, of two claims about the same people in the same words, it may link both:
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
	// Weights of the evidence; nil means those that gloss brings.
	Weights *Weights
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
	return gather(Links(documents, opt), len(documents))
}

// Links returns the links between every two documents, ascending.
func Links(documents []*news.Document, opt Options) []Link {
	threshold := opt.Threshold
	if threshold == 0 {
		threshold = DefaultThreshold
	}
	var links []Link
	each(documents, opt, false, func(c *candidate, a, b news.Place) {
		if c.probability >= threshold {
			links = append(links, Link{A: a, B: b, Probability: c.probability})
		}
	})
	slices.SortFunc(links, func(x, y Link) int {
		return cmp.Or(comparePlaces(x.A, y.A), comparePlaces(x.B, y.B))
	})
	return links
}

// each calls f with every pair of sentences that there is evidence for, or, if not
// thorough, with those that may be links.
func each(documents []*news.Document, opt Options, thorough bool, f func(c *candidate, a, b news.Place)) {
	weights := opt.Weights
	if weights == nil {
		weights = defaults()
	}
	p := preparers.Get().(*preparer)
	defer preparers.Put(p)
	texts := make([]*text, len(documents))
	for d, doc := range documents {
		texts[d] = p.prepare(doc)
	}
	for a := range texts {
		for b := a + 1; b < len(texts); b++ {
			found := weights.compare(texts[a], texts[b], thorough, &p.scratch)
			for i := range found {
				c := &found[i]
				f(c, news.Place{Document: a, Sentence: texts[a].sentences[c.a].index}, news.Place{Document: b, Sentence: texts[b].sentences[c.b].index})
			}
		}
	}
	for _, t := range texts {
		p.release(t)
	}
}

func comparePlaces(a, b news.Place) int {
	return cmp.Or(a.Document-b.Document, a.Sentence-b.Sentence)
}
