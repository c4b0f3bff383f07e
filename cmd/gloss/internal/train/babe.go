package train

import (
	"gloss/analyzer"
	"gloss/analyzer/linear"
	"gloss/analyzer/news"
)

// Settings of the models trained on BABE, chosen by cross-validation grouped by
// article on its open part.
var babeSettings = Settings{Classify: true, Balanced: true, Cost: 0.3, Dense: 0.25, Gram: 1.5, Vector: 3}

// ownWeight is how much a sentence of the training text counts beside one of BABE,
// for the model of opinion: it brings what BABE has little of, sentences of columns
// and blogs.
const ownWeight = 0.6

type babeSentence struct {
	Text    string
	Bias    string   `json:"label_bias"`
	Opinion string   `json:"label_opinion"`
	Spans   [][2]int `json:"bias_spans"`
	Group   string
	Outlet  string
	ID      string
}

// A babeTask is one reading of BABE's labels: those of class 0 and 1.
type babeTask struct {
	name    string
	what    string
	label   func(babeSentence) string
	classes [2][]string
	own     bool // with gloss's own text
}

var babeTasks = []babeTask{
	{"commentary", "opinion against factual", opinionLabel, [2][]string{{"factual"}, {"opinion"}}, true},
	{"slant", "opinion and mixed against factual", opinionLabel, [2][]string{{"factual"}, {"opinion", "mixed"}}, false},
	{"bias", "biased against not", func(s babeSentence) string { return s.Bias }, [2][]string{{"non_biased"}, {"biased"}}, false},
}

func opinionLabel(s babeSentence) string { return s.Opinion }

// BABE trains models on BABE's open part, which is under the AGPL-3.0, and so are
// they.
func BABE(a *analyzer.Analyzer, dir string, v *Vectors) (*linear.Set, []Figure, error) {
	t := newOpinionData(a, v)
	own, err := t.own()
	if err != nil {
		return nil, nil, err
	}
	sentences, err := t.babe(dir)
	if err != nil {
		return nil, nil, err
	}
	set := &linear.Set{Card: babeCard}
	var figures []Figure
	for _, task := range babeTasks {
		examples := task.examples(sentences)
		for _, by := range []struct {
			name string
			of   func(*Example) string
		}{{"article", func(e *Example) string { return e.Group }}, {"outlet", func(e *Example) string { return e.Outlet }}} {
			f, err := task.measure(examples, own, by.of)
			if err != nil {
				return nil, nil, err
			}
			figures = append(figures, Figure{"BABE, " + task.what, "macro-F1, 5 folds by " + by.name, f.n(), f.macroF1()})
		}
		m, err := fit(task.with(examples, own), babeSettings)
		if err != nil {
			return nil, nil, err
		}
		model := m.model(task.name, t.judge.Names(), v)
		set.Models = append(set.Models, model)
		if task.own {
			model.Limits = map[string]float64{"alone": aloneOdds}
			context, more, err := t.babeContext(own, examples)
			if err != nil {
				return nil, nil, err
			}
			set.Models, figures = append(set.Models, context), append(figures, more...)
		}
	}
	m, more, err := t.babeWords(dir, sentences)
	if err != nil {
		return nil, nil, err
	}
	set.Models = append(set.Models, m)
	return set, append(figures, more...), nil
}

// babeWords is the model of loaded words of which BABE's annotators marked some.
func (t *opinionData) babeWords(dir string, sentences []labelled) (*linear.Model, []Figure, error) {
	own, others, err := t.words(dir)
	if err != nil {
		return nil, nil, err
	}
	var words []*Example
	for _, s := range sentences {
		offsets := make([]int, 0, len(s.Text)+1)
		for at := range s.Text {
			offsets = append(offsets, at)
		}
		offsets = append(offsets, len(s.Text))
		words = append(words, t.marked(s.document, s.index, func(w news.Word) bool {
			for _, x := range s.Spans {
				if x[0] >= 0 && x[1] < len(offsets) && (news.Span{Start: offsets[x[0]], End: offsets[x[1]]}).Overlap(w.Span) > 0 {
					return true
				}
			}
			return false
		}, Example{Weight: 1, Group: s.babeSentence.Group})...)
	}
	return t.loaded(words, append(own, others...), "BABE")
}

// babeContext is the model of surroundings that goes with the model of opinion.
func (t *opinionData) babeContext(own, babe []*Example) (*linear.Model, []Figure, error) {
	all := append(append([]*Example{}, own...), babe...)
	models, figures, err := t.commentary(own, all, babeSettings)
	if err != nil {
		return nil, nil, err
	}
	return models[1], figures, nil
}

// examples are the sentences that have one of the task's labels.
func (k babeTask) examples(sentences []labelled) []*Example {
	var out []*Example
	for _, s := range sentences {
		for class, names := range k.classes {
			for _, n := range names {
				if k.label(s.babeSentence) == n {
					e := *s.Example
					e.Target = float64(class)
					out = append(out, &e)
				}
			}
		}
	}
	return out
}

// with is examples and, where the task has it, gloss's own text.
func (k babeTask) with(examples, own []*Example) []*Example {
	out := append([]*Example{}, examples...)
	if !k.own {
		return out
	}
	for _, e := range own {
		x := *e
		x.Weight *= ownWeight
		out = append(out, &x)
	}
	return out
}

// measure counts right calls of items by models that have not seen their group. Of
// an item of several sentences the one that reads most like opinion counts.
func (k babeTask) measure(examples, own []*Example, by func(*Example) string) (counts, error) {
	fold := divide(examples, 5, by)
	all := k.with(examples, own)
	for len(fold) < len(all) {
		fold = append(fold, -1)
	}
	odds, err := across(all, fold, 5, babeSettings)
	if err != nil {
		return counts{}, err
	}
	best, gold := make(map[string]float64), make(map[string]float64)
	var items []string
	for i, e := range examples {
		if _, ok := best[e.Item]; !ok {
			items = append(items, e.Item)
			best[e.Item] = odds[i]
		}
		best[e.Item], gold[e.Item] = max(best[e.Item], odds[i]), e.Target
	}
	var c counts
	for _, i := range items {
		c.add(best[i] > 0, gold[i] == 1)
	}
	return c, nil
}

// A labelled is one sentence of an item of BABE.
type labelled struct {
	babeSentence
	*Example
	document *news.Document
	index    int // of the sentence
}

func (t *opinionData) babe(dir string) ([]labelled, error) {
	var out []labelled
	err := lines(dir, "babe/sg2_open.jsonl", func(s babeSentence) error {
		d := alone(t.a.Stages(), s.Text)
		for i, sent := range d.Sentences {
			if sent.First == sent.Last {
				continue
			}
			e, _ := t.example(d, i)
			e.Weight, e.Group, e.Outlet, e.Item = 1, s.Group, s.Outlet, s.ID
			out = append(out, labelled{s, e, d, i})
		}
		return nil
	})
	return out, err
}
