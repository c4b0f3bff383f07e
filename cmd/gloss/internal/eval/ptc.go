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
	t := newConfusion(2)
	err := readLines(d, func(a ptcArticle) error {
		loaded := j.loadedIn(j.Analyzer.Document(news.Article{ID: "1", Text: a.Text}))
		offsets := runeOffsets(a.Text)
		for _, l := range a.Lines {
			at, ok := byteSpan(offsets, l.Start, l.End)
			if !ok {
				return fmt.Errorf("lines: %d to %d does not lie in a text of %d characters", l.Start, l.End, len(offsets)-1)
			}
			t.add(a.Group, index(slices.Contains(l.Techniques, "Loaded_Language")), index(anyOverlaps(loaded, at)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("loaded", "macro-F1", t.total(), "lines", "groups of articles", t.Sample(t.macroF1))
	j.Add("loaded", "F1", t.total(), "lines", "groups of articles", t.Sample(t.classF1(1)))
	return nil
}
