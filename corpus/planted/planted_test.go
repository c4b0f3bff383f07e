package planted

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/news"
)

const story = `The council of Harlow approved a new bridge on Monday after a debate of about 40 minutes. It will cost $12 million and was planned in 2019.

Mayor Ada Brenn said the work would begin in the spring. "We have waited long enough," Brenn said. "The old one is closed. Who can live with that?"

The old bridge was closed by engineers in March, but the reasons were not published until the autumn. It carried 9,000 cars a day.

The opposition said that the figures were out of date. Councillors had asked for a second survey; the request was refused by the committee.

The contract went to Orvell and Sons, which was founded in 1911. The firm employs a staff of 214 workers in Harlow. Residents will be informed by letter, the council said.

“Nobody asked the ferrymen,” said Tom Dray, 61. The ferry takes 300 passengers a day.

A review is due in June. The minister, Lena Korr, said, "We will look at the figures."`

// checkGold holds what is true of all copies.
func checkGold(t *testing.T, articles []news.Article, g Gold) {
	t.Helper()
	if len(articles) != len(g.Copies) {
		t.Fatalf("%d articles, %d copies", len(articles), len(g.Copies))
	}
	for n, c := range g.Copies {
		text, end := articles[n].Text, 0
		if c.ID != articles[n].ID {
			t.Errorf("copy %q is article %q", c.ID, articles[n].ID)
		}
		for i, s := range c.Sentences {
			if s.Start < end || s.End <= s.Start || s.End > len(text) || strings.TrimSpace(text[end:s.Start]) != "" {
				t.Fatalf("%s: sentence %d is %v after %d of %d bytes", c.ID, i, s.Span, end, len(text))
			}
			if got := s.Of(text); strings.TrimSpace(got) != got {
				t.Errorf("%s: sentence %d is not trimmed: %q", c.ID, i, got)
			}
			if (s.Planted != nil) != (len(s.Origins) == 0) || s.Planted != nil && s.Planted.Text != s.Of(text) {
				t.Errorf("%s: sentence %d %q is planted %v from %v", c.ID, i, s.Of(text), s.Planted, s.Origins)
			}
			if i > 0 && s.Paragraph != c.Sentences[i-1].Paragraph != strings.Contains(text[end:s.Start], "\n\n") {
				t.Errorf("%s: sentence %d is of paragraph %d", c.ID, i, s.Paragraph)
			}
			end = s.End
		}
		if strings.TrimSpace(text[end:]) != "" {
			t.Errorf("%s: %q lies in no sentence", c.ID, text[end:])
		}
		for _, marks := range [][]Mark{c.Insertions, c.Swaps} {
			end := 0
			for _, m := range marks {
				if m.Start < end || m.Len() == 0 || !c.Sentences[m.Sentence].Contains(m.Span) || c.Sentences[m.Sentence].Planted != nil {
					t.Errorf("%s: mark %+v", c.ID, m)
				}
				end = m.End
			}
		}
	}
	checkLinks(t, g)
}

func checkLinks(t *testing.T, g Gold) {
	t.Helper()
	mirror := Gold{slices.Clone(g.Copies)}
	slices.Reverse(mirror.Copies)
	back := make(map[[2]news.Place]bool)
	turn := func(p news.Place) news.Place {
		return news.Place{Document: len(g.Copies) - 1 - p.Document, Sentence: p.Sentence}
	}
	for _, l := range mirror.Links() {
		back[[2]news.Place{turn(l.B), turn(l.A)}] = l.Partial
	}
	links := g.Links()
	if len(back) != len(links) {
		t.Errorf("%d links, mirrored %d", len(links), len(back))
	}
	for _, l := range links {
		if partial, ok := back[[2]news.Place{l.A, l.B}]; !ok || partial != l.Partial || g.Alone(l.A) || g.Alone(l.B) {
			t.Errorf("link %+v is not the same from the other side", l)
		}
	}
}

func TestGold(t *testing.T) {
	d := article(story)
	texts := make(map[string]bool)
	for seed := range uint64(300) {
		o := Defaults()
		o.Commentary, o.Hedge, o.Remark, o.Merge = 0.3, 0.2, 0.2, 0.5
		articles, g := Make(d, o, seed)
		checkGold(t, articles, g)
		again, h := Make(d, o, seed)
		if !reflect.DeepEqual(articles, again) || !reflect.DeepEqual(g, h) {
			t.Fatalf("seed %d gives two answers", seed)
		}
		texts[articles[len(articles)-1].Text] = true
		if n := len(articles); n < 2 || n > 4 {
			t.Errorf("%d copies", n)
		}
	}
	if len(texts) < 299 {
		t.Errorf("300 seeds give %d different texts", len(texts))
	}
}

// TestNothing holds that the zero Options copy.
func TestNothing(t *testing.T) {
	articles, g := Make(article(story), Options{Copies: 3}, 1)
	for n, a := range articles {
		if a.Text != story || a.Title != "A title" {
			t.Errorf("copy %d: %q", n, a.Text)
		}
	}
	if links := g.Links(); len(links) != 3*len(g.Copies[0].Sentences) {
		t.Errorf("%d links", len(links))
	}
}

// TestOperations does each alone, always.
func TestOperations(t *testing.T) {
	tests := []struct {
		operation Operation
		options   Options
		text      string
		want      string
	}{
		{Split, Options{Split: 1}, "The bridge over the river was closed, but the reasons were never given in public.",
			"The bridge over the river was closed. But the reasons were never given in public."},
		{Split, Options{Split: 1}, "The contract went to Orvell and Sons, which was founded in 1911.",
			"The contract went to Orvell and Sons. It was founded in 1911."},
		{Split, Options{Split: 1}, "The old survey was out of date; the new one has begun.", "The old survey was out of date. The new one has begun."},
		{Split, Options{Split: 1}, "The mayor left, but the crowd did not.", "The mayor left, but the crowd did not."},
		{Merge, Options{Merge: 1}, "The mayor and the council left early. The crowd stayed.", "The mayor and the council left early, and the crowd stayed.|; the crowd|, while the crowd"},
		{Merge, Options{Merge: 1}, "He left early. Workers stayed.", "He left early. Workers stayed."},
		{Credit, Options{Credit: 1}, `"We have waited," the mayor said.`, `The mayor said, "We have waited."`},
		{Credit, Options{Credit: 1}, `“Why now?” asked nobody. The mayor said: “We waited.”`, `“Why now?” asked nobody. “We waited,” the mayor said.`},
		{Credit, Options{Credit: 1}, "The mayor said that the work would begin in spring.", "The work would begin in spring, the mayor said."},
		{Credit, Options{Credit: 1}, "The work would begin in the spring, the mayor said.", "The mayor said the work would begin in the spring."},
		{Credit, Options{Credit: 1}, "He said on Monday that the work would begin.", "He said on Monday that the work would begin."},
		{Attribute, Options{Attribute: 1}, `"We have waited," Ada Brenn said.`, ""},
		{Reword, Options{Reword: 1}, "Subsequently about 40 employees left.", "Later roughly 40 staff members left.|Later about"},
		{Reword, Options{Reword: 1}, "He spoke about employees at about 9 p.m.", "He spoke about staff members at about 9 p.m."},
		{Reword, Options{Reword: 1}, `He said "about 40 employees" left.`, `He said "about 40 employees" left.`},
		{Insert, Options{Remark: 1}, "The council of Harlow approved a new bridge on Monday.", ""},
		{Insert, Options{Intensifier: 1}, "The motion was carried by 39 votes.", ""},
		{Insert, Options{Hedge: 1}, "The old bridge was closed by engineers.", ""},
		{Insert, Options{Label: 1}, "The mayor, Ada Brenn, and Tom Dray said so.", ""},
		{Insert, Options{Source: 1}, "The council of Harlow approved a new bridge.", ""},
		{Commentary, Options{Commentary: 1}, "The council of Harlow approved a new bridge.", ""},
		{Fact, Options{Facts: 1}, "The council of Harlow approved a new bridge.", ""},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%s/%.20s", test.operation, test.text), func(t *testing.T) {
			test.options.Copies = 2
			articles, g := Make(article(test.text), test.options, 7)
			checkGold(t, articles, g)
			done := slices.ContainsFunc(g.Copies[0].Sentences, func(s Sentence) bool { return slices.Contains(s.Operations, test.operation) })
			if done != (test.text != test.want) {
				t.Errorf("done is %v: %q", done, articles[0].Text)
			}
			for want := range strings.SplitSeq(test.want, "|") {
				if strings.Contains(articles[0].Text, want) {
					return
				}
			}
			t.Errorf("%q, want %q", articles[0].Text, test.want)
		})
	}
}

// TestWholeOperations does those that need a whole article alone, always or often.
func TestWholeOperations(t *testing.T) {
	d := article(story)
	articles, g := Make(d, Options{Copies: 3, Cut: 1}, 1)
	checkGold(t, articles, g)
	for n, c := range g.Copies {
		if c.Cut < 0 || !strings.HasPrefix(story, articles[n].Text) || len(articles[n].Text) == len(story) || g.Omissions(n) != nil {
			t.Errorf("copy %d cut at %d: %q", n, c.Cut, articles[n].Text)
		}
	}
	articles, g = Make(d, Options{Copies: 3, Drop: 0.3}, 1)
	checkGold(t, articles, g)
	for n, c := range g.Copies {
		whole := len(article(story).Sentences)
		if len(c.Sentences)+len(c.Dropped) != whole || len(c.Dropped) == 0 {
			t.Errorf("copy %d has %d sentences of %d, dropped %v", n, len(c.Sentences), whole, c.Dropped)
		}
		for _, o := range g.Omissions(n) {
			if !slices.Contains(c.Dropped, o) || c.carries(o) {
				t.Errorf("copy %d omits %d, dropped %v", n, o, c.Dropped)
			}
		}
	}
	moved := 0
	for seed := range uint64(50) {
		articles, g = Make(d, Options{Copies: 2, Reorder: 0.3}, seed)
		checkGold(t, articles, g)
		if g.Copies[0].Sentences[0].Moved || len(articles[0].Text) != len(story) {
			t.Errorf("seed %d: %q", seed, articles[0].Text)
		}
		if slices.ContainsFunc(g.Copies[0].Sentences, func(s Sentence) bool { return s.Moved }) {
			moved++
		} else if articles[0].Text != story {
			t.Errorf("seed %d: nothing moved: %q", seed, articles[0].Text)
		}
	}
	if moved < 20 {
		t.Errorf("in %d of 50 something moved", moved)
	}
}

// TestOperationsAreApart holds that one operation leaves the choices of the others.
func TestOperationsAreApart(t *testing.T) {
	d := article(story)
	o := Defaults()
	_, with := Make(d, o, 5)
	o.Commentary, o.Facts = 0, 0
	_, without := Make(d, o, 5)
	for n := range with.Copies {
		kept := slices.DeleteFunc(slices.Clone(with.Copies[n].Sentences), func(s Sentence) bool { return s.Planted != nil })
		for i, s := range without.Copies[n].Sentences {
			if !reflect.DeepEqual(kept[i].Origins, s.Origins) || kept[i].Len() != s.Len() {
				t.Errorf("copy %d sentence %d: %+v, without comments %+v", n, i, kept[i], s)
			}
		}
	}
}

// TestQuotationsStayWhole holds that nothing comes between the sentences of a
// quotation, whatever the seed.
func TestQuotationsStayWhole(t *testing.T) {
	d := article(story)
	o := Options{Copies: 2, Drop: 0.5, Reorder: 0.8, Merge: 0.8, Split: 0.8, Credit: 0.8, Attribute: 0.8, Reword: 1, Commentary: 0.9, Hedge: 0.5, Remark: 0.5}
	for seed := range uint64(200) {
		articles, _ := Make(d, o, seed)
		for _, a := range articles {
			if strings.Contains(a.Text, "The old one is") && !strings.Contains(a.Text, `"The old one is closed. Who can live with that?"`) {
				t.Fatalf("seed %d: %s", seed, a.Text)
			}
		}
	}
}

func FuzzMake(f *testing.F) {
	for _, s := range []string{story, "", " ", "“a. b”", "\"A.\n\nB.\" C said.", "A. A. A. A.", "I said, \"No.\"", "Ça va; et toi. İ said so."} {
		f.Add(s, uint64(1))
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		text = strings.ToValidUTF8(text, "\ufffd")
		o := Options{Cut: 0.5, Drop: 0.3, Reorder: 0.5, Merge: 0.8, Split: 0.8, Credit: 0.8, Attribute: 0.8, Reword: 0.9,
			Hedge: 0.5, Label: 0.5, Intensifier: 0.5, Source: 0.5, Remark: 0.5, Commentary: 0.3, Facts: 0.3}
		articles, g := Make(article(text), o, seed)
		checkGold(t, articles, g)
	})
}
