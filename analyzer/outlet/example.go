package outlet

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// MostExamples is how many examples an outlet has at the most.
const MostExamples = 3

// mostText is how many bytes of a finding's words an example keeps.
const mostText = 300

// A candidate is a finding that may become an example. Its strings are the story's.
type candidate struct {
	Example
	rank  int // of its kind
	nth   int // of its outlet's candidates in the story, which count from 0
	found news.Finding
}

// example notes a finding if it is among the strongest of its outlet's in the story.
func (c *counter) example(u *unit, f news.Finding) {
	r := rankOf(f)
	if u.outlet == "" || r < 0 {
		return
	}
	doc := c.Documents[f.Document]
	e := candidate{rank: r, found: f, Example: Example{Kind: string(f.Kind), Category: f.Category, Certainty: string(f.Certainty),
		Probability: f.Probability, Reason: f.Reason, Story: c.ID, Document: doc.ID, URL: doc.URL, Published: doc.Published}}
	u.examples, _ = insert(u.examples, e)
	for i := range u.examples {
		if e := &u.examples[i]; e.Text == "" {
			e.Text = c.text(e.found)
			e.Headline, _, _, _ = doc.Headline()
		}
	}
}

// text is what an example shows: a finding's words, in their sentence.
func (c *counter) text(f news.Finding) string {
	doc := c.Documents[f.Document]
	switch {
	case f.Missing():
		return f.Span.Of(c.Document(f.Counterpart.Document).Text)
	case f.Part == news.InTitle:
		return f.Span.Of(doc.Title)
	case f.Sentence >= 0:
		return doc.SentenceText(f.Sentence)
	}
	return f.Span.Of(doc.Text)
}

// ranks are the kinds of finding that can be examples, strongest first. An empty
// category is any.
var ranks = []struct {
	kind      news.FindingKind
	category  string
	certainty news.Certainty
}{
	{news.Commentary, "", news.Sure}, {news.Insertion, "commentary", news.Sure}, {news.Insertion, "label", news.Sure}, {news.Swap, "", news.Sure},
	{news.Attribution, "unnamed", news.Sure}, {news.Omission, "", news.Sure}, {news.Commentary, "", news.Judge}, {news.Insertion, "commentary", news.Judge},
}

// rankOf is the place of a finding's kind in ranks; -1 if it can be no example.
func rankOf(f news.Finding) int {
	for i, r := range ranks {
		if r.kind == f.Kind && (r.category == "" || r.category == f.Category) && r.certainty == f.Certainty {
			return i
		}
	}
	return -1
}

// stronger orders candidates: by kind, then the first of every story before the
// second of any, then the likelier, then by story and place, so that no two are
// equal.
func stronger(a, b candidate) int {
	return cmp.Or(a.rank-b.rank, a.nth-b.nth, -cmp.Compare(a.Probability, b.Probability), cmp.Compare(a.Story, b.Story), cmp.Compare(a.Document, b.Document),
		a.found.Start-b.found.Start, a.found.End-b.found.End, cmp.Compare(a.Category, b.Category), cmp.Compare(a.Reason, b.Reason))
}

// insert puts e among the strongest, in their order, unless there are MostExamples
// that are stronger.
func insert(es []candidate, e candidate) (strongest []candidate, in bool) {
	i, _ := slices.BinarySearchFunc(es, e, stronger)
	if i >= MostExamples {
		return es, false
	}
	es = slices.Insert(es, i, e)
	return es[:min(len(es), MostExamples)], true
}

// keep makes strings of e its own: those of a candidate are parts of whole articles.
func (e *Example) keep() {
	if len(e.Text) > mostText {
		end := mostText
		for !utf8.RuneStart(e.Text[end]) {
			end--
		}
		e.Text = e.Text[:end] + "…"
	}
	for _, s := range [...]*string{&e.Category, &e.Text, &e.Reason, &e.Story, &e.Document, &e.Headline, &e.URL, &e.Published} {
		*s = strings.Clone(*s)
	}
}
