package eval

import "strings"

// newsMTSC are news sentences with what each makes of a person it names. gloss's
// tone is of the sentence and knows no targets: a sentence that praises one person
// and blames another is wrong about one of them.
var newsMTSC = Set{Name: "newsmtsc", Task: "tone", Files: []File{{
	Names:   Names{Open: "devtest_mt.jsonl *_open.jsonl", Heldout: "devtest_rw.jsonl *_heldout.jsonl", Dev: "dev*.jsonl", Test: "test*.jsonl"},
	Measure: measureNewsMTSC,
}}}

type targeted struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	Targets []target `json:"targets"`
}

type target struct {
	Polarity string `json:"polarity"`
}

func measureNewsMTSC(j *Job, d *Data) error {
	t := newConfusion(3)
	err := readLines(d, func(s targeted) error {
		got, err := j.tone(j.alone(s.Text))
		if err != nil {
			return err
		}
		for _, x := range s.Targets {
			gold, err := class("polarity", x.Polarity, "neg", "neu", "pos")
			if err != nil {
				return err
			}
			t.add(articleOf(s.ID), gold, polarity(got))
		}
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("tone", "macro-F1 of 3", t.total(), "targets", "articles", t.Sample(t.macroF1))
	j.Add("tone", "accuracy", t.total(), "targets", "articles", t.Sample(t.accuracy))
	return nil
}

// articleOf is the part of an id that names the article: "allsides_1002_402" of
// "allsides_1002_402_12_former FBI director_51_56".
func articleOf(id string) string {
	parts := strings.SplitN(id, "_", 4)
	return strings.Join(parts[:min(3, len(parts))], "_")
}
