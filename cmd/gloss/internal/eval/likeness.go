package eval

import (
	"gloss/analyzer/align"
	"gloss/analyzer/news"
)

// likeness is how alike two texts of a sentence or two are by themselves: that of
// the two sentences most alike. Such pairs are no copies of a story: nothing stands
// around them, so that what align says of a link does not apply.
func (j *Job) likeness(a, b string) float64 {
	var docs [2]*news.Document
	for i, text := range [...]string{a, b} {
		docs[i] = j.alone(text)
	}
	best := 0.0
	for i := range docs[0].Sentences {
		for k := range docs[1].Sentences {
			e := align.Between(docs[0], i, docs[1], k)
			best = max(best, e.Likeness())
		}
	}
	return best
}
