package isolate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/align"
	"gloss/analyzer/isolate"
	"gloss/analyzer/news"
)

// TestVersions compares the latest state of an article with two earlier ones.
func TestVersions(t *testing.T) {
	const (
		vote  = "The council voted eight to five on Tuesday to build a wall across the harbour."
		cost  = "The wall will cost 214 million pounds, the council said on Wednesday."
		costs = "The wall will cost 241 million pounds, the council said on Wednesday."
		pier  = "Work on the northern pier begins in June, engineers told reporters."
		cheek = "Opponents called the plan a blank cheque drawn on people who were never asked."
		late  = "Nobody knows who will pay for any of it."
	)
	doc := func(id, published string, sentences ...string) *news.Document {
		st, _ := read(t, -1, strings.Join(sentences, "\n\n"))
		d := st.Documents[0]
		d.ID, d.Published = id, published
		return d
	}
	latest := doc("c", "", vote, costs, pier, late)
	st := &news.Story{Base: -1, Documents: []*news.Document{doc("other", "", vote), latest},
		Versions: []news.Version{{Document: doc("a", "2026-03-01", vote, cost, cheek), Of: 1}, {Document: doc("b", "2026-03-02", vote, cost, cheek, pier), Of: 1}}}
	rows := make([][]news.Row, len(st.Versions))
	for i, v := range st.Versions {
		rows[i] = align.Rows([]*news.Document{latest, v.Document}, align.Options{})
	}
	var got []string
	for _, f := range isolate.Versions(st, 1, rows) {
		text := ""
		if f.Missing() {
			text = f.Span.Of(st.Document(f.Counterpart.Document).Text)
		} else {
			text = f.Span.Of(latest.Text)
		}
		if f.Kind != news.Changed || f.Document != 1 || f.Reason == "" {
			t.Errorf("finding %+v", f)
		}
		against := ""
		if f.Counterpart != nil {
			against = st.Document(f.Counterpart.Document).ID
		}
		got = append(got, fmt.Sprintf("%s %s %s", f.Category, against, text))
	}
	slices.Sort(got)
	// pier is in b, not in a: it was added since a. The cost was already so in b.
	want := []string{"added  " + late, "added  " + pier, "removed b " + cheek, "reworded b 241"}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if isolate.Versions(st, 0, rows) != nil {
		t.Error("a copy without versions has changed")
	}
}
