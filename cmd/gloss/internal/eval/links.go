package eval

import (
	"fmt"
	"slices"

	"gloss/analyzer"
	"gloss/analyzer/align"
	"gloss/analyzer/news"
	"gloss/corpus"
	"gloss/corpus/planted"
)

// A LinkedStory is a story whose links are known.
type LinkedStory struct {
	Set       string // name of the data set
	ID        string
	Documents []*news.Document

	units   [][]news.Span // by document: the sentences as the set divides them
	linked  map[[2]textUnit]bool
	doubted map[[2]textUnit]bool // annotators differ, or left it to judge
}

func newLinkedStory(set, id string) *LinkedStory {
	return &LinkedStory{Set: set, ID: id, linked: make(map[[2]textUnit]bool), doubted: make(map[[2]textUnit]bool)}
}

// addUnits adds a document made of units, one to a paragraph.
func (s *LinkedStory) addUnits(a *analyzer.Analyzer, units []string) {
	text, spans := joined(units)
	id := fmt.Sprintf("%c", 'a'+len(s.Documents))
	s.Documents, s.units = append(s.Documents, a.Document(news.Article{ID: id, Text: text})), append(s.units, spans)
}

// link notes that unit i of document a and unit j of b are linked.
func (s *LinkedStory) link(a, i, b, j int, sure bool) {
	set := s.linked
	if !sure {
		set = s.doubted
	}
	set[[2]textUnit{{a, i}, {b, j}}], set[[2]textUnit{{b, j}, {a, i}}] = true, true
}

// Linked says of two sentences of different documents whether they are linked;
// known is false where nobody is sure.
func (s *LinkedStory) Linked(a, b news.Place) (linked, known bool) {
	known = true
	for _, i := range hit(s.units[a.Document], s.Documents[a.Document].Sentences[a.Sentence].Span) {
		for _, j := range hit(s.units[b.Document], s.Documents[b.Document].Sentences[b.Sentence].Span) {
			pair := [2]textUnit{{a.Document, i}, {b.Document, j}}
			linked = linked || s.linked[pair]
			known = known && !s.doubted[pair]
		}
	}
	return linked, known || linked
}

// TrainingLinks are the sets that the weights of align are learned on: gloss's own
// stories of the part "dev", copies of them with planted edits, gloss's own rewrites
// but those that are only measured, and, from dir, the open parts of argrewrite_align
// and aesop_align, whose licences let weights made of them be shipped. A set that dir lacks is an error.
func TrainingLinks(a *analyzer.Analyzer, dir string) ([]*LinkedStory, error) {
	out, err := ownLinks(a)
	if err != nil {
		return nil, err
	}
	where, err := findFolders(dir, sets)
	if err != nil {
		return nil, err
	}
	for _, read := range []func(*analyzer.Analyzer, *folders) ([]*LinkedStory, error){draftLinks, fableLinks} {
		more, err := read(a, where)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// ownLinks are those of the stories that may be tuned on, of copies of them, and of
// the rewrites.
func ownLinks(a *analyzer.Analyzer) ([]*LinkedStory, error) {
	stories, err := corpus.Load(corpus.FS)
	if err != nil {
		return nil, err
	}
	var out []*LinkedStory
	for _, s := range stories {
		if s.Split != "dev" {
			continue
		}
		marked := markedLinks(a, s)
		out = append(out, marked)
		out = append(out, marked.excerpts(a)...)
		for _, article := range s.Articles {
			copies, gold := planted.Make(a.Document(article), planted.Defaults(), plantSeeds[0])
			if len(copies) > 1 && len(gold.Copies[0].Sentences) > 0 {
				out = append(out, plantedLinks(a, s.ID+" "+article.ID, copies, gold))
			}
		}
	}
	texts, err := corpus.Rewrites(corpus.FS)
	if err != nil {
		return nil, err
	}
	for _, r := range texts {
		if !r.Measured() {
			out = append(out, rewritten(a, &r))
		}
	}
	return out, nil
}

// markedLinks are those of an annotated story.
func markedLinks(a *analyzer.Analyzer, s corpus.Story) *LinkedStory {
	l := newLinkedStory("corpus", s.ID)
	at := make(map[string]int)
	for i, article := range s.Articles {
		at[article.ID] = i
		l.Documents, l.units = append(l.Documents, a.Document(article)), append(l.units, nil)
	}
	unit := func(document string, span news.Span) int {
		d := at[document]
		if i := slices.Index(l.units[d], span); i >= 0 {
			return i
		}
		l.units[d] = append(l.units[d], span)
		return len(l.units[d]) - 1
	}
	for _, m := range s.Marks {
		if m.Kind == "link" {
			l.link(at[m.Document], unit(m.Document, m.Span), at[m.Other], unit(m.Other, m.OtherSpan), m.Sure)
		}
	}
	for d, doc := range l.Documents { // what is linked with nothing counts, too
		for _, sent := range doc.Sentences {
			if len(hit(l.units[d], sent.Span)) == 0 {
				l.units[d] = append(l.units[d], sent.Span)
			}
		}
	}
	return l
}

// excerpts are stories of one sentence of a document and one other document: in
// most of them nothing is linked, which whole copies never show.
func (s *LinkedStory) excerpts(a *analyzer.Analyzer) []*LinkedStory {
	var out []*LinkedStory
	for d, doc := range s.Documents {
		o := (d + 1) % len(s.Documents)
		for i, sent := range doc.Sentences {
			if sent.Kind != news.Prose {
				continue
			}
			l := newLinkedStory("excerpts", fmt.Sprint(s.ID, " ", doc.ID, " ", i))
			l.Documents = []*news.Document{a.Document(news.Article{ID: "excerpt", Text: doc.SentenceText(i)}), s.Documents[o]}
			l.units = [][]news.Span{{{End: sent.Len()}}, s.units[o]}
			for _, u := range hit(s.units[d], sent.Span) {
				for j := range s.units[o] {
					pair := [2]textUnit{{d, u}, {o, j}}
					if s.linked[pair] || s.doubted[pair] {
						l.link(0, 0, 1, j, s.linked[pair])
					}
				}
			}
			out = append(out, l)
		}
	}
	return out
}

// plantedLinks are those of copies with planted edits.
func plantedLinks(a *analyzer.Analyzer, id string, copies []news.Article, gold planted.Gold) *LinkedStory {
	l := newLinkedStory("planted", id)
	for i, c := range copies {
		l.Documents, l.units = append(l.Documents, a.Document(c)), append(l.units, nil)
		for _, s := range gold.Copies[i].Sentences {
			l.units[i] = append(l.units[i], s.Span)
		}
	}
	for _, k := range gold.Links() {
		l.link(k.A.Document, k.A.Sentence, k.B.Document, k.B.Sentence, true)
	}
	return l
}

func draftLinks(a *analyzer.Analyzer, where *folders) ([]*LinkedStory, error) {
	return readLinks(argrewrite, where, func(p draftPair) (string, [2][]string, [][]int) {
		return p.Student, [2][]string{draftTexts(p.Old), draftTexts(p.New)}, p.Links
	}, a)
}

func fableLinks(a *analyzer.Analyzer, where *folders) ([]*LinkedStory, error) {
	return readLinks(aesop, where, func(p fablePair) (string, [2][]string, [][]int) {
		return p.Fable, [2][]string{p.A, p.B}, p.Links
	}, a)
}

// readLinks reads the open part of a set of pairs of texts.
func readLinks[T any](set Set, where *folders, of func(T) (id string, texts [2][]string, links [][]int), a *analyzer.Analyzer) ([]*LinkedStory, error) {
	file := findFile(where.of[set.Name], set.Files[0].Names.Open)
	if file == "" {
		return nil, fmt.Errorf("%s: no open part in the folder of data", set.Name)
	}
	b, err := readFile(file)
	if err != nil {
		return nil, err
	}
	var out []*LinkedStory
	err = readLines(&Data{Path: file, Bytes: b}, func(rec T) error {
		id, texts, links := of(rec)
		gold, err := linkSet("links", links, len(texts[0]), len(texts[1]))
		if err != nil {
			return err
		}
		l := newLinkedStory(set.Name, id)
		l.addUnits(a, texts[0])
		l.addUnits(a, texts[1])
		for k := range gold {
			l.link(0, k[0], 1, k[1], true)
		}
		out = append(out, l)
		return nil
	})
	return out, err
}

// JudgingLinks are the annotated pairs of news, by which one design is chosen over
// another. No weight is learned on them.
func JudgingLinks(a *analyzer.Analyzer, dir string) ([]*LinkedStory, error) {
	where, err := findFolders(dir, sets)
	if err != nil {
		return nil, err
	}
	file := findFile(where.of[pairs.Name], pairs.Files[0].Names.Open)
	if file == "" {
		return nil, nil
	}
	b, err := readFile(file)
	if err != nil {
		return nil, err
	}
	var out []*LinkedStory
	err = readLines(&Data{Path: file, Bytes: b}, func(g goldPair) error {
		p, err := g.annotated(make(map[string]string))
		if err != nil {
			return err
		}
		l := newLinkedStory(pairs.Name, p.group)
		for s := range p.lines {
			l.Documents = append(l.Documents, a.Document(news.Article{ID: "ab"[s : s+1], Title: p.title[s], Text: p.text[s]}))
			l.units = append(l.units, p.spans[s])
		}
		at := [2]map[int]int{{}, {}}
		for s, lines := range p.lines {
			for k, line := range lines {
				at[s][line.I] = k
			}
		}
		for sure, set := range map[bool]map[[2]int]bool{true: p.links, false: p.maybe} {
			for k := range set {
				i, ok := at[0][k[0]]
				j, ok2 := at[1][k[1]]
				if ok && ok2 {
					l.link(0, i, 1, j, sure)
				}
			}
		}
		out = append(out, l)
		return nil
	})
	return out, err
}

// CountLinks counts what align finds of a story's links, by unit.
func (s *LinkedStory) CountLinks(links []align.Link) (c corpus.Counts) {
	got := make(map[[2]textUnit]bool)
	for _, l := range links {
		for _, i := range hit(s.units[l.A.Document], s.Documents[l.A.Document].Sentences[l.A.Sentence].Span) {
			for _, j := range hit(s.units[l.B.Document], s.Documents[l.B.Document].Sentences[l.B.Sentence].Span) {
				got[[2]textUnit{{l.A.Document, i}, {l.B.Document, j}}] = true
			}
		}
	}
	for p := range got {
		switch {
		case s.linked[p]:
			c.Found++
		case !s.doubted[p]:
			c.False++
		}
	}
	c.Missed = len(s.linked)/2 - c.Found
	return c
}
