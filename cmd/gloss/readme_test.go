package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
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

// TestReadmeTables holds that the README's table of the csv files is what they are:
// the files, what a row is, and the columns.
func TestReadmeTables(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	gloss(t, "compare", "../../corpus/port-ellery-barrier", "--format", "csv", "--out", dir)
	text, err := os.ReadFile(filepath.Join(dir, "datapackage.json"))
	if err != nil {
		t.Fatal(err)
	}
	var described struct {
		Resources []struct {
			Path, Description string
			Schema            struct{ Fields []struct{ Name string } }
		}
	}
	if err := json.Unmarshal(text, &described); err != nil {
		t.Fatal(err)
	}
	for _, r := range described.Resources {
		var columns []string
		for _, f := range r.Schema.Fields {
			columns = append(columns, f.Name)
		}
		what := strings.TrimPrefix(r.Description, "a row for each ")
		if line := fmt.Sprintf("| `%s` | %s | %s |\n", r.Path, what, strings.Join(columns, ", ")); !strings.Contains(string(readme), line) {
			t.Errorf("the README lacks %s", line)
		}
		table, err := os.ReadFile(filepath.Join(dir, r.Path))
		if head := strings.Join(columns, ",") + "\r\n"; err != nil || !strings.HasPrefix(string(table), head) {
			t.Errorf("%s does not begin with %s (%v)", r.Path, head, err)
		}
	}
	if len(described.Resources) < 8 {
		t.Errorf("%d tables", len(described.Resources))
	}
}
