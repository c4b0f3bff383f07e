package train

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gloss/analyzer"
	"gloss/analyzer/linear"
	"gloss/analyzer/score"
)

// Settings of the tone model, chosen by cross-validation grouped by document.
var toneSettings = Settings{Cost: 0.2, Dense: 0.1, Gram: 1, Vector: 0.6}

// How much a rating of another kind of text says about editorials: tweets, and
// polarities of persons in political news.
const (
	tweetWeight    = 0.3
	polarityWeight = 0.4
	tweetScale     = 0.7
	polarityScale  = 0.3
)

// Tone trains the model of tone on ratings of single sentences: VADER's editorials
// and tweets (twenty people each), and NewsMTSC's polarities.
func Tone(a *analyzer.Analyzer, dir string, v *Vectors) (*linear.Set, []Figure, error) {
	valence, err := valenceModel(v)
	if err != nil {
		return nil, nil, err
	}
	t := &toneData{st: a.Stages(), vectors: v, valence: valence}
	if err := t.read(dir); err != nil {
		return nil, nil, err
	}
	fold := divide(t.examples[:t.editorials], 5, func(e *Example) string { return e.Group })
	for len(fold) < len(t.examples) {
		fold = append(fold, -1)
	}
	got, err := across(t.examples, fold, 5, toneSettings)
	if err != nil {
		return nil, nil, err
	}
	var want []float64
	for _, e := range t.examples[:t.editorials] {
		want = append(want, e.Target)
	}
	got = got[:t.editorials]
	f, err := fit(t.examples, toneSettings)
	if err != nil {
		return nil, nil, err
	}
	m := f.model("tone", append(score.ToneNames(), "is a tweet", "is a polarity"), v)
	delete(m.Named, "is a tweet")
	delete(m.Named, "is a polarity")
	m.Limits = map[string]float64{"stretch": math.Round(deviation(want)/deviation(got)*100) / 100}
	set := &linear.Set{Card: toneCard, Models: []*linear.Model{m, valence}}
	return set, []Figure{{"tone, NYT editorials", "Pearson r, 5 folds by document", len(want), correlation(got, want)}}, nil
}

type toneData struct {
	st         analyzer.Stages
	vectors    *Vectors
	valence    *linear.Model
	examples   []*Example
	editorials int // the first of examples
}

type rated struct {
	ID, Doc  string
	Mean, SD float64 // of the ratings, -4 to 4
	Text     string
}

type polar struct {
	ID      string
	Text    string
	Targets []struct{ Polarity string }
}

func (t *toneData) read(dir string) error {
	take := func(weight, scale float64, flag int) func(rated) error {
		return func(r rated) error {
			return t.add(r.Text, Example{Target: r.Mean / 4 * scale, Weight: weight * agreed(r.SD), Group: r.Doc}, flag)
		}
	}
	if err := lines(dir, "vader_groundtruth/nyt_editorials_open.jsonl", take(1, 1, -1)); err != nil {
		return err
	}
	t.editorials = len(t.examples)
	if err := lines(dir, "vader_groundtruth/tweets_open.jsonl", take(tweetWeight, tweetScale, 0)); err != nil {
		return err
	}
	return lines(dir, "newsmtsc/train_sample35.jsonl", func(p polar) error {
		sum := 0.0
		for _, x := range p.Targets {
			switch x.Polarity {
			case "pos":
				sum++
			case "neg":
				sum--
			}
		}
		return t.add(p.Text, Example{Target: polarityScale * sum / float64(len(p.Targets)), Weight: polarityWeight, Group: p.ID}, 1)
	})
}

// usualSD is about that of the ratings of one sentence.
const usualSD = 0.75

// agreed is how much a mean rating counts: less if the people who rated were of
// different minds, 1 at usualSD.
func agreed(sd float64) float64 { return (1 + usualSD*usualSD) / (1 + sd*sd) }

// add takes a text as one example: its sentences' features by their words.
func (t *toneData) add(text string, e Example, flag int) error {
	d := alone(t.st, text)
	e.Dense = make([]float32, len(score.ToneNames())+2)
	total := 0
	var folds []string
	for i := range d.Sentences {
		dense, grams, words, err := t.st.Scorer.Tone.Features(d, i, t.valence)
		if err != nil {
			return err
		}
		for k, x := range dense {
			e.Dense[k] += x * float32(len(words))
		}
		total += len(words)
		e.Grams = append(e.Grams, grams...)
		folds = append(folds, words...)
	}
	for k := range e.Dense {
		e.Dense[k] /= float32(max(1, total))
	}
	if flag >= 0 {
		e.Dense[len(score.ToneNames())+flag] = 1
	}
	e.Words, e.Vector = len(e.Grams), t.vectors.sum(folds)
	t.examples = append(t.examples, &e)
	return nil
}

// valenceCost is that of the squares of valenceModel's weights.
const valenceCost = 0.3

// valenceModel says of every word that has a vector how good or bad it is, from
// the words whose goodness VADER's authors had rated. Of words they did not list,
// the usual ones are taken for neutral.
func valenceModel(v *Vectors) (*linear.Model, error) {
	rated := score.Intensities()
	var examples []*Example
	usual, known := 0, 0
	for _, w := range v.words {
		r, listed := rated[w]
		if listed {
			known++
		} else {
			if usual++; usual > 8000 || len(w) < 3 {
				continue
			}
		}
		x := slices.Clone(v.of[w])
		scale(x, 2) // Norm of one word is 2
		examples = append(examples, &Example{Vector: x, Words: 1, Target: r, Weight: 1})
	}
	if known == 0 {
		return nil, fmt.Errorf("no word vector is of a word that VADER lists")
	}
	f, err := fit(examples, Settings{Cost: valenceCost, Vector: 1})
	if err != nil {
		return nil, err
	}
	table := make([]float64, linear.Buckets)
	taken := make(map[uint32]bool)
	for _, w := range v.words {
		b := linear.Start.Word(w).Bucket()
		if taken[b] || strings.Trim(w, "-'") == "" {
			continue
		}
		taken[b] = true
		x := slices.Clone(v.of[w])
		scale(x, 1)
		table[b] = f.bias + dot(f.vector, x)
		if r, ok := rated[w]; ok {
			table[b] = (table[b] + r) / 2
		}
	}
	return &linear.Model{Name: "valence", Named: map[string]float32{}, Grams: linear.Quantise(table)}, nil
}
