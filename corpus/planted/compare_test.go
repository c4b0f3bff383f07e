package planted

import (
	"testing"

	"gloss/analyzer/news"
)

// TestCompare feeds Compare what is right, and nothing.
func TestCompare(t *testing.T) {
	o := Defaults()
	o.Copies = 3
	articles, g := Make(article(story), o, 11)
	right := news.Story{ID: "1", Base: -1}
	var findings []news.Finding
	for n, c := range g.Copies {
		d := &news.Document{Article: articles[n]}
		for i, s := range c.Sentences {
			d.Sentences = append(d.Sentences, news.Sentence{Span: s.Span})
			f := news.Finding{Kind: news.Addition, Certainty: news.Sure, Document: n, Part: news.InText, Sentence: i, Span: s.Span}
			if s.IsCommentary() {
				f.Kind = news.Commentary
			}
			if g.Alone(news.Place{Document: n, Sentence: i}) {
				findings = append(findings, f)
			}
		}
		for _, m := range c.Insertions {
			findings = append(findings, news.Finding{Kind: news.Insertion, Document: n, Part: news.InText, Sentence: m.Sentence, Span: m.Span})
		}
		right.Documents = append(right.Documents, d)
	}
	for _, l := range g.Links() {
		right.Rows = append(right.Rows, news.Row{Places: []news.Place{l.A, l.B}})
	}
	all := Compare(right, findings, g)
	for name, c := range map[string]Tally{"links": all.Links, "commentary": all.Commentary, "additions": all.Additions} {
		if c.TP == 0 || c.F1() != 1 || c.Precision() != 1 || c.Recall() != 1 {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if all.FactsCharged != 0 || all.PlantedFacts == 0 {
		t.Errorf("facts: %d of %d charged", all.FactsCharged, all.PlantedFacts)
	}
	for label, c := range all.Insertions {
		if c.FN != 0 {
			t.Errorf("insertions of %s: %+v", label, c)
		}
	}
	nothing := Compare(news.Story{}, nil, g)
	if nothing.Links != (Tally{FN: all.Links.TP}) || nothing.Commentary != (Tally{FN: all.Commentary.TP}) || nothing.Additions != (Tally{FN: all.Additions.TP}) {
		t.Errorf("%+v", nothing)
	}
	sum := Counts{}
	sum.Add(all)
	sum.Add(nothing)
	if sum.Links.TP != all.Links.TP || sum.Links.FN != all.Links.TP || sum.Links.Recall() != 0.5 {
		t.Errorf("sum %+v", sum.Links)
	}
	charged := make([]news.Finding, 0, len(findings))
	for n, c := range g.Copies {
		for i, s := range c.Sentences {
			charged = append(charged, news.Finding{Kind: news.Commentary, Certainty: news.Sure, Document: n, Part: news.InText, Sentence: i, Span: s.Span})
		}
	}
	if c := Compare(right, charged, g); c.FactsCharged != c.PlantedFacts || c.Commentary.FP < c.PlantedFacts || c.Commentary.FN != 0 {
		t.Errorf("all charged: %+v", c)
	}
}

func TestDraw(t *testing.T) {
	d := newDraw(1, 0, "x")
	hits := 0
	for range 10000 {
		if d.chance(0.3) {
			hits++
		}
	}
	if hits < 2800 || hits > 3200 {
		t.Errorf("%d of 10000 at 0.3", hits)
	}
	if d.chance(0) || !d.chance(1) {
		t.Error("0 happens, or 1 does not")
	}
	seen := make(map[int]bool)
	for _, n := range d.order(50) {
		seen[n] = true
	}
	if len(seen) != 50 {
		t.Errorf("an order of 50 holds %d", len(seen))
	}
}
