package lexicon

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gloss/analyzer/news"
	"gloss/lexicons"
)

func TestLoadErrorsNameFileAndLine(t *testing.T) {
	const head = "# about: x\n"
	for _, c := range []struct{ name, text, want string }{
		{"loaded/epithet.tsv", head + "thug\t1\trecassens2013\t", `lexicons/loaded/epithet.tsv:2: unknown source "recassens2013" (nearest: recasens2013)`},
		{"a/b.tsv", head + "thug\t4\tgloss\t", `lexicons/a/b.tsv:2: weight "4", want a number above 0 and up to 3`},
		{"a/b.tsv", head + "thug\t0\tgloss\t", `lexicons/a/b.tsv:2: weight "0"`},
		{"a/b.tsv", head + "thug\tNaN\tgloss\t", `lexicons/a/b.tsv:2: weight "NaN"`},
		{"a/b.tsv", head + "thug\t1", `lexicons/a/b.tsv:2: 2 columns, want term, weight, source, note`},
		{"a/b.tsv", head + "\t1\tgloss\t", `lexicons/a/b.tsv:2: empty term`},
		{"a/b.tsv", head + "thug\t1\tgloss\t\nThug\t1\tgloss\t", `lexicons/a/b.tsv:3: term "Thug" stands in line 2 already`},
		{"a/b.tsv", head + "slam~\t1\tgloss\t\nslammed\t1\tgloss\t", `lexicons/a/b.tsv:3: term "slammed": line 2 matches "slammed" already`},
		{"a/b.tsv", head + "(a|b\t1\tgloss\t", `lexicons/a/b.tsv:2: term "(a|b": a bracket is not closed`},
		{"a/b.tsv", head + "_ cat\t1\tgloss\t", `begins with a gap`},
		{"a/b.tsv", head + "cat ..\t1\tgloss\t", `ends with a gap`},
		{"a/b.tsv", head + "(a|)\t1\tgloss\t", `stands for no word`},
		{"a/b.tsv", head + "ou*\t1\tgloss\t", `at least 4 letters before *`},
		{"a/b.tsv", head + "a ??\t1\tgloss\t", `"?" is not a word`},
		{"a/b.tsv", head + "is @opinion/bad\t1\tgloss\t", `lexicons/a/b.tsv:2: unknown list @opinion/bad (nearest: a/b)`},
		{"a/b.tsv", "thug\t1\tgloss\t", `lexicons/a/b.tsv: no header about`},
		{"a/b.tsv", head + "# hit: x", `lexicons/a/b.tsv:2: unknown header "hit" (nearest: hits)`},
		{"a/b.tsv", head + "# case: any", `lexicons/a/b.tsv:2: case "any", want fold or exact`},
		{"a/b.tsv", "# category: a.c\n" + head, `lexicons/a/b.tsv:1: category "a.c", but folder and name say "a.b"`},
		{"b.tsv", head, `lexicons/b.tsv: a list must stand in a folder`},
		{"a/b/c.tsv", head, `lexicons/a/b/c.tsv: a list must stand in a folder`},
		{"a/b.tsv", head + "\xff\t1\tgloss\t", `lexicons/a/b.tsv: not valid UTF-8`},
	} {
		_, err := Load(fstest.MapFS{
			"sources.tsv": {Data: []byte("gloss\tour own\t\t\nrecasens2013\tR\t\t")},
			c.name:        {Data: []byte(c.text)},
		}, tokenize)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: %v, want %s", c.name, c.text, err, c.want)
		}
	}
}

func TestLoadJoinsAllErrors(t *testing.T) {
	_, err := Load(fstest.MapFS{
		"sources.tsv": {Data: []byte("gloss\nx\ty\tz\tz\tz")},
		"a/b.tsv":     {Data: []byte("# about: x\none\t9\tgloss\ntwo\t1\tnobody")},
	}, tokenize)
	if n := len(strings.Split(fmt.Sprint(err), "\n")); n != 5 {
		t.Errorf("%d errors, want 5:\n%v", n, err)
	}
}

func TestFramingIsDataOnly(t *testing.T) {
	s := load(t, map[string]string{"framing/pair.tsv": "# about: x\nkilled | died\t1\tgloss\tagency"})
	if got := s.Terms("framing.pair"); len(got) != 1 || got[0].Text != "killed | died" || got[0].Note != "agency" || got[0].Line != 2 {
		t.Errorf("%+v", got)
	}
	if got := found(t, s, "He was killed, others died."); len(got) != 0 {
		t.Errorf("matched %q", got)
	}
}

// A pair cannot both change the framing and be mere style.
func TestFramingPairsAreNotNeutral(t *testing.T) {
	s, err := Load(lexicons.FS, tokenize)
	if err != nil {
		t.Fatal(err)
	}
	pairs := map[[2]string]*Term{}
	for _, term := range s.Terms("framing") {
		a, b, ok := strings.Cut(strings.ToLower(term.Text), " | ")
		if !ok || a == "" || b == "" || strings.Contains(b, " | ") || a == b {
			t.Errorf("%s:%d: %q is not a pair", term.File, term.Line, term.Text)
		}
		key := [2]string{min(a, b), max(a, b)}
		if twice := pairs[key]; twice != nil {
			t.Errorf("%s:%d: %q stands in %s:%d too", term.File, term.Line, term.Text, twice.File, twice.Line)
		}
		pairs[key] = term
	}
}

func TestEmbeddedSources(t *testing.T) {
	s, err := Load(lexicons.FS, tokenize)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, term := range s.Terms("") {
		used[term.Source] = true
		if s.Source(term.Source).Citation == "" {
			t.Errorf("%s:%d: source %s has no citation", term.File, term.Line, term.Source)
		}
	}
	if s.Source("nobody") != (Source{}) {
		t.Error("an unknown key has a source")
	}
	for key := range s.sources {
		if !used[key] {
			t.Errorf("source %s is not used", key)
		}
	}
}

// backwards lists directories in reverse order.
type backwards struct{ fs.FS }

func (b backwards) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(b.FS, name)
	slices.Reverse(entries)
	return entries, err
}

func TestSameFilesSameAnswer(t *testing.T) {
	var first []Hit
	var print string
	for i := range 4 {
		var fsys fs.FS = lexicons.FS
		if i%2 == 1 {
			fsys = backwards{lexicons.FS}
		}
		s, err := Load(fsys, tokenize)
		if err != nil {
			t.Fatal(err)
		}
		words, spans := sentences(report)
		var hits []Hit
		for k := range words {
			hits = s.Find(hits, report, words[k], spans[k])
		}
		for k := range hits {
			hits[k].Term = &Term{File: hits[k].Term.File, Line: hits[k].Term.Line}
		}
		if i == 0 {
			first, print = hits, s.Fingerprint()
		}
		if len(hits) == 0 || !reflect.DeepEqual(hits, first) || s.Fingerprint() != print || len(print) != 16 {
			t.Errorf("load %d: %d hits, fingerprint %s; first: %d, %s", i, len(hits), s.Fingerprint(), len(first), print)
		}
	}
	changed := load(t, map[string]string{"a/b.tsv": list("x")}).Fingerprint()
	if changed == load(t, map[string]string{"a/b.tsv": list("y")}).Fingerprint() {
		t.Error("a changed list has the same fingerprint")
	}
}

func FuzzLoad(f *testing.F) {
	for _, seed := range []string{
		list("slam~", "~thug", "outrag*", "so-called", "has=been"), list("^how .. work $?", ", is it $?", "(a|b c|) d,"),
		"# about: x\n# case: exact\nUS\t1\tgloss\t", "\t\t\t", list("(((", "a|", "_ .. _", "!x", "@a/b y"), "# hits:",
	} {
		f.Add(seed, "a text, is it so-called?")
	}
	f.Fuzz(func(t *testing.T, file, text string) {
		s, err := Load(fstest.MapFS{
			"sources.tsv": {Data: []byte("gloss\tour own\t\t")}, "a/b.tsv": {Data: []byte(file)},
		}, tokenize)
		if err != nil {
			return
		}
		at := news.Span{End: len(text)}
		checkHits(t, text, tokenize(nil, text, at), s.Find(nil, text, tokenize(nil, text, at), at))
		s.Explain(text)
	})
}

func FuzzFind(f *testing.F) {
	s, err := Load(lexicons.FS, tokenize)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(report)
	f.Add("That’s – just … silly, isn't it?")
	f.Fuzz(func(t *testing.T, text string) {
		at := news.Span{End: len(text)}
		words := tokenize(nil, text, at)
		checkHits(t, text, words, s.Find(nil, text, words, at))
	})
}

func checkHits(t *testing.T, text string, words []news.Word, hits []Hit) {
	t.Helper()
	for i, h := range hits {
		if h.First < 0 || h.First >= h.Last || h.Last > len(words) || h.Start != words[h.First].Start || h.End != words[h.Last-1].End {
			t.Fatalf("hit %+v in %q", h, text)
		}
		if i > 0 && hits[i-1].Start > h.Start {
			t.Fatalf("hits of %q are not sorted", text)
		}
		for _, other := range hits[:i] {
			if other.Term.Category == h.Term.Category && other.Overlap(h.Span) > 0 {
				t.Fatalf("%q and %q of %s overlap", other.Of(text), h.Of(text), h.Term.Category)
			}
		}
	}
}

func TestLayers(t *testing.T) {
	base := fstest.MapFS{
		"sources.tsv": {Data: []byte("gloss\tour own\t\t")},
		"a/b.tsv":     {Data: []byte("# about: x\nthug\t1\tgloss\nmob\t1\tgloss")},
		"a/exact.tsv": {Data: []byte("# about: x\n# case: exact\nUS\t1\tgloss")},
	}
	layer := fstest.MapFS{
		"sources.tsv": {Data: []byte("desk\tthe desk\t\t")},
		"a/b.tsv":     {Data: []byte("Thug\t3\tdesk\ncrony\t2\tgloss")},
		"a/exact.tsv": {Data: []byte("UN\t1\tdesk")},
		"new/c.tsv":   {Data: []byte("# about: y\nelite\t1\tdesk")},
	}
	alone, err := Load(base, tokenize)
	if err != nil {
		t.Fatal(err)
	}
	set, err := Load(base, tokenize, Layer{"house", layer})
	if err != nil {
		t.Fatal(err)
	}
	if alone.Fingerprint() == set.Fingerprint() {
		t.Error("a layer does not show in the fingerprint")
	}
	var got []string
	for _, h := range hitsIn(set, "A thug, a mob, a crony, the elite; US and UN, but not us or un.") {
		got = append(got, fmt.Sprint(h.Term.File, ":", h.Term.Line, " ", h.Term.Text, " ", h.Term.Weight))
	}
	want := []string{"house/a/b.tsv:1 Thug 3", "lexicons/a/b.tsv:3 mob 1", "house/a/b.tsv:2 crony 2", "house/new/c.tsv:2 elite 1", "lexicons/a/exact.tsv:3 US 1", "house/a/exact.tsv:1 UN 1"}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := Load(base, tokenize, Layer{"house", fstest.MapFS{"new/c.tsv": {Data: []byte("elite\t1\tgloss")}}}); err == nil || !strings.Contains(err.Error(), "house/new/c.tsv: no header about") {
		t.Errorf("a new list without about: %v", err)
	}
}

func hitsIn(s *Set, text string) []Hit {
	at := news.Span{End: len(text)}
	return s.Find(nil, text, tokenize(nil, text, at), at)
}

func TestWithout(t *testing.T) {
	set, err := Load(fstest.MapFS{
		"sources.tsv":  {Data: []byte("gloss\tour own\t\t")},
		"loaded/a.tsv": {Data: []byte("# about: x\nslam~\t1\tgloss\nslammed the door\t1\tgloss")},
		"stance/b.tsv": {Data: []byte("# about: x\nslam~\t1\tgloss")},
	}, tokenize)
	if err != nil {
		t.Fatal(err)
	}
	less, ignored, err := set.Without([]Ignored{{"slammed", "house style"}, {"slammed", "again"}}, "loaded")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"She slammed him.", "stance.b"},
		{"She slams him.", "loaded.a stance.b"},
		{"She slammed the door.", "loaded.a stance.b"},
	} {
		var got []string
		for _, h := range hitsIn(less, c.text) {
			got = append(got, h.Term.Category)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q, want %s", c.text, got, c.want)
		}
	}
	for text, want := range map[string]bool{"slammed": true, "Slammed": true, "slams": false, "slammed him": false, "": false} {
		if got := ignored.Whole(text, tokenize(nil, text, news.Span{End: len(text)})); got != want {
			t.Errorf("Whole(%q) = %v", text, got)
		}
	}
	if set.Fingerprint() == less.Fingerprint() {
		t.Error("what is ignored does not show in the fingerprint")
	}
	if _, _, err := set.Without([]Ignored{{"(a|", "x"}}, "loaded"); err == nil || !strings.Contains(err.Error(), `"(a|"`) {
		t.Errorf("a term that cannot be read: %v", err)
	}
	var none *Ignorer
	if none.Whole("slammed", tokenize(nil, "slammed", news.Span{End: 7})) {
		t.Error("no Ignorer ignores")
	}
}
