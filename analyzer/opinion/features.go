package opinion

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/linear"
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

// The dense features that are not lists, in the order of formTable.
const (
	fQuestion = iota
	fExclamation
	fColon
	fUnended
	fShort
	fLength
	fConjunction
	fBut
	fDemonstrative
	fContraction
	fFirstPerson
	fWe
	fSecondPerson
	fThirdPerson
	fPast
	fPresent
	fShould
	fWill
	fCould
	fFigures
	fUnits
	fNames
	fNameShare
	fAdverbs
	fSuperlative
	fWordLength
	fDash
	fAside
	fEllipsis
	fSemicolon
	fScare
	fCapitals
	fCredited
	fQuotedShare
	fAttributedShare
	fNegation
	fThereIs
	fVerbless
	forms // their number
)

// A form is a feature that no list has.
type form struct {
	id   string // its name in the weights
	told string // in the words a reader is told; "" is never told
}

var formTable = [forms]form{
	fQuestion:        {"question", "question in own voice"},
	fExclamation:     {"exclamation", "exclamation"},
	fColon:           {"colon", "announces somebody’s words"},
	fUnended:         {"unended", "no full stop"},
	fShort:           {"short", "short aside"},
	fLength:          {"length", ""},
	fConjunction:     {"conjunction", "begins as speech does"},
	fBut:             {"but", "begins with “but”"},
	fDemonstrative:   {"demonstrative", "takes up what was said"},
	fContraction:     {"contraction", "spoken style"},
	fFirstPerson:     {"first_person", "first person"},
	fWe:              {"we", "speaks for “us”"},
	fSecondPerson:    {"second_person", "address to the reader"},
	fThirdPerson:     {"third_person", "speaks of a person"},
	fPast:            {"past", "tells what happened"},
	fPresent:         {"present", "states how things are"},
	fShould:          {"should", "says what should be"},
	fWill:            {"will", "foretells"},
	fCould:           {"could", "supposes"},
	fFigures:         {"figures", "figures"},
	fUnits:           {"units", "money or per cent"},
	fNames:           {"names", "names"},
	fNameShare:       {"name_share", "dense with names"},
	fAdverbs:         {"adverbs", "adverbs of manner"},
	fSuperlative:     {"superlative", "superlative"},
	fWordLength:      {"word_length", ""},
	fDash:            {"dash", "dash"},
	fAside:           {"aside", "remark in brackets"},
	fEllipsis:        {"ellipsis", "trailing off"},
	fSemicolon:       {"semicolon", "argued sentence"},
	fScare:           {"scare", "scare quotes"},
	fCapitals:        {"capitals", "words in capitals"},
	fCredited:        {"credited", "somebody is credited"},
	fQuotedShare:     {"quoted_share", ""},
	fAttributedShare: {"attributed_share", ""},
	fNegation:        {"negation", "negation"},
	fThereIs:         {"there_is", "asserts that something is"},
	fVerbless:        {"verbless", "fragment"},
}

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

// shape reads the sentence's end and its marks.
func (f *Features) shape(text string, words []news.Word) {
	trimmed := strings.TrimRight(text, "\"”’')] \u00a0\n")
	ownEnd := len(f.kept) > 0 && f.kept[len(f.kept)-1] == len(words)-1
	switch {
	case !ownEnd:
	case strings.HasSuffix(trimmed, "?"):
		f.Dense[fQuestion] = 1
	case strings.HasSuffix(trimmed, "!"):
		f.Dense[fExclamation] = 1
	case strings.HasSuffix(trimmed, ":"):
		f.Dense[fColon] = 1
	case strings.HasSuffix(trimmed, "...") || strings.HasSuffix(trimmed, "…"):
		f.Dense[fEllipsis] = 1
	case !strings.HasSuffix(trimmed, "."):
		f.Dense[fUnended] = 1
	}
	n := len(words)
	if n <= 7 {
		f.Dense[fShort] = 1
	}
	f.Dense[fLength] = lengthOf(n)
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ';':
			f.Dense[fSemicolon] = 1
		case '(':
			f.Dense[fAside] = 1
		case '$', '%':
			f.Dense[fUnits] = 1
		case 0xe2:
			if strings.HasPrefix(text[i:], "—") || strings.HasPrefix(text[i:], " – ") || strings.HasPrefix(text[i:], "– ") {
				f.Dense[fDash] = 1
			} else if strings.HasPrefix(text[i:], "€") {
				f.Dense[fUnits] = 1
			}
		case '-':
			if strings.HasPrefix(text[i:], "--") || i > 0 && text[i-1] == ' ' {
				f.Dense[fDash] = 1
			}
		}
	}
	f.scare(words)
}

// scare notes quotation marks around no more than three words where nobody is credited.
func (f *Features) scare(words []news.Word) {
	if f.Dense[fCredited] > 0 {
		return
	}
	run, k := 0, 0
	for i := range words {
		if k < len(f.kept) && f.kept[k] == i {
			k++
			if run > 0 && run <= 3 {
				f.Dense[fScare] = 1
			}
			run = 0
			continue
		}
		run++
	}
	if run > 0 && run <= 3 && len(words) > run {
		f.Dense[fScare] = 1
	}
}

// words counts what single words say: person, tense, mood, figures, names.
func (f *Features) words(text string, words []news.Word) {
	if len(f.kept) == 0 {
		return
	}
	var figures, names, past, present, length, adverbs, own int
	first := words[0].Fold
	if f.kept[0] == 0 {
		switch first {
		case "but":
			f.Dense[fBut] = 1
		case "and", "so", "or", "because", "nor", "yet", "then":
			f.Dense[fConjunction] = 1
		case "this", "that", "it", "these", "those", "such", "that's", "it's":
			f.Dense[fDemonstrative] = 1
		case "there", "here":
			f.Dense[fThereIs] = 1
		}
	}
	verbs := 0
	for _, k := range f.kept {
		w := words[k]
		own++
		length += len(w.Fold)
		c := text[w.Start]
		switch {
		case c >= '0' && c <= '9':
			if plainFigure(text, w) {
				figures++
			}
			continue
		case k > 0 && capital(text[w.Start:]) && w.Fold != "i":
			names++
			if w.Len() > 3 && allCapitals(w.Of(text)) {
				f.Dense[fCapitals] = 1
			}
			continue
		}
		if role, ok := wordRoles[w.Fold]; ok {
			switch role {
			case fPast:
				past, verbs = past+1, verbs+1
			case fPresent:
				present, verbs = present+1, verbs+1
			case fWill, fShould, fCould:
				verbs++
				f.Dense[role] = 1
			default:
				f.Dense[role] = 1
			}
		}
		switch n := len(w.Fold); {
		case n > 4 && strings.HasSuffix(w.Fold, "ed"):
			past, verbs = past+1, verbs+1
		case n > 4 && strings.HasSuffix(w.Fold, "ly"):
			adverbs++
		case n > 5 && strings.HasSuffix(w.Fold, "est"):
			f.Dense[fSuperlative] = 1
		case strings.IndexByte(w.Fold, '\'') > 0:
			f.contraction(w.Fold, &present, &verbs)
		}
	}
	f.Dense[fFigures] = float32(min(figures, 3)) / 2
	f.Dense[fNames] = float32(min(names, 6)) / 3
	f.Dense[fNameShare] = float32(names) / float32(own)
	f.Dense[fWordLength] = float32(length)/float32(own)/5 - 1
	f.Dense[fAdverbs] = float32(min(adverbs, 2))
	if past > 0 {
		f.Dense[fPast] = float32(min(past, 3)) / 2
	}
	if present > 0 && past == 0 {
		f.Dense[fPresent] = 1
	}
	if verbs == 0 {
		f.Dense[fVerbless] = 1
	}
}

func (f *Features) contraction(fold string, present, verbs *int) {
	switch at := strings.IndexByte(fold, '\''); fold[at:] {
	case "'t":
		f.Dense[fContraction], f.Dense[fNegation] = 1, 1
		*verbs++
	case "'re", "'ve", "'m", "'s":
		f.Dense[fContraction] = 1
		*present, *verbs = *present+1, *verbs+1
	case "'ll", "'d":
		f.Dense[fContraction] = 1
		*verbs++
	}
}

// wordRoles are the words that count by themselves.
var wordRoles = roles(map[int]string{
	fFirstPerson: "i me my mine myself i'm i've i'd i'll", fWe: "we us our ours ourselves we're we've we'll let's",
	fSecondPerson: "you your yours yourself you're you've you'll you'd", fThirdPerson: "he she him her his hers",
	fPast:    "was were had did said told came went made took gave got saw left found held began became",
	fPresent: "is are has have does do am seems means remains needs wants goes comes makes takes looks gets keeps",
	fShould:  "should must ought need", fWill: "will won't shall", fCould: "could would may might can perhaps maybe",
	fSuperlative: "most least worst best", fNegation: "not no never nothing nobody none nor without neither hardly",
})

func roles(of map[int]string) map[string]int {
	m := make(map[string]int)
	for role, words := range of {
		for _, w := range strings.Fields(words) {
			m[w] = role
		}
	}
	return m
}

// capital reports whether s begins with a capital letter.
func capital(s string) bool {
	if s[0] < utf8.RuneSelf {
		return s[0] >= 'A' && s[0] <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func allCapitals(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

// plainFigure tells a figure from a number that is part of a word: "24-hour",
// "45th".
func plainFigure(text string, w news.Word) bool {
	return !strings.HasPrefix(text[w.End:], "-") && !strings.HasSuffix(w.Fold, "th") && !strings.HasSuffix(w.Fold, "st") && !strings.HasSuffix(w.Fold, "nd") && !strings.HasSuffix(w.Fold, "rd")
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

// grams hashes the own words, alone and by twos, names and figures as such.
func (f *Features) grams(text string, words []news.Word) {
	before, last := linear.Start, -2
	for _, k := range f.kept {
		w := words[k]
		fold := w.Fold
		switch c := text[w.Start]; {
		case c >= '0' && c <= '9':
			fold = "0"
		case k > 0 && capital(text[w.Start:]) && fold != "i":
			fold = "A"
		}
		h := linear.Start.Word(fold)
		if fold != "A" && fold != "0" {
			f.Words++
			f.gram(h.Bucket(), k, k+1)
		}
		switch {
		case k == 0:
			f.gram(sentenceStart.Word(fold).Pair(), k, k+1)
		case last == k-1:
			f.gram(before.Word(fold).Pair(), last, k+1)
		}
		before, last = h, k
	}
}

// sentenceStart is the hash of what stands before the first word.
var sentenceStart = linear.Start.Word("^")

func (f *Features) gram(bucket uint32, first, last int) {
	f.Grams = append(f.Grams, bucket)
	f.Places = append(f.Places, Place{first, last})
}

// Folds appends the words that Grams has alone to dst, for those who train.
func (f *Features) Folds(dst []string, d *news.Document, i int) []string {
	words := d.SentenceWords(i)
	for _, k := range f.kept {
		c := d.Text[words[k].Start]
		if c >= '0' && c <= '9' || k > 0 && capital(d.Text[words[k].Start:]) && words[k].Fold != "i" {
			continue
		}
		dst = append(dst, words[k].Fold)
	}
	return dst
}
