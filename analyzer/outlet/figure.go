package outlet

// figures are the figures of outlet r, in the order of Measures.
func (t *Total) figures(r *running, countsOnly bool) []Figure {
	of := make([]pairs, numMeasures)
	for _, at := range r.in {
		for m, v := range t.stories[at.story].units[at.unit].values {
			of[m] = append(of[m], pair{v})
		}
	}
	fs := make([]Figure, numMeasures)
	for m := range fs {
		fs[m] = figure(Measures[m], of[m], r.sure[m])
		if countsOnly {
			fs[m].Rate = nil
		}
	}
	return fs
}

type pair struct{ value }
type pairs []pair

func figure(m Measure, ps pairs, sure int) Figure {
	f := Figure{Measure: m.Name, Sure: sure}
	n, of := 0.0, 0.0
	for _, p := range ps {
		n, of = n+float64(p.n), of+float64(p.of)
		if p.of > 0 {
			f.Stories++
		}
	}
	f.Count, f.Of = int(n), int(of)
	if m.Name == Measures[tone].Name {
		f.Count, f.Sure = sure, 0
	}
	if of > 0 {
		rate := m.Scale * n / of
		f.Rate = &rate
	}
	return f
}

func correct([]Outlet) int { return 0 }
