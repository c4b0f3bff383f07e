package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gloss/analyzer"
	"gloss/analyzer/page"
	"gloss/analyzer/report"
)

// compareFlags are the flags of gloss compare.
type compareFlags struct {
	base    string
	outlets []string
	page    pageFlags
	model   modelFlags
	read    readFlags
}

func compareCommand() *cobra.Command {
	var f compareFlags
	cmd := &cobra.Command{
		Use:   "compare FOLDER | FILE FILE... | -",
		Short: "Compare copies of one story and print the framing report",
		Long: `Compare two or more copies of one story and print the framing report.

FOLDER is a story's folder: its articles are the copies, story.txt and other notes are not.
FILE is an article, or several, in any format that gloss read knows. "-" is standard input.

Exit status: 0 written; 1 written, but some input could not be read; 2 nothing written; 130
interrupted when a part was written.`,
		Example: `  gloss compare corpus/port-ellery-barrier
  gloss compare a.txt b.txt c.txt --outlet "The Ledger=a.txt"
  gloss compare copy.txt --base agency.txt
  gloss compare - --format json < articles.jsonl`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return compare(cmd, args, f) },
	}
	f.page.add(cmd)
	cmd.Flags().StringVar(&f.base, "base", "", "`FILE` with the source text; only then does the report say \"added\"")
	cmd.Flags().StringArrayVar(&f.outlets, "outlet", nil, "outlet's name for a file, as `NAME=FILE` (repeatable)")
	f.model.add(cmd)
	f.read.add(cmd)
	return cmd
}

func compare(cmd *cobra.Command, args []string, f compareFlags) error {
	if err := f.page.check(); err != nil {
		return err
	}
	if len(args) == 0 {
		return errors.New("compare: no articles named; see gloss help compare")
	}
	if err := f.model.check(); err != nil {
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
		return fmt.Errorf("nothing to compare: %s, at least 2 are needed", page.Plural(len(c.articles), "readable article"))
	}
	if len(c.articles) > manyCopies {
		complain(cmd, fmt.Sprintf("%d articles are compared as copies of one story, each with each other: this takes a while", len(c.articles)))
	}
	a, err := f.model.analyzer()
	if err != nil {
		return err
	}
	r, err := a.Compare(c.articles, analyzer.Options{Base: c.id(base)})
	if err != nil {
		return err
	}
	var input report.Fingerprint
	for i := range c.articles {
		input.Add(&c.articles[i])
	}
	out, err := f.page.open(cmd, r.Tool, made(cmd, args, input.Input()), 0)
	if err != nil {
		return err
	}
	defer out.discard()
	if err := r.Send(out); err != nil {
		return err
	}
	if err := out.finish(); err != nil {
		return err
	}
	if c.failed {
		return errPartial
	}
	return nil
}

// manyCopies is how many copies of one story there hardly ever are.
const manyCopies = 20
