package align

import (
	"math"

	"gloss/analyzer/embed"
)

// vectors are a sentence's own and those of its words that are no function words.
type vectors struct {
	whole embed.Vector // of length 1, or zero
	words []wordVector // in the order of sentence.terms
	sum   float64      // of the words' weights
	asked bool         // for the words
}

type wordVector struct {
	word   uint64
	weight float64
	vector *embed.Vector // of length 1, or zero
}

// farSentence is the cosine under which two sentences that share few words are left
// to what their words show.
const farSentence = 0.35

// near reports whether two sentences' own vectors lie near each other.
func (t *text) near(i int, o *text, j int) bool {
	return embed.Dot(t.wholeOf(i), o.wholeOf(j)) >= farSentence
}

// wholeOf returns the vector of sentence i, made when it is first asked for.
func (t *text) wholeOf(i int) *embed.Vector {
	s := &t.sentences[i]
	if s.vectors == nil {
		s.vectors = t.newVectors()
		var store [96]int32
		s.vectors.whole.Add(embed.Pieces(store[:0], t.doc.SentenceText(s.index)))
		s.vectors.whole.Normalise()
	}
	return &s.vectors.whole
}

// newVectors returns empty vectors, which t keeps.
func (t *text) newVectors() *vectors {
	if t.asked == len(t.vectors) {
		t.vectors = append(t.vectors, new(vectors))
	}
	v := t.vectors[t.asked]
	t.asked++
	*v = vectors{words: v.words[:0]}
	return v
}

// vectorsOf returns the vectors of sentence i, made when they are first asked for.
func (t *text) vectorsOf(i int) *vectors {
	t.wholeOf(i)
	s := &t.sentences[i]
	v := s.vectors
	if v.asked {
		return v
	}
	v.asked = true
	for _, w := range s.terms {
		if w.class != function {
			v.words = append(v.words, wordVector{w.word, float64(w.weight), t.memo.vectorOf(t.doc.Words[w.at].Fold)})
			v.sum += float64(w.weight)
		}
	}
	return v
}

// semantic fills in what the vectors of two sentences show.
func semantic(e *Evidence, x, y *text, a, b int) {
	v, w := x.vectorsOf(a), y.vectorsOf(b)
	e[kVector] = embed.Dot(&v.whole, &w.whole)
	there, back := near(v, w)
	if v.sum > 0 && w.sum > 0 {
		p, q := there/v.sum, back/w.sum
		e[kNear], e[kNearWhole] = max(p, q), min(p, q)
		e[kMissing], e[kExtra] = math.Log1p(min(v.sum-there, w.sum-back)/10), math.Log1p(max(v.sum-there, w.sum-back)/10)
	}
	e[kMean] = (e[kVector]+e[kNearWhole]+0.5*e[kNear]+0.5*e[kWhole]+0.5*e[kGrams]+0.3*e[kLength]+0.25*e[kCommon])/4 -
		0.08*e[kNumbersClash] - 0.06*e[kNegation] - 0.03*e[kNamesClash]
}

// Likeness is how alike two sentences are by themselves, from about 0 to 1.1 for
// the same sentence twice: a mean of what their words and vectors show, less what
// contradicts. Its round shares, and Alike, were chosen by the open parts of mrpc and
// sts_benchmark; no link depends on them. It needs the evidence of the vectors.
func (e *Evidence) Likeness() float64 {
	return (e[kVector] + 0.5*e[kNear] + 0.5*e[kNearWhole] + 0.5*e[kGrams] + 0.6*e[kLength] + 0.1*e[kCommon] -
		0.4*e[kNumbersClash] - 0.4*e[kNegation]) / 3
}

// Alike is the likeness from which two sentences by themselves, of no story, are
// taken to say the same.
const Alike = 0.664

// farWord is the cosine from which two words have something to do with each other.
const farWord = 0.25

// near is the weight of the words of v, each times how near the nearest word of w
// comes to it, and the same of w's words to v's.
func near(v, w *vectors) (there, back float64) {
	var store [128]float64
	best := append(store[:0], make([]float64, len(w.words))...) // for each word of w
	for i := range v.words {
		p := &v.words[i]
		most := 0.0
		for j := range w.words {
			q := &w.words[j]
			if p.word == q.word {
				most, best[j] = 1, 1
				break
			}
		}
		for j := range w.words {
			if q := &w.words[j]; most < 1 || best[j] < 1 {
				d := embed.Dot(p.vector, q.vector)
				most, best[j] = max(most, d), max(best[j], d)
			}
		}
		there += p.weight * nearness(most)
	}
	for j := range w.words {
		back += w.words[j].weight * nearness(best[j])
	}
	return there, back
}

// nearness is what the cosine of two words counts, 0..1.
func nearness(cosine float64) float64 { return max(0, (cosine-farWord)/(1-farWord)) }
