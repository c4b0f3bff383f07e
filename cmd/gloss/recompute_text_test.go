package main

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"gloss/analyzer/page"
)

// checkOutlet compares the text's block of an outlet.
func (r *tables) checkOutlet(t *testing.T, text string, o row, figures []row, stories [][]*unit) {
	name := o["outlet"]
	counts := map[string]int{}
	for _, units := range stories {
		for _, u := range units {
			if u.outlet == name {
				counts["stories"]++
				for _, a := range u.articles {
					counts["articles"]++
					counts["sentences"] += len(a.sentences)
					if a.row["credit"] != "" {
						counts["credited"]++
					}
					for _, s := range a.sentences {
						counts["words"] += s.int(t, "words")
					}
				}
			}
		}
	}
	for what, n := range counts {
		same(t, name+": "+what, o[what], fmt.Sprint(n))
	}
	_, block, ok := strings.Cut(text, "\n"+name+"\n")
	if !ok {
		t.Errorf("%s is not in the text", name)
		return
	}
	block, _, _ = strings.Cut(block, "\n\n")
	head := fmt.Sprintf("  %s · %s · %s · %s", storiesOf(o.int(t, "stories")), page.Plural(o.int(t, "articles"), "article"), page.Plural(o.int(t, "sentences"), "sentence"), page.Plural(o.int(t, "words"), "word"))
	if !strings.HasPrefix(block, head) {
		t.Errorf("%s: the tables say %q, the text has %.100q", name, head, block)
	}
	for _, beside := range []string{"opinion", "excerpts", "alone"} {
		if n := o.int(t, beside); n > 0 && !strings.Contains(block, fmt.Sprintf("%d ", n)) {
			t.Errorf("%s: %d %s are not in the text", name, n, beside)
		}
	}
	got := make(map[string][]string)
	for _, l := range strings.Split(block, "\n") {
		if strings.HasPrefix(l, "│") && !strings.Contains(l, "count/of") {
			c := cells(l)
			got[c[0]] = c[1:]
		}
	}
	folded := strings.Join(strings.Fields(block), " ")
	for _, f := range figures {
		m := r.measure(t, f["measure"])
		of := f["count"] + "/" + f["of"]
		switch c := got[m.title]; {
		case c != nil:
			same(t, name+", "+m.title, c, line(t, m, f))
		case f["count"] != "0" && m.name != "tone" || f["of"] != "0" && o["counts_only"] == "false" && m.name != "tone":
			if !strings.Contains(folded, m.title+" "+of) {
				t.Errorf("%s: %s %s is not in the text", name, m.title, of)
			}
		}
		delete(got, m.title)
	}
	if len(got) > 0 {
		t.Errorf("%s: the text has %v, which the tables have not", name, got)
	}
}

func storiesOf(n int) string {
	if n == 1 {
		return "1 story"
	}
	return fmt.Sprintf("%d stories", n)
}

// line is a measure's line of an outlet's table.
func line(t *testing.T, m measure, f row) []string {
	signed := m.scale == 1
	tilde := func(column string) string {
		if f[column] == "true" {
			return "~"
		}
		return ""
	}
	rate := "–"
	if f["rate"] != "" {
		rate = tilde("rough") + shown(f.float(t, "rate"), signed, signed)
	}
	if f["low"] != "" {
		dash := "–"
		if signed {
			dash = " to "
		}
		rate += " (" + shown(f.float(t, "low"), signed, signed) + dash + shown(f.float(t, "high"), signed, signed) + ")"
	}
	out := []string{f["count"] + "/" + f["of"], rate, "", "–", ""}
	if f["difference"] == "" {
		return out
	}
	out[2] = f["rest_count"] + "/" + f["rest_of"]
	if signed {
		out[2] = "–/" + f["rest_of"]
	}
	low, high, q := f.float(t, "difference_low"), f.float(t, "difference_high"), f.float(t, "q")
	out[3] = tilde("difference_rough") + shown(f.float(t, "difference"), true, signed) + " (" + shown(low, true, signed) + " to " + shown(high, true, signed) + ")"
	out[4] = shownQ(q)
	if q <= .05 && (low > 0 || high < 0) {
		out[4] = "* " + out[4]
	}
	return out
}

// shown is a number with one decimal, or two where it is small or a tone.
func shown(x float64, plus, tone bool) string {
	s := fmt.Sprintf("%.1f", x)
	if tone || x != 0 && math.Abs(x) < 1 {
		s = fmt.Sprintf("%.2f", x)
	}
	switch zero := strings.Trim(s, "-0.") == ""; {
	case zero:
		return strings.TrimPrefix(s, "-")
	case plus && x > 0:
		return "+" + s
	}
	return s
}

func shownQ(q float64) string {
	switch {
	case q < .0001:
		return "<.0001"
	case q < .001:
		return fmt.Sprintf("%.4f", q)[1:]
	case q < .1:
		return fmt.Sprintf("%.3f", q)[1:]
	case q <= .995:
		return fmt.Sprintf("%.2f", q)[1:]
	}
	return "1"
}

// checkSideBySide compares the table of all outlets' rates.
func (r *tables) checkSideBySide(t *testing.T, text string, figures map[string][]row) {
	_, text, ok := strings.Cut(text, "SIDE BY SIDE")
	if !ok {
		return
	}
	text, _, _ = strings.Cut(text, "HOW TO READ")
	got := make(map[string][]string)
	for _, l := range strings.Split(text, "\n") {
		if c := cells(l); strings.HasPrefix(l, "│") && c[0] != "" {
			got[c[0]] = append(got[c[0]], c[1:]...)
		}
	}
	want := make(map[string][]string)
	for k, m := range r.measures {
		var cells []string
		any := false
		for _, o := range r.outlets {
			if o["counts_only"] == "true" {
				continue
			}
			f := figures[o["outlet"]][k]
			cell := "–"
			if f["rate"] != "" {
				any = any || f["count"] != "0"
				cell = line(t, m, f)[1]
				cell, _, _ = strings.Cut(cell, " ")
				cell += " " + f["count"] + "/" + f["of"]
				if l := line(t, m, f)[4]; strings.HasPrefix(l, "*") {
					cell = "* " + cell
				}
			}
			name := o["outlet"]
			for cut := name; displaywidth.String(name) > 18; name = cut + "…" {
				_, last := utf8.DecodeLastRuneInString(cut)
				cut = cut[:len(cut)-last]
			}
			cells = append(cells, name, cell)
		}
		for i := 0; any && i < len(cells); i += 2 {
			want[cells[i]] = append(want[cells[i]], cells[i+1])
		}
	}
	same(t, "side by side", got, want)
}
