package report

import (
	"encoding/csv"
	"strings"
	"testing"
)

// unguarded is what the documentation tells a reader to do.
func unguarded(s string) string { return strings.TrimPrefix(s, "'") }

// FuzzCSVField holds that a reader of RFC 4180 gets the text back to the byte, and
// that no field begins like a formula.
func FuzzCSVField(f *testing.F) {
	for _, s := range []string{"", "plain", `said "no"`, "a,b", "two\nlines", "two\r\nlines", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'quoted'", "''", " space", "＝1", "東京,日報", "\r", "\n=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		field := csvField(s)
		if !strings.ContainsRune(field, '\r') { // which encoding/csv would drop before \n
			rows, err := csv.NewReader(strings.NewReader(field + ",x\r\n")).ReadAll()
			if err != nil || len(rows) != 1 || len(rows[0]) != 2 || unguarded(rows[0][0]) != s {
				t.Fatalf("%q is written %q and read %q, %v", s, field, rows, err)
			}
		}
		inner := field
		if strings.HasPrefix(field, `"`) {
			inner = strings.ReplaceAll(field[1:len(field)-1], `""`, `"`)
		}
		if unguarded(inner) != s && !(s == unguarded(s) && inner == s) {
			t.Fatalf("%q is written %q", s, field)
		}
		if inner != "" && strings.IndexAny(inner, "=+-@\t\r\n") == 0 {
			t.Fatalf("%q is written %q, which begins like a formula", s, field)
		}
	})
}

func TestCSVField(t *testing.T) {
	x := -0.25
	for _, tt := range []struct {
		cell any
		want string
	}{{nil, ""}, {3, "3"}, {-0.25, "-0.25"}, {&x, "-0.25"}, {(*float64)(nil), ""}, {true, "true"}, {1.0 / 3, "0.3333333333333333"},
		{plainText("-"), "-"}, {"-", "'-"}, {"'", "''"}, {`a "b"`, `"a ""b"""`}} {
		if got := csvField(tt.cell); got != tt.want {
			t.Errorf("csvField(%v) = %s, want %s", tt.cell, got, tt.want)
		}
	}
}
