package align

import (
	"math"
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/embed"
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
	sentences  []sentence
	vocabulary []uint64  // its words, ascending
	postings   []posting // ascending by word
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
	order   []uint64 // words as they stand
	terms   []term   // ascending by word, each once
	norm    float64  // Euclidean length of terms
	content float64  // summed weight of the terms that are not function words
	names   float64  // summed weight of the names
	numbers int      // distinct numbers
	pairs   []uint64 // ascending: neighbouring words
	hash    uint64   // of order
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

// prepare numbers and weighs the words of a document's prose.
func prepare(doc *news.Document) *text {
	t := &text{doc: doc}
	words, prose := 0, 0
	for _, s := range doc.Sentences {
		if s.Kind == news.Prose && s.Last > s.First {
			prose, words = prose+1, words+s.Last-s.First
		}
	}
	t.sentences = make([]sentence, 0, prose)
	p := preparer{doc: doc, listed: listed(), order: make([]uint64, 0, words), terms: make([]term, 0, words), pairs: make([]uint64, 0, words)}
	for i, s := range doc.Sentences {
		if s.Kind == news.Prose && s.Last > s.First {
			t.sentences = append(t.sentences, p.sentence(i, s))
		}
	}
	t.index(len(p.terms))
	return t
}

// index lists the words of t, which stand in so many terms, and where they stand.
func (t *text) index(terms int) {
	type place struct {
		word           uint64
		sentence, term int32
	}
	places := make([]place, 0, terms)
	for i := range t.sentences {
		for k := range t.sentences[i].terms {
			places = append(places, place{t.sentences[i].terms[k].word, int32(i), int32(k)})
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		switch {
		case a.word < b.word:
			return -1
		case a.word > b.word:
			return 1
		}
		return int(a.sentence - b.sentence)
	})
	t.postings = make([]posting, 0, len(places))
	for _, p := range places {
		if n := len(t.vocabulary); n == 0 || t.vocabulary[n-1] != p.word {
			t.vocabulary = append(t.vocabulary, p.word)
		}
		w := &t.sentences[p.sentence].terms[p.term]
		w.id = int32(len(t.vocabulary) - 1)
		if w.class != function {
			t.postings = append(t.postings, posting{w.word, p.sentence, w.weight})
		}
	}
}

// A preparer keeps the numbers of all sentences of a document in few pieces of
// memory.
type preparer struct {
	doc       *news.Document
	listed    map[string]known
	order     []uint64
	terms     []term
	pairs     []uint64
	quotation int // the first that does not end before the sentence
}

func (p *preparer) sentence(index int, s news.Sentence) sentence {
	o, t, b := len(p.order), len(p.terms), len(p.pairs)
	out := sentence{index: index}
	for i := s.First; i < s.Last; i++ {
		w := &p.doc.Words[i]
		k, ok := p.listed[w.Fold]
		if !ok {
			k = knownAs(w.Fold)
			if !k.number {
				k.rarity = embed.Rarity(w.Fold)
			}
		}
		out.negated = out.negated || k.negation
		x := term{word: k.word, at: int32(i), quoted: p.inQuotation(w.Start)}
		x.class, x.weight = p.weigh(w, &k, i == s.First)
		p.order = append(p.order, x.word)
		p.terms = append(p.terms, x)
		out.grams.add(w.Fold)
	}
	out.order = p.order[o:len(p.order):len(p.order)]
	for _, w := range out.order {
		out.hash = (out.hash ^ w) * 0x9E3779B97F4A7C15
	}
	for i := 1; i < len(out.order); i++ {
		p.pairs = append(p.pairs, pairOf(out.order[i-1], out.order[i]))
	}
	slices.Sort(p.pairs[b:])
	p.pairs = p.pairs[:b+len(slices.Compact(p.pairs[b:]))]
	out.pairs = p.pairs[b:len(p.pairs):len(p.pairs)]
	p.terms = p.terms[:t+len(merge(p.terms[t:]))]
	out.terms = p.terms[t:len(p.terms):len(p.terms)]
	out.sum()
	return out
}

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

// merge sorts terms and makes one of those of the same word.
func merge(terms []term) []term {
	slices.SortFunc(terms, func(a, b term) int {
		switch {
		case a.word < b.word:
			return -1
		case a.word > b.word:
			return 1
		}
		return int(a.at - b.at)
	})
	n := 0
	for i := 0; i < len(terms); {
		j := i + 1
		t := terms[i]
		for ; j < len(terms) && terms[j].word == t.word; j++ {
			t.quoted = t.quoted || terms[j].quoted
			if terms[j].class == name {
				t.class, t.weight = name, terms[j].weight
			}
		}
		if j-i > 1 {
			t.weight *= float32(1 + math.Log(float64(j-i)))
		}
		terms[n] = t
		n, i = n+1, j
	}
	return terms[:n]
}

// weigh says what class of word w is and how much it counts.
func (p *preparer) weigh(w *news.Word, k *known, first bool) (class, float32) {
	switch {
	case k.number:
		return number, 6
	case k.function:
		return function, functionShare * k.rarity
	case !first && capitalised(p.doc.Text[w.Start:]):
		return name, nameShare * k.rarity
	}
	return content, k.rarity
}

// inQuotation reports whether at lies between quotation marks; it must not go
// back by more than a sentence.
func (p *preparer) inQuotation(at int) bool {
	q := p.doc.Quotations
	for p.quotation < len(q) && q[p.quotation].End <= at {
		p.quotation++
	}
	return p.quotation < len(q) && q[p.quotation].Inner.Start <= at && at < q[p.quotation].Inner.End
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
