package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
)

// copies are the articles that one comparison is of, and what could not be read.
type copies struct {
	articles []news.Article
	problems []ingest.Problem
	aside    []string
	ids      map[string]ingest.Problem // ID of an article of a list → where it stands
	failed   bool                      // some article is missing because of a problem
	names    map[string]string         // cleaned path → outlet's name, from --outlet
}

func (c *copies) nameOutlets(pairs []string) error {
	c.names = make(map[string]string)
	for _, p := range pairs {
		name, file, ok := strings.Cut(p, "=")
		if !ok || name == "" || file == "" {
			return fmt.Errorf("--outlet %q is not NAME=FILE", p)
		}
		c.names[filepath.Clean(file)] = name
	}
	return nil
}

// unusedOutlets is an error if --outlet named a file that was not read.
func (c *copies) unusedOutlets(in *input) error {
	var left []string
	for file := range c.names {
		if !in.seen[file] {
			left = append(left, file)
		}
	}
	if len(left) == 0 {
		return nil
	}
	slices.Sort(left)
	return fmt.Errorf("--outlet names %s, which is not among the articles", strings.Join(left, ", "))
}

// take is called for every Item of the input.
func (c *copies) take(it ingest.Item) bool {
	for _, p := range it.Problems {
		c.problems = append(c.problems, p)
		c.failed = c.failed || p.Fatal
	}
	if it.Aside != "" {
		c.aside = append(c.aside, ingest.Problem{Path: it.Path, Line: it.Line, What: "set aside: " + it.Aside}.Error())
	}
	if a := it.Article; a != nil && !c.again(a, it.Line) {
		if name := c.names[a.Path]; name != "" {
			a.Outlet = name
		}
		c.articles = append(c.articles, *a)
	}
	return true
}

// again reports whether an article of a list has an ID that was used before, which
// is a problem.
func (c *copies) again(a *news.Article, line int) bool {
	if line == 0 || a.ID == filepath.Base(a.Path) {
		return false // a file's name, which uniqueIDs looks after
	}
	first, ok := c.ids[a.ID]
	if !ok {
		if c.ids == nil {
			c.ids = make(map[string]ingest.Problem)
		}
		c.ids[a.ID] = ingest.Problem{Path: a.Path, Line: line}
		return false
	}
	where := fmt.Sprintf("on line %d", first.Line)
	if first.Path != a.Path {
		where = "in " + first.Path
	}
	c.take(ingest.Item{Problems: []ingest.Problem{{Path: a.Path, Line: line, What: fmt.Sprintf("id %q was used %s", a.ID, where), Fatal: true}}})
	return true
}

// base reads the source text, unless it is among the articles, and returns its
// path; "" if it cannot be read.
func (c *copies) base(in *input, path string) string {
	clean := filepath.Clean(path)
	if !in.seen[clean] {
		in.file(path)
	}
	n := 0
	for _, a := range c.articles {
		if a.Path == clean {
			n++
		}
	}
	if n > 1 {
		c.take(ingest.Item{Problems: []ingest.Problem{{Path: path, What: fmt.Sprintf("a base is one article, and this file has %d", n), Fatal: true}}})
	}
	if n != 1 {
		return ""
	}
	return clean
}

// id is the ID of the article that was read from path.
func (c *copies) id(path string) string {
	for _, a := range c.articles {
		if path != "" && a.Path == path {
			return a.ID
		}
	}
	return ""
}

// uniqueIDs gives the articles of files with the same name their paths as IDs. An
// ID that was used before is a problem, and its article is left out.
func (c *copies) uniqueIDs() {
	count := make(map[string]int)
	for _, a := range c.articles {
		count[a.ID]++
	}
	seen := make(map[string]string)
	c.articles = slices.DeleteFunc(c.articles, func(a news.Article) bool {
		if a.ID == filepath.Base(a.Path) && count[a.ID] > 1 {
			return false
		}
		first, ok := seen[a.ID]
		if ok {
			c.take(ingest.Item{Problems: []ingest.Problem{{Path: a.Path, What: fmt.Sprintf("id %q was used in %s", a.ID, first), Fatal: true}}})
		} else {
			seen[a.ID] = a.Path
		}
		return ok
	})
	for i := range c.articles {
		if a := &c.articles[i]; a.ID == filepath.Base(a.Path) && count[a.ID] > 1 {
			a.ID = filepath.ToSlash(a.Path)
		}
	}
}
