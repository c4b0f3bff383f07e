package align_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/align"
	"gloss/analyzer/news"
	"gloss/analyzer/segment"
)

// document makes a Document of the given sentences, one to a paragraph.
func document(id string, sentences ...string) *news.Document {
	return segment.New(segment.Lists{}).Document(news.Article{ID: id, Outlet: id, Text: strings.Join(sentences, "\n\n")})
}

// pairs writes rows as "1-2 3-4", sentences counted from 1, for two documents.
func pairs(rows []news.Row) string {
	var out []string
	for _, r := range rows {
		var part []string
		for _, p := range r.Places {
			part = append(part, fmt.Sprint(p.Sentence+1))
		}
		out = append(out, strings.Join(part, "-"))
	}
	return strings.Join(out, " ")
}

var wire = []string{
	"The council voted 9 to 4 on Tuesday to build a tidal barrier across the harbour mouth.",
	"The barrier will cost 212 million pounds, according to a report by the borough engineer.",
	"Fishing crews blocked the slipway for three hours before the meeting began.",
	"Work on the foundations is due to begin in March and to last three years.",
	"A flood in 1998 killed eleven people in the old town and ruined four hundred homes.",
	"The treasurer said the levy would add 61 pounds a year to the average household bill.",
}

func TestRows(t *testing.T) {
	tests := []struct {
		name string
		b    []string
		want string
	}{
		{"verbatim", wire, "1-1 2-2 3-3 4-4 5-5 6-6"},
		{"an inserted sentence", slices.Insert(slices.Clone(wire), 2, "Nobody asked the crews what they thought."), "1-1 2-2 3-4 4-5 5-6 6-7"},
		{"moved", []string{wire[4], wire[0], wire[1], wire[2], wire[3], wire[5]}, "1-2 2-3 3-4 4-5 5-1 6-6"},
		{"a clause moved inside", []string{"Before the meeting began, fishing crews had blocked the slipway for three hours."}, "3-1"},
		{"merged", []string{"Work on the foundations is due to begin in March and last three years, and the levy would add 61 pounds a year to the average household bill, the treasurer said."}, "4-1 6-1"},
		{"same cast, other claim", []string{"The borough engineer and the treasurer both left the harbour meeting early."}, ""},
		{"unrelated", []string{"A comet passed behind Jupiter and astronomers in Chile photographed its broken tail."}, ""},
		{"nothing", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := align.Rows([]*news.Document{document("a", wire...), document("b", tt.b...)}, align.Options{})
			if got := pairs(rows); got != tt.want {
				t.Errorf("rows %q, want %q", got, tt.want)
			}
		})
	}
}

func TestRowsTypography(t *testing.T) {
	a := document("a", `The U.S. envoy said the “final” offer wasn't Moscow's to refuse, and left the talks in Geneva.`)
	b := document("b", `The US envoy said the "final" offer wasn’t Moscow’s to refuse, and left the talks in Geneva.`)
	rows := align.Rows([]*news.Document{a, b}, align.Options{})
	if len(rows) != 1 || rows[0].Probability < 0.9 {
		t.Errorf("rows %v, want one that is nearly certain", rows)
	}
}

// TestRowsConsistent holds that every two sentences of a row, of different
// documents, are linked themselves.
func TestRowsConsistent(t *testing.T) {
	docs := retellings(6, 11)
	linked := make(map[[2]news.Place]bool)
	for _, l := range align.Links(docs, align.Options{}) {
		linked[[2]news.Place{l.A, l.B}] = true
	}
	rows := align.Rows(docs, align.Options{})
	if len(rows) == 0 {
		t.Fatal("no rows")
	}
	covered := make(map[[2]news.Place]bool)
	for _, r := range rows {
		for i, a := range r.Places {
			for _, b := range r.Places[i+1:] {
				if a.Document == b.Document || !linked[[2]news.Place{a, b}] {
					t.Errorf("row %v joins %v and %v, which are not linked", r.Places, a, b)
				}
				covered[[2]news.Place{a, b}] = true
			}
		}
	}
	for l := range linked {
		if !covered[l] {
			t.Errorf("link %v stands in no row", l)
		}
	}
}

// retellings makes n documents of the wire text, each with sentences dropped,
// moved and inserted.
func retellings(n int, seed uint64) []*news.Document {
	rng := rand.New(rand.NewPCG(seed, 1))
	docs := make([]*news.Document, n)
	for d := range docs {
		var s []string
		for i, w := range wire {
			if rng.IntN(5) > 0 {
				s = append(s, w)
			}
			if rng.IntN(4) == 0 {
				s = append(s, fmt.Sprintf("Desk number %d has its own opinion about point %d of the matter.", d, i))
			}
		}
		if len(s) > 2 && rng.IntN(2) == 0 {
			s[0], s[2] = s[2], s[0]
		}
		docs[d] = document(fmt.Sprint("d", d), s...)
	}
	return docs
}

// TestMirror holds that swapping two documents mirrors the links.
func TestMirror(t *testing.T) {
	for seed := range uint64(40) {
		docs := retellings(2, seed)
		ab, ba := align.Links(docs, align.Options{}), align.Links([]*news.Document{docs[1], docs[0]}, align.Options{})
		got := make(map[[2]int]float64)
		for _, l := range ba {
			got[[2]int{l.B.Sentence, l.A.Sentence}] = l.Probability
		}
		for _, l := range ab {
			if p, ok := got[[2]int{l.A.Sentence, l.B.Sentence}]; !ok || p != l.Probability {
				t.Errorf("seed %d: link %v has probability %v mirrored", seed, l, p)
			}
		}
		if len(ab) != len(ba) {
			t.Errorf("seed %d: %d links, mirrored %d", seed, len(ab), len(ba))
		}
	}
}

// TestAgain holds that links do not depend on the documents compared before.
func TestAgain(t *testing.T) {
	const seeds = 40
	var first [seeds][]align.Link
	for seed := range first {
		first[seed] = align.Links(retellings(2+seed%3, uint64(seed)), align.Options{})
	}
	for seed := seeds - 1; seed >= 0; seed-- {
		if again := align.Links(retellings(2+seed%3, uint64(seed)), align.Options{}); !slices.Equal(again, first[seed]) {
			t.Errorf("seed %d: links %v, at first %v", seed, again, first[seed])
		}
	}
}

func FuzzRows(f *testing.F) {
	f.Add("The vote was 9 to 4.\n\nWork begins in March.", "Work begins in March.\n\nThe vote was nine to four.")
	f.Add("", "x")
	f.Add("No. No. No. No.", "No. No.")
	f.Fuzz(func(t *testing.T, a, b string) {
		docs := []*news.Document{document("a", strings.ToValidUTF8(a, "?")), document("b", strings.ToValidUTF8(b, "?"))}
		last := news.Place{Document: -1}
		for _, r := range align.Rows(docs, align.Options{}) {
			if r.Support() < 2 || r.Probability < align.DefaultThreshold || r.Probability > 1 {
				t.Errorf("row %v", r)
			}
			for _, p := range r.Places {
				if docs[p.Document].Sentences[p.Sentence].Kind != news.Prose {
					t.Errorf("row %v holds no prose", r)
				}
			}
			if p := r.Places[0]; p.Document < last.Document || p.Document == last.Document && p.Sentence < last.Sentence {
				t.Errorf("row %v after %v", r, last)
			}
			last = r.Places[0]
		}
	})
}

func BenchmarkRows(b *testing.B) {
	for _, n := range []int{30, 300, 3000} {
		var x, y []string
		for i := range n {
			s := fmt.Sprintf("%s In ward %d the margin was %d votes and %d people spoke.", wire[i%len(wire)], i, i*7%101, i*13%89)
			x = append(x, s)
			if i%3 > 0 {
				y = append(y, s)
			}
		}
		docs := []*news.Document{document("a", x...), document("b", y...)}
		b.Run(fmt.Sprint(n, "sentences"), func(b *testing.B) {
			for b.Loop() {
				align.Rows(docs, align.Options{})
			}
		})
	}
}
