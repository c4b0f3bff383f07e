package segment

import (
	"strings"
	"unicode/utf8"
)

// longestWord bounds, in bytes, how far a rule looks ahead for the end of a word.
const longestWord = 40

// word returns the run of letters, digits, apostrophes and inner dots at i.
func (b *boundary) word(i int) string {
	j := i
	for j < b.end && j-i < longestWord {
		r, n := utf8.DecodeRuneInString(b.text[j:b.end])
		if !isAlnum(r) && r != '\'' && r != '’' && !(r == '.' && isLetter(after(b.text, j+1, b.end))) {
			break
		}
		j += n
	}
	return b.text[i:j]
}

// last returns the word that the terminal marks follow, without them, and where
// it begins.
func (b *boundary) last() (string, int) {
	i := b.dot
	for i > b.start && b.dot-i < longestAbbreviation {
		r, n := utf8.DecodeLastRuneInString(b.text[b.start:i])
		if !isAlnum(r) && r != '.' && r != '\'' && r != '’' && r != '°' && r != '§' {
			break
		}
		i -= n
	}
	w := b.text[i:b.dot]
	t := strings.TrimLeft(w, ".'’")
	return t, i + len(w) - len(t)
}

// startsLower reports whether a word in lower case may begin a sentence here:
// "iPhone", "al-Shabab", anything after a question in informal text.
func (b *boundary) startsLower(first int, quoted bool) bool {
	w := b.word(first)
	for i, r := range w {
		if i > 0 && isUpper(r) {
			return i <= 5 && b.close == b.after
		}
	}
	if rest := first + len(w); len(w) == 2 && after(b.text, rest, b.end) == '-' && isUpper(after(b.text, rest+1, b.end)) {
		return b.close == b.after
	}
	if b.close != b.after || b.dots > 1 || quoted {
		return false
	}
	last, at := b.last()
	if b.strong {
		// "Yahoo! in the", but "Wow! that is".
		name := isUpper(after(last, 0, len(last))) && at > b.start && b.after == b.dot+1 && b.text[b.dot] == '!'
		return !name
	}
	if b.s.abbreviations[last] != 0 || strings.Contains(last, ".") {
		return false
	}
	for _, r := range last {
		if !isLower(r) && r != '\'' && r != '’' {
			return b.informal
		}
	}
	return len(last) > 3 || b.informal && len(last) > 1
}

// gluedEnds decides where no white space follows the marks, as scraped text has
// it: "the end.The mayor". Both neighbours must be plain words.
func (b *boundary) gluedEnds() bool {
	r, n := utf8.DecodeRuneInString(b.text[b.close:b.end])
	if (r == '“' || r == '‘') && b.close == b.after {
		r = after(b.text, b.close+n, b.end)
		return isUpper(r) && isLower(before(b.text, b.start, b.dot))
	}
	if !isUpper(r) || b.dots > 1 && b.close == b.after && !b.strong {
		return false
	}
	next := b.word(b.close)
	if len(next) > 1 && !isLower(after(next, 1, len(next))) || strings.Contains(next, ".") {
		return false
	}
	last, at := b.last()
	for _, r := range last {
		if !isLower(r) {
			return false
		}
	}
	if len(last) < 3 && !starters[next] || len(last) < 2 {
		return false
	}
	// An address: nothing before the word but white space or an opening mark.
	p := before(b.text, b.start, at)
	return isSpace(p) || isOpener(p) || p == '-' || p == '—' || p == '–'
}

// ellipsisEnds decides after "..." and "…": a capital begins a sentence, but "I"
// shows nothing.
func (b *boundary) ellipsisEnds(first int, r rune) bool {
	if !isUpper(r) {
		return !isLetter(r) && (isDigit(r) || r == '•')
	}
	w := b.word(first)
	if b.dots <= 3 && (w == "I" || strings.HasPrefix(w, "I'") || strings.HasPrefix(w, "I’")) {
		return false
	}
	return true
}

// strongEnds decides after "?" and "!", before anything but lower case.
func (b *boundary) strongEnds(first int, r rune) bool {
	if continues(r) {
		return false
	}
	if b.close == b.after {
		// Yahoo! Inc.
		w := b.word(first)
		return b.s.abbreviations[w]&may == 0 || after(b.text, first+len(w), b.end) != '.' || first != b.next
	}
	return !b.speaker(first)
}

// speaker reports whether a name and a verb of saying follow a quotation:
// “Why?” Ames asked.
func (b *boundary) speaker(first int) bool {
	if first != b.next {
		return false
	}
	i := first
	for n := 0; n < 4; n++ {
		w := b.word(i)
		if w == "" {
			return false
		}
		if !isUpper(after(w, 0, len(w))) {
			return n > 0 && saidVerbs[w]
		}
		i += len(w)
		if i < b.end && b.text[i] == '.' {
			i++
		}
		i = skipSpace(b.text, i, min(i+4, b.end))
	}
	return false
}

// continues reports marks after which no new sentence has begun.
func continues(r rune) bool {
	switch r {
	case ',', ';', ':', '–', '—', ')', ']', '}', '”', '/', '%', '&', '=':
		return true
	}
	return false
}

// stopEnds decides after a single full stop, before anything but lower case.
func (b *boundary) stopEnds(first int, r rune, quoted bool) bool {
	if continues(r) {
		return false
	}
	last, at := b.last()
	if b.marker(last, at) {
		return false
	}
	if b.close != b.after || last == "" {
		return true
	}
	c := b.s.abbreviations[last]
	if at == b.start && (c != 0 || dotted(last)) && c&number == 0 {
		return false // "P.S. I am"
	}
	switch {
	case c&never != 0:
		return false
	case c&number != 0 && isDigit(r):
		return false
	case c&title != 0 && (c&may == 0 || !isUpper(before3(b.text, b.start, at))):
		return false
	case c&clock != 0:
		return b.clockEnds(first, r)
	case c&(may|title) != 0 || dotted(last):
		w := b.word(first)
		return quoted || isUpper(r) && (starters[w] || c&may != 0 && !dotted(last) && openings[w] || companies[last] && b.newSubject(at, first))
	case utf8.RuneCountInString(last) == 1 && isLetter(after(last, 0, len(last))):
		return b.initialEnds(last, at, first, r)
	}
	return true
}

// newSubject reports whether what begins at first, after a company's "Inc." at at,
// is the subject of a sentence of its own: one word before a verb or ", who",
// somebody in an office, or another company. What stands before must be more than that company's name.
func (b *boundary) newSubject(at, first int) bool {
	if wordCount(b.text[b.start:at], 5) < 5 {
		return false
	}
	i := first
	for n := 0; n < 4 && i < b.end; n++ {
		w := b.word(i)
		next := skipSpace(b.text, i+len(w), b.end)
		switch {
		case w == "":
			return false
		case n == 0 && offices[w]:
			return true
		case n > 0 && companies[w] && after(b.text, i+len(w), b.end) == '.':
			return true
		case !isUpper(after(w, 0, len(w))):
			return n == 1 && (saidVerbs[w] || strings.HasSuffix(w, "ed"))
		case after(b.text, i+len(w), b.end) == ',':
			w = b.word(skipSpace(b.text, i+len(w)+1, b.end))
			return n == 0 && (w == "who" || w == "which")
		}
		i = next
	}
	return false
}

// marker reports whether the word at the sentence's start is the number or
// letter of a list item: "1.", "b.", "iv.".
func (b *boundary) marker(last string, at int) bool {
	i := b.start
	for i < at {
		r, n := utf8.DecodeRuneInString(b.text[i:at])
		if isAlnum(r) {
			return false
		}
		i += n
		if i-b.start > 8 {
			return false
		}
	}
	if last == "" || len(last) > 3 || b.close != b.after && b.text[b.after:b.close] != ")" {
		return false
	}
	return strings.Trim(last, "0123456789") == "" || strings.Trim(last, "ivx") == ""
}

// before3 returns the first letter of the word before the one at i.
func before3(text string, start, i int) rune {
	for i > start && isSpace(before(text, start, i)) {
		i--
	}
	lowest := max(start, i-longestWord)
	for i > lowest {
		r, n := utf8.DecodeLastRuneInString(text[start:i])
		if !isAlnum(r) && r != '\'' && r != '’' && r != '-' {
			break
		}
		i -= n
	}
	return after(text, i, len(text))
}

// clockEnds decides after "a.m." and "p.m.".
func (b *boundary) clockEnds(first int, r rune) bool {
	w := b.word(first)
	if !isUpper(r) || timeWords[w] {
		return false
	}
	if starters[w] {
		return true
	}
	// "At 5 a.m. Mr. Smith": the sentence has only begun.
	opening := b.word(b.start)
	return !(prepositions[opening] && wordCount(b.text[b.start:b.dot], 5) < 5)
}

// initialEnds decides after a single letter: an initial of a name, "Plan B.",
// "you and I."
func (b *boundary) initialEnds(last string, at, first int, r rune) bool {
	if !isUpper(after(last, 0, len(last))) {
		return false
	}
	before := before3(b.text, b.start, at)
	if last == "I" && isLower(before) {
		return true
	}
	return isUpper(r) && starters[b.word(first)] && at > b.start
}
