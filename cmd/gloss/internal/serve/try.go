package serve

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/analyzer"
	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
	"gloss/analyzer/page"
)

// home is the first page.
func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	return s.show(w, "home", frame{Title: "Try it", Data: homePage{Own: s.Stories, Samples: s.samples, Boxes: make([]pasted, maxCopies)}})
}

type homePage struct {
	Own, Samples []Listing
	Boxes        []pasted
	Problem      *problem // with what was put in before; nil: nothing was
	Files        bool     // files came with it, which a page cannot give back
}

// handBack is the first page with what was put in and what is wrong with it: a browser
// that goes back does not keep what was pasted.
func (s *Server) handBack(w http.ResponseWriter, r *http.Request, p *problem) error {
	page := homePage{Own: s.Stories, Samples: s.samples, Boxes: make([]pasted, maxCopies), Problem: p}
	texts, names := r.PostForm["text"], r.PostForm["name"]
	for i := range page.Boxes {
		if i < len(texts) {
			page.Boxes[i].Text = texts[i]
		}
		if i < len(names) {
			page.Boxes[i].Name = names[i]
		}
	}
	if r.MultipartForm != nil {
		page.Files = slices.ContainsFunc(r.MultipartForm.File["files"], func(h *multipart.FileHeader) bool { return h.Filename != "" })
	}
	p.head(w)
	return s.pages.write(w, p.Status, "home", frame{Title: p.What, Server: s, Data: page})
}

// A pasted is one text as it was put in.
type pasted struct{ Name, Text string }

// try compares the texts that were pasted or dropped and goes to the story.
func (s *Server) try(w http.ResponseWriter, r *http.Request) error {
	id, err := s.putIn(r)
	var p *problem
	switch {
	case errors.As(err, &p):
		return s.handBack(w, r, p)
	case err != nil:
		return err
	}
	http.Redirect(w, r, "/story/"+id, http.StatusSeeOther)
	return nil
}

// putIn compares the texts of a form and returns the address of their story.
func (s *Server) putIn(r *http.Request) (id string, err error) {
	articles, err := s.articles(r)
	if err != nil {
		return "", err
	}
	id = address(articles)
	_, err = s.memory.make(id, func() (*story, error) {
		st, err := s.analyse(r, id, analyzer.Copies{ID: id, Articles: articles})
		if err == nil {
			st.Title = titleOf(st)
		}
		return st, err
	})
	return id, err
}

// titleOf names a story that nobody named: by the first headline.
func titleOf(st *story) string {
	for _, d := range st.Documents {
		if text, _, _, ok := d.Headline(); ok {
			return text
		}
	}
	return "A story in " + fmt.Sprint(len(st.Documents)) + " copies"
}

// articles are the texts of a form, with different IDs.
func (s *Server) articles(r *http.Request) ([]news.Article, error) {
	var list []news.Article
	texts, names := r.PostForm["text"], r.PostForm["name"]
	for i, t := range texts {
		t = strings.ToValidUTF8(strings.ReplaceAll(t, "\r\n", "\n"), "\uFFFD")
		if strings.TrimSpace(t) == "" {
			continue
		}
		a := news.Article{Text: t}
		if i < len(names) {
			a.Outlet = clip(strings.TrimSpace(names[i]), maxName)
		}
		list = append(list, a)
	}
	if r.MultipartForm != nil {
		for _, h := range r.MultipartForm.File["files"] {
			if h.Filename == "" && h.Size == 0 {
				continue
			}
			got, err := s.dropped(h)
			if err != nil {
				return nil, err
			}
			list = append(list, got...)
		}
	}
	if len(list) < 2 || len(list) > maxCopies {
		return nil, &problem{http.StatusBadRequest, fmt.Sprintf("That is %s; gloss compares 2 to %d.", page.Plural(len(list), "text"), maxCopies),
			"Put each copy of the story into a box of its own."}
	}
	same := make(map[string]bool)
	for i := range list {
		same[list[i].Text] = true
		list[i].ID = fmt.Sprint(i + 1)
		list[i].Outlet = cmp.Or(list[i].Outlet, "Text "+string(rune('A'+i)))
		if n := utf8.RuneCountInString(list[i].Text); n > maxText {
			return nil, &problem{http.StatusRequestEntityTooLarge, fmt.Sprintf("“%s” is too long: it has %s characters.", list[i].Outlet, thousands(n)),
				fmt.Sprintf("gloss takes up to %s characters a text, some 10,000 words. Keep only the article itself.", thousands(maxText))}
		}
	}
	if len(same) == 1 {
		return nil, &problem{http.StatusBadRequest, "These are the same text.", "Put another outlet’s copy of the story into the second box."}
	}
	return list, nil
}

// maxName is the length of a name on the page, in bytes.
const maxName = 60

// dropped reads the articles of a file in any format gloss knows.
func (s *Server) dropped(h *multipart.FileHeader) ([]news.Article, error) {
	name := filepath.Base(filepath.ToSlash(h.Filename))
	f, err := h.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	unreadable := func(why string) error {
		return &problem{http.StatusBadRequest, fmt.Sprintf("gloss cannot read “%s”: %s.", clip(name, maxName), why),
			"Plain text and saved web pages work best. From a word processor or a PDF, copy the text and paste it."}
	}
	var list []news.Article
	var problems []error
	err = s.Reader.Read(name, bytes.NewReader(data), func(it ingest.Item) bool {
		switch {
		case it.Article != nil:
			a := *it.Article
			if stem := strings.TrimSuffix(name, filepath.Ext(name)); a.Outlet == "" || a.Outlet == stem {
				a.Outlet = clip(spoken(stem), maxName) // a file's name is nobody's
			}
			list = append(list, a)
		case it.Aside != "":
			problems = append(problems, errors.New(it.Aside))
		}
		for _, p := range it.Problems {
			problems = append(problems, errors.New(p.What))
		}
		return len(list) <= maxCopies
	})
	if err != nil {
		problems = append(problems, err)
	}
	if len(list) == 0 {
		return nil, unreadable(cmp.Or(errors.Join(problems...), errors.New("there is no article in it")).Error())
	}
	return list, nil
}

// clip cuts s after n bytes, at a whole character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}

// thousands writes a number as people read it.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
