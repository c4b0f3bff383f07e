package isolate

import (
	"cmp"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// A partner is a sentence of another copy that carries a claim of the sentence
// being read, and how their words differ.
type partner struct {
	at    news.Place
	edits []edit
	same  int // words in common
}

// rewritten compares the wording of every shared sentence with its partners'.
func (s *story) rewritten() {
	for d, doc := range s.Documents {
		for i := range doc.Sentences {
			p := news.Place{Document: d, Sentence: i}
			if d != s.Base && len(s.rowsOf[p]) > 0 && len(doc.SentenceWords(i)) <= maxDiffWords {
				s.reword(p)
			}
		}
	}
	s.found.Findings = once(s.found.Findings, s.sided)
	s.found.Rewordings = s.style()
}

// once drops of findings that state one difference from both sides the one that
// reads later, so that what is told does not depend on the copies' names. Findings
// that are about one side stay.
func once(fs []news.Finding, sided func(news.Finding) bool) []news.Finding {
	type side struct {
		at   news.Place
		span news.Span
	}
	told := make(map[[2]side]bool)
	for _, f := range fs {
		if f.Counterpart != nil && !sided(f) {
			told[[2]side{{news.Place{Document: f.Document, Sentence: f.Sentence}, f.Span}, {f.Counterpart.Place, f.Counterpart.Span}}] = true
		}
	}
	return slices.DeleteFunc(fs, func(f news.Finding) bool {
		if f.Counterpart == nil || sided(f) || f.Certainty == news.Sure {
			return false
		}
		here, there := side{news.Place{Document: f.Document, Sentence: f.Sentence}, f.Span}, side{f.Counterpart.Place, f.Counterpart.Span}
		return told[[2]side{there, here}] && f.Reason > mirrored(f)
	})
}

// mirrored is the reason of the same difference seen from the other side, which
// tells the two apart by their words alone.
func mirrored(f news.Finding) string {
	head, rest, ok := strings.Cut(f.Reason, ": “")
	a, b, ok2 := strings.Cut(rest, "” against “")
	if !ok || !ok2 {
		return f.Reason
	}
	return head + ": “" + strings.TrimSuffix(b, "”") + "” against “" + a + "”"
}

// sided reports whether a finding is about one side of a difference.
func (s *story) sided(f news.Finding) bool {
	return f.Kind != news.Accuracy && !(f.Kind == news.QuoteDiff && f.Category == "changed")
}

// style are the rewordings, each once, that no finding states.
func (s *story) style() []news.Rewording {
	var out []news.Rewording
	errors := make(map[news.Place][]news.Span)
	for _, f := range s.found.Findings {
		if f.Kind == news.Accuracy {
			p := news.Place{Document: f.Document, Sentence: f.Sentence}
			errors[p] = append(errors[p], f.Span)
		}
	}
	stated := func(c news.Counterpart) bool {
		return slices.ContainsFunc(errors[c.Place], func(at news.Span) bool { return at.Overlap(c.Span) > 0 })
	}
	seen := make(map[news.Rewording]bool)
	for _, w := range s.found.Rewordings {
		if seen[news.Rewording{A: w.B, B: w.A}] || stated(w.A) || stated(w.B) {
			continue
		}
		seen[w] = true
		out = append(out, w)
	}
	return out
}

// partners returns the sentences of other copies that stand in a row with p,
// nearest in wording first; with a base, only the base's.
func (s *story) partners(p news.Place) []partner {
	var ps []partner
	mine := s.Documents[p.Document].SentenceWords(p.Sentence)
	for _, n := range s.rowsOf[p] {
		for _, q := range s.Rows[n].Places {
			if q.Document == p.Document || s.Base >= 0 && q.Document != s.Base ||
				slices.ContainsFunc(ps, func(x partner) bool { return x.at == q }) {
				continue
			}
			edits := s.align(p, q)
			same := len(mine)
			for _, e := range edits {
				same -= e.aTo - e.aFrom
			}
			ps = append(ps, partner{q, edits, same})
		}
	}
	slices.SortStableFunc(ps, func(a, b partner) int { return b.same - a.same })
	return ps
}

// align diffs two sentences; stretches that only changed places are diffed with
// each other.
func (s *story) align(p, q news.Place) []edit {
	a, b := s.Documents[p.Document].SentenceWords(p.Sentence), s.Documents[q.Document].SentenceWords(q.Sentence)
	edits := wordDiff(a, b)
	var out []edit
	used := make([]bool, len(edits))
	for i, e := range edits {
		if e.bFrom == e.bTo && e.aTo-e.aFrom > 1 {
			for j, f := range edits {
				if !used[j] && f.aFrom == f.aTo && s.moved(s.phrase(p, e.aFrom, e.aTo), s.phrase(q, f.bFrom, f.bTo)) {
					used[i], used[j] = true, true
					for _, g := range wordDiff(a[e.aFrom:e.aTo], b[f.bFrom:f.bTo]) {
						out = append(out, edit{g.aFrom + e.aFrom, g.aTo + e.aFrom, g.bFrom + f.bFrom, g.bTo + f.bFrom})
					}
					break
				}
			}
		}
	}
	for i, e := range edits {
		if !used[i] {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(x, y edit) int { return cmp.Or(x.aFrom-y.aFrom, x.bFrom-y.bFrom) })
	return out
}

// moved reports whether two one-sided stretches are the same clause in another
// place: they share a content word, or one says why where the other says when.
func (s *story) moved(a, b phrase) bool {
	la, lb := a.to-a.from, b.to-b.from
	if lb < 2 || la > 3*lb || lb > 3*la {
		return false
	}
	ca, cb := a.content(), b.content()
	for w := range ca {
		if cb[w] {
			return true
		}
	}
	return len(a.in("stance.causal"))+len(a.in("stance.sequence")) > 0 && len(b.in("stance.causal"))+len(b.in("stance.sequence")) > 0
}

func (s *story) phrase(p news.Place, from, to int) phrase {
	return phrase{d: s.Documents[p.Document], sentence: p.Sentence, from: from, to: to, hits: s.cues(p)}
}

// reword reads the differences of the sentence at p from its partners.
func (s *story) reword(p news.Place) {
	partners := s.partners(p)
	if len(partners) == 0 {
		return
	}
	only := s.onlyHere(p, partners)
	main := partners[0]
	s.figures(p, partners)
	for _, e := range main.edits {
		if e.aFrom == e.aTo {
			continue // something p lacks: read when its own copy is
		}
		if e.bFrom == e.bTo {
			for _, r := range runs(only, e.aFrom, e.aTo) {
				s.noteInsertion(p, main.at, r[0], r[1])
			}
			continue
		}
		if r := runs(only, e.aFrom, e.aTo); len(r) > 0 {
			agreed := len(partners) > 1 && s.agreed(partners, main, e)
			s.clauses(p, main.at, edit{r[0][0], r[len(r)-1][1], e.bFrom, e.bTo}, agreed)
		}
	}
}

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
	for _, c := range [...]string{"stance.report_neutral", "stance.report_distancing", "stance.report_endorsing", "stance.report_evaluative"} {
		if len(p.in(c)) > 0 {
			l += 50
			break
		}
	}
	if _, _, ok := o.verbClass(); !ok {
		l = -l
	}
	d := (p.to - p.from) - (o.to - o.from)
	return l + 100 - max(d, -d)
}

// onlyHere marks the words of p that no partner has in its place.
func (s *story) onlyHere(p news.Place, partners []partner) []bool {
	only := make([]bool, len(s.Documents[p.Document].SentenceWords(p.Sentence)))
	for k := range only {
		only[k] = true
		for _, q := range partners {
			if !slices.ContainsFunc(q.edits, func(e edit) bool { return e.aFrom <= k && k < e.aTo }) {
				only[k] = false
			}
		}
	}
	return only
}

// runs returns the stretches of [from, to) that are marked.
func runs(marked []bool, from, to int) [][2]int {
	var rs [][2]int
	for k := from; k < to; k++ {
		if !marked[k] {
			continue
		}
		if n := len(rs); n > 0 && rs[n-1][1] == k {
			rs[n-1][1]++
		} else {
			rs = append(rs, [2]int{k, k + 1})
		}
	}
	return rs
}

// agreed reports whether a further copy has the same words as main at edit e: the
// wording that most share.
func (s *story) agreed(partners []partner, main partner, e edit) bool {
	want := s.phrase(main.at, e.bFrom, e.bTo).key()
	for _, q := range partners {
		if q.at.Document == main.at.Document {
			continue
		}
		for _, f := range q.edits {
			if f.aFrom < e.aTo && e.aFrom < f.aTo && s.phrase(q.at, f.bFrom, f.bTo).key() == want {
				return true
			}
		}
	}
	return false
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
