package train

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"gloss/analyzer/embed"
	"gloss/analyzer/linear"
)

// Vectors are word vectors by which training says something of words that no
// example has. They are used up in training: what is kept is one number a word.
type Vectors struct {
	width int
	words []string // most frequent first, as in the file
	of    map[string][]float32
}

// maxWords is how many words of a file are read: beyond them stand names.
const maxWords = 60000

// ReadVectors reads word vectors as text, a word and its components a line, the
// most frequent word first (the format of GloVe and of word2vec without its first
// line). Each vector is given the length by which its word counts: nothing for the
// most frequent word, more for rarer ones.
func ReadVectors(r io.Reader) (*Vectors, error) {
	v := &Vectors{of: make(map[string][]float32)}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for line := 1; s.Scan() && len(v.words) < maxWords; line++ {
		word, rest, _ := strings.Cut(s.Text(), " ")
		if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz'-") != "" {
			continue
		}
		x := make([]float32, 0, v.width)
		length := 0.0
		for _, field := range strings.Fields(rest) {
			c, err := strconv.ParseFloat(field, 32)
			if err != nil {
				return nil, fmt.Errorf("line %d: %q is no number", line, field)
			}
			x = append(x, float32(c))
			length += c * c
		}
		if v.width == 0 {
			v.width = len(x)
		}
		if len(x) != v.width || v.width == 0 {
			return nil, fmt.Errorf("line %d: %d components, want %d", line, len(x), v.width)
		}
		if _, ok := v.of[word]; ok || length == 0 {
			continue
		}
		scale(x, weightOf(line))
		v.words = append(v.words, word)
		v.of[word] = x
	}
	if err := s.Err(); err != nil {
		return nil, err
	}
	v.widen()
	return v, nil
}

// widen appends gloss's own vectors, which know what the sentences of an encoder
// know, to those that were read, which know more words: together they transfer
// better than either.
func (v *Vectors) widen() {
	for n, word := range v.words {
		own := embed.Of(word)
		x := own[:]
		scale(x, weightOf(n+1))
		v.of[word] = append(v.of[word], x...)
	}
	v.width += embed.Width
}

// scale gives x a length.
func scale(x []float32, length float64) {
	sum := 0.0
	for _, c := range x {
		sum += float64(c) * float64(c)
	}
	if sum == 0 {
		return
	}
	f := length / math.Sqrt(sum)
	for i := range x {
		x[i] = float32(float64(x[i]) * f)
	}
}

// weightOf is how much a word counts by its rank: nothing for the most frequent.
func weightOf(rank int) float64 { return math.Log1p(float64(rank)/2) / vectorLength }

// vectorLength makes the vectors of usual words about as long as one gram.
const vectorLength = 8

// sum is the sum of the vectors of words.
func (v *Vectors) sum(words []string) []float32 {
	if v == nil {
		return nil
	}
	out := make([]float32, v.width)
	for _, w := range words {
		for i, x := range v.of[w] {
			out[i] += x
		}
	}
	return out
}

// fold adds to the bucket of each word what weights make of its vector. Of words
// that share a bucket the most frequent has it.
func (v *Vectors) fold(table []float64, weights []float64) {
	if v == nil {
		return
	}
	taken := make(map[uint32]bool)
	for _, w := range v.words {
		b := linear.Start.Word(w).Bucket()
		if taken[b] {
			continue
		}
		taken[b] = true
		table[b] += dot(weights, v.of[w])
	}
}

func dot(w []float64, x []float32) float64 {
	sum := 0.0
	for i := range x {
		sum += w[i] * float64(x[i])
	}
	return sum
}
