package ingest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// A Format is a kind of input.
type Format string

// The formats. Feed is RSS, Atom or JSON Feed.
const (
	Text  Format = "text"
	Page  Format = "html"
	Feed  Format = "feed"
	JSON  Format = "json"  // one value, an array of articles, or values one after another
	Lines Format = "jsonl" // one JSON article a line
	CSV   Format = "csv"
	TSV   Format = "tsv"
	WARC  Format = "warc"
)

// Formats are the formats by name.
var Formats = []Format{Text, Page, Feed, JSON, Lines, CSV, TSV, WARC}

// headSize is how much of the input the format is told from, in bytes.
const headSize = 64 << 10

// split undoes a compression, tells the format and parts the input.
func (s *source) split(in io.Reader) error {
	r, how, err := expand(bufio.NewReaderSize(in, headSize))
	if err != nil {
		s.fail(0, "%v", err)
		return nil
	}
	s.how = how
	r, note := s.utf8(bufio.NewReaderSize(r, headSize))
	head, err := r.Peek(headSize)
	if err != nil && err != io.EOF && len(head) == 0 { // else the error comes after what could be read
		return s.broken(0, err)
	}
	if note != nil {
		s.emit(func() []Item { return []Item{{Problems: []Problem{*note}}} })
	}
	format := s.From
	if format == "" {
		format = tell(head, s.path)
	}
	switch format {
	case Text:
		return s.whole(r, "article", MaxArticle+1, s.plain)
	case Page:
		return s.whole(r, "page", MaxRecord+1, s.page)
	case Feed:
		return s.whole(r, "feed", MaxFeed+1, s.feed)
	case JSON:
		return s.values(r)
	case Lines:
		return s.lines(r)
	case CSV, TSV:
		return s.table(r, commaOf(format, head))
	case WARC:
		return s.archive(r)
	}
	return fmt.Errorf("no format %q", format)
}

// broken is the end of an input that cannot be read further: what is wrong with a
// compressed file is a Problem of its content, all else the reader's own error.
func (s *source) broken(line int, err error) error {
	if s.how == "" {
		return err
	}
	s.fail(line, "%v", err)
	return nil
}

// whole reads an input that is one piece, what for people, of less than limit bytes.
// If it breaks off, what is there is an excerpt.
func (s *source) whole(r io.Reader, what string, limit int64, read func([]byte) []Item) error {
	data, err := io.ReadAll(io.LimitReader(r, limit))
	if err != nil && (len(data) == 0 || s.how == "") {
		return s.broken(0, err)
	}
	if int64(len(data)) == limit {
		s.fail(0, "larger than %d MiB, the most gloss reads as one %s", limit>>20, what)
		return nil
	}
	s.emit(func() []Item {
		items := read(data)
		if err != nil {
			for _, it := range items {
				if it.Article != nil {
					it.Article.Excerpt = true // its end is not there
				}
			}
			items = s.noting(err.Error(), 0, items)
		}
		return items
	})
	return nil
}

// Tell tells the format of an input from its beginning alone; Text if it is none of
// the others.
func Tell(head []byte) Format { return tell(head, "") }

// tell tells the format of an input by its beginning and, where that may be
// several, by its name.
func tell(head []byte, name string) Format {
	ext := Extension(name)
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n\f")
	switch {
	case bytes.HasPrefix(text, []byte("WARC/")):
		return WARC
	case len(text) > 0 && (text[0] == '{' || text[0] == '['):
		if f := tellJSON(text, ext); f != "" {
			return f
		}
	case len(text) > 0 && text[0] == '<':
		if f := tellMarkup(text); f != "" {
			return f
		}
	}
	switch ext {
	case "csv", "tsv":
		return Format(ext)
	case "html", "htm", "xhtml":
		return Page
	case "rss", "atom", "rdf":
		return Feed
	case "jsonl", "ndjson":
		return Lines
	case "warc":
		return WARC
	case "json":
		return JSON
	case "txt", "text", "md":
		return Text
	}
	if f := tellTable(text); f != "" {
		return f
	}
	return Text
}

// Extension is a file's last extension that does not tell of a compression, in lower
// case and without its point; empty if it has none.
func Extension(file string) string {
	return strings.TrimPrefix(path.Ext(unpacked(strings.ToLower(baseName(file)))), ".")
}

// unpacked is a file's name without the extension of a compression.
func unpacked(name string) string {
	for _, packed := range []string{".gz", ".zst", ".zstd"} {
		name = strings.TrimSuffix(name, packed)
	}
	return name
}

// tellJSON tells lines from values by whether the first line is a whole value.
func tellJSON(text []byte, ext string) Format {
	first, _, more := bytes.Cut(text, []byte("\n"))
	switch {
	case bytes.Contains(text[:min(len(text), 4096)], []byte("jsonfeed.org/version")):
		return Feed
	case (ext == "jsonl" || ext == "ndjson") && len(bytes.TrimSpace(first)) > 1 && !(text[0] == '[' && jsonOpening(text)):
		return Lines
	case text[0] == '[':
		if ext == "txt" || !jsonOpening(text) {
			return ""
		}
		return JSON
	case !jsonOpening(text):
		return ""
	case wholeValue(bytes.TrimSpace(first)):
		return Lines
	case !more && len(text) >= headSize-8 && ext != "json":
		return Lines // a line longer than what was looked at
	}
	return JSON
}

// jsonOpening reports whether text goes on after its bracket as JSON does: prose
// may begin "[Updated]", and a broken record is still one.
func jsonOpening(text []byte) bool {
	rest := bytes.TrimLeft(text[1:], " \t\r\n")
	return len(rest) == 0 || strings.IndexByte(`"{[]}`, rest[0]) >= 0 || text[0] == '[' && rest[0] >= '0' && rest[0] <= '9'
}

// wholeValue reports whether line is a JSON object or array from its first byte to its
// last, by its brackets.
func wholeValue(line []byte) bool {
	var b brackets
	for i, c := range line {
		if b.step(c); b.depth == 0 {
			return i == len(line)-1
		}
	}
	return false
}

// longestName is the most bytes of an element's name that are looked at.
const longestName = 64

// tellMarkup tells a feed from a page by the first elements.
func tellMarkup(text []byte) Format {
	lower := bytes.ToLower(text)
	for len(lower) > 0 {
		at := bytes.IndexByte(lower, '<')
		if at < 0 {
			return ""
		}
		lower = lower[at+1:]
		if bytes.HasPrefix(lower, []byte("!--")) {
			if end := bytes.Index(lower, []byte("-->")); end >= 0 {
				lower = lower[end+3:]
				continue
			}
		}
		if bytes.HasPrefix(lower, []byte("?")) {
			continue
		}
		name := lower[:min(len(lower), longestName)]
		if end := bytes.IndexFunc(name, func(r rune) bool { return r <= ' ' || r == '>' || r == '/' }); end >= 0 {
			name = name[:end]
		}
		switch {
		case slices.Contains([]string{"rss", "feed", "rdf:rdf", "atom:feed", "a:feed"}, string(name)), bytes.HasSuffix(name, []byte(":rdf")):
			return Feed
		case slices.Contains(pageOpenings, string(name)):
			return Page
		case string(name) == "!doctype":
			if bytes.HasPrefix(lower, []byte("!doctype rss")) || bytes.HasPrefix(lower, []byte("!doctype rdf")) {
				return Feed
			}
			return Page
		default:
			return ""
		}
	}
	return ""
}

// pageOpenings are the elements that pages, and pieces of pages, begin with.
var pageOpenings = strings.Fields("html head body meta title base style div article main section p table h1 h2 h3 h4 link script noscript center header nav aside figure img a b i em strong font ul ol dl blockquote pre br hr span iframe frameset")

// tellTable tells a table by its first line: several names of fields that gloss
// knows, text among them, with tabs or commas between.
func tellTable(text []byte) Format {
	first, _, ok := bytes.Cut(text, []byte("\n"))
	if !ok || len(first) > 4096 {
		return ""
	}
	for _, f := range []Format{CSV, TSV} {
		body, known := false, 0
		for _, name := range strings.Split(string(first), string(commaOf(f, first))) {
			if role, _ := roleOf(strings.Trim(name, "\" \r")); role != noRole {
				known++
				body = body || role == textRole
			}
		}
		if body && known >= 2 {
			return f
		}
	}
	return ""
}
