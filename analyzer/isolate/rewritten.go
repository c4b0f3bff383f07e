package isolate

import (
	"cmp"
	"slices"

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
	s.found.Findings = quotations(once(s.found.Findings))
	s.found.Rewordings = s.style()
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

// verbatim reports whether another copy has the sentence at p to the letter; with a
// base, whether the base has.
func (s *story) verbatim(p news.Place) bool {
	mine := s.Documents[p.Document].SentenceText(p.Sentence)
	for _, n := range s.rowsOf[p] {
		for _, q := range s.Rows[n].Places {
			if q.Document != p.Document && (s.Base < 0 || q.Document == s.Base) && mine == s.Documents[q.Document].SentenceText(q.Sentence) {
				return true
			}
		}
	}
	return false
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
	if s.verbatim(p) {
		return // nothing of it is only here
	}
	partners := s.partners(p)
	if len(partners) == 0 {
		return
	}
	only := s.onlyHere(p, partners)
	main := partners[0]
	s.figures(p, partners)
	s.marks(p, partners)
	asides, noted := s.asides(p, partners), len(s.found.Findings)
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
	s.found.Findings = append(s.found.Findings[:noted], slices.DeleteFunc(s.found.Findings[noted:], func(f news.Finding) bool {
		return f.Kind == news.Insertion && within(asides, f.Span) // noted as a whole
	})...)
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
