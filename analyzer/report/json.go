package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"gloss/analyzer/cluster"
	"gloss/analyzer/news"
	"gloss/analyzer/outlet"
	"gloss/analyzer/score"
)

type jsonStory struct {
	ID         string             `json:"id"`
	Comparable bool               `json:"comparable"`
	Base       string             `json:"base,omitempty"`
	Wire       string             `json:"wire,omitempty"`
	Weakest    *cluster.Pair      `json:"weakest,omitempty"`
	Documents  []jsonDocument     `json:"documents"`
	Rows       []jsonRow          `json:"rows"`
	Kinds      []news.FindingKind `json:"kinds,omitempty"` // that are told, if not all
	Findings   []jsonFinding      `json:"findings"`
	Rewordings []jsonRewording    `json:"rewordings"`
	Versions   []jsonVersion      `json:"versions,omitempty"`
}

// A jsonVersion is an earlier state of a document.
type jsonVersion struct {
	Of string `json:"of"`
	jsonDocument
}

type jsonDocument struct {
	ID         string          `json:"id"`
	Outlet     string          `json:"outlet"`
	Title      string          `json:"title"`
	Byline     string          `json:"byline,omitempty"`
	Published  string          `json:"published,omitempty"`
	URL        string          `json:"url,omitempty"`
	Genre      *jsonLabel      `json:"genre,omitempty"`
	Credit     *jsonLabel      `json:"credit,omitempty"`
	Excerpt    bool            `json:"excerpt,omitempty"`
	Path       string          `json:"path,omitempty"`
	Offset     int             `json:"offset,omitempty"`
	Text       string          `json:"text"`
	Sentences  []jsonSentence  `json:"sentences"`
	Quotations []news.Span     `json:"quotations"`
	Passages   []jsonPassage   `json:"passages"`
	Measures   *score.Measures `json:"measures,omitempty"`
}

// A jsonLabel is a word given to an article, and why.
type jsonLabel struct {
	Name   string `json:"name"`
	Reason string `json:"reason,omitempty"`
}

func label(l news.Label) *jsonLabel {
	if l.Name == "" {
		return nil
	}
	return &jsonLabel{l.Name, l.Reason}
}

type jsonSentence struct {
	ID string `json:"id"`
	news.Span
	Kind      string `json:"kind"`
	Voice     string `json:"voice,omitempty"`
	Paragraph int    `json:"paragraph"`
	Reason    string `json:"reason,omitempty"`
}

type jsonPassage struct {
	Sentence string `json:"sentence"`
	news.Span
	Voice   string     `json:"voice"`
	Source  *news.Span `json:"source,omitempty"`
	Unnamed bool       `json:"unnamed,omitempty"`
	Record  bool       `json:"record,omitempty"` // the source is a document, not a person
	Reason  string     `json:"reason"`
}

type jsonPlace struct {
	Document string `json:"document"`
	Sentence string `json:"sentence"`
}

type jsonRow struct {
	Sentences   []jsonPlace `json:"sentences"`
	Support     int         `json:"support"`
	Probability float64     `json:"probability"`
}

type jsonFinding struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Category  string `json:"category"`
	Certainty string `json:"certainty"`
	Document  string `json:"document"`
	Part      string `json:"part"`
	Sentence  string `json:"sentence,omitempty"`
	news.Span
	Text        string     `json:"text"`
	Voice       string     `json:"voice"`
	Reason      string     `json:"reason"`
	Shared      bool       `json:"shared"`
	Tone        *float64   `json:"tone,omitempty"`
	ToneWords   []jsonWord `json:"tone_words,omitempty"`
	Loaded      *float64   `json:"loaded_per_100,omitempty"`
	Counterpart *jsonOther `json:"counterpart,omitempty"`
}

// A jsonWord is a stretch of the document's text.
type jsonWord struct {
	news.Span
	Text string `json:"text"`
}

type jsonOther struct {
	jsonPlace
	news.Span
	Text string `json:"text"`
}

type jsonRewording struct {
	A jsonOther `json:"a"`
	B jsonOther `json:"b"`
}

// A jsonWriter writes the Report JSON, each story as it comes.
type jsonWriter struct {
	w        *bufio.Writer
	tool     Tool
	run      Run
	n        int // stories that were written
	warnings []Warning
}

func newJSON(w io.Writer, tool Tool, run Run) *jsonWriter {
	return &jsonWriter{w: bufio.NewWriterSize(w, 1<<16), tool: tool, run: run, warnings: []Warning{}}
}

// Story writes one story.
func (j *jsonWriter) Story(s Story, warnings []Warning) error {
	separator := ",\n  "
	if j.n == 0 {
		separator = "\n  "
		if err := j.begin(); err != nil {
			return err
		}
	}
	j.n++
	j.w.WriteString(separator)
	j.warnings = append(j.warnings, warnings...)
	return j.value("  ", s.json())
}

// begin writes what comes before the stories.
func (j *jsonWriter) begin() error {
	fmt.Fprintf(j.w, "{\n \"schema\": %d,\n \"tool\": ", Schema)
	if err := j.value(" ", j.tool); err != nil {
		return err
	}
	j.w.WriteString(",\n \"run\": ")
	if err := j.value(" ", j.run.json()); err != nil {
		return err
	}
	j.w.WriteString(",\n \"stories\": [")
	return nil
}

// Close writes what comes after the stories.
func (j *jsonWriter) Close(sum Summary) error {
	end := "\n ]"
	if j.n == 0 {
		end = "]"
		if err := j.begin(); err != nil {
			return err
		}
	}
	j.w.WriteString(end)
	outlets := roundedOutlets(sum.Outlets)
	list := outlets.Outlets
	if outlets.Outlets = nil; list == nil {
		list = []outlet.Outlet{}
	}
	for _, part := range []struct {
		name string
		v    any
	}{{"outlets", list}, {"figures", outlets}, {"warnings", append(j.warnings, sum.Warnings...)}} {
		fmt.Fprintf(j.w, ",\n %q: ", part.name)
		if err := j.value(" ", part.v); err != nil {
			return err
		}
	}
	j.w.WriteString("\n}\n")
	return j.w.Flush()
}

// value writes v, its lines but the first after prefix.
func (j *jsonWriter) value(prefix string, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, " ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := j.w.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
	return err
}

func (s Story) json() jsonStory {
	out := jsonStory{ID: s.ID, Comparable: s.Comparable(), Documents: []jsonDocument{}, Rows: []jsonRow{}, Findings: []jsonFinding{}, Rewordings: []jsonRewording{}}
	if s.Base >= 0 {
		out.Base = s.Documents[s.Base].ID
	}
	out.Wire = s.Wire
	out.Weakest, out.Kinds = s.Weakest, s.Kinds
	for d, doc := range s.Documents {
		out.Documents = append(out.Documents, s.jsonDocument(d, doc))
	}
	for i, v := range s.Versions {
		out.Versions = append(out.Versions, jsonVersion{s.Documents[v.Of].ID, s.jsonDocument(len(s.Documents)+i, v.Document)})
	}
	for _, r := range s.Rows {
		row := jsonRow{Support: r.Support(), Probability: round(r.Probability)}
		for _, p := range r.Places {
			row.Sentences = append(row.Sentences, s.place(p))
		}
		out.Rows = append(out.Rows, row)
	}
	for _, f := range s.Findings {
		out.Findings = append(out.Findings, s.finding(f))
	}
	for _, w := range s.Rewordings {
		out.Rewordings = append(out.Rewordings, jsonRewording{s.other(w.A), s.other(w.B)})
	}
	return out
}

func (s Story) jsonDocument(d int, doc *news.Document) jsonDocument {
	out := jsonDocument{ID: doc.ID, Outlet: doc.Outlet, Title: doc.Title, Byline: doc.Byline, Published: doc.Published, URL: doc.URL,
		Genre: label(doc.Genre), Credit: label(doc.Credit), Excerpt: doc.Excerpt, Path: doc.Path, Offset: doc.Offset, Text: doc.Text,
		Sentences: []jsonSentence{}, Quotations: []news.Span{}, Passages: []jsonPassage{}}
	for i, sent := range doc.Sentences {
		js := jsonSentence{ID: sentenceID(i), Span: sent.Span, Kind: sent.Kind.String(), Paragraph: sent.Paragraph, Reason: sent.Reason}
		if sent.Kind == news.Prose {
			js.Voice = doc.VoiceOf(i).String()
		}
		out.Sentences = append(out.Sentences, js)
	}
	for _, q := range doc.Quotations {
		out.Quotations = append(out.Quotations, q.Span)
	}
	for _, p := range doc.Passages {
		jp := jsonPassage{Sentence: sentenceID(p.Sentence), Span: p.Span, Voice: p.Voice.String(), Unnamed: p.Unnamed, Record: p.Record, Reason: p.Reason}
		if p.Source.Len() > 0 {
			jp.Source = &p.Source
		}
		out.Passages = append(out.Passages, jp)
	}
	if s.Comparable() && d < len(s.Measures) {
		m := rounded(s.Measures[d])
		out.Measures = &m
	}
	return out
}

func (s Story) finding(f news.Finding) jsonFinding {
	out := jsonFinding{ID: f.ID, Kind: string(f.Kind), Category: f.Category, Certainty: string(f.Certainty),
		Document: s.Documents[f.Document].ID, Part: string(f.Part), Span: f.Span, Text: s.Text(f), Voice: f.Voice.String(),
		Reason: f.Reason, Shared: f.Shared, Tone: roundp(f.Tone), Loaded: roundp(f.Loaded)}
	if f.Sentence >= 0 && !f.Missing() {
		out.Sentence = sentenceID(f.Sentence)
	}
	for _, w := range f.ToneWords {
		out.ToneWords = append(out.ToneWords, jsonWord{w, w.Of(s.Documents[f.Document].Text)})
	}
	if f.Counterpart != nil {
		o := s.other(*f.Counterpart)
		out.Counterpart = &o
	}
	return out
}

func (s Story) place(p news.Place) jsonPlace {
	return jsonPlace{s.Document(p.Document).ID, sentenceID(p.Sentence)}
}

func (s Story) other(c news.Counterpart) jsonOther {
	return jsonOther{s.place(c.Place), c.Span, c.Span.Of(s.Document(c.Document).Text)}
}

// sentenceID names sentence i of its document; it counts from 1.
func sentenceID(i int) string { return fmt.Sprintf("s%d", i+1) }
