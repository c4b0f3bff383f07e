package outlet

import (
	"hash/fnv"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A stratum is one story as one measure sees it: an outlet and the other copies.
type stratum struct {
	own, rest value
	// departures are, of each outlet of the story, its count less its share of the
	// story's, the outlet itself first. They add up to 0; nil if nothing was counted.
	departures []float64
}

// strata are the stories of outlet r in which both it and another have any of what
// measure m counts among.
func (t *Total) strata(r *running, m int) []stratum {
	var out []stratum
	for _, at := range r.in {
		units := t.stories[at.story].units
		s := stratum{own: units[at.unit].values[m]}
		telling := s.own.n != 0
		for j := range units {
			if v := units[j].values[m]; j != at.unit {
				s.rest.n, s.rest.of = s.rest.n+v.n, s.rest.of+v.of
				telling = telling || v.n != 0
			}
		}
		if s.own.of == 0 || s.rest.of == 0 {
			continue
		}
		if telling {
			rate := float64(s.own.n+s.rest.n) / float64(s.own.of+s.rest.of)
			s.departures = append(s.departures, float64(s.own.n)-rate*float64(s.own.of))
			for j := range units {
				if v := units[j].values[m]; j != at.unit && v.of > 0 {
					s.departures = append(s.departures, float64(v.n)-rate*float64(v.of))
				}
			}
		}
		out = append(out, s)
	}
	return out
}

// exchange tests whether an outlet departs from its stories' rates by more than any
// of their other copies would: in every story the outlet changes places with a copy
// drawn at random. The statistic is the sum of departures over the root of the sum
// of their squares, so that longer copies, whose counts vary more, are not taken
// for different ones (Chung and Romano 2013). What it returns is twice the smaller
// of the one-sided probabilities.
//
// All exchanges are tried where there are few. Else they are drawn with a generator
// that starts from seed, until enough are as extreme (Besag and Clifford 1991) or
// there were most of them. From many telling stories on, the statistic is taken to
// follow Student's distribution.
func exchange(telling [][]float64, seed uint64, most int) float64 {
	observed := statistic(telling, nil)
	if len(telling) < 2 {
		return 1
	}
	if len(telling) > manyTelling {
		n := float64(len(telling))
		x := math.Abs(observed)
		x *= math.Sqrt((n - 1) / max(n-x*x, 1e-9)) // n: all departures are the same
		return 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Survival(x)
	}
	ways := 1
	for _, d := range telling {
		if ways *= len(d); ways > allWays {
			return drawn(telling, observed, seed, most)
		}
	}
	return enumerated(telling, observed, ways)
}

const (
	manyTelling = 100      // telling stories from which on no exchanges are tried
	allWays     = 4096     // exchanges that are all tried
	enough      = 20       // as extreme exchanges after which no more are drawn
	closeEnough = 1 - 1e-9 // of the observed statistic counts as it: sums differ in their last bits
)

// statistic is the sum of the chosen departures over the root of the sum of their
// squares; chosen nil is the outlet itself.
func statistic(telling [][]float64, chosen []int) float64 {
	sum, squares := 0.0, 0.0
	for i, d := range telling {
		x := d[0]
		if chosen != nil {
			x = d[chosen[i]]
		}
		sum, squares = sum+x, squares+x*x
	}
	if squares == 0 {
		return 0
	}
	return sum / math.Sqrt(squares)
}

// enumerated tries all exchanges.
func enumerated(telling [][]float64, observed float64, ways int) float64 {
	chosen := make([]int, len(telling))
	above, below := 0, 0
	for range ways {
		s := statistic(telling, chosen)
		above, below = above+atLeast(s, observed), below+atLeast(-s, -observed)
		for i := range chosen {
			if chosen[i]++; chosen[i] < len(telling[i]) {
				break
			}
			chosen[i] = 0
		}
	}
	return min(1, 2*float64(min(above, below))/float64(ways))
}

// atLeast is 1 if s reaches observed, else 0.
func atLeast(s, observed float64) int {
	if s >= observed-math.Abs(observed)*(1-closeEnough)-1e-12 {
		return 1
	}
	return 0
}

// drawn draws exchanges.
func drawn(telling [][]float64, observed float64, seed uint64, most int) float64 {
	rnd := generator(seed)
	above, below := 0, 0
	for n := 1; n <= most; n++ {
		sum, squares := 0.0, 0.0
		for _, d := range telling {
			x := d[rnd.below(len(d))]
			sum, squares = sum+x, squares+x*x
		}
		s := 0.0
		if squares > 0 {
			s = sum / math.Sqrt(squares)
		}
		above, below = above+atLeast(s, observed), below+atLeast(-s, -observed)
		if min(above, below) >= enough {
			return min(1, 2*float64(min(above, below))/float64(n))
		}
	}
	return min(1, 2*float64(min(above, below)+1)/float64(most+1))
}

// A generator makes the numbers of SplitMix64 (Steele, Lea and Flood 2014), the same
// ones from the same start.
type generator uint64

func (g *generator) next() uint64 {
	*g += 0x9e3779b97f4a7c15
	z := uint64(*g)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n-1.
func (g *generator) below(n int) int { return int(g.next() >> 32 * uint64(n) >> 32) }

// seedOf makes a start of names.
func seedOf(names ...string) uint64 {
	h := fnv.New64a()
	for _, n := range names {
		h.Write([]byte(n))
		h.Write([]byte{0})
	}
	return h.Sum64()
}
