package isolate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
)

// sourcing finds credits that name nobody, in sentences only here, and credits
// that other copies give and this one changed or dropped.
func (s *story) sourcing() {
	for d, doc := range s.Documents {
		if d == s.Base {
			continue
		}
		for i, sent := range doc.Sentences {
			if sent.Kind != news.Prose {
				continue
			}
			p := news.Place{Document: d, Sentence: i}
			if !s.shared[p] {
				s.unnamed(p)
			} else {
				s.credits(p)
			}
		}
	}
}

// unnamed notes the unnamed sources of an addition, each once.
func (s *story) unnamed(p news.Place) {
	doc := s.Documents[p.Document]
	end := -1
	for _, h := range s.cues(p) {
		if h.Term.Category != "stance.unnamed_source" || h.Start < end || doc.VoiceAt(p.Sentence, h.Span) == news.Quoted || !s.reports(p, h) {
			continue
		}
		end = h.End
		s.add(news.Finding{Kind: news.Attribution, Category: "unnamed", Certainty: news.Sure, Document: p.Document, Sentence: p.Sentence,
			Span: h.Span, Voice: doc.VoiceAt(p.Sentence, h.Span), Reason: "names no source: “" + h.Of(doc.Text) + "”"})
	}
}

// reports reports whether an unnamed source says something: a report verb stands in
// the phrase or right after it, or the phrase credits by itself ("according to
// reports", "reportedly").
func (s *story) reports(p news.Place, h lexicon.Hit) bool {
	words := s.Documents[p.Document].SentenceWords(p.Sentence)
	for k := h.First; k < h.Last; k++ {
		switch words[k].Fold {
		case "according", "reportedly", "told", "telling", "show", "shows", "suggest", "suggests", "believe", "believed", "think", "thought", "says", "say", "said", "claim", "claims":
			return true
		}
	}
	for _, v := range s.cues(p) {
		if strings.HasPrefix(v.Term.Category, "stance.report") && v.First >= h.First && v.First <= h.Last {
			return true
		}
	}
	return false
}

// leastCredited is how many words a sentence has from which a credit is missed.
const leastCredited = 8

// credits notes that p credits nobody, or another, where most others credit.
func (s *story) credits(p news.Place) {
	doc := s.Documents[p.Document]
	if len(doc.SentenceWords(p.Sentence)) < leastCredited {
		return
	}
	mine, has := s.source(p)
	var named []news.Place
	var sources []news.Span
	copies := make(map[int]bool)
	for _, n := range s.rowsOf[p] {
		for _, q := range s.Rows[n].Places {
			if q.Document == p.Document || copies[q.Document] || s.Base >= 0 && q.Document != s.Base {
				continue
			}
			copies[q.Document] = true
			if src, ok := s.source(q); ok && capitalised(src.Of(s.Documents[q.Document].Text)) && !s.mentions(p, q, src) {
				named, sources = append(named, q), append(sources, src)
			}
		}
	}
	if len(named) == 0 || s.Base < 0 && (len(named) < 2 || 2*len(named) <= len(copies)) {
		return
	}
	q, src := named[0], sources[0]
	credited := src.Of(s.Documents[q.Document].Text)
	f := news.Finding{Kind: news.Attribution, Document: p.Document, Sentence: p.Sentence, Span: doc.Sentences[p.Sentence].Span,
		Voice: doc.VoiceOf(p.Sentence), Counterpart: &news.Counterpart{Place: q, Span: src}}
	switch {
	case !has && doc.VoiceOf(p.Sentence) == news.Own:
		f.Category, f.Certainty, f.Reason = "dropped", news.Judge, "others credit “"+credited+"”; here nobody is"
	case has && s.namesNobody(p, mine) && mine.Len() > 0:
		f.Category, f.Certainty, f.Reason = "changed", news.Judge, "others credit “"+credited+"”; here “"+mine.Of(doc.Text)+"”"
		f.Span = mine
	default:
		return
	}
	s.add(f)
}

// mentions reports whether the sentence at p names whom q credits with src.
func (s *story) mentions(p, q news.Place, src news.Span) bool {
	here := make(map[string]bool)
	for _, w := range s.Documents[p.Document].SentenceWords(p.Sentence) {
		here[w.Fold] = true
	}
	from := s.Documents[q.Document]
	for _, w := range from.SentenceWords(q.Sentence) {
		if r, _ := utf8.DecodeRuneInString(from.Text[w.Start:]); src.Contains(w.Span) && unicode.IsUpper(r) && here[w.Fold] && !functional[w.Fold] {
			return true
		}
	}
	return false
}

// source returns who is credited in the sentence at p.
func (s *story) source(p news.Place) (news.Span, bool) {
	for _, ps := range s.Documents[p.Document].PassagesOf(p.Sentence) {
		if ps.Source.Len() > 0 {
			return ps.Source, true
		}
	}
	return news.Span{}, false
}

func (s *story) namesNobody(p news.Place, src news.Span) bool {
	for _, ps := range s.Documents[p.Document].PassagesOf(p.Sentence) {
		if ps.Source == src && ps.Unnamed {
			return true
		}
	}
	return false
}

// capitalised reports whether s names somebody: a word but the first begins with a
// capital, or it is one such word and no pronoun.
func capitalised(s string) bool {
	fs := strings.Fields(s)
	for i, f := range fs {
		r, _ := utf8.DecodeRuneInString(f)
		if unicode.IsUpper(r) && (i > 0 || len(fs) == 1 && !functional[strings.ToLower(f)]) {
			return true
		}
	}
	return false
}
