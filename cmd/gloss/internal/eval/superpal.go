package eval

import (
	"cmp"
	"slices"

	"gloss/analyzer/align"
	"gloss/analyzer/news"
)

// superpal are sentences of summaries with the sentences of news articles that
// say the same. The set has no whole articles: a topic's documents are made of
// all its sentences, in their order. It has pairs that match and no others, so
// there is a recall and no precision.
var superpal = Set{Name: "superpal_multinews", Task: "links", Files: []File{{
	Names:   Names{Open: "dev.jsonl *_open.jsonl", Heldout: "test.jsonl *_heldout.jsonl", Dev: "dev.jsonl", Test: "test.jsonl"},
	Measure: measureSuperpal,
}}}

type summaryPair struct {
	Topic     string `json:"topic"`
	Doc       string `json:"doc"`
	Summary   string `json:"summary_sent"`
	Source    string `json:"doc_sent"`
	SummaryAt int    `json:"summary_sent_char"`
	SourceAt  int    `json:"doc_sent_char"`
}

func measureSuperpal(j *Job, d *Data) error {
	var order []string
	topics := make(map[string][]summaryPair)
	err := readLines(d, func(p summaryPair) error {
		if _, ok := topics[p.Topic]; !ok {
			order = append(order, p.Topic)
		}
		topics[p.Topic] = append(topics[p.Topic], p)
		return nil
	})
	if err != nil {
		return err
	}
	t := NewTally(2)
	for _, topic := range order {
		j.countTopic(t, topic, topics[topic])
	}
	j.Add("links", "R", t.total(), "sentence pairs", "topics", t.Sample(share))
	return nil
}

// countTopic aligns a topic's summary with its articles.
func (j *Job) countTopic(t *Tally, topic string, ps []summaryPair) {
	texts := newTexts()
	for _, p := range ps {
		texts.add("", p.Summary, p.SummaryAt)
		texts.add(p.Doc, p.Source, p.SourceAt)
	}
	docs, spans := texts.documents(j)
	linked := make(map[[2]textUnit]bool)
	for _, r := range align.Rows(docs, align.Options{}) {
		var units []textUnit
		for _, p := range r.Places {
			for _, u := range hit(spans[p.Document], docs[p.Document].Sentences[p.Sentence].Span) {
				units = append(units, textUnit{p.Document, u})
			}
		}
		for _, a := range units {
			for _, b := range units {
				linked[[2]textUnit{a, b}] = true
			}
		}
	}
	seen := make(map[[2]textUnit]bool)
	for _, p := range ps {
		pair := [2]textUnit{texts.unit("", p.Summary), texts.unit(p.Doc, p.Source)}
		if !seen[pair] {
			seen[pair] = true
			tick(t, topic, linked[pair])
		}
	}
}

// texts gathers the distinct sentences of several documents.
type texts struct {
	names     []string // "" is the first: the summary
	sentences map[string][]placed
}

type placed struct {
	text string
	at   int
}

// A textUnit is a sentence by document and place.
type textUnit struct{ document, unit int }

func newTexts() *texts { return &texts{sentences: make(map[string][]placed)} }

func (t *texts) add(name, text string, at int) {
	if !slices.Contains(t.names, name) {
		t.names = append(t.names, name)
	}
	if !slices.ContainsFunc(t.sentences[name], func(p placed) bool { return p.text == text }) {
		t.sentences[name] = append(t.sentences[name], placed{text, at})
	}
}

// documents makes the Documents, sentences in the order of their places.
func (t *texts) documents(j *Job) (docs []*news.Document, spans [][]news.Span) {
	for _, name := range t.names {
		list := t.sentences[name]
		slices.SortStableFunc(list, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
		var units []string
		for _, p := range list {
			units = append(units, p.text)
		}
		text, at := joined(units)
		docs = append(docs, j.Analyzer.Document(news.Article{ID: name, Text: text}))
		spans = append(spans, at)
	}
	return docs, spans
}

func (t *texts) unit(name, text string) textUnit {
	return textUnit{slices.Index(t.names, name), slices.IndexFunc(t.sentences[name], func(p placed) bool { return p.text == text })}
}
