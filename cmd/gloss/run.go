package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gloss/analyzer/report"
)

// outward are the flags that say how a report is written, and bear on nothing that
// is found.
var outward = []string{"format", "out", "table", "view", "width", "color", "sort", "db"}

// made says how cmd makes its report, as the user typed it.
func made(cmd *cobra.Command, args []string, input report.Input) report.Run {
	run := report.Run{Input: input}
	words := strings.Fields(cmd.CommandPath())
	for _, a := range args {
		if strings.HasPrefix(a, "-") && a != "-" {
			a = "./" + a // a file's name that reads like a flag
		}
		words = append(words, a)
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Name == "again" { // the report is the same
			return
		}
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, v := range values {
			if f.Value.Type() == "bool" && v == "true" {
				words = append(words, "--"+f.Name)
			} else {
				words = append(words, "--"+f.Name+"="+v)
			}
		}
		if !slices.Contains(outward, f.Name) {
			run.Options = append(run.Options, report.Option{Name: f.Name, Value: strings.Join(values, ", ")})
		}
	})
	if rules := housePrint(cmd); rules != "" {
		run.Options = append(run.Options, report.Option{Name: "house rules", Value: rules})
	}
	for i, w := range words {
		words[i] = shellQuoted(w)
	}
	run.Command = strings.Join(words, " ")
	return run
}

// housePrint is the fingerprint of the file of house rules that cmd goes by; empty if
// there is none.
func housePrint(cmd *cobra.Command) string {
	h, err := houseRules(cmd)
	if err != nil || h.path == "" {
		return ""
	}
	text, err := os.ReadFile(h.path)
	if err != nil {
		return ""
	}
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:8])
}

// shellQuoted is a word as a POSIX shell reads it.
func shellQuoted(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./=:,@%+", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
