package analyzer_test

import (
	"hash/fnv"
	"testing"

	"gloss/analyzer"
	"gloss/analyzer/news"
	"gloss/analyzer/segment"
	"gloss/corpus"
	"gloss/lexicons"
)

// BenchmarkStory measures all stages over our own stories, and the loop that they
// are compared with: dividing each text into words once, and hashing these. What it
// reports as x-reference is the ratio of the two, in one run.
func BenchmarkStory(b *testing.B) {
	a, err := analyzer.New(lexicons.FS, "bench")
	if err != nil {
		b.Fatal(err)
	}
	stories, err := corpus.Load(corpus.FS)
	if err != nil {
		b.Fatal(err)
	}
	articles, reference := 0, 0.0 // ns an article
	for _, s := range stories {
		articles += len(s.Articles)
	}
	b.Run("reference", func(b *testing.B) {
		var words []news.Word
		for b.Loop() {
			for _, s := range stories {
				for _, art := range s.Articles {
					words = segment.AppendWords(words[:0], art.Text, news.Span{Start: 0, End: len(art.Text)})
					h := fnv.New64a()
					for _, w := range words {
						h.Write([]byte(w.Fold))
					}
				}
			}
		}
		reference = float64(b.Elapsed().Nanoseconds()) / float64(b.N*articles)
		b.ReportMetric(reference, "ns/article")
	})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			for _, s := range stories {
				if _, _, err := a.Story(analyzer.Copies{ID: s.ID, Articles: s.Articles}, analyzer.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		}
		perArticle := float64(b.Elapsed().Nanoseconds()) / float64(b.N*articles)
		b.ReportMetric(perArticle, "ns/article")
		if reference > 0 {
			b.ReportMetric(perArticle/reference, "x-reference")
		}
	})
}
