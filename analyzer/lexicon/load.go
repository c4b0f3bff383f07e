package lexicon

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	sourcesFile = "sources.tsv"
	root        = "lexicons" // how errors and Term.File name the root of the first file system
)

// otherFiles are the files that are no lists of terms.
var otherFiles = []string{sourcesFile, "outlets.tsv", "genres.tsv", "languages.tsv"}

// Error names the place, then what is wrong there.
func (e *SyntaxError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.What
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.What)
}

type file struct {
	root string // how errors name the root of its file system
	name string // within the file system
	text string
}

// path is how errors and Term.File name the file.
func (f file) path() string { return path.Join(f.root, f.name) }

// A line is one line of a file that is neither empty nor a comment.
type line struct {
	number  int
	columns []string
}

type loader struct {
	tokenize Tokenize
	sources  map[string]Source
	lists    []*List
	errs     []error
}

func (l *loader) fail(f file, line int, format string, args ...any) {
	l.errs = append(l.errs, &SyntaxError{f.path(), line, fmt.Sprintf(format, args...)})
}

func (l *loader) err() error { return errors.Join(l.errs...) }

// read reads the sources and the lists of one layer.
func (l *loader) read(y Layer) []file {
	files := l.readAll(y)
	for _, f := range files {
		if f.name == sourcesFile {
			l.readSources(f)
		}
	}
	for _, f := range files {
		if !slices.Contains(otherFiles, f.name) {
			l.readList(f)
		}
	}
	return files
}

// readAll returns every .tsv file of a layer, sorted by name.
func (l *loader) readAll(y Layer) []file {
	var files []file
	err := fs.WalkDir(y.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() || path.Ext(name) != ".tsv" {
			return nil
		}
		text, err := fs.ReadFile(y.FS, name)
		if err != nil {
			return err
		}
		if !utf8.Valid(text) {
			l.fail(file{root: y.Root, name: name}, 0, "not valid UTF-8")
			return nil
		}
		files = append(files, file{y.Root, name, strings.ReplaceAll(string(text), "\r\n", "\n")})
		return nil
	})
	if err != nil {
		l.errs = append(l.errs, err)
	}
	slices.SortFunc(files, func(a, b file) int { return cmp.Compare(a.name, b.name) })
	return files
}

func fingerprint(files []file) string {
	sums := make([]string, len(files))
	for i, f := range files {
		sum := sha256.Sum256([]byte(f.name + "\x00" + f.text))
		sums[i] = string(sum[:])
	}
	slices.Sort(sums)
	all := sha256.Sum256([]byte(strings.Join(sums, "")))
	return hex.EncodeToString(all[:8])
}

// lines parts f into its entries; header is called for every "# key: value" that
// stands before the first entry.
func (l *loader) lines(f file, header func(number int, key, value string)) []line {
	var lines []line
	for i, text := range strings.Split(f.text, "\n") {
		switch {
		case strings.TrimSpace(text) == "":
		case strings.HasPrefix(text, "#"):
			key, value, ok := strings.Cut(strings.TrimSpace(text[1:]), ":")
			if ok && len(lines) == 0 && !strings.ContainsAny(key, " \t") {
				header(i+1, key, strings.TrimSpace(value))
			}
		default:
			columns := strings.Split(text, "\t")
			for k := range columns {
				columns[k] = strings.TrimSpace(columns[k])
			}
			lines = append(lines, line{i + 1, columns})
		}
	}
	return lines
}

func (l *loader) readSources(f file) {
	for _, ln := range l.lines(f, func(int, string, string) {}) {
		if len(ln.columns) < 2 || len(ln.columns) > 4 {
			l.fail(f, ln.number, "%d columns, want key, citation, link, licence", len(ln.columns))
			continue
		}
		c := append(slices.Clone(ln.columns), "", "")
		switch _, twice := l.sources[c[0]]; {
		case c[0] == "" || c[1] == "":
			l.fail(f, ln.number, "empty key or citation")
		case twice:
			l.fail(f, ln.number, "source %q is defined twice", c[0])
		default:
			l.sources[c[0]] = Source{c[0], c[1], c[2], c[3]}
		}
	}
}

var headerKeys = []string{"about", "case", "category", "hits", "misses", "note"}

func (l *loader) readList(f file) {
	folder, base, ok := strings.Cut(strings.TrimSuffix(f.name, ".tsv"), "/")
	if !ok || strings.Contains(base, "/") {
		l.fail(f, 0, "a list must stand in a folder: folder/name.tsv")
		return
	}
	list := &List{Category: folder + "." + base, File: f.path(), Matched: !slices.Contains(unmatched, folder)}
	lines := l.lines(f, func(number int, key, value string) {
		switch {
		case !slices.Contains(headerKeys, key):
			l.fail(f, number, "unknown header %q (nearest: %s)", key, nearest(key, headerKeys))
		case value == "":
			l.fail(f, number, "header %q is empty", key)
		case key == "category" && value != list.Category:
			l.fail(f, number, "category %q, but folder and name say %q", value, list.Category)
		case key == "about":
			list.About = value
		case key == "hits":
			list.Hits = append(list.Hits, value)
		case key == "misses":
			list.Misses = append(list.Misses, value)
		case key == "case" && value != "fold" && value != "exact":
			l.fail(f, number, "case %q, want fold or exact", value)
		case key == "case":
			list.Exact = value == "exact"
		}
	})
	extended := l.known(list.Category)
	switch {
	case extended != nil && f.root != root: // a layer may say more terms of a list, and nothing else
		list.Exact = extended.Exact
	case list.About == "":
		l.fail(f, 0, "no header about")
	}
	texts, sequences := map[string]int{}, map[string]int{}
	for _, ln := range lines {
		t := l.readTerm(f, ln, list)
		if t == nil {
			continue
		}
		text := t.Text
		if list.Matched && !list.Exact {
			text = strings.ToLower(text)
		}
		if first, twice := texts[text]; twice {
			l.fail(f, ln.number, "term %q stands in line %d already", t.Text, first)
			continue
		}
		texts[text] = ln.number
		if list.Matched && !l.parse(f, t, list.Exact, sequences) {
			continue
		}
		list.Terms = append(list.Terms, t)
	}
	if extended != nil {
		extended.extend(list)
		return
	}
	l.lists = append(l.lists, list)
}

// known is the list of a category that was read before; nil if there is none.
func (l *loader) known(category string) *List {
	for _, list := range l.lists {
		if list.Category == category {
			return list
		}
	}
	return nil
}

// extend adds the terms and examples of another file to a list. A term that both
// have is the later file's.
func (l *List) extend(by *List) {
	again := make(map[string]bool, len(by.Terms))
	for _, t := range by.Terms {
		again[strings.ToLower(t.Text)] = true
	}
	l.Terms = slices.DeleteFunc(l.Terms, func(t *Term) bool { return again[strings.ToLower(t.Text)] })
	l.Terms = append(l.Terms, by.Terms...)
	l.Hits, l.Misses = append(l.Hits, by.Hits...), append(l.Misses, by.Misses...)
}

// readTerm reads one entry but for its patterns; nil if it has an error.
func (l *loader) readTerm(f file, ln line, list *List) *Term {
	if len(ln.columns) < 3 || len(ln.columns) > 4 {
		l.fail(f, ln.number, "%d columns, want term, weight, source, note", len(ln.columns))
		return nil
	}
	c := append(slices.Clone(ln.columns), "")
	weight, err := strconv.ParseFloat(c[1], 64)
	before := len(l.errs)
	if c[0] == "" {
		l.fail(f, ln.number, "empty term")
	}
	if err != nil || !(weight > 0 && weight <= 3) {
		l.fail(f, ln.number, "weight %q, want a number above 0 and up to 3", c[1])
	}
	if _, ok := l.sources[c[2]]; !ok {
		keys := make([]string, 0, len(l.sources))
		for k := range l.sources {
			keys = append(keys, k)
		}
		l.fail(f, ln.number, "unknown source %q (nearest: %s)", c[2], nearest(c[2], keys))
	}
	if len(l.errs) > before {
		return nil
	}
	_, name, _ := strings.Cut(list.Category, ".")
	return &Term{
		Text: c[0], Category: list.Category, List: name, Weight: weight, Source: c[2], Note: c[3],
		File: f.path(), Line: ln.number, Except: list.Matched && strings.HasPrefix(c[0], "!"),
	}
}

// parse fills t.pattern. sequences holds those of the list so far, with their
// lines: two terms of one list must not stand for the same words.
func (l *loader) parse(f file, t *Term, exact bool, sequences map[string]int) bool {
	parsed, err := parseTerm(t.Text, exact, l.tokenize)
	if err != nil {
		l.fail(f, t.Line, "term %q: %v", t.Text, err)
		return false
	}
	t.pattern = parsed
	t.gappy = parsed.has(gap)
	clash := false
	parsed.expand(func(atoms []atom) {
		key := sequenceKey(parsed.flags, atoms)
		first, twice := sequences[key]
		if !twice {
			sequences[key] = t.Line
		} else if first != t.Line && !clash {
			l.fail(f, t.Line, "term %q: line %d matches %q already", t.Text, first, words(atoms))
			clash = true
		}
	})
	return !clash
}

func sequenceKey(flags uint8, atoms []atom) string {
	key := []byte{flags}
	for _, a := range atoms {
		key = append(append(key, byte(a.kind), byte(a.after)), a.text...)
	}
	return string(key)
}
