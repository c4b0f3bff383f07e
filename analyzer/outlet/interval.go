package outlet

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// level is that of all intervals, and tail what lies beyond each of their ends.
const (
	level = 0.95
	tail  = (1 - level) / 2
)

// normal is how many standard deviations of the normal distribution hold level.
var normal = distuv.UnitNormal.Quantile(1 - tail)

// student is how many standard errors of k stories' mean hold level.
func student(k int) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(k - 1)}.Quantile(1 - tail)
}

// A sum is an outlet's counts over stories.
type sum struct {
	n, of   float64
	most    float64 // n of the story with the most
	stories int     // with any of what it is counted among
	spread  float64 // variance of n between stories, their rates being one; 0 for one story
}

// sumOf adds values up.
func sumOf(vs []value) sum {
	var s sum
	for _, v := range vs {
		s.n, s.of, s.most = s.n+float64(v.n), s.of+float64(v.of), max(s.most, float64(v.n))
		if v.of > 0 {
			s.stories++
		}
	}
	if s.stories < 2 {
		return s
	}
	for _, v := range vs {
		e := float64(v.n) - s.n/s.of*float64(v.of)
		s.spread += e * e
	}
	s.spread *= float64(s.stories) / float64(s.stories-1)
	return s
}

// interval is that of the rate n/of, of which stories are the independent pieces.
// At least two are needed.
func (s sum) interval(method string) (low, high float64) {
	few := student(s.stories) / normal
	switch method {
	case Gamma:
		return s.gamma(few)
	case Beta:
		return s.beta(few)
	}
	half := student(s.stories) * math.Sqrt(s.spread) / s.of
	return s.n/s.of - half, s.n/s.of + half
}

// gamma is Garwood's exact interval of a Poisson count, the count divided by how
// many times its variance between stories is Poisson's, if it is more (Fay and
// Feuer 1997, with equal weights).
func (s sum) gamma(few float64) (low, high float64) {
	dispersion := 1.0
	if s.n > 0 {
		dispersion = max(1, few*few*s.spread/s.n)
	}
	n, of := s.n/dispersion, s.of/dispersion
	if n > 0 {
		low = distuv.Gamma{Alpha: n, Beta: of}.Quantile(tail)
	}
	return low, distuv.Gamma{Alpha: n + 1, Beta: of}.Quantile(1 - tail)
}

// beta is Clopper and Pearson's exact interval of a share, for the sample that, drawn
// piece by piece, would vary as much as these stories do (Korn and Graubard 1998).
func (s sum) beta(few float64) (low, high float64) {
	n, of := s.n, s.of
	if p := n / of; p > 0 && p < 1 {
		effective := min(of, of*of*p*(1-p)/(few*few*s.spread))
		n, of = p*effective, effective
	}
	low, high = 0, 1
	if n > 0 {
		low = distuv.Beta{Alpha: n, Beta: of - n + 1}.Quantile(tail)
	}
	if n < of {
		high = distuv.Beta{Alpha: n + 1, Beta: of - n}.Quantile(1 - tail)
	}
	return low, high
}
