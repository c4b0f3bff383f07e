package ingest

import (
	"encoding/json"
	"io"

	"gloss/analyzer/news"
)

// jsonArticle is an Article in the fields that Read reads.
type jsonArticle struct {
	ID           string      `json:"id"`
	Outlet       string      `json:"outlet"`
	Title        string      `json:"title,omitempty"`
	Byline       string      `json:"byline,omitempty"`
	Published    string      `json:"published,omitempty"`
	URL          string      `json:"url,omitempty"`
	Language     string      `json:"language,omitempty"`
	Genre        string      `json:"genre"`
	GenreReason  string      `json:"genre_reason,omitempty"`
	Credit       string      `json:"credit,omitempty"`
	CreditReason string      `json:"credit_reason,omitempty"`
	Excerpt      bool        `json:"excerpt,omitempty"`
	Path         string      `json:"path,omitempty"`
	Offset       int         `json:"offset,omitempty"`
	Text         string      `json:"text"`
	Blocks       []jsonBlock `json:"blocks,omitempty"`
	Captions     []string    `json:"captions,omitempty"`
}

type jsonBlock struct {
	Kind string `json:"kind"`
	news.Span
}

// A Writer writes articles as JSON Lines that Read reads again.
type Writer struct {
	enc    *json.Encoder
	blocks []jsonBlock
}

// NewWriter returns a Writer to w.
func NewWriter(w io.Writer) *Writer {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return &Writer{enc: enc}
}

// Write writes one article. The error is that of the writer below.
func (w *Writer) Write(a *news.Article) error {
	w.blocks = w.blocks[:0]
	for _, b := range a.Blocks {
		w.blocks = append(w.blocks, jsonBlock{b.Kind.String(), b.Span})
	}
	return w.enc.Encode(&jsonArticle{ID: a.ID, Outlet: a.Outlet, Title: a.Title, Byline: a.Byline, Published: a.Published, URL: a.URL, Language: a.Language,
		Genre: a.Genre.Name, GenreReason: a.Genre.Reason, Credit: a.Credit.Name, CreditReason: a.Credit.Reason, Excerpt: a.Excerpt, Path: a.Path, Offset: a.Offset,
		Text: a.Text, Blocks: w.blocks, Captions: a.Captions})
}
