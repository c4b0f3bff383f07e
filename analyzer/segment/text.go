package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// byteOrderMark is what some files begin with: it belongs to no sentence.
const byteOrderMark = "\ufeff"

// isSpace reports white space, cheaply for ASCII.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || '\t' <= r && r <= '\r'
	}
	return unicode.IsSpace(r)
}

// isInvisible reports characters of no width that scraped text carries about:
// byte order marks, zero-width spaces and joiners, direction marks.
func isInvisible(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2064 || r == 0xFEFF || r == 0xAD
}

// trim takes white space off both ends of at.
func trim(text string, at news.Span) news.Span {
	if at.Start == 0 && at.End > len(byteOrderMark) && strings.HasPrefix(text, byteOrderMark) {
		at.Start = len(byteOrderMark)
	}
	for at.Start < at.End {
		r, n := utf8.DecodeRuneInString(text[at.Start:at.End])
		if !isSpace(r) {
			break
		}
		at.Start += n
	}
	for at.End > at.Start {
		r, n := utf8.DecodeLastRuneInString(text[at.Start:at.End])
		if !isSpace(r) {
			break
		}
		at.End -= n
	}
	return at
}

// skipSpace returns the first place from i on that is no white space, or end.
func skipSpace(text string, i, end int) int {
	for i < end {
		if c := text[i]; c < utf8.RuneSelf {
			if c != ' ' && (c < '\t' || c > '\r') {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:end])
		if !unicode.IsSpace(r) {
			return i
		}
		i += n
	}
	return end
}

// before returns the character that ends at i, or a space at start.
func before(text string, start, i int) rune {
	if i <= start {
		return ' '
	}
	if c := text[i-1]; c < utf8.RuneSelf {
		return rune(c)
	}
	r, _ := utf8.DecodeLastRuneInString(text[start:i])
	return r
}

// after returns the character at i, or a space at end.
func after(text string, i, end int) rune {
	if i >= end {
		return ' '
	}
	if c := text[i]; c < utf8.RuneSelf {
		return rune(c)
	}
	r, _ := utf8.DecodeRuneInString(text[i:end])
	return r
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' || r >= utf8.RuneSelf && unicode.IsDigit(r) }
func isLower(r rune) bool { return 'a' <= r && r <= 'z' || r >= utf8.RuneSelf && unicode.IsLower(r) }
func isUpper(r rune) bool { return 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r) }
func isLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsLetter(r)
}

// isCloser reports marks that may close what a sentence's last word stands in.
func isCloser(r rune) bool {
	switch r {
	case '"', '\'', '”', '’', '»', ')', ']', '}':
		return true
	}
	return false
}

// isOpener reports marks that may stand before a sentence's first word.
func isOpener(r rune) bool {
	switch r {
	case '"', '\'', '“', '‘', '«', '(', '[', '{', '¿', '¡':
		return true
	}
	return false
}

// endsTerminal reports whether text ends in a full stop, question or exclamation
// mark or ellipsis, with or without closing marks after it.
func endsTerminal(text string) bool {
	for len(text) > 0 {
		r, n := utf8.DecodeLastRuneInString(text)
		switch {
		case r == '.' || r == '!' || r == '?' || r == '…':
			return true
		case isCloser(r) || isInvisible(r):
			text = text[:len(text)-n]
		default:
			return false
		}
	}
	return false
}

// fields calls f with each run of text that holds no white space until f says
// stop by returning false.
func fields(text string, f func(word string) bool) {
	for i := 0; i < len(text); {
		i = skipSpace(text, i, len(text))
		j := i
		for j < len(text) {
			if c := text[j]; c < utf8.RuneSelf {
				if c == ' ' || '\t' <= c && c <= '\r' {
					break
				}
				j++
				continue
			}
			r, n := utf8.DecodeRuneInString(text[j:])
			if unicode.IsSpace(r) {
				break
			}
			j += n
		}
		if j > i && !f(text[i:j]) {
			return
		}
		i = j
	}
}

// wordCount counts the runs between white space, at most limit of them.
func wordCount(text string, limit int) (n int) {
	fields(text, func(string) bool { n++; return n < limit })
	return n
}

// bare takes marks off both ends of a word: “Trade,” is Trade.
func bare(word string) string {
	return strings.TrimFunc(word, func(r rune) bool { return !isLetter(r) && !isDigit(r) })
}
