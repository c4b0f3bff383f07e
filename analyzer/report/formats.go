package report

import (
	"fmt"
	"io"
	"strings"
)

// A Format is one of the ways to write a report.
type Format struct {
	Name string
	File string // its name in a folder of reports; empty: it is several files
	open func(Sink, Tool, Run, TextOptions) (Writer, error)
}

// known are the formats, in the order in which the help names them. A new one is one
// entry here.
var known = []Format{
	{"text", "report.txt", func(to Sink, tool Tool, run Run, opt TextOptions) (Writer, error) {
		return &textWriter{page: newPage(to.Stream, opt), tool: tool, run: run, view: opt.View, stories: opt.Stories}, nil
	}},
	{"html", "report.html", newHTML},
	{"json", "report.json", func(to Sink, tool Tool, run Run, _ TextOptions) (Writer, error) {
		return newJSON(to.Stream, tool, run), nil
	}},
	{"csv", "", func(to Sink, tool Tool, run Run, _ TextOptions) (Writer, error) {
		return newCSV(to, tool, run)
	}},
	{"jsonl", "report.jsonl", func(to Sink, tool Tool, run Run, _ TextOptions) (Writer, error) {
		return newJSONL(to.Stream, tool, run), nil
	}},
	{"markdown", "report.md", func(to Sink, tool Tool, run Run, opt TextOptions) (Writer, error) {
		return newMarkdown(to.Stream, tool, run, opt), nil
	}},
	{"sarif", "report.sarif", func(to Sink, tool Tool, run Run, opt TextOptions) (Writer, error) {
		return newSARIF(to.Stream, tool, run, opt), nil
	}},
}

// Formats are the names of the formats.
var Formats = names(known, func(f Format) string { return f.Name })

func names[T any](list []T, name func(T) string) []string {
	var out []string
	for _, x := range list {
		out = append(out, name(x))
	}
	return out
}

// FormatOf is the format of that name.
func FormatOf(name string) (Format, error) {
	for _, f := range known {
		if f.Name == name {
			return f, nil
		}
	}
	return Format{}, fmt.Errorf("unknown format %q (known: %s)", name, strings.Join(Formats, ", "))
}

// A Sink is where a format writes.
type Sink struct {
	Stream io.Writer                            // the format's one file; nil if it is several
	Create func(name string) (io.Writer, error) // begins a further file of the folder, its name with slashes; nil without a folder
	Table  string                               // of csv to a stream: the table; empty for all others
}

// Open returns a Writer of the format.
func (f Format) Open(to Sink, tool Tool, run Run, opt TextOptions) (Writer, error) {
	w, err := f.open(to, tool, run, opt)
	if err != nil || opt.Quote <= 0 {
		return w, err
	}
	return quoting{w, opt.Quote}, nil
}

// NewWriter returns a Writer of the format of that name to a stream.
func NewWriter(w io.Writer, format string, tool Tool, run Run, opt TextOptions) (Writer, error) {
	f, err := FormatOf(format)
	if err != nil {
		return nil, err
	}
	return f.Open(Sink{Stream: w}, tool, run, opt)
}

// A Writer writes a report story by story, so that none needs to be kept.
type Writer interface {
	// Story writes one story, with the warnings that are about it.
	Story(Story, []Warning) error
	// Close writes what comes last: what holds of each outlet, warnings about the
	// whole, and what is said once.
	Close(Summary) error
}

// Several is a Writer that writes with each of the list.
type Several []Writer

// Story writes one story.
func (s Several) Story(st Story, warnings []Warning) error {
	for _, w := range s {
		if err := w.Story(st, warnings); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what comes last.
func (s Several) Close(sum Summary) error {
	for _, w := range s {
		if err := w.Close(sum); err != nil {
			return err
		}
	}
	return nil
}
