package isolate

import (
	"strings"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
)

// A wording judges what a difference in words changes.
type wording struct {
	framing map[[2]string]framed // pairs whose exchange changes the framing, both ways
	neutral map[[2]string]bool   // pairs that are only style
	opinion func(phrase) float64 // log odds that a clause is commentary
}

// A framed pair is a listed exchange of words.
type framed struct {
	category string
	first    bool // the first wording is the stronger one
	term     *lexicon.Term
}

// functional are words that change no framing by themselves.
var functional = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`a an the of to in on at by for with from and or but as is are was were be been
being has have had do does did will would it its it's this that these those he she they them his her their who
which there here also then so than up out off s which's into upon onto over about after's i'm being`) {
		m[w] = true
	}
	return m
}()

// A nuance is what a difference between two phrases changes; the zero nuance
// changes nothing.
type nuance struct {
	kind      news.FindingKind // Swap, Insertion, Accuracy, QuoteDiff; "" for style
	category  string
	certainty news.Certainty
	side      int // whom the finding is about: 0 the first phrase's copy, 1 the second's
	reason    string
}

// A phrase is a run of words in one sentence, with what was found in it.
type phrase struct {
	d        *news.Document
	sentence int
	from, to int // words, counted from the sentence's first
	hits     []lexicon.Hit
}

func (p phrase) words() []news.Word { return p.d.SentenceWords(p.sentence)[p.from:p.to] }

func (p phrase) span() news.Span {
	if p.from >= p.to {
		return news.Span{}
	}
	ws := p.words()
	return news.Span{Start: ws[0].Start, End: ws[len(ws)-1].End}
}

func (p phrase) text() string { return p.span().Of(p.d.Text) }

// content returns the stems of the words that can change a framing.
func (p phrase) content() map[string]bool {
	m := make(map[string]bool)
	for _, w := range p.words() {
		if !functional[w.Fold] {
			m[root(w.Fold)] = true
		}
	}
	return m
}

// root takes inflection off a folded word, so that "providing" and "provides"
// are no difference.
func root(w string) string {
	for _, s := range [...]string{"ing", "ied", "ies", "ed", "es", "s"} {
		if len(w)-len(s) >= 3 && strings.HasSuffix(w, s) {
			w = w[:len(w)-len(s)]
			break
		}
	}
	if n := len(w); n > 4 && w[n-1] == w[n-2] {
		w = w[:n-1]
	}
	return strings.TrimRight(w, "ey")
}

// in returns the hits of a category that lie in the phrase.
func (p phrase) in(category string) []lexicon.Hit {
	var in []lexicon.Hit
	for _, h := range p.hits {
		if h.First >= p.from && h.Last <= p.to && h.Term.In(category) {
			in = append(in, h)
		}
	}
	return in
}

// weight is the summed strength of the phrase's hits of a category, each word
// counted once.
func (p phrase) weight(category string) (sum float64, first lexicon.Hit) {
	end := -1
	for _, h := range p.in(category) {
		if h.First < end {
			continue
		}
		if end < 0 {
			first = h
		}
		sum, end = sum+h.Term.Weight, h.Last
	}
	return sum, first
}

// quotedHere reports whether the phrase lies between quotation marks.
func (p phrase) quotedHere() bool {
	for _, w := range p.words() {
		if p.d.VoiceAt(p.sentence, w.Span) != news.Quoted {
			return false
		}
	}
	return p.from < p.to
}

// newWording reads the pair lists: "a | b" in the term column, the first being the
// stronger unless the note says "b is stronger".
func newWording(lex *lexicon.Set) *wording {
	w := &wording{framing: make(map[[2]string]framed), neutral: make(map[[2]string]bool)}
	for _, t := range lex.Terms("framing") {
		a, b, ok := strings.Cut(t.Text, "|")
		if !ok {
			continue
		}
		a, b = rootPhrase(a), rootPhrase(b)
		if t.Category == "framing.neutral" {
			w.neutral[[2]string{a, b}], w.neutral[[2]string{b, a}] = true, true
			continue
		}
		f := framed{category: pairCategory(t.Note), first: !strings.Contains(t.Note, "b is stronger"), term: t}
		w.framing[[2]string{a, b}] = f
		f.first = !f.first
		w.framing[[2]string{b, a}] = f
	}
	return w
}

// pairCategory is a framing pair's swap category: the first word of its note, if
// that is one; "certainty" is a hedge, anything else a difference in strength.
func pairCategory(note string) string {
	word, _, _ := strings.Cut(strings.NewReplacer(":", " ", ",", " ").Replace(note), " ")
	switch word {
	case "agency", "label", "attribution":
		return word
	case "certainty":
		return "hedge"
	}
	return "stronger"
}

// rootPhrase is a listed wording as key has a phrase.
func rootPhrase(s string) string {
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		words[i] = strings.Trim(w, "~*")
	}
	return rootsOf(words)
}

// key is the phrase as the pair lists have it.
func (p phrase) key() string {
	var words []string
	for _, w := range p.words() {
		words = append(words, w.Fold)
	}
	return rootsOf(words)
}

// rootsOf joins the roots of the folded words that can change a framing.
func rootsOf(words []string) string {
	var out []string
	for _, w := range words {
		if !functional[w] {
			out = append(out, root(w))
		}
	}
	return strings.Join(out, " ")
}
