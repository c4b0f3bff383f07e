package score

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/linear"
	"gloss/analyzer/news"
)

// A Method is a way of measuring tone.
type Method string

// The methods. Combined is what a report speaks by.
const (
	Combined Method = "combined" // a model of both, and of what single words say
	CDipaolo Method = "cdipaolo" // word counts of film reviews alone
	VADER    Method = "vader"    // VADER's compound alone
)

// Methods are all of them, the default first.
var Methods = []Method{Combined, CDipaolo, VADER}

// Tone measures the sentiment of text. The zero Tone is not ready; use NewTone. It
// is safe for concurrent use.
type Tone struct {
	method Method
	mask   *lexicon.Set // topic words: they carry no tone
	no     *lexicon.Set // negations
	pool   sync.Pool    // of *toneFeatures
}

// NewTone returns a Tone whose topic words and negations come from lex. The empty
// method is Combined.
func NewTone(lex *lexicon.Set, method Method) *Tone {
	if method == "" {
		method = Combined
	}
	return &Tone{method: method, mask: lex.Only("topic"), no: lex.Only("negation"), pool: sync.Pool{New: func() any { return new(toneFeatures) }}}
}

// Preload begins to read the models beside other work. It need not be called.
func Preload() {
	go counts()
	go intensity()
}

// A ToneWord is a word that carried tone.
type ToneWord struct {
	news.Span
	Weight float64 // its part of the tone, negation applied; below 0 is negative
}

// maxCarriers is how many words are shown to have carried a tone.
const maxCarriers = 3

// Of returns the tone of the given words of sentence i of d, -1 (negative) to +1
// (positive), the words that carried it, most first, and how many words were
// read. Nothing that carries tone gives 0. Words outside the sentence are not
// allowed.
func (t *Tone) Of(d *news.Document, i int, words []news.Word) (tone float64, carriers []ToneWord, read int, err error) {
	m, err := toneModel()
	if err != nil {
		return 0, nil, 0, err
	}
	f := t.pool.Get().(*toneFeatures)
	defer t.pool.Put(f)
	if err := t.read(f, d, i, words, m.valence); err != nil {
		return 0, nil, 0, err
	}
	if f.carried() {
		switch t.method {
		case VADER:
			tone = f.compound
		case CDipaolo:
			tone = math.Tanh(f.odds / (spread * math.Sqrt(float64(len(f.words)))))
		default:
			tone = max(-1, min(1, m.tone.Limits["stretch"]*m.tone.Score(f.dense[:], f.grams, len(f.grams))))
		}
	}
	if tone == 0 {
		return 0, nil, len(f.words), nil
	}
	return tone, t.carriers(f, m.tone), len(f.words), nil
}

// carriers are the words whose part of the tone is greatest.
func (t *Tone) carriers(f *toneFeatures, m *linear.Model) []ToneWord {
	var out []ToneWord
	for _, w := range f.words {
		var part float64
		switch t.method {
		case VADER:
			part = w.intensity / 4
		case CDipaolo:
			part = w.odds
		default:
			part = float64(m.Weight(toneCompound))*w.intensity/math.Sqrt(f.intensities*f.intensities+15) +
				float64(m.Weight(toneOdds))*w.odds/float64(f.norm) + float64(m.Grams.At(w.bucket))/float64(f.norm)
		}
		if math.Abs(part) > leastPart && w.carries() {
			out = append(out, ToneWord{w.Span, part})
		}
	}
	slices.SortStableFunc(out, func(a, b ToneWord) int {
		switch d := math.Abs(a.Weight) - math.Abs(b.Weight); {
		case d > 0:
			return -1
		case d < 0:
			return 1
		}
		return 0
	})
	return out[:min(len(out), maxCarriers)]
}

// leastPart is the part of a tone under which a word is not said to have carried
// it.
const leastPart = 0.02

// A toneModels is what tone.weights holds.
type toneModels struct {
	tone    *linear.Model
	valence *linear.Model // by word: how its neighbours in meaning were rated, -4 to 4
}

var toneModel = sync.OnceValues(func() (*toneModels, error) {
	set, err := toneSet()
	if err != nil {
		return nil, err
	}
	m := &toneModels{set.Model("tone"), set.Model("valence")}
	if m.tone == nil || m.valence == nil {
		return nil, fmt.Errorf("tone.weights holds no models %q and %q", "tone", "valence")
	}
	return m, m.tone.Order(toneNames[:])
})
