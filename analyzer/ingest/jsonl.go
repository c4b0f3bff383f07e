package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// record is one line of JSON Lines input.
type record struct {
	ID     string `json:"id"`
	Outlet string `json:"outlet"`
	Title  string `json:"title"`
	URL    string `json:"url"`
	Text   string `json:"text"`
}

// JSONLines calls yield for every article of r, one JSON object to a line with
// the fields id, outlet, title, url and text. An article without id gets its line
// number, one without outlet its id. Bad lines are Problems; the rest goes on.
// The error is r's own.
func JSONLines(path string, r io.Reader, yield func(news.Article)) (problems []Problem, err error) {
	in := bufio.NewReaderSize(r, 1<<16)
	seen := make(map[string]int)
	for n := 1; ; n++ {
		line, tooLong, err := readLine(in, 2*MaxArticle)
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")) // a byte order mark
		}
		if len(line) > 0 || tooLong {
			if a, what := article(line, tooLong, n); what != "" {
				problems = append(problems, Problem{Path: path, Line: n, What: what, Fatal: true})
			} else if a != nil {
				if first, ok := seen[a.ID]; ok {
					problems = append(problems, Problem{Path: path, Line: n, What: fmt.Sprintf("id %q was used on line %d", a.ID, first), Fatal: true})
				} else {
					seen[a.ID] = n
					a.Path = path
					yield(*a)
				}
			}
		}
		if err == io.EOF {
			return problems, nil
		}
		if err != nil {
			return problems, fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
}

// article reads one line; nil and no words for a blank one.
func article(line []byte, tooLong bool, n int) (*news.Article, string) {
	switch {
	case tooLong:
		return nil, fmt.Sprintf("line longer than %d MiB", 2*MaxArticle>>20)
	case blank(line):
		return nil, ""
	case !utf8.Valid(line):
		return nil, fmt.Sprintf("not UTF-8 (first at byte %d of the line)", firstInvalid(line))
	}
	var rec record
	if err := json.Unmarshal(line, &rec); err != nil {
		var te *json.UnmarshalTypeError
		if errors.As(err, &te) && te.Field != "" {
			return nil, fmt.Sprintf("field %q is a %s, not a string", te.Field, te.Value)
		}
		return nil, "not a JSON article: " + err.Error()
	}
	if rec.ID == "" {
		rec.ID = fmt.Sprint(n)
	}
	if rec.Outlet == "" {
		rec.Outlet = rec.ID
	}
	if len(rec.Text) > MaxArticle {
		return nil, fmt.Sprintf("article %q is larger than %d MiB", rec.ID, MaxArticle>>20)
	}
	if blank([]byte(rec.Text)) {
		return nil, fmt.Sprintf("article %q has no text", rec.ID)
	}
	return &news.Article{ID: rec.ID, Outlet: rec.Outlet, Title: rec.Title, Text: rec.Text}, ""
}

func blank(line []byte) bool {
	for _, b := range line {
		if b != ' ' && b != '\t' && b != '\r' && b != '\n' {
			return false
		}
	}
	return true
}

// readLine reads to the next newline; of a line longer than limit the rest is
// skipped.
func readLine(in *bufio.Reader, limit int) (line []byte, tooLong bool, err error) {
	for {
		part, more, err := in.ReadLine()
		if len(line)+len(part) > limit {
			tooLong, line = true, nil
		}
		if !tooLong {
			line = append(line, part...)
		}
		if err != nil || !more {
			return line, tooLong, err
		}
	}
}
