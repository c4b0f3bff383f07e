package eval

import (
	"fmt"
	"slices"

	"gloss/analyzer/news"
)

// ptc are whole articles with the techniques of propaganda in each line. gloss's
// loaded terms, whoever says them, are measured against Loaded_Language. Titles
// are lines too: gloss finds no terms in them, and pays for it here.
var ptc = Set{Name: "ptc_semeval2020", Task: "loaded", Files: []File{{Names: suffixed("articles"), Measure: measurePTC}}}

type ptcArticle struct {
	Text  string    `json:"text"`
	Group string    `json:"group"`
	Lines []ptcLine `json:"lines"`
}

type ptcLine struct {
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Techniques []string `json:"techniques"`
}

func measurePTC(j *Job, d *Data) error {
	t, both := newConfusion(2), newConfusion(2)
	err := readLines(d, func(a ptcArticle) error {
		doc := j.Analyzer.Document(news.Article{ID: "1", Text: a.Text})
		loaded := j.loadedIn(doc)
		like := append(j.likeIn(doc), loaded...)
		offsets := runeOffsets(a.Text)
		for _, l := range a.Lines {
			at, ok := byteSpan(offsets, l.Start, l.End)
			if !ok {
				return fmt.Errorf("lines: %d to %d does not lie in a text of %d characters", l.Start, l.End, len(offsets)-1)
			}
			gold := index(slices.Contains(l.Techniques, "Loaded_Language"))
			t.add(a.Group, gold, index(anyOverlaps(loaded, at)))
			both.add(a.Group, gold, index(anyOverlaps(like, at)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("loaded", "macro-F1", t.total(), "lines", "groups of articles", t.Sample(t.macroF1))
	j.Add("loaded", "F1", t.total(), "lines", "groups of articles", t.Sample(t.classF1(1)))
	j.Add("loaded", "macro-F1, listed and like them", both.total(), "lines", "groups of articles", both.Sample(both.macroF1))
	return nil
}
