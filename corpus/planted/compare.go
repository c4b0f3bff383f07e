package planted

import "gloss/analyzer/news"

// A Tally counts what was found rightly, found wrongly and missed.
type Tally struct {
	TP, FP, FN int
}

// F1 is the harmonic mean of precision and recall, 0..1; 0 if nothing was found
// and nothing was there.
func (t Tally) F1() float64 {
	if t.TP == 0 {
		return 0
	}
	return 2 * float64(t.TP) / float64(2*t.TP+t.FP+t.FN)
}

// Precision is the share of the found that was right, 0..1; 0 if nothing was found.
func (t Tally) Precision() float64 {
	if t.TP == 0 {
		return 0
	}
	return float64(t.TP) / float64(t.TP+t.FP)
}

// Recall is the share of the wanted that was found, 0..1; 0 if nothing was wanted.
func (t Tally) Recall() float64 {
	if t.TP == 0 {
		return 0
	}
	return float64(t.TP) / float64(t.TP+t.FN)
}

// Add adds the counts of u to t.
func (t *Tally) Add(u Tally) {
	t.TP, t.FP, t.FN = t.TP+u.TP, t.FP+u.FP, t.FN+u.FN
}

// Counts is how a Story and its findings stand against Gold. All pairs and
// sentences are those of the gold; a sentence of the story is all those that it
// overlaps by at least half of the shorter.
type Counts struct {
	Links      Tally // pairs of sentences of two copies
	Partial    Tally // the partial ones among them; FP is always 0
	Commentary Tally // sentences called commentary, surely; wanted are the planted comments
	Additions  Tally // sentences called addition or commentary; wanted are those with no link

	// PlantedFacts and FactsCharged count the decoys, and those of them that were
	// called commentary, surely: part of Commentary.FP.
	PlantedFacts, FactsCharged int
	// Insertions counts the planted clauses by label, those that a finding of any
	// kind in the same sentence overlaps (TP), and the others (FN). FP is always 0.
	Insertions map[string]Tally
	// Linked and Missed count the links by the operations done to either sentence:
	// found, and not found. A link may count under several, or under none.
	Linked, Missed map[Operation]int
}

// Add adds the counts of d to c.
func (c *Counts) Add(d Counts) {
	c.Links.Add(d.Links)
	c.Partial.Add(d.Partial)
	c.Commentary.Add(d.Commentary)
	c.Additions.Add(d.Additions)
	c.PlantedFacts += d.PlantedFacts
	c.FactsCharged += d.FactsCharged
	if c.Insertions == nil {
		c.Insertions, c.Linked, c.Missed = map[string]Tally{}, map[Operation]int{}, map[Operation]int{}
	}
	for k, t := range d.Insertions {
		sum := c.Insertions[k]
		sum.Add(t)
		c.Insertions[k] = sum
	}
	for o, n := range d.Linked {
		c.Linked[o] += n
	}
	for o, n := range d.Missed {
		c.Missed[o] += n
	}
}

// Compare counts what st and findings have of g. Documents and copies are matched
// by ID; one without the other counts as if it had found nothing. Called
// commentary, a sentence of the source that stands in one copy only is neither
// right nor wrong, since its class is not known; nor is one with a planted remark,
// since it may be called either.
func Compare(st news.Story, findings []news.Finding, g Gold) Counts {
	m := newMatch(st, g)
	c := Counts{Insertions: map[string]Tally{}, Linked: map[Operation]int{}, Missed: map[Operation]int{}}
	m.links(&c)
	m.sentences(&c, findings)
	m.insertions(&c, findings)
	return c
}

// A match knows which gold sentences each sentence of a story is.
type match struct {
	story  news.Story
	gold   Gold
	copyOf []int // by document: index in gold.Copies, or -1
}

func newMatch(st news.Story, g Gold) *match {
	m := &match{st, g, make([]int, len(st.Documents))}
	for i, d := range st.Documents {
		m.copyOf[i] = -1
		for k := range g.Copies {
			if g.Copies[k].ID == d.ID {
				m.copyOf[i] = k
			}
		}
	}
	return m
}

// at returns the gold sentences that a span of document d is.
func (m *match) at(d int, s news.Span) []news.Place {
	c := m.copyOf[d]
	if c < 0 {
		return nil
	}
	var out []news.Place
	for i, t := range m.gold.Copies[c].Sentences {
		if o := t.Overlap(s); o > 0 && 2*o >= min(t.Len(), s.Len()) {
			out = append(out, news.Place{Document: c, Sentence: i})
		}
	}
	return out
}

func (m *match) sentence(p news.Place) *Sentence {
	return &m.gold.Copies[p.Document].Sentences[p.Sentence]
}

// links counts the pairs of the story's rows.
func (m *match) links(c *Counts) {
	found := make(map[[2]news.Place]bool)
	for _, r := range m.story.Rows {
		var all []news.Place
		for _, p := range r.Places {
			all = append(all, m.at(p.Document, m.story.Documents[p.Document].Sentences[p.Sentence].Span)...)
		}
		for _, a := range all {
			for _, b := range all {
				if a.Document < b.Document {
					found[[2]news.Place{a, b}] = true
				}
			}
		}
	}
	right := 0
	for _, l := range m.gold.Links() {
		t, by := Tally{FN: 1}, c.Missed
		if found[[2]news.Place{l.A, l.B}] {
			t, by = Tally{TP: 1}, c.Linked
			right++
		}
		c.Links.Add(t)
		if l.Partial {
			c.Partial.Add(t)
		}
		for _, o := range either(m.sentence(l.A).Operations, m.sentence(l.B).Operations) {
			by[o]++
		}
	}
	c.Links.FP = len(found) - right
}

// either returns the operations of a and b, each once.
func either(a, b []Operation) []Operation {
	u := unit{}
	u.note(a...)
	u.note(b...)
	return u.done
}

// sentences counts what was called commentary or addition.
func (m *match) sentences(c *Counts, findings []news.Finding) {
	comment, addition := make(map[news.Place]bool), make(map[news.Place]bool)
	for _, f := range findings {
		if f.Part != news.InText || f.Kind != news.Commentary && f.Kind != news.Addition {
			continue
		}
		for _, p := range m.at(f.Document, f.Span) {
			addition[p] = true
			if f.Kind == news.Commentary && f.Certainty == news.Sure {
				comment[p] = true
			}
		}
	}
	for n := range m.gold.Copies {
		remarked := make(map[int]bool)
		for _, i := range m.gold.Copies[n].Insertions {
			remarked[i.Sentence] = remarked[i.Sentence] || i.Label == "commentary"
		}
		for i, s := range m.gold.Copies[n].Sentences {
			p := news.Place{Document: n, Sentence: i}
			alone := m.gold.Alone(p)
			c.Additions.Add(tally(addition[p], alone))
			if s.Planted != nil && !s.Planted.Commentary {
				c.PlantedFacts++
				if comment[p] {
					c.FactsCharged++
				}
			}
			if s.Planted != nil || !alone && !remarked[i] {
				c.Commentary.Add(tally(comment[p], s.IsCommentary()))
			}
		}
	}
}

func tally(found, wanted bool) Tally {
	switch {
	case found && wanted:
		return Tally{TP: 1}
	case found:
		return Tally{FP: 1}
	case wanted:
		return Tally{FN: 1}
	}
	return Tally{}
}

// insertions counts the planted clauses that a finding overlaps by half.
func (m *match) insertions(c *Counts, findings []news.Finding) {
	for n := range m.gold.Copies {
		for _, mark := range m.gold.Copies[n].Insertions {
			hit := false
			for _, f := range findings {
				if f.Part != news.InText || f.Sentence < 0 || m.copyOf[f.Document] != n || f.Kind == news.Addition || f.Kind == news.Placement {
					continue
				}
				o := mark.Overlap(f.Span)
				hit = hit || o > 0 && 2*o >= min(mark.Len(), f.Len())
			}
			t := c.Insertions[mark.Label]
			t.Add(tally(hit, true))
			c.Insertions[mark.Label] = t
		}
	}
}
