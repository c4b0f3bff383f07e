// Package linear holds linear models of sentences: a weight for each of a few
// named features, and one for each word and pair of words, found by hash.
//
// Method: a model's answer is its bias, plus the named features times their
// weights, plus the weights of the sentence's grams divided by the square root of
// their number, so that a long sentence is not opinion for its length. Grams are
// hashed into a table of bytes: no word is stored, and none has to be looked up in
// a dictionary. What a word that training never saw says is in the table too, from
// its vector (see cmd/gloss/internal/train): the sum over words of a linear model
// of vectors is a sum of one number for each word.
//
// Why not a neural network, or trees: on the sets measured here neither was better
// by more than chance, and of a sum each part can be shown to the reader. What it
// gets wrong: what shares a bucket shares a weight (some 1 of 5 rare words), and
// nothing depends on anything but the next word.
//
//	m, err := linear.Read(data)
//	odds := m.Model("commentary").Score(dense, grams)
package linear

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Words and pairs of words have buckets of their own: most words of the language
// have a weight, most pairs have none, and a pair that training never saw must not
// get that of a word.
const (
	wordBuckets = 1 << 17
	pairBuckets = 1 << 18
	Buckets     = wordBuckets + pairBuckets
)

// A Table has one weight for each bucket.
type Table struct {
	Scale float32 // what a cell's 1 stands for
	Cells []int8  // the first of Buckets; the others are 0
}

// At is the weight of bucket b.
func (t Table) At(b uint32) float32 {
	if b >= uint32(len(t.Cells)) {
		return 0
	}
	return t.Scale * float32(t.Cells[b])
}

// A Model is one linear model.
type Model struct {
	Name   string
	Bias   float32
	Named  map[string]float32 // weights of the named features; absent: 0
	Limits map[string]float64 // thresholds of the answer by what they are for ("sure"), and other constants
	Grams  Table

	dense []float32 // Named in the order given to Order
}

// Order sets the order in which Score is given the named features. Features that
// the model does not know weigh nothing; it is an error if the model knows one
// that is not given, because lists were then renamed after it was trained.
func (m *Model) Order(names []string) error {
	m.dense = make([]float32, len(names))
	known := 0
	for i, n := range names {
		if w, ok := m.Named[n]; ok {
			m.dense[i] = w
			known++
		}
	}
	if known < len(m.Named) {
		for n := range m.Named {
			if !slices.Contains(names, n) {
				return fmt.Errorf("model %q was trained with the feature %q, which is not read any more: train it again", m.Name, n)
			}
		}
	}
	return nil
}

// Norm is what the sum of a sentence's grams is divided by; words is how many of
// them are single words.
func Norm(words int) float32 { return float32(math.Sqrt(float64(words) + 3)) }

// Score is the model's answer: for a classifier the logarithm of the odds, for a
// regression the value. dense are the features in the order given to Order, grams
// buckets, words how many words they were made of.
func (m *Model) Score(dense []float32, grams []uint32, words int) float64 {
	sum := m.Bias
	for i, x := range dense {
		if x != 0 {
			sum += x * m.dense[i]
		}
	}
	if len(m.Grams.Cells) > 0 {
		n := int32(0)
		cells := m.Grams.Cells
		for _, g := range grams {
			if g < uint32(len(cells)) {
				n += int32(cells[g])
			}
		}
		sum += float32(n) * m.Grams.Scale / Norm(words)
	}
	return float64(sum)
}

// Weight is the weight of the dense feature i.
func (m *Model) Weight(i int) float32 { return m.dense[i] }

// Probability is the logistic function of log odds.
func Probability(odds float64) float64 { return 1 / (1 + math.Exp(-odds)) }

// A Set is what one file of weights holds. It is safe for concurrent use once its
// models are ordered.
type Set struct {
	Card        map[string]string // what the models were trained on, by whom, under which licence
	Models      []*Model          // sorted by name
	Fingerprint string            // beginning of the SHA-256 of the file, in hexadecimal
}

// Model is the model of that name; nil if there is none.
func (s *Set) Model(name string) *Model {
	for _, m := range s.Models {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// The file: magic, the length of the head (uint32, little-endian), the head as
// JSON, and for each model as many bytes as the head says.
const magic = "gloss weights 1\n"

type head struct {
	Card   map[string]string `json:"card"`
	Models []headModel       `json:"models"`
}

type headModel struct {
	Name   string             `json:"name"`
	Bias   float32            `json:"bias"`
	Named  map[string]float32 `json:"features"`
	Limits map[string]float64 `json:"limits,omitempty"`
	Scale  float32            `json:"gram_scale,omitempty"`
	Cells  int                `json:"gram_cells,omitempty"`
}

// maxHead bounds the head of a file that somebody else made.
const maxHead = 1 << 20

// Read reads a file of weights. The cells point into data, which must not change.
func Read(data []byte) (*Set, error) {
	if len(data) < len(magic)+4 || string(data[:len(magic)]) != magic {
		return nil, errors.New("not a file of gloss weights")
	}
	sum := sha256.Sum256(data)
	rest := data[len(magic):]
	n := int(binary.LittleEndian.Uint32(rest))
	rest = rest[4:]
	if n > maxHead || n > len(rest) {
		return nil, errors.New("weights: the head is cut off")
	}
	var h head
	if err := json.Unmarshal(rest[:n], &h); err != nil {
		return nil, fmt.Errorf("weights: head: %w", err)
	}
	rest = rest[n:]
	s := &Set{Card: h.Card, Fingerprint: hex.EncodeToString(sum[:8])}
	for _, x := range h.Models {
		m := &Model{Name: x.Name, Bias: x.Bias, Named: x.Named, Limits: x.Limits}
		if x.Cells < 0 || x.Cells > min(len(rest), Buckets) {
			return nil, fmt.Errorf("weights: model %q is cut off", x.Name)
		}
		m.Grams = Table{x.Scale, signed(rest[:x.Cells])}
		rest = rest[x.Cells:]
		s.Models = append(s.Models, m)
	}
	if len(rest) > 0 {
		return nil, fmt.Errorf("weights: %d bytes too many", len(rest))
	}
	return s, nil
}

// signed copies bytes as signed ones.
func signed(data []byte) []int8 {
	out := make([]int8, len(data))
	for i, b := range data {
		out[i] = int8(b)
	}
	return out
}

// Write returns s as a file.
func (s *Set) Write() ([]byte, error) {
	h := head{Card: s.Card}
	var cells []byte
	for _, m := range s.Models {
		x := headModel{Name: m.Name, Bias: m.Bias, Named: m.Named, Limits: m.Limits}
		if len(m.Grams.Cells) > 0 {
			x.Scale, x.Cells = m.Grams.Scale, len(m.Grams.Cells)
			for _, c := range m.Grams.Cells {
				cells = append(cells, byte(c))
			}
		}
		h.Models = append(h.Models, x)
	}
	text, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	out := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(text)))
	return append(append(out, text...), cells...), nil
}

// Quantise makes a table of weights, in which bytes hold those up to the greatest
// but a few; greater ones are cut.
func Quantise(weights []float64) Table {
	all := make([]float64, 0, len(weights))
	for _, w := range weights {
		if w != 0 {
			all = append(all, math.Abs(w))
		}
	}
	if len(all) == 0 {
		return Table{}
	}
	slices.Sort(all)
	top := all[min(len(all)-1, len(all)*9995/10000)]
	for weights[len(weights)-1] == 0 {
		weights = weights[:len(weights)-1]
	}
	t := Table{Scale: float32(top / 127), Cells: make([]int8, len(weights))}
	for i, w := range weights {
		t.Cells[i] = int8(max(-127, min(127, math.Round(w/float64(t.Scale)))))
	}
	return t
}
