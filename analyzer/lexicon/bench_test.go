package lexicon

import (
	"strings"
	"testing"

	"gloss/analyzer/news"
	"gloss/lexicons"
)

// report is plain news prose with a few terms in it, about 1,100 bytes.
const report = `The council of Harlow voted on Tuesday to close two of its four libraries, the mayor said in a statement.
Officials expect the closures to save 1.2 million a year. According to reports, the branch in Mill Lane will be sold.
Residents who gathered outside the town hall carried signs and sang, while two police officers watched from the steps.
The opposition leader, Amira Lund, called the decision a disgrace and accused the mayor of ignoring a petition.
"We have been told for years that the money is there," she told reporters after the vote. "Now it has gone."
A spokesman for the county rejected the charge, saying that the figures had been published in March and again in June.
The libraries lent 210,000 books last year, about a tenth fewer than in the year before, the annual report shows.
Critics say the numbers are misleading, because both branches were shut for repairs from May to September.
That's not a good look. The massive overhaul of the service, first proposed in 2019, was delayed three times.
The mayor, who faces an election in the autumn, did not take questions and left by a side door, a witness said.
`

func sentences(text string) (words [][]news.Word, spans []news.Span) {
	for at := 0; at < len(text); {
		n := strings.IndexByte(text[at:], '\n') + 1
		span := news.Span{Start: at, End: at + n}
		words, spans = append(words, tokenize(nil, text, span)), append(spans, span)
		at += n
	}
	return words, spans
}

func benchmarkFind(b *testing.B, s *Set) {
	words, spans := sentences(report)
	var hits []Hit
	b.SetBytes(int64(len(report)))
	b.ReportAllocs()
	for b.Loop() {
		for i := range words {
			hits = s.Find(hits[:0], report, words[i], spans[i])
		}
	}
}

func BenchmarkFindAll(b *testing.B) {
	s, err := Load(lexicons.FS, tokenize)
	if err != nil {
		b.Fatal(err)
	}
	benchmarkFind(b, s)
}

func BenchmarkFindLoaded(b *testing.B) {
	s, err := Load(lexicons.FS, tokenize)
	if err != nil {
		b.Fatal(err)
	}
	benchmarkFind(b, s.Only("loaded"))
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(lexicons.FS, tokenize); err != nil {
			b.Fatal(err)
		}
	}
}
