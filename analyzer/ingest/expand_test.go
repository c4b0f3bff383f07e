package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// pack encodes text as a server or a program would.
func pack(coding, text string) string {
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "deflate":
		w, _ = flate.NewWriter(&b, 6)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		w, _ = zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1))
	}
	_, err := io.WriteString(w, text)
	if err := errors.Join(err, w.Close()); err != nil {
		panic(err)
	}
	return b.String()
}

// prose is n bytes of text that do not shrink to nothing.
func prose(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the council said no to a wall of stone and then voted again on what it had said before lunch")
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(words[r.IntN(len(words))])
		b.WriteByte(" \n"[r.IntN(12)/11])
	}
	return b.String()[:n]
}

func TestExpand(t *testing.T) {
	text := prose(300_000)
	gz, zs := pack("gzip", text), pack("zstd", text)
	unknown := "\x28\xb5\x2f\xfd\x23\x01\x02\x03\x04\x00\x01\x00\x00" // needs dictionary 0x04030201
	tests := []struct{ name, in, how, text, problem string }{
		{"empty", "", "", "", ""},
		{"plain", "Plain text.", "", "Plain text.", ""},
		{"short", "\x1f\x8b", "", "\x1f\x8b", ""},
		{"gzip", gz, "gzip", text, ""},
		{"gzip of nothing", pack("gzip", ""), "gzip", "", ""},
		{"members", gz + pack("gzip", "") + pack("gzip", "B") + gz, "gzip", text + "B" + text, ""},
		{"zeroes behind", gz + strings.Repeat("\x00", 100_000), "gzip", text, ""},
		{"zeroes between", gz + "\x00\x00" + pack("gzip", "B"), "gzip", text + "B", ""},
		{"garbage behind", gz + "\x00 end", "gzip", text, "gzip data are followed by other bytes"},
		{"no member behind", gz + "\x1f 23456789", "gzip", text, "gzip data are damaged: no gzip header"},
		{"gzip cut", gz[:len(gz)-9], "gzip", text[:1000], "gzip data end too early"},
		{"gzip cut in its trailer", gz[:len(gz)-1], "gzip", text, "gzip data end too early"},
		{"gzip cut in its header", gz[:7], "gzip", "", "gzip data end too early"},
		{"second member cut", gz + gz[:5], "gzip", text, "gzip data end too early"},
		{"wrong checksum", gz[:len(gz)-8] + "1234" + gz[len(gz)-4:], "gzip", text, "gzip data are damaged: the checksum is wrong"},
		{"damaged", gz[:1000] + strings.Repeat("\xff", 100) + gz[1100:], "gzip", text[:100], "gzip data are damaged"},
		{"zstd", zs, "zstd", text, ""},
		{"frames", zs + "\x52\x2a\x4d\x18\x03\x00\x00\x00abc" + pack("zstd", "B"), "zstd", text + "B", ""},
		{"frame to skip first", "\x50\x2a\x4d\x18\x00\x00\x00\x00" + zs, "zstd", text, ""},
		{"zstd cut", zs[:len(zs)-1000], "zstd", text[:1000], "zstd data end too early"},
		{"zstd cut in its header", zs[:5], "zstd", "", "zstd data end too early"},
		{"zstd magic alone", zs[:4], "zstd", "", "zstd data end too early"},
		{"zstd followed by text", zs + "and more", "zstd", text, "zstd data are damaged: invalid input: magic number mismatch"},
		{"wide window", "\x28\xb5\x2f\xfd\x00\x90" + strings.Repeat("a", 99), "zstd", "", "zstd data need more than 64 MiB of memory"},
		{"dictionary", unknown, "zstd", "", "zstd data need a dictionary that is not there"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, in := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in))} {
				r, how, err := expand(bufio.NewReader(in))
				var got []byte
				if err == nil {
					got, err = io.ReadAll(r)
				}
				if err == nil {
					err = errors.New("")
				}
				if how != tt.how || err.Error() != tt.problem {
					t.Errorf("%q, %q; want %q, %q", how, err, tt.how, tt.problem)
				}
				if tt.problem == "" && string(got) != tt.text || !strings.HasPrefix(string(got), tt.text) {
					t.Errorf("%d bytes, %.40q; want %d, %.40q", len(got), got, len(tt.text), tt.text)
				}
			}
		})
	}
}

func TestExpandBomb(t *testing.T) {
	for _, how := range []string{"gzip", "zstd"} {
		many := strings.Repeat(pack(how, strings.Repeat("\x00", 32<<20)), 4)
		r, got, err := expand(bufio.NewReader(strings.NewReader(many)))
		if got != how || err != nil {
			t.Fatal(got, err)
		}
		n, err := io.Copy(io.Discard, r)
		if n < freeFile || n > freeFile+freeFile/2 || err != errTooMuch {
			t.Errorf("%s: %d bytes, %v", how, n, err)
		}
	}
}

// TestExpandLarge reads more than zstd may use of memory: a window is not a file.
func TestExpandLarge(t *testing.T) {
	text := prose(2<<20) + strings.Repeat("\x00", 78<<20)
	for _, how := range []string{"gzip", "zstd"} {
		r, _, err := expand(bufio.NewReader(strings.NewReader(pack(how, text))))
		if err != nil {
			t.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, r); n != int64(len(text)) || err != nil {
			t.Errorf("%s: %d bytes, %v", how, n, err)
		}
	}
}

func TestExpandReadError(t *testing.T) {
	broken := errors.New("disk broken")
	for _, in := range []string{"", "text", pack("gzip", "A")[:12], pack("zstd", "A")[:9], pack("gzip", "A")} {
		r, _, err := expand(bufio.NewReader(io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken))))
		if err == nil {
			_, err = io.ReadAll(r)
		}
		if err != broken {
			t.Errorf("%q: error %v", in, err)
		}
	}
}

func TestUndo(t *testing.T) {
	page := "<!DOCTYPE html><p>" + prose(3000)
	dynamic := strings.Repeat("\x00", 3<<20)
	tests := []struct{ name, coding, in, want, problem string }{
		{"gzip", "gzip", pack("gzip", page), page, ""},
		{"x-gzip", "x-gzip", pack("gzip", page), page, ""},
		{"zlib", "deflate", pack("zlib", page), page, ""},
		{"raw", "deflate", pack("deflate", page), page, ""},
		{"br", "br", pack("br", page), page, ""},
		{"zstd", "zstd", pack("zstd", page), page, ""},
		{"identity", "identity", page, page, ""},
		{"unknown", "utf-8", page, page, ""},
		{"no gzip", "gzip", page, page, ""},
		{"no deflate", "deflate", page, page, ""},
		{"no br", "br", page, page, ""},
		{"no zstd", "zstd", page, page, ""},
		{"no chunks", "chunked", page, page, ""},
		{"nothing", "gzip", "", "", ""},
		{"large", "gzip", pack("gzip", prose(5<<20)), "", "expands to more than 4 MiB"},
		{"bomb", "gzip", pack("gzip", dynamic), "", errTooMuch.Error()},
		{"bomb", "br", pack("br", dynamic), "", errTooMuch.Error()},
		{"bomb", "zstd", pack("zstd", dynamic), "", errTooMuch.Error()},
		{"chunks", "chunked", "5\r\nHello\r\n1;a=b\r\n,\r\n0\r\nX: y\r\n\r\n", "Hello,", ""},
		{"bare newlines", "chunked", "A \nHelloHello\n0\n", "HelloHello", ""},
		{"no chunk", "chunked", "0\r\n\r\n", "", ""},
		{"cut in a chunk", "chunked", "5\r\nHello\r\nff\r\nthere", "Hellothere", ""},
		{"cut after a chunk", "chunked", "5\r\nHello\r", "Hello", ""},
		{"cut in a size", "chunked", "5\r\nHello\r\nff", "Hello", ""},
		{"chunk of another size", "chunked", "5\r\nHello\r\n3\r\nthere", "Hello", ""},
		{"huge chunk", "chunked", "7fffffffffffffff\r\nHello", "Hello", ""},
		{"a number, no chunk", "chunked", "3\nis a number", "3\nis a number", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name+" "+tt.coding, func(t *testing.T) {
			got, err := undo(tt.coding, []byte(tt.in), 4<<20)
			if err == nil {
				err = errors.New("")
			}
			if string(got) != tt.want || err.Error() != tt.problem {
				t.Errorf("%d bytes, %.40q, %q; want %d, %.40q, %q", len(got), got, err, len(tt.want), tt.want, tt.problem)
			}
		})
	}
}

func TestUndoCut(t *testing.T) {
	page := prose(300_000)
	for _, coding := range []string{"gzip", "deflate", "br", "zstd"} {
		in := pack(coding, page)
		got, err := undo(coding, []byte(in[:len(in)*9/10]), 1<<20)
		if err != nil || len(got) < len(page)/3 || !strings.HasPrefix(page, string(got)) {
			t.Errorf("%s: %d bytes, %.40q, %v", coding, len(got), got, err)
		}
	}
}

func FuzzExpand(f *testing.F) {
	for _, s := range []string{pack("gzip", "A") + pack("gzip", "B") + "\x00", pack("zstd", "A"), "\x50\x2a\x4d\x18\x00\x00\x00\x00", "text"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		r, how, err := expand(bufio.NewReader(bytes.NewReader(in)))
		if err != nil {
			return
		}
		n, err := io.Copy(io.Discard, r)
		if how == "" && (n != int64(len(in)) || err != nil) || n > max(freeFile, maxRatio*int64(len(in)))+(1<<20) {
			t.Fatalf("%s: %d bytes of %d, %v", how, n, len(in), err)
		}
	})
}

func FuzzUndo(f *testing.F) {
	for _, coding := range []string{"gzip", "deflate", "br", "zstd"} {
		f.Add(coding, []byte(pack(coding, "A page.")))
	}
	f.Add("chunked", []byte("5\r\nHello\r\n0\r\n"))
	f.Fuzz(func(t *testing.T, coding string, in []byte) {
		if out, err := undo(coding, in, 1<<20); len(out) > 1<<20 && len(out) > len(in) || err != nil && out != nil {
			t.Fatalf("%d bytes of %d, %v", len(out), len(in), err)
		}
	})
}

func BenchmarkExpand(b *testing.B) {
	text := prose(8 << 20)
	for _, how := range []string{"gzip", "zstd"} {
		in := pack(how, text)
		b.Run(how, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				r, _, err := expand(bufio.NewReader(strings.NewReader(in)))
				if err != nil {
					b.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
