package eval

import (
	"fmt"
	"strings"
	"unicode"

	"gloss/analyzer"
	"gloss/analyzer/news"
	"gloss/analyzer/report"
)

// seeds is the real pair that the project began with. It is one document, so it
// has no interval; it is here because it must hold, not because it measures much.
var seeds = Set{Name: "seeds", Task: "links", Files: []File{{Names: Names{Open: "gold.json"}, Measure: measureSeeds}}}

// A goldSeeds is the annotation of the pair, as far as it is scored.
type goldSeeds struct {
	Files      map[string]goldSeedsFile `json:"files"`
	Alignments []goldAlignment          `json:"alignments"`
	MustNot    []goldMustNot            `json:"must_not_align"`
	OnlyInA    []goldOnly               `json:"only_in_A"`
	OnlyInB    []goldOnly               `json:"only_in_B"`
}

type goldSeedsFile struct {
	File      string         `json:"file"`
	Sentences []goldSentence `json:"sentences"`
}

type goldSentence struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type goldAlignment struct {
	A []string `json:"a"`
	B []string `json:"b"`
}

// A goldMustNot names sentences that must not be aligned: one of each side, or
// several.
type goldMustNot struct {
	A any `json:"a"`
	B any `json:"b"`
}

type goldOnly struct {
	ID    string `json:"id"`
	Class string `json:"class"`
	Core  bool   `json:"core"`
}

func measureSeeds(j *Job, d *Data) error {
	var g goldSeeds
	if err := readWhole(d, &g); err != nil {
		return err
	}
	var articles []news.Article
	for _, side := range []string{"A", "B"} {
		f, ok := g.Files[side]
		if !ok {
			return fmt.Errorf("%s: column %q is missing", d.Path, "files."+side)
		}
		text, err := j.beside(d, f.File)
		if err != nil {
			return err
		}
		articles = append(articles, news.Article{ID: side, Outlet: side, Text: string(text.Bytes)})
	}
	r, err := j.Analyzer.Compare(articles, analyzer.Options{})
	if err != nil {
		return err
	}
	g.rows(j, r.Stories[0])
	return nil
}

func (g goldSeeds) rows(j *Job, st report.Story) {
	want, never, comments := make(map[[2]string]bool), make(map[[2]string]bool), make(map[string]bool)
	for _, x := range g.Alignments {
		each(x.A, x.B, func(a, b string) { want[[2]string{a, b}] = true })
	}
	for _, x := range g.MustNot {
		each(list(x.A), list(x.B), func(a, b string) { never[[2]string{a, b}] = true })
	}
	for _, x := range append(g.OnlyInA, g.OnlyInB...) {
		if x.Core && x.Class == "commentary" { // the others are hard cases
			comments[x.ID] = true
		}
	}
	ids := g.name(st)
	got := make(map[[2]string]bool)
	for _, row := range st.Rows {
		var of [2][]string
		for _, p := range row.Places {
			of[p.Document] = append(of[p.Document], ids[p])
		}
		each(of[0], of[1], func(a, b string) { got[[2]string{a, b}] = true })
	}
	links, forbidden, commentary := NewTally(3), NewTally(2), NewTally(3)
	count(links, "", got, want)
	for l := range never {
		tick(forbidden, "", !got[l])
	}
	called := make(map[string]bool)
	for _, f := range st.Findings {
		if f.Kind == news.Commentary && f.Certainty == news.Sure {
			for i, s := range st.Documents[f.Document].Sentences {
				if s.Overlap(f.Span) > 0 {
					called[ids[news.Place{Document: f.Document, Sentence: i}]] = true
				}
			}
		}
	}
	count(commentary, "", called, comments)
	j.Add("links", "found", len(want), "links", "pairs", links.Sample(recall))
	j.Add("links", "P", links.total(right, wrong), "links found", "pairs", links.Sample(precision))
	j.Add("links", "forbidden ones not made", len(never), "forbidden links", "pairs", forbidden.Sample(share))
	j.Add("commentary", "F1 of sure calls", len(comments), "sentences", "pairs", commentary.Sample(f1))
}

// each calls f with every pair of a and b.
func each(as, bs []string, f func(a, b string)) {
	for _, a := range as {
		for _, b := range bs {
			f(a, b)
		}
	}
}

// list takes one name for a list of one.
func list(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, fmt.Sprint(x))
		}
		return out
	}
	return nil
}

// name returns the gold's ids of the report's sentences; one that is none of the
// gold's has none. The gold says to match by text.
func (g goldSeeds) name(st report.Story) map[news.Place]string {
	ids := make(map[news.Place]string)
	for d, doc := range st.Documents {
		for i := range doc.Sentences {
			text := letters(doc.SentenceText(i))
			best := 0.0
			for _, s := range g.Files["AB"[d:d+1]].Sentences {
				is := letters(s.Text)
				if text == "" || !strings.Contains(is, text) && !strings.Contains(text, is) {
					continue
				}
				if like := float64(min(len(is), len(text))) / float64(max(len(is), len(text))); like > best {
					best, ids[news.Place{Document: d, Sentence: i}] = like, s.ID
				}
			}
		}
	}
	return ids
}

// letters are what two ways of writing a text have in common.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
