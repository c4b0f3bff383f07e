package segment

import (
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/news"
)

func TestAppendWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // words, "/" and the folded word where it differs
	}{
		{"", ""},
		{"Don't stop the people’s far-right press.", "Don't/don't stop the people’s/people far right press"},
		{"The U.S. and the US, at 9 a.m.", "The/the U.S./u.s and the US/u.s at 9 a.m./am"},
		{"She told us about the U.N.'s plan", "She/she told us about the U.N.'s/u.n plan"},
		{"F.B.I. agents and the U.S Senate", "F.B.I./fbi agents and the U.S/u.s Senate/senate"},
		{"It rose 4.7%, to $1,000.50 or 2,500.", "It/it rose 4.7 to 1,000.50/1000.50 or 2,500/2500"},
		{"In 1,2 and 3.", "In/in 1 2 and 3"},
		{"He left.She stayed", "He/he left She/she stayed"},
		{"@city_hall said #no to AT&T", "city_hall said no to AT/at T/t"},
		{"Café ÉCLAIR naïve", "Café/café ÉCLAIR/éclair naïve"},
		{"the workers' club’s '90s", "the workers club’s/club 90s"},
		{"It's what O'Neill's UK-born son wants", "It's/it's what O'Neill's/o'neill UK/u.k born son wants"},
		{"soft\u00ADware \u200b 5pm ½", "soft\u00ADware/software 5pm ½"},
		{"U.S.-led J.K. and Ph.D. e.g. this", "U.S./u.s led J.K./jk and Ph/ph D/d e.g./eg this"},
		{"The F.B.I.’s men", "The/the F.B.I.’s/fbi men"},
		{"EU law, the E.U. and USA", "EU/e.u law the E.U./e.u and USA/u.s"},
		{"日本 и Москва", "日本 и Москва/москва"},
	} {
		var got []string
		for _, w := range AppendWords(nil, c.text, news.Span{Start: 0, End: len(c.text)}) {
			s := w.Of(c.text)
			if w.Fold != s {
				s += "/" + w.Fold
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}

// TestAppendWordsWithin holds that words end where the span does and that spans
// are offsets into the whole text.
func TestAppendWordsWithin(t *testing.T) {
	text := "one two three"
	got := AppendWords([]news.Word{{Fold: "kept"}}, text, news.Span{Start: 4, End: 9})
	want := []news.Word{{Fold: "kept"}, {Span: news.Span{Start: 4, End: 7}, Fold: "two"}, {Span: news.Span{Start: 8, End: 9}, Fold: "t"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFold(t *testing.T) {
	for word, want := range map[string]string{
		"": "", "us": "us", "US": "u.s", "U.S.": "u.s", "U.S": "u.s", "U.S.A.": "u.s", "USA": "u.s", "US's": "u.s", "un": "un", "UN": "u.n",
		"UK’s": "u.k", "EU": "e.u", "F.B.I.": "fbi", "FBI": "fbi", "1,000": "1000", "4.7": "4.7", "People’s": "people", "workers'": "workers",
		"workers’": "workers", "don’t": "don't", "That’s": "that's", "mayor's": "mayor", "Élysée": "élysée", "MOSCOW": "moscow",
	} {
		if got := Fold(word); got != want {
			t.Errorf("Fold(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestFoldAllocatesNothing(t *testing.T) {
	text := "the council voted on don't and 4.7 and people's plans"
	dst := make([]news.Word, 0, 32)
	if n := testing.AllocsPerRun(100, func() { AppendWords(dst, text, news.Span{Start: 0, End: len(text)}) }); n != 0 {
		t.Errorf("%v allocations for words in lower case, want none", n)
	}
}
