package serve

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer"
	"gloss/analyzer/news"
	"gloss/corpus"
)

// errGone says that a story was forgotten.
var errGone = &problem{http.StatusNotFound, "That story is not here any more.",
	"gloss keeps the stories that were looked at last in memory, and forgets them when it ends. Put the same texts in again: files of marks that were saved still fit."}

// samples lists the stories of the corpus and reads their lesson plans.
func samples(fsys fs.FS) ([]Listing, map[string]plan, error) {
	if fsys == nil {
		return nil, nil, nil
	}
	stories, err := corpus.Load(fsys)
	if err != nil {
		return nil, nil, err
	}
	var list []Listing
	plans := make(map[string]plan)
	for _, st := range stories {
		notes, err := fs.ReadFile(fsys, path.Join(st.ID, "story.txt"))
		if err != nil {
			return nil, nil, err
		}
		title, _, _ := strings.Cut(string(notes), "\n")
		l := Listing{ID: st.ID, Title: title, Subject: st.Subject}
		switch text, err := fs.ReadFile(fsys, path.Join(st.ID, "lesson.md")); {
		case err == nil:
			if plans[st.ID], err = readPlan(path.Join("corpus", st.ID, "lesson.md"), string(text)); err != nil {
				return nil, nil, err
			}
			l.Lesson = true
		case !errors.Is(err, fs.ErrNotExist):
			return nil, nil, err
		}
		copies := analyzer.Copies{ID: st.ID}
		for _, a := range st.Articles {
			a.Outlet = spoken(a.Outlet)
			copies.Articles = append(copies.Articles, a)
		}
		l.Copies = func() (analyzer.Copies, error) { return copies, nil }
		list = append(list, l)
	}
	return list, plans, nil
}

// spoken makes a name of a file's: "coast-sentinel" is Coast Sentinel.
func spoken(file string) string {
	words := strings.Split(file, "-")
	for i, w := range words {
		if i > 0 && slices.Contains([]string{"and", "of", "the"}, w) {
			continue
		}
		r, n := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[n:]
	}
	return strings.Join(words, " ")
}

// listing finds a story that can be opened from the first page.
func (s *Server) listing(id string) *Listing {
	for _, list := range [][]Listing{s.Stories, s.samples} {
		if i := slices.IndexFunc(list, func(l Listing) bool { return l.ID == id }); i >= 0 {
			return &list[i]
		}
	}
	return nil
}

// open returns the story that a request is about.
func (s *Server) open(r *http.Request) (*story, error) {
	id := r.PathValue("id")
	l := s.listing(id)
	if l == nil {
		return s.memory.get(id)
	}
	return s.memory.make(id, func() (*story, error) {
		copies, err := l.Copies()
		if err != nil {
			return nil, fmt.Errorf("story %s: %w", id, err)
		}
		st, err := s.analyse(r, id, copies)
		if err != nil {
			return nil, err
		}
		st.Title, st.Lesson = l.Title, l.Lesson
		return st, nil
	})
}

// analyse compares copies.
func (s *Server) analyse(r *http.Request, id string, copies analyzer.Copies) (*story, error) {
	articles := slices.Clone(copies.Articles)
	slices.SortFunc(articles, func(a, b news.Article) int { return cmp.Compare(a.ID, b.ID) })
	st := &story{ID: id, Print: fingerprint(articles), copies: copies}
	err := s.work(r, func() (err error) {
		st.Story, st.warnings, err = s.Analyzer.Story(copies, analyzer.Options{})
		return err
	})
	if err != nil {
		return nil, err
	}
	st.words = wordsOf(st.Documents)
	return st, nil
}

// Outlet is the name of copy d on the page.
func (st *story) Outlet(d int) string {
	name := strings.TrimSpace(st.Documents[d].Outlet)
	if name == "" {
		return "Copy " + st.Letter(d)
	}
	for i, o := range st.Documents {
		if i != d && o.Outlet == st.Documents[d].Outlet {
			return name + " (" + st.Letter(d) + ")"
		}
	}
	return name
}

// Letter names copy d in little room: A, B, …
func (st *story) Letter(d int) string {
	if d < 26 {
		return string(rune('A' + d))
	}
	return fmt.Sprint(d + 1)
}
