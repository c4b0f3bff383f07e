package train

import (
	"math"
	"slices"
)

// A Figure is what training measured by models that had not seen the text.
type Figure struct {
	Of, Measure string
	N           int
	Value       float64
}

func deviation(x []float64) float64 {
	m, sum := mean(x), 0.0
	for _, v := range x {
		sum += (v - m) * (v - m)
	}
	return math.Sqrt(sum / float64(len(x)))
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// correlation is Pearson's r.
func correlation(x, y []float64) float64 {
	mx, my, sum := mean(x), mean(y), 0.0
	for i := range x {
		sum += (x[i] - mx) * (y[i] - my)
	}
	return sum / float64(len(x)) / deviation(x) / deviation(y)
}

// bySize sorts names by their sizes, greatest first, those alike by name.
func bySize(names []string, size map[string]int) []string {
	out := slices.Clone(names)
	slices.SortFunc(out, func(a, b string) int {
		if d := size[b] - size[a]; d != 0 {
			return d
		}
		if a < b {
			return -1
		}
		return 1
	})
	return out
}

// counts are right, wrong and missed calls, and what was rightly not called.
type counts struct{ right, wrong, missed, left float64 }

func (c *counts) add(called, is bool) {
	switch {
	case called && is:
		c.right++
	case called:
		c.wrong++
	case is:
		c.missed++
	default:
		c.left++
	}
}

func (c counts) n() int             { return int(c.right + c.wrong + c.missed + c.left) }
func (c counts) precision() float64 { return c.right / max(1, c.right+c.wrong) }
func (c counts) recall() float64    { return c.right / max(1, c.right+c.missed) }
func (c counts) f1() float64        { return 2 * c.right / max(1, 2*c.right+c.wrong+c.missed) }

// macroF1 is the mean of the F1 of both classes.
func (c counts) macroF1() float64 {
	return (c.f1() + counts{c.left, c.missed, c.wrong, c.right}.f1()) / 2
}
