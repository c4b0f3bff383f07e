// Package ingest turns bytes into Articles, and says what could not be read.
//
// Method: plain text is taken as it is, so that every span counts the bytes of
// the reader's own file; text in another encoding is turned into UTF-8 and says
// so. Each thing that cannot be read is a Problem with file and line, and the
// rest goes on. Why not repair bad bytes in silence: a span must mean the same to
// whoever opens the file. What it gets wrong: bytes that are not UTF-8 and have
// no byte order mark are read as Windows-1252, which any bytes are:
//
//	"caf\xe9"   →  "café", with a Problem that says so
package ingest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxArticle is the largest article that is read, in bytes: 4 MiB, some 700,000
// words. What is larger is no article.
const MaxArticle = 4 << 20

// A Problem is something that could not be read, or not as it should be.
type Problem struct {
	Path  string // file; "-" for standard input
	Line  int    // counts from 1; 0 if it is about the whole file
	What  string // in words for a person
	Fatal bool   // nothing was read from this file or line
}

func (p Problem) Error() string {
	if p.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", p.Path, p.Line, p.What)
	}
	return p.Path + ": " + p.What
}

// Text decodes the bytes of a plain-text article. The problem is nil if they were
// UTF-8; if it is Fatal there is no text.
func Text(path string, data []byte) (string, *Problem) {
	fatal := func(format string, a ...any) (string, *Problem) {
		return "", &Problem{Path: path, What: fmt.Sprintf(format, a...), Fatal: true}
	}
	if len(data) > MaxArticle {
		return fatal("larger than %d MiB, the most gloss reads as one article", MaxArticle>>20)
	}
	text, what := "", ""
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		text, what = utf16Text(data[2:], binary.LittleEndian), "UTF-16 (little endian), read as such"
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		text, what = utf16Text(data[2:], binary.BigEndian), "UTF-16 (big endian), read as such"
	case isBinary(data):
		return fatal("not text: it has control bytes as binary files have")
	case utf8.Valid(data):
		text = string(data)
	default:
		text, what = windows1252(data), fmt.Sprintf("not UTF-8 (first at byte %d), read as Windows-1252", firstInvalid(data))
	}
	if strings.TrimSpace(strings.ReplaceAll(text, "\ufeff", "")) == "" {
		return fatal("empty: no text in it")
	}
	if what != "" {
		return text, &Problem{Path: path, What: what}
	}
	return text, nil
}

// isBinary reports whether the beginning of data has a NUL or many control bytes.
func isBinary(data []byte) bool {
	head := data[:min(len(data), 8192)]
	control := 0
	for _, b := range head {
		switch {
		case b == 0:
			return true
		case b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b:
			control++
		}
	}
	return control*50 > len(head)
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n < 2 {
			return i
		}
		i += n
	}
	return len(data)
}

func utf16Text(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// upper holds the characters of Windows-1252 for the bytes 0x80 to 0x9f.
var upper = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

func windows1252(data []byte) string {
	var sb strings.Builder
	for _, b := range data {
		switch {
		case b >= 0x80 && b < 0xa0:
			sb.WriteRune(upper[b-0x80])
		default:
			sb.WriteRune(rune(b))
		}
	}
	return sb.String()
}
