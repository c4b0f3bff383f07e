package score

import (
	"fmt"
	"slices"

	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
)

// Unlisted is the category of loaded words that no list has.
const Unlisted = "unlisted"

// Like returns the words of sentence i of d that no loaded list and no list of
// topics has and that are used like the terms of the loaded lists, in any voice.
func (s *Scorer) Like(d *news.Document, i int) []opinion.LoadedWord {
	sent := d.Sentences[i]
	words := d.SentenceWords(i)
	found := s.judge.Loaded(nil, d, i)
	if len(found) == 0 {
		return nil
	}
	hits := s.loaded.Find(nil, d.Text, words, sent.Span)
	hits = s.Tone.mask.Find(hits, d.Text, words, sent.Span)
	return slices.DeleteFunc(found, func(w opinion.LoadedWord) bool {
		for _, h := range hits {
			if h.First <= w.Index && w.Index < h.Last {
				return true
			}
		}
		return false
	})
}

// unlistedFindings are the words like the listed terms in own voice and in no
// other copy's telling of the claim. They are for the reader to judge, and count
// in no density.
func (s *Scorer) unlistedFindings(st *news.Story) []news.Finding {
	beside := make(map[news.Place][]news.Place)
	for _, r := range st.Rows {
		for _, p := range r.Places {
			beside[p] = append(beside[p], r.Places...)
		}
	}
	var fs []news.Finding
	for d, doc := range st.Documents {
		if d == st.Base {
			continue
		}
		for i, sent := range doc.Sentences {
			if sent.Kind != news.Prose {
				continue
			}
			for _, w := range s.Like(doc, i) {
				word := doc.SentenceWords(i)[w.Index]
				if doc.VoiceAt(i, word.Span) != news.Own || elsewhere(st, beside[news.Place{Document: d, Sentence: i}], d, word.Fold) {
					continue
				}
				fs = append(fs, news.Finding{Kind: news.Loaded, Category: Unlisted, Certainty: news.Judge, Document: d, Part: news.InText, Sentence: i,
					Span: word.Span, Voice: news.Own, Reason: fmt.Sprintf("“%s” is in no list, and used like the listed terms (probability %.2f, learned)", word.Of(doc.Text), w.Probability)})
			}
		}
	}
	return fs
}

// elsewhere reports whether a sentence of another document than d has the word.
func elsewhere(st *news.Story, places []news.Place, d int, fold string) bool {
	return slices.ContainsFunc(places, func(p news.Place) bool {
		return p.Document != d && slices.ContainsFunc(st.Documents[p.Document].SentenceWords(p.Sentence), func(w news.Word) bool { return w.Fold == fold })
	})
}
