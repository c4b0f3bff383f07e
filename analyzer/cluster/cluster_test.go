package cluster

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/news"
)

func TestStories(t *testing.T) {
	articles, wanted := invented(120, 3)
	_, res, err := stories(Options{}, &Memory{}, articles...)
	if err != nil {
		t.Fatal(err)
	}
	if got := members(res); !slices.Equal(got, wanted) {
		t.Errorf("%d stories, want %d; different ones: %v", len(got), len(wanted), difference(got, wanted))
	}
	n := len(res.Singletons)
	for _, s := range res.Stories {
		n += len(s.Members)
		if l := s.Weakest; !slices.Contains(s.Members, l.A) || !slices.Contains(s.Members, l.B) || l.Similarity <= 0 || l.Similarity > 1 {
			t.Errorf("story %v has the weakest pair %v", s.Members, l)
		}
	}
	if n != len(articles) {
		t.Errorf("%d articles in stories and alone, of %d", n, len(articles))
	}
}

func difference(a, b []string) []string {
	return slices.DeleteFunc(slices.Concat(a, b), func(s string) bool { return slices.Contains(a, s) && slices.Contains(b, s) })
}

// TestOrder holds that nothing depends on the order of articles, the number of
// workers, or where word pairs are kept.
func TestOrder(t *testing.T) {
	articles, _ := invented(60, 4)
	_, want, err := stories(Options{}, &Memory{}, articles...)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.CreateTemp(t.TempDir(), "spill")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, c := range []struct {
		name    string
		workers int
		spill   Spill
		limit   int // blocks of word pairs in memory; -1: as it is
	}{{"one worker", 1, &Memory{}, -1}, {"four workers", 4, &Memory{}, -1}, {"a file", 2, file, 0}} {
		shuffled := slices.Clone(articles)
		rand.New(rand.NewPCG(5, uint64(c.workers))).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		p := New(c.spill, Options{Workers: c.workers})
		if c.limit >= 0 {
			p.lists.limit = c.limit
		}
		for i := range shuffled {
			if err := p.Add(&shuffled[i], false); err != nil {
				t.Fatal(err)
			}
		}
		got, err := p.Stories()
		if err != nil {
			t.Fatal(err)
		}
		got.Boilerplate, want.Boilerplate = Boilerplate{}, Boilerplate{}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: another result", c.name)
		}
	}
}

// TestBackground joins two reports by one paragraph of background, and must not
// take them for one story; nor a follow-up days later that repeats a third.
func TestBackground(t *testing.T) {
	w := newWriter(6)
	a, b, background := w.sentences(16), w.sentences(16), w.sentences(4)
	later := append(w.sentences(10), a[:7]...)
	_, res, err := stories(Options{}, &Memory{},
		newArticle("a1", "One", "2026-03-01T08:00:00Z", append(slices.Clone(a), background...)...),
		newArticle("a2", "Two", "2026-03-01T09:00:00Z", append(w.rewrite(a, .1, .1), background...)...),
		newArticle("b1", "One", "2026-03-02T08:00:00Z", append(slices.Clone(b), background...)...),
		newArticle("b2", "Two", "2026-03-02T09:00:00Z", append(w.rewrite(b, .1, .1), background...)...),
		newArticle("l1", "One", "2026-03-09T09:00:00Z", later...))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := members(res), []string{"a1 a2", "b1 b2"}; !slices.Equal(got, want) {
		t.Errorf("stories %q, want %q", got, want)
	}
}

// TestCopiedOften holds that a text does not become common by being copied: two
// hundred outlets with an agency's report are one story.
func TestCopiedOften(t *testing.T) {
	w := newWriter(7)
	facts := w.sentences(15)
	var articles []news.Article
	for i := range 200 {
		text := slices.Clone(facts)
		text[w.IntN(len(text))] = w.sentence()
		articles = append(articles, newArticle(string(rune('a'+i/26))+string(rune('a'+i%26)), "Outlet", "", text...))
		articles[i].Outlet += articles[i].ID
	}
	_, res, err := stories(Options{}, &Memory{}, articles...)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Stories) != 1 || len(res.Stories[0].Copies) != len(articles) {
		t.Errorf("%d stories, %d alone; want one of all", len(res.Stories), len(res.Singletons))
	}
}

func TestVersionsAndWire(t *testing.T) {
	w := newWriter(8)
	facts := w.sentences(15)
	edited := append(slices.Clone(facts[:13]), w.sentences(2)...)
	other := newArticle("z", "Post", "2026-03-01T12:00:00Z", w.rewrite(facts, .1, .05)...)
	other.Credit = news.Label{Name: "Reuters", Reason: "byline"}
	_, res, err := stories(Options{}, &Memory{},
		newArticle("new", "Ledger", "2026-03-01T18:00:00Z", edited...),
		newArticle("old", "The  ledger", "2026-03-01T10:00:00Z", facts...),
		newArticle("old2", "ledger ", "2026-03-01T10:00:00Z", facts...),
		newArticle("undated", "Ledger", "", facts...),
		newArticle("wire", "Agency", "2026-03-01T09:00:00Z", facts...),
		other)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Stories) != 1 {
		t.Fatalf("stories %q", members(res))
	}
	s := res.Stories[0]
	if want := []Versions{{"new", []string{"undated", "old2"}}}; !reflect.DeepEqual(s.Versions, want) {
		t.Errorf("versions %v, want %v", s.Versions, want)
	}
	if want := []string{"new", "old", "wire", "z"}; !slices.Equal(s.Copies, want) {
		t.Errorf("copies %q, want %q", s.Copies, want)
	}
	if s.Wire != "wire" {
		t.Errorf("wire %q, want the earliest that is an agency's", s.Wire)
	}
}

// TestOneOutlet has versions of one article and nothing else: a story of one copy.
func TestOneOutlet(t *testing.T) {
	w := newWriter(9)
	facts := w.sentences(15)
	a, b := newArticle("a", "Ledger", "2026-03-02", facts...), newArticle("b", "Ledger", "2026-03-01", facts[:12]...)
	_, res, err := stories(Options{}, &Memory{}, a, b)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Stories) != 1 || !slices.Equal(res.Stories[0].Copies, []string{"a"}) || res.Stories[0].Weakest.A != "a" || res.Stories[0].Weakest.B != "b" {
		t.Errorf("stories %+v", res.Stories)
	}
}

func TestBoilerplate(t *testing.T) {
	w := newWriter(10)
	footer := "Read more of our reports at the bottom of this page, and tell your friends about all of it today."
	var articles []news.Article
	for i := range 12 {
		a := newArticle(string(rune('a'+i)), "Ledger", "", append(w.sentences(6), footer)...)
		articles = append(articles, a)
	}
	versions := w.sentences(8) // of one article, edited twice: nothing of it is boilerplate
	for i := range 4 {
		edited := append(slices.Clone(versions), w.sentence())
		articles = append(articles, newArticle("v"+string(rune('0'+i)), "Ledger", "", edited...))
	}
	articles = append(articles, newArticle("x", "Post", "", append(w.sentences(6), footer)...))
	_, res, err := stories(Options{}, &Memory{}, articles...)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range articles {
		found := res.Boilerplate.Find(&a)
		switch {
		case i < 12 && (len(found) != 1 || found[0].Of(a.Text) != footer || found[0].Articles != 10):
			t.Errorf("%s: boilerplate %v, want the footer of 10 articles or more", a.ID, found)
		case i >= 12 && len(found) > 0:
			t.Errorf("%s: boilerplate %q, want none", a.ID, found[0].Of(a.Text))
		}
	}
	if got := members(res); !slices.Equal(got, []string{"v0 v1 v2 v3"}) {
		t.Errorf("stories %q", got)
	}
}

func TestWithin(t *testing.T) {
	w := newWriter(11)
	facts := w.sentences(15)
	articles := []news.Article{
		newArticle("a", "One", "2026-03-01T00:00:00Z", facts...),
		newArticle("b", "Two", "2026-03-01T20:00:00Z", facts...),
		newArticle("c", "Three", "2026-03-05", w.rewrite(facts, 0, .05)...),
		newArticle("d", "Four", "", w.rewrite(facts, 0, .05)...),
	}
	for _, c := range []struct {
		within int
		want   []string
	}{{0, []string{"a b c d"}}, {24 * 60, []string{"a b d"}}, {24 * 60 * 7, []string{"a b c d"}}} {
		_, res, err := stories(Options{Within: c.within}, &Memory{}, articles...)
		if err != nil {
			t.Fatal(err)
		}
		if got := members(res); !slices.Equal(got, c.want) {
			t.Errorf("within %d minutes: stories %q, want %q", c.within, got, c.want)
		}
	}
}

func TestTooShort(t *testing.T) {
	_, res, err := stories(Options{}, &Memory{}, newArticle("a", "One", "", "Enable scripts to see this page."),
		newArticle("b", "Two", "", "Enable scripts to see this page."), newArticle("c", "Three", "", "…"))
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Stories) != 0 || len(res.Singletons) != 3 {
		t.Errorf("stories %q, alone %q", members(res), res.Singletons)
	}
}

func TestErrors(t *testing.T) {
	if _, _, err := stories(Options{}, &Memory{}, newArticle("a", "One", "", "x y"), newArticle("a", "Two", "", "z")); err == nil || !strings.Contains(err.Error(), `"a"`) {
		t.Errorf("the same id twice: error %v", err)
	}
	if _, res, err := stories(Options{}, &Memory{}); err != nil || len(res.Stories)+len(res.Singletons) != 0 {
		t.Errorf("an empty pile: %v, error %v", res, err)
	}
	full := errors.New("no space left")
	articles, _ := invented(40, 12)
	if _, _, err := stories(Options{Workers: 2}, &failing{err: full}, articles...); !errors.Is(err, full) {
		t.Errorf("a full disk: error %v", err)
	}
	calls := 0
	stop := Options{Progress: func(Stage, int, int) bool { calls++; return false }}
	if _, _, err := stories(stop, &Memory{}, articles...); err != ErrStopped || calls != 1 {
		t.Errorf("stopped: error %v after %d calls", err, calls)
	}
}

// failing is a spill that is full from the beginning.
type failing struct {
	Memory
	err error
}

func (f *failing) WriteAt([]byte, int64) (int, error) { return 0, f.err }

func TestExplain(t *testing.T) {
	w := newWriter(13)
	a, b, background := w.sentences(16), w.sentences(16), w.sentences(9)
	articles := []news.Article{
		newArticle("a1", "One", "2026-03-01", append(slices.Clone(a), background...)...),
		newArticle("a2", "Two", "2026-03-01", append(slices.Clone(a), background...)...),
		newArticle("a3", "Three", "2026-03-01", w.rewrite(a, .1, .05)...),
		newArticle("b1", "One", "2026-03-01", append(slices.Clone(b), background...)...),
		newArticle("b2", "Two", "2026-03-01", w.rewrite(b, .1, .05)...),
		newArticle("far", "One", "2026-04-01", append(slices.Clone(a[:9]), w.sentences(12)...)...),
		newArticle("other", "One", "", w.sentences(12)...),
		newArticle("short", "One", "", "Nothing to see."),
	}
	p, res, err := stories(Options{}, &Memory{}, articles...)
	if err != nil {
		t.Fatal(err)
	}
	if got := members(res); !slices.Equal(got, []string{"a1 a2 a3", "b1 b2"}) {
		t.Fatalf("stories %q", got)
	}
	for _, c := range []struct {
		a, b   string
		same   bool
		reason string
	}{
		{"a1", "a2", true, "the same words"},
		{"a3", "a1", true, "share enough"},
		{"a1", "b1", false, "the articles around them"},
		{"a1", "far", false, "rather a follow-up"},
		{"a1", "other", false, "share less than"},
		{"other", "short", false, "fewer than 10"},
	} {
		e, err := p.Explain(res, c.a, c.b)
		if err != nil || e.Same != c.same || !strings.Contains(e.Reason, c.reason) || e.A != c.a {
			t.Errorf("%s, %s: same %v, %q, error %v; want %v, …%s…", c.a, c.b, e.Same, e.Reason, err, c.same, c.reason)
		}
		if e.Same && (e.Stories[0] == "" || e.Stories[0] != e.Stories[1]) {
			t.Errorf("%s, %s: stories %q", c.a, c.b, e.Stories)
		}
	}
	if _, err := p.Explain(res, "a1", "nobody"); err == nil {
		t.Error("an unknown article is explained")
	}
	if _, err := p.Explain(res, "a1", "a1"); err == nil {
		t.Error("an article is explained with itself")
	}
}

func TestKnown(t *testing.T) {
	w := newWriter(14)
	facts := w.sentences(10)
	p := New(&Memory{}, Options{})
	for _, a := range []news.Article{
		newArticle("a", "One", "2026-03-01", facts...), newArticle("b", "One", "2026-03-02", facts[:8]...),
		newArticle("c", "Agency", "2026-03-01", w.sentences(10)...), newArticle("d", "Two", "", facts...), newArticle("e", "Two", "", facts...)} {
		if err := p.Add(&a, a.Outlet == "Agency"); err != nil {
			t.Fatal(err)
		}
	}
	res, err := p.Known(map[string]string{"a": "s", "b": "s", "c": "s", "d": "t"})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Stories) != 1 || !slices.Equal(res.Singletons, []string{"d", "e"}) {
		t.Fatalf("stories %q, alone %q", members(res), res.Singletons)
	}
	s := res.Stories[0]
	if s.ID != "s" || s.Wire != "c" || !slices.Equal(s.Copies, []string{"b", "c"}) || !reflect.DeepEqual(s.Versions, []Versions{{"b", []string{"a"}}}) || s.Weakest.Similarity > .1 {
		t.Errorf("story %+v", s)
	}
}

// TestWithinChain has daily copies of which each is near the next, and undated ones
// between copies years apart: no story spans more than the limit.
func TestWithinChain(t *testing.T) {
	w := newWriter(15)
	facts := w.sentences(15)
	var articles []news.Article
	for day := range 9 {
		text := facts
		if day%2 == 1 {
			text = w.rewrite(facts, 0, .05)
		}
		articles = append(articles, newArticle(fmt.Sprint("d", day), fmt.Sprint(day), fmt.Sprintf("2026-03-%02d", day+1), text...))
	}
	articles = append(articles, newArticle("old", "Old", "2020-03-01", facts...), newArticle("undated", "None", "", facts...))
	p, res, err := stories(Options{Within: 3 * 24 * 60}, &Memory{}, articles...)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range res.Stories {
		var dates []int32
		for _, m := range s.Members {
			for _, a := range p.articles {
				if a.id == m && a.published != undated {
					dates = append(dates, a.published)
				}
			}
		}
		if slices.Max(dates)-slices.Min(dates) > 3*24*60 {
			t.Errorf("story %q spans %d minutes", s.Members, slices.Max(dates)-slices.Min(dates))
		}
		if s.Weakest.Similarity == 0 {
			t.Errorf("story %q: weakest %v", s.Members, s.Weakest)
		}
	}
}

// TestIdentical joins articles with the same words, also where one outlet has them
// all in its boilerplate; their links are told.
func TestIdentical(t *testing.T) {
	w := newWriter(16)
	notice := w.sentences(4)
	var articles []news.Article
	for i := range 8 {
		articles = append(articles, newArticle(fmt.Sprint("a", i), "Ledger", "", append(w.sentences(8), notice...)...))
	}
	articles = append(articles, newArticle("a-notice", "Ledger", "", notice...), newArticle("b", "Post", "", notice...), newArticle("c", "Gazette", "", notice...))
	_, res, err := stories(Options{Links: true}, &Memory{}, articles...)
	if err != nil {
		t.Fatal(err)
	}
	if got := members(res); !slices.Equal(got, []string{"b c"}) {
		t.Errorf("stories %q", got)
	}
	if len(res.Links) != 1 || res.Links[0].A != "b" || res.Links[0].B != "c" || res.Links[0].Similarity != 1 {
		t.Errorf("links %v", res.Links)
	}
}

func TestWireUndated(t *testing.T) {
	w := newWriter(17)
	facts := w.sentences(12)
	local := newArticle("a", "Local", "", facts...)
	local.Credit = news.Label{Name: "Reuters", Reason: "byline"}
	early := newArticle("b", "Other", "2026-02-28", facts...)
	early.Credit = local.Credit
	_, res, err := stories(Options{}, &Memory{}, local, early, newArticle("c", "Agency", "2026-03-01", facts...))
	if err != nil {
		t.Fatal(err)
	}
	if s := res.Stories[0]; s.Wire != "c" || s.First != "b" || s.Last != "c" {
		t.Errorf("wire %q, first %q, last %q", s.Wire, s.First, s.Last)
	}
	_, res, err = stories(Options{}, &Memory{}, local, early)
	if err != nil {
		t.Fatal(err)
	}
	if s := res.Stories[0]; s.Wire != "b" {
		t.Errorf("wire %q, want the one with a date", s.Wire)
	}
}

// TestExplainFromSpill explains when the word pairs do not fit in memory.
func TestExplainFromSpill(t *testing.T) {
	w := newWriter(18)
	facts := w.sentences(12)
	p := New(&Memory{}, Options{})
	p.lists.limit = 0
	a, b := newArticle("a", "One", "", facts...), newArticle("b", "Two", "", w.rewrite(facts, .1, .05)...)
	for _, x := range []*news.Article{&a, &b} {
		if err := p.Add(x, false); err != nil {
			t.Fatal(err)
		}
	}
	res, err := p.Stories()
	if err != nil {
		t.Fatal(err)
	}
	if e, err := p.Explain(res, "a", "b"); err != nil || !e.Same || e.Similarity < .5 {
		t.Errorf("%+v, error %v", e, err)
	}
}
