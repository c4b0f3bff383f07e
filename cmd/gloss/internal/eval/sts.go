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
	var pairs [][2]string
	var gold []float64
	err := readLines(d, func(p similar) error {
		if p.Genre == "main-news" {
			pairs, gold = append(pairs, [2]string{p.S1, p.S2}), append(gold, p.Score)
		}
		return nil
	})
	if err != nil {
		return err
	}
	t := newCorrelation()
	for i, p := range j.pile(pairs) {
		t.add(strconv.Itoa(i), p, gold[i])
	}
	j.Add("links", "Pearson r, news", len(pairs), "pairs", "pairs", t.Sample(pearson))
	return nil
}
