package eval

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gloss/analyzer"
	"gloss/analyzer/news"
	"gloss/analyzer/report"
)

// pairs are near-duplicate news pairs, annotated for the task itself. Links and
// commentary are counted exactly as the pairs' own scorer counts them. Pairs that
// share an article are drawn together for the interval.
var pairs = Set{Name: "pairs", Task: "links", Files: []File{{
	Names:   Names{Open: "pairs.jsonl pairs_open.jsonl", Heldout: "pairs_heldout.jsonl", Dev: "pairs_dev*.jsonl", Test: "pairs_test*.jsonl"},
	Measure: measurePairs,
}}}

// A goldPair is a record of pairs.jsonl. Where the labels are in a file of their
// own, it has only the texts.
type goldPair struct {
	Pair       []string          `json:"pair"`
	A          []goldLine        `json:"A"`
	B          []goldLine        `json:"B"`
	Links      [][]int           `json:"links,omitempty"`
	Maybe      [][]int           `json:"maybe_links,omitempty"`
	Insertions [][]goldInsertion `json:"insertions,omitempty"` // by annotator
	Swaps      [][]goldSwap      `json:"swaps,omitempty"`      // by annotator
}

type goldLine struct {
	I     int        `json:"i"`
	Text  string     `json:"text"`
	Title bool       `json:"title,omitempty"`
	Gold  *goldLabel `json:"gold,omitempty"`
}

type goldLabel struct {
	Class string `json:"class,omitempty"` // none if the annotators differ
	Sure  bool   `json:"sure"`
}

// goldLabels is a record of a file of labels.
type goldLabels struct {
	Pair     []string             `json:"pair"`
	A        map[string]goldLabel `json:"A"`
	B        map[string]goldLabel `json:"B"`
	Links    [][]int              `json:"links"`
	Maybe    [][]int              `json:"maybe_links"`
	Inserted map[string][]int     `json:"insertion_lines"`
}

// An annotatedPair is a pair with gloss's report on it.
type annotatedPair struct {
	group    string
	lines    [2][]goldLine // titles left out
	title    [2]string
	text     [2]string      // without the title
	spans    [2][]news.Span // of the lines in the documents' texts
	links    map[[2]int]bool
	maybe    map[[2]int]bool
	inserted map[[2]int]bool // side, line: an annotator marked an insertion
	gold     goldPair
}

func measurePairs(j *Job, d *Data) error {
	t := newPairTallies()
	group := make(map[string]string) // article → group
	labels := sync.OnceValues(func() (map[string]*goldLabels, error) { return j.labelsBeside(d) })
	err := readLines(d, func(g goldPair) error {
		if g.Links == nil {
			all, err := labels()
			if err == nil {
				err = g.label(all[strings.Join(g.Pair, " ")])
			}
			if err != nil {
				return err
			}
		}
		p, err := g.annotated(group)
		if err != nil {
			return err
		}
		st, err := j.report(p)
		if err != nil {
			return err
		}
		t.count(p, st)
		return nil
	})
	if err != nil {
		return err
	}
	t.rows(j)
	return measurePairsPile(j, d)
}

// labelsBeside reads the labels of pairs that have none themselves from the file
// beside them that has "gold" in its name, and best the split's name too.
func (j *Job) labelsBeside(d *Data) (map[string]*goldLabels, error) {
	name := findFile([]string{filepath.Dir(d.Path)}, "*"+j.Split+"*gold*.jsonl *gold*"+j.Split+"*.jsonl *gold*.jsonl")
	if name == "" {
		return nil, fmt.Errorf("column %q is missing, and there is no file of labels (*gold*.jsonl)", "links")
	}
	g, err := j.beside(d, filepath.Base(name))
	if err != nil {
		return nil, err
	}
	all := make(map[string]*goldLabels)
	err = readLines(g, func(l goldLabels) error {
		all[strings.Join(l.Pair, " ")] = &l
		return nil
	})
	return all, err
}

// label gives g the labels of l.
func (g *goldPair) label(l *goldLabels) error {
	if l == nil {
		return fmt.Errorf("pair %v has no labels in the file of labels", g.Pair)
	}
	g.Links, g.Maybe = l.Links, l.Maybe
	for s, lines := range [...][]goldLine{g.A, g.B} {
		of := l.A
		if s == 1 {
			of = l.B
		}
		for k := range lines {
			lines[k].Gold = nil
			if x, ok := of[strconv.Itoa(lines[k].I)]; ok {
				lines[k].Gold = &x
			}
		}
	}
	g.Insertions, g.Swaps = nil, nil
	var marked []goldInsertion
	for _, s := range []string{"A", "B"} {
		for _, i := range l.Inserted[s] {
			marked = append(marked, goldInsertion{Side: s, I: i})
		}
	}
	g.Insertions = [][]goldInsertion{marked}
	return nil
}

// annotated checks a record and lays out its texts.
func (g goldPair) annotated(group map[string]string) (*annotatedPair, error) {
	if len(g.Pair) != 2 {
		return nil, fmt.Errorf("pair: %d articles, want 2", len(g.Pair))
	}
	p := &annotatedPair{gold: g, inserted: make(map[[2]int]bool)}
	p.group = group[g.Pair[0]]
	if p.group == "" {
		p.group = group[g.Pair[1]]
	}
	if p.group == "" {
		p.group = g.Pair[0]
	}
	group[g.Pair[0]], group[g.Pair[1]] = p.group, p.group
	for s, lines := range [...][]goldLine{g.A, g.B} {
		if err := p.layOut(s, lines); err != nil {
			return nil, err
		}
	}
	var err error
	if p.links, err = linkSet("links", g.Links, len(g.A), len(g.B)); err != nil {
		return nil, err
	}
	if p.maybe, err = linkSet("maybe_links", g.Maybe, len(g.A), len(g.B)); err != nil {
		return nil, err
	}
	for _, annotator := range g.Insertions {
		for _, q := range annotator {
			s, err := class("side", q.Side, "A", "B")
			if err != nil {
				return nil, err
			}
			p.inserted[[2]int{s, q.I}] = true
		}
	}
	return p, nil
}

// layOut takes in the lines of side s.
func (p *annotatedPair) layOut(s int, lines []goldLine) error {
	var texts []string
	for k, l := range lines {
		if l.I != k {
			return fmt.Errorf("line %d of %c has i %d", k, 'A'+s, l.I)
		}
		if l.Title {
			if p.title[s] == "" {
				p.title[s] = l.Text
			}
			continue
		}
		if l.Gold != nil && l.Gold.Sure {
			if _, err := class("class", l.Gold.Class, "linked", "commentary", "fact", "quote", "context", "boilerplate", "heading"); err != nil {
				return err
			}
		}
		p.lines[s] = append(p.lines[s], l)
		texts = append(texts, l.Text)
	}
	p.text[s], p.spans[s] = joined(texts)
	return nil
}

// report is gloss's report on p; document 0 is side A.
func (j *Job) report(p *annotatedPair) (report.Story, error) {
	var articles []news.Article
	for s, id := range []string{"A", "B"} {
		articles = append(articles, news.Article{ID: id, Outlet: "outlet-" + id, Title: p.title[s], Text: p.text[s]})
	}
	r, err := j.Analyzer.Compare(articles, analyzer.Options{})
	if err != nil {
		return report.Story{}, err
	}
	return r.Stories[0], nil
}

// unit names a line by its own number; k counts lines without titles.
func (p *annotatedPair) unit(s, k int) [2]int { return [2]int{s, p.lines[s][k].I} }

// found returns the links of a report, by line number.
func (p *annotatedPair) found(st report.Story) map[[2]int]bool {
	got := make(map[[2]int]bool)
	for l := range unitLinks(st.Rows, st.Documents, p.spans) {
		got[[2]int{p.lines[0][l[0]].I, p.lines[1][l[1]].I}] = true
	}
	return got
}

// commentary returns the lines in which the report has commentary of one of the
// certainties.
func (p *annotatedPair) commentary(st report.Story, certainty ...news.Certainty) map[[2]int]bool {
	got := make(map[[2]int]bool)
	for _, f := range st.Findings {
		if f.Kind == news.Commentary && slices.Contains(certainty, f.Certainty) {
			for _, i := range hit(p.spans[f.Document], f.Span) {
				got[p.unit(f.Document, i)] = true
			}
		}
	}
	return got
}

// voices returns the voices of the sentences of each line; those that are not
// prose have none, written Unclear.
func (p *annotatedPair) voices(st report.Story) map[[2]int][]news.Voice {
	heard := make(map[[2]int][]news.Voice)
	for s, doc := range st.Documents {
		for i, sent := range doc.Sentences {
			v := news.Unclear
			if sent.Kind == news.Prose {
				v = doc.VoiceOf(i)
			}
			for _, u := range hit(p.spans[s], sent.Span) {
				heard[p.unit(s, u)] = append(heard[p.unit(s, u)], v)
			}
		}
	}
	return heard
}
