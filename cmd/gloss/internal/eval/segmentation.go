package eval

import (
	"fmt"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// segmentation is where sentences end. A treebank's sentence counts if both its
// ends are found; headings count as sentences there and here. Of the golden rules
// the nine about lists on one line are left out: articles do not have them.
var segmentation = Set{Name: "sentence_segmentation", Task: "sentences", Files: []File{
	{Part: "golden rules", Names: Names{Open: "golden_rules_en_pysbd.jsonl", Dev: "golden_rules_en_pysbd.jsonl"}, Measure: measureGoldenRules},
	{Part: "EWT", Names: treebank("ud_ewt"), Measure: measureTreebank},
	{Part: "GUM", Names: treebank("ud_gum_newslike"), Measure: measureTreebank},
}}

func treebank(stem string) Names {
	return Names{Open: stem + "_dev.jsonl", Heldout: stem + "_test.jsonl", Dev: stem + "_dev.jsonl", Test: stem + "_test.jsonl"}
}

type goldenRule struct {
	ID        string   `json:"id"`
	Rule      string   `json:"rule"`
	Text      string   `json:"text"`
	Sentences []string `json:"sentences"`
}

func measureGoldenRules(j *Job, d *Data) error {
	t := NewTally(2)
	err := readLines(d, func(r goldenRule) error {
		if strings.HasPrefix(r.Rule, "List ") || strings.HasSuffix(r.Rule, " list") {
			return nil
		}
		doc := j.Stages.Segmenter.Document(news.Article{ID: r.ID, Text: r.Text})
		var got []string
		for i := range doc.Sentences {
			got = append(got, doc.SentenceText(i))
		}
		tick(t, r.ID, slices.Equal(got, r.Sentences))
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("sentences", "share right", t.total(), "rules", "rules", t.Sample(share))
	return nil
}

type treebankText struct {
	ID        string  `json:"doc_id"`
	Text      string  `json:"text"`
	Sentences [][]int `json:"sentences"`
}

func measureTreebank(j *Job, d *Data) error {
	t := NewTally(3)
	err := readLines(d, func(r treebankText) error {
		offsets, gold, got := runeOffsets(r.Text), make(map[news.Span]bool), make(map[news.Span]bool)
		for _, s := range r.Sentences {
			if len(s) != 2 {
				return fmt.Errorf("sentences: %v is no span", s)
			}
			at, ok := byteSpan(offsets, s[0], s[1])
			if !ok {
				return fmt.Errorf("sentences: %v does not lie in a text of %d characters", s, len(offsets)-1)
			}
			gold[at] = true
		}
		for _, s := range j.Stages.Segmenter.Document(news.Article{ID: r.ID, Text: r.Text}).Sentences {
			got[s.Span] = true
		}
		count(t, r.ID, got, gold)
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("sentences", "F1", t.total(right, missed), "sentences", "texts", t.Sample(f1))
	return nil
}
