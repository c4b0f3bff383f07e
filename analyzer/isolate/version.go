package isolate

import (
	"fmt"
	"slices"

	"gloss/analyzer/news"
)

// Versions finds what changed in document of after it was published: sentences
// that an earlier version lacks, has in other words, or has and the latest has not.
// rows[i] are the rows of the two documents of and st.Versions[i], in this order;
// nil for a version of another document. Of several versions the latest that
// differs is named.
func Versions(st *news.Story, of int, rows [][]news.Row) []news.Finding {
	v := &versions{Story: st, of: of, doc: st.Documents[of], told: make(map[int]bool), gone: make(map[string]bool)}
	for i := len(st.Versions) - 1; i >= 0; i-- {
		if st.Versions[i].Of == of {
			v.compare(len(st.Documents)+i, rows[i])
		}
	}
	slices.SortStableFunc(v.found, news.CompareFindings)
	return v.found
}

// versions is a document while it is compared with what it was.
type versions struct {
	*news.Story
	of    int
	doc   *news.Document
	told  map[int]bool    // sentences of doc that were found to have changed
	gone  map[string]bool // texts that were found to be removed
	found []news.Finding
}

// compare compares the document with one version of it.
func (v *versions) compare(version int, rows []news.Row) {
	old := v.Document(version)
	when := "an earlier version"
	if old.Published != "" {
		when = "the version of " + old.Published
	}
	here, there := make(map[int]bool), make(map[int]bool)
	for _, r := range rows {
		for _, p := range r.Places {
			if p.Document == 0 {
				here[p.Sentence] = true
			} else {
				there[p.Sentence] = true
			}
		}
		if len(r.Places) == 2 {
			v.reworded(r.Places[0].Sentence, news.Place{Document: version, Sentence: r.Places[1].Sentence}, when)
		}
	}
	for i, s := range v.doc.Sentences {
		if s.Kind == news.Prose && !here[i] && !v.told[i] {
			v.told[i] = true
			v.add(news.Finding{Category: "added", Sentence: i, Span: s.Span, Voice: v.doc.VoiceOf(i), Reason: "added after publication: not in " + when})
		}
	}
	for i, s := range old.Sentences {
		text := s.Of(old.Text)
		if s.Kind != news.Prose || there[i] || v.gone[text] {
			continue
		}
		v.gone[text] = true
		v.add(news.Finding{Category: news.Removed, Sentence: -1, Span: s.Span, Voice: old.VoiceOf(i), Reason: "removed after publication: in " + when + ", and no longer here",
			Counterpart: &news.Counterpart{Place: news.Place{Document: version, Sentence: i}, Span: s.Span}})
	}
}

// reworded notes that a sentence had other words.
func (v *versions) reworded(i int, was news.Place, when string) {
	if v.told[i] {
		return
	}
	old := v.Document(was.Document)
	a, b := v.doc.SentenceWords(i), old.SentenceWords(was.Sentence)
	edits := wordDiff(a, b)
	if len(edits) == 0 {
		return
	}
	v.told[i] = true
	span := stretch(a, edits[0].aFrom, edits[len(edits)-1].aTo, v.doc.Sentences[i].Span)
	before := stretch(b, edits[0].bFrom, edits[len(edits)-1].bTo, old.Sentences[was.Sentence].Span)
	v.add(news.Finding{Category: "reworded", Sentence: i, Span: span, Voice: v.doc.VoiceOf(i),
		Reason:      fmt.Sprintf("changed after publication: %s has other words here", when),
		Counterpart: &news.Counterpart{Place: was, Span: before}})
}

// stretch is the span of the words from ... to, or the whole if there are none.
func stretch(words []news.Word, from, to int, whole news.Span) news.Span {
	if from >= to {
		return whole
	}
	return news.Span{Start: words[from].Start, End: words[to-1].End}
}

func (v *versions) add(f news.Finding) {
	f.Kind, f.Certainty, f.Document, f.Part = news.Changed, news.Sure, v.of, news.InText
	v.found = append(v.found, f)
}
