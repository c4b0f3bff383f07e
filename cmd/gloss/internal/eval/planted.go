package eval

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gloss/analyzer"
	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
	"gloss/corpus"
	"gloss/corpus/planted"
)

// plantSeeds are the seeds of the copies made of each article.
var plantSeeds = []uint64{1, 2, 3}

// plantings are copies with planted edits, whose gold is exact: of the articles of
// gloss's own stories, or of Config.Texts. No list or rule is tuned on the banks
// that the edits come from.
var plantings = Set{Name: "planted", Task: "planted", Own: measurePlanted}

// plantTallies count one measure each.
type plantTallies struct {
	links, commentary, additions *Tally
	facts                        *Tally
	insertions                   map[string]*Tally
}

func measurePlanted(j *Job) error {
	articles, err := plantArticles(j.Texts)
	if err != nil {
		return err
	}
	t := plantTallies{NewTally(3), NewTally(3), NewTally(3), NewTally(3), make(map[string]*Tally)}
	for _, a := range articles {
		for _, seed := range plantSeeds {
			copies, gold := planted.Make(j.Analyzer.Document(a), planted.Defaults(), seed)
			if len(copies) < 2 || len(gold.Copies[0].Sentences) == 0 {
				continue
			}
			r, err := j.Analyzer.Compare(copies, analyzer.Options{})
			if err != nil {
				return fmt.Errorf("%s: %w", a.Path, err)
			}
			t.add(a.Path, planted.Compare(*r.Stories[0].Story, r.Stories[0].Findings, gold))
		}
	}
	for _, m := range []struct {
		task string
		t    *Tally
	}{{"links", t.links}, {"commentary", t.commentary}, {"additions", t.additions}} {
		j.Add(m.task, "P", m.t.total(right, wrong), "found", "articles", m.t.Sample(precision))
		j.Add(m.task, "R", m.t.total(right, missed), "planted", "articles", m.t.Sample(recall))
		j.Add(m.task, "F1", m.t.total(right, missed), "planted", "articles", m.t.Sample(f1))
	}
	j.Add("decoys left alone", "share", t.facts.total(right, wrong), "planted facts", "articles", t.facts.Sample(share))
	for _, label := range slices.Sorted(maps.Keys(t.insertions)) {
		x := t.insertions[label]
		j.Add("inserted "+label, "R", x.total(right, missed), "planted", "articles", x.Sample(recall))
	}
	return nil
}

func (t plantTallies) add(doc string, c planted.Counts) {
	put := func(to *Tally, x planted.Tally) {
		for column, n := range [...]int{right: x.TP, wrong: x.FP, missed: x.FN} {
			to.Add(doc, column, float64(n))
		}
	}
	put(t.links, c.Links)
	put(t.commentary, c.Commentary)
	put(t.additions, c.Additions)
	put(t.facts, planted.Tally{TP: c.PlantedFacts - c.FactsCharged, FP: c.FactsCharged})
	for label, x := range c.Insertions {
		if t.insertions[label] == nil {
			t.insertions[label] = NewTally(3)
		}
		put(t.insertions[label], x)
	}
}

// plantArticles are the articles that copies are made of: the texts (*.txt) of a
// folder, or the corpus's.
func plantArticles(dir string) ([]news.Article, error) {
	var articles []news.Article
	if dir == "" {
		stories, err := corpus.Load(corpus.FS)
		for _, s := range stories {
			articles = append(articles, s.Articles...)
		}
		return articles, err
	}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".txt") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		a, problems := (&ingest.Reader{AllLanguages: true}).Article(path, data)
		if a == nil {
			return problems[0]
		}
		articles = append(articles, news.Article{ID: path, Outlet: path, Path: path, Text: a.Text})
		return nil
	})
	if err == nil && len(articles) == 0 {
		err = fmt.Errorf("%s: no texts (*.txt)", dir)
	}
	return articles, err
}
