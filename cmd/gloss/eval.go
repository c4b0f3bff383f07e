package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"gloss/cmd/gloss/internal/eval"
)

// evalFlags are the flags of gloss eval.
type evalFlags struct {
	data, split, format string
	only                []string
	planted             bool
	texts               string
	model               modelFlags
	floors              floorFlags
}

func evalCommand() *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use:   "eval [--data DIR]",
		Short: "Measure gloss on annotated data and print one table",
		Long: `Measure gloss's stages on annotated data sets and print one table: what was measured on what,
the value with its 95 % interval, and what others reach.

Without --data, gloss's own stories, training text and planted edits are measured. DIR holds data
sets as folders with the names by which they are known, at any depth. None of them is part of gloss.

--floors compares the figures on gloss's own corpus with those of a file, and fails if one fell.

Exit status: 0 written; 1 written, but some set could not be read; 2 nothing written.`,
		Example: `  gloss eval
  gloss eval --planted --texts articles/
  gloss eval --data ../shared
  gloss eval --data ../shared --only pairs --only babe --split heldout
  gloss eval --data ../shared --format json > eval.json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return evaluate(cmd, f) },
	}
	cmd.Flags().StringVar(&f.data, "data", "", "`DIR` with the data sets")
	cmd.Flags().StringVar(&f.split, "split", "open", "part to measure: "+strings.Join(eval.Splits, ", "))
	cmd.Flags().StringArrayVar(&f.only, "only", nil, "measure the set `NAME` only (repeatable)")
	cmd.Flags().StringVar(&f.format, "format", "text", "output format: "+strings.Join(eval.Formats, ", "))
	cmd.Flags().BoolVar(&f.planted, "planted", false, "measure copies with planted edits only")
	cmd.Flags().StringVar(&f.texts, "texts", "", "`DIR` of texts (*.txt) to plant edits in; default: gloss's own stories")
	f.model.add(cmd)
	f.floors.add(cmd)
	return cmd
}

func evaluate(cmd *cobra.Command, f evalFlags) error {
	if !slices.Contains(eval.Formats, f.format) {
		return fmt.Errorf("--format %q is not one of %s", f.format, strings.Join(eval.Formats, ", "))
	}
	if f.planted {
		f.only = append(f.only, "planted")
	}
	f.model.cmd = nil // what is measured is gloss, and no house's rules
	a, err := f.model.analyzer()
	if err != nil {
		return err
	}
	progress, finish := progressOn(cmd.ErrOrStderr())
	t, err := eval.Run(eval.Sets(), eval.Config{Dir: f.data, Split: f.split, Only: f.only, Texts: f.texts, Analyzer: a, Progress: progress})
	finish()
	if err != nil {
		return err
	}
	for _, p := range t.Problems {
		fmt.Fprintln(cmd.ErrOrStderr(), "gloss:", p)
	}
	floors, err := f.floors.read()
	if err != nil {
		return err
	}
	t.Floors = floors
	if err := t.Write(cmd.OutOrStdout(), f.format); err != nil {
		return err
	}
	if err := f.floors.hold(cmd.ErrOrStderr(), floors, t); err != nil {
		return err
	}
	if len(t.Problems) > 0 {
		return errPartial
	}
	return nil
}

// progressOn returns what shows on w how far the measuring is, and what clears it
// away; both do nothing unless w is a terminal.
func progressOn(w io.Writer) (step func(set string, total int), finish func()) {
	if !terminal(w) {
		return nil, func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(w), progressbar.OptionClearOnFinish(), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(false), progressbar.OptionSetDescription("measuring"))
	step = func(set string, total int) {
		bar.ChangeMax(total)
		bar.Describe("measured " + set)
		bar.Add(1)
	}
	return step, func() { bar.Finish() }
}
