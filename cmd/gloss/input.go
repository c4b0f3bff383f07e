package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
)

// An input gathers the articles of one run, and what could not be read.
type input struct {
	stdin    io.Reader
	articles []news.Article
	problems []error
	failed   bool              // some article is missing because of a problem
	names    map[string]string // cleaned path → outlet's name, from --outlet
	used     map[string]bool
}

// notArticles are the files of a story's folder that are notes on it.
var notArticles = []string{"story.txt", "README.txt"}

func (in *input) nameOutlets(pairs []string) error {
	in.names, in.used = make(map[string]string), make(map[string]bool)
	for _, p := range pairs {
		name, file, ok := strings.Cut(p, "=")
		if !ok || name == "" || file == "" {
			return fmt.Errorf("--outlet %q is not NAME=FILE", p)
		}
		in.names[filepath.Clean(file)] = name
	}
	return nil
}

// unusedOutlets is an error if --outlet named a file that is not compared.
func (in *input) unusedOutlets() error {
	var left []string
	for file := range in.names {
		if !in.used[file] {
			left = append(left, file)
		}
	}
	if len(left) == 0 {
		return nil
	}
	slices.Sort(left)
	return fmt.Errorf("--outlet names %s, which is not among the articles", strings.Join(left, ", "))
}

// add reads what one argument names.
func (in *input) add(arg string) {
	if arg == "-" {
		in.lines("-", in.stdin)
		return
	}
	info, err := os.Stat(arg)
	switch {
	case err != nil:
		in.problem(pathError(arg, err), true)
	case info.IsDir():
		in.folder(arg)
	case strings.HasSuffix(arg, ".jsonl"):
		in.openLines(arg)
	default:
		in.file(arg)
	}
}

// addBase reads the base, unless it is among the articles, and returns its path;
// "" if it cannot be read.
func (in *input) addBase(path string) string {
	clean := filepath.Clean(path)
	if strings.HasSuffix(path, ".jsonl") {
		in.problem(ingest.Problem{Path: path, What: "a base is one article as plain text, not JSON Lines", Fatal: true}, true)
		return ""
	}
	for _, a := range in.articles {
		if a.Path == clean {
			return clean
		}
	}
	n := len(in.articles)
	in.file(path)
	if len(in.articles) == n {
		return ""
	}
	return clean
}

// id is the ID of the article that was read from path.
func (in *input) id(path string) string {
	for _, a := range in.articles {
		if path != "" && a.Path == path {
			return a.ID
		}
	}
	return ""
}

func (in *input) folder(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		in.problem(pathError(dir, err), true)
		return
	}
	found := false
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".txt") || slices.Contains(notArticles, e.Name()) {
			continue
		}
		found = true
		in.file(filepath.Join(dir, e.Name()))
	}
	if !found {
		in.problem(ingest.Problem{Path: dir, What: "a folder without articles (*.txt)"}, true)
	}
}

func (in *input) file(path string) {
	clean := filepath.Clean(path)
	if slices.ContainsFunc(in.articles, func(a news.Article) bool { return a.Path == clean }) {
		in.problem(ingest.Problem{Path: path, What: "named twice, read once"}, false)
		return
	}
	if in.names[clean] != "" {
		in.used[clean] = true
	}
	data, err := readAtMost(path, ingest.MaxArticle+1)
	if err != nil {
		in.problem(pathError(path, err), true)
		return
	}
	text, p := ingest.Text(path, data)
	if p != nil {
		in.problem(*p, p.Fatal)
		if p.Fatal {
			return
		}
	}
	outlet := in.names[clean]
	if outlet == "" {
		outlet = strings.TrimSuffix(filepath.Base(clean), filepath.Ext(clean))
	}
	in.articles = append(in.articles, news.Article{Outlet: outlet, Path: clean, Text: text})
}

// readAtMost reads no more than limit bytes: a file larger than an article may be
// is not read whole to be refused.
func readAtMost(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit))
}

func (in *input) openLines(path string) {
	f, err := os.Open(path)
	if err != nil {
		in.problem(pathError(path, err), true)
		return
	}
	defer f.Close()
	in.lines(path, f)
}

func (in *input) lines(path string, r io.Reader) {
	problems, err := ingest.JSONLines(path, r, func(a news.Article) { in.articles = append(in.articles, a) })
	for _, p := range problems {
		in.problem(p, p.Fatal)
	}
	if err != nil {
		in.problem(err, true)
	}
}

func (in *input) problem(err error, lost bool) {
	in.problems = append(in.problems, err)
	in.failed = in.failed || lost
}

// uniqueIDs gives the articles of files their IDs: the file's name, or its path
// where two have the same name. An ID that was used before is a problem, and its
// article is left out.
func (in *input) uniqueIDs() {
	count := make(map[string]int)
	for _, a := range in.articles {
		if a.ID == "" {
			count[filepath.Base(a.Path)]++
		}
	}
	for i := range in.articles {
		if a := &in.articles[i]; a.ID == "" {
			a.ID = filepath.Base(a.Path)
			if count[a.ID] > 1 {
				a.ID = filepath.ToSlash(a.Path)
			}
		}
	}
	seen := make(map[string]string)
	in.articles = slices.DeleteFunc(in.articles, func(a news.Article) bool {
		first, ok := seen[a.ID]
		if ok {
			in.problem(ingest.Problem{Path: a.Path, What: fmt.Sprintf("id %q was used in %s", a.ID, first), Fatal: true}, true)
		} else {
			seen[a.ID] = a.Path
		}
		return ok
	})
}

// pathError says what is wrong with a path without repeating the system call.
func pathError(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return ingest.Problem{Path: path, What: err.Error(), Fatal: true}
}
