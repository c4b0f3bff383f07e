package eval

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestMeasures(t *testing.T) {
	near := func(name string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9 && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	counts := []float64{right: 6, wrong: 2, missed: 4}
	near("precision", precision(counts), .75)
	near("recall", recall(counts), .6)
	near("F1", f1(counts), 2.*.75*.6/1.35)
	near("precision of nothing", precision([]float64{0, 0, 3}), math.NaN())

	c := newConfusion(3)
	for _, x := range [][2]int{{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 0}} { // gold, got
		c.add("d", x[0], x[1])
	}
	near("F1 of class 0", c.classF1(0)(c.docs[0]), 2*2./(2*2+1+1))
	near("F1 of class 2", c.classF1(2)(c.docs[0]), 0)
	near("macro-F1", c.macroF1(c.docs[0]), (2./3+.5+0)/3)
	near("accuracy", c.accuracy(c.docs[0]), .5)

	r := newCorrelation()
	for _, x := range [][2]float64{{1, 2}, {2, 4.5}, {3, 5}, {4, 9}} {
		r.add("d", x[0], x[1])
	}
	near("Pearson", pearson(r.docs[0]), 10.75/math.Sqrt(5*25.1875))
	near("Pearson of a constant", pearson([]float64{2, 2, 3, 2, 5, 3}), math.NaN())

	k := newRanking()
	for _, x := range []struct {
		score    float64
		positive bool
	}{{-9, false}, {0.2, false}, {0.2, true}, {3, false}, {99, true}} {
		k.add("d", x.positive, x.score)
	}
	near("AUC", auc(k.docs[0]), (1.5+3)/6)
}

// TestInterval holds that the interval is the same at every call, lies where it
// must and is wider over documents that resemble themselves.
func TestInterval(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	alike, apart := NewTally(2), NewTally(2)
	for d := range 40 {
		ok := rng.IntN(2) == 0
		for s := range 25 {
			tick(alike, string(rune('a'+d)), ok)
			tick(apart, string(rune('a'+d*25+s)), ok)
		}
	}
	byDocument, bySentence := alike.Sample(share), apart.Sample(share)
	a, b := byDocument.Interval(), bySentence.Interval()
	if !reflect.DeepEqual(a, byDocument.Interval()) {
		t.Error("two calls give two intervals")
	}
	if a.High-a.Low < 3*(b.High-b.Low) {
		t.Errorf("by document %v, by sentence %v", *a, *b)
	}
	if v := share(byDocument.sum()); v < a.Low || v > a.High || a.Low < 0 || a.High > 1 {
		t.Errorf("%v in %v", v, *a)
	}
	if (Sample{Docs: [][]float64{{1, 0}}, Value: share}).Interval() != nil || (Sample{Value: share}).Interval() != nil {
		t.Error("an interval of one document, or of none")
	}
}

// TestCoverage holds that about 95 of 100 intervals cover the truth.
func TestCoverage(t *testing.T) {
	const truth, trials = 0.7, 200
	rng := rand.New(rand.NewPCG(3, 4))
	covered := 0
	for range trials {
		s := Sample{Value: share}
		for range 60 {
			doc := make([]float64, 2)
			for range 5 {
				doc[index(rng.Float64() >= truth)]++
			}
			s.Docs = append(s.Docs, doc)
		}
		if i := s.Interval(); i.Low <= truth && truth <= i.High {
			covered++
		}
	}
	if covered < trials*90/100 || covered > trials*99/100 {
		t.Errorf("%d of %d intervals cover the truth", covered, trials)
	}
}

func BenchmarkInterval(b *testing.B) {
	t := newConfusion(2)
	for d := range 2000 {
		t.add(string(rune(d)), d%2, d%3%2)
	}
	s := t.Sample(t.macroF1)
	for b.Loop() {
		s.Interval()
	}
}
