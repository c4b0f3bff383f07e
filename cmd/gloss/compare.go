package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"gloss/analyzer"
	"gloss/analyzer/report"
	"gloss/lexicons"
)

// compareFlags are the flags of gloss compare.
type compareFlags struct {
	format, view, base, color string
	outlets                   []string
	width                     int
	read                      readFlags
}

func compareCommand() *cobra.Command {
	var f compareFlags
	cmd := &cobra.Command{
		Use:   "compare FOLDER | FILE FILE... | -",
		Short: "Compare copies of one story and print the framing report",
		Long: `Compare two or more copies of one story and print the framing report.

FOLDER is a story's folder: its articles are the copies, story.txt and other notes are not.
FILE is an article, or several, in any format that gloss read knows. "-" is standard input.

Exit status: 0 written; 1 written, but some input could not be read; 2 nothing written.`,
		Example: `  gloss compare corpus/port-ellery-barrier
  gloss compare a.txt b.txt c.txt --outlet "The Ledger=a.txt"
  gloss compare copy.txt --base agency.txt
  gloss compare - --format json < articles.jsonl`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return compare(cmd, args, f) },
	}
	cmd.Flags().StringVar(&f.format, "format", "text", "output format: "+strings.Join(report.Formats, ", "))
	cmd.Flags().StringVar(&f.view, "view", "report", "view of the text format: "+strings.Join(report.Views, ", "))
	cmd.Flags().StringVar(&f.base, "base", "", "`FILE` with the source text; only then does the report say \"added\"")
	cmd.Flags().StringArrayVar(&f.outlets, "outlet", nil, "outlet's name for a file, as `NAME=FILE` (repeatable)")
	cmd.Flags().IntVar(&f.width, "width", 0, "columns of the text format (default: the terminal's, else 80)")
	f.read.add(cmd)
	cmd.Flags().StringVar(&f.color, "color", "auto", "colour: auto, always, never")
	return cmd
}

func (f compareFlags) check(args []string) error {
	for _, c := range []struct {
		flag, value string
		known       []string
	}{{"--format", f.format, report.Formats}, {"--view", f.view, report.Views}, {"--color", f.color, []string{"auto", "always", "never"}}} {
		if !slices.Contains(c.known, c.value) {
			return fmt.Errorf("%s %q is not one of %s", c.flag, c.value, strings.Join(c.known, ", "))
		}
	}
	if f.width < 0 {
		return fmt.Errorf("--width %d is below 0", f.width)
	}
	if len(args) == 0 {
		return fmt.Errorf("compare: no articles named; see gloss help compare")
	}
	return nil
}

func compare(cmd *cobra.Command, args []string, f compareFlags) error {
	if err := f.check(args); err != nil {
		return err
	}
	reader, err := f.read.reader()
	if err != nil {
		return err
	}
	var c copies
	if err := c.nameOutlets(f.outlets); err != nil {
		return err
	}
	in := newInput(reader, cmd.InOrStdin(), c.take)
	for _, a := range args {
		in.add(a)
	}
	base := ""
	if f.base != "" {
		base = c.base(in, f.base)
	}
	c.uniqueIDs()
	for _, p := range c.problems {
		complain(cmd, p.Error())
	}
	for _, why := range c.aside {
		complain(cmd, why)
	}
	if f.base != "" && base == "" {
		return fmt.Errorf("the base %s could not be read", f.base)
	}
	if err := c.unusedOutlets(in); err != nil {
		return err
	}
	if len(c.articles) < 2 {
		return fmt.Errorf("nothing to compare: %s, at least 2 are needed", count(len(c.articles), "readable article"))
	}
	if len(c.articles) > manyCopies {
		complain(cmd, fmt.Sprintf("%d articles are compared as copies of one story, each with each other: this takes a while", len(c.articles)))
	}
	a, err := analyzer.New(lexicons.FS, toolVersion())
	if err != nil {
		return err
	}
	r, err := a.Compare(c.articles, analyzer.Options{Base: c.id(base)})
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	if err := r.Write(out, f.format, report.TextOptions{Width: f.columns(out), Color: f.colours(out), View: f.view}); err != nil {
		return err
	}
	if c.failed {
		return errPartial
	}
	return nil
}

// manyCopies is how many copies of one story there hardly ever are.
const manyCopies = 20

// widest is how wide a report is laid out for a terminal that is wider: longer
// lines are hard to read.
const widest = 120

// columns is the width to lay out for.
func (f compareFlags) columns(out io.Writer) int {
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
func (f compareFlags) colours(out io.Writer) bool {
	switch f.color {
	case "always":
		return true
	case "never":
		return false
	}
	file, ok := out.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(file.Fd()))
}
