package report_test

import (
	"testing"

	"gloss/analyzer/isolate"
	"gloss/analyzer/news"
	"gloss/analyzer/report"
)

// TestFingerprint holds that the set of articles counts, not their order, and that
// nothing that a report depends on is left out.
func TestFingerprint(t *testing.T) {
	of := func(list ...news.Article) string {
		var f report.Fingerprint
		for i := range list {
			f.Add(&list[i])
		}
		return f.Input().Fingerprint
	}
	a, b := news.Article{ID: "a", Outlet: "Ledger", Title: "T", Text: "text"}, news.Article{ID: "b", Outlet: "Post", Text: "other"}
	moved := a
	moved.ID, moved.Path = "x", "elsewhere.txt"
	if of(a, b) != of(b, a) || of(a, b) != of(b, moved) {
		t.Error("order, id or path changes the fingerprint")
	}
	different := []string{of(), of(a), of(a, a), of(a, b), of(a, b, b)}
	for _, change := range []func(*news.Article){
		func(x *news.Article) { x.Outlet = "Ledge"; x.Title = "rT" },
		func(x *news.Article) { x.Text = "text " },
		func(x *news.Article) { x.Published = "2026-01-01" },
		func(x *news.Article) { x.URL = "https://a.example" },
		func(x *news.Article) { x.Byline = "A" },
	} {
		c := a
		change(&c)
		different = append(different, of(c))
	}
	seen := make(map[string]int)
	for i, f := range different {
		if j, ok := seen[f]; ok || len(f) != 16 {
			t.Errorf("sets %d and %d have the fingerprint %q", j, i, f)
		}
		seen[f] = i
	}
}

// TestFindingIDs holds that a finding keeps its id when it moves, when others come
// before it and when the story has another name, and that ids differ in a report.
func TestFindingIDs(t *testing.T) {
	ids := func(story string, texts ...string) []string {
		doc := &news.Document{Article: news.Article{ID: "a", Outlet: "Ledger"}}
		var found isolate.Result
		for _, s := range texts {
			at := news.Span{Start: len(doc.Text), End: len(doc.Text) + len(s)}
			doc.Text += s + " "
			doc.Sentences = append(doc.Sentences, news.Sentence{Span: at})
			found.Findings = append(found.Findings, news.Finding{Kind: news.Commentary, Certainty: news.Sure, Part: news.InText, Sentence: len(doc.Sentences) - 1, Span: at})
		}
		st := report.Build(&news.Story{ID: story, Base: -1, Documents: []*news.Document{doc}}, found, nil, nil)
		var out []string
		for _, f := range st.Findings {
			out = append(out, f.ID)
		}
		return out
	}
	one := ids("1", "Nobody asked.", "How odd.")
	two := ids("2", "Surely not.", "How odd.", "Nobody asked.", "Nobody asked.")
	if one[0] != two[2] || one[1] != two[1] {
		t.Errorf("ids %q and %q", one, two)
	}
	seen := make(map[string]bool)
	for _, id := range two {
		if seen[id] {
			t.Errorf("%q: %s twice", two, id)
		}
		seen[id] = true
	}
}
