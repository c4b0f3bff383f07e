package outlet

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A contrast is an outlet beside the rest: both rates, every story weighing as much
// in one as in the other, and the interval of their difference.
type contrast struct{ own, rest, low, high float64 }

// difference is by how much the outlet has more than the rest.
func (c contrast) difference() float64 { return c.own - c.rest }

// contrasted compares the rates over two strata or more (Mantel and Haenszel 1959;
// Greenland and Robins 1985 for rates). The interval is Student's for means; for counts and shares it
// is put together of the intervals of both rates and the correlation between them
// (Zou and Donner 2008), so that it has a width even where nothing was counted.
func contrasted(strata []stratum, method string) contrast {
	if method == T {
		return means(strata)
	}
	if method != Beta {
		return rates(strata, method)
	}
	var c contrast
	if common(strata) {
		c = rates(complements(strata), method)
		c = contrast{1 - c.own, 1 - c.rest, -c.high, -c.low}
	} else {
		c = rates(strata, method)
	}
	c.low, c.high = max(c.low, -1), min(c.high, 1) // shares differ by no more
	return c
}

// weigh is what an outlet and the rest have in a story, both times the story's
// weight, and that weight.
func (s stratum) weigh() (own, rest, weight float64) {
	of := float64(s.own.of + s.rest.of)
	return float64(s.own.n) * float64(s.rest.of) / of, float64(s.rest.n) * float64(s.own.of) / of, float64(s.own.of) * float64(s.rest.of) / of
}

// means takes stories for the independent pieces.
func means(strata []stratum) contrast {
	var own, rest, weight, spread float64
	for _, s := range strata {
		o, r, w := s.weigh()
		own, rest, weight = own+o, rest+r, weight+w
	}
	difference := (own - rest) / weight
	for _, s := range strata {
		o, r, w := s.weigh()
		spread += (o - r - difference*w) * (o - r - difference*w)
	}
	k := float64(len(strata))
	half := student(len(strata)) * math.Sqrt(spread*k/(k-1)) / weight
	return contrast{own / weight, rest / weight, difference - half, difference + half}
}

// common reports whether a share is that of the greater part.
func common(strata []stratum) bool {
	n, of := 0.0, 0.0
	for _, s := range strata {
		n, of = n+float64(s.own.n+s.rest.n), of+float64(s.own.of+s.rest.of)
	}
	return 2*n > of
}

// complements are the strata with the pieces counted that were not.
func complements(strata []stratum) []stratum {
	out := make([]stratum, len(strata))
	for i, s := range strata {
		out[i].own, out[i].rest = value{s.own.of - s.own.n, s.own.of}, value{s.rest.of - s.rest.n, s.rest.of}
	}
	return out
}

// rates puts the intervals of the two rates together.
func rates(strata []stratum, method string) contrast {
	var own, rest side
	weight := 0.0
	for _, s := range strata {
		of := float64(s.own.of + s.rest.of)
		own.add(s.own, float64(s.rest.of)/of)
		rest.add(s.rest, float64(s.own.of)/of)
		_, _, w := s.weigh()
		weight += w
	}
	own.rate, rest.rate = own.n/weight, rest.n/weight
	both := 0.0
	for _, s := range strata {
		o, r, w := s.weigh()
		o, r = o-own.rate*w, r-rest.rate*w
		own.spread, rest.spread, both = own.spread+o*o, rest.spread+r*r, both+o*r
	}
	together := 0.0
	if own.spread > 0 && rest.spread > 0 {
		together = max(0, both/math.Sqrt(own.spread*rest.spread))
	}
	few, k := student(len(strata))/normal, float64(len(strata))
	inflate := few * few * k / (k - 1)
	ownLow, ownHigh := own.interval(weight, inflate, method)
	restLow, restHigh := rest.interval(weight, inflate, method)
	c := contrast{own: own.rate, rest: rest.rate}
	c.low = c.difference() - joined(own.rate-ownLow, restHigh-rest.rate, together)
	c.high = c.difference() + joined(ownHigh-own.rate, rest.rate-restLow, together)
	return c
}

// joined is the length of the side that two sides of intervals make for the
// difference of their rates.
func joined(a, b, correlation float64) float64 {
	return math.Sqrt(max(0, a*a+b*b-2*correlation*a*b))
}

// A side is one of the two whose rates are compared: weighted counts.
type side struct {
	n, squares float64 // sums of the counts, times their weights and times these squared
	most       float64 // greatest weight
	rate       float64
	spread     float64 // variance of n between stories
}

func (s *side) add(v value, weight float64) {
	s.n += float64(v.n) * weight
	s.squares += float64(v.n) * weight * weight
	s.most = max(s.most, weight)
}

// interval is that of a weighted sum of counts (Fay and Feuer 1997), whose variance
// is that between stories, but at least what single counts vary by.
func (s *side) interval(of, inflate float64, method string) (low, high float64) {
	least := s.squares
	if method == Beta {
		least *= max(0, 1-s.rate)
	}
	v, one := max(s.spread*inflate, least)/(of*of), s.most/of
	if s.squares > 0 {
		one *= max(1, s.spread*inflate/s.squares)
	}
	if s.rate > 0 && v > 0 {
		low = distuv.Gamma{Alpha: s.rate * s.rate / v, Beta: s.rate / v}.Quantile(tail)
	}
	v, r := v+one*one, s.rate+one
	return low, distuv.Gamma{Alpha: r * r / v, Beta: r / v}.Quantile(1 - tail)
}
