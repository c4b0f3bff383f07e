package serve

import (
	"fmt"

	"gloss/analyzer/news"
)

// A reader is somebody's marks on a story, word by word; gloss is one, too.
type reader struct {
	Name string
	Tool bool
	// is[d][w] is the set of labels that word w of copy d has.
	is [][]labelSet
}

// A labelSet has a bit for each of labels, in their order.
type labelSet uint8

func bit(l label) labelSet {
	for i, k := range labels {
		if k.Label == l {
			return 1 << i
		}
	}
	return 0
}

func (s labelSet) has(l label) bool { return s&bit(l) != 0 }

func newReader(st *story, name string) *reader {
	r := &reader{Name: name, is: make([][]labelSet, len(st.words))}
	for d, ws := range st.words {
		r.is[d] = make([]labelSet, len(ws))
	}
	return r
}

// label gives the words that at covers a label: those of which it has at least
// half.
func (r *reader) label(st *story, d int, at news.Span, l label) {
	for i, w := range st.words[d] {
		if o := w.Overlap(at); o > 0 && 2*o >= w.Len() {
			r.is[d][i] |= bit(l)
		}
	}
}

// readers makes one of each file, in their order, and names those without a name.
func readers(st *story, files []marksFile) []*reader {
	var list []*reader
	used := make(map[string]int)
	for i, f := range files {
		name := f.Name
		if name == "" {
			name = fmt.Sprintf("Reader %d", i+1)
		}
		used[name]++
		if n := used[name]; n > 1 {
			name = fmt.Sprintf("%s (%d)", name, n)
		}
		r := newReader(st, name)
		for _, m := range f.Marks {
			r.label(st, st.document(m.Document), m.Span, m.Kind)
		}
		list = append(list, r)
	}
	return list
}

// tool is gloss as a reader: what it calls commentary, loaded and attributed.
// Words between quotation marks are left out: that they are somebody's, everybody
// sees.
func tool(st *story) *reader {
	r := newReader(st, "gloss")
	r.Tool = true
	for _, f := range st.Findings {
		if l, ok := labelOf(f); ok && !f.Shared {
			r.label(st, f.Document, f.Span, l)
		}
	}
	for d, doc := range st.Documents {
		for _, p := range doc.Passages {
			switch p.Voice {
			case news.Attributed:
				r.label(st, d, p.Span, asAttributed)
			case news.Unclear:
				r.label(st, d, p.Span, asUnclear)
			}
		}
	}
	return r
}

// labelOf is how a finding shows among marks; ok is false for one that is about
// something else.
func labelOf(f news.Finding) (l label, ok bool) {
	if f.Part != news.InText || f.Missing() {
		return "", false
	}
	switch f.Kind {
	case news.Commentary:
		return asCommentary, true
	case news.Loaded:
		return asLoaded, true
	case news.Insertion:
		switch f.Category {
		case "commentary":
			return asCommentary, true
		case "label", "intensifier":
			return asLoaded, true
		}
	case news.Swap:
		switch f.Category {
		case "stronger", "label":
			return asLoaded, true
		}
	}
	return "", false
}

// quoted tells the words that stand between quotation marks.
func quoted(st *story) [][]bool {
	all := make([][]bool, len(st.words))
	for d, ws := range st.words {
		all[d] = make([]bool, len(ws))
		for i, w := range ws {
			all[d][i] = st.Documents[d].VoiceAt(w.Sentence, w.Span) == news.Quoted
		}
	}
	return all
}
