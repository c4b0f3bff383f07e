package analyzer

import (
	"slices"

	"gloss/analyzer/isolate"
	"gloss/analyzer/news"
	"gloss/analyzer/score"
)

// english are the loaded terms without those that no list has in copies that do not
// read like English: "used like the listed terms" is learned from English, and of
// other languages' commonest words it would be a false charge.
func english(st *news.Story, loaded []news.Finding) []news.Finding {
	reads := make(map[int]bool)
	return slices.DeleteFunc(loaded, func(f news.Finding) bool {
		if f.Category != score.Unlisted {
			return false
		}
		yes, known := reads[f.Document]
		if !known {
			yes = isolate.English(st.Documents[f.Document])
			reads[f.Document] = yes
		}
		return !yes
	})
}

// told are the findings without those about an ignored term: a loaded term, a
// swapped or inserted one, or what it stands for in the other copy.
func (a *Analyzer) told(st *news.Story, found []news.Finding) []news.Finding {
	if a.ignored == nil {
		return found
	}
	return slices.DeleteFunc(found, func(f news.Finding) bool {
		switch f.Kind {
		case news.Loaded, news.Swap, news.Insertion:
		default:
			return false
		}
		return f.Sentence >= 0 && a.isIgnored(st, f.Document, f.Sentence, f.Span) ||
			f.Kind == news.Swap && f.Counterpart != nil && a.isIgnored(st, f.Counterpart.Document, f.Counterpart.Sentence, f.Counterpart.Span)
	})
}

func (a *Analyzer) isIgnored(st *news.Story, document, sentence int, at news.Span) bool {
	d := st.Document(document)
	words := d.SentenceWords(sentence)
	for len(words) > 0 && words[0].Start < at.Start {
		words = words[1:]
	}
	for len(words) > 0 && words[len(words)-1].End > at.End {
		words = words[:len(words)-1]
	}
	return a.ignored.Whole(d.Text, words)
}
