package score

import (
	_ "embed" // the weights
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/cdipaolo/goml/text"
	"github.com/cdipaolo/sentiment"
	"github.com/jonreiter/govader"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/linear"
	"gloss/analyzer/news"
)

//go:embed tone.weights
var toneWeights []byte

var toneSet = sync.OnceValues(func() (*linear.Set, error) { return linear.Read(toneWeights) })

// Fingerprint tells the tone's weights apart, in hexadecimal; empty if they cannot
// be read.
func Fingerprint() string {
	set, err := toneSet()
	if err != nil {
		return ""
	}
	return set.Fingerprint
}

// Settings of the log-odds. One word of a film review says little about a news
// sentence, so no word counts for more than wordLimit, words seen in few reviews
// are drawn towards 0, and a sum is judged against the number of words read.
const (
	wordLimit = 1.0
	prior     = 8.0 // reviews of each class added to a word's counts
	neutral   = 0.3 // log-odds nearer to 0 than this are topic and style, not tone
	spread    = 1.6 // sum of log-odds per root word that maps to tanh(1)
)

// counts is read on first use, which takes about 0.2 s, and kept: the words'
// limited log-odds in github.com/cdipaolo/sentiment's model.
var counts = sync.OnceValues(func() (*text.NaiveBayes, error) {
	models, err := sentiment.Restore()
	if err != nil {
		return nil, fmt.Errorf("sentiment model: %w", err)
	}
	return models[sentiment.English], nil
})

// intensity is VADER, read on first use.
var intensity = sync.OnceValue(govader.NewSentimentIntensityAnalyzer)

// The features of tone.
const (
	toneCompound = iota
	tonePositive
	toneNegative
	toneNeutral
	toneUp
	toneDown
	toneOdds
	toneOddsClear
	toneOddsBent
	toneLength
	toneQuestion
	toneExclamation
	toneNegations
	toneValenceUp
	toneValenceDown
	toneValenceTop
	toneValenceBottom
	toneClearUp
	toneClearDown
	toneFeatureCount
)

var toneNames = [toneFeatureCount]string{"vader.compound", "vader.positive", "vader.negative", "vader.neutral", "vader.up", "vader.down",
	"cdipaolo.odds", "cdipaolo.clear", "cdipaolo.bent", "length", "question", "exclamation", "negations",
	"valence.up", "valence.down", "valence.top", "valence.bottom", "valence.clear_up", "valence.clear_down"}

// clearValence is the valence at which a word is clearly good or bad.
const clearValence = 0.5

// A toneWord is a word that may carry tone.
type toneWord struct {
	fold string
	news.Span
	bucket    uint32
	intensity float64 // VADER's, -4 to 4; 0 if it is not listed
	odds      float64 // limited log-odds
	valence   float64
}

// toneFeatures are what tone is read from, for one sentence. They are reused.
type toneFeatures struct {
	dense       [toneFeatureCount]float32
	grams       []uint32
	words       []toneWord
	norm        float32
	compound    float64
	odds        float64 // sum of those that are clear
	intensities float64 // sum
	text        []byte
	masked      []bool
	negated     []bool
	hits        []lexicon.Hit
}

// carries reports whether the word carries tone by itself.
func (w *toneWord) carries() bool {
	return w.intensity != 0 || math.Abs(w.odds) >= neutral || math.Abs(w.valence) >= clearValence
}

// carried reports whether any word carries tone by itself.
func (f *toneFeatures) carried() bool {
	for i := range f.words {
		if f.words[i].carries() {
			return true
		}
	}
	return false
}

// read fills f for the given words of sentence i of d.
func (t *Tone) read(f *toneFeatures, d *news.Document, i int, words []news.Word, valence *linear.Model) error {
	nb, err := counts()
	if err != nil {
		return err
	}
	vader := intensity()
	s := d.Sentences[i]
	all := d.SentenceWords(i)
	f.mark(t, d, s, all)
	f.words, f.grams, f.text = f.words[:0], f.grams[:0], f.text[:0]
	listed, k := false, 0
	for _, w := range words {
		for k < len(all) && all[k].Start < w.Start {
			k++
		}
		if k == len(all) || all[k].Start != w.Start {
			continue
		}
		f.text = append(f.text, ' ')
		if f.masked[k] || k > 0 && isName(d.Text[w.Start:w.End]) {
			f.text = append(f.text, 'x')
			continue
		}
		f.text = append(f.text, w.Of(d.Text)...)
		x := toneWord{fold: w.Fold, Span: w.Span, bucket: linear.Start.Word(w.Fold).Bucket(), intensity: vader.Lexicon[w.Fold], odds: logOdds(nb, w.Fold)}
		heavy := x.intensity != 0 || !light(w.Fold)
		if heavy {
			x.valence = float64(valence.Grams.At(x.bucket))
		}
		listed = listed || x.intensity != 0
		if f.negated[k] {
			x.intensity, x.odds, x.valence = -x.intensity*0.74, -x.odds, -x.valence*0.74
		}
		f.words = append(f.words, x)
		if heavy {
			f.grams = append(f.grams, x.bucket)
		}
	}
	f.end(d.SentenceText(i))
	var v govader.Sentiment
	if listed {
		v = vader.PolarityScores(string(f.text))
	} else {
		v.Neutral = 1
	}
	f.sum(v, d.SentenceText(i))
	return nil
}

// mark notes topic words and negated ones.
func (f *toneFeatures) mark(t *Tone, d *news.Document, s news.Sentence, all []news.Word) {
	f.masked, f.negated = cleared(f.masked, len(all)), cleared(f.negated, len(all))
	f.hits = t.mask.Find(f.hits[:0], d.Text, all, s.Span)
	for _, h := range f.hits {
		for k := h.First; k < h.Last; k++ {
			f.masked[k] = true
		}
	}
	f.hits = t.no.Find(f.hits[:0], d.Text, all, s.Span)
	for _, h := range f.hits {
		for k := h.Last; k < min(len(all), h.Last+3); k++ {
			f.negated[k] = true
		}
	}
}

func cleared(b []bool, n int) []bool {
	if cap(b) < n {
		return make([]bool, n)
	}
	b = b[:n]
	clear(b)
	return b
}

// end gives the words the sentence's own end, which VADER reads.
func (f *toneFeatures) end(sentence string) {
	switch {
	case strings.Contains(sentence, "!"):
		f.text = append(f.text, '!')
	case strings.HasSuffix(sentence, "?"):
		f.text = append(f.text, '?')
	}
}

// sum fills the dense features from the words.
func (f *toneFeatures) sum(v govader.Sentiment, sentence string) {
	f.dense = [toneFeatureCount]float32{}
	n := len(f.words)
	f.norm = linear.Norm(n)
	f.compound, f.odds, f.intensities = v.Compound, 0, 0
	var up, down, odds, vUp, vDown, top, bottom, clearUp, clearDown float64
	for _, w := range f.words {
		f.intensities += w.intensity
		up, down = up+max(0, w.intensity), down+min(0, w.intensity)
		odds += w.odds
		if math.Abs(w.odds) >= neutral {
			f.odds += w.odds
		}
		vUp, vDown = vUp+max(0, w.valence), vDown+min(0, w.valence)
		top, bottom = max(top, w.valence), min(bottom, w.valence)
		if w.valence > clearValence {
			clearUp += w.valence
		}
		if w.valence < -clearValence {
			clearDown += w.valence
		}
	}
	norm := float64(f.norm)
	for k, x := range [...]float64{v.Compound, v.Positive, v.Negative, v.Neutral, up / norm, down / norm, odds / norm, f.odds / norm,
		math.Tanh(f.odds / norm / spread), float64(n) / 30, 0, 0, 0, vUp / norm, vDown / norm, top, bottom, clearUp / norm, clearDown / norm} {
		f.dense[k] = float32(x)
	}
	f.flag(toneQuestion, strings.Contains(sentence, "?"))
	f.flag(toneExclamation, strings.Contains(sentence, "!"))
	f.flag(toneNegations, len(f.hits) > 0)
}

func (f *toneFeatures) flag(k int, is bool) {
	if is {
		f.dense[k] = 1
	}
}

// logOdds is how much likelier the word is in a positive film review. Apostrophes
// are cut as the model's own tokenizer cuts them.
func logOdds(nb *text.NaiveBayes, fold string) float64 {
	if strings.IndexByte(fold, '\'') >= 0 {
		fold = strings.ReplaceAll(fold, "'", "")
	}
	w, ok := nb.Words.Get(fold)
	if !ok || len(w.Count) < 2 {
		return 0
	}
	odds := math.Log((float64(w.Count[1]) + prior) / (float64(w.Count[0]) + prior))
	return max(-wordLimit, min(wordLimit, odds))
}

// light reports words that have no valence of their own: the grammar's.
func light(fold string) bool { return len(fold) < 3 || lightWords[fold] }

var lightWords = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields("the and for that was with are this has have had but not its they their which who will would were been one all there you she her him them our what when about can could should more than from his out into over after some any those these then also just only very such many much other too does did here while where because how why your yet") {
		m[w] = true
	}
	return m
}()

func isName(word string) bool { return word != "I" && word[0] >= 'A' && word[0] <= 'Z' }
