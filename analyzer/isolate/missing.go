package isolate

import (
	"fmt"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// omissions finds the rows that most other copies carry (never fewer than two,
// unless a base is named) and a copy lacks, but for the tail of a copy cut short.
// What an excerpt lacks means nothing.
func (s *story) omissions() {
	if len(s.Documents) < 3 && s.Base < 0 {
		return
	}
	for d := range s.Documents {
		if d == s.Base || s.Documents[d].Excerpt {
			continue
		}
		end := s.lastCarried(d)
		told := make(map[news.Place]bool)
		for _, r := range s.Rows {
			from, ok := s.lacks(d, r)
			if !ok || told[from] || s.cut(r, end) {
				continue
			}
			for _, p := range r.Places {
				told[p] = true
			}
			doc := s.Documents[from.Document]
			span := doc.Sentences[from.Sentence].Span
			others := s.others(d, r)
			reason := fmt.Sprintf("%d of %d other copies carry this", r.Support(), others)
			if s.Base >= 0 {
				reason = "the base has this"
			}
			certainty := news.Sure
			if near, ok := s.echo(d, from); ok {
				certainty, reason = news.Judge, reason+"; but “"+near+"” may stand for it here"
			}
			s.add(news.Finding{Kind: news.Omission, Certainty: certainty, Document: d, Sentence: -1, Span: span,
				Voice: doc.VoiceOf(from.Sentence), Reason: reason, Counterpart: &news.Counterpart{Place: from, Span: span}})
		}
	}
	if s.Base >= 0 {
		s.baseOnly()
	}
}

// lacks reports whether copy d lacks the claim of row r, and the sentence that
// shows what it lacks.
func (s *story) lacks(d int, r news.Row) (from news.Place, ok bool) {
	for _, p := range r.Places {
		if p.Document == d || s.linkedTo(p, d) {
			return from, false
		}
	}
	if s.Base >= 0 {
		for _, p := range r.Places {
			if p.Document == s.Base {
				return p, true
			}
		}
		return from, false
	}
	if support := r.Support(); support < 2 || 2*support <= s.others(d, r) {
		return from, false
	}
	return s.plainest(r), true
}

// others counts the copies beside d that carry row r, or could: an excerpt that
// lacks it counts on neither side.
func (s *story) others(d int, r news.Row) int {
	n := r.Support()
	for i, doc := range s.Documents {
		if i != d && !doc.Excerpt && !slices.ContainsFunc(r.Places, func(p news.Place) bool { return p.Document == i }) {
			n++
		}
	}
	return n
}

// plainest is the sentence of row r with the fewest terms that judge: what is missing
// is shown in the words that charge nobody.
func (s *story) plainest(r news.Row) news.Place {
	best, least := r.Places[0], math.Inf(1)
	for _, p := range r.Places {
		o := s.colour(p)
		if text := s.Documents[p.Document].SentenceText(p.Sentence); o < least || o == least && text < s.Documents[best.Document].SentenceText(best.Sentence) {
			best, least = p, o
		}
	}
	return best
}

// colour is the summed strength of the terms in the sentence at p, whoever speaks
// them, that judge or that say how something was said.
func (s *story) colour(p news.Place) float64 {
	sum := 0.0
	for _, h := range s.cues(p) {
		if c := h.Term; c.In("loaded") || c.In("opinion") || c.In("stance.report_evaluative") || c.In("stance.report_distancing") || c.In("stance.report_endorsing") {
			sum += c.Weight
		}
	}
	return sum
}

// echoes are how many names and figures of a missing claim a sentence may share
// before it may stand for it in other words.
const echoes = 2

// echo finds a sentence only in copy d that shares names and figures with the
// sentence at from: a claim told in wholly other words is no omission.
func (s *story) echo(d int, from news.Place) (string, bool) {
	want := s.pegs(from)
	doc := s.Documents[d]
	for i, sent := range doc.Sentences {
		p := news.Place{Document: d, Sentence: i}
		if sent.Kind != news.Prose || len(s.rowsOf[p]) > 0 {
			continue
		}
		common := 0
		for w := range s.pegs(p) {
			if want[w] {
				common++
			}
		}
		if common >= echoes && 2*common >= len(want) {
			return lastWords(sent.Of(doc.Text)), true
		}
	}
	return "", false
}

// pegs are the names and figures of the sentence at p.
func (s *story) pegs(p news.Place) map[string]bool {
	doc := s.Documents[p.Document]
	m := make(map[string]bool)
	for k, w := range doc.SentenceWords(p.Sentence) {
		r, _ := utf8.DecodeRuneInString(doc.Text[w.Start:])
		if n := digits(w); n != "" {
			m[n] = true
		} else if k > 0 && unicode.IsUpper(r) && !functional[w.Fold] {
			m[w.Fold] = true
		}
	}
	return m
}

// baseOnly finds what no copy but the base has.
func (s *story) baseOnly() {
	base := s.Documents[s.Base]
	end := make([]int, len(s.Documents))
	for d := range s.Documents {
		end[d] = s.lastCarried(d)[s.Base]
	}
	for i, sent := range base.Sentences {
		p := news.Place{Document: s.Base, Sentence: i}
		if sent.Kind != news.Prose || sent.First == sent.Last || len(s.rowsOf[p]) > 0 {
			continue
		}
		for d := range s.Documents {
			if d != s.Base && i < end[d] {
				s.add(news.Finding{Kind: news.Omission, Certainty: news.Sure, Document: d, Sentence: -1, Span: sent.Span,
					Voice: base.VoiceOf(i), Reason: "the base has this", Counterpart: &news.Counterpart{Place: p, Span: sent.Span}})
			}
		}
	}
}

// linkedTo reports whether the sentence at p stands in a row with copy d.
func (s *story) linkedTo(p news.Place, d int) bool {
	return slices.ContainsFunc(s.rowsOf[p], func(n int) bool {
		return slices.ContainsFunc(s.Rows[n].Places, func(q news.Place) bool { return q.Document == d })
	})
}

// lastCarried is, by document, the last sentence that copy d carries too: beyond
// it, d may just have been cut.
func (s *story) lastCarried(d int) []int {
	end := make([]int, len(s.Documents))
	for k := range end {
		end[k] = -1
	}
	for _, r := range s.Rows {
		if !slices.ContainsFunc(r.Places, func(p news.Place) bool { return p.Document == d }) {
			continue
		}
		for _, p := range r.Places {
			end[p.Document] = max(end[p.Document], p.Sentence)
		}
	}
	return end
}

// cut reports whether row r stands beyond the end of a shortened copy in every
// copy that carries it.
func (s *story) cut(r news.Row, end []int) bool {
	for _, p := range r.Places {
		if p.Sentence < end[p.Document] {
			return false
		}
	}
	return true
}
