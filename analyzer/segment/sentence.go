package segment

import (
	"strings"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// watched marks the bytes at which a sentence may end or a count changes.
var watched = [256]bool{'.': true, '!': true, '?': true, '"': true, firstWide: true}

// Marks beyond ASCII that matter to boundaries. Both have three bytes and begin
// with firstWide, as do curly quotation marks and dashes.
const (
	ellipsis   = "…"
	bulletMark = "•"
	firstWide  = 0xE2
)

// split appends the sentences of the paragraph at to dst. It reads the text once
// from left to right; what it looks back or ahead at is bounded.
func (s *Segmenter) split(dst []news.Span, text string, at news.Span, informal bool) []news.Span {
	b := boundary{s: s, text: text, start: at.Start, end: at.End, informal: informal}
	for i := at.Start; i < at.End; {
		switch c := text[i]; {
		case !watched[c]:
			i++
			continue
		case c == '"':
			b.odd = !b.odd
			i++
			continue
		case strings.HasPrefix(text[i:at.End], bulletMark) && i > b.start && isSpace(before(text, b.start, i)):
			dst = append(dst, trim(text, news.Span{Start: b.start, End: i}))
			b.start = i
			i += len(bulletMark)
			continue
		case c == firstWide && !strings.HasPrefix(text[i:at.End], ellipsis):
			i = min(i+len(ellipsis), at.End)
			continue
		}
		b.run(i)
		if !b.ends() {
			i = b.after
			continue
		}
		b.odd = b.odd != (strings.Count(text[b.after:b.close], `"`)%2 == 1)
		dst = append(dst, news.Span{Start: b.start, End: b.close})
		b.start, i = b.next, b.next
	}
	if b.start < at.End {
		dst = append(dst, news.Span{Start: b.start, End: at.End})
	}
	return dst
}

// A boundary is a place where a sentence may end.
//
//	He said, "Go now."  The mayor left.
//	^start        dot^^^ ^next
//	           after─┘└─close
type boundary struct {
	s          *Segmenter
	text       string
	start, end int  // of the sentence so far, of the paragraph
	odd        bool // an odd number of straight double marks stands before
	informal   bool // the text's sentences need not begin with a capital

	dot    int  // first terminal mark
	after  int  // after the last terminal mark
	close  int  // after the closing marks, the sentence's end if it ends here
	next   int  // first character of what follows
	dots   int  // full stops in the run; an ellipsis mark counts three
	strong bool // ? or ! in the run
	spaced bool // the run holds ". ."
	glued  bool // no white space follows
}

// run reads the terminal marks at i and what closes after them.
func (b *boundary) run(i int) {
	b.dot, b.dots, b.strong, b.spaced = i, 0, false, false
	text, end := b.text, b.end
	for i < end {
		c := text[i]
		switch {
		case c == '.':
			b.dots++
			i++
		case c == '!' || c == '?':
			b.strong = true
			i++
		case c == firstWide && strings.HasPrefix(text[i:end], ellipsis):
			b.dots += 3
			i += len(ellipsis)
		case c == ' ' && i+1 < end && text[i+1] == '.' && b.dots > 0 && dotEnds(text, i+2, end):
			b.spaced = true
			i++
		default:
			b.after = i
			b.closers()
			return
		}
	}
	b.after = i
	b.closers()
}

// dotEnds reports whether the dot before i is one of ". . ." and not of " .5".
func dotEnds(text string, i, end int) bool {
	r := after(text, i, end)
	return isSpace(r) || r == '.' || isCloser(r)
}

// closers finds the end of the marks that close after the run, and what follows.
func (b *boundary) closers() {
	i, text, end := b.after, b.text, b.end
	for i < end {
		r, n := utf8.DecodeRuneInString(text[i:end])
		if r == '[' {
			if n = reference(text[i:end]); n == 0 {
				break
			}
		} else if !isCloser(r) || r == '\'' && isAlnum(after(text, i+1, end)) {
			break
		}
		i += n
	}
	b.close = i
	b.next = skipSpace(text, i, end)
	b.glued = b.next == i && i < end
	if b.glued {
		return
	}
	// A straight mark between spaces, a reference and a smiley belong to
	// what they follow.
	if b.odd && b.next < end && text[b.next] == '"' && isSpace(after(text, b.next+1, end)) && b.after == b.close {
		b.close = b.next + 1
		b.next = skipSpace(text, b.close, end)
	}
	for b.next < end {
		n := 0
		switch text[b.next] {
		case '[':
			n = reference(text[b.next:end])
		case ':', ';':
			n = smiley(text[b.next:end])
		}
		if n == 0 || !isSpace(after(text, b.next+n, end)) {
			break
		}
		b.close = b.next + n
		b.next = skipSpace(text, b.close, end)
	}
}

// reference returns the length of a numbered reference such as [17] at the start
// of text, 0 if there is none.
func reference(text string) int {
	i := 1
	for i < len(text) && i < 8 && (isDigit(rune(text[i])) || i > 1 && (text[i] == ',' || text[i] == '-')) {
		i++
	}
	if i > 1 && i < len(text) && text[i] == ']' {
		return i + 1
	}
	return 0
}

// smiley returns the length of a smiling or sad face at the start of text, 0 if
// there is none.
func smiley(text string) int {
	i := 1
	if i < len(text) && text[i] == '-' {
		i++
	}
	if i < len(text) && strings.IndexByte(")(DP", text[i]) >= 0 {
		return i + 1
	}
	return 0
}

func isAlnum(r rune) bool { return isLetter(r) || isDigit(r) }

// omission reports whether the run is an ellipsis alone in brackets, as in
// "[...] used", and nothing shows that a sentence ends there too.
func (b *boundary) omission() bool {
	p := before(b.text, b.start, b.dot)
	if (p != '[' && p != '(') || b.close == b.after {
		return false
	}
	return b.close > b.after+1 || !isUpper(after(b.text, b.next, b.end))
}

// longestAside bounds, in bytes, what in brackets is taken for part of the
// sentence before it.
const longestAside = 60

// aside reports whether something in brackets follows after which the sentence
// goes on: Viva Maria! (1965), and
func (b *boundary) aside() bool {
	if b.text[b.next] != '(' {
		return false
	}
	near := b.text[b.next:min(b.end, b.next+longestAside)]
	i := strings.IndexByte(near, ')')
	if i < 0 {
		return false
	}
	i += b.next + 1
	r := after(b.text, i, b.end)
	return r == ',' || r == ';' || isSpace(r) && isLower(after(b.text, skipSpace(b.text, i, b.end), b.end))
}

// ends decides whether the sentence ends here.
func (b *boundary) ends() bool {
	if b.next >= b.end {
		b.close = b.end
		return true
	}
	if b.glued {
		return b.gluedEnds()
	}
	if b.dots > 1 && (b.dot == b.start || b.omission()) || b.aside() {
		return false
	}
	first := b.next // of the first word that follows
	quoted := false
	for first < b.end {
		r, n := utf8.DecodeRuneInString(b.text[first:b.end])
		if r == '.' && first == b.next { // "... And then"
			for first < b.end && b.text[first] == '.' {
				first++
			}
			first = skipSpace(b.text, first, b.end)
			continue
		}
		if !isOpener(r) {
			break
		}
		quoted = quoted || r == '"' || r == '“'
		first += n
	}
	r := after(b.text, first, b.end)
	if isLower(r) && !b.startsLower(first, quoted) {
		return false
	}
	switch {
	case b.spaced && b.dots >= 4 && b.close == b.after && !isSpace(before(b.text, b.start, b.dot)):
		// A full stop, then an ellipsis that belongs to the next sentence.
		b.close, b.after = b.dot+1, b.dot+1
		b.next = skipSpace(b.text, b.close, b.end)
		return true
	case b.dots >= 2 && !b.strong:
		return b.ellipsisEnds(first, r)
	case b.strong:
		return b.strongEnds(first, r)
	}
	return b.stopEnds(first, r, quoted)
}
