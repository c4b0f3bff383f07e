package train

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/linear"
)

// examples are sentences of one word each, of which "bad" ones are of class 1; the
// dense feature says the same, weakly.
func examples() []*Example {
	var out []*Example
	for i := range 60 {
		word, class := "good", 0.0
		if i%3 == 0 {
			word, class = "bad", 1
		}
		out = append(out, &Example{Dense: []float32{float32(class) + float32(i%5)/5}, Grams: []uint32{linear.Start.Word(word).Bucket()}, Words: 1,
			Target: class, Weight: 1, Group: fmt.Sprint(i / 4)})
	}
	return out
}

func TestFit(t *testing.T) {
	s := Settings{Classify: true, Cost: 1, Dense: 1, Gram: 1}
	f, err := fit(examples(), s)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples() {
		if (f.score(e) > 0) != (e.Target == 1) {
			t.Errorf("%+v: %.2f", e, f.score(e))
		}
	}
	again, err := fit(examples(), s)
	if err != nil || again.bias != f.bias || !slices.Equal(again.dense, f.dense) {
		t.Errorf("fitted again it differs: %v", err)
	}
	m := f.model("m", []string{"x"}, nil)
	if err := m.Order([]string{"x"}); err != nil {
		t.Fatal(err)
	}
	for _, e := range examples() {
		if got, want := m.Score(e.Dense, e.Grams, e.Words), f.score(e); math.Abs(got-want) > 0.05 {
			t.Errorf("written %.3f, fitted %.3f", got, want)
		}
	}
}

// TestGradient compares the derivatives with small steps.
func TestGradient(t *testing.T) {
	for _, s := range []Settings{{Classify: true, Cost: 0.7, Dense: 0.5, Gram: 1.5}, {Classify: true, Balanced: true, Cost: 1, Dense: 1, Gram: 1}, {Cost: 1, Dense: 2, Gram: 1}} {
		p := newProblem(examples(), s)
		x := make([]float64, 1+p.nd+p.nv+len(p.buckets))
		for i := range x {
			x[i] = 0.3 - 0.2*float64(i)
		}
		grad := make([]float64, len(x))
		p.loss(grad, x)
		for i := range x {
			const step = 1e-5
			up, down := slices.Clone(x), slices.Clone(x)
			up[i] += step
			down[i] -= step
			want := (p.loss(nil, up) - p.loss(nil, down)) / (2 * step)
			if math.Abs(grad[i]-want) > 1e-4*max(1, math.Abs(want)) {
				t.Errorf("%+v: derivative %d is %.6f, want %.6f", s, i, grad[i], want)
			}
		}
	}
}

// TestDivide holds that no group is on both sides of a division.
func TestDivide(t *testing.T) {
	es := examples()
	fold := divide(es, 4, func(e *Example) string { return e.Group })
	of := make(map[string]int)
	used := make(map[int]int)
	for i, e := range es {
		if k, ok := of[e.Group]; ok && k != fold[i] {
			t.Errorf("group %s is in folds %d and %d", e.Group, k, fold[i])
		}
		of[e.Group] = fold[i]
		used[fold[i]]++
	}
	for k := range 4 {
		if used[k] < 12 {
			t.Errorf("fold %d has %d of %d examples", k, used[k], len(es))
		}
	}
}

// TestAcross holds that what is always trained on is not answered, and that a
// model does not see the fold it answers: what occurs in one fold only has no
// weight there.
func TestAcross(t *testing.T) {
	es := examples()
	rare := linear.Start.Word("rare").Bucket()
	fold := divide(es, 3, func(e *Example) string { return e.Group })
	for i, e := range es {
		if fold[i] == 1 {
			e.Grams = []uint32{rare}
			e.Dense = []float32{0}
		}
	}
	odds, err := across(append(es, examples()[0]), append(fold, -1), 3, Settings{Classify: true, Cost: 1, Dense: 1, Gram: 1})
	if err != nil {
		t.Fatal(err)
	}
	if odds[len(es)] != 0 {
		t.Error("answered what is always trained on")
	}
	first := math.NaN()
	for i := range es {
		if fold[i] == 1 {
			if math.IsNaN(first) {
				first = odds[i]
			}
			if odds[i] != first {
				t.Error("a model has seen the fold it answers")
			}
		}
	}
}

func TestReadVectors(t *testing.T) {
	v, err := ReadVectors(strings.NewReader("the 1 0\nof 0 1\n12 3 3\ndisgrace 3 4\n"))
	if err != nil || len(v.words) != 3 {
		t.Fatalf("%v, %v", v, err)
	}
	length := func(w string) float64 {
		sum := 0.0
		for _, x := range v.sum([]string{w}) {
			sum += float64(x) * float64(x)
		}
		return math.Sqrt(sum)
	}
	if length("the") >= length("disgrace") || length("unknown") != 0 {
		t.Errorf("lengths %.3f, %.3f: rare words count more, unknown ones nothing", length("the"), length("disgrace"))
	}
	for text, want := range map[string]string{"the 1 0\nof 1\n": "line 2: 1 components, want 2", "the 1 x\n": `line 1: "x" is no number`} {
		if _, err := ReadVectors(strings.NewReader(text)); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestCounts(t *testing.T) {
	c := counts{right: 6, wrong: 2, missed: 4, left: 8}
	if c.n() != 20 || c.precision() != 0.75 || c.recall() != 0.6 || math.Abs(c.f1()-2./3) > 1e-9 {
		t.Errorf("%v %v %v %v", c.n(), c.precision(), c.recall(), c.f1())
	}
	if r := correlation([]float64{1, 2, 3}, []float64{2, 4, 6.1}); r < 0.999 || r > 1 {
		t.Errorf("r %v", r)
	}
}
