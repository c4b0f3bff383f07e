package cluster

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A sketch is what a Pile needs of a text: its words as hashes, and where pieces
// and lines end. A piece is a sentence, as far as that can be told cheaply; no
// word pair reaches over its end.
type sketch struct {
	words  []uint32 // hash of each word; the lowest bit is set for function words
	pieces []uint32 // index in words after the last word of each piece
	lines  []uint32 // index in pieces after the last piece of each line
}

// The hash of words is FNV-1a.
const (
	fnvOffset = 2166136261
	fnvPrime  = 16777619
)

// functionWords carry nothing that two stories could be told apart by: a table of
// their hashes, each at or after the place its highest bits say.
var functionWords = func() (t [1 << functionBits]uint32) {
	for w := range strings.FieldsSeq(`a an the of to in on at by for with from and or but as is are was were be been being has
have had do does did will would can could may might must shall should it its this that these those he she they
them him his her their i you we our your my me us who whom whose which what when where why how not no nor so than
then there here also about into over after before if while because up out off just only more most some any all
each other such own same too very said says say told`) {
		h := uint32(fnvOffset)
		for i := range len(w) {
			h = (h ^ uint32(w[i])) * fnvPrime
		}
		at := h >> (32 - functionBits)
		for t[at] != 0 {
			at = (at + 1) % uint32(len(t))
		}
		t[at] = h
	}
	return t
}()

// functionBits makes the table some eight times as large as the list.
const functionBits = 10

// A byteClass says what a byte is to a sketch.
type byteClass uint8

const (
	between byteClass = iota
	lowerCase
	upperCase
	number
	apostrophe
	point // ends a piece, or stands inside a word
	stop  // ends a piece
	newline
	comma
	multibyte
)

var byteClasses = func() (t [256]byteClass) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z':
			t[c] = lowerCase
		case 'A' <= c && c <= 'Z':
			t[c] = upperCase
		case '0' <= c && c <= '9':
			t[c] = number
		case c >= utf8.RuneSelf:
			t[c] = multibyte
		}
	}
	t['\''], t['.'], t['!'], t['?'], t['\n'], t[','] = apostrophe, point, stop, stop, newline, comma
	return t
}()

// alnum reports whether a word goes on at text[i].
func alnum(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	switch byteClasses[text[i]] {
	case lowerCase, upperCase, number:
		return true
	case multibyte:
		n, class := wide(text[i:])
		return n == 0 || class == invisible && alnum(text, i+n)
	}
	return false
}

// wide says what a character beyond ASCII is: n > 0 bytes that are no part of a
// word, and what they are; 0 if it is a part of one.
func wide(s string) (n int, class wideClass) {
	switch {
	case len(s) > 2 && s[0] == 0xE2 && s[1] == 0x80: // general punctuation
		switch {
		case s[2] == 0x99:
			return 3, wideApostrophe
		case 0x8B <= s[2] && s[2] <= 0x8D: // zero-width space and joiners
			return 3, invisible
		}
		return 3, wideBetween
	case len(s) > 2 && s[0] == 0xE2 && s[1] == 0x81:
		if s[2] == 0xA0 { // word joiner
			return 3, invisible
		}
		return 3, wideBetween
	case strings.HasPrefix(s, "\ufeff"):
		return 3, invisible
	case strings.HasPrefix(s, "\u00ad"):
		return 2, invisible
	case len(s) > 1 && s[0] == 0xC2: // signs of Latin-1
		return 2, wideBetween
	}
	return 0, wideBetween
}

// A wideClass says what a character beyond ASCII is that belongs to no word.
type wideClass uint8

const (
	wideBetween wideClass = iota
	wideApostrophe
	invisible // shows nothing: a word goes on after it
)

// read makes the sketch of text into s, whose slices are used again.
// Words are folded much as package segment folds them: apostrophes, possessives,
// points inside "U.S.", commas inside numbers and what shows nothing do not count,
// nor does the case of Latin letters.
func (s *sketch) read(text string) {
	s.words, s.pieces, s.lines = s.words[:0], s.pieces[:0], s.lines[:0]
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	h, n := uint32(fnvOffset), 0 // of the word that is being read, and its bytes
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch class := byteClasses[c]; class {
		case upperCase:
			c |= 0x20
			fallthrough
		case lowerCase, number:
			h, n = (h^uint32(c))*fnvPrime, n+1
			continue
		case multibyte:
			width, kind := wide(text[i:])
			if width == 0 {
				h, n = (h^uint32(s.lower(text, i)))*fnvPrime, n+1
				continue
			}
			i += width - 1
			if kind == invisible || kind == wideApostrophe && n > 0 && s.inside(text, &i) {
				continue
			}
		case apostrophe:
			if n > 0 && s.inside(text, &i) {
				continue
			}
		case comma:
			if n > 0 && byteClasses[text[i-1]] == number && i+1 < len(text) && byteClasses[text[i+1]] == number {
				continue
			}
		case point:
			if n > 0 && (n == 1 || text[i-2] == '.' || byteClasses[text[i-1]] == number) && alnum(text, i+1) {
				continue // "U.S.", "4.7"
			}
		}
		if n > 0 {
			s.words = append(s.words, wordHash(h))
			h, n = fnvOffset, 0
		}
		switch byteClasses[c] {
		case stop, point:
			s.endPiece(4)
		case newline:
			s.endLine()
		}
	}
	if n > 0 {
		s.words = append(s.words, wordHash(h))
	}
	s.endLine()
}

// wordHash is h with the lowest bit telling whether it is a function word.
func wordHash(h uint32) uint32 {
	for at := h >> (32 - functionBits); functionWords[at] != 0; at = (at + 1) % uint32(len(functionWords)) {
		if functionWords[at] == h {
			return h | 1
		}
	}
	return h &^ 1
}

// inside reports whether the apostrophe that ends at *i stands inside a word. Of a
// possessive, *i is moved past the s.
func (s *sketch) inside(text string, i *int) bool {
	if !alnum(text, *i+1) {
		return false
	}
	if text[*i+1]|0x20 == 's' && !alnum(text, *i+2) {
		*i++
		return false
	}
	return true
}

// lower is the byte at i of a character beyond ASCII, in lower case if it is a
// capital of Latin-1.
func (s *sketch) lower(text string, i int) byte {
	c := text[i]
	if i > 0 && text[i-1] == 0xC3 && 0x80 <= c && c <= 0x9E && c != 0x97 {
		return c + 0x20
	}
	return c
}

// endPiece ends a piece of at least that many words.
func (s *sketch) endPiece(least int) {
	from := 0
	if n := len(s.pieces); n > 0 {
		from = int(s.pieces[n-1])
	}
	if len(s.words)-from >= least {
		s.pieces = append(s.pieces, uint32(len(s.words)))
	}
}

func (s *sketch) endLine() {
	s.endPiece(1)
	if n := len(s.lines); len(s.pieces) > 0 && (n == 0 || int(s.lines[n-1]) < len(s.pieces)) {
		s.lines = append(s.lines, uint32(len(s.pieces)))
	}
}

// eachPiece calls f with the words of each piece of each line.
func (s *sketch) eachPiece(f func(line int, words []uint32)) {
	piece, from := 0, uint32(0)
	for l, end := range s.lines {
		for ; piece < int(end); piece++ {
			f(l, s.words[from:s.pieces[piece]])
			from = s.pieces[piece]
		}
	}
}

// lineWords are the words of line l.
func (s *sketch) lineWords(l int) []uint32 {
	first, from := 0, uint32(0)
	if l > 0 {
		first = int(s.lines[l-1])
	}
	if first > 0 {
		from = s.pieces[first-1]
	}
	return s.words[from:s.pieces[s.lines[l]-1]]
}

// fnv64 is where hashes of sequences begin.
const fnv64 = 14695981039346656037

// mix hashes x into h (the finalizer of MurmurHash3).
func mix(h, x uint64) uint64 {
	h = h*0x9E3779B97F4A7C15 ^ x*0xC2B2AE3D27D4EB4F
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	return h ^ h>>32
}

// hashOf hashes a sequence of words.
func hashOf(words []uint32) uint64 { return hashOn(fnv64, words) }

// hashOn goes on with the hash of what stands before the words.
func hashOn(h uint64, words []uint32) uint64 {
	for _, w := range words {
		h = mix(h, uint64(w))
	}
	return h
}

// encode appends s, as the sketch of the n-th article, to dst.
func (s *sketch) encode(dst []byte, n int) []byte {
	for _, x := range []int{n, len(s.lines), len(s.pieces), len(s.words)} {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(x))
	}
	for _, list := range [][]uint32{s.lines, s.pieces, s.words} {
		dst = appendNumbers(dst, list)
	}
	return dst
}

// decode makes s what encode wrote, and returns the article's number and the rest
// of data.
func (s *sketch) decode(data []byte) (n int, rest []byte) {
	var head [4]int
	for i := range head {
		head[i] = int(binary.LittleEndian.Uint32(data[4*i:]))
	}
	data = data[4*len(head):]
	for i, list := range []*[]uint32{&s.lines, &s.pieces, &s.words} {
		size := 4 * head[i+1]
		*list, data = numbers((*list)[:0], data[:size]), data[size:]
	}
	return head[0], data
}

// appendNumbers appends numbers to dst, least byte first.
func appendNumbers(dst []byte, list []uint32) []byte {
	for _, x := range list {
		dst = binary.LittleEndian.AppendUint32(dst, x)
	}
	return dst
}

// numbers appends to dst what appendNumbers wrote.
func numbers(dst []uint32, data []byte) []uint32 {
	for ; len(data) > 0; data = data[4:] {
		dst = append(dst, binary.LittleEndian.Uint32(data))
	}
	return dst
}
