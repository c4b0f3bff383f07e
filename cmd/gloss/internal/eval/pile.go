package eval

import (
	"gloss/analyzer/align"
	"gloss/analyzer/news"
)

// batch is how many pairs of single sentences are aligned together.
const batch = 40

// pile aligns pairs of single sentences and returns the probability that each is
// a link. Align weighs words by how rare they are in a story and a pair by how it
// beats its rivals; two documents of one sentence each have neither. So the pairs
// are aligned in batches of about 40, the first sentences as one document and the
// second ones, in reverse, as another: in reverse, so that no pair is helped by
// the pair before it. A batch takes every k-th pair of the file, for pairs of one
// report often stand together and would be each other's rivals. All pairs as one
// story would be a fairer background and takes minutes.
func (j *Job) pile(pairs [][2]string) []float64 {
	out := make([]float64, len(pairs))
	batches := (len(pairs) + batch - 1) / batch
	for first := range batches {
		var of []int
		for i := first; i < len(pairs); i += batches {
			of = append(of, i)
		}
		for k, p := range j.batch(pairs, of) {
			out[of[k]] = p
		}
	}
	return out
}

// batch returns the probabilities of the pairs with the given indices.
func (j *Job) batch(pairs [][2]string, of []int) []float64 {
	var texts [2][]string
	for k := range of {
		texts[0] = append(texts[0], pairs[of[k]][0])
		texts[1] = append(texts[1], pairs[of[len(of)-1-k]][1])
	}
	var spans [2][]news.Span
	docs := make([]*news.Document, 2)
	for s := range docs {
		var text string
		text, spans[s] = joined(texts[s])
		docs[s] = j.Stages.Segmenter.Document(news.Article{ID: "ab"[s : s+1], Text: text})
		for i := range docs[s].Sentences {
			docs[s].Sentences[i].Kind = news.Prose // as in alone
		}
	}
	out := make([]float64, len(of))
	for _, l := range align.Links(docs, align.Options{Threshold: 1e-12}) {
		for _, a := range hit(spans[0], docs[0].Sentences[l.A.Sentence].Span) {
			for _, b := range hit(spans[1], docs[1].Sentences[l.B.Sentence].Span) {
				if b == len(of)-1-a {
					out[a] = max(out[a], l.Probability)
				}
			}
		}
	}
	return out
}
