package page

import (
	"fmt"
	"slices"

	"gloss/analyzer/news"
)

// layOut makes the lines, with sentences that have no tokens yet.
func (b *builder) layOut() {
	for _, ln := range lines(b.docs, b.in.Story.Rows, b.in.Story.Base) {
		n := len(b.page.Lines) + 1
		out := &Line{Number: n, Anchor: fmt.Sprintf("%s-l%d", b.in.Key, n), Head: true}
		with := 0
		for d, run := range ln.runs {
			cell := &Cell{Column: b.page.Columns[d]}
			for _, i := range run {
				s := b.docs[d].Sentences[i]
				p := news.Place{Document: d, Sentence: i}
				b.sentences[p] = &Sentence{Span: s.Span, Anchor: b.sentenceID(p), Kind: s.Kind.String(), Paragraph: b.begins(d, i), Reason: s.Reason}
				cell.Sentences = append(cell.Sentences, b.sentences[p])
				b.at[p] = out
				out.Head = out.Head && s.Kind == news.Heading
			}
			with += b2i(len(run) > 0)
			out.Cells = append(out.Cells, cell)
		}
		out.Shared = with > 1 && len(b.in.Story.Rows) > 0
		b.page.Lines = append(b.page.Lines, out)
	}
	b.elsewhere()
}

// begins is the number of the paragraph that sentence i begins.
func (b *builder) begins(d, i int) int {
	s := b.docs[d].Sentences
	if s[i].Kind != news.Prose || i > 0 && s[i-1].Paragraph == s[i].Paragraph && s[i-1].Kind == news.Prose {
		return 0
	}
	return s[i].Paragraph + 1
}

// elsewhere notes in which lines the partners of sentences stand, if they do not stand
// in their own: in the partner's cell if it is empty, else at the sentence.
func (b *builder) elsewhere() {
	for _, r := range b.in.Story.Rows {
		for _, p := range r.Places {
			for _, q := range r.Places {
				from, to := b.at[p], b.at[q]
				if p.Document == q.Document || from == to {
					continue
				}
				cell := from.Cells[q.Document]
				switch {
				case len(cell.Sentences) > 0:
					b.sentences[p].also(to, b.page.Columns[q.Document])
				case !slices.Contains(cell.Elsewhere, to):
					cell.Elsewhere = append(cell.Elsewhere, to)
				}
			}
		}
	}
}

// also notes that a copy says the same in another line.
func (s *Sentence) also(ln *Line, c *Column) {
	for i := range s.Elsewhere {
		if e := &s.Elsewhere[i]; e.Line == ln {
			if !slices.Contains(e.Columns, c) {
				e.Columns = append(e.Columns, c)
			}
			return
		}
	}
	s.Elsewhere = append(s.Elsewhere, Elsewhere{ln, []*Column{c}})
}
