package isolate

import (
	"fmt"
	"strings"

	"gloss/analyzer/news"
)

// headlines finds headlines of which the body carries less than half: the
// reader is promised what the text does not tell.
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
		for _, f := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t-–—:,;.!?\"“”()[]", r) }) {
			w := strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(strings.ReplaceAll(f, "’", "'"), "'s"), "'"))
			if len(w) < 3 || functional[w] {
				continue
			}
			total++
			if !body[root(w)] {
				missing = append(missing, f)
			}
		}
		if total < 3 || 2*len(missing) < total {
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
