package eval

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"gloss/analyzer/cluster"
	"gloss/analyzer/news"
	"gloss/corpus"
)

// ownPile is all copies of gloss's own stories in one pile. They were rewritten
// more freely than outlets do: this is hard on purpose.
var ownPile = Set{Name: "corpus pile", Task: "stories", Own: func(j *Job) error {
	all, err := corpus.Load(corpus.FS)
	if err != nil {
		return err
	}
	var articles []news.Article
	story := make(map[string]string)
	for _, s := range all {
		for _, a := range s.Articles {
			a.ID = s.ID + "/" + a.ID
			articles, story[a.ID] = append(articles, a), s.ID
		}
	}
	return j.pileOf(articles, story)
}}

// generatedPile is a pile of rewrites and follow-ups, whose stories are
// known.
var generatedPile = Set{Name: "synthetic", Task: "stories", Files: []File{{Names: Names{Open: "c*h.jsonl c*.jsonl"}, Measure: measureGenerated}}}

type generated struct {
	ID        string `json:"id"`
	Outlet    string `json:"outlet"`
	Published string `json:"published"`
	Text      string `json:"text"`
	Cluster   int    `json:"cluster"`
}

func measureGenerated(j *Job, d *Data) error {
	var articles []news.Article
	story := make(map[string]string)
	err := readLines(d, func(g generated) error {
		articles = append(articles, news.Article{ID: g.ID, Outlet: g.Outlet, Published: g.Published, Text: g.Text})
		story[g.ID] = strconv.Itoa(g.Cluster)
		return nil
	})
	if err != nil {
		return err
	}
	return j.pileOf(articles, story)
}

// edinburgh are shuffled sentences of news with planted near-copies.
var edinburgh = Set{Name: "edinburgh_neardup", Task: "stories", Files: []File{{Names: Names{Open: "docs_1000.jsonl", Heldout: "docs_2500.jsonl"}, Measure: measureEdinburgh}}}

type plantedDocument struct {
	ID   string `json:"doc_id"`
	Text string `json:"text"`
}

type plantedPair struct {
	A string `json:"a"`
	B string `json:"b"`
}

func measureEdinburgh(j *Job, d *Data) error {
	var articles []news.Article
	story := make(map[string]string)
	err := readLines(d, func(p plantedDocument) error {
		articles = append(articles, news.Article{ID: p.ID, Outlet: p.ID, Text: p.Text})
		story[p.ID] = p.ID
		return nil
	})
	if err != nil {
		return err
	}
	name := "pairs_1000.jsonl"
	if j.Split == "heldout" {
		name = "pairs_2500.jsonl"
	}
	pairs, err := j.beside(d, name)
	if err != nil {
		return err
	}
	err = readLines(pairs, func(p plantedPair) error {
		if story[p.A] == "" || story[p.B] == "" {
			return fmt.Errorf("no document %q or %q", p.A, p.B)
		}
		story[p.B] = story[p.A]
		return nil
	})
	if err != nil {
		return err
	}
	return j.pileOf(articles, story)
}

// measurePairsPile puts the articles of the annotated pairs into one pile: those
// that a pair joins, itself or through others, are one story.
func measurePairsPile(j *Job, d *Data) error {
	var articles []news.Article
	story := make(map[string]string)
	root := func(id string) string {
		for story[id] != id {
			id = story[id]
		}
		return id
	}
	err := readLines(d, func(p goldPair) error {
		for i, lines := range [][]goldLine{p.A, p.B} {
			id := p.Pair[i]
			if story[id] != "" {
				continue
			}
			story[id] = id
			var units []string
			for _, l := range lines {
				if !l.Title {
					units = append(units, l.Text)
				}
			}
			text, _ := joined(units)
			articles = append(articles, news.Article{ID: id, Outlet: id, Text: text})
		}
		story[root(p.Pair[1])] = root(p.Pair[0])
		return nil
	})
	if err != nil {
		return err
	}
	for id := range story {
		story[id] = root(id)
	}
	j.part = "as a pile"
	return j.pileOf(articles, story)
}

// pileOf finds the stories among articles and measures the pairs of articles that
// are of one, against what is known of each.
func (j *Job) pileOf(articles []news.Article, story map[string]string) error {
	p := cluster.New(&cluster.Memory{}, cluster.Options{})
	for i := range articles {
		if err := p.Add(&articles[i], false); err != nil {
			return err
		}
	}
	res, err := p.Stories()
	if err != nil {
		return err
	}
	found := make(map[string]string)
	for _, s := range res.Stories {
		for _, m := range s.Members {
			found[m] = s.ID
		}
	}
	byStory, byFound := make(map[string][]string), make(map[string][]string)
	for _, a := range articles {
		byStory[story[a.ID]] = append(byStory[story[a.ID]], a.ID)
		if found[a.ID] != "" {
			byFound[found[a.ID]] = append(byFound[found[a.ID]], a.ID)
		}
	}
	t := NewTally(3)
	count := func(groups map[string][]string, other map[string]string, agreed, not int) {
		for _, name := range slices.Sorted(maps.Keys(groups)) {
			ids := groups[name]
			for i, a := range ids {
				for _, b := range ids[i+1:] {
					column := not
					if other[a] != "" && other[a] == other[b] {
						column = agreed
					}
					if column >= 0 {
						t.Add(story[a], column, 1)
					}
				}
			}
		}
	}
	count(byStory, found, right, missed)
	count(byFound, story, -1, wrong)
	j.Add("stories", "P of pairs", t.total(right, wrong), "pairs found", "stories", t.Sample(precision))
	j.Add("stories", "R of pairs", t.total(right, missed), "pairs of one story", "stories", t.Sample(recall))
	j.Add("stories", "F1 of pairs", t.total(right, missed), "pairs of one story", "stories", t.Sample(f1))
	return nil
}
