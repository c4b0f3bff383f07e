package analyzer_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer"
	"gloss/analyzer/news"
	"gloss/analyzer/report"
)

const wire = `Council votes for barrier

The council voted 9 to 4 on Tuesday to build a tidal barrier across the harbour mouth. The barrier will cost 212 million pounds, the borough engineer said.

Fishing crews blocked the slipway for three hours before the meeting began. Work on the foundations is due to begin in March and to last three years.`

const rant = "\n\nWhat a shameful waste of everybody's money this is!"

func article(id, text string) news.Article { return news.Article{ID: id, Outlet: id, Text: text} }

// TestOrder holds that the order of the articles changes no byte.
func TestOrder(t *testing.T) {
	a := newAnalyzer(t)
	copies := []news.Article{article("a", wire), article("b", wire+rant), article("c", strings.Replace(wire, "212", "221", 1))}
	var want []byte
	for i, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
		r, err := a.Compare([]news.Article{copies[order[0]], copies[order[1]], copies[order[2]]}, analyzer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var buf bytes.Buffer
		if err := r.Write(&buf, "json", report.TextOptions{}); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			want = buf.Bytes()
		} else if !bytes.Equal(buf.Bytes(), want) {
			t.Errorf("order %v gives another report", order)
		}
	}
}

// TestBase holds that with a base only what the base has is shared: what two
// copies added alike is added in both, in the findings and in the figures.
func TestBase(t *testing.T) {
	r, err := newAnalyzer(t).Compare([]news.Article{article("base", wire), article("b", wire+rant), article("c", wire+rant)}, analyzer.Options{Base: "base"})
	if err != nil {
		t.Fatal(err)
	}
	st := r.Stories[0]
	for d, doc := range st.Documents {
		n := 0
		for _, f := range st.Findings {
			if f.Document == d && f.Kind == news.Commentary && f.Certainty == news.Sure {
				n++
			}
		}
		want := 1
		if d == st.Base {
			want = 0
		}
		if n != want || st.Measures[d].OnlyHere != want || st.Measures[d].Shared != 4 {
			t.Errorf("%s: %d findings of commentary, figures %+v, want %d only here", doc.ID, n, st.Measures[d], want)
		}
	}
	if _, err := newAnalyzer(t).Compare([]news.Article{article("a", wire), article("b", wire)}, analyzer.Options{Base: "z"}); err == nil {
		t.Error("no error for a base that is not there")
	}
}

func TestWarnings(t *testing.T) {
	const french = "Le conseil municipal a voté mardi soir la construction d'une digue à travers le port, malgré la colère des pêcheurs qui bloquaient la cale depuis le matin. C'est une honte, personne ne paie."
	r, err := newAnalyzer(t).Compare([]news.Article{article("a", wire), article("b", wire), article("c", "Only a few words."), article("d", french)}, analyzer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range r.Warnings {
		got = append(got, w.Document+": "+w.Text)
	}
	for _, want := range []string{"b: same text as a", "c: only 4 words of article text", "d: does not read like English"} {
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("no warning %q in %q", want, got)
		}
	}
	for _, f := range r.Stories[0].Findings {
		if f.Kind == news.Commentary && f.Document == 3 {
			t.Errorf("commentary found in French: %s", f.Reason)
		}
	}
}

func TestCompareErrors(t *testing.T) {
	a := newAnalyzer(t)
	for _, articles := range [][]news.Article{nil, {article("a", wire)}, {article("a", wire), article("a", wire)}} {
		if r, err := a.Compare(articles, analyzer.Options{}); err == nil {
			t.Errorf("%d articles: report %v, want an error", len(articles), r)
		}
	}
}

// TestSpans holds that every finding's words are cut from the text it names.
func TestSpans(t *testing.T) {
	r, err := newAnalyzer(t).Compare([]news.Article{article("a", wire), article("b", strings.Replace(wire, "said", "claimed", 1)+rant)}, analyzer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	st := r.Stories[0]
	if len(st.Findings) < 2 {
		t.Fatalf("%d findings", len(st.Findings))
	}
	ids := make(map[string]bool)
	for _, f := range st.Findings {
		if id := f.ID; ids[id] {
			t.Errorf("id %s twice", id)
		} else {
			ids[id] = true
		}
		if s := st.Documents[f.Document].Sentences[f.Sentence]; f.Part == news.InText && !s.Contains(f.Span) || st.Text(f) == "" || f.Reason == "" {
			t.Errorf("finding %+v", f)
		}
	}
}

// BenchmarkCompare is the whole pipeline on two copies.
func BenchmarkCompare(b *testing.B) {
	a := newAnalyzer(b)
	for _, n := range []int{1, 10, 100} {
		var x, y strings.Builder
		for i := range n {
			fmt.Fprintf(&x, "%s In ward %d the margin was %d votes.\n\n", wire, i, i*7%101)
			fmt.Fprintf(&y, "%s In ward %d the margin was %d votes.%s\n\n", wire, i, i*7%101, rant)
		}
		copies := []news.Article{article("a", x.String()), article("b", y.String())}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := a.Compare(copies, analyzer.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
