package train

import (
	"fmt"
	"math"

	"gloss/analyzer"
	"gloss/analyzer/lexicon"
	"gloss/analyzer/linear"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
	"gloss/corpus"
)

// Settings of the models of opinion, chosen by cross-validation grouped by outlet
// on the training text, and by how the models carry over to BABE and to CheckThat's
// train and dev parts: lists and forms that may be used less freely than vectors
// serve the training text no better, and texts of others worse.
var (
	opinionSettings = Settings{Classify: true, Cost: 0.3, Dense: 0.25, Gram: 1.5, Vector: 3}
	contextSettings = Settings{Classify: true, Cost: 1, Dense: 1}
)

// Commentary trains the models by which gloss tells commentary on gloss's own
// labelled text.
func Commentary(a *analyzer.Analyzer, dir string, v *Vectors) (*linear.Set, []Figure, error) {
	t := newOpinionData(a, v)
	own, err := t.own()
	if err != nil {
		return nil, nil, err
	}
	models, figures, err := t.commentary(own, own, opinionSettings)
	if err != nil {
		return nil, nil, err
	}
	words, others, err := t.words(dir)
	if err != nil {
		return nil, nil, err
	}
	m, more, err := t.loaded(words, others, "training text")
	if err != nil {
		return nil, nil, err
	}
	return &linear.Set{Card: opinionCard, Models: append(models, m)}, append(figures, more...), nil
}

// commentary fits the model of single sentences on examples, and the one of
// surroundings on what it says of the texts of own when it has not seen them.
func (t *opinionData) commentary(own, examples []*Example, s Settings) ([]*linear.Model, []Figure, error) {
	odds, err := across(examples, divide(examples, folds, func(e *Example) string { return e.Outlet }), folds, s)
	if err != nil {
		return nil, nil, err
	}
	around := t.surroundings(own, odds[:len(own)])
	fold := divide(own, folds, func(e *Example) string { return e.Outlet })
	answers, err := across(around, fold, folds, contextSettings)
	if err != nil {
		return nil, nil, err
	}
	f, err := fit(examples, s)
	if err != nil {
		return nil, nil, err
	}
	c, err := fit(around, contextSettings)
	if err != nil {
		return nil, nil, err
	}
	context := c.model("context", opinion.ContextNames(), nil)
	sure, judge := thresholds(own, answers)
	context.Limits = map[string]float64{"sure": sure, "judge": judge}
	alone := f.model("commentary", t.judge.Names(), t.vectors)
	alone.Limits = map[string]float64{"alone": aloneOdds}
	return []*linear.Model{alone, context}, t.figures(own, odds, answers, sure, judge), nil
}

// aloneOdds is the logarithm of the odds from which a sentence of which nothing
// around is known is rather opinion. The training text has more comment than what
// others collect from the news: the macro-F1 on BABE and on CheckThat's train and
// dev parts rises up to here, and then stays.
const aloneOdds = 0.8

// folds is how many parts of the training text are each told by models that have
// not seen them; an outlet is in one of them.
const folds = 8

type opinionData struct {
	a       *analyzer.Analyzer
	vectors *Vectors
	judge   *opinion.Judge
	hits    []lexicon.Hit
	lists   *lexicon.Set
	lines   []ownLine // beside the examples of own
}

func newOpinionData(a *analyzer.Analyzer, v *Vectors) *opinionData {
	return &opinionData{a: a, vectors: v, judge: a.Stages().Isolator.Judge(), lists: a.Stages().Isolator.Lists()}
}

// An ownLine is where a sentence of the training text stands.
type ownLine struct {
	place    int // among the sentences of its text
	credited bool
	voice    news.Voice
}

// own are the sentences of the training text. Those that the annotator was not
// sure of are part of the surroundings, and weigh nothing.
func (t *opinionData) own() ([]*Example, error) {
	texts, err := corpus.Training(corpus.FS)
	if err != nil {
		return nil, err
	}
	var out []*Example
	for _, x := range texts {
		article, spans := x.Article()
		d := t.a.Document(article)
		for i, s := range d.Sentences {
			k := lineOf(spans, s.Span)
			if s.Kind != news.Prose || s.First == s.Last || k < 0 || x.Lines[k].Class == "boilerplate" || x.Lines[k].Class == "heading" {
				continue
			}
			l := x.Lines[k]
			e, credited := t.example(d, i)
			e.Group, e.Outlet, e.Item = x.ID, x.Outlet, fmt.Sprint(x.ID, " ", i)
			if l.Class == "commentary" {
				e.Target = 1
			}
			if l.Sure {
				e.Weight = 1
			}
			out = append(out, e)
			t.lines = append(t.lines, ownLine{i, credited, d.VoiceOf(i)})
		}
	}
	return out, nil
}

// lineOf is the line that holds most of a sentence, -1 for none.
func lineOf(spans []news.Span, at news.Span) int {
	for k, s := range spans {
		if 2*s.Overlap(at) > at.Len() {
			return k
		}
	}
	return -1
}

// example is what the models read of sentence i of d.
func (t *opinionData) example(d *news.Document, i int) (e *Example, credited bool) {
	var f opinion.Features
	t.hits = t.lists.Find(t.hits[:0], d.Text, d.SentenceWords(i), d.Sentences[i].Span)
	t.judge.Read(&f, d, i, t.hits)
	return &Example{Dense: f.Dense, Grams: f.Grams, Words: f.Words, Vector: t.vectors.sum(f.Folds(nil, d, i))}, f.Credited()
}

// surroundings are the examples of the second model, as package isolate would make
// them if no other copy had anything of a text.
func (t *opinionData) surroundings(own []*Example, odds []float64) []*Example {
	out := make([]*Example, len(own))
	for from := 0; from < len(own); {
		to := from
		for to < len(own) && own[to].Group == own[from].Group {
			to++
		}
		weighed := make(map[int]opinion.Weighed)
		for k := from; k < to; k++ {
			weighed[t.lines[k].place] = opinion.Weighed{Odds: odds[k], Credited: t.lines[k].credited}
		}
		all := opinion.Sum(weighed)
		for k := from; k < to; k++ {
			s := opinion.Around(weighed, t.lines[k].place, all)
			out[k] = &Example{Dense: opinion.ContextFeatures(odds[k], s), Target: own[k].Target, Weight: own[k].Weight, Group: own[k].Group, Outlet: own[k].Outlet}
		}
		from = to
	}
	return out
}

// surePrecision is that of sure calls on texts the models have not seen, and
// judgePrecision that of the calls that are put before the reader to judge.
const (
	surePrecision  = 0.95
	judgePrecision = 2. / 3
)

// thresholds are the least probabilities at which calls on unseen text are right
// often enough.
func thresholds(own []*Example, answers []float64) (sure, judge float64) {
	least := func(precision, below float64) float64 {
		for p := 0.5; p < below; p += 0.01 {
			var c counts
			for i, e := range own {
				if a := linear.Probability(answers[i]); e.Weight > 0 && a < below {
					c.add(a >= p, e.Target == 1)
				}
			}
			if c.precision() >= precision {
				return math.Round(p*100) / 100
			}
		}
		return below
	}
	sure = least(surePrecision, 1.01)
	return sure, least(judgePrecision, sure)
}

func (t *opinionData) figures(own []*Example, odds, answers []float64, sure, judge float64) []Figure {
	var alone, placed, called counts
	for i, e := range own {
		if e.Weight == 0 {
			continue
		}
		alone.add(odds[i] > 0, e.Target == 1)
		placed.add(answers[i] > 0, e.Target == 1)
		called.add(linear.Probability(answers[i]) >= sure && !t.lines[i].credited && t.lines[i].voice == news.Own, e.Target == 1)
	}
	n := alone.n()
	by := fmt.Sprintf("%d folds by outlet", folds)
	return []Figure{
		{"training text, sentences alone", "F1 of commentary, " + by, n, alone.f1()},
		{"training text, in their place", "F1 of commentary, " + by, n, placed.f1()},
		{fmt.Sprintf("training text, sure calls (p ≥ %.2f)", sure), "precision, " + by, n, called.precision()},
		{"training text, sure calls", "recall, " + by, n, called.recall()},
		{"training text, to judge", "least probability", n, judge},
	}
}
