package outlet_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"gloss/analyzer/news"
	"gloss/analyzer/outlet"
	"gloss/analyzer/score"
)

// A copy is one article of an invented story, sentence by sentence: shared ones
// stand in every copy.
type copy struct {
	outlet, genre string
	excerpt       bool
	shared, only  int
	comments      int // of only: the first ones are sure commentary
}

// story makes a story of copies.
func story(id string, copies ...copy) (*news.Story, []news.Finding, []score.Measures) {
	st := &news.Story{ID: id, Base: -1}
	var fs []news.Finding
	var ms []score.Measures
	most := 0
	for d, c := range copies {
		doc := &news.Document{Article: news.Article{ID: fmt.Sprintf("%s-%d", id, d), Outlet: c.outlet, Title: "A headline", Excerpt: c.excerpt, Genre: news.Label{Name: c.genre}}}
		for i := range c.shared + c.only {
			at := len(doc.Text)
			doc.Text += "Aa bb. "
			s := news.Span{Start: at, End: at + 6}
			doc.Words = append(doc.Words, news.Word{Span: news.Span{Start: at, End: at + 2}}, news.Word{Span: news.Span{Start: at + 3, End: at + 5}})
			doc.Sentences = append(doc.Sentences, news.Sentence{Span: s, First: 2 * i, Last: 2*i + 2})
			doc.Passages = append(doc.Passages, news.Passage{Span: s, Sentence: i, Voice: news.Own})
			if k := i - c.shared; k >= 0 && k < c.comments {
				fs = append(fs, news.Finding{Kind: news.Commentary, Certainty: news.Sure, Document: d, Part: news.InText, Sentence: i, Span: s, Probability: .9})
			}
		}
		most = max(most, c.shared)
		st.Documents = append(st.Documents, doc)
		m := score.Measures{Sentences: c.shared + c.only, Words: 2 * (c.shared + c.only), Shared: c.shared, OnlyHere: c.only}
		for i := range doc.Sentences {
			m.BySentence = append(m.BySentence, score.SentenceMeasures{OwnWords: 2, Shared: i < c.shared})
		}
		ms = append(ms, m)
	}
	for i := range most {
		r := news.Row{Probability: 1}
		for d, c := range copies {
			if i < c.shared {
				r.Places = append(r.Places, news.Place{Document: d, Sentence: i})
			}
		}
		st.Rows = append(st.Rows, r)
	}
	return st, fs, ms
}

func id(f news.Finding) string { return fmt.Sprintf("%s-%d-%d", f.Kind, f.Document, f.Start) }

func count(name string, copies ...copy) outlet.Story {
	st, fs, ms := story(name, copies...)
	return outlet.Count(st, fs, nil, ms, id)
}

func named(t *testing.T, s outlet.Summary, name string) outlet.Outlet {
	t.Helper()
	for _, o := range s.Outlets {
		if o.Name == name {
			return o
		}
	}
	t.Fatalf("no outlet %q", name)
	return outlet.Outlet{}
}

// TestCounts counts by hand.
func TestCounts(t *testing.T) {
	total := outlet.NewTotal()
	total.Add(count("1", copy{outlet: "Bee", shared: 4, only: 2, comments: 1}, copy{outlet: "Ant", shared: 4}, copy{outlet: "Cow", shared: 3, only: 1},
		copy{outlet: "Bee", genre: "opinion", shared: 2, only: 9, comments: 9}, copy{outlet: "Ant", excerpt: true, shared: 1}))
	total.Add(count("2", copy{outlet: "Bee", shared: 5, only: 1, comments: 1}, copy{outlet: "Bee", shared: 5}, copy{outlet: "bat", shared: 5}))
	total.Add(count("3", copy{outlet: "Ant", shared: 5, only: 1, comments: 1}, copy{outlet: "Bee", genre: "opinion", shared: 5}))
	s := total.Summary(outlet.Options{MinStories: 1})
	var names []string
	for _, o := range s.Outlets {
		names = append(names, o.Name)
	}
	if want := []string{"Ant", "bat", "Bee", "Cow"}; !reflect.DeepEqual(names, want) {
		t.Errorf("outlets %q, want %q", names, want)
	}
	bee, ant := named(t, s, "Bee"), named(t, s, "Ant")
	if bee.Stories != 2 || bee.Articles != 3 || bee.Sentences != 17 || bee.Words != 34 || bee.Beside != (outlet.Beside{Opinion: 2}) {
		t.Errorf("Bee %+v", bee)
	}
	if ant.Stories != 1 || ant.Beside != (outlet.Beside{Excerpts: 1, Alone: 1}) {
		t.Errorf("Ant %+v", ant)
	}
	for _, tt := range []struct {
		measure   string
		count, of int
	}{{"commentary", 2, 17}, {"commentary_to_judge", 0, 17}, {"unnamed", 0, 3}, {"shared", 14, 17}, {"headline", 0, 3}, {"loaded", 0, 6}, {"attribution", 0, 14}, {"omission", 0, 13}} {
		if f := bee.Figure(tt.measure); f.Count != tt.count || f.Of != tt.of {
			t.Errorf("Bee's %s: %d of %d, want %d of %d", tt.measure, f.Count, f.Of, tt.count, tt.of)
		}
	}
	if r := *bee.Figure("commentary").Rate; r != 100*2./17 {
		t.Errorf("rate %v", r)
	}
	if len(bee.Examples) != 2 || bee.Examples[0].Finding == "" || bee.Examples[0].Text != "Aa bb." || bee.Examples[0].Story == bee.Examples[1].Story {
		t.Errorf("examples %+v", bee.Examples)
	}
}

// TestOrder holds that the order in which stories are added changes nothing.
func TestOrder(t *testing.T) {
	var counts []outlet.Story
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range 60 {
		var copies []copy
		for k := range 2 + rnd.IntN(5) {
			only := rnd.IntN(4)
			copies = append(copies, copy{outlet: string(rune('A' + k + rnd.IntN(2))), shared: 6, only: only, comments: rnd.IntN(only + 1)})
		}
		counts = append(counts, count(fmt.Sprint(i), copies...))
	}
	summary := func() outlet.Summary {
		total := outlet.NewTotal()
		for _, c := range counts {
			total.Add(c)
		}
		return total.Summary(outlet.Options{})
	}
	want := summary()
	for range 3 {
		rnd.Shuffle(len(counts), func(i, j int) { counts[i], counts[j] = counts[j], counts[i] })
		if got := summary(); !reflect.DeepEqual(got, want) {
			t.Error("another order of stories, another summary")
		}
	}
}

// TestSort holds that the reader's order is taken, and an unknown one told.
func TestSort(t *testing.T) {
	total := outlet.NewTotal()
	for i := range 6 {
		total.Add(count(fmt.Sprint(i), copy{outlet: "A", shared: 4}, copy{outlet: "B", shared: 4, only: 1, comments: 1}))
	}
	if s := total.Summary(outlet.Options{Sort: "commentary"}); s.Outlets[0].Name != "B" {
		t.Errorf("first is %s", s.Outlets[0].Name)
	}
	if err := (outlet.Options{Sort: "slant"}).Check(); err == nil {
		t.Error("no error for a measure that there is not")
	}
}
