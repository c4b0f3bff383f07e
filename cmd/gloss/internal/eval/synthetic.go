package eval

import (
	"path/filepath"
	"strings"

	"gloss/analyzer/align"
	"gloss/analyzer/news"
)

// synthetic are made articles of made stories, with many words exchanged, whose
// sentences are numbered by the base article they come from. The generator's files
// go into a folder of the set's name.
var synthetic = Set{Name: "synthetic_hard", Task: "links", Files: []File{{
	Names:   Names{Open: "c*h.jsonl", Heldout: "*heldout*h.jsonl"},
	Measure: measureSynthetic,
}}}

// syntheticPairs is how many pairs of copies of one story are measured: of each
// story the first two copies, in the order of the file.
const syntheticPairs = 1000

type madeArticle struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Text    string `json:"text"`
	Cluster int    `json:"cluster"`
}

// madeGold says of each sentence which of the base article it is: -1 a comment, -2
// a line at the end that every copy of the outlet has.
type madeGold struct {
	ID     string `json:"id"`
	Base   []int  `json:"base"`
	Starts []int  `json:"starts"`
	Ends   []int  `json:"ends"`
}

func measureSynthetic(j *Job, d *Data) error {
	copies := make(map[int][]madeArticle)
	var order []int
	wanted := make(map[string]bool)
	err := readLines(d, func(a madeArticle) error {
		c := copies[a.Cluster]
		if len(c) == 1 && len(order) < syntheticPairs {
			order = append(order, a.Cluster)
			wanted[c[0].ID], wanted[a.ID] = true, true
		}
		if len(c) < 2 {
			copies[a.Cluster] = append(c, a)
		}
		return nil
	})
	if err != nil {
		return err
	}
	g, err := j.beside(d, strings.TrimSuffix(filepath.Base(d.Path), ".jsonl")+".gold.jsonl")
	if err != nil {
		return err
	}
	gold := make(map[string]madeGold)
	err = readLines(g, func(m madeGold) error {
		if wanted[m.ID] {
			gold[m.ID] = m
		}
		return nil
	})
	if err != nil {
		return err
	}
	t := NewTally(3)
	for _, c := range order {
		j.countMade(t, [2]madeArticle(copies[c]), gold)
	}
	j.Add("links", "P", t.total(right, wrong), "links found", "pairs", t.Sample(precision))
	j.Add("links", "R", t.total(right, missed), "links", "pairs", t.Sample(recall))
	j.Add("links", "F1", t.total(right, missed), "links", "pairs", t.Sample(f1))
	return nil
}

// countMade aligns two copies. Lines at the end are neither right nor wrong.
func (j *Job) countMade(t *Tally, pair [2]madeArticle, gold map[string]madeGold) {
	var docs []*news.Document
	var spans [2][]news.Span
	var base [2][]int
	for s, a := range pair {
		docs = append(docs, j.Analyzer.Document(news.Article{ID: "ab"[s : s+1], Title: a.Title, Text: a.Text}))
		g := gold[a.ID]
		base[s] = g.Base
		for k := range g.Starts {
			spans[s] = append(spans[s], news.Span{Start: g.Starts[k], End: g.Ends[k]})
		}
	}
	want := make(map[[2]int]bool)
	for i, x := range base[0] {
		for k, y := range base[1] {
			if x >= 0 && x == y {
				want[[2]int{i, k}] = true
			}
		}
	}
	got := unitLinks(align.Rows(docs, align.Options{}), docs, spans)
	for l := range got {
		if base[0][l[0]] == -2 && base[1][l[1]] == -2 {
			delete(got, l)
		}
	}
	count(t, pair[0].ID, got, want)
}
