package ingest

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How a language is told.
const (
	languageBytes   = 4000 // of the text that are looked at
	languageWords   = 100  // as many words of them
	fewestWords     = 20   // fewer tell nothing
	englishShare    = .17  // of words that are the commonest of English; news has .35 to .5, other languages under .1
	otherShare      = .10  // of another language, if English has fewer
	fewestDifferent = 6    // words of another language
	scriptShare     = .25  // of letters that are of a script that tells a language
)

// undetermined is the code (ISO 639-2) of a text that is in no writing of English,
// and in no language of the list.
const undetermined = "und"

// firstStrange is the first character after those of Latin writing.
const firstStrange = 0x370

// A languages knows languages by their commonest words and their scripts.
type languages struct {
	codes, names []string         // in the order of the list
	words        map[string][]int // word → places in codes
	scripts      []script
	english      map[string]bool
}

type script struct {
	table *unicode.RangeTable
	at    int // in codes
}

// addLanguages reads the lines "code, name, words".
func (l *Lists) addLanguages(file, text string) error {
	l.languages.words, l.languages.english = make(map[string][]int), make(map[string]bool)
	return eachLine(file, text, func(columns []string) string {
		if len(columns) != 3 {
			return fmt.Sprintf("%d columns, want code, name, words", len(columns))
		}
		g := &l.languages
		at := len(g.codes)
		g.codes, g.names = append(g.codes, columns[0]), append(g.names, columns[1])
		if name, ok := strings.CutPrefix(columns[2], "script:"); ok {
			table := unicode.Scripts[name]
			if table == nil {
				return fmt.Sprintf("no script %q", name)
			}
			g.scripts = append(g.scripts, script{table, at})
			return ""
		}
		for w := range strings.FieldsSeq(columns[2]) {
			g.words[w] = append(g.words[w], at)
			if columns[0] == "en" {
				g.english[w] = true
			}
		}
		return ""
	})
}

// language is the ISO 639-1 code of the language that text is in, or the declared
// one where the text does not tell. A text of English is told by its commonest
// words; only one that lacks them is looked at closer.
func (l *Lists) language(text, declared string) string {
	if l == nil {
		l = &Lists{}
	}
	text = text[:runeFloor(text, min(len(text), languageBytes))]
	words, hits, letters, high := 0, 0, 0, 0
	var word [8]byte
	n := 0 // of the word that is being read
	for i := 0; i <= len(text) && words < languageWords; i++ {
		c := byte(' ')
		if i < len(text) {
			c = text[i]
		}
		switch b := c | 0x20; {
		case 'a' <= b && b <= 'z':
			if n < len(word) {
				word[n] = b
			}
			n, letters = n+1, letters+1
			continue
		case c >= utf8.RuneSelf:
			high++
		}
		if n > 0 {
			words++
			if n <= len(word) && l.languages.english[string(word[:n])] {
				hits++
			}
		}
		n = 0
	}
	if words >= fewestWords && high <= letters && float64(hits) >= englishShare*float64(words) {
		return "en"
	}
	least := otherShare
	if l.languages.declared(declared) == "en" {
		least = 2 * otherShare // names of places and people in an English text are no reason
	}
	if code := l.languages.other(text, least); code != "" {
		return code
	}
	return l.languages.declared(declared)
}

// other is the language, not English, that text is surely in, with at least that
// share of its words; empty if there is none.
func (g *languages) other(text string, least float64) string {
	if len(g.codes) == 0 {
		return ""
	}
	words, letters, strange := 0, 0, 0
	hits := make([]int, len(g.codes))
	different := make([]map[string]bool, len(g.codes)) // words of each that were found
	inScript := make([]int, len(g.scripts))
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		words++
		for _, at := range g.words[w] { // as written: with a capital it may be a part of a name
			hits[at]++
			if different[at] == nil {
				different[at] = make(map[string]bool)
			}
			different[at][w] = true
		}
		for _, r := range w {
			letters++
			if r < firstStrange {
				continue
			}
			strange++
			for k, s := range g.scripts {
				if unicode.Is(s.table, r) {
					inScript[k]++
				}
			}
		}
	}
	for k, s := range g.scripts { // Japanese comes before Chinese, whose signs it has, too
		if letters >= fewestWords && float64(inScript[k]) >= scriptShare*float64(letters) {
			return g.codes[s.at]
		}
	}
	best := 0
	for at := range hits {
		if hits[at] > hits[best] {
			best = at
		}
	}
	switch {
	case words < fewestWords && letters < 4*fewestWords:
		return ""
	case len(different[best]) >= fewestDifferent && g.codes[best] != "en" && float64(hits[best]) >= least*float64(words), hits[best] > 0 && 2*strange > letters:
		return g.codes[best]
	case 2*strange > letters:
		return undetermined
	}
	return ""
}

// declared is a declared language ("en-GB", "eng", "English") as its code of two
// letters; empty if it is none of the list, such as the code of a country.
func (g *languages) declared(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexAny(s, "-_,; "); i > 0 {
		s = s[:i]
	}
	if code, ok := threeLetters[s]; ok {
		s = code
	}
	for i, code := range g.codes {
		if s == code || strings.EqualFold(s, g.names[i]) {
			return code
		}
	}
	if s == "en" || s == undetermined {
		return s
	}
	return ""
}

// threeLetters are codes of ISO 639-2 that begin as the language's English name
// does, and the others of the largest languages.
var threeLetters = map[string]string{"eng": "en", "deu": "de", "ger": "de", "spa": "es", "fra": "fr", "fre": "fr", "ita": "it", "por": "pt", "nld": "nl", "dut": "nl",
	"swe": "sv", "dan": "da", "nor": "no", "fin": "fi", "pol": "pl", "ces": "cs", "cze": "cs", "ron": "ro", "rum": "ro", "hun": "hu", "tur": "tr", "ind": "id",
	"vie": "vi", "rus": "ru", "ukr": "uk", "gre": "el", "ell": "el", "heb": "he", "ara": "ar", "per": "fa", "fas": "fa", "hin": "hi", "kor": "ko", "jpn": "ja", "jap": "ja", "zho": "zh", "chi": "zh"}

// foreign reports whether a language is known not to be English.
func foreign(code string) bool { return code != "" && code != "en" }

// languageName is the English name of a language's code, or the code.
func (l *Lists) languageName(code string) string {
	if code == undetermined {
		return "another language"
	}
	if l != nil {
		for i, c := range l.languages.codes {
			if c == code {
				return l.languages.names[i]
			}
		}
	}
	return code
}
