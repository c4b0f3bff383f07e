package outlet

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// A world is where stories are drawn from, so that what is true of its outlets is
// known.
type world struct {
	stories, outlets int
	measure          int
	rate             float64             // mean rate of an outlet without effect
	zero             float64             // share of copies in which nothing is ever counted
	between          float64             // spread of the stories' rates: of their logarithms
	sizes            float64             // spread of the stories' lengths; if any, every third outlet's copies are twice as long
	effect           func(o int) float64 // what an outlet's rate is multiplied by; nil: 1
}

func (w world) of(o int) float64 {
	if w.effect == nil {
		return 1
	}
	return w.effect(o)
}

// draw adds counts of one measure to the units of every story.
func (w world) draw(r *rand.Rand, stories []Story) {
	for _, s := range stories {
		level := w.rate * math.Exp(w.between*r.NormFloat64()-w.between*w.between/2)
		size := math.Exp(w.sizes * r.NormFloat64())
		for i := range s.units {
			o, _ := strconv.Atoi(s.units[i].outlet[1:])
			length := 3 + poisson(r, 17*size)
			if w.sizes > 0 && o%3 == 0 {
				length *= 2
			}
			s.units[i].values[w.measure] = value{float32(w.count(r, level*w.of(o), length)), float32(length)}
		}
	}
}

// count draws what is counted in one copy.
func (w world) count(r *rand.Rand, rate float64, length int) float64 {
	never := r.Float64() < w.zero
	rate /= 1 - w.zero
	switch {
	case Measures[w.measure].Interval == T:
		return (rate + .3*r.NormFloat64()) * float64(length)
	case never:
		return 0
	case Measures[w.measure].Interval == Gamma:
		return float64(poisson(r, rate*float64(length)))
	}
	n := 0.0
	for range length {
		if r.Float64() < rate {
			n++
		}
	}
	return n
}

func poisson(r *rand.Rand, mean float64) int {
	n := 0
	for x := r.ExpFloat64(); x < mean; x += r.ExpFloat64() {
		n++
	}
	return n
}

// tell makes stories of two to five copies each with nothing counted in them yet.
func (w world) tell(r *rand.Rand) []Story {
	out := make([]Story, w.stories)
	for i := range out {
		out[i].id = fmt.Sprintf("%06d", i)
		for _, o := range r.Perm(w.outlets)[:2+r.IntN(4)] {
			out[i].units = append(out[i].units, unit{outlet: fmt.Sprintf("o%02d", o)})
		}
	}
	return out
}

func total(stories []Story) *Total {
	t := NewTotal()
	for _, s := range stories {
		t.Add(s)
	}
	t.place()
	return t
}

// rates are an outlet's rate, its difference to the rest, and whether the intervals
// hold what they should.
func (w world) rates(t *Total, r *running) (s sum, strata []stratum) {
	var vs []value
	for _, at := range r.in {
		vs = append(vs, t.stories[at.story].units[at.unit].values[w.measure])
	}
	return sumOf(vs), t.strata(r, w.measure)
}

func generate(a, b int) *rand.Rand { return rand.New(rand.NewPCG(uint64(a), uint64(b))) }

// coverage is the share of intervals, of rates and of differences, that hold what is
// true: the same figures of very many stories.
func (w world) coverage(draws int) (rates, differences float64) {
	many := w
	many.stories = 10_000
	stories := many.tell(generate(1, 1))
	w.draw(generate(1, 2), stories)
	truth := total(stories)
	rate, difference := make(map[string]float64), make(map[string]float64)
	for name, r := range truth.outlets {
		s, strata := w.rates(truth, r)
		rate[name] = s.n / s.of
		difference[name] = contrasted(strata, Measures[w.measure].Interval).difference()
	}
	held, heldDifference, n := 0, 0, 0
	for i := range draws {
		stories := w.tell(generate(2, i))
		w.draw(generate(3, i), stories)
		t := total(stories)
		for name, r := range t.outlets {
			s, strata := w.rates(t, r)
			if s.stories < DefaultMinStories || len(strata) < 2 {
				continue
			}
			n++
			if low, high := s.interval(Measures[w.measure].Interval); low <= rate[name] && rate[name] <= high {
				held++
			}
			if c := contrasted(strata, Measures[w.measure].Interval); c.low <= difference[name] && difference[name] <= c.high {
				heldDifference++
			}
		}
	}
	return float64(held) / float64(n), float64(heldDifference) / float64(n)
}

// TestCoverage holds that 95 % intervals hold 95 % from fewStories on, and says how
// much less they hold of fewer stories, which is why those are marked. Counts as
// rare as one in a thousand sentences make exact intervals wider than that.
func TestCoverage(t *testing.T) {
	second := func(o int) float64 {
		if o == 1 {
			return 2
		}
		return 1
	}
	const outlets, each = 6, 3.5 / 6 // share of stories that an outlet is in
	for _, tt := range []struct {
		name string
		world
		low float64 // of 30 stories and more
	}{
		{"even counts", world{measure: commentary, rate: .05}, .93},
		{"many zeros, uneven", world{measure: commentary, rate: .03, zero: .7, between: .7}, .92},
		{"rare, uneven lengths", world{measure: swapLabel, rate: .003, zero: .5, between: .7, sizes: .5}, .93},
		{"shares", world{measure: omission, rate: .1, zero: .3, between: .3, sizes: .5}, .93},
		{"great shares", world{measure: shared, rate: .45, between: .05}, .93},
		{"means", world{measure: tone, rate: .1, between: .5, sizes: .5}, .92},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := tt.world
			w.outlets, w.effect = outlets, second
			for _, n := range []int{8, fewStories, 30, 100} {
				w.stories = int(float64(n) / each)
				rates, differences := w.coverage(30 + 600/n)
				t.Logf("%3d stories of an outlet: %.3f of rates, %.3f of differences", n, rates, differences)
				low := tt.low
				if n < fewStories {
					low = .85
				} else if n < 30 {
					low = .90
				}
				if min(rates, differences) < low {
					t.Errorf("%d stories: intervals hold %.3f and %.3f, want %.2f", n, rates, differences, low)
				}
				if n >= 30 && max(rates, differences) > .985 {
					t.Errorf("%d stories: intervals hold %.3f and %.3f, and are wider than need be", n, rates, differences)
				}
			}
		})
	}
}

// TestFalseDiscoveries holds that among the differences that stand out, one in
// twenty at most is none: where no outlet differs, where some do, with many zeros,
// and where some outlets' copies are longer.
func TestFalseDiscoveries(t *testing.T) {
	const outlets = 8
	third := func(o int) float64 {
		if o < 2 {
			return 3
		}
		return 1
	}
	worlds := []world{
		{measure: commentary, rate: .03, zero: .7, between: .7, sizes: .5}, {measure: unnamed, rate: .05, zero: .3, sizes: .5},
		{measure: omission, rate: .1, zero: .3, between: .3, sizes: .5}, {measure: tone, rate: .1, between: .5, sizes: .5},
		{measure: swapStronger, rate: .003, zero: .5, between: .7}, {measure: swapLabel, rate: .01, between: 1, sizes: .5},
		{measure: quotation, rate: .02, zero: .9}, {measure: headline, rate: .02},
	}
	for _, tt := range []struct {
		name    string
		stories int
		effects int // of the worlds, how many have one
		draws   int
	}{{"none", 40, 0, 100}, {"none, many stories", 200, 0, 100}, {"some", 60, 3, 60}, {"some, many stories", 200, 3, 20}} {
		t.Run(tt.name, func(t *testing.T) {
			rates, found := 0.0, 0
			for i := range tt.draws {
				stories := world{stories: tt.stories, outlets: outlets}.tell(generate(4, i))
				null := make(map[string]bool)
				for k, w := range worlds {
					if null[Measures[w.measure].Name] = k >= tt.effects; k < tt.effects {
						w.effect = third
					}
					w.draw(generate(5+k, i), stories)
				}
				wrong, all := 0, 0
				for _, o := range total(stories).Summary(Options{}).Outlets {
					for _, f := range o.Figures {
						if f.Difference.Differs() {
							all++
							if null[f.Measure] {
								wrong++
							}
						}
					}
				}
				rates += float64(wrong) / float64(max(all, 1))
				found += all - wrong
			}
			draws := float64(tt.draws)
			rate := rates / draws
			t.Logf("false discoveries %.3f, true ones %.1f of %d", rate, float64(found)/draws, 2*tt.effects)
			if bound := FalseDiscoveries + 3*math.Sqrt(FalseDiscoveries*(1-FalseDiscoveries)/draws); rate > bound {
				t.Errorf("false discoveries %.3f, want %.3f at most", rate, bound)
			}
			if tt.effects > 0 && found == 0 {
				t.Error("no true difference found")
			}
		})
	}
}

// TestExchange holds what the test answers where the answer is known.
func TestExchange(t *testing.T) {
	only := []float64{.75, -.25, -.25, -.25}
	for _, tt := range []struct {
		name    string
		telling [][]float64
		want    float64
	}{
		{"one story tells nothing", [][]float64{only}, 1},
		{"the only one in three stories", [][]float64{only, only, only}, 2. / 64},
		{"never the one", [][]float64{{-.25, .75, -.25, -.25}, {-.25, .75, -.25, -.25}}, 1},
		{"even", [][]float64{{1, -1}, {-1, 1}}, 1},
	} {
		if p := exchange(tt.telling, 1, 1000); math.Abs(p-tt.want) > 1e-9 {
			t.Errorf("%s: p = %v, want %v", tt.name, p, tt.want)
		}
	}
	var same [][]float64
	for range 2 * manyTelling {
		same = append(same, []float64{.1, -.1})
	}
	if p := exchange(same, 1, 1000); !(p >= 0 && p < 1e-9) {
		t.Errorf("p of the same in many stories: %v", p)
	}
	var drawn, long [][]float64
	for range 20 {
		drawn = append(drawn, only, []float64{-.2, .2}, []float64{.1, -.1})
	}
	for range manyTelling/len(drawn) + 1 {
		long = append(long, drawn...)
	}
	if p := exchange(drawn, 1, 50_000); p > 1e-3 || p <= 0 {
		t.Errorf("p of twenty: %v", p)
	}
	if p := exchange(long, 1, 50_000); p > 1e-5 || p <= 0 {
		t.Errorf("p of many: %v", p)
	}
}

// TestCorrect holds Benjamini and Hochberg's own example: of 15 probabilities, four
// stand out at .05.
func TestCorrect(t *testing.T) {
	ps := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1}
	outlets := make([]Outlet, 1)
	for _, p := range ps {
		outlets[0].Figures = append(outlets[0].Figures, Figure{Difference: &Difference{P: p, Telling: 9}})
	}
	if n := correct(outlets); n != len(ps) {
		t.Errorf("%d tests", n)
	}
	for i, f := range outlets[0].Figures {
		if got := f.Difference.Q <= FalseDiscoveries; got != (i < 4) {
			t.Errorf("p %v: q %v", ps[i], f.Difference.Q)
		}
	}
}
