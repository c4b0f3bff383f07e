package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"gloss/analyzer/report"
)

// pageFlags say how a report is written. Every command that writes one has them.
type pageFlags struct {
	format, out, table, view, color string
	width, quote                    int
}

// widthUsage is said of --width.
const widthUsage = "columns of the text format, 40 at least (default: the terminal's, 120 at most; else 80)"

func (f *pageFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.format, "format", "text", "output format: "+strings.Join(report.Formats, ", ")+"; several, with commas between, with --out")
	cmd.Flags().StringVar(&f.out, "out", "", "write the report's files to the folder `DIR`, not to standard output")
	cmd.Flags().StringVar(&f.table, "table", "", "of the csv format, to standard output: "+strings.Join(report.Tables, ", "))
	cmd.Flags().StringVar(&f.view, "view", "report", "view of the text format: "+strings.Join(report.Views, ", "))
	cmd.Flags().IntVar(&f.width, "width", 0, widthUsage)
	cmd.Flags().IntVar(&f.quote, "quote-limit", 0, "quote at most `N` characters of a finding's text, and carry no whole texts (default: no limit)")
	cmd.Flags().StringVar(&f.color, "color", "auto", "colour: auto, always, never")
}

func (f *pageFlags) check() error {
	if err := f.checkFormats(); err != nil {
		return err
	}
	for _, c := range []struct {
		flag, value string
		known       []string
	}{{"--view", f.view, report.Views}, {"--color", f.color, []string{"auto", "always", "never"}}} {
		if !slices.Contains(c.known, c.value) {
			return fmt.Errorf("%s %q is not one of %s", c.flag, c.value, strings.Join(c.known, ", "))
		}
	}
	switch {
	case f.view != "report" && !slices.Contains(f.formats(), "text"):
		return fmt.Errorf("--view %s is of the text format", f.view)
	case f.width < 0:
		return fmt.Errorf("--width %d is below 0", f.width)
	case f.quote < 0:
		return fmt.Errorf("--quote-limit %d is below 0", f.quote)
	case f.quote > 0 && f.view == "diff":
		return errors.New("--view diff shows whole texts, which --quote-limit does not permit")
	}
	return nil
}

// options are how the text format is laid out on out.
func (f *pageFlags) options(out io.Writer) report.TextOptions {
	return report.TextOptions{Width: f.columns(out), Color: f.colours(out), View: f.view, Quote: f.quote}
}

// widest is how wide a report is laid out for a terminal that is wider: longer
// lines are hard to read.
const widest = 120

// columns is the width to lay out for.
func (f *pageFlags) columns(out io.Writer) int {
	if f.width > 0 {
		return f.width
	}
	return columns(out)
}

// columns is the width of the terminal that out, or else standard error, goes to;
// 80 without one.
func columns(out io.Writer) int {
	file, _ := out.(*os.File)
	for _, f := range []*os.File{file, os.Stderr} { // in a pipe to a pager, errors still go to the terminal
		if f == nil {
			continue
		}
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return min(w, widest)
		}
	}
	return 80
}

// colours follows --color, and NO_COLOR where that says auto.
func (f *pageFlags) colours(out io.Writer) bool {
	switch f.color {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && terminal(out)
}

// writeJSON writes v, its parts indented.
func writeJSON(w io.Writer, indent string, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	return enc.Encode(v)
}

// terminal reports whether w is one.
func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
