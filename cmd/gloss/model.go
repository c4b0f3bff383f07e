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

// settings are what the flags and the house rules say.
func (f modelFlags) settings() (analyzer.Settings, error) {
	set := analyzer.Settings{Tone: score.Method(f.tone)}
	if err := f.check(); err != nil {
		return set, err
	}
	h, err := houseRules(f.cmd)
	if err != nil {
		return set, err
	}
	if set.House, err = h.rules(); err != nil {
		return set, err
	}
	if f.weights != "" {
		if set.Weights, err = os.ReadFile(f.weights); err != nil {
			return set, fmt.Errorf("--model: %w", err)
		}
	}
	return set, nil
}

// analyzer makes the stages as the flags say.
func (f modelFlags) analyzer() (*analyzer.Analyzer, error) {
	set, err := f.settings()
	if err != nil {
		return nil, err
	}
	a, err := analyzer.With(lexicons.FS, toolVersion(), set)
	if err != nil && f.weights != "" {
		return nil, fmt.Errorf("--model %s: %w", f.weights, err)
	}
	return a, err
}
