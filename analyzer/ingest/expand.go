package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

const (
	maxRatio   = 200      // times; text shrinks to a tenth, hardly ever to a hundredth
	freeFile   = 64 << 20 // bytes that a file may expand to whatever the ratio
	freeBody   = 1 << 20  // bytes that an HTTP response may expand to whatever the ratio
	zstdMemory = 64 << 20
	bodyWindow = 8 << 20 // what RFC 9659 lets a server use
	expandSize = 64 << 10
)

var errTooMuch = fmt.Errorf("expands more than %d times: not read further", maxRatio)

// expand undoes gzip, of several members too as in .warc.gz, or zstd if r begins
// with their magic bytes, whatever the file's name; how is "gzip", "zstd" or "".
// What could be read before an error is handed on. Input that expands without
// end, a bomb, ends in an error.
func expand(r *bufio.Reader) (out *bufio.Reader, how string, err error) {
	head, err := r.Peek(4)
	if err != nil && err != io.EOF {
		return nil, "", err
	}
	in := &counter{in: r}
	x := &expander{from: in}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}):
		x.how = "gzip"
		m := &members{in: bufio.NewReaderSize(in, expandSize)}
		x.in, err = m, m.open()
	case isZstd(head):
		x.how = "zstd"
		x.in, err = zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(zstdMemory))
	default:
		return r, "", nil
	}
	if err != nil {
		return nil, x.how, x.words(err)
	}
	return bufio.NewReaderSize(x, expandSize), x.how, nil
}

// isZstd knows the magic bytes of a frame, and of one that is to be skipped.
func isZstd(head []byte) bool {
	return string(head) == "\x28\xb5\x2f\xfd" ||
		len(head) == 4 && head[0]&0xf0 == 0x50 && string(head[1:]) == "\x2a\x4d\x18"
}

// A counter counts what is read from in, and keeps the error of in itself.
type counter struct {
	in  io.Reader
	n   int64
	err error
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// An expander hands on what in decompresses, and stops where it is too much of
// what was read from from.
type expander struct {
	in   io.Reader
	from *counter
	how  string
	n    int64
	err  error
}

func (x *expander) Read(p []byte) (n int, err error) {
	if x.err != nil {
		return 0, x.err
	}
	n, err = x.in.Read(p)
	x.n += int64(n)
	if x.n > freeFile && x.n/maxRatio > x.from.n {
		err = errTooMuch
	} else if err != nil {
		err = x.words(err)
	}
	x.err = err
	return n, err
}

// words tells an error of a decompressor in plain words; the file's own stay.
func (x *expander) words(err error) error {
	var corrupt flate.CorruptInputError
	what := "are damaged: " + err.Error()
	switch {
	case x.from.err != nil:
		return x.from.err
	case err == io.EOF:
		return io.EOF
	case errors.Is(err, io.ErrUnexpectedEOF):
		what = "end too early"
	case errors.Is(err, errAfterGzip):
		what = "are followed by other bytes"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, zstd.ErrCRCMismatch):
		what = "are damaged: the checksum is wrong"
	case errors.Is(err, gzip.ErrHeader):
		what = "are damaged: no gzip header"
	case errors.As(err, &corrupt):
		what = "are damaged"
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		what = fmt.Sprintf("need more than %d MiB of memory", zstdMemory>>20)
	case errors.Is(err, zstd.ErrUnknownDictionary):
		what = "need a dictionary that is not there"
	}
	return errors.New(x.how + " data " + what)
}

var errAfterGzip = errors.New("bytes after the last member that are not zero")

// members reads the members of a gzip file one after the other. Why not leave
// that to gzip: tapes and some servers fill up with zeroes, which it takes for a
// member that is broken.
type members struct {
	in *bufio.Reader
	z  *gzip.Reader
}

// open begins the next member.
func (m *members) open() (err error) {
	if m.z == nil {
		m.z, err = gzip.NewReader(m.in)
	} else {
		err = m.z.Reset(m.in)
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if err == nil {
		m.z.Multistream(false)
	}
	return err
}

func (m *members) Read(p []byte) (int, error) {
	for {
		n, err := m.z.Read(p)
		if err != io.EOF {
			return n, err
		}
		if err = m.more(); err == nil {
			err = m.open()
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// more goes to the next member over zeroes; io.EOF if there is none.
func (m *members) more() error {
	for {
		b, err := m.in.ReadByte()
		switch {
		case err != nil:
			return err
		case b == 0x1f:
			return m.in.UnreadByte()
		case b != 0:
			return errAfterGzip
		}
	}
}

// undo takes one encoding off the content of an HTTP response. Content that is
// not so encoded, whatever the header says, stays as it is; of what ends too
// early or is damaged the beginning is kept.
func undo(coding string, data []byte, limit int) ([]byte, error) {
	var z io.Reader
	var err error
	in := bytes.NewReader(data)
	switch coding {
	case "chunked":
		return dechunk(data), nil
	case "gzip", "x-gzip":
		z, err = gzip.NewReader(in)
	case "deflate":
		if z, err = zlib.NewReader(in); err != nil {
			z, err = flate.NewReader(bytes.NewReader(data)), nil // as some servers understand it
		}
	case "br":
		z = brotli.NewReader(in)
	case "zstd":
		z, err = zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(bodyWindow))
	default:
		return data, nil
	}
	if err != nil {
		return data, nil
	}
	most := min(limit, max(freeBody, maxRatio*len(data)))
	out, err := io.ReadAll(io.LimitReader(z, int64(most)+1))
	switch {
	case len(out) > limit:
		return nil, fmt.Errorf("expands to more than %s", sizeWords(limit))
	case len(out) > most:
		return nil, errTooMuch
	case err != nil && (len(out) == 0 || !isBinary(data)):
		return data, nil
	}
	return out, nil
}

// dechunk joins the chunks of HTTP/1.1, and leaves alone what has none.
func dechunk(data []byte) []byte {
	out := []byte{}
	for rest := data; ; {
		line, after, found := bytes.Cut(rest, []byte{'\n'})
		line, _, _ = bytes.Cut(line, []byte{';'})
		size, err := strconv.ParseUint(string(bytes.TrimSpace(line[:min(len(line), 64)])), 16, 63)
		if !found || err != nil {
			break
		}
		n := int(min(size, uint64(len(after))))
		end := bytes.TrimPrefix(after[n:], []byte{'\r'})
		if size > 0 && len(end) > 0 && end[0] != '\n' {
			break
		}
		out = append(out, after[:n]...)
		if size == 0 || len(end) == 0 {
			return out
		}
		rest = end[1:]
	}
	if len(out) == 0 {
		return data
	}
	return out
}
