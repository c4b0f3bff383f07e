package fetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// encodings are the content encodings that are asked for.
const encodings = "gzip, br, zstd, deflate"

// Limits of encodings.
const (
	mostCodings = 2       // one around the other
	zstdWindow  = 8 << 20 // what RFC 9659 lets a server use
)

// errStalled is the cause of a request's end when nothing more came for a while.
var errStalled = errors.New("stalled")

// A stallReader ends a request when nothing comes for a while.
type stallReader struct {
	io.Reader
	timer *time.Timer
	limit time.Duration
}

func (r *stallReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if n > 0 {
		r.timer.Reset(r.limit)
	}
	return n, err
}

// readBody reads the content of an answer, with its encodings undone, of at most limit
// bytes both as sent and as meant; of more the beginning, if that is enough. stall cancels
// the request when nothing came for idle.
func readBody(resp *http.Response, limit int64, beginning bool, idle time.Duration, stall context.CancelCauseFunc) ([]byte, error) {
	if resp.ContentLength > limit && !beginning {
		return nil, tooLarge(limit)
	}
	timer := time.AfterFunc(idle, func() { stall(errStalled) })
	defer timer.Stop()
	sent := &io.LimitedReader{R: &stallReader{resp.Body, timer, idle}, N: limit + 1}
	codings, err := codingsOf(resp.Header)
	if err != nil {
		return nil, err
	}
	var r io.Reader = sent
	for _, c := range slices.Backward(codings) {
		if r, err = decoder(c, r); err != nil {
			return nil, bodyFailure(err, sent, limit)
		}
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case beginning && (int64(len(data)) > limit || sent.N <= 0):
		return data[:min(int64(len(data)), limit)], nil
	case int64(len(data)) > limit || sent.N <= 0:
		return nil, tooLarge(limit)
	case err != nil:
		return nil, bodyFailure(err, sent, limit)
	}
	if len(codings) == 0 && bytes.HasPrefix(data, []byte{0x1f, 0x8b, 8}) { // a file that is compressed itself: feed.xml.gz
		z, err := decoder("gzip", bytes.NewReader(data))
		if err == nil {
			data, err = io.ReadAll(io.LimitReader(z, limit+1))
		}
		if int64(len(data)) > limit {
			return nil, tooLarge(limit)
		}
		return data, err
	}
	return data, nil
}

func tooLarge(limit int64) *Failure {
	return fail(TooLarge, "larger than %d MiB", limit>>20)
}

// bodyFailure is what an error in the middle of a content means.
func bodyFailure(err error, sent *io.LimitedReader, limit int64) error {
	var corrupt flate.CorruptInputError
	switch {
	case sent.N <= 0:
		return tooLarge(limit)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fail(CutShort, "the answer breaks off before its end").worthIt()
	case errors.As(err, &corrupt), errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.Is(err, zlib.ErrChecksum), errors.Is(err, zlib.ErrHeader),
		errors.Is(err, zstd.ErrCRCMismatch), strings.HasPrefix(err.Error(), "brotli:"), errors.Is(err, zstd.ErrMagicMismatch):
		return fail(CutShort, "the answer's compressed content is damaged").worthIt()
	}
	return err
}

// codingsOf are the encodings of an answer, the innermost first.
func codingsOf(h http.Header) ([]string, error) {
	var out []string
	for _, field := range h.Values("Content-Encoding") {
		for c := range strings.SplitSeq(strings.ToLower(field), ",") {
			if c = strings.TrimSpace(c); c != "" && c != "identity" && c != "none" {
				out = append(out, c)
			}
		}
	}
	if len(out) > mostCodings {
		return nil, fail(BadStatus, "its content is encoded %d times", len(out))
	}
	return out, nil
}

// decoder undoes one encoding. Content that is not gzip or deflate at all, whatever its
// header says, stays as it is.
func decoder(coding string, r io.Reader) (io.Reader, error) {
	head := make([]byte, 2)
	n, err := io.ReadFull(r, head)
	whole := io.MultiReader(bytes.NewReader(head[:n]), r)
	if err == io.EOF {
		return whole, nil // nothing at all
	}
	if err != nil && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	switch coding {
	case "gzip", "x-gzip":
		if head[0] != 0x1f || head[1] != 0x8b {
			return whole, nil
		}
		z, err := gzip.NewReader(whole)
		if err != nil {
			return nil, err
		}
		z.Multistream(false) // what follows the first member is padding, where it is anything
		return z, nil
	case "deflate":
		if head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(whole)
		}
		return flate.NewReader(whole), nil // as some servers understand it
	case "br":
		return brotli.NewReader(whole), nil
	case "zstd":
		return zstd.NewReader(whole, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(zstdWindow))
	}
	return nil, fail(BadStatus, "encoding %.20q was not asked for", coding)
}
