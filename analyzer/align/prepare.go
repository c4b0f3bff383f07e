package align

import (
	"math"
	"slices"
	"sync"

	"gloss/analyzer/news"
)

// A preparer makes texts of documents. It keeps what it works with, and what it
// knows of the words that it met, for the next document.
type preparer struct {
	memo    memo
	texts   []*text // to be used again
	scratch scratch

	doc         *news.Document
	quotation   int          // the first that does not end before the sentence
	words       []occurrence // of the prose, as they stand
	numbers     numbering
	rank        []int32 // by number of a word: its place in text.vocabulary
	first       []int32 // by rank: where its occurrences begin in byWord
	byWord      []int32 // indices in words, ascending by word, then as they stand
	termsByWord []place
}

// An occurrence is a word where it stands.
type occurrence struct {
	term
	sentence int32 // in text.sentences
}

// A place is where a term is kept.
type place struct{ sentence, term int32 }

var preparers = sync.Pool{New: func() any { return new(preparer) }}

// prepare numbers and weighs the words of a document's prose.
func (p *preparer) prepare(doc *news.Document) *text {
	t := &text{}
	if n := len(p.texts); n > 0 {
		t, p.texts = p.texts[n-1], p.texts[:n-1]
	}
	t.doc, t.memo, t.sentences = doc, &p.memo, t.sentences[:0]
	p.doc, p.quotation, p.words = doc, 0, p.words[:0]
	p.numbers.reset(len(doc.Words))
	for i, s := range doc.Sentences {
		if s.Kind == news.Prose && s.Last > s.First {
			t.sentences = append(t.sentences, p.read(i, s, int32(len(t.sentences))))
		}
	}
	p.index(t)
	p.terms(t)
	p.post(t)
	p.pair(t)
	return t
}

// release takes a text's memory back.
func (p *preparer) release(t *text) {
	p.doc, t.doc, t.asked = nil, nil, 0
	p.texts = append(p.texts, t)
}

// read looks the words of a sentence up.
func (p *preparer) read(index int, s news.Sentence, number int32) sentence {
	out := sentence{index: index}
	for i := s.First; i < s.Last; i++ {
		w := &p.doc.Words[i]
		k := p.memo.know(w.Fold)
		out.negated = out.negated || k.negation
		o := occurrence{term{word: k.word, at: int32(i), quoted: p.inQuotation(w.Start), id: p.numbers.of(k.word)}, number}
		o.class, o.weight = p.weigh(w, &k.known, i == s.First)
		p.words = append(p.words, o)
		out.hash = (out.hash ^ k.word) * 0x9E3779B97F4A7C15
		out.grams.add(w.Fold)
	}
	return out
}

// index lists the vocabulary, and the occurrences of each word.
func (p *preparer) index(t *text) {
	t.vocabulary = append(t.vocabulary[:0], p.numbers.words...)
	slices.Sort(t.vocabulary)
	p.rank = resized(p.rank, len(t.vocabulary))
	for r, w := range t.vocabulary {
		p.rank[p.numbers.of(w)] = int32(r)
	}
	p.first = resized(p.first, len(t.vocabulary)+1)
	clear(p.first)
	for i := range p.words {
		o := &p.words[i]
		o.id = p.rank[o.id]
		p.first[o.id+1]++
	}
	for r := 1; r < len(p.first); r++ {
		p.first[r] += p.first[r-1]
	}
	p.byWord = resized(p.byWord, len(p.words))
	for i := range p.words {
		r := p.words[i].id
		p.byWord[p.first[r]] = int32(i)
		p.first[r]++
	}
}

// terms makes a term of the occurrences of each word in each sentence.
func (p *preparer) terms(t *text) {
	t.terms, t.order = resized(t.terms, len(p.words)), resized(t.order, len(p.words))
	for i, from := 0, 0; i < len(t.sentences); i++ {
		to := from
		for to < len(p.words) && p.words[to].sentence == int32(i) {
			to++
		}
		t.sentences[i].terms, t.sentences[i].order = t.terms[from:from:to], t.order[from:from:to]
		from = to
	}
	p.termsByWord = p.termsByWord[:0]
	for i := 0; i < len(p.byWord); {
		one := p.words[p.byWord[i]]
		s := &t.sentences[one.sentence]
		n := 0
		for ; i < len(p.byWord); i++ {
			o := &p.words[p.byWord[i]]
			if o.id != one.id || o.sentence != one.sentence {
				break
			}
			one.quoted = one.quoted || o.quoted
			if o.class == name {
				one.class, one.weight = name, o.weight
			}
			t.order[p.byWord[i]] = int32(len(s.terms))
			n++
		}
		if n > 1 {
			one.weight *= float32(1 + math.Log(float64(n)))
		}
		p.termsByWord = append(p.termsByWord, place{one.sentence, int32(len(s.terms))})
		s.terms = append(s.terms, one.term)
	}
	for i := range t.sentences {
		s := &t.sentences[i]
		s.order = s.order[:cap(s.order)]
		s.sum()
	}
}

// post lists where the words that are no function words stand.
func (p *preparer) post(t *text) {
	t.postings = t.postings[:0]
	for _, at := range p.termsByWord {
		if w := &t.sentences[at.sentence].terms[at.term]; w.class != function {
			t.postings = append(t.postings, posting{w.word, at.sentence, w.weight})
		}
	}
}

// pair lists the pairs of neighbouring words of every sentence.
func (p *preparer) pair(t *text) {
	t.pairs = slices.Grow(t.pairs[:0], len(p.words))
	for i := range t.sentences {
		s := &t.sentences[i]
		from := len(t.pairs)
		for k := 1; k < len(s.order); k++ {
			t.pairs = append(t.pairs, pairOf(s.terms[s.order[k-1]].word, s.terms[s.order[k]].word))
		}
		slices.Sort(t.pairs[from:])
		t.pairs = t.pairs[:from+len(slices.Compact(t.pairs[from:]))]
		s.pairs = t.pairs[from:len(t.pairs):len(t.pairs)]
	}
}

// resized is s with length n; what it holds is of no account.
func resized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

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
