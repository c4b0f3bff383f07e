package outlet

import (
	"slices"
	"strings"

	"gloss/analyzer/news"
	"gloss/analyzer/score"
)

// A Story is one story counted. It is to be added to a Total, which keeps the
// counts and nothing that points into the story's texts.
type Story struct {
	id     string
	name   func(news.Finding) string
	units  []unit
	beside []besides
}

// A unit is what one outlet's articles of one story come to.
type unit struct {
	outlet                               string // empty: not named, so nobody's figures and only part of the rest
	values                               [numMeasures]value
	sure                                 [numMeasures]int32
	articles, credited, sentences, words int32
	examples                             []candidate
}

// A value is a count and what it was counted among; of tone, the sum over words
// and the words.
type value struct{ n, of float32 }

// besides are articles that are in no figure.
type besides struct {
	outlet string
	Beside
}

// Count counts what a story says of its outlets. Silent findings are counted, and no
// examples. measures are score's, by document; without them the story could not be
// compared, and nothing is counted. id names a finding.
func Count(st *news.Story, findings, silent []news.Finding, measures []score.Measures, id func(news.Finding) string) Story {
	s := Story{id: st.ID, name: id}
	if len(measures) != len(st.Documents) {
		return s
	}
	c := &counter{Story: st, measures: measures, unitOf: make([]*unit, len(st.Documents))}
	c.group(&s)
	for d, doc := range st.Documents {
		if u := c.unitOf[d]; u != nil {
			c.document(u, d, doc)
		}
	}
	c.rows()
	for i, fs := range [...][]news.Finding{findings, silent} {
		for _, f := range fs {
			u := c.unitOf[f.Document]
			if u == nil {
				continue
			}
			c.finding(u, f)
			if i == 0 {
				c.example(u, f)
			}
		}
	}
	return s
}

// A counter counts one story.
type counter struct {
	*news.Story
	measures []score.Measures
	unitOf   []*unit // by document; nil: in no figure
}

// group makes a unit of each outlet, and sets aside what is in no figure: pieces
// that are no news, excerpts, a base, and everything if only one outlet is left.
func (c *counter) group(s *Story) {
	byName := make(map[string]*unit)
	var units []*unit
	var names []string
	for d, doc := range c.Documents {
		name := strings.Join(strings.Fields(doc.Outlet), " ")
		switch {
		case d == c.Base:
		case doc.Genre.Name != "" && doc.Genre.Name != "news":
			s.beside = append(s.beside, besides{name, Beside{Opinion: 1}})
		case doc.Excerpt:
			s.beside = append(s.beside, besides{name, Beside{Excerpts: 1}})
		default:
			u := byName[name]
			if u == nil || name == "" {
				u = &unit{outlet: name}
				byName[name], units = u, append(units, u)
			}
			c.unitOf[d], names = u, append(names, name)
		}
	}
	if len(units) < 2 && c.Base < 0 {
		clear(c.unitOf)
		for _, n := range names {
			s.beside = append(s.beside, besides{n, Beside{Alone: 1}})
		}
	} else {
		slices.SortStableFunc(units, func(a, b *unit) int { return strings.Compare(a.outlet, b.outlet) })
		s.units = make([]unit, len(units))
		at := make(map[*unit]*unit, len(units))
		for i, u := range units {
			s.units[i].outlet = u.outlet
			at[u] = &s.units[i]
		}
		for d, u := range c.unitOf {
			c.unitOf[d] = at[u]
		}
	}
}

// manyCopies is how many copies there are from which a credit that most others give
// is missed, and leastShared how many shared sentences an article has from which
// the order of its claims is compared; as package isolate has it.
const (
	manyCopies  = 3
	leastShared = 6
)

// document counts what stands in one article, whatever was found in it.
func (c *counter) document(u *unit, d int, doc *news.Document) {
	m := c.measures[d]
	u.articles++
	if doc.Credit.Name != "" {
		u.credited++
	}
	u.sentences += int32(m.Sentences)
	u.words += int32(m.Words)
	if _, _, _, ok := doc.Headline(); ok {
		u.values[headline].of++
	}
	own, only := 0, 0
	for i, sent := range doc.Sentences {
		if sent.Kind != news.Prose || sent.First == sent.Last {
			continue
		}
		if doc.VoiceOf(i) == news.Own {
			own++
		}
		if by := m.BySentence[i]; !by.Shared {
			only += by.OwnWords
		}
	}
	v := &u.values
	v[commentary].of += float32(own)
	v[commentaryJudge].of += float32(own)
	v[loaded].of += float32(only)
	v[unnamed].of += float32(m.OnlyHere)
	v[shared].n += float32(m.Shared)
	v[shared].of += float32(m.Sentences)
	if len(c.Documents) >= manyCopies || c.Base >= 0 {
		v[attribution].of += float32(m.Shared)
	}
	if m.Shared >= leastShared {
		v[placement].of += float32(m.Shared)
	}
	for _, k := range [...]int{swapStronger, swapWeaker, swapHedge, swapAttribution, swapLabel, swapAgency, quotation} {
		v[k].of += float32(m.Shared)
	}
	if w := m.ToneOwnHere.Words; w > 0 && m.ToneShared.Words > 0 {
		v[tone].n += float32(w) * float32(m.ToneOwnHere.Value-m.ToneShared.Value)
		v[tone].of += float32(w)
		u.sure[tone] += int32(m.ToneOwnHere.Sentences)
	}
}

// rows counts what needs the rows: claims that most others carry, and the agency's
// text.
func (c *counter) rows() {
	agency := slices.IndexFunc(c.Documents, func(d *news.Document) bool { return d.ID == c.Wire })
	claims, wired := make(map[news.Place]bool), make(map[news.Place]bool)
	for _, r := range c.Rows {
		guarded := c.guarded(r)
		fromWire := agency >= 0 && slices.ContainsFunc(r.Places, func(p news.Place) bool { return p.Document == agency })
		for _, p := range r.Places {
			u := c.unitOf[p.Document]
			if u == nil {
				continue
			}
			if guarded && !claims[p] {
				claims[p] = true
				u.values[omission].of++
			}
			if fromWire && p.Document != agency && !wired[p] {
				wired[p] = true
				u.values[wire].n++
			}
		}
	}
	for d, u := range c.unitOf {
		if u != nil && agency >= 0 && d != agency {
			u.values[wire].of += float32(c.measures[d].Sentences)
		}
	}
}

// guarded reports whether a copy that lacked row r would be said to omit it: most
// of the other copies, and two at least, carry it. Excerpts that lack it count on
// neither side. With a base, it is what the base has.
func (c *counter) guarded(r news.Row) bool {
	if c.Base >= 0 {
		return c.Shares(r)
	}
	others := r.Support() - 1
	lack := 0
	for d, doc := range c.Documents {
		if !doc.Excerpt && !slices.ContainsFunc(r.Places, func(p news.Place) bool { return p.Document == d }) {
			lack++
		}
	}
	return others >= 2 && others > lack
}

// finding counts one finding.
func (c *counter) finding(u *unit, f news.Finding) {
	if f.Kind == news.Omission {
		u.values[omission].of++ // carried claims were counted by rows
	}
	m := measureOf(f)
	if m < 0 || m == loaded && c.measures[f.Document].BySentence[f.Sentence].Shared {
		return
	}
	u.values[m].n++
	if f.Certainty == news.Sure {
		u.sure[m]++
	}
}
