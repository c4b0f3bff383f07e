package isolate_test

import (
	"testing"

	"gloss/analyzer/isolate"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
	"gloss/analyzer/voice"
	"gloss/corpus"
)

// BenchmarkVoiceAndCommentary marks whose words the sentences of the training text
// are and weighs each for opinion.
func BenchmarkVoiceAndCommentary(b *testing.B) {
	texts, err := corpus.Training(corpus.FS)
	if err != nil {
		b.Fatal(err)
	}
	lex := lists(b)
	judge, err := opinion.New(lex, nil)
	if err != nil {
		b.Fatal(err)
	}
	marker, read := voice.New(lex), isolate.New(lex, judge).Lists()
	var docs []*news.Document
	sentences := 0
	for _, t := range texts {
		a, _ := t.Article()
		d := seg.Document(a)
		docs = append(docs, d)
		sentences += len(d.Sentences)
	}
	var f opinion.Features
	for b.Loop() {
		for _, d := range docs {
			marker.Mark(d)
			for i, s := range d.Sentences {
				if s.Kind == news.Prose {
					judge.Read(&f, d, i, read.Find(nil, d.Text, d.SentenceWords(i), s.Span))
					judge.Commentary(&f)
				}
			}
		}
	}
	b.ReportMetric(float64(sentences)*float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
}
