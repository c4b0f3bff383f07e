package eval

// aesop are fables told twice, in wholly other words: the far end of paraphrase.
var aesop = Set{Name: "aesop_align", Task: "links", Files: []File{{Names: suffixed("pairs"), Measure: measureAesop}}}

type fablePair struct {
	Fable string   `json:"fable"`
	A     []string `json:"a"`
	B     []string `json:"b"`
	Links [][]int  `json:"links"`
}

func measureAesop(j *Job, d *Data) error {
	t := NewTally(3)
	err := readLines(d, func(p fablePair) error {
		gold, err := linkSet("links", p.Links, len(p.A), len(p.B))
		if err != nil {
			return err
		}
		count(t, p.Fable, j.linked(p.A, p.B), gold)
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("links", "P", t.total(right, wrong), "links found", "fables", t.Sample(precision))
	j.Add("links", "R", t.total(right, missed), "links", "fables", t.Sample(recall))
	j.Add("links", "F1", t.total(right, missed), "links", "fables", t.Sample(f1))
	return nil
}
