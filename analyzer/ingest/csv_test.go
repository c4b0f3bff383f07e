package ingest

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// readCSV writes down every record as line:field|field, and every error.
func readCSV(r io.Reader, comma byte, limit int) (got []string) {
	c := newCSVReader(bufio.NewReaderSize(r, 16), comma, limit)
	for {
		fields, line, err := c.next()
		re := (*recordError)(nil)
		switch {
		case err == io.EOF:
			return got
		case errors.As(err, &re):
			got = append(got, "! "+err.Error())
		case err != nil:
			return append(got, "!! "+err.Error())
		default:
			got = append(got, fmt.Sprintf("%d:%s", line, strings.Join(fields, "|")))
		}
	}
}

func TestCSV(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"empty", "", nil},
		{"blank lines", "\n\r\n\n", nil},
		{"one", "a", []string{"1:a"}},
		{"no newline at the end", "0\n0012", []string{"1:0", "2:0012"}},
		{"ends of lines", "a,b\r\nc,\n\n,d\n", []string{"1:a|b", "2:c|", "4:|d"}},
		{"a lone return is text", "a\rb\r\r\nc\r", []string{"1:a\rb\r", "2:c\r"}},
		{"return after a closing quote", "\"a\"\r\n\"b\r\"\nc", []string{"1:a", "2:b\r", "3:c"}},
		{"white space is no blank line", " \nb", []string{"1: ", "2:b"}},
		{"quoted", `"a ""b"", c",""` + "\n" + `"",""""`, []string{`1:a "b", c|`, `2:|"`}},
		{"newlines in quotes are kept", "\"a\r\n\r\nb\n\",c\nd", []string{"1:a\r\n\r\nb\n|c", "5:d"}},
		{"lone quotes", "a\"b,\"\"c\"d\",e\"\nf", []string{`1:a"b|c"d"|e"`, "2:f"}},
		{"after the closing quote", `"a"b "c",d` + "\n", []string{`1:ab "c"|d`}},
		{"byte order mark", "\ufeff\"a\",b\n\ufeffc", []string{"1:a|b", "2:\ufeffc"}},
		{"mark only", "\ufeff", nil},
		{"part of a mark", "\xef\xbb", []string{"1:\xef\xbb"}},
		{"no UTF-8", "\xff,\x00\n", []string{"1:\xff|\x00"}},
		{"not closed", "a,b\nc,\"d\ne,f\n\ng", []string{"1:a|b", "! 2: a quote opened on line 2 is not closed", "3:e|f", "5:g"}},
		{"not closed, opened later", "a\n\"b\nc\",\"d\n\"\"e\nf", []string{
			"1:a", "! 2: a quote opened on line 3 is not closed", "! 3: a quote opened on line 3 is not closed", "4:e", "5:f"}},
		{"not closed on the last line", "a\n\"b", []string{"1:a", "! 2: a quote opened on line 2 is not closed"}},
		{"too long", "a\n" + strings.Repeat("b", 70) + "\nc", []string{"1:a", "! 2: record longer than 64 bytes", "3:c"}},
		{"as long as may be", strings.Repeat("b", 64) + "\nc", []string{"1:" + strings.Repeat("b", 64), "2:c"}},
		{"too long and last", strings.Repeat("b", 1000), []string{"! 1: record longer than 64 bytes"}},
		{"too long in quotes on one line", `"` + strings.Repeat("b", 70) + "\"\nc", []string{"! 1: record longer than 64 bytes", "2:c"}},
		{"too long over lines", "a\n\"b\n" + strings.Repeat("c,d\n", 16) + "\"\ne", append(append([]string{
			"1:a", "! 2: record longer than 64 bytes: a quote opened on line 2 may not be closed"},
			numbered(3, "c|d", 16)...), "! 19: a quote opened on line 19 is not closed", "20:e")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for name, r := range map[string]io.Reader{
				"at once":     strings.NewReader(tt.in),
				"bytewise":    iotest.OneByteReader(strings.NewReader(tt.in)),
				"end at once": iotest.DataErrReader(strings.NewReader(tt.in)),
			} {
				if got := readCSV(r, ',', 64); !slices.Equal(got, tt.want) {
					t.Errorf("%s: %q, want %q", name, got, tt.want)
				}
			}
		})
	}
}

func numbered(first int, text string, n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("%d:%s", first+i, text))
	}
	return out
}

func TestCSVOtherDelimiter(t *testing.T) {
	got := readCSV(strings.NewReader("a,b\t\"c\td\"\n"), '\t', 64)
	if want := []string{"1:a,b|c\td"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCSVMiB(t *testing.T) {
	got := readCSV(strings.NewReader("\"a\n"+strings.Repeat("b\n", 1<<20)), ',', 1<<20)
	if want := "! 1: record longer than 1 MiB: a quote opened on line 1 may not be closed"; len(got) != 1<<20+1 || got[0] != want || got[1<<20] != "1048577:b" {
		t.Errorf("%d records, %q first, want %q", len(got), got[0], want)
	}
}

func TestCSVReadError(t *testing.T) {
	r := io.MultiReader(strings.NewReader("a\nb,\"c"), iotest.ErrReader(errors.New("disk broken")))
	if got, want := readCSV(r, ',', 64), []string{"1:a", "!! disk broken"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestCSVGivesUp reads records each of which ends only beyond the limit, and so
// does the one that begins on its second line.
func TestCSVGivesUp(t *testing.T) {
	for limit, most := range map[int]int{200: csvFailures, 5000: csvFailures, 100_000: csvAgain * 2} {
		in := "\"a\n" + strings.Repeat("b\",\"a\n", limit)
		got := readCSV(strings.NewReader(in), ',', limit)
		if last := got[len(got)-1]; last != "!! "+errNotCSV.Error() || len(got) > most+2 {
			t.Errorf("limit %d: %d records, then %q", limit, len(got), last)
		}
	}
}

func FuzzCSVLikeStandard(f *testing.F) {
	for _, s := range []string{"a,b\r\nc,\"d\r\ne\"\n", "\"\"\"\",\"\"\n\n\r\nx", "a\r\r\n\"b\r\r\n\"", "\ufeff\"a\",b"} {
		f.Add(s, byte(','))
		f.Add(s, byte('\t'))
	}
	f.Fuzz(func(t *testing.T, in string, comma byte) {
		if comma >= 0x80 || comma == 0 || comma == '"' || comma == '\n' || comma == '\r' || strings.HasSuffix(in, "\r") {
			return // what the other does not read, or the \r at the end that it drops
		}
		std := csv.NewReader(strings.NewReader(strings.TrimPrefix(in, "\ufeff")))
		std.Comma, std.FieldsPerRecord = rune(comma), -1
		all, err := std.ReadAll()
		if err != nil {
			return
		}
		c := newCSVReader(bufio.NewReader(strings.NewReader(in)), comma, 1<<20)
		for i := 0; ; i++ {
			fields, line, err := c.next()
			if err == io.EOF && i == len(all) {
				return
			}
			if err != nil || i >= len(all) {
				t.Fatalf("record %d of %d on line %d: %q, %v", i, len(all), line, fields, err)
			}
			for j := range fields {
				fields[j] = strings.ReplaceAll(fields[j], "\r\n", "\n")
			}
			if !slices.Equal(fields, all[i]) {
				t.Fatalf("record %d on line %d: %q, want %q", i, line, fields, all[i])
			}
		}
	})
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("a,\"b\nc\",d\n\"e"), uint16(20))
	f.Add([]byte("\xef\xbb\xbfa\",\"\nb\",\"\n\nb\",\"\nb\",\""), uint16(3))
	f.Fuzz(func(t *testing.T, in []byte, limit uint16) {
		c := newCSVReader(bufio.NewReader(bytes.NewReader(in)), ',', int(limit))
		last, lines := 0, bytes.Count(in, []byte{'\n'})+1
		for n := 0; ; n++ {
			fields, line, err := c.next()
			re := (*recordError)(nil)
			switch {
			case err == io.EOF || err == errNotCSV:
				if again := c.done + (csvAgain+1)*(int64(limit)+1); c.again > again {
					t.Fatalf("read %d bytes again, at most %d expected", c.again, again)
				}
				return
			case errors.As(err, &re):
				line, fields = re.Line, []string{re.What}
			}
			if line <= last || line > lines || n > lines || len(fields) == 0 {
				t.Fatalf("record %d: line %d of %d after line %d: %q, %v", n, line, lines, last, fields, err)
			}
			last = line
		}
	})
}

func BenchmarkCSV(b *testing.B) {
	row := `17,"The Ledger",2024-05-01,"The council said ""no"" to the wall,` + "\r\n" + strings.Repeat("and then it said some more. ", 60) + "\",https://example.org/a\r\n"
	in := strings.Repeat(row, 4<<20/len(row))
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		c := newCSVReader(bufio.NewReader(strings.NewReader(in)), ',', 16<<20)
		for {
			if _, _, err := c.next(); err == io.EOF {
				break
			}
		}
	}
}
