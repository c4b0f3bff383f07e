package eval

import "math"

// Columns of a count of what was found.
const (
	right  = iota // found, and in the gold
	wrong         // found, and not in the gold
	missed        // in the gold, and not found
)

// precision, recall and f1 are of sums right, wrong, missed; not a number where
// there is nothing to divide by.
func precision(s []float64) float64 { return s[right] / (s[right] + s[wrong]) }
func recall(s []float64) float64    { return s[right] / (s[right] + s[missed]) }
func f1(s []float64) float64        { return 2 * s[right] / (2*s[right] + s[wrong] + s[missed]) }

// share is of sums right, wrong: what of the items is right.
func share(s []float64) float64 { return s[right] / (s[right] + s[wrong]) }

// count adds what was found against what there is, item by item.
func count[K comparable, V any](t *Tally, doc string, found map[K]V, gold map[K]bool) {
	for k := range found {
		if gold[k] {
			t.Add(doc, right, 1)
		} else {
			t.Add(doc, wrong, 1)
		}
	}
	for k := range gold {
		if _, ok := found[k]; !ok {
			t.Add(doc, missed, 1)
		}
	}
	t.Add(doc, right, 0) // the document is there even if it has no item
}

// tick adds one item that is right or wrong.
func tick(t *Tally, doc string, ok bool) {
	if ok {
		t.Add(doc, right, 1)
	} else {
		t.Add(doc, wrong, 1)
	}
}

// A confusion counts items by gold class and by the class gloss gave them.
type confusion struct {
	*Tally
	classes int
}

func newConfusion(classes int) confusion { return confusion{NewTally(classes * classes), classes} }

func (c confusion) add(doc string, gold, got int) { c.Add(doc, gold*c.classes+got, 1) }

// classF1 is the F1 of one class.
func (c confusion) classF1(class int) func([]float64) float64 {
	n := c.classes
	return func(s []float64) float64 {
		var counts [3]float64
		for k := range n {
			if k == class {
				counts[right] = s[class*n+class]
				continue
			}
			counts[missed] += s[class*n+k]
			counts[wrong] += s[k*n+class]
		}
		return f1(counts[:])
	}
}

// macroF1 is the mean of the classes' F1. A class that is neither there nor found
// has 0.
func (c confusion) macroF1(s []float64) float64 {
	sum := 0.0
	for k := range c.classes {
		if v := c.classF1(k)(s); !math.IsNaN(v) {
			sum += v
		}
	}
	return sum / float64(c.classes)
}

func (c confusion) accuracy(s []float64) float64 {
	all, same := 0.0, 0.0
	for k, v := range s {
		all += v
		if k/c.classes == k%c.classes {
			same += v
		}
	}
	return same / all
}

// A correlation sums what Pearson's r is made of.
type correlation struct{ *Tally }

func newCorrelation() correlation { return correlation{NewTally(6)} }

func (c correlation) add(doc string, x, y float64) {
	for k, v := range [...]float64{1, x, y, x * x, y * y, x * y} {
		c.Add(doc, k, v)
	}
}

// rounding is the share of a sum of squares that a variance of 0 may come out as.
const rounding = 1e-9

// pearson is not a number where either side does not vary.
func pearson(s []float64) float64 {
	n, x, y := s[0], s[1], s[2]
	varX, varY := n*s[3]-x*x, n*s[4]-y*y
	if varX <= rounding*n*s[3] || varY <= rounding*n*s[4] {
		return math.NaN()
	}
	return (n*s[5] - x*y) / math.Sqrt(varX*varY)
}

// A ranking sums a histogram of scores for each of two classes, which gives the
// area under the ROC curve up to scores that fall into one bin.
type ranking struct{ *Tally }

const (
	binWidth = 0.05
	bins     = 240 // scores from -6 to +6
)

func newRanking() ranking { return ranking{NewTally(2 * bins)} }

func (r ranking) add(doc string, positive bool, score float64) {
	k := min(bins-1, max(0, int(math.Floor(score/binWidth))+bins/2))
	if positive {
		k += bins
	}
	r.Add(doc, k, 1)
}

// auc is the chance that a positive item scores above a negative one, ties half;
// not a number if there is none of either.
func auc(s []float64) float64 {
	below, won, positives := 0.0, 0.0, 0.0
	for k := range bins {
		won += s[bins+k] * (below + s[k]/2)
		below += s[k]
		positives += s[bins+k]
	}
	return won / (below * positives)
}
