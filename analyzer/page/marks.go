package page

import (
	"cmp"
	"slices"

	"gloss/analyzer/news"
)

// A Token is a piece of a text on the page: words, the beginning or the end of a mark,
// or the sign that leads from a mark to its finding. Exactly one field is set. Marks are
// nested properly; one that would cross another is cut in two.
type Token struct {
	Text  string
	Voice string // of Text: attributed, quoted, unclear; empty for the outlet's own words
	Open  *Mark
	Close bool
	Ref   *Mark
}

// A Mark is a stretch of text that a finding is about.
type Mark struct {
	news.Span
	Finding *Finding // nil: a neutral rewording
	Other   bool     // the stretch is the finding's counterpart, in another copy
	Anchor  string   // id of the sign on the page; empty if the mark has none
}

// Class names the mark's looks.
func (m *Mark) Class() string {
	switch {
	case m.Finding == nil:
		return "rewording"
	case m.Other:
		return m.Finding.Group.Name + " " + string(m.Finding.Certainty) + " other"
	}
	return m.Finding.Group.Name + " " + string(m.Finding.Certainty)
}

// A voiced is a stretch of text in one voice.
type voiced struct {
	news.Span
	voice string
}

// outer orders marks for nesting: the one that begins first, and of those the
// longest, is outside.
func outer(a, b *Mark) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}

// tokens cuts the stretch at of text into tokens. marks, in the order of outer, and
// voices are those that overlap it; marks may reach beyond it.
func tokens(text string, at news.Span, marks []*Mark, voices []voiced) []Token {
	w := &weaver{text: text, at: at, voices: voices}
	edges := []int{at.Start, at.End}
	for _, m := range marks {
		edges = append(edges, min(max(m.Start, at.Start), at.End), min(max(m.End, at.Start), at.End))
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	next := 0
	var open []*Mark // that cover the place, outermost first
	for n, e := range edges {
		w.refs(open, e)
		open = slices.DeleteFunc(open, func(m *Mark) bool { return m.End <= e })
		for ; next < len(marks) && max(marks[next].Start, at.Start) <= e; next++ {
			if m := marks[next]; m.Len() == 0 {
				w.ref(m)
			} else if m.End > e {
				open = append(open, m)
			}
		}
		if n+1 < len(edges) {
			w.shape(open)
			w.words(news.Span{Start: e, End: edges[n+1]})
		}
	}
	w.shape(nil)
	return w.out
}

// A weaver writes the tokens of one stretch.
type weaver struct {
	text   string
	at     news.Span
	voices []voiced
	open   []*Mark // as written
	out    []Token
}

// shape closes and opens marks until those of want are open, in this order.
func (w *weaver) shape(want []*Mark) {
	same := 0
	for same < len(w.open) && same < len(want) && w.open[same] == want[same] {
		same++
	}
	for range w.open[same:] {
		w.out = append(w.out, Token{Close: true})
	}
	w.open = append(w.open[:same], want[same:]...)
	for _, m := range want[same:] {
		w.out = append(w.out, Token{Open: m})
	}
}

// refs closes the marks that end at e, and writes their signs.
func (w *weaver) refs(open []*Mark, e int) {
	var ending, going []*Mark
	for _, m := range open {
		if m.End == e {
			ending = append(ending, m)
		} else if m.End > e {
			going = append(going, m)
		}
	}
	if len(ending) == 0 {
		return
	}
	keep := 0
	for keep < len(w.open) && keep < len(going) && w.open[keep] == going[keep] {
		keep++
	}
	w.shape(going[:keep])
	for _, m := range ending {
		w.ref(m)
	}
}

func (w *weaver) ref(m *Mark) {
	if m.Anchor != "" {
		w.out = append(w.out, Token{Ref: m})
	}
}

// words writes text, cut where the voice changes.
func (w *weaver) words(at news.Span) {
	for _, v := range w.voices {
		if v.End <= at.Start || v.Start >= at.End {
			continue
		}
		if v.Start > at.Start {
			w.out = append(w.out, Token{Text: w.text[at.Start:v.Start]})
			at.Start = v.Start
		}
		end := min(v.End, at.End)
		w.out = append(w.out, Token{Text: w.text[at.Start:end], Voice: v.voice})
		at.Start = end
	}
	if at.Start < at.End {
		w.out = append(w.out, Token{Text: w.text[at.Start:at.End]})
	}
}
