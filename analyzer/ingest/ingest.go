// Package ingest turns bytes into Articles, and says what could not be read.
//
// Method: the format is told from the content; a splitter parts the stream into
// pieces (a line, a record, a page), and each piece becomes an Article or a
// Problem by itself, so that memory does not grow with the input and one bad
// piece costs no other. The body of a page is found by go-trafilatura, and what
// kind of paragraph each is comes from the page's own elements. Text is kept as
// it came, so that a span means the same to whoever opens the file; only pages
// and other encodings than UTF-8 become new text. Why not one decoder for whole
// files: a feed of a year does not fit in memory, and its one broken record
// would lose the rest. What it gets wrong: a page whose article is shorter than
// what stands beside it, and the language of very short texts:
//
//	{"headline": "Wall", "body": "It stands."}   →  Article{Title: "Wall", Text: "It stands."}
//	{"headline": "Wall"}                          →  Problem{Line: 2, What: `article "Wall" has no text`}
package ingest

import (
	"fmt"
	"io"

	"gloss/analyzer/news"
)

// Limits that hold against hostile input, in bytes.
const (
	MaxArticle = 4 << 20  // the text of one article: some 700,000 words. What is larger is no article
	MaxRecord  = 16 << 20 // one page, JSON value, line of a table, or record of an archive
	MaxFeed    = 32 << 20 // one feed
)

// A Problem is something that could not be read, or not as it should be.
type Problem struct {
	Path  string // file; "-" for standard input
	Line  int    // counts from 1; the number of the item where the format has no lines; 0 if it is about the whole file
	What  string // in words for a person
	Fatal bool   // nothing was read from this file, line or item
}

func (p Problem) Error() string {
	if p.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", p.Path, p.Line, p.What)
	}
	return p.Path + ": " + p.What
}

// An Item is what came of one piece of input. It has an Article, or an Aside, or
// Problems, or an Article and Problems that are not fatal.
type Item struct {
	Article  *news.Article
	Path     string // of the input
	Line     int    // where it stands in the input, as a Problem's Line
	Aside    string // why a piece that is as it should be is not analysed: "in German", "no page: image/png"
	Problems []Problem
}

// A Reader reads the formats. The zero Reader tells the format by the content,
// knows no outlets and works in the caller's goroutine. It may be used by several
// goroutines at the same time.
type Reader struct {
	From    Format            // the format; empty: told from the content
	Fields  map[string]string // a field of a record ("text") → how the input spells it ("article.body")
	Lists   *Lists            // outlets, genres and languages that are known; nil: none
	Workers int               // pieces read at the same time; below 2: one
	// AllLanguages keeps the articles that are not in English. Without it they are
	// set aside.
	AllLanguages bool
}

// Read reads in to its end and calls each for every Item, in the order of the
// input whatever the number of workers, until each returns false. The error is
// in's own, with the path before it.
func (r *Reader) Read(path string, in io.Reader, each func(Item) bool) error {
	split := func(emit func(task) bool) error {
		s := &source{Reader: r, path: path, emit: emit}
		return s.split(in)
	}
	placed := func(it Item) bool {
		it.Path = path
		return each(it)
	}
	if err := ordered(r.Workers, split, placed); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// A source is one input while it is read.
type source struct {
	*Reader
	path string
	emit func(task) bool // false: no more is wanted
	how  string          // compression that was undone: "gzip", "zstd", or empty
}

// fatal is the Item of a piece that could not be read; line 0 is the whole file.
func (s *source) fatal(line int, format string, a ...any) Item {
	return Item{Problems: []Problem{{Path: s.path, Line: line, What: fmt.Sprintf(format, a...), Fatal: true}}}
}

// fail hands an Item with a fatal Problem on, in its turn.
func (s *source) fail(line int, format string, a ...any) {
	it := s.fatal(line, format, a...)
	s.emit(func() []Item { return []Item{it} })
}

// aside hands on that a piece was set aside, in its turn.
func (s *source) aside(why string) bool {
	return s.emit(func() []Item { return []Item{{Aside: why}} })
}
