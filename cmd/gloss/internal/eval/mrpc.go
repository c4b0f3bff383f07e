package eval

import (
	"strconv"

	"gloss/analyzer/align"
)

// mrpc are pairs of news sentences, paraphrases or not. They were picked to share
// words, so that what is no paraphrase is nearly one.
var mrpc = Set{Name: "mrpc", Task: "links", Files: []File{{
	Names:   Names{Open: "train.jsonl *_open.jsonl", Heldout: "test.jsonl *_heldout.jsonl", Dev: "dev.jsonl", Test: "test.jsonl"},
	Measure: measureMRPC,
}}}

type paraphrase struct {
	Label int    `json:"label"`
	S1    string `json:"s1"`
	S2    string `json:"s2"`
}

func measureMRPC(j *Job, d *Data) error {
	t := newConfusion(2)
	n := 0
	err := readLines(d, func(p paraphrase) error {
		label, err := class("label", strconv.Itoa(p.Label), "0", "1")
		if err == nil {
			t.add(strconv.Itoa(n), label, index(j.likeness(p.S1, p.S2) >= align.Alike))
			n++
		}
		return err
	})
	if err != nil {
		return err
	}
	j.Add("links", "accuracy", n, "pairs", "pairs", t.Sample(t.accuracy))
	j.Add("links", "F1", n, "pairs", "pairs", t.Sample(t.classF1(1)))
	return nil
}
