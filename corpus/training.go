package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// A Text is one short article or blog-like piece of the training text, labelled
// line by line.
type Text struct {
	ID       string // unique over all files
	Register string // "straight news", "partisan blog", …
	Side     string // whom it favours; "none" for nobody
	Subject  string
	Outlet   string
	Title    string
	File     string // "corpus/training/east-01.tsv"
	Lines    []Line
}

// A Line is one sentence, heading or piece of junk with its labels.
type Line struct {
	Class     string // commentary, fact, quote, context, boilerplate, heading
	Sure      bool   // false: a second careful annotator could choose another class
	Voice     string // own, attributed, quoted, unclear
	Loaded    []LoadedWord
	Text      string
	Paragraph int // counts from 0
	Annotator string
	Number    int // line in File, from 1
}

// A LoadedWord is a stretch of a line that is loaded in its context.
type LoadedWord struct {
	Category string
	news.Span
}

// Article joins a text's lines, paragraphs parted by an empty line. Line i stands
// at spans[i] of its text.
func (t Text) Article() (a news.Article, spans []news.Span) {
	var sb strings.Builder
	for i, l := range t.Lines {
		switch {
		case i == 0:
		case l.Paragraph != t.Lines[i-1].Paragraph:
			sb.WriteString("\n\n")
		default:
			sb.WriteByte(' ')
		}
		at := sb.Len()
		sb.WriteString(l.Text)
		spans = append(spans, news.Span{Start: at, End: sb.Len()})
	}
	return news.Article{ID: t.ID, Outlet: t.Outlet, Title: t.Title, Text: sb.String()}, spans
}

// Classes are the classes of a training line.
var Classes = []string{"commentary", "fact", "quote", "context", "boilerplate", "heading"}

var (
	voices    = []string{"own", "attributed", "quoted", "unclear"}
	registers = []string{"straight news", "tabloid rewrite", "partisan blog", "column", "editorial", "press release", "live blog", "aggregator", "letter"}
	loadedAs  = labels["loaded"]
)

const trainingHeader = "class\tcertainty\tvoice\tloaded\ttext"

// SecondLabels is the file with the independent second labels of some texts.
const SecondLabels = "training/second.tsv"

// Training reads the training text of fsys, sorted by file and place. The error
// joins one for every line that is wrong, with file and line.
func Training(fsys fs.FS) ([]Text, error) {
	files, err := fs.Glob(fsys, "training/*.tsv")
	if err != nil {
		return nil, err
	}
	var texts []Text
	var errs []error
	seen := make(map[string]string)
	for _, f := range files {
		if f == SecondLabels {
			continue
		}
		ts, err := readTexts(fsys, f)
		errs = append(errs, err)
		for _, t := range ts {
			if other, ok := seen[t.ID]; ok {
				errs = append(errs, fmt.Errorf("%s: article %q stands in %s already", t.File, t.ID, other))
			}
			seen[t.ID] = t.File
		}
		texts = append(texts, ts...)
	}
	return texts, errors.Join(errs...)
}

func readTexts(fsys fs.FS, file string) ([]Text, error) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	r := textReader{file: path.Join("corpus", file)}
	return r.texts, eachLine(r.file, string(data), r.line)
}

// A textReader reads one file of training text line by line.
type textReader struct {
	file, annotator string
	texts           []Text
	paragraph       int
}

func (r *textReader) line(n int, line string) error {
	if key, value, ok := strings.Cut(strings.TrimPrefix(line, "# "), ": "); ok && strings.HasPrefix(line, "# ") {
		return r.header(key, value)
	}
	switch {
	case line == "":
		r.paragraph++
		return nil
	case strings.HasPrefix(line, "#"), line == trainingHeader:
		return nil
	case len(r.texts) == 0:
		return errors.New("a line before any \"# article: \"")
	case r.annotator == "":
		return errors.New("a line before \"# annotator: \"")
	}
	l, err := parseLine(line)
	if err != nil {
		return err
	}
	l.Paragraph, l.Annotator, l.Number = r.paragraph, r.annotator, n
	t := &r.texts[len(r.texts)-1]
	t.Lines = append(t.Lines, l)
	return nil
}

func (r *textReader) header(key, value string) error {
	if key == "annotator" {
		r.annotator = value
		return nil
	}
	if key == "article" {
		r.texts = append(r.texts, Text{ID: value, File: r.file})
		r.paragraph = 0
		return nil
	}
	if len(r.texts) == 0 {
		return nil
	}
	t := &r.texts[len(r.texts)-1]
	switch key {
	case "register":
		if !slices.Contains(registers, value) {
			return fmt.Errorf("unknown register %q (known: %s)", value, strings.Join(registers, ", "))
		}
		t.Register = value
	case "side":
		t.Side = value
	case "subject":
		t.Subject = value
	case "outlet":
		t.Outlet = value
	case "title":
		t.Title = value
	}
	return nil
}

func parseLine(line string) (Line, error) {
	f := strings.Split(line, "\t")
	if len(f) != 5 {
		return Line{}, fmt.Errorf("%d columns, want 5", len(f))
	}
	l := Line{Class: f[0], Sure: f[1] == "sure", Voice: f[2], Text: f[4]}
	switch {
	case !slices.Contains(Classes, l.Class):
		return l, fmt.Errorf("unknown class %q (known: %s)", l.Class, strings.Join(Classes, ", "))
	case f[1] != "sure" && f[1] != "judge":
		return l, fmt.Errorf("certainty %q is neither sure nor judge", f[1])
	case !slices.Contains(voices, l.Voice):
		return l, fmt.Errorf("unknown voice %q (known: %s)", l.Voice, strings.Join(voices, ", "))
	case l.Text == "":
		return l, errors.New("no text")
	}
	if f[3] == "-" || f[3] == "" {
		return l, nil
	}
	for _, part := range strings.Split(f[3], "; ") {
		i := strings.LastIndexByte(part, '=')
		if i < 0 {
			return l, fmt.Errorf("loaded %q is not words=category", part)
		}
		words, category := part[:i], part[i+1:]
		at := strings.Index(l.Text, words)
		switch {
		case !slices.Contains(loadedAs, category):
			return l, fmt.Errorf("unknown category %q (known: %s)", category, strings.Join(loadedAs, ", "))
		case at < 0 || words == "":
			return l, fmt.Errorf("loaded %q does not occur in the line", words)
		}
		l.Loaded = append(l.Loaded, LoadedWord{category, news.Span{Start: at, End: at + len(words)}})
	}
	return l, nil
}
