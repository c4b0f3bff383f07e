package align

import (
	"math"
	"math/bits"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// How much a word counts, as a share of its rarity.
const (
	functionShare = 0.15
	nameShare     = 0.4 // a cast of names is common to every sentence of a story
)

// A text is a document's prose, made ready for comparison. Nothing in it depends
// on the other documents, nor a sentence on the document's other sentences: what a
// word weighs is how rare it is in English, not in the story.
type text struct {
	doc        *news.Document
	memo       *memo
	sentences  []sentence
	vocabulary []uint64  // its words, ascending
	postings   []posting // ascending by word

	// What the sentences' own lists are pieces of.
	terms []term
	order []int32
	pairs []uint64

	vectors []*vectors // those asked for, and more to be used
	asked   int
}

// A posting says that a word that is no function word stands in a sentence.
type posting struct {
	word     uint64
	sentence int32
	weight   float32
}

// A sentence is one prose sentence as numbers of words.
type sentence struct {
	index   int      // in Document.Sentences
	order   []int32  // words as they stand: indices of terms
	terms   []term   // ascending by word, each once
	norm    float64  // Euclidean length of terms
	content float64  // summed weight of the terms that are not function words
	names   float64  // summed weight of the names
	numbers int      // distinct numbers
	pairs   []uint64 // ascending: neighbouring words
	hash    uint64   // of the words as they stand
	negated bool
	quoted  float64 // summed weight of the content words between quotation marks
	grams   grams
	vectors *vectors // nil until asked for
}

// A term is a word of a sentence with its weight there.
type term struct {
	word   uint64
	weight float32
	class  class
	quoted bool
	scale  float64 // how much it counts beside the accepted links of the texts compared last
	at     int32   // index in Document.Words, where it stands first
	id     int32   // index in text.vocabulary
}

// A class of words.
type class uint8

const (
	content class = iota
	function
	name
	number
)

// sum adds up what the terms of s weigh.
func (s *sentence) sum() {
	for _, t := range s.terms {
		w := float64(t.weight)
		s.norm += w * w
		if t.class != function {
			s.content += w
			if t.quoted {
				s.quoted += w
			}
		}
		switch t.class {
		case name:
			s.names += w
		case number:
			s.numbers++
		}
	}
	s.norm = math.Sqrt(s.norm)
	if s.content > 0 {
		return
	}
	for i := range s.terms { // "Why was he there?" has nothing else to go by
		s.terms[i].class = content
		s.content += float64(s.terms[i].weight)
	}
}

func isNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func capitalised(s string) bool {
	if s[0] < utf8.RuneSelf {
		return s[0] >= 'A' && s[0] <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// hash is a word's number, FNV-1a: the same in every document, so that no
// vocabulary of the story is needed.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func pairOf(a, b uint64) uint64 { return (a^bits.RotateLeft64(b, 31))*0x9E3779B97F4A7C15 ^ b }

// grams are the runs of three letters of a sentence's words, as a set of 512 bits.
type grams [8]uint64

func (g *grams) add(w string) {
	for i := 0; i+3 <= len(w); i++ {
		h := (uint32(w[i])*31+uint32(w[i+1]))*31 + uint32(w[i+2])
		h *= 2654435761
		h >>= 32 - 9
		g[h>>6] |= 1 << (h & 63)
	}
}

// jaccard is the share of the runs of either that both have, 0..1.
func (g *grams) jaccard(o *grams) float64 {
	both, any := 0, 0
	for i := range g {
		both += bits.OnesCount64(g[i] & o[i])
		any += bits.OnesCount64(g[i] | o[i])
	}
	if any == 0 {
		return 0
	}
	return float64(both) / float64(any)
}
