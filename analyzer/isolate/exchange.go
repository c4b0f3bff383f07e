package isolate

import (
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// longer is how many times longer one side of an edit is when it holds a clause
// besides what was exchanged.
const longer = 3

// clauses parts an edit whose own side is much the longer at its commas: the part
// most like the other side was exchanged for it, the rest was inserted ("said" /
// "who has no plan of his own, complained").
func (s *story) clauses(p, q news.Place, e edit, agreed bool) {
	if e.aTo-e.aFrom < longer*(e.bTo-e.bFrom)+1 {
		s.exchange(p, q, e, agreed)
		return
	}
	words := s.Documents[p.Document].SentenceWords(p.Sentence)
	var parts [][2]int
	from := e.aFrom
	for k := from + 1; k <= e.aTo; k++ {
		if k == e.aTo || strings.ContainsAny(s.Documents[p.Document].Text[words[k-1].End:words[k].Start], ",;:—–(") {
			if a, b := trim(words, from, k); a < b {
				parts = append(parts, [2]int{a, b})
			}
			from = k
		}
	}
	if len(parts) < 2 {
		s.exchange(p, q, e, agreed)
		return
	}
	other := s.phrase(q, e.bFrom, e.bTo)
	best, bestLike := 0, -1
	for i, r := range parts {
		if l := s.phrase(p, r[0], r[1]).like(other); l > bestLike {
			best, bestLike = i, l
		}
	}
	for i, r := range parts {
		if i == best {
			s.exchange(p, q, edit{r[0], r[1], e.bFrom, e.bTo}, agreed)
		} else {
			s.noteInsertion(p, q, r[0], r[1])
		}
	}
}

// like is how alike two phrases are in what they are, not in what they say: kinds
// of cue in common, then how near they are in length.
func (p phrase) like(o phrase) int {
	l := 0
	if _, _, ok := p.verbClass(); ok {
		l += 50
	}
	if _, _, ok := o.verbClass(); !ok {
		l = -l
	}
	d := (p.to - p.from) - (o.to - o.from)
	return l + 100 - max(d, -d)
}

// sureWords is how many words both sides of a sure swap have at the most.
const sureWords = 3

// sureRow is the probability of a row from which its swaps may be sure.
const sureRow = 0.75

// probability is that of the strongest row that joins two sentences.
func (s *story) probability(p, q news.Place) float64 {
	best := 0.0
	for _, n := range s.rowsOf[p] {
		if slices.Contains(s.Rows[n].Places, q) {
			best = max(best, s.Rows[n].Probability)
		}
	}
	return best
}

// stands reports whether the content words of phrase a all stand in the sentence
// at q.
func (s *story) stands(a phrase, q news.Place) bool {
	have := s.phrase(q, 0, len(s.Documents[q.Document].SentenceWords(q.Sentence))).content()
	for w := range a.content() {
		if !have[w] {
			return false
		}
	}
	return true
}

// exchange judges an edit with words on both sides. agreed says that most copies
// have the other side's words, so that p's are the departure.
func (s *story) exchange(p, q news.Place, e edit, agreed bool) {
	e.aFrom, e.aTo = s.whole(p, e.aFrom, e.aTo)
	e.bFrom, e.bTo = s.whole(q, e.bFrom, e.bTo)
	a, b := s.phrase(p, e.aFrom, e.aTo), s.phrase(q, e.bFrom, e.bTo)
	other := news.Counterpart{Place: q, Span: b.span()}
	n := s.iso.wording.judge(a, b)
	if n.kind == news.Swap && max(a.to-a.from, b.to-b.from) > sureWords {
		n.certainty = news.Judge // longer stretches differ in more than one thing
	}
	if n.kind == news.Swap && (s.probability(p, q) < sureRow || n.category != "attribution" && s.Documents[p.Document].VoiceAt(p.Sentence, a.span()) != news.Own) {
		n.certainty = news.Judge // perhaps not the same claim, or not the outlet's words
	}
	if n.kind == news.Swap && s.stands(a, q) && s.stands(b, p) {
		n.kind = "" // both wordings stand in both sentences
	}
	switch {
	case n.kind == "":
		s.found.Rewordings = append(s.found.Rewordings, news.Rewording{A: news.Counterpart{Place: p, Span: a.span()}, B: other})
	case n.kind == news.Accuracy || n.kind == news.QuoteDiff && n.category == "changed" || n.side == 0:
		s.note(p, a, &other, n)
	case agreed && n.kind == news.Swap:
		if n.category == "stronger" {
			n.category = "weaker"
		}
		n.reason = "most copies have the other wording: " + n.reason
		s.note(p, a, &other, n)
	}
}

// noteInsertion notes words [from, to) of p, which its partner q lacks.
func (s *story) noteInsertion(p, q news.Place, from, to int) {
	from, to = s.whole(p, from, to)
	a := s.phrase(p, from, to)
	n := s.iso.wording.inserted(a, s.phrase(q, 0, len(s.Documents[q.Document].SentenceWords(q.Sentence))))
	if n.category == "attribution" && n.kind == news.Insertion && len(a.in("stance.unnamed_source")) == 0 && s.creditedElsewhere(p) {
		return // the credit stands elsewhere in the other copies' sentences
	}
	if n.kind == "" {
		return
	}
	sent := s.Documents[q.Document].Sentences[q.Sentence]
	s.note(p, a, &news.Counterpart{Place: q, Span: sent.Span}, n)
}

// particles are the function words that a listed phrase may end in.
var particles = map[string]bool{"out": true, "up": true, "off": true, "over": true, "on": true, "in": true, "by": true}

// creditedElsewhere reports whether another copy credits somebody for what the
// sentence at p says.
func (s *story) creditedElsewhere(p news.Place) bool {
	for _, n := range s.rowsOf[p] {
		for _, q := range s.Rows[n].Places {
			if _, ok := s.source(q); ok && q.Document != p.Document {
				return true
			}
		}
	}
	return false
}

// whole gives back to words [from, to) of p the function words of a listed phrase
// that were taken off their edges: "as" of "as per", "out" of "pointed out".
func (s *story) whole(p news.Place, from, to int) (int, int) {
	words := s.Documents[p.Document].SentenceWords(p.Sentence)
	for _, h := range s.cues(p) {
		if h.First < from && from < h.Last && h.Last <= to && allFunctional(words[h.First:from]) {
			from = h.First
		}
		if from <= h.First && h.First < to && to < h.Last && particles[words[to].Fold] {
			to++
		}
	}
	return from, to
}

func (s *story) note(p news.Place, a phrase, c *news.Counterpart, n nuance) {
	d := s.Documents[p.Document]
	s.add(news.Finding{Kind: n.kind, Category: n.category, Certainty: n.certainty, Document: p.Document, Sentence: p.Sentence,
		Span: a.span(), Voice: d.VoiceAt(p.Sentence, a.span()), Reason: n.reason, Counterpart: c})
}
