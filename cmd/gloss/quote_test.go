package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"gloss/analyzer/report"
)

// TestQuoteLimit holds that with --quote-limit no format has more of a text in one piece
// than two findings beside each other, and that every span of the JSON still is what it
// says.
func TestQuoteLimit(t *testing.T) {
	const limit, folder = 40, "../../corpus/port-ellery-barrier"
	dir := filepath.Join(t.TempDir(), "out")
	var stdout, stderr bytes.Buffer
	if status := run([]string{"compare", folder, "--quote-limit", "40", "--format", strings.Join(report.Formats, ","), "--out", dir}, strings.NewReader(""), &stdout, &stderr); status != exitWritten {
		t.Fatalf("status %d: %s", status, stderr.String())
	}
	pieces := make(map[string]bool) // of the texts, longer than may be quoted
	texts, _ := filepath.Glob(folder + "/*.txt")
	for _, file := range texts {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(text), "\n\n") // without the head, which has the headline
		for i := 0; i+2*limit < len(body); i++ {
			if p := body[i : i+2*limit]; filepath.Base(file) != "story.txt" && !strings.Contains(p, "\n") {
				pieces[p] = true
			}
		}
	}
	files := 0
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files++
		folded := strings.Join(strings.Fields(string(data)), " ")
		for i := 0; i+2*limit < len(folded); i++ {
			if p := folded[i : i+2*limit]; pieces[p] {
				t.Errorf("%s quotes %q", filepath.Base(path), p)
				break
			}
		}
		return nil
	})
	if files < len(report.Formats) || len(pieces) < 1000 {
		t.Fatalf("%d files, %d pieces", files, len(pieces))
	}
	checkSpans(t, filepath.Join(dir, "report.json"), limit)
}

// checkSpans holds that findings' texts are what their spans cover.
func checkSpans(t *testing.T, file string, limit int) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Stories []struct {
			Documents []struct{ ID, Text, Title string }
			Findings  []struct {
				Kind, Document, Part, Text string
				Start, End                 int
			}
		}
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, f := range r.Stories[0].Findings {
		for _, d := range r.Stories[0].Documents {
			if d.ID != f.Document || f.Part != "text" || f.Kind == "omission" {
				continue
			}
			checked++
			if f.End > len(d.Text) || d.Text[f.Start:f.End] != f.Text {
				t.Errorf("the span of %q is not its text", f.Text)
			}
			if n := utf8.RuneCountInString(strings.TrimRight(f.Text, ". ")); n > limit {
				t.Errorf("%d characters: %q", n, f.Text)
			}
		}
	}
	if checked < 10 {
		t.Errorf("only %d findings", checked)
	}
}
