package align

import (
	"strings"
	"sync"

	"gloss/analyzer/embed"
)

// suffixes are stripped, longest first, so that "supporting", "supported" and
// "support" compare as one word.
var suffixes = [...]string{"ations", "ation", "ingly", "ments", "ment", "edly", "ions", "ion", "ing", "ies", "ed", "es", "ly", "s", "y"}

// stem returns a comparison form of a folded word. It is cruder than Porter's
// stemmer on purpose: both sides of every comparison go through it, and what it
// merges wrongly ("policy", "police") is outvoted by the rest of a sentence.
func stem(fold string) string {
	if fold == "" || fold[0] < 'a' {
		return fold // a number
	}
	w := fold
	switch w[len(w)-1] {
	case 's', 't', 'y', 'n', 'g', 'd':
	default: // no suffix ends so
		return unvoiced(w)
	}
	for _, s := range suffixes {
		if len(w)-len(s) >= 4 && strings.HasSuffix(w, s) {
			w = w[:len(w)-len(s)]
			break
		}
	}
	return unvoiced(w)
}

// unvoiced is w without a silent e.
func unvoiced(w string) string {
	if len(w) > 4 && w[len(w)-1] == 'e' {
		w = w[:len(w)-1]
	}
	return w
}

// functionWords carry little of what a sentence claims.
var functionWords = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`a an the of to in on at by for with from and or but as is are was were be
been being has have had do does did will would can could may might must shall should it its this that
these those he she they them his her their i you we our your my me us him who whom whose which what when
where why how not no nor so than then there here also about into over after before if while because up
out off just only more most some any all each other such own same too very said says say told it's that's
don't doesn't didn't isn't wasn't aren't weren't won't can't couldn't wouldn't i'm he'd they're we're
you're there's one through during between against under however`) {
		m[w] = true
	}
	return m
}()

// numerals are the number words that copies exchange with figures. "One" is left
// out: it is a pronoun more often than a number.
var numerals = map[string]string{"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
	"nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50"}

// negations turn a claim round.
var negations = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`no not never none nobody nothing neither nor without cannot can't don't doesn't didn't isn't
wasn't aren't weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't denied denies deny refused refuses refuse rejected rejects reject`) {
		m[w] = true
	}
	return m
}()

// A known word is in one of the lists above: what is to be known of it is worked out
// once.
type known struct {
	word                       uint64  // number of the stem, or of the figure
	rarity                     float32 // embed.Rarity
	number, function, negation bool
}

// knownAs is what is known of a word in no list but its rarity, which a number
// need not have.
func knownAs(fold string) known {
	st := stem(fold)
	return known{word: hash(st), number: isNumber(st)}
}

// listed has all words of the lists, so that a word is looked up once.
var listed = sync.OnceValue(func() map[string]known {
	m := make(map[string]known)
	of := func(w string) known {
		k, ok := m[w]
		if !ok {
			k = knownAs(w)
			k.rarity = embed.Rarity(w)
		}
		return k
	}
	for w := range functionWords {
		k := of(w)
		k.function = true
		m[w] = k
	}
	for w := range negations {
		k := of(w)
		k.negation = true
		m[w] = k
	}
	for w, n := range numerals {
		k := of(w)
		k.word, k.number = hash(n), true
		m[w] = k
	}
	return m
})
