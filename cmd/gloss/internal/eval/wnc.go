package eval

import "strconv"

// wnc are sentences of Wikipedia before and after an editor took bias out. The
// side with more evidence, opinion plus one for each loaded term, should be the
// one before; equal evidence counts as half, so that a tool that sees nothing has
// one half. The texts are lower case and cut at punctuation.
var wnc = Set{Name: "wnc_sample", Task: "bias", Files: []File{{
	Names:   Names{Open: "train.jsonl *_open.jsonl", Heldout: "test.jsonl *_heldout.jsonl", Dev: "dev.jsonl", Test: "test.jsonl"},
	Measure: measureWNC,
}}}

type neutralised struct {
	Biased  string `json:"biased"`
	Neutral string `json:"neutral"`
}

func measureWNC(j *Job, d *Data) error {
	t := NewTally(2)
	n := 0
	err := readLines(d, func(p neutralised) error {
		before, after := j.evidence(p.Biased), j.evidence(p.Neutral)
		won := 0.5
		switch {
		case before > after:
			won = 1
		case before < after:
			won = 0
		}
		t.Add(strconv.Itoa(n), right, won)
		t.Add(strconv.Itoa(n), wrong, 1-won)
		n++
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("bias", "accuracy, before or after", n, "pairs", "pairs", t.Sample(share))
	return nil
}

// evidence is what speaks for a sentence being biased.
func (j *Job) evidence(text string) float64 {
	doc := j.alone(text)
	return j.opinionIn(doc, whole(doc)) + float64(len(j.loadedIn(doc)))
}
