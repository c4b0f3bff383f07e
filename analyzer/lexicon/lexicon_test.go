package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
	"gloss/lexicons"
)

// tokenize is a plain stand-in for segment.AppendWords: letters and digits with
// inner apostrophes and full stops; a genitive is not in the Fold.
func tokenize(dst []news.Word, text string, at news.Span) []news.Word {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for i := at.Start; i < at.End; {
		r, n := utf8.DecodeRuneInString(text[i:at.End])
		if !word(r) {
			i += n
			continue
		}
		from, end := i, i
		for i < at.End {
			r, n := utf8.DecodeRuneInString(text[i:at.End])
			if word(r) {
				i += n
				end = i
				continue
			}
			next, _ := utf8.DecodeRuneInString(text[min(i+n, at.End):at.End])
			if !strings.ContainsRune("'’.", r) || !word(next) {
				if r == '.' && strings.Contains(text[from:end], ".") {
					end = i + n
				}
				break
			}
			i += n
		}
		i = end
		of := text[from:end]
		fold := strings.ReplaceAll(strings.ToLower(of), "’", "'")
		fold = strings.TrimSuffix(strings.TrimRight(fold, "."), "'s")
		if of == "US" {
			fold = "u.s"
		}
		dst = append(dst, news.Word{Span: news.Span{Start: from, End: end}, Fold: fold})
	}
	return dst
}

// keeping is tokenize, but the Fold keeps every genitive: the tests hold for both.
func keeping(dst []news.Word, text string, at news.Span) []news.Word {
	n := len(dst)
	dst = tokenize(dst, text, at)
	for i, w := range dst[n:] {
		if hasGenitive(text, w) {
			switch w.Fold {
			case "it", "that", "this", "what", "let", "who", "he", "she", "there", "here", "how", "where", "when":
				dst[n+i].Fold += "'s"
			}
		}
	}
	return dst
}

func load(t testing.TB, files map[string]string) *Set {
	t.Helper()
	fsys := fstest.MapFS{"sources.tsv": {Data: []byte("gloss\tour own\t\t\nhyland2005\tHyland\t\t\n")}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := Load(fsys, tokenize)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// list makes a list file of terms with weight 1.
func list(terms ...string) string {
	text := "# about: a test\n"
	for _, t := range terms {
		text += t + "\t1\tgloss\t\n"
	}
	return text
}

func found(t testing.TB, s *Set, text string) []string {
	t.Helper()
	at := news.Span{End: len(text)}
	var texts []string
	for _, h := range s.Find(nil, text, s.tokenize(nil, text, at), at) {
		texts = append(texts, h.Of(text))
	}
	return texts
}

func TestExamplesOfEmbeddedLists(t *testing.T) {
	for name, tok := range map[string]Tokenize{"without genitive": tokenize, "with genitive": keeping} {
		t.Run(name, func(t *testing.T) {
			s, err := Load(lexicons.FS, tok)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Check(); err != nil {
				t.Error(err)
			}
			for _, l := range s.Lists() {
				if l.Matched && (len(l.Hits) < 5 || len(l.Misses) < 5) {
					t.Errorf("%s: %d hits and %d misses, want 5 of each", l.File, len(l.Hits), len(l.Misses))
				}
			}
		})
	}
}

func TestTermSyntax(t *testing.T) {
	for _, c := range []struct {
		term, text string
		want       string // found, joined by " / "
	}{
		{"slam~", "He slams, slammed and is slamming a Slam.", "slams / slammed / slamming / Slam"},
		{"slam~", "Islam, slammer", ""},
		{"~thug", "a thug, thugs, the thug’s gun, thuggery", "thug / thugs / thug’s"},
		{"outrag*", "outrage at outrageous outrages, an outing", "outrage / outrageous / outrages"},
		{"so-called", "the so-called, so called", "so-called / so called"},
		{"the|this|that man", "the man, that man, a man", "the man / that man"},
		{"isn't it _ ?", "Isn’t it odd?", "Isn’t it odd"},
		{"isn't it _ ?", "Isn't it odd.", ""},
		{"why would .. lie ?", "Why would anyone here lie?", "Why would anyone here lie"},
		{"why would .. lie ?", "Why would lie be a noun?", "Why would lie"},
		{"why would .. lie ?", "Why would four words and more lie?", ""},
		{"^how does that work $?", "How does that work?", "How does that work"},
		{"^how does that work $?", "“How does that work?”", "How does that work"},
		{"^how does that work $?", "How does that work in practice?", ""},
		{"^how does that work $?", "So how does that work?", ""},
		{"^well,", "Well, it took long enough.", "Well"},
		{"^well,", "Well water is water.", ""},
		{"sure $", "Sure.", "Sure"},
		{"(that's|that is|it's) (just|) crazy", "That’s crazy; it's just crazy", "That’s crazy / it's just crazy"},
		{"(that's|it's) crazy", "that crazy man", ""},
		{", is it $?", "That's not how it works, is it?", "is it"},
		{", is it $?", "What time is it?", ""},
		{"a (very|) (long|big|) (list|list of)", "a list of; a very long list; a big very list", "a list of / a very long list"},
		{"has=been", "a has-been; he has been", "has-been"},
		{"~has=been", "two has-beens", "has-beens"},
		{"yeah, right", "Yeah, right. Yeah right", "Yeah, right"},
		{"fat cat", "fat, cat", ""},
		{"fat cat", "“fat” cat (fat) cat fat—cat fat-cat", "fat” cat / fat-cat"},
		{"dictator", "the Dictator’s end", "Dictator’s"},
	} {
		s := load(t, map[string]string{"a/b.tsv": list(c.term)})
		if got := strings.Join(found(t, s, c.text), " / "); got != c.want {
			t.Errorf("%s in %q: %q, want %q", c.term, c.text, got, c.want)
		}
	}
}

func TestLongestWinsWithinOneList(t *testing.T) {
	s := load(t, map[string]string{
		"a/one.tsv": list("good look", "not a good look", "regime", "!tax regime"),
		"a/two.tsv": list("look"),
	})
	got := fmt.Sprint(found(t, s, "That is not a good look for the tax regime."))
	if want := "[not a good look look]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := found(t, s.Only("a.two"), "a good look"); !slices.Equal(got, []string{"look"}) {
		t.Errorf("only a.two: %q", got)
	}
}

func TestClassOfAnotherList(t *testing.T) {
	s := load(t, map[string]string{
		"a/bad.tsv":     list("silly", "outrag*", "a mess", "~joke"),
		"b/verdict.tsv": list("(that's|this is) (so|) @a/bad"),
	})
	for text, want := range map[string]int{
		"That's silly.": 1, "This is so outrageous.": 1, "That silly man.": 0, "That's a mess.": 0, "This is odd.": 0,
	} {
		if got := found(t, s.Only("b"), text); len(got) != want {
			t.Errorf("%q: %q, want %d", text, got, want)
		}
	}
}

func TestExactCase(t *testing.T) {
	s := load(t, map[string]string{"a/b.tsv": "# about: x\n# case: exact\nus\t1\tgloss\t\nMSM\t1\tgloss\t\n"})
	if got := found(t, s, "The US told us what the MSM and msm said."); !slices.Equal(got, []string{"us", "MSM"}) {
		t.Errorf("%q", got)
	}
}

func TestSpansPointIntoTheText(t *testing.T) {
	s := load(t, map[string]string{"a/b.tsv": list("not a good look")})
	text := "A first sentence. That’s not a “good look”."
	at := news.Span{Start: 18, End: len(text)}
	words := tokenize(nil, text, at)
	hits := s.Find(nil, text, words, at)
	if len(hits) != 1 || hits[0].Of(text) != "not a “good look" || hits[0].First != 1 || hits[0].Last != 5 {
		t.Errorf("%+v", hits)
	}
	if Category(hits[0]) != "a.b" || !hits[0].Term.In("a") || hits[0].Term.In("a.bc") || hits[0].Term.In("a.") {
		t.Error("category of", hits[0].Term)
	}
}

func TestInflection(t *testing.T) {
	for lemma, want := range map[string]string{
		"slam":  "slam slams slammed slamming",
		"blame": "blame blames blamed blaming",
		"deny":  "deny denies denied denying",
		"decoy": "decoy decoys decoyed decoying",
		"blast": "blast blasts blasted blasting",
		"tout":  "tout touts touted touting",
		"admit": "admit admits admitted admitting admited admiting",
		"veto":  "veto vetoes vetoed vetoing",
		"lie":   "lie lies lied lying",
		"fix":   "fix fixes fixed fixing",
		"agree": "agree agrees agreed agreeing",
		"vow":   "vow vows vowed vowing",
		"quip":  "quip quips quipped quipping",
		"crush": "crush crushes crushed crushing",
	} {
		if got := strings.Join(verbForms(lemma), " "); got != want {
			t.Errorf("%s: %s, want %s", lemma, got, want)
		}
	}
}

func TestExplain(t *testing.T) {
	s := load(t, map[string]string{"a/b.tsv": list("slam~", "fat cat", "the|a big cat"), "framing/pair.tsv": list("killed | died")})
	for word, want := range map[string]int{"slammed": 1, "Cat": 2, "fat cat": 1, "died": 1, "dog": 0, "": 0} {
		if got := s.Explain(word); len(got) != want {
			t.Errorf("%q: %d terms, want %d", word, len(got), want)
		}
	}
}

func TestZeroSet(t *testing.T) {
	var s Set
	if s.Terms("") != nil || s.Explain("x") != nil || len(found(t, &Set{tokenize: tokenize}, "x")) != 0 {
		t.Error("the zero Set has terms")
	}
}
