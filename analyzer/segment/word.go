package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gloss/analyzer/news"
)

// AppendWords appends the words of text[at.Start:at.End] to dst and returns it.
// The spans are offsets into text. A word is a run of letters, digits and marks;
// apostrophes inside stay, hyphens divide, "U.S.", "a.m.", "4.7" and "1,000" are
// one word each, and signs (%, $, @, #) belong to no word.
func AppendWords(dst []news.Word, text string, at news.Span) []news.Word {
	w := worder{text: text}
	return w.append(dst, at)
}

// Fold returns word as it is compared: in lower case, with straight apostrophes,
// without possessive 's, "U.S." and "US" both as "u.s" (likewise u.n, u.k, e.u),
// other dotted letters joined ("F.B.I." is "fbi"), "1,000" as "1000". Accents
// stay. A word that is so already is returned itself.
func Fold(word string) string {
	w := worder{text: word}
	return w.fold(news.Span{Start: 0, End: len(word)})
}

// A worder finds words. It keeps one lower-case copy of the text, made when the
// first capital is met, so that most folded words are parts of it.
type worder struct {
	text  string
	lower string // text with A-Z in lower case, "" until needed
}

// A wordClass says what an ASCII byte is to a word.
type wordClass uint8

const (
	outside wordClass = iota
	letter
	digit
	joint // may stand inside: ' . ,
	wide  // not ASCII
)

var wordClasses = func() (t [256]wordClass) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_':
			t[c] = letter
		case '0' <= c && c <= '9':
			t[c] = digit
		case c == '\'' || c == '.' || c == ',':
			t[c] = joint
		case c >= utf8.RuneSelf:
			t[c] = wide
		}
	}
	return t
}()

// inWord reports characters beyond ASCII that belong to words.
func inWord(r rune) bool {
	if r >= 0x2000 && r <= 0x206F || r == 0xFEFF {
		return r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF // zero width, or general punctuation
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == 0xAD
}

func (w *worder) append(dst []news.Word, at news.Span) []news.Word {
	text := w.text[:at.End]
	for i := at.Start; i < at.End; {
		c := text[i]
		switch wordClasses[c] {
		case letter, digit:
			if c == '_' {
				i++
				continue
			}
		case wide:
			r, n := utf8.DecodeRuneInString(text[i:])
			if !inWord(r) || unicode.IsMark(r) || zeroWidth(r) {
				i += n
				continue
			}
		default:
			i++
			continue
		}
		end := wordEnd(text, i)
		span := news.Span{Start: i, End: end}
		dst = append(dst, news.Word{Span: span, Fold: w.fold(span)})
		i = end
	}
	return dst
}

// wordEnd returns the end of the word that begins at i.
func wordEnd(text string, i int) int {
	start, letters := i, 0 // letters counts "U.S"-like single letters so far, -1 if it cannot be one
	for i < len(text) {
		c := text[i]
		switch wordClasses[c] {
		case letter, digit:
			i++
			continue
		case wide:
			r, n := utf8.DecodeRuneInString(text[i:])
			if zeroWidth(r) && !joins(text, i+n) {
				return i // nothing of the word comes after it
			}
			if inWord(r) || r == '’' && i > start && joins(text, i+n) {
				i += n
				continue
			}
			return i
		case joint:
			switch {
			case c == '\'' && joins(text, i+1):
				i++
				continue
			case c == '.' && letters >= 0 && i == start+2*letters+1 && isASCIILetter(text[i-1]):
				letters++
				if i+1 < len(text) && isASCIILetter(text[i+1]) && (i+2 == len(text) || wordClasses[text[i+2]] != letter && wordClasses[text[i+2]] != digit) {
					i++
					continue
				}
				if letters >= 2 {
					return i + 1 + possessive(text[i+1:])
				}
			case c == '.' && isASCIIDigit(text[i-1]) && i+1 < len(text) && isASCIIDigit(text[i+1]):
				i++
				continue
			case c == ',' && isASCIIDigit(text[i-1]) && thousand(text, i+1):
				i++
				continue
			}
		}
		return i
	}
	return i
}

// possessive returns the length of the 's that text begins with, 0 if none.
func possessive(text string) int {
	for _, p := range []string{"'s", "’s"} {
		if strings.HasPrefix(text, p) && !joins(text, len(p)) {
			return len(p)
		}
	}
	return 0
}

// joins reports whether a letter or digit stands at i, after an apostrophe.
func joins(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return isAlnum(r)
}

// thousand reports whether exactly three digits stand at i.
func thousand(text string, i int) bool {
	return i+3 <= len(text) && isASCIIDigit(text[i]) && isASCIIDigit(text[i+1]) && isASCIIDigit(text[i+2]) &&
		(i+3 == len(text) || !isASCIIDigit(text[i+3]))
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isASCIIDigit(c byte) bool  { return '0' <= c && c <= '9' }

// contractions end in 's that is no possessive.
var contractions = set(`it's he's she's that's what's who's there's here's where's how's let's when's why's`)

// fold folds the word at s.
func (w *worder) fold(s news.Span) string {
	word := s.Of(w.text)
	upper, plain, comma, dot := false, true, false, false
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case c >= utf8.RuneSelf:
			plain = false
		case 'A' <= c && c <= 'Z':
			upper = true
		case c == ',':
			comma = true
		case c == '.':
			dot = true
		}
	}
	if upper {
		if f := country(word); f != "" {
			return f
		}
	}
	if !plain {
		word = foldWide(word)
	} else if upper {
		if w.lower == "" {
			w.lower = lowerASCII(w.text)
		}
		word = s.Of(w.lower)
	}
	if comma {
		word = strings.ReplaceAll(word, ",", "")
	}
	if n := len(word); n > 2 && word[n-2:] == "'s" {
		if !contractions[word] {
			word = word[:n-2]
		}
	} else if n > 1 && word[n-1] == '\'' {
		word = word[:n-1]
	}
	if dot && isASCIILetter(word[0]) {
		word = strings.ReplaceAll(word, ".", "")
	}
	return word
}

// country folds the abbreviations that are written with and without dots and
// are pronouns or other words in lower case. It returns "" for any other word.
func country(word string) string {
	if n := len(word); n > 2 && (word[n-2:] == "'s") {
		word = word[:n-2]
	} else if n > 4 && word[n-4:] == "’s" {
		word = word[:n-4]
	}
	switch word {
	case "US", "U.S.", "U.S", "USA", "U.S.A.", "U.S.A":
		return "u.s"
	case "UN", "U.N.", "U.N":
		return "u.n"
	case "UK", "U.K.", "U.K":
		return "u.k"
	case "EU", "E.U.", "E.U":
		return "e.u"
	}
	return ""
}

// zeroWidth reports the characters that show nothing and stand inside words: soft
// hyphens, zero-width spaces and joiners, byte order marks.
func zeroWidth(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF
}

// foldWide lower-cases a word that is not all ASCII, composes its letters and their
// marks (NFC), straightens its apostrophes and drops what shows nothing.
func foldWide(word string) string {
	word = norm.NFC.String(strings.ToLower(word))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '’':
			return '\''
		case zeroWidth(r):
			return -1
		}
		return r
	}, word)
}

// lowerASCII returns text, byte for byte as long, with A-Z in lower case.
func lowerASCII(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	from := 0
	for i := 0; i < len(text); i++ {
		if c := text[i]; 'A' <= c && c <= 'Z' {
			b.WriteString(text[from:i])
			b.WriteByte(c | 0x20)
			from = i + 1
		}
	}
	b.WriteString(text[from:])
	return b.String()
}
