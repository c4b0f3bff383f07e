package ingest

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
)

// utf8 turns an input that begins with the byte order mark of UTF-16 into UTF-8,
// and leaves any other as it is.
func (s *source) utf8(r *bufio.Reader) (*bufio.Reader, *Problem) {
	mark, _ := r.Peek(2)
	order, name := utf16.LittleEndian, "little"
	switch string(mark) {
	case "\xff\xfe":
	case "\xfe\xff":
		order, name = utf16.BigEndian, "big"
	default:
		return r, nil
	}
	out := utf16.UTF16(order, utf16.ExpectBOM).NewDecoder().Reader(r)
	return bufio.NewReaderSize(out, headSize), &Problem{Path: s.path, What: "UTF-16 (" + name + " endian), read as such"}
}

// skipMark passes over the byte order mark of UTF-8, if r begins with it.
func skipMark(r *bufio.Reader) {
	if mark, _ := r.Peek(3); string(mark) == "\xef\xbb\xbf" {
		_, _ = r.Discard(3)
	}
}

// textOf is data as valid UTF-8. Bytes that are no UTF-8 are read as Windows-1252,
// which any bytes are; what says so.
func textOf(data []byte) (text, what string) {
	if utf8.Valid(data) {
		return string(data), ""
	}
	out, _ := charmap.Windows1252.NewDecoder().Bytes(data) // which knows every byte
	return string(out), fmt.Sprintf("not UTF-8 (first at byte %d), read as Windows-1252", firstInvalid(data))
}

// pageText is the bytes of a page as UTF-8. What is valid UTF-8 is that, whatever
// the page says: bytes of another encoding hardly ever are, but for those of seven
// bits with escapes. Else it is what the page or its server declares, or, if that is UTF-8
// all the same, Windows-1252.
func pageText(data []byte, contentType string) string {
	if utf8.Valid(data) && bytes.IndexByte(data, 0x1b) < 0 {
		return strings.TrimPrefix(string(data), "\ufeff")
	}
	enc, name, _ := charset.DetermineEncoding(data[:min(len(data), 1024)], contentType)
	if name == "utf-8" && mostlyUTF8(data) {
		return strings.ToValidUTF8(string(data), "\ufffd") // a few broken bytes in a page that is UTF-8
	}
	if name == "utf-8" {
		enc = charmap.Windows1252
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		out = data
	}
	return strings.ToValidUTF8(string(out), "\ufffd")
}

// mostlyUTF8 reports whether data has ten times as many characters of several
// bytes as bytes that belong to none.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n < 2 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 10*bad
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

// blank reports whether text is white space and byte order marks.
func blank(text string) bool {
	return strings.TrimLeftFunc(text, func(r rune) bool { return r == '\ufeff' || unicode.IsSpace(r) }) == ""
}

// blankLine is blank for the bytes of a line.
func blankLine(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }
