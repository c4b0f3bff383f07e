package page

import (
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// rewordings notes wording that differs and means the same.
func (b *builder) rewordings() {
	against := func(c news.Counterpart) Against {
		if c.Document < len(b.docs) {
			b.marks[c.Document] = append(b.marks[c.Document], &Mark{Span: c.Span})
		}
		return Against{Outlet: b.outlet(c.Document), Where: b.where(c.Document, c.Sentence, news.InText), Back: b.sentenceID(c.Place), Said: b.said(c.Document, c.Sentence, c.Span)}
	}
	for _, w := range b.in.Rewordings {
		b.page.Rewordings = append(b.page.Rewordings, Rewording{against(w.A), against(w.B)})
	}
}

// weave makes the tokens of titles and sentences.
func (b *builder) weave() {
	for d, doc := range b.docs {
		slices.SortStableFunc(b.title[d], outer)
		if doc.Title != "" {
			b.page.Columns[d].Title = tokens(doc.Title, news.Span{Start: 0, End: len(doc.Title)}, b.title[d], nil)
		}
		marks := b.marks[d]
		clamp(marks, doc.Sentences)
		slices.SortStableFunc(marks, outer)
		b.document(d, marks)
	}
}

// clamp lets each mark end where a sentence does, if it ends between two.
func clamp(marks []*Mark, sentences []news.Sentence) {
	for _, m := range marks {
		n, _ := slices.BinarySearchFunc(sentences, m.End, func(s news.Sentence, end int) int { return s.Start - end })
		if n > 0 && m.End > sentences[n-1].End {
			m.End = max(m.Start, sentences[n-1].End)
		}
	}
}

// document makes the tokens of document d's sentences. Bytes between sentences that
// are not white space, if there are any, go with the sentence before.
func (b *builder) document(d int, marks []*Mark) {
	doc := b.docs[d]
	next := 0
	var active []*Mark
	for i := range doc.Sentences {
		at := whole(doc, i)
		active = slices.DeleteFunc(active, func(m *Mark) bool { return m.End <= at.Start })
		for ; next < len(marks) && marks[next].Start < at.End; next++ {
			if m := marks[next]; m.End > at.Start || m.Len() == 0 {
				active = append(active, m)
			}
		}
		var voices []voiced
		for _, p := range doc.PassagesOf(i) {
			if p.Voice != news.Own {
				voices = append(voices, voiced{p.Span, p.Voice.String()})
			}
		}
		out := b.sentences[news.Place{Document: d, Sentence: i}]
		out.Span = at
		out.Tokens = tokens(doc.Text, at, active, voices)
	}
}

// whole is the span of sentence i with what follows it, and of the first with what
// stands before it, but for white space.
func whole(doc *news.Document, i int) news.Span {
	at := doc.Sentences[i].Span
	if before := strings.TrimSpace(doc.Text[:at.Start]); i == 0 && before != "" {
		at.Start = strings.Index(doc.Text, before)
	}
	next := len(doc.Text)
	if i+1 < len(doc.Sentences) {
		next = doc.Sentences[i+1].Start
	}
	if after := doc.Text[at.End:next]; strings.TrimSpace(after) != "" {
		at.End += len(strings.TrimRight(after, " \t\r\n\u00a0"))
	}
	return at
}
