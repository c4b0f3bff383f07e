package corpus

import (
	"cmp"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// whole are the kinds of mark that are about a whole sentence.
var whole = []string{"link", "commentary", "addition", "heading", "boilerplate"}

func newComparison(s Story, st *news.Story, findings []news.Finding) *comparison {
	c := &comparison{Story: s, st: st, findings: findings, units: make(map[string][]news.Span), at: make(map[news.Place][]int),
		byKind: make(map[string]map[int]bool), unsure: make(map[string]map[int]bool)}
	for _, m := range s.Marks {
		if slices.Contains(whole, m.Kind) {
			c.units[m.Document] = append(c.units[m.Document], m.Span)
			if m.Other != "" {
				c.units[m.Other] = append(c.units[m.Other], m.OtherSpan)
			}
		}
	}
	for d, spans := range c.units {
		slices.SortFunc(spans, func(a, b news.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
		c.units[d] = slices.Compact(spans)
	}
	for d, doc := range st.Documents {
		for i, sent := range doc.Sentences {
			c.at[news.Place{Document: d, Sentence: i}] = hit(c.units[doc.ID], sent.Span)
		}
	}
	for _, m := range s.Marks {
		if !slices.Contains(whole, m.Kind) {
			continue
		}
		set := c.byKind
		if !m.Sure {
			set = c.unsure
		}
		key := m.Document + " " + m.Kind
		if set[key] == nil {
			set[key] = make(map[int]bool)
		}
		set[key][c.unit(m.Document, m.Span)] = true
	}
	return c
}

// hit returns the units that at overlaps by at least half of the shorter of the
// two.
func hit(units []news.Span, at news.Span) []int {
	var in []int
	for i, u := range units {
		if o := u.Overlap(at); o > 0 && 2*o >= min(u.Len(), at.Len()) {
			in = append(in, i)
		}
	}
	return in
}

func (c *comparison) unit(document string, at news.Span) int {
	i, _ := slices.BinarySearchFunc(c.units[document], at, func(u, at news.Span) int { return cmp.Or(u.Start-at.Start, u.End-at.End) })
	return i
}

// A pair is two linked units, the document whose name sorts first in front.
type pair struct {
	a, b   string
	ua, ub int
}

func makePair(a string, ua int, b string, ub int) pair {
	if b < a {
		return pair{b, a, ub, ua}
	}
	return pair{a, b, ua, ub}
}

// markedLinks returns the link marks, sure and to judge.
func (c *comparison) markedLinks() (sure, unsure map[pair]bool) {
	sure, unsure = make(map[pair]bool), make(map[pair]bool)
	for _, m := range c.Marks {
		if m.Kind != "link" {
			continue
		}
		p := makePair(m.Document, c.unit(m.Document, m.Span), m.Other, c.unit(m.Other, m.OtherSpan))
		if m.Sure {
			sure[p] = true
		} else {
			unsure[p] = true
		}
	}
	return sure, unsure
}

func (c *comparison) links() Counts {
	got := make(map[pair]bool)
	for _, r := range c.st.Rows {
		for i, p := range r.Places {
			for _, q := range r.Places[i+1:] {
				for _, ua := range c.at[p] {
					for _, ub := range c.at[q] {
						if p.Document != q.Document {
							got[makePair(c.st.Documents[p.Document].ID, ua, c.st.Documents[q.Document].ID, ub)] = true
						}
					}
				}
			}
		}
	}
	sure, unsure := c.markedLinks()
	return counts(got, sure, unsure)
}

// counts compares two sets; what is in unsure counts neither way.
func counts[K comparable](got, sure, unsure map[K]bool) Counts {
	var n Counts
	for k := range sure {
		if got[k] {
			n.Found++
		} else {
			n.Missed++
		}
	}
	for k := range got {
		if !sure[k] && !unsure[k] {
			n.False++
		}
	}
	return n
}

// A sentence is a unit of a document.
type sentence struct {
	document string
	unit     int
}

func (c *comparison) commentary() Counts {
	got, sure, unsure := make(map[sentence]bool), make(map[sentence]bool), make(map[sentence]bool)
	for _, f := range c.findings {
		if f.Kind == news.Commentary && f.Certainty == news.Sure {
			id := c.st.Documents[f.Document].ID
			for _, u := range hit(c.units[id], f.Span) {
				got[sentence{id, u}] = true
			}
		}
	}
	for key, units := range c.byKind {
		if id, ok := strings.CutSuffix(key, " commentary"); ok {
			for u := range units {
				sure[sentence{id, u}] = true
			}
		}
	}
	for key, units := range c.unsure {
		id, kind, _ := strings.Cut(key, " ")
		for u := range units {
			if kind == "commentary" || kind == "addition" {
				unsure[sentence{id, u}] = true
			}
		}
	}
	for _, m := range c.Marks { // a shared sentence with an evaluating clause of its own
		if m.Kind == "insertion" && m.Label == "commentary" {
			for _, u := range hit(c.units[m.Document], m.Span) {
				unsure[sentence{m.Document, u}] = true
			}
		}
	}
	return counts(got, sure, unsure)
}

// omissions counts a marked omission as found if the report says that the copy
// lacks the marked sentence or one linked to it.
func (c *comparison) omissions() Counts {
	sure, unsure := c.markedLinks()
	same := func(a string, ua int, b string, ub int) bool {
		p := makePair(a, ua, b, ub)
		return a == b && ua == ub || sure[p] || unsure[p]
	}
	var n Counts
	used := make(map[int]bool)
	for _, m := range c.Marks {
		if m.Kind != "omission" {
			continue
		}
		want, found := c.unit(m.Other, m.OtherSpan), false
		for i, f := range c.findings {
			if f.Kind != news.Omission || c.st.Documents[f.Document].ID != m.Document {
				continue
			}
			other := c.st.Documents[f.Counterpart.Document].ID
			for _, u := range hit(c.units[other], f.Span) {
				if same(other, u, m.Other, want) {
					found, used[i] = true, true
				}
			}
		}
		if m.Sure && found {
			n.Found++
		} else if m.Sure {
			n.Missed++
		}
	}
	for i, f := range c.findings {
		if f.Kind == news.Omission && !used[i] {
			n.False++
		}
	}
	return n
}

// ownVoice leaves out marks of loaded words that are somebody else's.
func ownVoice(m Mark) bool {
	return !strings.HasPrefix(m.Note, "quoted voice") && !strings.HasPrefix(m.Note, "attributed voice")
}

// overlapping counts the sure marks of one kind that a finding overlaps, in its
// own words or its counterpart's. A finding of kind that overlaps no mark of any
// kind but a neutral swap is false.
func (c *comparison) overlapping(kind string, want func(Mark) bool, as news.FindingKind) Counts {
	var n Counts
	for _, m := range c.Marks {
		if m.Kind != kind || !m.Sure || want != nil && !want(m) {
			continue
		}
		if slices.ContainsFunc(c.findings, func(f news.Finding) bool {
			return f.Kind != news.Addition && f.Kind != news.Omission && f.Kind != news.Placement && !f.Shared && c.touches(f, m)
		}) {
			n.Found++
		} else {
			n.Missed++
		}
	}
	for _, f := range c.findings {
		if f.Kind != as || f.Certainty != news.Sure || f.Shared || as == news.Insertion && f.Category == "fact" {
			continue
		}
		if !slices.ContainsFunc(c.Marks, func(m Mark) bool {
			return m.Kind != "link" && m.Kind != "voice" && m.Kind != "addition" && m.Label != "neutral" && c.touches(f, m)
		}) {
			n.False++
		}
	}
	return n
}

// touches reports whether a finding's words, or its counterpart's, overlap a
// mark's.
func (c *comparison) touches(f news.Finding, m Mark) bool {
	id := c.st.Documents[f.Document].ID
	if f.Part == news.InText && id == m.Document && f.Span.Overlap(m.Span) > 0 {
		return true
	}
	if f.Counterpart == nil || f.Kind == news.Insertion {
		return false
	}
	other := c.st.Documents[f.Counterpart.Document].ID
	return other == m.Document && f.Counterpart.Span.Overlap(m.Span) > 0 && (m.Other == "" || m.Other == id)
}

func (c *comparison) voice(want func(Mark) bool) Counts {
	var n Counts
	for _, m := range c.Marks {
		if m.Kind != "voice" || !m.Sure || m.Label == "unclear" || !want(m) {
			continue
		}
		if c.voiceOf(m) == m.Label {
			n.Found++
		} else {
			n.Missed++
		}
	}
	return n
}

// voiceOf is the voice in which most of a mark's words are.
func (c *comparison) voiceOf(m Mark) string {
	d := slices.IndexFunc(c.st.Documents, func(d *news.Document) bool { return d.ID == m.Document })
	if d < 0 {
		return ""
	}
	doc := c.st.Documents[d]
	words := make(map[news.Voice]int)
	for i, s := range doc.Sentences {
		if s.Overlap(m.Span) == 0 {
			continue
		}
		if s.Kind == news.Prose && 10*s.Overlap(m.Span) >= 9*s.Len() {
			words[doc.VoiceOf(i)] += s.Last - s.First // a whole sentence has the voice it is given
			continue
		}
		for _, w := range doc.SentenceWords(i) {
			if m.Span.Contains(w.Span) {
				words[doc.VoiceAt(i, w.Span)]++
			}
		}
	}
	best, most := news.Unclear, 0
	for _, v := range [...]news.Voice{news.Own, news.Attributed, news.Quoted, news.Unclear} {
		if words[v] > most {
			best, most = v, words[v]
		}
	}
	return best.String()
}

// boilerplate counts marked boilerplate and headings that are known as such, and
// prose that was taken for either.
func (c *comparison) boilerplate() Counts {
	got, sure, unsure := make(map[sentence]bool), make(map[sentence]bool), make(map[sentence]bool)
	for d, doc := range c.st.Documents {
		for i, s := range doc.Sentences {
			for _, u := range c.at[news.Place{Document: d, Sentence: i}] {
				if s.Kind != news.Prose {
					got[sentence{doc.ID, u}] = true
				}
			}
		}
	}
	for _, m := range c.Marks {
		if m.Kind == "boilerplate" || m.Kind == "heading" {
			set := sure
			if !m.Sure {
				set = unsure
			}
			set[sentence{m.Document, c.unit(m.Document, m.Span)}] = true
		}
	}
	return counts(got, sure, unsure)
}
