package ingest

import (
	"strings"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
)

// How a language is told.
const (
	languageBytes = 4000 // of the text that are looked at
	languageWords = 100  // as many words of them
	fewestWords   = 20   // fewer tell nothing
	englishShare  = .17  // of words that are the commonest of English; news has .35 to .5, other languages under .1
	surely        = .3   // least confidence in another language that is written in Latin letters
)

// common are the commonest words of English text, but for those that are common in
// other languages, too.
var common = func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`the of and to in that is was for it with as his he be on by at had are but from have not this which
		or an they you were her she their one all there been has when who will more no if out so said what up its about into than them
		can only other new some could time these two may then do first any my now such like our over after would we your also`) {
		m[w] = true
	}
	return m
}()

// language is the ISO 639-1 code of the language that text is in, or the declared
// one where the text does not tell. A text of English is told by its commonest
// words; only one that lacks them is looked at closer.
func language(text, declared string) string {
	text = text[:min(len(text), languageBytes)]
	words, hits, letters, high := 0, 0, 0, 0
	var word [8]byte
	n := 0 // of the word that is being read
	for i := 0; i <= len(text) && words < languageWords; i++ {
		c := byte(' ')
		if i < len(text) {
			c = text[i]
		}
		switch l := c | 0x20; {
		case 'a' <= l && l <= 'z':
			if n < len(word) {
				word[n] = l
			}
			n, letters = n+1, letters+1
			continue
		case c >= utf8.RuneSelf:
			high++
		}
		if n > 0 {
			words++
			if n <= len(word) && common[string(word[:n])] {
				hits++
			}
		}
		n = 0
	}
	latin := high <= letters
	switch {
	case latin && words < fewestWords, letters+high/2 < 2*fewestWords:
		return declaredLanguage(declared)
	case latin && float64(hits) >= englishShare*float64(words):
		return "en"
	}
	info := whatlanggo.Detect(strings.ToValidUTF8(text, ""))
	if code := info.Lang.Iso6391(); code != "en" && (!latin || info.Confidence >= surely) {
		return code
	}
	return declaredLanguage(declared)
}

// declaredLanguage is a declared language ("en-GB", "eng", "English") as its code
// of two letters; empty if it is none.
func declaredLanguage(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexAny(s, "-_,; "); i > 0 {
		s = s[:i]
	}
	switch len(s) {
	case 0:
		return ""
	case 2:
		return s
	case 3:
		return whatlanggo.CodeToLang(s).Iso6391()
	}
	for l, name := range whatlanggo.Langs {
		if strings.EqualFold(s, name) {
			return l.Iso6391()
		}
	}
	return ""
}

// foreign reports whether a language is known not to be English.
func foreign(code string) bool { return code != "" && code != "en" }

// languageName is the English name of a language's code, or the code.
func languageName(code string) string {
	best := whatlanggo.Lang(-1)
	for l := range whatlanggo.Langs {
		if l >= 0 && l.Iso6391() == code && (best < 0 || l < best) {
			best = l
		}
	}
	if best < 0 {
		return code
	}
	return whatlanggo.Langs[best]
}
