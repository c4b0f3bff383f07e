package score

import (
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/cdipaolo/goml/text"
	"github.com/cdipaolo/sentiment"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
)

// Settings of the tone. One word of a film review says little about a news
// sentence, so no word counts for more than wordLimit, words seen in few reviews
// are drawn towards 0, and a sum is judged against the number of words read.
const (
	wordLimit = 1.0
	prior     = 8.0 // reviews of each class added to a word's counts
	neutral   = 0.3 // log-odds nearer to 0 than this are topic and style, not tone
	spread    = 1.6 // sum of log-odds per root word that maps to tanh(1)
)

// Tone measures the sentiment of text by the word counts of
// github.com/cdipaolo/sentiment. The zero Tone is not ready; use NewTone.
type Tone struct {
	mask *lexicon.Set // topic words: they carry no tone
	no   *lexicon.Set // negations
}

// NewTone returns a Tone whose topic words and negations come from lex.
func NewTone(lex *lexicon.Set) *Tone {
	return &Tone{mask: lex.Only("topic"), no: lex.Only("negation")}
}

// model is read on first use, which takes about 0.2 s, and kept.
var model = sync.OnceValues(restore)

// Preload begins to read the model beside other work. It need not be called.
func Preload() { go model() }

func restore() (*text.NaiveBayes, error) {
	models, err := sentiment.Restore()
	if err != nil {
		return nil, fmt.Errorf("sentiment model: %w", err)
	}
	return models[sentiment.English], nil
}

// A ToneWord is a word that carried tone.
type ToneWord struct {
	news.Span
	Weight float64 // log-odds, negation applied; below 0 is negative
}

// Of returns the tone of the given words of sentence i of d, -1 (negative) to +1
// (positive), the words that carried it, and how many words were read. No word
// that carries tone gives 0. Words outside the sentence are not allowed.
func (t *Tone) Of(d *news.Document, i int, words []news.Word) (tone float64, carriers []ToneWord, read int, err error) {
	counts, err := model()
	if err != nil {
		return 0, nil, 0, err
	}
	s := d.Sentences[i]
	all := d.SentenceWords(i)
	masked := covered(t.mask.Find(nil, d.Text, all, s.Span), len(all))
	negated := t.negated(d, s, all)
	sum := 0.0
	for _, w := range words {
		k := indexOf(all, w)
		if k < 0 || masked[k] || k > 0 && isName(d.Text[w.Start:w.End]) {
			continue
		}
		read++
		odds := logOdds(counts, w.Fold)
		if math.Abs(odds) < neutral {
			continue
		}
		if negated[k] {
			odds = -odds
		}
		sum += odds
		carriers = append(carriers, ToneWord{w.Span, odds})
	}
	if read == 0 {
		return 0, nil, 0, nil
	}
	return math.Tanh(sum / (spread * math.Sqrt(float64(read)))), carriers, read, nil
}

// logOdds is how much likelier the word is in a positive film review. Apostrophes
// are cut as the model's own tokenizer cuts them.
func logOdds(counts *text.NaiveBayes, fold string) float64 {
	w, ok := counts.Words.Get(strings.ReplaceAll(fold, "'", ""))
	if !ok || len(w.Count) < 2 {
		return 0
	}
	odds := math.Log((float64(w.Count[1]) + prior) / (float64(w.Count[0]) + prior))
	return max(-wordLimit, min(wordLimit, odds))
}

// negated marks the words within three of a negation before them.
func (t *Tone) negated(d *news.Document, s news.Sentence, all []news.Word) []bool {
	is := make([]bool, len(all))
	for _, h := range t.no.Find(nil, d.Text, all, s.Span) {
		for k := h.Last; k < min(len(all), h.Last+3); k++ {
			is[k] = true
		}
	}
	return is
}

func covered(hits []lexicon.Hit, n int) []bool {
	is := make([]bool, n)
	for _, h := range hits {
		for k := h.First; k < h.Last; k++ {
			is[k] = true
		}
	}
	return is
}

func indexOf(all []news.Word, w news.Word) int {
	lo, hi := 0, len(all)
	for lo < hi {
		mid := (lo + hi) / 2
		if all[mid].Start < w.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(all) && all[lo].Start == w.Start {
		return lo
	}
	return -1
}

func isName(word string) bool { return word != "I" && word[0] >= 'A' && word[0] <= 'Z' }
