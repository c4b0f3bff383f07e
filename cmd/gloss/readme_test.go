package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestReadme holds that the report in the README is what the README's first
// command prints: every line of it, in order.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "## A report, as printed")
	if !ok {
		t.Fatal("no report in the README")
	}
	sample := strings.Split(rest, "```")[1]
	var stdout, stderr bytes.Buffer
	if status := run([]string{"compare", "../../corpus/port-ellery-barrier", "--width", "80"}, strings.NewReader(""), &stdout, &stderr); status != exitWritten {
		t.Fatalf("status %d: %s", status, stderr.String())
	}
	printed := strings.Split(stdout.String(), "\n")
	lines := 0
	for _, want := range strings.Split(strings.TrimSpace(sample), "\n") {
		if want == "…" || want == "" {
			continue
		}
		i := 0
		for i < len(printed) && printed[i] != want {
			i++
		}
		if i == len(printed) {
			t.Fatalf("the README's line %q is not printed, or not in its place", want)
		}
		printed = printed[i+1:]
		lines++
	}
	if lines < 20 {
		t.Errorf("only %d lines of a report in the README", lines)
	}
}
