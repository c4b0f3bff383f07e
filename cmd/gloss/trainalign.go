package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"gloss/analyzer"
	"gloss/cmd/gloss/internal/eval"
	"gloss/lexicons"
)

func trainAlignCommand() *cobra.Command {
	var data, out string
	var without []string
	cmd := &cobra.Command{
		Use:   "align --data DIR",
		Short: "Learn how much each kind of evidence counts that two sentences say the same",
		Long: `Learn the weights of package align from gloss's own stories of the part dev, copies of them with
planted edits, gloss's own rewrites but those kept to measure by, and the open parts of
argrewrite_align and aesop_align, and write them as a table.
How well they fit, and how they do on the annotated pairs, which nothing is learned from, goes to
standard error.`,
		Example: `  gloss train align --data ../shared --output analyzer/align/weights.tsv
  gloss train align --data ../shared --without vector --without near --output weights.tsv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, err := analyzer.New(lexicons.FS, toolVersion())
			if err != nil {
				return err
			}
			t := eval.Training{Dir: data, Without: make(map[string]bool), Analyzer: a, Log: cmd.ErrOrStderr()}
			for _, w := range without {
				t.Without[w] = true
			}
			weights, err := eval.TrainAlign(t)
			if err != nil {
				return err
			}
			if out == "" {
				_, err = fmt.Fprint(cmd.OutOrStdout(), weights)
				return err
			}
			return os.WriteFile(out, []byte(weights.String()), 0o666)
		},
	}
	cmd.Flags().StringVar(&data, "data", "", "`DIR` with the data sets")
	cmd.Flags().StringVarP(&out, "output", "o", "", "`FILE` to write; default: standard output")
	cmd.Flags().StringArrayVar(&without, "without", nil, "leave out the `KIND` of evidence (repeatable)")
	return cmd
}
