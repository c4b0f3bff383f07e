package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
)

// A recordError is about one record of a file; the records after it can be read.
type recordError struct {
	Line int // on which the record begins, or the record's number where there are no lines
	What string
}

func (e *recordError) Error() string { return fmt.Sprintf("%d: %s", e.Line, e.What) }

const (
	csvFailures = 1000 // records that are read again line by line before the file is given up
	csvAgain    = 64   // times the limit that may be read again, on top of once the whole file
)

var errNotCSV = errors.New("too many quotes that are not closed: the rest is not read")

// A csvReader reads records of delimiter-separated values (RFC 4180) and keeps
// every byte of a field. Why not encoding/csv: it turns \r\n inside quotes into
// \n, so that a span of a field would not count the file's own bytes, and it has
// no limit on a record. What it reads that RFC 4180 forbids:
//
//	a"b,"c"d   →  a"b and cd
//
// A record that does not end, because a quote is not closed, costs its first line
// only: reading goes on at its second line. It gets wrong a quote that is not
// closed where a later line has one: the two close each other.
type csvReader struct {
	in    *bufio.Reader
	comma byte
	limit int

	buf   []byte // bytes of in, some of them maybe read before
	start int    // where in buf the next record begins
	line  int    // the line it begins on; 0 before anything was read
	skip  bool   // start is inside a line that is not to be read
	err   error  // of in, or errNotCSV

	done, again int64 // bytes before start, and those that are read a second time
	failures    int

	text []byte // the fields of the record, one after the other
	ends []int  // where in text each of them ends
}

// newCSVReader reads records of at most limit bytes whose fields comma separates.
func newCSVReader(r *bufio.Reader, comma byte, limit int) *csvReader {
	return &csvReader{in: r, comma: comma, limit: limit}
}

// next returns the next record's fields and the line (from 1) it began on, and
// io.EOF at the end. After a *recordError next may be called again; other errors
// are the reader's own, or say that the file was given up.
func (c *csvReader) next() (fields []string, line int, err error) {
	if err := c.begin(); err != nil {
		return nil, c.line, err
	}
	line = c.line
	n, quote, closed := c.scan()
	switch {
	case n > c.limit:
		return nil, line, c.fail("record longer than "+sizeWords(c.limit), quote, "may not be closed")
	case c.err != nil && c.err != io.EOF && c.at(n) < 0:
		return nil, line, c.err
	case !closed:
		return nil, line, c.fail("", quote, "is not closed")
	}
	c.advance(min(n+1, len(c.buf)-c.start))
	all, from := string(c.text), 0
	fields = make([]string, len(c.ends))
	for i, end := range c.ends {
		fields[i], from = all[from:end], end
	}
	return fields, line, nil
}

// begin goes to the first byte of the next record.
func (c *csvReader) begin() error {
	if c.line == 0 {
		c.line = 1
		if c.at(0) == 0xef && c.at(1) == 0xbb && c.at(2) == 0xbf { // a byte order mark
			c.start += 3
		}
	}
	for {
		b := c.at(0)
		switch {
		case b < 0:
			return c.err
		case c.skip:
			c.skipLine()
		case b == '\n':
			c.advance(1)
		case b == '\r' && c.at(1) == '\n':
			c.advance(2)
		default:
			return nil
		}
	}
}

// scan reads the fields of the record at start. It takes n bytes, without the
// newline that ends it; quote is where its last quote was opened, -1 for none.
func (c *csvReader) scan() (n, quote int, closed bool) {
	c.text, c.ends = c.text[:0], c.ends[:0]
	quote = -1
	for i := 0; ; i++ {
		if c.at(i) == '"' {
			if i <= c.limit { // what is behind it depends on how in is buffered
				quote = i
			}
			if i, closed = c.quoted(i + 1); !closed {
				return i, quote, false
			}
		}
		from := i
		i = c.plain(i)
		end := c.at(i)
		if end == '\n' && i > from && c.at(i-1) == '\r' {
			c.text = c.text[:len(c.text)-1]
		}
		c.ends = append(c.ends, len(c.text))
		if end != int(c.comma) {
			return i, quote, true
		}
	}
}

// quoted reads what stands in quotes from byte i of the record, and returns where
// it goes on after the closing one.
func (c *csvReader) quoted(i int) (after int, closed bool) {
	for from := i; ; {
		rec := c.buf[c.start:]
		j := bytes.IndexByte(rec[i:], '"')
		if j < 0 {
			if i = len(rec); !c.more() {
				return i, false
			}
			continue
		}
		i += j
		c.text = append(c.text, rec[from:i]...)
		if c.at(i+1) != '"' {
			return i + 1, true
		}
		c.text = append(c.text, '"')
		i += 2
		from = i
	}
}

// plain reads from byte i of the record to the next delimiter or newline.
func (c *csvReader) plain(i int) (end int) {
	for from := i; ; {
		rec := c.buf[c.start:]
		for i < len(rec) && rec[i] != c.comma && rec[i] != '\n' {
			i++
		}
		if i < len(rec) || !c.more() {
			c.text = append(c.text, c.buf[c.start+from:c.start+i]...) // rec is old: more moves what is buffered
			return i
		}
	}
}

// fail tells why the record at start is none, and goes on at its second line.
func (c *csvReader) fail(what string, quote int, how string) error {
	rec := c.buf[c.start:]
	rec = rec[:min(len(rec), c.limit+1)]
	first := bytes.IndexByte(rec, '\n')
	if what == "" || quote >= 0 && first >= 0 {
		if what != "" {
			what += ": "
		}
		what += fmt.Sprintf("a quote opened on line %d %s", c.line+bytes.Count(rec[:quote], []byte{'\n'}), how)
	}
	e := &recordError{c.line, what}
	if first < 0 {
		c.skip = true
		return e
	}
	c.advance(first + 1)
	c.failures++
	c.again += int64(len(rec) - first - 1)
	if c.failures >= csvFailures || c.again > c.done+csvAgain*int64(c.limit) {
		c.buf, c.start, c.err = nil, 0, errNotCSV
	}
	return e
}

// skipLine goes to the next line, or to the end of what is buffered.
func (c *csvReader) skipLine() {
	rec := c.buf[c.start:]
	if i := bytes.IndexByte(rec, '\n'); i >= 0 {
		c.skip = false
		c.advance(i + 1)
		return
	}
	c.advance(len(rec))
}

// advance goes on by n bytes and counts their lines.
func (c *csvReader) advance(n int) {
	c.line += bytes.Count(c.buf[c.start:c.start+n], []byte{'\n'})
	c.start += n
	c.done += int64(n)
}

// at returns byte i of the record, -1 behind the last one that can be had.
func (c *csvReader) at(i int) int {
	for i >= len(c.buf)-c.start {
		if !c.more() {
			return -1
		}
	}
	return int(c.buf[c.start+i])
}

// more reads on behind what is buffered. It reports false at the end, and where
// the record at start is over the limit already.
func (c *csvReader) more() bool {
	if c.err != nil || len(c.buf)-c.start > c.limit {
		return false
	}
	if c.start > 0 {
		c.buf, c.start = c.buf[:copy(c.buf, c.buf[c.start:])], 0
	}
	if len(c.buf) == cap(c.buf) {
		c.buf = slices.Grow(c.buf, max(len(c.buf), 1<<16))
	}
	var n int
	for try := 0; n == 0 && c.err == nil; try++ {
		if try == 100 {
			c.err = io.ErrNoProgress
			break
		}
		n, c.err = c.in.Read(c.buf[len(c.buf):cap(c.buf)])
	}
	c.buf = c.buf[:len(c.buf)+n]
	return n > 0
}

// sizeWords tells a number of bytes as a person does.
func sizeWords(n int) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
