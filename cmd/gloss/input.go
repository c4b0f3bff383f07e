package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gloss/analyzer/ingest"
	"gloss/lexicons"
)

// readFlags say how articles are read. Every command that reads articles has them.
type readFlags struct {
	cmd                   *cobra.Command
	from, fields, outlets string
	allLanguages          bool
}

func (f *readFlags) add(cmd *cobra.Command) {
	f.cmd = cmd
	var names []string
	for _, n := range ingest.Formats {
		names = append(names, string(n))
	}
	cmd.Flags().StringVar(&f.from, "from", "", "format of the input: "+strings.Join(names, ", ")+" (default: told from the content)")
	cmd.Flags().StringVar(&f.fields, "fields", "", "names of the fields in JSON, CSV and TSV, as `id=KEY,text=KEY`")
	cmd.Flags().StringVar(&f.outlets, "outlets", "", "`FILE` of outlets to add to those known: domain, name, kind, other spellings, tabs between")
	cmd.Flags().BoolVar(&f.allLanguages, "all-languages", false, "keep articles that are not in English")
}

// reader makes the Reader that the flags ask for.
func (f *readFlags) reader() (ingest.Reader, error) {
	r := ingest.Reader{From: ingest.Format(f.from), AllLanguages: f.allLanguages, Workers: runtime.GOMAXPROCS(0)}
	if f.from != "" && !slices.Contains(ingest.Formats, r.From) {
		return r, fmt.Errorf("--from %q is not one of %v", f.from, ingest.Formats)
	}
	var err error
	if f.fields != "" {
		if r.Fields, err = ingest.Fields(f.fields); err != nil {
			return r, fmt.Errorf("--fields: %w", err)
		}
	}
	if r.Lists, err = knownLists(); err != nil {
		return r, err
	}
	h, err := houseRules(f.cmd)
	if err != nil {
		return r, err
	}
	if err := h.name(r.Lists); err != nil {
		return r, err
	}
	if f.outlets != "" {
		text, err := os.ReadFile(f.outlets)
		if err != nil {
			return r, fmt.Errorf("--outlets: %w", pathError(f.outlets, err))
		}
		if err := r.Lists.Add(f.outlets, string(text)); err != nil {
			return r, fmt.Errorf("--outlets: %w", err)
		}
	}
	return r, nil
}

// knownLists are the outlets, genres and languages that are part of gloss.
func knownLists() (*ingest.Lists, error) {
	var texts [3]string
	for i, name := range []string{"outlets.tsv", "genres.tsv", "languages.tsv"} {
		b, err := lexicons.FS.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts[i] = string(b)
	}
	return ingest.NewLists(texts[0], texts[1], texts[2])
}

// An input reads what the arguments of a command name: files, folders and "-".
type input struct {
	ingest.Reader
	stdin   io.Reader
	each    func(ingest.Item) bool // false: no more is wanted
	seen    map[string]bool        // cleaned paths
	skipped int                    // files in folders that are no articles by their names
	stopped bool

	progress func(bytes int64) // is told how much was read; nil: nobody asks
	done     int64
}

func newInput(r ingest.Reader, stdin io.Reader, each func(ingest.Item) bool) *input {
	in := &input{Reader: r, stdin: stdin, seen: make(map[string]bool)}
	in.each = func(it ingest.Item) bool {
		in.stopped = in.stopped || !each(it)
		return !in.stopped
	}
	return in
}

// problem hands on what is wrong with a path.
func (in *input) problem(p ingest.Problem) { in.each(ingest.Item{Problems: []ingest.Problem{p}}) }

// add reads what one argument names.
func (in *input) add(arg string) {
	if arg == "-" {
		if !in.twice(arg) {
			in.read(arg, in.stdin)
		}
		return
	}
	info, err := os.Stat(arg)
	switch {
	case err != nil:
		in.problem(pathError(arg, err))
	case info.IsDir():
		in.folder(arg)
	default:
		in.file(arg)
	}
}

// file opens and reads one file.
func (in *input) file(path string) {
	if in.stopped || in.twice(path) {
		return
	}
	f, err := os.Open(path)
	if err != nil {
		in.problem(pathError(path, err))
		return
	}
	defer f.Close()
	in.read(filepath.Clean(path), f)
}

func (in *input) twice(path string) bool {
	clean := filepath.Clean(path)
	if in.seen[clean] {
		in.problem(ingest.Problem{Path: path, What: "named twice, read once"})
		return true
	}
	in.seen[clean] = true
	return false
}

func (in *input) read(path string, r io.Reader) {
	if in.progress != nil {
		r = meteredReader{r, in}
	}
	if err := in.Read(path, r, in.each); err != nil {
		in.problem(pathError(path, err))
	}
}

// folder reads the articles of a folder and of the folders in it, in the order of
// their names. Names that begin with a dot are passed over.
func (in *input) folder(dir string) {
	found := false
	if !strings.HasSuffix(dir, string(filepath.Separator)) {
		dir += string(filepath.Separator) // a link to a folder is walked, too
	}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case in.stopped:
			return filepath.SkipAll
		case err != nil:
			in.problem(pathError(path, err))
			if e != nil && e.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case path != dir && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		case !regular(path) || !isArticle(path):
			in.skipped++
			return nil
		}
		found = true
		if !in.seen[filepath.Clean(path)] {
			in.file(path)
		}
		return nil
	})
	if err != nil {
		in.problem(pathError(dir, err))
	} else if !found {
		in.problem(ingest.Problem{Path: dir, What: "a folder without articles (" + strings.Join(articleExtensions, " ") + ")", Fatal: true})
	}
}

// articleExtensions are the extensions of files of a folder that are read;
// compressed ones, too.
var articleExtensions = []string{".txt", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".rdf", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".warc", ".wet"}

// notes are the files of a story's folder that are notes on it.
var notes = []string{"story.txt", "README.txt", "marks.tsv", "lesson.md"}

// isArticle tells a file of a folder by its name, or, where that says nothing, by
// what it begins with: crawlers name pages as their addresses end.
func isArticle(path string) bool {
	if slices.Contains(notes, filepath.Base(path)) {
		return false
	}
	if slices.Contains(articleExtensions, "."+ingest.Extension(path)) {
		return true
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 4096)
	n, _ := io.ReadFull(f, head)
	return ingest.Tell(head[:n]) != ingest.Text
}

// regular reports whether path is a file that can be read to its end, not a pipe or
// a device.
func regular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// pathError says what is wrong with a path without repeating the system call.
func pathError(path string, err error) ingest.Problem {
	what := strings.TrimPrefix(err.Error(), path+": ")
	var pe *fs.PathError
	if errors.As(err, &pe) {
		what = pe.Err.Error()
	}
	return ingest.Problem{Path: path, What: what, Fatal: true}
}
