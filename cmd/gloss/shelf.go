package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"gloss/analyzer/news"
)

// A shelf keeps articles in a temporary file.
type shelf struct {
	file *os.File
	out  *bufio.Writer
	end  int64
	at   map[string]shelved // by ID
}

// A shelved is where an article is in the file, and its date.
type shelved struct {
	offset    int64
	size      int32
	published string
}

func newShelf() (*shelf, error) {
	f, err := scratch()
	if err != nil {
		return nil, err
	}
	return &shelf{file: f, out: bufio.NewWriterSize(f, 1<<20), at: make(map[string]shelved)}, nil
}

func (s *shelf) close() { discard(s.file) }

// put keeps an article.
func (s *shelf) put(a *news.Article) error {
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	s.at[strings.Clone(a.ID)] = shelved{s.end, int32(len(data)), strings.Clone(a.Published)}
	s.end += int64(len(data))
	_, err = s.out.Write(data)
	return temporary(err)
}

// flush makes what was put ready to be read.
func (s *shelf) flush() error { return temporary(s.out.Flush()) }

func temporary(err error) error {
	if err != nil {
		return fmt.Errorf("temporary file: %w", err)
	}
	return nil
}

// articles are the articles with these IDs. It is safe for concurrent use.
func (s *shelf) articles(ids []string) ([]news.Article, error) {
	list := make([]news.Article, len(ids))
	for i, id := range ids {
		at := s.at[id]
		data := make([]byte, at.size)
		if _, err := s.file.ReadAt(data, at.offset); err != nil {
			return nil, temporary(err)
		}
		if err := json.Unmarshal(data, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// dated is the date of the article with that ID; "~", after every date, if it has
// none.
func (s *shelf) dated(id string) string {
	if d := s.at[id].published; d != "" {
		return d
	}
	return "~"
}
