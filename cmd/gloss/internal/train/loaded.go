package train

import (
	"math"
	"strings"

	"gloss/analyzer/linear"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
	"gloss/corpus"
)

// Settings of the model of loaded words, chosen by cross-validation grouped by
// text.
var loadedSettings = Settings{Classify: true, Cost: 0.5, Dense: 1, Gram: 1, Vector: 2}

const (
	listedWeight = 0.5 // of a listed term by itself, beside a word in a sentence
	editWeight   = 0.5 // of a word that editors of Wikipedia took out
)

// words are the examples of single words: those of the training text, marked or
// not, the listed terms, and what Wikipedia's editors took out as biased.
func (t *opinionData) words(dir string) (own, others []*Example, err error) {
	texts, err := corpus.Training(corpus.FS)
	if err != nil {
		return nil, nil, err
	}
	for _, x := range texts {
		article, spans := x.Article()
		d := t.a.Document(article)
		for i, s := range d.Sentences {
			k := lineOf(spans, s.Span)
			if s.Kind != news.Prose || k < 0 || x.Lines[k].Class == "boilerplate" {
				continue
			}
			own = append(own, t.marked(d, i, func(w news.Word) bool {
				for _, l := range x.Lines[k].Loaded {
					if (news.Span{Start: spans[k].Start + l.Start, End: spans[k].Start + l.End}).Overlap(w.Span) > 0 {
						return true
					}
				}
				return false
			}, Example{Weight: 1, Group: x.ID, Outlet: x.Outlet})...)
		}
	}
	for _, term := range t.lists.Terms("loaded") {
		if term.In("loaded") && !term.Except {
			others = t.listed(others, term.Text)
		}
	}
	edits, err := t.edits(dir)
	return own, append(others, edits...), err
}

// marked are the words of sentence i of d that may be loaded.
func (t *opinionData) marked(d *news.Document, i int, is func(news.Word) bool, like Example) []*Example {
	var out []*Example
	words := d.SentenceWords(i)
	for k, w := range words {
		if !opinion.Bearing(d.Text, words, k) {
			continue
		}
		e := like
		e.Grams, e.Words, e.Vector = opinion.WordGrams(nil, words, k), 1, t.vectors.sum([]string{w.Fold})
		if is(w) {
			e.Target = 1
		}
		out = append(out, &e)
	}
	return out
}

// listed adds a listed term of one plain word.
func (t *opinionData) listed(out []*Example, term string) []*Example {
	for _, word := range strings.Split(term, "|") {
		word = strings.Trim(word, "~*")
		if len(word) < 4 || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
			continue
		}
		words := []news.Word{{Span: news.Span{End: len(word)}, Fold: word}}
		if opinion.Bearing(word, words, 0) {
			out = append(out, &Example{Grams: opinion.WordGrams(nil, words, 0), Words: 1, Vector: t.vectors.sum([]string{word}), Target: 1, Weight: listedWeight})
		}
	}
	return out
}

type edit struct{ Biased, Neutral string }

func (t *opinionData) edits(dir string) ([]*Example, error) {
	var out []*Example
	err := lines(dir, "wnc_sample/train.jsonl", func(e edit) error {
		kept := make(map[string]bool)
		for _, w := range strings.Fields(e.Neutral) {
			kept[w] = true
		}
		d := alone(t.a.Stages(), e.Biased)
		for i := range d.Sentences {
			out = append(out, t.marked(d, i, func(w news.Word) bool { return !kept[w.Fold] }, Example{Weight: editWeight})...)
		}
		return nil
	})
	return out, err
}

// loaded fits the model of loaded words.
func (t *opinionData) loaded(own, others []*Example, of string) (*linear.Model, []Figure, error) {
	fold := divide(own, folds, func(e *Example) string { return e.Group })
	all := append(append([]*Example{}, own...), others...)
	for len(fold) < len(all) {
		fold = append(fold, -1)
	}
	odds, err := across(all, fold, folds, loadedSettings)
	if err != nil {
		return nil, nil, err
	}
	limit, at := loadedLimit(own, odds)
	f, err := fit(all, loadedSettings)
	if err != nil {
		return nil, nil, err
	}
	m := f.model("loaded", nil, t.vectors)
	m.Limits = map[string]float64{"odds": math.Round(limit*10) / 10}
	return m, []Figure{
		{of, "F1 of loaded words, folds by text", at.n(), at.f1()},
		{of, "precision of loaded words", at.n(), at.precision()},
		{of, "odds from which one is told", at.n(), m.Limits["odds"]},
	}, nil
}

// likePrecision is that of words told to be like the listed terms, on unseen text;
// two annotators agree on single words with an F1 of .57.
const likePrecision = 0.35

// loadedLimit is the least odds at which words of unseen text are right often
// enough, and how they are then.
func loadedLimit(own []*Example, odds []float64) (limit float64, at counts) {
	for limit = -3; limit < 3; limit += 0.1 {
		at = counts{}
		for i, e := range own {
			at.add(odds[i] >= limit, e.Target == 1)
		}
		if at.precision() >= likePrecision {
			break
		}
	}
	return limit, at
}
