package main

import (
	"github.com/spf13/cobra"

	"gloss/analyzer/report"
)

func schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the reports",
		Long: `Print the JSON Schema (draft 2020-12) of what --format json writes; $defs/line is that of the lines of
--format jsonl. Within one schema number fields are only added.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(report.JSONSchema)
			return err
		},
	}
}
