package eval

import (
	"fmt"

	"gloss/analyzer/news"
)

// babe are news sentences out of their articles, labelled by experts: biased or
// not, opinion or fact, and which words are biased. gloss has no such label; what
// is measured is whether its evidence for opinion and its loaded terms tell them.
var babe = Set{Name: "babe", Task: "bias", Files: []File{{Part: "sg2", Names: suffixed("sg2"), Measure: measureBABE}}}

type babeSentence struct {
	Text    string  `json:"text"`
	Bias    string  `json:"label_bias"`
	Opinion string  `json:"label_opinion"`
	Spans   [][]int `json:"bias_spans"`
	Group   string  `json:"group"`
}

func measureBABE(j *Job, d *Data) error {
	bias, opinion, mixed, words, like := newConfusion(2), newConfusion(2), newConfusion(2), NewTally(3), NewTally(3)
	err := readLines(d, func(s babeSentence) error {
		isBiased, err := class("label_bias", s.Bias, "non_biased", "biased", "no_agreement")
		if err != nil {
			return err
		}
		label, err := class("label_opinion", s.Opinion, "factual", "mixed", "opinion", "no_agreement")
		if err != nil {
			return err
		}
		doc := j.alone(s.Text)
		score, loaded := j.opinionIn(doc, whole(doc)), j.loadedIn(doc)
		slant := j.answerIn(doc, whole(doc), "slant")
		if isBiased < 2 {
			bias.add(s.Group, isBiased, index(j.biasedIn(doc, whole(doc), loaded)))
		}
		switch label {
		case 0, 2:
			opinion.add(s.Group, label/2, index(score > 0))
			fallthrough
		case 1:
			mixed.add(s.Group, min(label, 1), index(slant > 0))
		}
		if err := countWords(words, s, doc, loaded); err != nil {
			return err
		}
		return countWords(like, s, doc, append(loaded, j.likeIn(doc)...))
	})
	if err != nil {
		return err
	}
	j.Add("bias", "F1", bias.total(), "sentences", "articles", bias.Sample(bias.classF1(1)))
	j.Add("bias", "macro-F1", bias.total(), "sentences", "articles", bias.Sample(bias.macroF1))
	j.Add("bias", "F1 of words", words.total(right, missed), "words", "articles", words.Sample(f1))
	j.Add("bias", "F1 of words, listed and like them", like.total(right, missed), "words", "articles", like.Sample(f1))
	j.Add("opinion", "macro-F1, opinion against factual", opinion.total(), "sentences", "articles", opinion.Sample(opinion.macroF1))
	j.Add("opinion", "macro-F1, opinion and mixed against factual", mixed.total(), "sentences", "articles", mixed.Sample(mixed.macroF1))
	return nil
}

// countWords counts the words in loaded terms against those marked as biased.
func countWords(t *Tally, s babeSentence, doc *news.Document, loaded []news.Span) error {
	offsets := runeOffsets(s.Text)
	var marked []news.Span
	for _, x := range s.Spans {
		if len(x) != 2 {
			return fmt.Errorf("bias_spans: %v is no span", x)
		}
		at, ok := byteSpan(offsets, x[0], x[1])
		if !ok {
			return fmt.Errorf("bias_spans: %v does not lie in a text of %d characters", x, len(offsets)-1)
		}
		marked = append(marked, at)
	}
	found, gold := make(map[int]bool), make(map[int]bool)
	for i, w := range doc.Words {
		if anyOverlaps(loaded, w.Span) {
			found[i] = true
		}
		if anyOverlaps(marked, w.Span) {
			gold[i] = true
		}
	}
	count(t, s.Group, found, gold)
	return nil
}
