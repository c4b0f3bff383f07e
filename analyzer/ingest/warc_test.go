package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// warcOf is one record of type kind with the block in it.
func warcOf(kind, media, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: http://a.org/\r\n"+
		"WARC-Date: 2024-05-01T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, media, len(block), block)
}

func responseOf(fields, body string) string {
	return warcOf("response", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n"+fields+"\r\n"+body)
}

// readWARC writes down every record as N type status media body, and every error.
func readWARC(r io.Reader, limit int) (got []string) {
	w := newWARCReader(bufio.NewReaderSize(r, 16), limit)
	for {
		rec, err := w.next()
		re := (*recordError)(nil)
		switch {
		case err == io.EOF:
			return got
		case errors.As(err, &re):
			got = append(got, "! "+err.Error())
		case err != nil:
			return append(got, "!! "+err.Error())
		default:
			got = append(got, fmt.Sprintf("%d %s %d %s %q", rec.N, rec.Type, rec.Status, rec.MediaType, rec.Body))
		}
	}
}

func TestWARC(t *testing.T) {
	html := "Content-Type: text/html\r\n"
	page, want := responseOf(html, "page"), `response 200 text/html "page"`
	tests := []struct {
		name, in string
		want     []string
	}{
		{"empty", "", nil},
		{"blank", "\r\n\r\n\n", nil},
		{"types", warcOf("warcinfo", "application/warc-fields", "software: x") + warcOf("request", "application/http", "GET / HTTP/1.0\r\n\r\n") + page +
			warcOf("Resource", "text/plain", "text") + warcOf("conversion", "text/plain", "") + warcOf("response", "text/dns", "1.2.3.4"),
			[]string{`1 warcinfo 0 application/warc-fields ""`, `2 request 0 application/http ""`, "3 " + want,
				`4 resource 0 text/plain "text"`, `5 conversion 0 text/plain ""`, `6 response 0 text/dns ""`}},
		{"bare newlines, case, folding, no fields", "WARC/0.17\nwarc-type:\n response\nnonsense\nCONTENT-LENGTH :\t23\nContent-Length: 7\n\nHTTP/1.0 404\nX: y\n\nnone",
			[]string{`1 response 404  "none"`}},
		{"fields of the response", responseOf("X y z\r\n folded\r\nContent-Type : text/html;\r\n\tcharset=utf-8\r\nContent-type: b\r\n: c\r\nContent-Encoding: GZIP\r\n", pack("gzip", "page")),
			[]string{`1 response 200 text/html; charset=utf-8 "page"`}},
		{"encodings", responseOf("Content-Encoding: br, gzip\r\nTransfer-Encoding: chunked\r\n", "ff\r\n"+pack("gzip", pack("br", "page"))),
			[]string{`1 response 200  "page"`}},
		{"encodings on two lines", responseOf("Content-Encoding: br\r\nContent-Encoding: gzip\r\n", pack("gzip", pack("br", "page"))),
			[]string{`1 response 200  "page"`}},
		{"many encodings", responseOf("Content-Encoding: br,br,br,br,br\r\n", "") + page, []string{"! 1: its content is encoded 5 times", "2 " + want}},
		{"says gzip and is not", responseOf("Content-Encoding: gzip\r\n", "page"), []string{`1 response 200  "page"`}},
		{"expands too far", responseOf("Content-Encoding: gzip\r\n", pack("gzip", strings.Repeat("a", 1001))) + page,
			[]string{"! 1: its content expands to more than 1000 bytes", "2 " + want}},
		{"interim response", warcOf("response", "application/http", "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 200\r\n\r\npage"), []string{`1 response 200  "page"`}},
		{"no HTTP", warcOf("response", "application/http", "page") + warcOf("response", "application/http", "HTTP/1.1 -1 OK\n\n") + page,
			[]string{"! 1: no HTTP response in it", "! 2: no HTTP response in it", "3 " + want}},
		{"HTTP header alone", warcOf("response", "application/http", "HTTP/1.1 204 No\r\nContent-Type: a"), []string{`1 response 204 a ""`}},
		{"no length", "WARC/1.1\r\nWARC-Type: response\r\n\r\npage\r\n\r\n" + page, []string{"! 1: no Content-Length: 8 bytes skipped", "2 " + want}},
		{"negative length", strings.Replace(page, "Length: ", "Length: -", 1) + page,
			[]string{`! 1: Content-Length "-48" is no length: 52 bytes skipped`, "2 " + want}},
		{"length beyond all", strings.Replace(page, "Length: ", "Length: 99999999999999999999", 1),
			[]string{`! 1: Content-Length "9999999999999999999948" is no length: 52 bytes skipped`}},
		{"too large", responseOf(html, strings.Repeat("a", 1000)) + page, []string{"! 1: larger than 1000 bytes (1044 bytes): skipped", "2 " + want}},
		{"too large and of no interest", warcOf("request", "a", strings.Repeat("a", 1001)) + page, []string{`1 request 0 a ""`, "2 " + want}},
		{"length too small", strings.Replace(page, "Length: 48", "Length: 46", 1) + page,
			[]string{`1 response 200 text/html "pa"`, "! 1: other bytes after this record, whose Content-Length may be wrong: 6 bytes skipped", "2 " + want}},
		{"length too large", strings.Replace(page, "Length: 48", "Length: 60", 1) + page + page,
			[]string{`1 response 200 text/html "page\r\n\r\nWARC/1.0"`, fmt.Sprintf("! 1: other bytes after this record, whose Content-Length may be wrong: %d bytes skipped", len(page)-10), "2 " + want}},
		{"no WARC", "A text\nof WARC/1.0\n", []string{"! 0: no WARC record at the beginning: 19 bytes skipped"}},
		{"later version", strings.Replace(page, "1.0", "2.0", 1) + page,
			[]string{fmt.Sprintf("! 0: no WARC record at the beginning: %d bytes skipped", len(page)), "1 " + want}},
		{"header too long", "WARC/1.0\r\nX: " + strings.Repeat("a WARC/1.0 ", 7000) + "\r\n\r\n" + page, []string{"! 1: header longer than 64 KiB: 2 bytes skipped", "2 " + want}},
		{"cut in the header", page + page[:50], []string{"1 " + want, "! 2: the file ends inside this record's header"}},
		{"cut in the block", page[:len(page)-6], []string{`1 response 200 text/html "pa"`, "! 1: the file ends inside this record, of whose 48 bytes it has 46"}},
		{"cut in what is skipped", warcOf("request", "a", "GET / HTTP/1.0")[:175], []string{`1 request 0 a ""`, "! 1: the file ends inside this record, of whose 14 bytes it has 11"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in))} {
				if got := readWARC(r, 1000); !slices.Equal(got, tt.want) {
					t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
				}
			}
		})
	}
}

func TestWARCFields(t *testing.T) {
	in := "WARC/1.0\nWARC-Type: response\nWARC-Record-ID: <urn:uuid:1>\nWARC-Target-URI: <http://a.org/>\nWARC-Date: 2024-05-01\nContent-Length: 0\n\n"
	rec, err := newWARCReader(bufio.NewReader(strings.NewReader(strings.Replace(in, "response", "resource", 1))), 9).next()
	if err != nil || rec.ID != "urn:uuid:1" || rec.URI != "http://a.org/" || rec.Date != "2024-05-01" || rec.Body == nil {
		t.Errorf("%+v, %v", rec, err)
	}
}

func TestWARCReadError(t *testing.T) {
	page := responseOf("", "page")
	for n, want := range map[int]int{0: 0, 10: 0, len(page) - 8: 1, len(page) - 2: 1, len(page): 1, len(page) + 5: 1} {
		r := io.MultiReader(strings.NewReader((page + page)[:n]), iotest.ErrReader(errors.New("disk broken")))
		got := readWARC(r, 1000)
		if len(got) != want+1 && len(got) != want+2 || got[len(got)-1] != "!! disk broken" {
			t.Errorf("%d bytes: %q", n, got)
		}
	}
}

// FuzzResponse reads responses that net/http reads too.
func FuzzResponse(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npage\r\n0\r\n\r\n"))
	f.Add([]byte("HTTP/1.0 404 Not\nContent-Length: 4\ncontent-type: a\n\npage"))
	f.Fuzz(func(t *testing.T, block []byte) {
		if bytes.Contains(block, []byte(" :")) || bytes.Contains(block, []byte("\t:")) {
			return // archives are read in spite of it, net/http takes it for another field
		}
		rec := warcRecord{}
		what := rec.response(slices.Clone(block), 1<<20)
		resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
		if err != nil || resp.StatusCode < 200 || resp.StatusCode == 204 || resp.StatusCode == 304 || resp.Header.Get("Content-Encoding") != "" {
			return
		}
		body, err := io.ReadAll(resp.Body)
		switch {
		case err != nil || what == "" && resp.ProtoMajor*10+resp.ProtoMinor < 11: // which knows no chunks
		case what != "" || rec.Status != resp.StatusCode || rec.MediaType != strings.TrimSpace(resp.Header.Get("Content-Type")): // which keeps the blanks of empty folded lines
			t.Fatalf("%q, %+v, want %+v", what, rec, resp)
		case !bytes.Equal(rec.Body, body) && (resp.ContentLength < 0 || !bytes.HasPrefix(rec.Body, body)):
			t.Fatalf("%q, want %q", rec.Body, body)
		}
	})
}

func FuzzWARC(f *testing.F) {
	f.Add([]byte(responseOf("Content-Encoding: gzip\r\n", pack("gzip", "page"))+warcOf("conversion", "text/plain", "text")), uint16(2000))
	f.Add([]byte("WARC/1.0\nContent-Length: -1\n\nWARC/1.0\nContent-Length: 9999999999\n\n"), uint16(10))
	f.Fuzz(func(t *testing.T, in []byte, limit uint16) {
		w := newWARCReader(bufio.NewReader(bytes.NewReader(in)), int(limit))
		last := 0
		for calls := 0; ; calls++ {
			rec, err := w.next()
			re := (*recordError)(nil)
			switch {
			case err == io.EOF:
				return
			case errors.As(err, &re):
				if re.Line < last {
					t.Fatalf("error of record %d after %d", re.Line, last)
				}
			case err != nil || rec.N <= last || len(rec.Body) > int(limit):
				t.Fatalf("%+v after record %d, %v", rec, last, err)
			default:
				last = rec.N
			}
			if calls > len(in) {
				t.Fatal("no end")
			}
		}
	})
}

func BenchmarkWARC(b *testing.B) {
	page := responseOf("Content-Type: text/html\r\nServer: nginx\r\nDate: Wed, 01 May 2024 00:00:00 GMT\r\nX-Crawler-Content-Encoding: gzip\r\n", prose(60_000))
	packed := responseOf("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", pack("gzip", prose(60_000)))
	for name, one := range map[string]string{"plain": page, "gzip": packed} {
		in := strings.Repeat(warcOf("request", "application/http", "GET / HTTP/1.1\r\n\r\n")+one, 50)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(50 * 60_000)
			b.ReportAllocs()
			for b.Loop() {
				w := newWARCReader(bufio.NewReaderSize(strings.NewReader(in), 64<<10), 16<<20)
				for {
					if _, err := w.next(); err != nil {
						break
					}
				}
			}
		})
	}
}
