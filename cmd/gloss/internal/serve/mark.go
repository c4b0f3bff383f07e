package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// A label is what a reader says a stretch of text is.
type label string

// The labels. Unclear is a permitted answer.
const (
	asCommentary label = "commentary"
	asLoaded     label = "loaded"
	asAttributed label = "attributed"
	asUnclear    label = "unclear"
)

// labels in the order of the page, with what they are called and mean there.
var labels = []struct {
	Label             label
	Name, Means, Sign string
}{
	{asCommentary, "Commentary", "The paper says what it thinks: it judges, mocks, warns, or asks a question that is no real question.", "C"},
	{asLoaded, "Loaded words", "Words that praise or blame where a plain word would do.", "L"},
	{asAttributed, "Someone else’s words", "What a person, an office or a document said, with or without quotation marks.", "S"},
	{asUnclear, "Not clear", "Something is going on here, and you cannot tell what. That is a good answer.", "?"},
}

func knownLabel(l label) bool {
	for _, k := range labels {
		if k.Label == l {
			return true
		}
	}
	return false
}

func (l label) name() string {
	for _, k := range labels {
		if k.Label == l {
			return k.Name
		}
	}
	return string(l)
}

// A mark is one stretch of one copy with its label.
type mark struct {
	Document  string `json:"document"` // ID of the copy
	news.Span        // bytes of the copy's text
	Kind      label  `json:"kind"`
	Text      string `json:"text"` // the marked words, so that the file can be read and checked
}

// A marksFile is what a reader saved. Its fields are a promise: a file that was
// saved last term still opens.
type marksFile struct {
	Format  string `json:"format"` // marksFormat
	Version int    `json:"version"`
	Story   string `json:"story"` // fingerprint of the texts
	Title   string `json:"title"`
	Name    string `json:"name"` // the reader's, or a group's; may be empty
	Marks   []mark `json:"marks"`
}

const (
	marksFormat  = "gloss marks"
	marksVersion = 1
)

// readMarks reads a file of marks on st. The error says, in words for the pupil,
// what is wrong with the file.
func readMarks(st *story, data []byte) (marksFile, error) {
	var f marksFile
	if err := json.Unmarshal(data, &f); err != nil || f.Format != marksFormat {
		return f, fmt.Errorf("is not a file of marks that was saved here")
	}
	switch {
	case f.Version != marksVersion:
		return f, fmt.Errorf("was saved by another version of gloss (%d, this one reads %d)", f.Version, marksVersion)
	case f.Story != st.Print:
		return f, fmt.Errorf("has marks on other texts: “%s”", clip(f.Title, 2*maxName))
	case len(f.Marks) > maxMarks:
		return f, fmt.Errorf("has %d marks, more than %d", len(f.Marks), maxMarks)
	}
	f.Name = clip(strings.Join(strings.Fields(strings.ToValidUTF8(f.Name, "")), " "), maxName)
	for i, m := range f.Marks {
		d := st.document(m.Document)
		if d < 0 || !knownLabel(m.Kind) || !within(st.Documents[d].Text, m.Span) || !sameWords(m.Text, m.Span.Of(st.Documents[d].Text)) {
			return f, fmt.Errorf("was changed after it was saved: mark %d does not fit the text", i+1)
		}
	}
	return f, nil
}

// sameWords compares texts but for their white space, which a browser changes.
func sameWords(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }

// within reports whether at is a stretch of whole characters of text.
func within(text string, at news.Span) bool {
	return 0 <= at.Start && at.Start < at.End && at.End <= len(text) && utf8.RuneStart(text[at.Start]) && (at.End == len(text) || utf8.RuneStart(text[at.End]))
}

// document is the index of the copy with that ID, or -1.
func (st *story) document(id string) int {
	for d, doc := range st.Documents {
		if doc.ID == id {
			return d
		}
	}
	return -1
}

// A word is one word of a copy as it is marked.
type word struct {
	news.Span
	Sentence int
}

// wordsOf are the words of prose and headings of each copy: what can be marked.
func wordsOf(docs []*news.Document) [][]word {
	all := make([][]word, len(docs))
	for d, doc := range docs {
		for i, s := range doc.Sentences {
			if !markable(s) {
				continue
			}
			for _, w := range doc.SentenceWords(i) {
				all[d] = append(all[d], word{w.Span, i})
			}
		}
	}
	return all
}

func markable(s news.Sentence) bool { return s.Kind == news.Prose || s.Kind == news.Heading }

// A piece is a stretch of a sentence on the page: a word, or what stands between
// two.
type piece struct {
	Text       string
	Word       bool
	Start, End int // of a word: bytes of the copy's text
}

// A block is a paragraph or a heading of a copy, with its sentences in pieces.
type block struct {
	Heading   bool
	Sentences [][]piece
}

// blocks are the paragraphs of copy d as they are marked.
func (st *story) blocks(d int) []block {
	doc := st.Documents[d]
	var out []block
	last := -1
	for i, s := range doc.Sentences {
		if !markable(s) {
			continue
		}
		if s.Kind == news.Heading || s.Paragraph != last || len(out) == 0 || out[len(out)-1].Heading {
			out = append(out, block{Heading: s.Kind == news.Heading})
		}
		last = s.Paragraph
		b := &out[len(out)-1]
		b.Sentences = append(b.Sentences, pieces(doc, i))
	}
	return out
}

// pieces divides sentence i. Marks of punctuation go with the word before them, or,
// where they open something, with the word after.
func pieces(doc *news.Document, i int) []piece {
	s := doc.Sentences[i]
	var out []piece
	at := s.Start
	for _, w := range doc.SentenceWords(i) {
		if at < w.Start {
			out = append(out, piece{Text: doc.Text[at:w.Start]})
		}
		out = append(out, piece{Text: w.Of(doc.Text), Word: true, Start: w.Start, End: w.End})
		at = w.End
	}
	if at < s.End {
		out = append(out, piece{Text: doc.Text[at:s.End]})
	}
	return out
}

// mark is the page on which a reader marks before gloss shows its marks.
func (s *Server) mark(w http.ResponseWriter, r *http.Request) error {
	st, err := s.open(r)
	if err != nil {
		return err
	}
	p := markPage{Format: marksFormat, Version: marksVersion}
	for d := range st.Documents {
		p.Copies = append(p.Copies, markCopy{Index: d, ID: st.Documents[d].ID, Name: st.Outlet(d), Blocks: st.blocks(d)})
	}
	return s.show(w, "mark", frame{Title: "Mark it first", Story: st, At: "mark", Data: p})
}

type markPage struct {
	Copies  []markCopy
	Format  string
	Version int
}

type markCopy struct {
	Index    int
	ID, Name string
	Blocks   []block
}
