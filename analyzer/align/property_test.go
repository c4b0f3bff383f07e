package align_test

import (
	"slices"
	"testing"

	"gloss/analyzer/align"
	"gloss/analyzer/news"
)

// described is a row by its sentences' words, so that rows of documents of other
// lengths compare.
func described(docs []*news.Document, rows []news.Row) []string {
	var out []string
	for _, r := range rows {
		s := ""
		for _, p := range r.Places {
			s += docs[p.Document].ID + ": " + docs[p.Document].SentenceText(p.Sentence) + "\n"
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// without is document d of the retellings without sentence i.
func without(d *news.Document, i int) *news.Document {
	var s []string
	for k := range d.Sentences {
		if k != i {
			s = append(s, d.SentenceText(k))
		}
	}
	return document(d.ID, s...)
}

// TestStable holds that a sentence in no row changes no row: without it, all are
// as they were.
func TestStable(t *testing.T) {
	deleted := 0
	for seed := range uint64(60) {
		docs := retellings(3, seed)
		rows := align.Rows(docs, align.Options{})
		want := described(docs, rows)
		aligned := make(map[news.Place]bool)
		for _, r := range rows {
			for _, p := range r.Places {
				aligned[p] = true
			}
		}
		for d, doc := range docs {
			for i := range doc.Sentences {
				if aligned[news.Place{Document: d, Sentence: i}] {
					continue
				}
				changed := slices.Clone(docs)
				changed[d] = without(doc, i)
				deleted++
				if got := described(changed, align.Rows(changed, align.Options{})); !slices.Equal(got, want) {
					t.Errorf("seed %d: without %q rows are\n%v\nwant\n%v", seed, doc.SentenceText(i), got, want)
				}
			}
		}
	}
	if deleted < 10 {
		t.Errorf("only %d sentences in no row", deleted)
	}
}

// TestOrder holds that rows do not depend on the order of the documents.
func TestOrder(t *testing.T) {
	for seed := range uint64(12) {
		docs := retellings(4, seed)
		want := make(map[string]bool)
		for _, s := range links(docs) {
			want[s] = true
		}
		turned := []*news.Document{docs[2], docs[0], docs[3], docs[1]}
		got := links(turned)
		for _, s := range got {
			if !want[s] {
				t.Errorf("seed %d: another link with the documents in another order: %s", seed, s)
			}
		}
		if len(got) != len(want) {
			t.Errorf("seed %d: %d links, in another order %d", seed, len(want), len(got))
		}
	}
}

// links describes links without regard to order.
func links(docs []*news.Document) []string {
	var out []string
	for _, l := range align.Links(docs, align.Options{}) {
		a, b := docs[l.A.Document], docs[l.B.Document]
		x, y := a.ID+": "+a.SentenceText(l.A.Sentence), b.ID+": "+b.SentenceText(l.B.Sentence)
		out = append(out, min(x, y)+" | "+max(x, y))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestContradiction holds that what contradicts lowers a link's probability.
func TestContradiction(t *testing.T) {
	const text = "The council voted 9 to 4 on Tuesday to build the barrier across the harbour."
	probability := func(other string) float64 {
		for _, p := range align.Pairs([]*news.Document{document("a", text), document("b", other)}, align.Options{}) {
			return p.Probability
		}
		return 0
	}
	likeness := func(other string) float64 {
		e := align.Between(document("a", text), 0, document("b", other), 0)
		return e.Likeness()
	}
	const same = "Councillors voted 9 to 4 on Tuesday to put up the harbour barrier."
	for _, other := range []string{
		"Councillors voted 7 to 6 on Monday to put up the harbour barrier.",
		"Councillors did not vote 9 to 4 on Tuesday to put up the harbour barrier.",
	} {
		if l, s := likeness(other), likeness(same); l >= s {
			t.Errorf("%q: likeness %.2f, not below %.2f", other, l, s)
		}
		if p, s := probability(other), probability(same); p > s {
			t.Errorf("%q: probability %.3f, above %.3f", other, p, s)
		}
	}
}

// TestFunctionWords holds that a sentence of function words alone has a partner.
func TestFunctionWords(t *testing.T) {
	rows := align.Rows([]*news.Document{document("a", "Why was he there?"), document("b", "Why was he there?")}, align.Options{})
	if len(rows) != 1 {
		t.Errorf("rows %v, want one", rows)
	}
}

func TestParseWeights(t *testing.T) {
	w, err := align.ParseWeights("cosine\t1\t2\t3\t4\nbias\t-1\t0\t0.5\t0\n")
	if err != nil {
		t.Fatal(err)
	}
	again, err := align.ParseWeights(w.String())
	if err != nil || *again != *w {
		t.Errorf("read again: %v, %v", again, err)
	}
	for _, bad := range []string{"cosine\t1\n", "cousin\t1\t2\t3\t4\n", "cosine\t1\t2\t3\tx\n"} {
		if _, err := align.ParseWeights(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

// BenchmarkPair compares two copies of 25 sentences; "words" counts for each two
// sentences the words they share, the least that any comparison does.
func BenchmarkPair(b *testing.B) {
	docs := retellings(2, 3)
	b.Run("align", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			align.Rows(docs, align.Options{})
		}
	})
	b.Run("words", func(b *testing.B) {
		for b.Loop() {
			for i := range docs[0].Sentences {
				seen := make(map[string]bool)
				for _, w := range docs[0].SentenceWords(i) {
					seen[w.Fold] = true
				}
				for j := range docs[1].Sentences {
					n := 0
					for _, w := range docs[1].SentenceWords(j) {
						if seen[w.Fold] {
							n++
						}
					}
				}
			}
		}
	})
}
