package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestFolder holds that files of a folder appear together or not at all, and that
// nothing else in it is touched.
func TestFolder(t *testing.T) {
	names := func(dir string) (list []string) {
		filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				rel, _ := filepath.Rel(dir, path)
				list = append(list, rel)
			}
			return nil
		})
		return list
	}
	write := func(f *folder, name, text string) {
		w, err := f.create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "report.json"), []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := newFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	write(f, "report.json", "new")
	write(f, "stories/1.html", "one")
	if text, _ := os.ReadFile(filepath.Join(dir, "report.json")); string(text) != "old" {
		t.Errorf("a half-written report shows: %q", text)
	}
	discardUnfinished() // as when the program is ended at once
	if got := names(dir); !slices.Equal(got, []string{"report.json"}) {
		t.Errorf("left behind: %q", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "stories")); err == nil {
		t.Error("a folder was left behind")
	}
	f.discard()

	below := filepath.Join(dir, "a", "b")
	if f, err = newFolder(below); err != nil {
		t.Fatal(err)
	}
	write(f, "report.json", "new")
	write(f, "stories/1.html", "one")
	if err := f.keep(); err != nil {
		t.Fatal(err)
	}
	if got := names(below); !slices.Equal(got, []string{"report.json", "stories/1.html"}) {
		t.Errorf("kept: %q", got)
	}
	f.discard()
	if got := names(below); len(got) != 2 || len(unfinished.folders) != 0 {
		t.Errorf("after it was kept, it was discarded: %q", got)
	}
	if _, err := newFolder(filepath.Join(dir, "report.json", "x")); err == nil {
		t.Error("a folder in a file")
	}
}
