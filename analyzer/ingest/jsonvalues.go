package ingest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// values reads JSON values that stand one after another, however many lines they
// have: an array's elements, whose brackets and commas are passed over, or objects.
func (s *source) values(r *bufio.Reader) error {
	skipMark(r)
	w := &valueScanner{r: r, line: 1}
	for {
		value, err := w.next()
		if err == io.EOF {
			break
		}
		if we, ok := err.(*recordError); ok {
			s.fail(we.Line, "%s", we.What)
			continue
		}
		if err != nil {
			return s.broken(w.line, err)
		}
		at := w.began
		more := s.emit(func() []Item {
			p := parsers.Get()
			defer parsers.Put(p)
			return s.jsonArticle(p, value, at)
		})
		if !more {
			return nil
		}
	}
	if w.open > 0 {
		s.emit(func() []Item {
			return []Item{{Problems: []Problem{{Path: s.path, Line: w.line, What: "the array has no end: something may be missing"}}}}
		})
	}
	if w.found == 0 {
		s.fail(0, "empty: no article in it")
	}
	return nil
}

// A valueScanner finds where JSON values begin and end, by their brackets.
type valueScanner struct {
	r     *bufio.Reader
	line  int // being read
	began int // line on which the value began
	found int
	open  int // arrays that are not closed
}

// next returns the next object. What is not within one is passed over, but said:
// only brackets, commas and white space may be there. A *recordError is about one
// value; after it next may be called again.
func (w *valueScanner) next() ([]byte, error) {
	stray := 0
	for {
		c, err := w.r.ReadByte()
		if err != nil {
			if stray > 0 && err == io.EOF {
				return nil, &recordError{stray, "not JSON"}
			}
			return nil, err
		}
		switch c {
		case '\n':
			w.line++
			if stray > 0 {
				w.found++
				return nil, &recordError{stray, "not JSON"}
			}
		case ' ', '\t', '\r', ',':
		case '[':
			w.open++
		case ']':
			w.open--
		case '{':
			if stray > 0 {
				_ = w.r.UnreadByte()
				w.found++
				return nil, &recordError{stray, "not JSON"}
			}
			w.found++
			return w.object()
		default:
			if stray == 0 {
				stray = w.line
			}
		}
	}
}

// brackets follow the nesting of a JSON value, byte by byte.
type brackets struct {
	depth           int
	quoted, escaped bool
}

func (b *brackets) step(c byte) {
	switch {
	case b.escaped:
		b.escaped = false
	case b.quoted && c == '\\':
		b.escaped = true
	case c == '"':
		b.quoted = !b.quoted
	case b.quoted:
	case c == '{' || c == '[':
		b.depth++
	case c == '}' || c == ']':
		b.depth--
	}
}

// object reads to the end of the object whose bracket was read.
func (w *valueScanner) object() ([]byte, error) {
	w.began = w.line
	var buf bytes.Buffer
	buf.WriteByte('{')
	for b := (brackets{depth: 1}); b.depth > 0; {
		c, err := w.r.ReadByte()
		if err == io.EOF {
			w.open = 0 // said with this
			return nil, &recordError{w.began, "not a JSON article: it has no end"}
		}
		if err != nil {
			return nil, err
		}
		if buf.Len() <= MaxRecord {
			buf.WriteByte(c)
		}
		if c == '\n' {
			w.line++
		}
		b.step(c)
	}
	if buf.Len() > MaxRecord {
		return nil, &recordError{w.began, fmt.Sprintf("larger than %d MiB, the most gloss reads as one JSON value", MaxRecord>>20)}
	}
	return buf.Bytes(), nil
}
