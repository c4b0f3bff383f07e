package align

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// How much a word counts, as a share of its inverse sentence frequency.
const (
	functionShare = 0.2
	nameShare     = 0.45 // a cast of names is common to every sentence of a story
)

// A text is a document's prose, made ready for comparison.
type text struct {
	sentences []sentence
}

// A sentence is one prose sentence as word numbers.
type sentence struct {
	index   int     // in Document.Sentences
	order   []int32 // word numbers as they stand
	terms   []term  // ascending by number
	norm    float64 // Euclidean length of terms
	content float64 // summed weight of terms that are not function words
	pairs   []uint64
}

// A term is a word of a sentence with its weight there.
type term struct {
	word   int32
	weight float64
}

// A vocabulary numbers the stems of a story in their alphabetical order, so that
// no sum depends on the order of the documents.
type vocabulary struct {
	number   map[string]int32
	weight   []float64 // by number: inverse sentence frequency times share
	function []bool
}

// weigh numbers and weighs the words of all prose of documents.
func weigh(documents []*news.Document) []*text {
	stems := make([][]string, len(documents)) // by document, by word
	for d, doc := range documents {
		stems[d] = make([]string, len(doc.Words))
		for i, w := range doc.Words {
			stems[d][i] = stem(w.Fold)
		}
	}
	voc := number(documents, stems)
	texts := make([]*text, len(documents))
	for d, doc := range documents {
		t := &text{}
		for i, s := range doc.Sentences {
			if s.Kind == news.Prose && s.Last > s.First {
				t.sentences = append(t.sentences, voc.sentence(i, stems[d][s.First:s.Last]))
			}
		}
		texts[d] = t
	}
	return texts
}

// number counts in how many sentences each stem stands and how often it is
// capitalised where no sentence begins: that makes it a name.
func number(documents []*news.Document, stems [][]string) *vocabulary {
	type count struct{ sentences, uses, capitals, last int }
	counts := make(map[string]*count)
	prose := 0
	for d, doc := range documents {
		for _, s := range doc.Sentences {
			if s.Kind != news.Prose {
				continue
			}
			prose++
			for i := s.First; i < s.Last; i++ {
				c := counts[stems[d][i]]
				if c == nil {
					c = &count{}
					counts[stems[d][i]] = c
				}
				if c.last != prose {
					c.last, c.sentences = prose, c.sentences+1
				}
				c.uses++
				if i > s.First && capitalised(doc.Text[doc.Words[i].Start:]) {
					c.capitals++
				}
			}
		}
	}
	names := make([]string, 0, len(counts))
	for s := range counts {
		names = append(names, s)
	}
	slices.Sort(names)
	voc := &vocabulary{number: make(map[string]int32, len(names)), weight: make([]float64, len(names)), function: make([]bool, len(names))}
	for n, s := range names {
		c := counts[s]
		voc.number[s] = int32(n)
		w := math.Log(1 + float64(prose)/float64(c.sentences))
		switch {
		case functionWords[s]:
			voc.function[n] = true
			w *= functionShare
		case c.capitals*2 >= c.uses && c.capitals > 0:
			w *= nameShare
		}
		voc.weight[n] = w
	}
	return voc
}

func capitalised(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// sentence numbers one sentence's stems.
func (v *vocabulary) sentence(index int, stems []string) sentence {
	s := sentence{index: index, order: make([]int32, len(stems))}
	for i, w := range stems {
		s.order[i] = v.number[w]
	}
	sorted := slices.Clone(s.order)
	slices.Sort(sorted)
	s.terms = make([]term, 0, len(sorted))
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		w := v.weight[sorted[i]] * (1 + math.Log(float64(j-i)))
		s.terms = append(s.terms, term{sorted[i], w})
		s.norm += w * w
		if !v.function[sorted[i]] {
			s.content += w
		}
		i = j
	}
	s.norm = math.Sqrt(s.norm)
	s.pairs = make([]uint64, 0, len(s.order))
	for i := 1; i < len(s.order); i++ {
		s.pairs = append(s.pairs, uint64(s.order[i-1])<<32|uint64(s.order[i]))
	}
	slices.Sort(s.pairs)
	s.pairs = slices.Compact(s.pairs)
	return s
}
