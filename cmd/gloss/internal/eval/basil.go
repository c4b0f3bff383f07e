package eval

import (
	"fmt"
	"strings"

	"gloss/analyzer/news"
)

// basil are whole articles of three outlets with spans of bias: by word choice
// (lexical) or by what is told (informational), each inside somebody's words or
// not. gloss looks for neither kind in one article alone; the same call as for
// other labels of bias is measured on both.
var basil = Set{Name: "basil", Task: "bias", Files: []File{{Names: suffixed("articles"), Measure: measureBASIL}}}

type basilArticle struct {
	Event     string          `json:"event"`
	Title     basilTitle      `json:"title"`
	Sentences []basilSentence `json:"sentences"`
}

type basilTitle struct {
	Text string `json:"text"`
}

type basilSentence struct {
	Para          int         `json:"para"`
	Text          string      `json:"text"`
	Spans         []basilSpan `json:"spans"`
	Lexical       bool        `json:"lexical"`
	Informational bool        `json:"informational"`
}

type basilSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
}

// text is the article's text, paragraphs apart, and where its sentences stand.
func (a basilArticle) text() (string, []news.Span) {
	var b strings.Builder
	spans := make([]news.Span, len(a.Sentences))
	for i, s := range a.Sentences {
		switch {
		case i == 0:
		case s.Para == a.Sentences[i-1].Para:
			b.WriteString(" ")
		default:
			b.WriteString("\n\n")
		}
		spans[i] = news.Span{Start: b.Len(), End: b.Len() + len(s.Text)}
		b.WriteString(s.Text)
	}
	return b.String(), spans
}

func measureBASIL(j *Job, d *Data) error {
	lexical, informational, voices := newConfusion(2), newConfusion(2), newConfusion(2)
	err := readLines(d, func(a basilArticle) error {
		text, spans := a.text()
		doc := j.Analyzer.Document(news.Article{ID: "1", Title: a.Title.Text, Text: text})
		loaded := j.loadedIn(doc)
		for i, s := range a.Sentences {
			got := index(j.biasedIn(doc, spans[i], loaded))
			lexical.add(a.Event, index(s.Lexical), got)
			informational.add(a.Event, index(s.Informational), got)
			offsets := runeOffsets(s.Text)
			for _, x := range s.Spans {
				quoted, err := class("quote", x.Quote, "no", "yes")
				if err != nil {
					return err
				}
				at, ok := byteSpan(offsets, x.Start, x.End)
				if !ok {
					return fmt.Errorf("sentences.%d.spans: %d to %d does not lie in a text of %d characters", i, x.Start, x.End, len(offsets)-1)
				}
				at.Start, at.End = at.Start+spans[i].Start, at.End+spans[i].Start
				voices.add(a.Event, quoted, index(notOwn(doc, at)))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("bias", "macro-F1, lexical", lexical.total(), "sentences", "events", lexical.Sample(lexical.macroF1))
	j.Add("bias", "F1, lexical", lexical.total(), "sentences", "events", lexical.Sample(lexical.classF1(1)))
	j.Add("bias", "macro-F1, informational", informational.total(), "sentences", "events", informational.Sample(informational.macroF1))
	j.Add("voice", "accuracy, own or quoted", voices.total(), "spans", "events", voices.Sample(voices.accuracy))
	j.Add("voice", "F1 of own", voices.total(), "spans", "events", voices.Sample(voices.classF1(0)))
	return nil
}

// notOwn reports whether the greater part of at is quoted or attributed.
func notOwn(d *news.Document, at news.Span) bool {
	theirs, ours := 0, 0
	for _, p := range d.Passages {
		switch p.Voice {
		case news.Quoted, news.Attributed:
			theirs += p.Overlap(at)
		default:
			ours += p.Overlap(at)
		}
	}
	return theirs > ours
}
