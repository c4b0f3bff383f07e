package page

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"gloss/analyzer/news"
)

// copyOf is a document of n sentences.
func copyOf(n int) *news.Document {
	d := &news.Document{Article: news.Article{Title: "t"}}
	for i := range n {
		d.Sentences = append(d.Sentences, news.Sentence{Span: news.Span{Start: 10 * i, End: 10*i + 9}})
	}
	return d
}

// row makes a row of places such as "a1": copy a, its first sentence.
func row(places ...string) news.Row {
	r := news.Row{Probability: .9}
	for _, p := range places {
		r.Places = append(r.Places, news.Place{Document: int(p[0] - 'a'), Sentence: int(p[1] - '1')})
	}
	return r
}

func show(ls []*line) string {
	var out []string
	for _, l := range ls {
		var cells []string
		for d, run := range l.runs {
			for _, i := range run {
				cells = append(cells, fmt.Sprintf("%c%d", 'a'+d, i+1))
			}
		}
		out = append(out, strings.Join(cells, " "))
	}
	return strings.Join(out, " | ")
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name string
		n    []int
		rows []news.Row
		base int
		want string
	}{
		{"same order", []int{3, 3}, []news.Row{row("a1", "b1"), row("a2", "b2"), row("a3", "b3")}, -1, "a1 b1 | a2 b2 | a3 b3"},
		{"only here", []int{2, 3}, []news.Row{row("a1", "b1"), row("a2", "b3")}, -1, "a1 b1 | b2 | a2 b3"},
		{"nothing shared", []int{1, 2}, nil, -1, "a1 b1 b2"},
		{"moved", []int{3, 3}, []news.Row{row("a1", "b3"), row("a2", "b1"), row("a3", "b2")}, -1, "a1 | a2 b1 | a3 b2 | b3"},
		{"two in one", []int{3, 2}, []news.Row{row("a1", "b1"), row("a2", "b1"), row("a3", "b2")}, -1, "a1 a2 b1 | a3 b2"},
		{"one in two", []int{2, 3}, []news.Row{row("a1", "b1"), row("a1", "b2"), row("a2", "b3")}, -1, "a1 b1 b2 | a2 b3"},
		{"two in one, apart", []int{3, 1}, []news.Row{row("a1", "b1"), row("a3", "b1")}, -1, "a1 b1 | a2 | a3"},
		{"three", []int{2, 2, 2}, []news.Row{row("a1", "b1", "c1"), row("b2", "c2")}, -1, "a1 b1 c1 | a2 | b2 c2"},
		{"base first", []int{2, 2, 2}, []news.Row{row("a1", "b1", "c2"), row("a2", "b2", "c1")}, 2, "c1 | a1 b1 c2 | a2 b2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var docs []*news.Document
			for _, n := range c.n {
				docs = append(docs, copyOf(n))
			}
			ls := lines(docs, c.rows, c.base)
			if got := show(ls); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			inOrder(t, docs, ls)
		})
	}
}

// inOrder holds that the lines, read downwards, have every copy's sentences once and in
// their order.
func inOrder(t *testing.T, docs []*news.Document, ls []*line) {
	t.Helper()
	for d, doc := range docs {
		next := 0
		for _, l := range ls {
			for _, i := range l.runs[d] {
				if i != next {
					t.Fatalf("copy %d: sentence %d after %d", d, i, next-1)
				}
				next++
			}
		}
		if next != len(doc.Sentences) {
			t.Fatalf("copy %d: %d of %d sentences", d, next, len(doc.Sentences))
		}
	}
}

// TestLinesProperty holds the order for random rows, and that no line is empty.
func TestLinesProperty(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 500 {
		var docs []*news.Document
		for range 2 + r.Intn(5) {
			docs = append(docs, copyOf(r.Intn(12)))
		}
		var rows []news.Row
		for range r.Intn(25) {
			row := news.Row{Probability: r.Float64()}
			for d, doc := range docs {
				for i := range doc.Sentences {
					if r.Intn(14) == 0 {
						row.Places = append(row.Places, news.Place{Document: d, Sentence: i})
					}
				}
			}
			rows = append(rows, row)
		}
		ls := lines(docs, rows, r.Intn(len(docs)+1)-1)
		inOrder(t, docs, ls)
		for _, l := range ls {
			if len(rows) > 0 && show([]*line{l}) == "" {
				t.Fatal("an empty line")
			}
		}
	}
}
