package isolate

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gloss/analyzer/news"
	"gloss/analyzer/segment"
)

// headlines finds headlines of whose content words three in five are not in the
// body: the reader is promised what the text does not tell.
func (s *story) headlines() {
	for d, doc := range s.Documents {
		text, part, at, ok := doc.Headline()
		if !ok || d == s.Base {
			continue
		}
		body := make(map[string]bool)
		for _, sent := range doc.Sentences {
			if sent.Kind == news.Prose {
				for _, w := range doc.Words[sent.First:sent.Last] {
					body[root(w.Fold)] = true
				}
			}
		}
		var missing []string
		total := 0
		for _, w := range segment.AppendWords(nil, text, news.Span{End: len(text)}) {
			if utf8.RuneCountInString(w.Fold) < 3 || functional[w.Fold] {
				continue
			}
			total++
			if !body[root(w.Fold)] {
				missing = append(missing, w.Of(text))
			}
		}
		if total < 3 || 5*len(missing) < 3*total {
			continue
		}
		f := news.Finding{Kind: news.Headline, Category: "not in the body", Certainty: news.Judge, Document: d, Part: part, Sentence: -1, Span: at,
			Voice: news.Own, Reason: fmt.Sprintf("%d of its %d content words are not in the text: %s", len(missing), total, strings.Join(missing, ", "))}
		if part == news.InText {
			for i, sent := range doc.Sentences {
				if sent.Span == at {
					f.Sentence = i
				}
			}
		}
		s.add(f)
	}
}
