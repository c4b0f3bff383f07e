package report_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gloss/analyzer/isolate"
	"gloss/analyzer/news"
	"gloss/analyzer/report"
	"gloss/analyzer/score"
)

func TestQuote(t *testing.T) {
	text := "Erste Zeile – äöü.\nDer Rat “stimmte” ab, und niemand fragte sie. Ende."
	at := strings.Index(text, "niemand")
	sentence := func(from, to string) news.Sentence {
		start := strings.Index(text, from)
		return news.Sentence{Span: news.Span{Start: start, End: strings.Index(text, to) + len(to)}}
	}
	doc := &news.Document{Article: news.Article{ID: "a", Outlet: "A", Title: "A headline", Text: text, Captions: []string{"A picture"}},
		Sentences: []news.Sentence{sentence("Erste", "äöü."), sentence("Der", "sie."), sentence("Ende.", "Ende.")}}
	st := &news.Story{ID: "1", Base: -1, Documents: []*news.Document{doc}}
	finding := news.Finding{Kind: news.Insertion, Part: news.InText, Sentence: 1, Span: news.Span{Start: at, End: at + len("niemand fragte")},
		ToneWords: []news.Span{{Start: at, End: at + 7}, {Start: at + 8, End: at + 14}}}
	s := report.Build(st, isolate.Result{Findings: []news.Finding{finding}}, make([]score.Measures, 1), nil)
	for limit, want := range map[int]string{
		3:    "nie",
		14:   "niemand fragte",
		20:   "nd niemand fragte si",
		1000: "Der Rat “stimmte” ab, und niemand fragte sie.",
	} {
		q := s.Quote(limit)
		got := q.Documents[0]
		if len(got.Text) != len(text) || strings.Count(got.Text, "\n") != 1 || got.Captions != nil || got.Title != doc.Title {
			t.Errorf("limit %d: %q", limit, got.Text)
		}
		if left := strings.TrimSpace(strings.Trim(strings.SplitN(got.Text, "\n", 2)[1], ". ")); left != strings.Trim(want, ". ") {
			t.Errorf("limit %d: %q is left, want %q", limit, left, want)
		}
		if first, _, _ := strings.Cut(got.Text, "\n"); strings.Trim(first, " .") != "" {
			t.Errorf("limit %d: %q is left of a sentence without findings", limit, first)
		}
		for i := range text { // wherever a span may begin and end
			if !utf8.ValidString(got.Text[i:]) {
				t.Fatalf("limit %d: a span that begins at byte %d is no text", limit, i)
			}
		}
		if n := len(q.Findings[0].ToneWords); limit == 3 && n != 0 || limit >= 14 && n != 2 {
			t.Errorf("limit %d: %d words of tone", limit, n)
		}
	}
	if doc.Text != text || len(s.Findings[0].ToneWords) != 2 {
		t.Error("the story itself was changed")
	}
}
