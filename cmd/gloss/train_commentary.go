package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"gloss/analyzer"
	"gloss/analyzer/linear"
	"gloss/cmd/gloss/internal/train"
	"gloss/lexicons"
)

// trainFlags are the flags of the commands that train linear models.
type trainFlags struct {
	data, vectors, out string
}

func (f *trainFlags) add(cmd *cobra.Command, out string) {
	cmd.Flags().StringVar(&f.data, "data", "", "`DIR` with the data sets")
	cmd.Flags().StringVar(&f.vectors, "vectors", "", "`FILE` of word vectors as text: word and components a line, most frequent word first")
	cmd.Flags().StringVarP(&f.out, "output", "o", out, "`FILE` to write the weights to")
	for _, name := range []string{"data", "vectors"} {
		cmd.MarkFlagRequired(name)
	}
}

// trained makes an analyzer and reads the vectors, trains, writes the weights and
// prints the figures.
func (f *trainFlags) trained(cmd *cobra.Command, how func(*analyzer.Analyzer, *train.Vectors) (*linear.Set, []train.Figure, error)) error {
	a, err := analyzer.New(lexicons.FS, toolVersion())
	if err != nil {
		return err
	}
	file, err := os.Open(f.vectors)
	if err != nil {
		return err
	}
	defer file.Close()
	v, err := train.ReadVectors(file)
	if err != nil {
		return fmt.Errorf("%s: %w", f.vectors, err)
	}
	set, figures, err := how(a, v)
	if err != nil {
		return err
	}
	for _, x := range figures {
		fmt.Fprintf(cmd.OutOrStdout(), "%-44s %-44s n %5d  %.3f\n", x.Of, x.Measure, x.N, x.Value)
	}
	data, err := set.Write()
	if err != nil {
		return err
	}
	return os.WriteFile(f.out, data, 0o644)
}

func trainToneCommand() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:     "tone --data DIR --vectors FILE",
		Short:   "Train the tone: VADER, cdipaolo/sentiment and words, by ratings of editorials",
		Example: "  gloss train tone --data ../shared --vectors glove.6B.100d.txt -o analyzer/score/tone.weights",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.trained(cmd, func(a *analyzer.Analyzer, v *train.Vectors) (*linear.Set, []train.Figure, error) {
				return train.Tone(a, f.data, v)
			})
		},
	}
	f.add(cmd, "tone.weights")
	return cmd
}

func trainCommentaryCommand() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:     "commentary --vectors FILE",
		Short:   "Train what tells commentary on gloss's own labelled text",
		Example: "  gloss train commentary --vectors glove.6B.100d.txt -o analyzer/opinion/default.weights",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.trained(cmd, func(a *analyzer.Analyzer, v *train.Vectors) (*linear.Set, []train.Figure, error) {
				return train.Commentary(a, f.data, v)
			})
		},
	}
	f.add(cmd, "default.weights")
	return cmd
}

func trainBABECommand() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:   "babe --data DIR --vectors FILE",
		Short: "Train weights for --model on BABE, which is under the AGPL-3.0, as they then are",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.trained(cmd, func(a *analyzer.Analyzer, v *train.Vectors) (*linear.Set, []train.Figure, error) {
				return train.BABE(a, f.data, v)
			})
		},
	}
	f.add(cmd, "babe.weights")
	return cmd
}
