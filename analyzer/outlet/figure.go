package outlet

import (
	"cmp"
	"slices"
)

// figures are the figures of outlet r, in the order of Measures.
func (t *Total) figures(r *running, minStories int) []Figure {
	var of [numMeasures][]value
	for _, at := range r.in {
		for m, v := range t.stories[at.story].units[at.unit].values {
			of[m] = append(of[m], v)
		}
	}
	fs := make([]Figure, numMeasures)
	for m := range fs {
		s := sumOf(of[m])
		f := &fs[m]
		*f = Figure{Measure: Measures[m].Name, Count: int(s.n), Sure: r.sure[m], Of: int(s.of), Stories: s.stories}
		if m == tone {
			f.Count, f.Sure = r.sure[m], 0
		}
		if s.of == 0 || s.stories < minStories {
			continue
		}
		f.rate(Measures[m], s)
		f.Difference = t.difference(r, m, minStories)
	}
	return fs
}

// rate sets a figure's rate and interval.
func (f *Figure) rate(m Measure, s sum) {
	rate := m.Scale * s.n / s.of
	f.Rate = &rate
	f.Rough = s.stories < fewStories || s.n >= fewCounts && 2*s.most > s.n
	if s.stories < 2 {
		return
	}
	low, high := s.interval(m.Interval)
	f.Interval = &Interval{Low: m.Scale * low, High: m.Scale * high, Method: m.Interval}
}

// From how many stories on intervals hold what they say (TestCoverage), and from
// which count on more than half of it must not come from one story.
const (
	fewStories = 15
	fewCounts  = 4
)

// difference is that of outlet r to the rest by measure m; nil where too few stories
// have both.
func (t *Total) difference(r *running, m, minStories int) *Difference {
	strata := t.strata(r, m)
	if len(strata) < max(2, minStories) {
		return nil
	}
	d := &Difference{Stories: len(strata)}
	var telling [][]float64
	var own, rest value
	for _, s := range strata {
		own.n, own.of, rest.n, rest.of = own.n+s.own.n, own.of+s.own.of, rest.n+s.rest.n, rest.of+s.rest.of
		if s.departures != nil {
			telling = append(telling, s.departures)
		}
	}
	d.Count, d.Of, d.RestCount, d.RestOf, d.Telling = int(own.n), int(own.of), int(rest.n), int(rest.of), len(telling)
	scale := Measures[m].Scale
	c := contrasted(strata, Measures[m].Interval)
	d.Rate, d.RestRate, d.Estimate, d.Low, d.High = scale*c.own, scale*c.rest, scale*c.difference(), scale*c.low, scale*c.high
	if m == tone {
		d.Count, d.RestCount = 0, 0
	}
	d.Rough = len(strata) < fewStories
	d.P = exchange(telling, seedOf(r.Name, Measures[m].Name), mostDrawn)
	return d
}

// mostDrawn is how many exchanges are drawn at the most.
const mostDrawn = 40_000

// correct sets Q of all differences, by Benjamini and Hochberg's step-up procedure,
// and returns how many were tested: where less than two stories tell anything, no
// outcome could stand out.
func correct(outlets []Outlet) int {
	var ds []*Difference
	for i := range outlets {
		for k := range outlets[i].Figures {
			if d := outlets[i].Figures[k].Difference; d != nil && d.Telling < 2 {
				d.Q = 1
			} else if d != nil {
				ds = append(ds, d)
			}
		}
	}
	slices.SortStableFunc(ds, func(a, b *Difference) int { return cmp.Compare(b.P, a.P) })
	q := 1.0
	for i, d := range ds {
		q = min(q, d.P*float64(len(ds))/float64(len(ds)-i))
		d.Q = q
	}
	return len(ds)
}
