package cluster

import (
	"testing"

	"gloss/analyzer/news"
)

// BenchmarkPile measures finding the stories among 8,000 articles, and the loop
// that it is compared with: reading each text once, into hashes of its words. What
// it reports as x-reference is the ratio of the two, in one run.
func BenchmarkPile(b *testing.B) {
	var articles []news.Article
	for seed := uint64(1); len(articles) < 8000; seed++ {
		more, _ := invented(200, seed)
		for i := range more {
			more[i].ID += string(rune('a' + seed))
		}
		articles = append(articles, more...)
	}
	bytes, reference := 0, 0.0 // ns an article
	for _, a := range articles {
		bytes += len(a.Text)
	}
	b.Run("reference", func(b *testing.B) {
		var s sketch
		for b.Loop() {
			for i := range articles {
				s.read(articles[i].Text)
			}
		}
		reference = float64(b.Elapsed().Nanoseconds()) / float64(b.N*len(articles))
		b.ReportMetric(reference, "ns/article")
	})
	for _, c := range []struct {
		name string
		n    int
	}{{"half", len(articles) / 2}, {"all", len(articles)}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(bytes * c.n / len(articles)))
			for b.Loop() {
				if _, _, err := stories(Options{}, &Memory{}, articles[:c.n]...); err != nil {
					b.Fatal(err)
				}
			}
			perArticle := float64(b.Elapsed().Nanoseconds()) / float64(b.N*c.n)
			b.ReportMetric(perArticle, "ns/article")
			if reference > 0 {
				b.ReportMetric(perArticle/reference, "x-reference")
			}
		})
	}
}
