package main

import "github.com/spf13/cobra"

func trainCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "train",
		Short: "Train the models that gloss carries again",
		Long: `Train the models that gloss carries again, from data sets that are not part of it. The same data
give the same weights.`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(trainAlignCommand(), trainCommentaryCommand(), trainToneCommand(), trainBABECommand())
	return cmd
}
