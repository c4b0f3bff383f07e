package eval

import (
	"strings"

	"gloss/analyzer/align"
	"gloss/analyzer/news"
)

// joined makes one text of a set's units (lines, sentences), each a paragraph of
// its own, and returns where each stands.
func joined(units []string) (text string, spans []news.Span) {
	for i, u := range units {
		if i > 0 {
			text += "\n\n"
		}
		spans = append(spans, news.Span{Start: len(text), End: len(text) + len(u)})
		text += u
	}
	return text, spans
}

// hit returns the units that at overlaps by at least half of the shorter of the
// two: gloss may divide a unit, or join two.
func hit(spans []news.Span, at news.Span) []int {
	var out []int
	for i, s := range spans {
		if o := s.Overlap(at); o > 0 && o*2 >= min(s.Len(), at.Len()) {
			out = append(out, i)
		}
	}
	return out
}

// unitLinks returns the links between the units of two documents, by what rows
// hold, with their probabilities.
func unitLinks(rows []news.Row, documents []*news.Document, spans [2][]news.Span) map[[2]int]float64 {
	got := make(map[[2]int]float64)
	for _, r := range rows {
		var units [2][]int
		for _, p := range r.Places {
			units[p.Document] = append(units[p.Document], hit(spans[p.Document], documents[p.Document].Sentences[p.Sentence].Span)...)
		}
		for _, a := range units[0] {
			for _, b := range units[1] {
				got[[2]int{a, b}] = max(got[[2]int{a, b}], r.Probability)
			}
		}
	}
	return got
}

// linked aligns two lists of sentences and returns the links between them, with
// their probabilities.
func (j *Job) linked(a, b []string) map[[2]int]float64 {
	var spans [2][]news.Span
	docs := make([]*news.Document, 2)
	for i, units := range [...][]string{a, b} {
		var text string
		text, spans[i] = joined(units)
		docs[i] = j.Analyzer.Document(news.Article{ID: "ab"[i : i+1], Text: text})
	}
	return unitLinks(align.Rows(docs, align.Options{}), docs, spans)
}

// runeOffsets returns the byte offset of each character of text, and its length
// at the end: the sets count characters, gloss counts bytes.
func runeOffsets(text string) []int {
	off := make([]int, 0, len(text)+1)
	for i := range text {
		off = append(off, i)
	}
	return append(off, len(text))
}

// byteSpan turns a span of characters into one of bytes; false if it does not lie
// in the text.
func byteSpan(offsets []int, start, end int) (news.Span, bool) {
	if start < 0 || end < start || end >= len(offsets) {
		return news.Span{}, false
	}
	return news.Span{Start: offsets[start], End: offsets[end]}, true
}

// occurrences returns every place of phrase in text, moved by base.
func occurrences(text, phrase string, base int) []news.Span {
	var out []news.Span
	for at := 0; phrase != ""; {
		i := strings.Index(text[at:], phrase)
		if i < 0 {
			break
		}
		at += i
		out = append(out, news.Span{Start: base + at, End: base + at + len(phrase)})
		at += len(phrase)
	}
	return out
}
