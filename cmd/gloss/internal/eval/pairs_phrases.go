package eval

import (
	"slices"

	"gloss/analyzer/news"
	"gloss/analyzer/report"
)

// A goldInsertion is a clause or word that only one side has.
type goldInsertion struct {
	Side string `json:"side"`
	I    int    `json:"i"`
	Text string `json:"text"`
}

// A goldSwap is wording that differs and changes the framing.
type goldSwap struct {
	AI int    `json:"a_i"`
	BI int    `json:"b_i"`
	A  string `json:"a"`
	B  string `json:"b"`
}

// A marking is one annotator's phrase as it may stand in the documents; side by
// side, each side with every place where the phrase occurs in its line. A side
// that the marking does not speak of is nil.
type marking [2][]news.Span

// meets reports whether two markings overlap on every side that both speak of.
func (m marking) meets(o marking) bool {
	met := false
	for s := range m {
		if m[s] == nil || o[s] == nil {
			if (m[s] == nil) != (o[s] == nil) {
				return false
			}
			continue
		}
		if !slices.ContainsFunc(m[s], func(at news.Span) bool { return anyOverlaps(o[s], at) }) {
			return false
		}
		met = true
	}
	return met
}

// phrases counts swaps and insertions. What two annotators marked in overlapping
// places is one item, found if either's phrase is. The report may call a swap a
// change of attribution or quotation, and an insertion commentary: what is asked
// is whether the reader is shown it. Precision is of the kind's own name alone,
// and too low by what no annotator noted.
func (t *pairTallies) phrases(p *annotatedPair, st report.Story) {
	if p.gold.Swaps == nil {
		return // a file of labels has the lines of insertions, not their words
	}
	var swaps, insertions []marking
	for _, annotator := range p.gold.Swaps {
		for _, g := range annotator {
			m := marking{p.places(0, g.AI, g.A), p.places(1, g.BI, g.B)}
			if m[0] != nil && m[1] != nil {
				swaps = append(swaps, m)
			}
		}
	}
	for _, annotator := range p.gold.Insertions {
		for _, g := range annotator {
			var m marking
			s := index(g.Side == "B")
			if m[s] = p.places(s, g.I, g.Text); m[s] != nil {
				insertions = append(insertions, m)
			}
		}
	}
	items(t.swaps, t.swapsFound, p.group, swaps, findings(st, bothSides, news.Swap, news.QuoteDiff, news.Attribution), findings(st, bothSides, news.Swap))
	items(t.insertions, t.insertionsFound, p.group, insertions,
		findings(st, oneSide, news.Insertion, news.Commentary, news.Swap, news.QuoteDiff, news.Attribution), findings(st, oneSide, news.Insertion))
}

// places returns where a phrase of line i stands in side s's text; nil if nowhere.
func (p *annotatedPair) places(s, i int, phrase string) []news.Span {
	for k, l := range p.lines[s] {
		if l.I == i {
			return occurrences(l.Text, phrase, p.spans[s][k].Start)
		}
	}
	return nil
}

// bothSides and oneSide make a marking of a finding.
func bothSides(f news.Finding) marking {
	var m marking
	m[f.Document] = []news.Span{f.Span}
	if f.Counterpart != nil {
		m[f.Counterpart.Document] = []news.Span{f.Counterpart.Span}
	}
	return m
}

func oneSide(f news.Finding) marking {
	var m marking
	m[f.Document] = []news.Span{f.Span}
	return m
}

func findings(st report.Story, as func(news.Finding) marking, kinds ...news.FindingKind) []marking {
	var out []marking
	for _, f := range st.Findings {
		if slices.Contains(kinds, f.Kind) && f.Part == news.InText {
			out = append(out, as(f))
		}
	}
	return out
}

// items counts, into recall, the groups of gold markings that anything of shown
// meets, and, into precision, what of named meets gold.
func items(recall, precision *Tally, doc string, gold, shown, named []marking) {
	meetsAny := func(ms []marking, m marking) bool { return slices.ContainsFunc(ms, m.meets) }
	for _, group := range together(gold) {
		tick(recall, doc, slices.ContainsFunc(group, func(m marking) bool { return meetsAny(shown, m) }))
	}
	for _, m := range named {
		tick(precision, doc, meetsAny(gold, m))
	}
}

// together groups the markings that meet, directly or through others.
func together(ms []marking) [][]marking {
	var groups [][]marking
	for _, m := range ms {
		joined := []marking{m}
		rest := groups[:0:0]
		for _, g := range groups {
			if slices.ContainsFunc(g, m.meets) {
				joined = append(joined, g...)
			} else {
				rest = append(rest, g)
			}
		}
		groups = append(rest, joined)
	}
	return groups
}
