package opinion

import (
	"math"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
)

// Features are what the models read of one sentence. They are reused from one
// sentence to the next.
type Features struct {
	Dense  []float32 // in the order of Reader.Names
	Grams  []uint32  // buckets of word n-grams
	Places []Place   // where each of Grams stands
	Words  int       // how many of Grams are of one word
	Own    int       // words in the outlet's voice

	kept []int // words that Grams are made of: own voice
}

// Credited reports whether somebody is credited in the sentence.
func (f *Features) Credited() bool { return f.Dense[fCredited] > 0 }

// A Place is the words that a gram was made of, as indices of the sentence's words.
type Place struct{ First, Last int }

// A Reader makes Features. It is safe for concurrent use.
type Reader struct {
	lists map[string]int // category → dense feature
	names []string
}

// NewReader returns a Reader of the given lists' categories.
func NewReader(categories []string) *Reader {
	r := &Reader{lists: make(map[string]int)}
	for _, f := range formTable {
		r.names = append(r.names, f.id)
	}
	for _, c := range categories {
		r.lists[c] = len(r.names)
		r.names = append(r.names, c)
	}
	return r
}

// Names of the dense features: a form's, or the category of a list.
func (r *Reader) Names() []string { return r.names }

// Read fills f with the features of sentence i of d, whose passages must have
// been set. hits are the lists' terms in it.
func (r *Reader) Read(f *Features, d *news.Document, i int, hits []lexicon.Hit) {
	words := d.SentenceWords(i)
	r.start(f, d, i, words, d.Sentences[i].Span)
	if len(words) == 0 {
		return
	}
	f.shape(d.SentenceText(i), words)
	r.rest(f, d, words, hits)
}

// ReadPart is Read for the words of the sentence that lie in at, a clause: what
// the sentence is as a whole, a question or short, is not read.
func (r *Reader) ReadPart(f *Features, d *news.Document, i int, hits []lexicon.Hit, at news.Span) {
	words := d.SentenceWords(i)
	r.start(f, d, i, words, at)
	if len(words) > 0 {
		f.Dense[fLength] = lengthOf(len(f.kept))
		r.rest(f, d, words, hits)
	}
}

// start empties f and notes whose the words in at are.
func (r *Reader) start(f *Features, d *news.Document, i int, words []news.Word, at news.Span) {
	if cap(f.Dense) < len(r.names) {
		f.Dense = make([]float32, len(r.names))
	}
	f.Dense = f.Dense[:len(r.names)]
	clear(f.Dense)
	f.Grams, f.Places, f.kept, f.Words, f.Own = f.Grams[:0], f.Places[:0], f.kept[:0], 0, 0
	f.voices(d, i, words, at)
}

// rest reads what single words say.
func (r *Reader) rest(f *Features, d *news.Document, words []news.Word, hits []lexicon.Hit) {
	f.words(d.Text, words)
	r.terms(f, hits)
	f.grams(d.Text, words)
}

func lengthOf(words int) float32 { return float32(math.Log1p(float64(words)) / 4) }

// voices notes which words in at are the outlet's own.

// voices notes which words in at are the outlet's own.
func (f *Features) voices(d *news.Document, i int, words []news.Word, at news.Span) {
	quoted, attributed := 0, 0
	ps := d.PassagesOf(i)
	p := 0
	for k, w := range words {
		for p < len(ps)-1 && ps[p].End <= w.Start {
			p++
		}
		v := news.Own
		if p < len(ps) {
			v = ps[p].Voice
		}
		switch {
		case !at.Contains(w.Span):
		case v == news.Quoted:
			quoted++
		case v == news.Attributed:
			attributed++
		default:
			f.kept = append(f.kept, k)
		}
	}
	f.Own = len(f.kept)
	for _, p := range ps {
		if p.Source.Len() > 0 || p.Voice == news.Attributed {
			f.Dense[fCredited] = 1
		}
	}
	if n := float32(len(words)); n > 0 {
		f.Dense[fQuotedShare], f.Dense[fAttributedShare] = float32(quoted)/n, float32(attributed)/n
	}
}

// terms counts the lists' terms in own words: the first at its strength, each
// further one for a quarter.
func (r *Reader) terms(f *Features, hits []lexicon.Hit) {
	own := 0
	for _, h := range hits {
		n, ok := r.lists[h.Term.Category]
		if !ok {
			continue
		}
		for own < len(f.kept) && f.kept[own] < h.First {
			own++
		}
		if own >= len(f.kept) || f.kept[own] != h.First {
			continue
		}
		s := float32(0.7 + 0.3*h.Term.Weight)
		if f.Dense[n] > 0 {
			s /= 4
		}
		f.Dense[n] += s
	}
}
