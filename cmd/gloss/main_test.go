package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExitStatus holds the promise of the manual: 0 written, 1 written but some
// input could not be read, 2 nothing written.
func TestExitStatus(t *testing.T) {
	const story = "../../corpus/port-ellery-barrier"
	dir := t.TempDir()
	bad := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	const line = `{"id":"a","text":"The council voted on Tuesday."}`
	good, other := bad("good.txt", "The council voted on Tuesday."), bad("other.txt", "The council voted on Tuesday, too.")
	tests := []struct {
		args []string
		want int
	}{
		{[]string{"version"}, exitWritten},
		{[]string{"help"}, exitWritten},
		{[]string{"compare", story}, exitWritten},
		{[]string{"compare", story, "nowhere.txt"}, exitPartial},
		{[]string{"compare", story + "/the-lantern.txt", "nowhere.txt"}, exitNothing},
		{[]string{"compare", story, "--format", "xml"}, exitNothing},
		{[]string{"compare", "-"}, exitNothing},
		{[]string{"compare"}, exitNothing},
		{[]string{"unknown"}, exitNothing},
		{[]string{"compare", good, other, bad("empty.txt", "")}, exitPartial},
		{[]string{"compare", good, other, bad("binary.txt", "\x7fELF\x00\x00")}, exitPartial},
		{[]string{"compare", good, other, bad("huge.txt", strings.Repeat("word ", 1<<20))}, exitPartial},
		{[]string{"compare", good, other, bad("late.txt", ""), "--outlet", "Late=" + filepath.Join(dir, "late.txt")}, exitPartial},
		{[]string{"compare", good, bad("latin.txt", "The council vot\xe9d on Tuesday.")}, exitWritten},
		{[]string{"compare", good, bad("far.txt", "A comet passed behind Jupiter.")}, exitWritten},
		{[]string{"compare", good, good}, exitNothing},
		{[]string{"compare", good, "--base", bad("base.jsonl", "{}")}, exitNothing},
		{[]string{"compare", bad("one.jsonl", line), bad("two.jsonl", line), good}, exitPartial},
		{[]string{"fetch"}, exitNothing},
		{[]string{"fetch", "http://127.0.0.1:1/feed"}, exitNothing},
		{[]string{"fetch", "http://127.0.0.1:1/feed", "--delay", "-1s"}, exitNothing},
		{[]string{"fetch", "http://127.0.0.1:1/feed", "--proxy", "localhost"}, exitNothing},
		{[]string{"fetch", "http://127.0.0.1:1/feed", "--follow", "soon"}, exitNothing},
		{[]string{"watch", "--db", ""}, exitNothing},
		{[]string{"eval", "--only", "corpus", "--floors", "nowhere.tsv"}, exitNothing},
	}
	for _, tt := range tests {
		var stdout, stderr bytes.Buffer
		if got := run(tt.args, strings.NewReader(""), &stdout, &stderr); got != tt.want {
			t.Errorf("gloss %s: status %d, want %d; said %q", strings.Join(tt.args, " "), got, tt.want, stderr.String())
		}
		if strings.Contains(stderr.String(), "goroutine") {
			t.Errorf("gloss %s: a stack trace", strings.Join(tt.args, " "))
		}
		if (stdout.Len() > 0) != (tt.want != exitNothing) {
			t.Errorf("gloss %s: status %d with %d bytes of output", strings.Join(tt.args, " "), tt.want, stdout.Len())
		}
	}
}
