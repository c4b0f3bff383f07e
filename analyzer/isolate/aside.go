package isolate

import (
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// newShare is how much of a clause's content no partner has where the clause is
// taken for an aside; a word or two in common is chance.
const newShare = 0.75

// asides notes the clauses of the sentence at p, between its commas, colons and
// dashes, that read like commentary and of which no partner has the content: what a
// word diff parts at every word that the sentences happen to share. It returns their
// spans.
func (s *story) asides(p news.Place, partners []partner) []news.Span {
	d := s.Documents[p.Document]
	parts := d.SentenceWords(p.Sentence)
	var theirs map[string]bool
	var noted []news.Span
	for _, r := range stretches(d.Text, parts) {
		a := s.phrase(p, r[0], r[1])
		if r[1]-r[0] < leastClause || r[1]-r[0] == len(parts) || !s.ownWords(a) {
			continue
		}
		if theirs == nil {
			theirs = make(map[string]bool)
			for _, q := range partners {
				for w := range s.phrase(q.at, 0, len(s.Documents[q.at.Document].SentenceWords(q.at.Sentence))).content() {
					theirs[w] = true
				}
			}
		}
		if !mostlyNew(a.content(), theirs) || s.iso.clause(a) < clauseOdds {
			continue
		}
		main := partners[0].at
		n := s.iso.wording.inserted(a, s.phrase(main, 0, len(s.Documents[main.Document].SentenceWords(main.Sentence))))
		if n.kind != news.Insertion || n.category != "commentary" && n.category != "fact" {
			continue // it is a credit, a hedge, a label
		}
		if n.category == "fact" {
			n = nuance{news.Insertion, "commentary", news.Judge, 0, readsLike + ": “" + a.text() + "”"}
		}
		s.note(p, a, &news.Counterpart{Place: main, Span: s.Documents[main.Document].Sentences[main.Sentence].Span}, n)
		noted = append(noted, a.span())
	}
	return noted
}

// readsLike is the reason of clauses that are commentary by their wording.
const readsLike = "reads like commentary, only here"

// stretches returns the runs of words between marks that part clauses.
func stretches(text string, words []news.Word) [][2]int {
	var rs [][2]int
	from := 0
	for k := 1; k <= len(words); k++ {
		if k == len(words) || strings.ContainsAny(text[words[k-1].End:words[k].Start], ",;:—–()") {
			rs = append(rs, [2]int{from, k})
			from = k
		}
	}
	return rs
}

// ownWords reports whether all of a is in the outlet's voice, and no part of a
// credit.
func (s *story) ownWords(a phrase) bool {
	for _, w := range a.words() {
		if a.d.VoiceAt(a.sentence, w.Span) != news.Own {
			return false
		}
	}
	for _, ps := range a.d.PassagesOf(a.sentence) {
		if ps.Source.Overlap(a.span()) > 0 {
			return false
		}
	}
	return true
}

func mostlyNew(mine, theirs map[string]bool) bool {
	fresh := 0
	for w := range mine {
		if !theirs[w] {
			fresh++
		}
	}
	return fresh > 1 && float64(fresh) >= newShare*float64(len(mine))
}

// within reports whether at lies by half in one of spans.
func within(spans []news.Span, at news.Span) bool {
	return slices.ContainsFunc(spans, func(s news.Span) bool { o := s.Overlap(at); return o > 0 && 2*o >= at.Len() })
}
