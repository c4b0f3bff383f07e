package linear_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"gloss/analyzer/linear"
)

func sample() *linear.Set {
	weights := make([]float64, linear.Buckets)
	weights[linear.Start.Word("shameful").Bucket()] = 2
	weights[linear.Start.Word("the").Bucket()] = -0.5
	return &linear.Set{Card: map[string]string{"data": "none"}, Models: []*linear.Model{
		{Name: "commentary", Bias: -1, Named: map[string]float32{"question": 1.5}, Limits: map[string]float64{"sure": 0.9}, Grams: linear.Quantise(weights)},
		{Name: "context", Bias: 0.5, Named: map[string]float32{"near": 2}},
	}}
}

func TestRoundTrip(t *testing.T) {
	data, err := sample().Write()
	if err != nil {
		t.Fatal(err)
	}
	s, err := linear.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Write()
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("written again it differs (%v)", err)
	}
	m := s.Model("commentary")
	if err := m.Order([]string{"other", "question"}); err != nil {
		t.Fatal(err)
	}
	grams := []uint32{linear.Start.Word("shameful").Bucket(), linear.Start.Word("the").Bucket()}
	want := -1 + 1.5 + 1.5/float64(linear.Norm(2))
	if got := m.Score([]float32{7, 1}, grams, 2); math.Abs(got-want) > 0.02 {
		t.Errorf("score %v, want %v", got, want)
	}
	if len(s.Fingerprint) != 16 || s.Model("none") != nil {
		t.Errorf("fingerprint %q", s.Fingerprint)
	}
}

func TestOrder(t *testing.T) {
	m := sample().Model("commentary")
	if err := m.Order([]string{"renamed"}); err == nil || !strings.Contains(err.Error(), `"question"`) {
		t.Errorf("a feature that is gone: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	data, _ := sample().Write()
	f.Add(data)
	f.Add(data[:60])
	f.Add([]byte("gloss weights 1\n\xff\xff\xff\xff{"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := linear.Read(data)
		if err != nil {
			return
		}
		for _, m := range s.Models {
			if err := m.Order(nil); err == nil {
				m.Score(nil, []uint32{0, linear.Buckets}, 1)
			}
		}
	})
}
