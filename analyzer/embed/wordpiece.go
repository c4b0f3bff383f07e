package embed

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	unknown   = 100  // number of [UNK], which stands for what cannot be cut
	firstWord = 1996 // number of "the"; single characters and the like come before
	longest   = 100  // characters; a longer word is unknown
)

// Pieces appends to dst the numbers of the word pieces of text, as BERT's uncased
// tokenizer cuts it: lower case, accents off, punctuation and ideographs apart,
// then the longest listed piece first. There are no marks for beginning and end,
// and names of special pieces in the text ("[SEP]") are read as the text they are.
func Pieces(dst []int32, text string) []int32 {
	c := cutter{model: loaded(), pieces: dst}
	c.word = c.store[:0]
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			c.ascii(b)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		c.rune(r, text[i:i+n])
		i += n
	}
	c.flush()
	return c.pieces
}

// A cutter gathers the letters of a word and cuts it where it ends.
type cutter struct {
	*model
	pieces []int32
	word   []byte // folded
	runes  int    // in word
	store  [160]byte
}

func (c *cutter) ascii(b byte) {
	switch {
	case 'a' <= b && b <= 'z' || '0' <= b && b <= '9':
		c.word = append(c.word, b)
		c.runes++
	case 'A' <= b && b <= 'Z':
		c.word = append(c.word, b+'a'-'A')
		c.runes++
	case b == ' ' || b == '\n' || b == '\t' || b == '\r':
		c.flush()
	case b < ' ' || b == 0x7f: // control characters are not there
	default:
		c.flush()
		c.word, c.runes = append(c.word, b), 1
		c.flush()
	}
}

// rune takes a character outside ASCII; s is its bytes.
func (c *cutter) rune(r rune, s string) {
	switch {
	case r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
		return
	case unicode.IsSpace(r):
		c.flush()
	case unicode.IsPunct(r) || ideograph(r):
		c.flush()
		c.word, c.runes = append(c.word, s...), 1
		c.flush()
	default:
		c.letters(s)
	}
}

// letters takes a character apart: é is e and an accent, and the accent is left
// out.
func (c *cutter) letters(s string) {
	var store [32]byte
	for _, r := range string(norm.NFD.AppendString(store[:0], s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsPunct(r) || r < utf8.RuneSelf && punctuation(byte(r)):
			c.flush()
			c.word, c.runes = utf8.AppendRune(c.word, r), 1
			c.flush()
		default:
			c.word = utf8.AppendRune(c.word, unicode.ToLower(r))
			c.runes++
		}
	}
}

func punctuation(b byte) bool {
	return b > ' ' && b < 0x7f && !(b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z')
}

// ideograph reports whether r is a word by itself.
func ideograph(r rune) bool {
	for _, in := range [...][2]rune{{0x4E00, 0x9FFF}, {0x3400, 0x4DBF}, {0x20000, 0x2A6DF}, {0x2A700, 0x2B73F},
		{0x2B740, 0x2B81F}, {0x2B920, 0x2CEAF}, {0xF900, 0xFAFF}, {0x2F800, 0x2FA1F}} {
		if r >= in[0] && r <= in[1] {
			return true
		}
	}
	return false
}

// flush cuts the word gathered so far into pieces: always the longest listed one
// that it begins with, what follows being looked up as a continuation. A word of
// which any part is not listed is one unknown piece.
func (c *cutter) flush() {
	if len(c.word) == 0 {
		return
	}
	before := len(c.pieces)
	if c.runes > longest {
		c.pieces = append(c.pieces, unknown)
	} else {
		for rest := c.word; len(rest) > 0; {
			p, n := c.prefix(rest, len(rest) < len(c.word))
			if n == 0 {
				c.pieces = append(c.pieces[:before], unknown)
				break
			}
			c.pieces = append(c.pieces, p)
			rest = rest[n:]
		}
	}
	c.word, c.runes = c.word[:0], 0
}

// Bounds of the search for a piece: no listed one is longer.
const longestPiece = 20 // bytes

// seeds of the hash: of nothing, and of the "##" that continuations begin with.
var start, continuation = hash(2166136261, ""), hash(2166136261, "##")

// hash continues FNV-1a over s.
func hash(h uint32, s string) uint32 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// prefix returns the longest piece that word begins with and its length in bytes;
// 0 if there is none.
func (m *model) prefix(word []byte, continued bool) (piece int32, n int) {
	h, skip := start, 0
	if continued {
		h, skip = continuation, 2
	}
	var at [longestPiece + 1]uint32
	end := min(len(word), longestPiece)
	for i := range end {
		h = (h ^ uint32(word[i])) * 16777619
		at[i+1] = h
	}
	for n := end; n > 0; n-- {
		if p, ok := m.find(at[n], word[:n], skip); ok {
			return p, n
		}
	}
	return 0, 0
}

// find looks up a piece by its hash; its first skip bytes are "##" or nothing.
func (m *model) find(h uint32, word []byte, skip int) (int32, bool) {
	if m.filter[h%filterBits/64]>>(h%64)&1 == 0 {
		return 0, false
	}
	for i := h & (slots - 1); m.table[i].piece != 0; i = (i + 1) & (slots - 1) {
		if m.table[i].hash != h {
			continue
		}
		p := m.table[i].piece - 1
		s := m.pieces[p]
		if len(s) == skip+len(word) && s[skip:] == string(word) && (skip == 0 || s[:skip] == "##") {
			return p, true
		}
	}
	return 0, false
}

// findString is find for a whole word.
func (m *model) findString(h uint32, word string) (int32, bool) {
	for i := h & (slots - 1); m.table[i].piece != 0; i = (i + 1) & (slots - 1) {
		if p := m.table[i].piece - 1; m.table[i].hash == h && m.pieces[p] == word {
			return p, true
		}
	}
	return 0, false
}

// put enters a piece into the table.
func (m *model) put(h uint32, p int32) {
	m.filter[h%filterBits/64] |= 1 << (h % 64)
	i := h & (slots - 1)
	for m.table[i].piece != 0 {
		i = (i + 1) & (slots - 1)
	}
	m.table[i] = slot{h, p + 1}
}
