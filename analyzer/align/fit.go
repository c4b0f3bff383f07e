package align

import (
	"math"

	"gloss/analyzer/news"
)

// A Pair is two sentences with the evidence on them, for training.
type Pair struct {
	A, B        news.Place // A.Document < B.Document
	Evidence    Evidence
	Probability float64 // 0..1, by the given weights
}

// Pairs returns every pair of sentences of different documents that there is
// evidence for, links or not. Links passes over more pairs that cannot be links, so
// that a probability here may differ a little from the one there.
func Pairs(documents []*news.Document, opt Options) []Pair {
	var out []Pair
	each(documents, opt, true, func(c *candidate, a, b news.Place) {
		out = append(out, Pair{A: a, B: b, Evidence: c.evidence, Probability: c.probability})
	})
	return out
}

// Retold reports whether the pair's texts are one story told in other words, so
// that its probability is the model Retold's.
func (e *Evidence) Retold() bool { return e[kRetold] > 0 }

// An Example is evidence with the answer.
type Example struct {
	Evidence
	Linked bool
	Weight float64 // how much it counts; 0 for not at all
}

// models are the kinds of evidence that each model goes by.
var models = map[string][2]int{Lexical: {kCosine, kVector}, Full: {kCosine, kPrior}, Context: {kCosine, kinds}, Retold: {kCosine, kinds}}

// Fit sets the weights of one model, named Lexical, Full, Context or Retold, by logistic
// regression on examples with a penalty of decay times half the squared weights;
// kinds named in without keep the weight 0. It is deterministic: Newton's method
// from 0.
func (w *Weights) Fit(model string, examples []Example, decay float64, without map[string]bool) {
	var use []int
	for k := models[model][0]; k < models[model][1]; k++ {
		if !without[kindNames[k]] && k != kRetold {
			use = append(use, k)
		}
	}
	l := logistic{}
	for range 30 {
		if l.step(examples, use, decay) < 1e-9 {
			break
		}
	}
	switch model {
	case Lexical:
		w.lexical = l
	case Full:
		w.full = l
	case Context:
		w.context = l
	case Retold:
		w.retold = l
	}
}

// step makes one step of Newton's method and returns the square of its length.
func (l *logistic) step(examples []Example, use []int, decay float64) float64 {
	n := len(use) + 1 // the last is the bias
	g, h := make([]float64, n), make([]float64, n*n)
	x := make([]float64, n)
	x[n-1] = 1
	for i := range examples {
		e := &examples[i]
		if e.Weight == 0 {
			continue
		}
		for k, u := range use {
			x[k] = e.Evidence[u]
		}
		p, y := l.probability(&e.Evidence), 0.0
		if e.Linked {
			y = 1
		}
		d, v := e.Weight*(y-p), e.Weight*p*(1-p)
		for r, xr := range x {
			if xr == 0 {
				continue
			}
			g[r] += d * xr
			for c := 0; c <= r; c++ {
				h[r*n+c] += v * xr * x[c]
			}
		}
	}
	for k, u := range use {
		g[k] -= decay * l.Evidence[u]
		h[k*n+k] += decay
	}
	h[n*n-1] += 1e-6
	solve(h, g, n)
	size := 0.0
	for k, u := range use {
		l.Evidence[u] += g[k]
		size += g[k] * g[k]
	}
	l.bias += g[n-1]
	return size + g[n-1]*g[n-1]
}

// solve replaces g by the solution of h s = g; h is symmetric, positive and given
// by its lower triangle (Cholesky).
func solve(h, g []float64, n int) {
	for r := range n {
		for c := 0; c <= r; c++ {
			s := h[r*n+c]
			for k := range c {
				s -= h[r*n+k] * h[c*n+k]
			}
			if r == c {
				h[r*n+r] = math.Sqrt(max(s, 1e-12))
			} else {
				h[r*n+c] = s / h[c*n+c]
			}
		}
	}
	for r := range n {
		for k := range r {
			g[r] -= h[r*n+k] * g[k]
		}
		g[r] /= h[r*n+r]
	}
	for r := n - 1; r >= 0; r-- {
		for k := r + 1; k < n; k++ {
			g[r] -= h[k*n+r] * g[k]
		}
		g[r] /= h[r*n+r]
	}
}

// Between returns the evidence on sentence i of one document and j of another, by
// themselves: what their places show is left 0.
func Between(a *news.Document, i int, b *news.Document, j int) Evidence {
	var e Evidence
	prep := preparers.Get().(*preparer)
	defer preparers.Put(prep)
	x, y := prep.prepare(a), prep.prepare(b)
	defer prep.release(x)
	defer prep.release(y)
	for p := range x.sentences {
		for q := range y.sentences {
			if x.sentences[p].index == i && y.sentences[q].index == j {
				lexical(&e, &x.sentences[p], &y.sentences[q])
				semantic(&e, x, y, p, q)
			}
		}
	}
	return e
}
