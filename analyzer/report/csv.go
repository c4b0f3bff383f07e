package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"gloss/analyzer/news"
	"gloss/analyzer/outlet"
	"gloss/analyzer/score"
)

// A csvWriter writes the tables of tables.go as files, each story as it comes, and
// last datapackage.json, which says what they and their columns are. To a stream it
// writes one table.
type csvWriter struct {
	create func(string) (io.Writer, error)
	tool   Tool
	run    Run
	out    map[string]*bufio.Writer // by table
	story  string
	err    error
}

// newCSV makes a file of each table, or writes the one that to names to its stream.
func newCSV(to Sink, tool Tool, run Run) (*csvWriter, error) {
	c := &csvWriter{create: to.Create, tool: tool, run: run, out: make(map[string]*bufio.Writer)}
	if to.Create == nil {
		i := slices.Index(Tables, to.Table)
		if i < 0 {
			return nil, fmt.Errorf("format csv is several files: it needs a folder, or the name of one table (%s)", strings.Join(Tables, ", "))
		}
		c.begin(tables[i], to.Stream)
		return c, nil
	}
	for _, t := range tables {
		w, err := to.Create(t.name + ".csv")
		if err != nil {
			return nil, err
		}
		c.begin(t, w)
	}
	return c, nil
}

// begin writes the head of a table.
func (c *csvWriter) begin(t table, w io.Writer) {
	c.out[t.name] = bufio.NewWriter(w)
	var heads []any
	for _, col := range t.columns {
		heads = append(heads, plainText(col.name))
	}
	c.put(t.name, heads...)
}

// plainText is text that is no one's words and is written as it is.
type plainText string

// put writes a row of a table, if it is written at all.
func (c *csvWriter) put(name string, cells ...any) {
	w := c.out[name]
	if w == nil || c.err != nil {
		return
	}
	for i, cell := range cells {
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteString(csvField(cell))
	}
	_, c.err = w.WriteString("\r\n")
}

// csvField is a cell as RFC 4180 has it. Numbers are as short as they can be without
// loss; nil is empty.
func csvField(cell any) string {
	switch x := cell.(type) {
	case string:
		return csvQuoted(guarded(x))
	case plainText:
		return csvQuoted(string(x))
	case int:
		return strconv.Itoa(x)
	case float64:
		if x == 0 {
			x = 0 // no -0
		}
		return strconv.FormatFloat(x, 'g', -1, 64)
	case *float64:
		if x != nil {
			return csvField(*x)
		}
	case bool:
		return strconv.FormatBool(x)
	}
	return ""
}

// csvQuoted puts s between quotation marks where it needs them.
func csvQuoted(s string) string {
	if !strings.ContainsAny(s, ",\"\r\n") && strings.TrimSpace(s) == s {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

// formulaStarters begin what a spreadsheet takes for a formula. The apostrophe is
// among them so that one that was put there is told from one of the text.
const formulaStarters = "=+-@\t\r\n'＝＋－＠"

// guarded is s with an apostrophe before it where a spreadsheet would take it for a
// formula. A reader takes one apostrophe at the beginning away, and has s.
func guarded(s string) string {
	if s != "" && strings.IndexAny(s, formulaStarters) == 0 {
		return "'" + s
	}
	return s
}

// Story writes one story's rows.
func (c *csvWriter) Story(s Story, warnings []Warning) error {
	c.story = s.ID
	base, a, b, similarity := "", "", "", any(nil)
	if s.Base >= 0 {
		base = s.Documents[s.Base].ID
	}
	if w := s.Weakest; w != nil {
		a, b, similarity = w.A, w.B, w.Similarity
	}
	c.put("stories", s.ID, s.Comparable(), len(s.Documents), len(s.Rows), base, s.Wire, a, b, similarity)
	for d, doc := range s.Documents {
		c.article(s, d, doc, "")
	}
	for i, v := range s.Versions {
		c.article(s, len(s.Documents)+i, v.Document, s.Documents[v.Of].ID)
	}
	for n, r := range s.Rows {
		for _, p := range r.Places {
			doc := s.Documents[p.Document]
			at := doc.Sentences[p.Sentence].Span
			c.put("alignments", s.ID, n+1, r.Support(), r.Probability, doc.ID, doc.Outlet, sentenceID(p.Sentence), at.Start, at.End)
		}
	}
	for _, f := range s.Findings {
		c.finding(s, f)
	}
	for _, w := range s.Rewordings {
		a, b := s.Document(w.A.Document), s.Document(w.B.Document)
		c.put("swaps", "", "rewording", "", "", s.ID, a.ID, a.Outlet, sentenceID(w.A.Sentence), w.A.Start, w.A.End, w.A.Of(a.Text),
			b.ID, b.Outlet, sentenceID(w.B.Sentence), w.B.Start, w.B.End, w.B.Of(b.Text), "")
	}
	c.warnings(warnings)
	return c.err
}

// article writes what is said of one article: of itself, its sentences, its loaded
// terms. of is the ID of the article that it is an earlier version of.
func (c *csvWriter) article(s Story, d int, doc *news.Document, of string) {
	measured := s.Comparable() && d < len(s.Measures)
	cells := []any{s.ID, doc.ID, doc.Outlet, doc.Title, doc.Byline, doc.Published, doc.URL, doc.Path, doc.Offset, len(doc.Text), doc.Genre.Name, doc.Genre.Reason,
		doc.Credit.Name, doc.Credit.Reason, doc.Excerpt, d == s.Base, s.Wire != "" && doc.ID == s.Wire, of}
	if measured {
		m := s.Measures[d]
		cells = append(cells, m.Sentences, m.Words, m.OwnWords, m.Shared, m.OnlyHere, m.Commentary, m.CommentaryJudge)
		for _, t := range m.Tones() {
			if t.Sentences == 0 {
				cells = append(cells, nil, 0, 0)
			} else {
				cells = append(cells, t.Value, t.Sentences, t.Words)
			}
		}
		cells = append(cells, m.LoadedCommentary.Terms, m.LoadedCommentary.Words, m.LoadedOwn.Terms, m.LoadedOwn.Words)
		for _, t := range m.Terms {
			l := t.Hit.Term
			c.put("terms", s.ID, doc.ID, doc.Outlet, sentenceID(t.Sentence), t.Start, t.End, t.Of(doc.Text), l.Category, l.Source, l.Weight, t.Voice.String(), t.Shared, t.Charged() && d != s.Base)
		}
	} else {
		cells = append(cells, make([]any, len(tableOf("articles").columns)-len(cells))...)
	}
	c.put("articles", cells...)
	for i, sent := range doc.Sentences {
		cells := []any{s.ID, doc.ID, doc.Outlet, sentenceID(i), sent.Start, sent.End, sent.Kind.String(), nil, sent.Paragraph + 1, sent.Last - sent.First, nil, nil, nil, nil, sent.Reason, sent.Of(doc.Text)}
		if sent.Kind == news.Prose {
			cells[7] = plainText(doc.VoiceOf(i).String())
			if measured && sent.First < sent.Last {
				m := s.Measures[d].BySentence[i]
				cells[10], cells[11], cells[13] = m.OwnWords, m.Shared, m.ToneWords
				if m.ToneWords > 0 {
					cells[12] = m.Tone
				}
			}
		}
		c.put("sentences", cells...)
	}
}

// finding writes a finding, and where it is one, a swap or an unlisted term.
func (c *csvWriter) finding(s Story, f news.Finding) {
	doc := s.Documents[f.Document]
	sentence, paragraph := any(nil), any(nil)
	if f.Sentence >= 0 && !f.Missing() {
		sentence, paragraph = sentenceID(f.Sentence), doc.Sentences[f.Sentence].Paragraph+1
	}
	other := make([]any, 6)
	if o := f.Counterpart; o != nil {
		d := s.Document(o.Document)
		other = []any{d.ID, d.Outlet, sentenceID(o.Sentence), o.Start, o.End, o.Of(d.Text)}
	}
	words, toneWords := any(nil), any(nil)
	if f.Tone != nil {
		words, toneWords = f.OwnWords, f.ToneOf
	}
	probability := any(nil)
	if f.Probability > 0 {
		probability = f.Probability
	}
	text := s.Text(f)
	c.put("findings", append([]any{f.ID, s.ID, string(f.Kind), f.Category, string(f.Certainty), doc.ID, doc.Outlet, string(f.Part), sentence, paragraph, f.Start, f.End, text,
		f.Voice.String(), f.Reason, f.Shared, f.Tone, toneWords, words, f.Loaded, probability}, other...)...)
	switch {
	case f.Kind == news.Swap || f.Kind == news.QuoteDiff || f.Kind == news.Accuracy:
		row := append([]any{f.ID, string(f.Kind), f.Category, string(f.Certainty), s.ID, doc.ID, doc.Outlet, sentence, f.Start, f.End, text}, other...)
		c.put("swaps", append(row, f.Reason)...)
	case f.Kind == news.Loaded && f.Category == score.Unlisted:
		c.put("terms", s.ID, doc.ID, doc.Outlet, sentence, f.Start, f.End, text, f.Category, "", nil, f.Voice.String(), f.Shared, false)
	}
}

func (c *csvWriter) warnings(list []Warning) {
	for _, w := range list {
		c.put("warnings", c.story, w.Document, w.Text)
	}
}

// Close writes the outlets, and what the tables are.
func (c *csvWriter) Close(sum Summary) error {
	c.story = ""
	c.warnings(sum.Warnings)
	c.outlets(sum.Outlets)
	for _, w := range c.out {
		if err := w.Flush(); err != nil && c.err == nil {
			c.err = err
		}
	}
	if c.err != nil || c.create == nil {
		return c.err
	}
	w, err := c.create("datapackage.json")
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(dataPackage(c.tool, c.run), "", " ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

func (c *csvWriter) outlets(sum outlet.Summary) {
	for _, m := range sum.Measures {
		c.put("measures", m.Name, m.Title, m.Count, m.Of, m.Scale, m.Interval, m.Note)
	}
	for _, o := range sum.Outlets {
		c.put("outlets", o.Name, o.Stories, o.Articles, o.Sentences, o.Words, o.Credited, o.Beside.Opinion, o.Beside.Excerpts, o.Beside.Alone, o.CountsOnly)
		for _, f := range o.Figures {
			cells := []any{o.Name, f.Measure, f.Count, f.Sure, f.Of, f.Stories, f.Rate}
			if in := f.Interval; in != nil {
				cells = append(cells, in.Low, in.High, in.Method)
			} else {
				cells = append(cells, nil, nil, nil)
			}
			cells = append(cells, f.Rough)
			if d := f.Difference; d != nil {
				cells = append(cells, d.Estimate, d.Low, d.High, d.Rate, d.RestRate, d.RestCount, d.RestOf, d.Stories, d.Telling, d.P, d.Q, d.Rough)
			} else {
				cells = append(cells, make([]any, 12)...)
			}
			c.put("figures", cells...)
		}
	}
}
