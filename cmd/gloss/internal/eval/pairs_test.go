package eval

import (
	"encoding/json"
	"testing"

	"gloss/analyzer/news"
	"gloss/analyzer/report"
)

// A wrongReport builds a report by hand on a pair of our own, so that what is
// counted does not depend on what gloss finds.
func wrongReport(t *testing.T) (*annotatedPair, report.Story) {
	t.Helper()
	const record = `{"pair":["a","b"],
"A":[{"i":0,"text":"Brill closes its ferry","title":true},
 {"i":1,"text":"The council closed the ferry.","gold":{"class":"linked","sure":true}},
 {"i":2,"text":"The bridge stays open.","gold":{"class":"linked","sure":true}},
 {"i":3,"text":"\"We will sue,\" said Venn.","gold":{"class":"quote","sure":true}},
 {"i":4,"text":"Shame on them all.","gold":{"class":"commentary","sure":true}},
 {"i":5,"text":"It rained.","gold":{"either":["fact","context"],"sure":false}}],
"B":[{"i":0,"text":"The council axed the lovely old ferry.","gold":{"class":"linked","sure":true}},
 {"i":1,"text":"The bridge stays open.","gold":{"class":"linked","sure":true}},
 {"i":2,"text":"Who is surprised?","gold":{"class":"commentary","sure":true}},
 {"i":3,"text":"A bus will run from June.","gold":{"class":"fact","sure":true}}],
"links":[[1,0],[2,1]],"maybe_links":[[5,3]],
"insertions":[[{"side":"B","i":0,"text":"lovely old"}],[{"side":"B","i":0,"text":"lovely"},{"side":"A","i":4,"text":"all"}]],
"swaps":[[{"a_i":1,"b_i":0,"a":"closed","b":"axed"}],[{"a_i":1,"b_i":0,"a":"closed the ferry","b":"axed"},{"a_i":2,"b_i":1,"a":"stays","b":"stays"}]]}`
	var g goldPair
	if err := decode([]byte(record), &g); err != nil {
		t.Fatal(err)
	}
	p, err := g.annotated(make(map[string]string))
	if err != nil {
		t.Fatal(err)
	}
	st := report.Story{Story: &news.Story{}}
	for s, id := range []string{"A", "B"} {
		st.Documents = append(st.Documents, newAnalyzer(t).Document(news.Article{ID: id, Text: p.text[s]}))
	}
	// Sentences: A 0-4 are lines 1-5; B 0-3 are lines 0-3.
	row := func(a, b int) news.Row {
		return news.Row{Places: []news.Place{{Document: 0, Sentence: a}, {Document: 1, Sentence: b}}}
	}
	st.Rows = []news.Row{row(0, 0), row(2, 3), row(4, 3)} // right, wrong, one annotator's
	find := func(k news.FindingKind, c news.Certainty, d, line, start, end int) news.Finding {
		base := p.spans[d][line].Start
		return news.Finding{Kind: k, Certainty: c, Document: d, Part: news.InText, Span: news.Span{Start: base + start, End: base + end}}
	}
	swap := find(news.Swap, news.Judge, 1, 0, 12, 16)                                              // "axed"
	swap.Counterpart = &news.Counterpart{Place: news.Place{}, Span: news.Span{Start: 12, End: 18}} // "closed"
	st.Findings = []news.Finding{
		find(news.Commentary, news.Sure, 0, 3, 0, 18),  // Shame …: right
		find(news.Commentary, news.Sure, 1, 3, 0, 25),  // A bus …: wrong
		find(news.Commentary, news.Judge, 1, 2, 0, 17), // Who …: to judge
		find(news.Commentary, news.Sure, 1, 0, 0, 38),  // a shared line with an insertion: left out
		find(news.Commentary, news.Sure, 0, 4, 0, 10),  // not sure in the gold: left out
		swap,
		find(news.Insertion, news.Sure, 1, 0, 21, 27), // "lovely": right
		find(news.Insertion, news.Sure, 1, 3, 0, 5),   // "A bus": nobody's
	}
	return p, st
}

// TestPairCounts holds the counts of one report. The pairs' own scorer, given the
// same pair and report, counts links [1, 1, 1], commentary [1, 1, 1], and hears 1
// of 1 quotation.
func TestPairCounts(t *testing.T) {
	p, st := wrongReport(t)
	tallies := newPairTallies()
	tallies.count(p, st)
	j := &Job{set: pairs}
	tallies.rows(j)
	want := map[string][2]float64{ // n, value
		"links P": {2, .5}, "links R": {2, .5}, "links F1": {2, .5},
		"commentary P of sure calls": {2, .5}, "commentary R of sure calls": {2, .5}, "commentary F1 of sure calls": {2, .5},
		"commentary R of sure and to judge": {2, 1}, "commentary P of sure and to judge": {3, 2. / 3},
		"voice marked quotations not own": {1, 1}, "voice commentary own": {2, 1},
		"swaps R, either annotator's": {2, .5}, "swaps P, either annotator's": {1, 1},
		"insertions R, either annotator's": {2, 1}, "insertions P, either annotator's": {2, .5},
	}
	for _, r := range j.rows {
		key := r.Task + " " + r.Measure
		w, ok := want[key]
		if !ok || float64(r.N) != w[0] || r.Value != w[1] {
			t.Errorf("%s: %v of %d, want %v", key, r.Value, r.N, w)
		}
		delete(want, key)
	}
	for key := range want {
		t.Errorf("%s is not measured", key)
	}
}

// TestGroups holds that pairs which share an article are drawn together.
func TestGroups(t *testing.T) {
	group := make(map[string]string)
	var got []string
	for _, names := range [][2]string{{"a", "b"}, {"c", "d"}, {"b", "e"}, {"f", "d"}} {
		var g goldPair
		raw, err := json.Marshal(map[string]any{"pair": names, "A": []any{}, "B": []any{}, "links": []any{}})
		if err == nil {
			err = decode(raw, &g)
		}
		if err != nil {
			t.Fatal(err)
		}
		p, err := g.annotated(group)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, p.group)
	}
	if got[0] != got[2] || got[1] != got[3] || got[0] == got[1] {
		t.Errorf("groups %q", got)
	}
}
