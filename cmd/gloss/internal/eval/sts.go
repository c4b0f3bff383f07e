package eval

import "strconv"

// sts are pairs of sentences with a mean of human judgements of how alike they
// are, 0 to 5; those of news count.
var sts = Set{Name: "sts_benchmark", Task: "links", Files: []File{{
	Names:   Names{Open: "dev.jsonl *_open.jsonl", Heldout: "test.jsonl *_heldout.jsonl", Dev: "dev.jsonl", Test: "test.jsonl"},
	Measure: measureSTS,
}}}

type similar struct {
	Genre string  `json:"genre"`
	Score float64 `json:"score"`
	S1    string  `json:"s1"`
	S2    string  `json:"s2"`
}

func measureSTS(j *Job, d *Data) error {
	t := newCorrelation()
	n := 0
	err := readLines(d, func(p similar) error {
		if p.Genre == "main-news" {
			t.add(strconv.Itoa(n), j.likeness(p.S1, p.S2), p.Score)
			n++
		}
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("links", "Pearson r, news", n, "pairs", "pairs", t.Sample(pearson))
	return nil
}
