// Package diff compares two reports: which findings appeared, went or changed, which
// articles and stories differ, which figures of outlets moved, and whether the two
// were made alike.
//
// Method: findings are the same if their ids are, which are hashes of their content;
// articles if their ids are; a story is the old one that it shares most articles
// with. Why not compare the files: positions and order change with every edit of an
// article, and say nothing. A report is read story by story and only what is compared
// is kept, no texts. What it gets wrong: a finding whose words or category changed
// went, and another appeared:
//
//	old, err := diff.Read("old.json", file)
//	d := diff.Compare(old, new)
package diff

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gloss/analyzer/report"
)

// A Report is what is compared of a report.
type Report struct {
	Name     string
	Made     Made
	findings []*Finding
	articles []*Article
	stories  []*Story
	outlets  []*Outlet
	measures []measure
}

// Made says what a report was made by and from.
type Made struct {
	Version  string            `json:"version"`
	Lexicons string            `json:"lexicons"`
	Models   string            `json:"models"`
	Options  map[string]string `json:"options,omitempty"`
	Input    string            `json:"input,omitempty"` // fingerprint of the articles
	Articles int               `json:"articles,omitempty"`
	Command  string            `json:"command,omitempty"`
}

// A Finding is a finding of a report.
type Finding struct {
	ID        string   `json:"id"`
	Kind      string   `json:"kind"`
	Category  string   `json:"category"`
	Certainty string   `json:"certainty"`
	Story     string   `json:"story"`
	Document  string   `json:"document"`
	Outlet    string   `json:"outlet"`
	Text      string   `json:"text"` // at most 300 bytes
	Voice     string   `json:"voice"`
	Shared    bool     `json:"shared"`
	Reason    string   `json:"reason"`
	Tone      *float64 `json:"tone,omitempty"`
	Loaded    *float64 `json:"loaded_per_100,omitempty"`
}

// An Article is an article that was compared.
type Article struct {
	ID     string            `json:"id"`
	Outlet string            `json:"outlet"`
	Title  string            `json:"title"`
	text   [sha256.Size]byte // hash of the text
}

// A Story is the articles of a story.
type Story struct {
	ID       string   `json:"id"`
	Articles []string `json:"articles"`
}

// An Outlet is the figures of an outlet.
type Outlet struct {
	Name    string   `json:"outlet"`
	Figures []figure `json:"figures"`
}

type figure struct {
	Measure string   `json:"measure"`
	Count   int      `json:"count"`
	Of      int      `json:"of"`
	Rate    *float64 `json:"rate"`
}

type measure struct{ Name, Title string }

// A story is a story as the Report JSON has it.
type story struct {
	ID        string
	Documents []Article
	Findings  []Finding
}

// UnmarshalJSON reads an article with its text, which it keeps a hash of.
func (a *Article) UnmarshalJSON(data []byte) error {
	var raw struct{ ID, Outlet, Title, Text string }
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	a.ID, a.Outlet, a.Title = raw.ID, raw.Outlet, raw.Title
	a.text = sha256.Sum256([]byte(raw.Text))
	return nil
}

// Read reads a report as gloss writes it with --format json or jsonl. The error says
// what is wrong with the file of that name.
func Read(name string, r io.Reader) (*Report, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	head, _ := in.Peek(256)
	rep := &Report{Name: name}
	read := rep.whole
	if strings.HasPrefix(strings.Join(strings.Fields(string(bytes.TrimPrefix(head, []byte("\ufeff")))), ""), `{"type":"report"`) {
		read = rep.lines
	}
	if err := read(json.NewDecoder(in)); err != nil {
		var kind *json.UnmarshalTypeError
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			err = errors.New("it ends in the middle, or is empty")
		case errors.As(err, &kind):
			err = fmt.Errorf("%s is no %s", kind.Field, kind.Type)
		}
		return nil, fmt.Errorf("%s: no report as --format json or jsonl writes it: %w", name, err)
	}
	return rep, nil
}

// known is an error unless a report's schema is one that is read here.
func known(schema int) error {
	if schema != report.Schema {
		return fmt.Errorf("its schema is %d, and this gloss reads %d", schema, report.Schema)
	}
	return nil
}

// whole reads the Report JSON, a story at a time.
func (r *Report) whole(d *json.Decoder) error {
	if err := expect(d, json.Delim('{')); err != nil {
		return err
	}
	seen := false
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		switch key {
		case "schema":
			var n int
			if err = d.Decode(&n); err == nil {
				err = known(n)
			}
			seen = true
		case "tool":
			err = d.Decode(&r.Made)
		case "run":
			err = r.run(d)
		case "stories":
			err = r.list(d)
		case "outlets":
			err = d.Decode(&r.outlets)
		case "figures":
			err = r.figures(d)
		default:
			err = d.Decode(new(json.RawMessage))
		}
		if err != nil {
			return err
		}
	}
	if err := expect(d, json.Delim('}')); err != nil {
		return err
	}
	if !seen {
		return errors.New("it has no schema number")
	}
	return nil
}

func expect(d *json.Decoder, want json.Token) error {
	got, err := d.Token()
	if err == nil && got != want {
		err = fmt.Errorf("%v where %v should stand", got, want)
	}
	return err
}

func (r *Report) list(d *json.Decoder) error {
	if err := expect(d, json.Delim('[')); err != nil {
		return err
	}
	for d.More() {
		var s story
		if err := d.Decode(&s); err != nil {
			return err
		}
		r.add(&s)
	}
	return expect(d, json.Delim(']'))
}

func (r *Report) run(d *json.Decoder) error {
	var run struct {
		Command string
		Options map[string]string
		Input   struct {
			Articles    int
			Fingerprint string
		}
	}
	err := d.Decode(&run)
	r.Made.Command, r.Made.Options, r.Made.Input, r.Made.Articles = run.Command, run.Options, run.Input.Fingerprint, run.Input.Articles
	return err
}

func (r *Report) figures(d *json.Decoder) error {
	var f struct{ Measures []measure }
	err := d.Decode(&f)
	r.measures = f.Measures
	return err
}

// lines reads lines of JSON.
func (r *Report) lines(d *json.Decoder) error {
	for n := 1; d.More(); n++ {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		var kind struct{ Type string }
		if err := json.Unmarshal(raw, &kind); err != nil {
			return err
		}
		if err := r.line(kind.Type, raw); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return nil
}

func (r *Report) line(kind string, raw json.RawMessage) error {
	switch kind {
	case "report":
		var head struct {
			Schema int
			Tool   Made
			Run    json.RawMessage
		}
		if err := json.Unmarshal(raw, &head); err != nil {
			return err
		}
		if err := known(head.Schema); err != nil {
			return err
		}
		r.Made = head.Tool
		return r.run(json.NewDecoder(bytes.NewReader(head.Run)))
	case "story":
		var s story
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		r.add(&s)
	case "outlet":
		var o Outlet
		if err := json.Unmarshal(raw, &o); err != nil {
			return err
		}
		r.outlets = append(r.outlets, &o)
	case "figures":
		return r.figures(json.NewDecoder(bytes.NewReader(raw)))
	}
	return nil
}

// mostText is how many bytes of a finding's words are kept.
const mostText = 300

// add keeps what is compared of a story.
func (r *Report) add(s *story) {
	outlets := make(map[string]string)
	st := &Story{ID: s.ID}
	for i := range s.Documents {
		a := s.Documents[i]
		outlets[a.ID] = a.Outlet
		st.Articles = append(st.Articles, a.ID)
		r.articles = append(r.articles, &a)
	}
	r.stories = append(r.stories, st)
	for i := range s.Findings {
		f := s.Findings[i]
		f.Story, f.Outlet = s.ID, outlets[f.Document]
		if len(f.Text) > mostText {
			end := mostText
			for !utf8.RuneStart(f.Text[end]) {
				end--
			}
			f.Text = strings.Clone(f.Text[:end]) + "…"
		}
		r.findings = append(r.findings, &f)
	}
}
