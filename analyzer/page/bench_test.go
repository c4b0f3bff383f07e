package page

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"gloss/analyzer/news"
)

// BenchmarkStory lays two copies out and writes them: ten times the sentences should
// take about ten times the time.
func BenchmarkStory(b *testing.B) {
	for _, n := range []int{200, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			st := &news.Story{ID: "1", Base: -1}
			var found []news.Finding
			for d := range 2 {
				doc := &news.Document{Article: news.Article{ID: fmt.Sprint(d), Title: "t", Text: strings.Repeat("A sentence. ", n)}}
				for i := range n {
					doc.Sentences = append(doc.Sentences, news.Sentence{Span: news.Span{Start: 12 * i, End: 12*i + 11}, Paragraph: i / 3})
				}
				st.Documents = append(st.Documents, doc)
			}
			for i := range n {
				st.Rows = append(st.Rows, news.Row{Places: []news.Place{{Document: 0, Sentence: i}, {Document: 1, Sentence: i ^ 1}}, Probability: 1})
				found = append(found, news.Finding{ID: fmt.Sprint(i), Kind: news.Swap, Sentence: i, Part: news.InText, Span: news.Span{Start: 12 * i, End: 12*i + 1},
					Counterpart: &news.Counterpart{Place: news.Place{Document: 1, Sentence: i ^ 1}, Span: news.Span{Start: 12 * (i ^ 1), End: 12*(i^1) + 1}}})
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := Templates.ExecuteTemplate(io.Discard, "story", New(Input{Key: "s1", Story: st, Findings: found})); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
