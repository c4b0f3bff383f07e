package report

import (
	"math"
	"slices"

	"gloss/analyzer/outlet"
	"gloss/analyzer/score"
)

// round keeps three decimals: more would claim a precision that is not there.
func round(x float64) float64 {
	x = math.Round(x*1000) / 1000
	if x == 0 {
		return 0 // no -0
	}
	return x
}

func roundp(x *float64) *float64 {
	if x == nil {
		return nil
	}
	y := round(*x)
	return &y
}

func rounded(m score.Measures) score.Measures {
	for _, t := range [...]*score.Tonal{&m.ToneCommentary, &m.ToneOnlyHere, &m.ToneOwnHere, &m.ToneShared} {
		t.Value = round(t.Value)
	}
	m.LoadedCommentary.Per100, m.LoadedOwn.Per100 = round(m.LoadedCommentary.Per100), round(m.LoadedOwn.Per100)
	return m
}

// roundedOutlets is s with rates of three decimals, and probabilities of four digits.
func roundedOutlets(s outlet.Summary) outlet.Summary {
	s.Outlets = slices.Clone(s.Outlets)
	for i := range s.Outlets {
		fs := slices.Clone(s.Outlets[i].Figures)
		for k := range fs {
			f := &fs[k]
			f.Rate = roundp(f.Rate)
			if f.Interval != nil {
				in := *f.Interval
				in.Low, in.High = round(in.Low), round(in.High)
				f.Interval = &in
			}
			if f.Difference != nil {
				d := *f.Difference
				d.Rate, d.RestRate, d.Estimate, d.Low, d.High, d.P, d.Q = round(d.Rate), round(d.RestRate), round(d.Estimate), round(d.Low), round(d.High), digits(d.P), digits(d.Q)
				f.Difference = &d
			}
		}
		s.Outlets[i].Figures = fs
	}
	return s
}

// digits keeps four digits of a probability.
func digits(p float64) float64 {
	if p <= 0 {
		return 0
	}
	unit := math.Pow(10, 3-math.Floor(math.Log10(p)))
	return math.Round(p*unit) / unit
}
