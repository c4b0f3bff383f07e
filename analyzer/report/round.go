package report

import (
	"math"

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
	for _, t := range [...]*score.Tonal{&m.ToneCommentary, &m.ToneOnlyHere, &m.ToneShared} {
		t.Value = round(t.Value)
	}
	m.LoadedCommentary.Per100, m.LoadedOwn.Per100 = round(m.LoadedCommentary.Per100), round(m.LoadedOwn.Per100)
	return m
}
