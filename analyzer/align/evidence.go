package align

import "math"

// Evidence is what speaks for and against a pair of sentences saying the same, by
// kind. Every kind is a number of a size around 1, and the same with the two
// sentences exchanged.
type Evidence [kinds]float64

// The kinds of evidence: what the sentences' words show, then what their vectors
// show, then what their places show.
const (
	kCosine       = iota // cosine of weighted words
	kCovered             // share of the lighter sentence that is common
	kWhole               // share of the heavier sentence that is common
	kCommon              // log weight of common words
	kCoveredMuch         // kCovered times kCommon
	kPairs               // log weight of common pairs of neighbouring words
	kIdentical           // same words in the same order
	kGrams               // letters: share of common runs of three
	kNamesClash          // both have names, and none in common
	kNumbers             // common numbers
	kNumbersClash        // both have numbers, and each one that the other lacks
	kNegation            // one of them is negated
	kQuoted              // share of the lighter quotation that the other quotes, too
	kQuotedMuch          // log weight of words that both quote
	kQuotedClash         // both quote, and not the same words
	kLength              // weight of the lighter by the heavier
	kShort               // little to go by in the lighter
	kVector              // cosine of the sentences' vectors
	kNear                // share of the lighter that has a word or a near one in the other
	kNearWhole           // the same of the heavier
	kMissing             // log weight of what the one lacks that lacks less
	kExtra               // log weight of what the other lacks
	kMean                // mean of what words and vectors show, less what contradicts
	kPrior               // logit of the probability by all of the above
	kRival               // certainty of the best accepted link of either with another
	kNeighbour           // accepted links between the sentences next to them
	kRivalCovered        // kRival times kCovered
	kLocalCosine         // kCosine, words counting less the more of the accepted links' sentences have them
	kLocalCovered        // kCovered, likewise
	kLocalWhole          // kWhole, likewise
	kLocalCommon         // kCommon, likewise
	kLocalPairs          // kPairs, likewise
	kCrossing            // accepted links that the pair would cross, where they do not cross each other
	kOpen                // neither has an accepted link
	kClose               // mean kWhole of the accepted links
	kFirm                // kClose times kPrior, a tenth
	kRetold              // 1 where the texts share few words: no evidence, it says which model counts
	kPlace               // of texts retold freely: how far apart the places are, as shares of the texts
	kGap                 // likewise, between the next accepted links
	kinds
)

// kindNames are the names of the kinds in weights.tsv.
var kindNames = [kinds]string{"cosine", "covered", "whole", "common", "covered much", "pairs", "identical", "letters", "names clash",
	"numbers", "numbers clash", "negation", "quoted", "quoted much", "quoted clash", "length", "short", "vector", "near", "near whole", "missing", "extra", "mean",
	"prior", "rival", "neighbour", "rival covered", "local cosine", "local covered", "local whole", "local common", "local pairs", "crossing", "open", "close", "firm", "retold", "place", "gap"}

// lexical fills in what the words of two sentences show.
func lexical(e *Evidence, a, b *sentence) {
	dot, common, names, quoted, numbers := 0.0, 0.0, 0.0, 0.0, 0
	for i, j := 0, 0; i < len(a.terms) && j < len(b.terms); {
		s, t := &a.terms[i], &b.terms[j]
		if s.word != t.word {
			if s.word < t.word {
				i++
			} else {
				j++
			}
			continue
		}
		i, j = i+1, j+1
		dot += float64(s.weight) * float64(t.weight)
		if s.class == function || t.class == function {
			continue
		}
		w := float64(min(s.weight, t.weight))
		common += w
		if s.quoted && t.quoted {
			quoted += w
		}
		switch {
		case s.class == number:
			numbers++
		case s.class == name || t.class == name:
			names += w
		}
	}
	light, heavy := min(a.content, b.content), max(a.content, b.content)
	if light > 0 {
		e[kCovered], e[kWhole], e[kLength] = min(1, common/light), min(1, common/heavy), light/heavy
	}
	if dot > 0 {
		e[kCosine] = dot / (a.norm * b.norm)
	}
	e[kCommon] = math.Log1p(common / 10)
	e[kCoveredMuch] = e[kCovered] * e[kCommon]
	if common > 0 && meet(a.pairs, b.pairs) {
		e[kPairs] = math.Log1p(math.Min(pairsWithin(a, b, false), pairsWithin(b, a, false)) / 10)
	}
	if a.hash == b.hash {
		e[kIdentical] = 1
	}
	e[kGrams] = a.grams.jaccard(&b.grams)
	if names == 0 && a.names > 0 && b.names > 0 {
		e[kNamesClash] = 1
	}
	e[kNumbers] = min(1, float64(numbers)/2)
	if numbers < a.numbers && numbers < b.numbers {
		e[kNumbersClash] = 1
	}
	if a.negated != b.negated {
		e[kNegation] = 1
	}
	if q := min(a.quoted, b.quoted); q > 0 {
		e[kQuoted] = min(1, quoted/q)
		e[kQuotedMuch] = math.Log1p(quoted / 10)
		if quoted < q/3 {
			e[kQuotedClash] = 1
		}
	}
	e[kShort] = 1 / (1 + light/10)
}

// pairsWithin is the weight of the words of a that stand in a pair of neighbours
// which b has as well, wherever it stands there: clauses may change places.
func pairsWithin(a, b *sentence, scaled bool) float64 {
	sum, covered := 0.0, -1
	for i := 1; i < len(a.order); i++ {
		if !has(b.pairs, pairOf(a.terms[a.order[i-1]].word, a.terms[a.order[i]].word)) {
			continue
		}
		for k := max(covered+1, i-1); k <= i; k++ {
			t := &a.terms[a.order[k]]
			w := float64(t.weight)
			if scaled {
				w *= t.scale
			}
			sum += w
		}
		covered = i
	}
	return sum
}

// meet reports whether two ascending lists have an entry in common.
func meet(a, b []uint64) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			return true
		}
	}
	return false
}

// has looks w up in an ascending list.
func has(list []uint64, w uint64) bool {
	lo, hi := 0, len(list)
	for lo < hi {
		mid := (lo + hi) >> 1
		if list[mid] < w {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(list) && list[lo] == w
}
