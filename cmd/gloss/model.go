package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gloss/analyzer"
	"gloss/analyzer/score"
	"gloss/lexicons"
)

// modelFlags are the flags that choose how text is judged.
type modelFlags struct {
	cmd           *cobra.Command
	tone, weights string
}

func (f *modelFlags) add(cmd *cobra.Command) {
	f.cmd = cmd
	cmd.Flags().StringVar(&f.tone, "tone", string(score.Combined), "how tone is measured: "+strings.Join(toneMethods(), ", "))
	cmd.Flags().StringVar(&f.weights, "model", "", "`FILE` with other weights for what tells commentary (see gloss train)")
}

func toneMethods() []string {
	var names []string
	for _, m := range score.Methods {
		names = append(names, string(m))
	}
	return names
}

func (f modelFlags) check() error {
	if !slices.Contains(score.Methods, score.Method(f.tone)) {
		return fmt.Errorf("--tone %q is not one of %s", f.tone, strings.Join(toneMethods(), ", "))
	}
	return nil
}

// analyzer makes the stages as the flags say.
func (f modelFlags) analyzer() (*analyzer.Analyzer, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	h, err := houseRules(f.cmd)
	if err != nil {
		return nil, err
	}
	set := analyzer.Settings{Tone: score.Method(f.tone)}
	if set.House, err = h.rules(); err != nil {
		return nil, err
	}
	if f.weights != "" {
		data, err := os.ReadFile(f.weights)
		if err != nil {
			return nil, fmt.Errorf("--model: %w", err)
		}
		set.Weights = data
	}
	a, err := analyzer.With(lexicons.FS, toolVersion(), set)
	if err != nil && f.weights != "" {
		return nil, fmt.Errorf("--model %s: %w", f.weights, err)
	}
	return a, err
}
