package page

import (
	"fmt"

	"gloss/analyzer/score"
)

// A Figure is a line of the table of counts, with a cell for every column.
type Figure struct {
	Name  string
	Under bool // part of the figure above it
	Cells []string
}

// figures makes the table; none without measures. The base has no figures: it is what
// the others are measured against.
func figures(ms []score.Measures, base int) []Figure {
	if len(ms) == 0 {
		return nil
	}
	var out []Figure
	add := func(name string, under bool, cell func(score.Measures) string) {
		f := Figure{Name: name, Under: under}
		for d, m := range ms {
			if d == base {
				f.Cells = append(f.Cells, "base")
			} else {
				f.Cells = append(f.Cells, cell(m))
			}
		}
		out = append(out, f)
	}
	count := func(n func(score.Measures) int) func(score.Measures) string {
		return func(m score.Measures) string { return fmt.Sprint(n(m)) }
	}
	tone := func(t func(score.Measures) score.Tonal) func(score.Measures) string {
		return func(m score.Measures) string {
			if t(m).Sentences == 0 {
				return "–"
			}
			return fmt.Sprintf("%s (n = %d)", signed(t(m).Value), t(m).Sentences)
		}
	}
	rate := func(r func(score.Measures) score.Rate) func(score.Measures) string {
		return func(m score.Measures) string {
			if r(m).Words == 0 {
				return "–"
			}
			return fmt.Sprintf("%.1f (%d of %d)", r(m).Per100, r(m).Terms, r(m).Words)
		}
	}
	add("Sentences", false, count(func(m score.Measures) int { return m.Sentences }))
	add("shared with another copy", true, count(func(m score.Measures) int { return m.Shared }))
	add("only here", true, count(func(m score.Measures) int { return m.OnlyHere }))
	add("Commentary, sure", false, count(func(m score.Measures) int { return m.Commentary }))
	add("to judge", true, count(func(m score.Measures) int { return m.CommentaryJudge }))
	add("Tone of commentary", false, tone(func(m score.Measures) score.Tonal { return m.ToneCommentary }))
	add("of other own words only here", true, tone(func(m score.Measures) score.Tonal { return m.ToneOnlyHere }))
	add("of shared text", true, tone(func(m score.Measures) score.Tonal { return m.ToneShared }))
	add("Loaded terms per 100 words of commentary", false, rate(func(m score.Measures) score.Rate { return m.LoadedCommentary }))
	add("of all own-voice words", true, rate(func(m score.Measures) score.Rate { return m.LoadedOwn }))
	return out
}
