package train

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"

	"gloss/analyzer/linear"
)

// An Example is one labelled sentence.
type Example struct {
	Dense  []float32
	Grams  []uint32 // buckets
	Words  int      // how many of Grams are single words
	Vector []float32
	Target float64 // a classifier's: 0 or 1
	Weight float64
	Group  string // what may not be on both sides of a division: a text, a document
	Outlet string
	Item   string // sentences of one item of a set; the greatest answer counts
}

// Settings of a fit. The scales say how freely each kind of feature may be used:
// the greater, the less its weights cost.
type Settings struct {
	Classify bool    // logistic loss; else squared loss
	Balanced bool    // both classes weigh alike, however many examples they have
	Cost     float64 // of the loss against the squares of the weights
	Dense    float64
	Gram     float64
	Vector   float64
}

// A fitted model before it is written: weights of vectors are apart.
type fitted struct {
	bias   float64
	dense  []float64
	vector []float64
	grams  map[uint32]float64
}

// score is the answer for e.
func (f *fitted) score(e *Example) float64 {
	sum := f.bias
	for i, x := range e.Dense {
		sum += f.dense[i] * float64(x)
	}
	g := 0.0
	for _, b := range e.Grams {
		g += f.grams[b]
	}
	for i, x := range e.Vector {
		g += f.vector[i] * float64(x)
	}
	return sum + g/float64(linear.Norm(e.Words))
}

// A problem is the sum that is made least, over compact parameters: bias, dense,
// vector, grams.
type problem struct {
	s        Settings
	examples []*Example
	weights  []float64
	spread   []float64 // of each dense feature
	buckets  []uint32
	index    map[uint32]int
	nd, nv   int
}

func newProblem(examples []*Example, s Settings) *problem {
	p := &problem{s: s, examples: examples, index: make(map[uint32]int), nd: len(examples[0].Dense), nv: len(examples[0].Vector)}
	if s.Gram > 0 {
		seen := make(map[uint32]int)
		for _, e := range examples {
			for _, b := range e.Grams {
				seen[b]++
			}
		}
		for b, n := range seen {
			if n >= leastSeen {
				p.buckets = append(p.buckets, b)
			}
		}
		slices.Sort(p.buckets)
		for i, b := range p.buckets {
			p.index[b] = i
		}
	}
	p.measure()
	p.balance()
	return p
}

// leastSeen is how often a gram must occur to have a weight of its own.
const leastSeen = 2

// leastSpread is what a feature that is nearly always 0 is divided by.
const leastSpread = 0.05

func (p *problem) measure() {
	p.spread = make([]float64, p.nd)
	n := float64(len(p.examples))
	for i := range p.spread {
		var sum, squares float64
		for _, e := range p.examples {
			sum += float64(e.Dense[i])
			squares += float64(e.Dense[i]) * float64(e.Dense[i])
		}
		p.spread[i] = max(leastSpread, math.Sqrt(max(0, squares/n-sum*sum/n/n)))
	}
}

// balance sets the examples' weights; a balanced classifier's classes weigh alike.
func (p *problem) balance() {
	p.weights = make([]float64, len(p.examples))
	var of [2]float64
	for i, e := range p.examples {
		p.weights[i] = e.Weight
		if p.s.Balanced {
			of[int(e.Target)] += e.Weight
		}
	}
	if !p.s.Balanced {
		return
	}
	for i, e := range p.examples {
		p.weights[i] *= (of[0] + of[1]) / 2 / of[int(e.Target)]
	}
}

// answer is the model's answer for e with parameters x.
func (p *problem) answer(x []float64, e *Example) float64 {
	sum := x[0]
	for i, v := range e.Dense {
		if v != 0 {
			sum += x[1+i] * p.s.Dense * float64(v) / p.spread[i]
		}
	}
	g := 0.0
	for i, v := range e.Vector {
		g += x[1+p.nd+i] * p.s.Vector * float64(v)
	}
	for _, b := range e.Grams {
		if k, ok := p.index[b]; ok {
			g += x[1+p.nd+p.nv+k] * p.s.Gram
		}
	}
	return sum + g/float64(linear.Norm(e.Words))
}

// loss returns the sum and, where grad is not nil, its derivatives.
func (p *problem) loss(grad, x []float64) float64 {
	if grad != nil {
		copy(grad, x)
		grad[0] = 0
	}
	sum := 0.0
	for _, v := range x[1:] {
		sum += v * v / 2
	}
	for n, e := range p.examples {
		a, w := p.answer(x, e), p.s.Cost*p.weights[n]
		var d float64
		if p.s.Classify {
			sign := 2*e.Target - 1
			sum += w * softplus(-sign*a)
			d = -w * sign * linear.Probability(-sign*a)
		} else {
			sum += w * (a - e.Target) * (a - e.Target) / 2
			d = w * (a - e.Target)
		}
		if grad != nil {
			p.spreadBack(grad, e, d)
		}
	}
	return sum
}

func softplus(x float64) float64 {
	if x > 30 {
		return x
	}
	return math.Log1p(math.Exp(x))
}

func (p *problem) spreadBack(grad []float64, e *Example, d float64) {
	grad[0] += d
	for i, v := range e.Dense {
		if v != 0 {
			grad[1+i] += d * p.s.Dense * float64(v) / p.spread[i]
		}
	}
	d /= float64(linear.Norm(e.Words))
	for i, v := range e.Vector {
		grad[1+p.nd+i] += d * p.s.Vector * float64(v)
	}
	for _, b := range e.Grams {
		if k, ok := p.index[b]; ok {
			grad[1+p.nd+p.nv+k] += d * p.s.Gram
		}
	}
}

// maxRounds bounds the search.
const maxRounds = 200

// fit finds the weights by L-BFGS from zero: the same examples in the same order
// give the same weights.
func fit(examples []*Example, s Settings) (*fitted, error) {
	p := newProblem(examples, s)
	x := make([]float64, 1+p.nd+p.nv+len(p.buckets))
	r, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { return p.loss(nil, x) },
		Grad: func(g, x []float64) { p.loss(g, x) },
	}, x, &optimize.Settings{MajorIterations: maxRounds, GradientThreshold: 1e-3,
		Converger: &optimize.FunctionConverge{Relative: 1e-6, Iterations: 5}}, &optimize.LBFGS{})
	if r == nil {
		return nil, err
	}
	f := &fitted{bias: r.X[0], grams: make(map[uint32]float64, len(p.buckets))}
	for i := range p.nd {
		f.dense = append(f.dense, r.X[1+i]*s.Dense/p.spread[i])
	}
	for i := range p.nv {
		f.vector = append(f.vector, r.X[1+p.nd+i]*s.Vector)
	}
	for k, b := range p.buckets {
		f.grams[b] = r.X[1+p.nd+p.nv+k] * s.Gram
	}
	return f, nil
}

// across fits as often as there are folds and answers for each example by the
// model that has not seen its fold; a negative fold is always trained on and never
// answered.
func across(examples []*Example, fold []int, folds int, s Settings) ([]float64, error) {
	out := make([]float64, len(examples))
	for k := range folds {
		var train []*Example
		for i, e := range examples {
			if fold[i] != k {
				train = append(train, e)
			}
		}
		f, err := fit(train, s)
		if err != nil {
			return nil, err
		}
		for i, e := range examples {
			if fold[i] == k {
				out[i] = f.score(e)
			}
		}
	}
	return out, nil
}

// model writes f down: vectors go into the buckets of the words they belong to.
func (f *fitted) model(name string, names []string, v *Vectors) *linear.Model {
	m := &linear.Model{Name: name, Bias: float32(f.bias), Named: make(map[string]float32)}
	for i, w := range f.dense {
		if math.Abs(w) > 1e-4 {
			m.Named[names[i]] = float32(math.Round(w*1e4) / 1e4)
		}
	}
	table := make([]float64, linear.Buckets)
	for b, w := range f.grams {
		table[b] = w
	}
	if len(f.vector) > 0 {
		v.fold(table, f.vector)
	}
	m.Grams = linear.Quantise(table)
	return m
}
