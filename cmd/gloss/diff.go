package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"gloss/cmd/gloss/internal/diff"
)

func diffCommand() *cobra.Command {
	var format string
	var width int
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say how a report differs from an earlier one",
		Long: `Say how a report differs from an earlier one: which findings appeared, went or changed (certainty, voice,
reason, tone and loaded terms beyond rounding), which articles and stories differ, which figures of
outlets moved, and whether the two were made by the same gloss, lists, models and options.

OLD and NEW are reports that gloss wrote with --format json or jsonl; "-" is standard input. A finding
is the same if its kind, category, outlet, article, words and counterpart's words are.

Exit status: 0 compared, whether they differ or not; 2 not compared.`,
		Example: `  gloss diff monday.json tuesday.json
  gloss diff before.jsonl after.jsonl --format json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fmt.Errorf("diff: two reports are compared, OLD and NEW, not %d; see gloss help diff", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format %q is not one of text, json", format)
			}
			if width < 0 {
				return fmt.Errorf("--width %d is below 0", width)
			}
			var reports [2]*diff.Report
			for i, name := range args {
				r, err := readReport(cmd, name)
				if err != nil {
					return err
				}
				reports[i] = r
			}
			d := diff.Compare(reports[0], reports[1])
			out := cmd.OutOrStdout()
			if format == "json" {
				return writeJSON(out, " ", d)
			}
			if width == 0 {
				width = columns(out)
			}
			return d.Text(out, width)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "output format: text, json")
	cmd.Flags().IntVar(&width, "width", 0, widthUsage)
	return cmd
}

// readReport reads the report of a file, or of standard input.
func readReport(cmd *cobra.Command, name string) (*diff.Report, error) {
	var in io.Reader = cmd.InOrStdin()
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, pathError(name, err)
		}
		defer f.Close()
		in = f
	}
	return diff.Read(name, in)
}
