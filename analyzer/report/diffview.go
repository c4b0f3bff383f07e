package report

import (
	"strings"

	"gloss/analyzer/news"
)

// Columns are set side by side from this width per copy on.
const leastColumn = 34

// diff shows the copies sentence by sentence in the order of the first, with the
// words marked that only one has: side by side where there is room, else one
// below the other.
func (t *storyText) diff() {
	marks := t.marks()
	for d := 1; d < len(t.Documents); d++ {
		a, b := 0, d
		if t.Base > 0 {
			a = t.Base
			if d == t.Base {
				b = 0
			}
		}
		t.heading(t.outlet(a) + "  against  " + t.outlet(b))
		t.block("", "[words] are not in the sentence opposite, or not in this order; ≈ moved to here", 0, t.style.faint)
		t.blank()
		for _, pr := range t.opposite(a, b) {
			t.oppositeLines(t.marked(a, pr.left, marks), t.marked(b, pr.right, marks), pr.moved)
		}
	}
}

// An opposite is one line of the diff: sentences of two copies, or of one.
type opposite struct {
	left, right []int
	moved       bool
}

// opposite pairs the sentences of copies a and b along a; what only b has comes
// where it stands in b.
func (t *storyText) opposite(a, b int) []opposite {
	partner := make(map[int][]int)
	taken := make(map[int]bool)
	for _, r := range t.Rows {
		var left, right []int
		for _, p := range r.Places {
			if p.Document == a {
				left = append(left, p.Sentence)
			} else if p.Document == b {
				right = append(right, p.Sentence)
			}
		}
		for _, l := range left {
			for _, q := range right {
				if !taken[q] {
					partner[l] = append(partner[l], q)
					taken[q] = true
				}
			}
		}
	}
	var out []opposite
	next := 0
	flush := func(to int) {
		for ; next < to; next++ {
			if !taken[next] && shown(t.Documents[b].Sentences[next]) {
				out = append(out, opposite{right: []int{next}})
			}
		}
	}
	for i, s := range t.Documents[a].Sentences {
		if !shown(s) {
			continue
		}
		right := partner[i]
		moved := false
		if len(right) > 0 {
			moved = right[0] < next
			flush(right[0])
		}
		out = append(out, opposite{left: []int{i}, right: right, moved: moved})
	}
	flush(len(t.Documents[b].Sentences))
	return out
}

func shown(s news.Sentence) bool { return s.Kind == news.Prose || s.Kind == news.Heading }

// marks are the spans that findings and rewordings mark, by document.
func (t *storyText) marks() map[int][]news.Span {
	m := make(map[int][]news.Span)
	for _, f := range t.Findings {
		switch f.Kind {
		case news.Insertion, news.Swap, news.Accuracy, news.QuoteDiff:
			m[f.Document] = append(m[f.Document], f.Span)
			if f.Counterpart != nil && f.Kind != news.Insertion {
				m[f.Counterpart.Document] = append(m[f.Counterpart.Document], f.Counterpart.Span)
			}
		}
	}
	for _, w := range t.Rewordings {
		m[w.A.Document] = append(m[w.A.Document], w.A.Span)
		m[w.B.Document] = append(m[w.B.Document], w.B.Span)
	}
	return m
}

// marked is the text of sentences with the marked words in brackets.
func (t *storyText) marked(d int, sentences []int, marks map[int][]news.Span) string {
	doc := t.Documents[d]
	var sb strings.Builder
	for n, i := range sentences {
		if n > 0 {
			sb.WriteByte(' ')
		}
		s := doc.Sentences[i]
		inside := make([]bool, s.Len()+1)
		for _, m := range marks[d] {
			if m.Overlap(s.Span) == m.Len() && m.Len() < s.Len() {
				for k := m.Start; k < m.End; k++ {
					inside[k-s.Start] = true
				}
			}
		}
		open := false
		for k := range s.Len() {
			if inside[k] != open {
				sb.WriteByte("[]"[b2i(open)])
				open = !open
			}
			sb.WriteByte(doc.Text[s.Start+k])
		}
		if open {
			sb.WriteByte(']')
		}
	}
	return Clean(sb.String())
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// oppositeLines writes two texts side by side, or one below the other.
func (t *storyText) oppositeLines(left, right string, moved bool) {
	if moved {
		right = "≈ " + right
	}
	column := (t.width - 3) / 2
	if column < leastColumn {
		if left != "" {
			t.block("< ", left, 2, nil)
		}
		if right != "" {
			t.block("> ", right, 2, nil)
		}
		t.blank()
		return
	}
	l, r := Wrap(left, column), Wrap(right, column)
	for i := range max(len(l), len(r)) {
		t.line(fit(at(l, i), column) + " │ " + at(r, i))
	}
	t.blank()
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
