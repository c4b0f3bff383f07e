package opinion

import (
	"gloss/analyzer/linear"
	"gloss/analyzer/news"
)

// A LoadedWord is a word that is used like the terms of the loaded lists.
type LoadedWord struct {
	Index       int     // of the sentence's words
	Probability float64 // of being loaded, by the learned model
}

// Loaded appends to dst the words of sentence i of d that are likely to be loaded,
// whoever speaks them and whether or not a list has them. None if the weights have
// no model "loaded".
func (j *Judge) Loaded(dst []LoadedWord, d *news.Document, i int) []LoadedWord {
	m := j.loaded
	if m == nil {
		return dst
	}
	words := d.SentenceWords(i)
	var grams [maxWordGrams]uint32
	for k := range words {
		if !Bearing(d.Text, words, k) {
			continue
		}
		odds := m.Score(nil, WordGrams(grams[:0], words, k), 1)
		if odds >= m.Limits["odds"] {
			dst = append(dst, LoadedWord{k, linear.Probability(odds)})
		}
	}
	return dst
}

// leastLetters is the length under which words are grammar's.
const leastLetters = 4

// Bearing reports whether word k of a sentence may be loaded at all: no name, no
// figure, no word of grammar.
func Bearing(text string, words []news.Word, k int) bool {
	w := words[k]
	c := text[w.Start]
	return len(w.Fold) >= leastLetters && !grammar[w.Fold] && (c < '0' || c > '9') && (k == 0 || !capital(text[w.Start:]))
}

const (
	maxWordGrams = 6
	ending       = 3 // letters
)

// WordGrams appends the buckets by which word k of a sentence is told to be loaded:
// itself, its ending, and its neighbours.
func WordGrams(dst []uint32, words []news.Word, k int) []uint32 {
	fold := words[k].Fold
	dst = append(dst, linear.Start.Word(fold).Bucket(), linear.Start.Word("-").Word(fold[len(fold)-ending:]).Pair())
	if k > 0 {
		dst = append(dst, linear.Start.Word("<").Word(words[k-1].Fold).Pair())
	}
	if k+1 < len(words) {
		dst = append(dst, linear.Start.Word(">").Word(words[k+1].Fold).Pair())
	}
	return dst
}
