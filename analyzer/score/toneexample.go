package score

import (
	"gloss/analyzer/linear"
	"gloss/analyzer/news"
)

// ToneNames are the named features of the tone model, in order.
func ToneNames() []string { return toneNames[:] }

// Features are what the tone model reads of sentence i of d, for those who train
// it: the named features in the order of ToneNames, the words that may carry tone
// and their buckets. valence is the model of single words that goes with it.
func (t *Tone) Features(d *news.Document, i int, valence *linear.Model) (dense []float32, grams []uint32, folds []string, err error) {
	var f toneFeatures
	if err := t.read(&f, d, i, d.SentenceWords(i), valence); err != nil {
		return nil, nil, nil, err
	}
	for _, w := range f.words {
		folds = append(folds, w.fold)
	}
	return append(dense, f.dense[:]...), f.grams, folds, nil
}

// Intensities are the words that VADER's authors had rated, with the mean rating,
// -4 to 4. They must not be changed.
func Intensities() map[string]float64 { return intensity().Lexicon }
