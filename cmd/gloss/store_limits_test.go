package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// TestImportWithoutRoom holds that a file that may not grow any more ends an import
// with a message, and that what was said to be kept is there.
func TestImportWithoutRoom(t *testing.T) {
	dir := t.TempDir()
	writePile(t, filepath.Join(dir, "pile.jsonl"), inventPile(3, 1, 800)[0])
	cmd := exec.Command("sh", "-c", `trap "" XFSZ; ulimit -f 3000; exec gloss import pile.jsonl --print`)
	cmd.Dir = dir
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err == nil {
		t.Fatal("the limit did not hold: nothing was tested")
	}
	if status := cmd.ProcessState.ExitCode(); status != exitPartial && status != exitNothing || !strings.Contains(errs.String(), "gloss.db: ") {
		t.Errorf("status %d, said %s", status, errs.String())
	}
	var ids []string
	for line := range strings.Lines(out.String()) {
		_, id, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		ids = append(ids, id)
	}
	if there := verify(t, filepath.Join(dir, "gloss.db"), ids); there < len(ids) {
		t.Errorf("%d articles, %d were said to be kept", there, len(ids))
	}
	glossRun(t, dir, 0, "import", "pile.jsonl")
	glossRun(t, dir, 0, "db", "check")
}

// TestTwoImports holds that two processes fill one store, which neither finds
// there, one waiting for the other.
func TestTwoImports(t *testing.T) {
	dir := t.TempDir()
	days := inventPile(9, 2, 300)
	var wg sync.WaitGroup
	for d, list := range days {
		writePile(t, filepath.Join(dir, fmt.Sprintf("day%d.jsonl", d)), list)
	}
	for d := range days {
		wg.Go(func() {
			cmd := exec.Command("gloss", "import", fmt.Sprintf("day%d.jsonl", d))
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	wg.Wait()
	if n := verify(t, filepath.Join(dir, "gloss.db"), nil); n != len(days[0])+len(days[1]) {
		t.Errorf("%d articles, want %d and %d", n, len(days[0]), len(days[1]))
	}
}

// TestReportWhileImporting holds that a report is made of what was there when it
// began, while another process goes on to write.
func TestReportWhileImporting(t *testing.T) {
	dir := t.TempDir()
	days := inventPile(19, 2, 40)
	writePile(t, filepath.Join(dir, "day0.jsonl"), days[0])
	glossRun(t, dir, 0, "import", "day0.jsonl")
	feed, write := io.Pipe()
	cmd := exec.Command("gloss", "import", "-")
	cmd.Dir, cmd.Stdin = dir, feed
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pile := filepath.Join(dir, "day1.jsonl")
	writePile(t, pile, days[1])
	text, err := os.ReadFile(pile)
	if err != nil {
		t.Fatal(err)
	}
	half := bytes.IndexByte(text[len(text)/2:], '\n') + len(text)/2 + 1
	if _, err := write.Write(text[:half]); err != nil {
		t.Fatal(err)
	}
	want, _ := glossRun(t, dir, 0, "report", "day0.jsonl")
	if got, _ := glossRun(t, dir, 0, "report", "--db", "gloss.db"); len(got) < len(want)/2 {
		t.Errorf("a report of %d bytes, want some %d", len(got), len(want))
	}
	if _, err := write.Write(text[half:]); err != nil {
		t.Fatal(err)
	}
	write.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if n := verify(t, filepath.Join(dir, "gloss.db"), nil); n != len(days[0])+len(days[1]) {
		t.Errorf("%d articles, want %d", n, len(days[0])+len(days[1]))
	}
}

// TestReadOnlyStore holds that a store which may not be written to is read, and left
// as it is.
func TestReadOnlyStore(t *testing.T) {
	dir := t.TempDir()
	writePile(t, filepath.Join(dir, "pile.jsonl"), inventPile(3, 1, 20)[0])
	glossRun(t, dir, 0, "import", "pile.jsonl")
	gloss, attr := asNobody(t, dir)
	before, err := os.ReadFile(filepath.Join(dir, "gloss.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	for _, tc := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"report", "--db", "gloss.db"}, 0, "may not be written to: what was found is not kept"},
		{[]string{"stories", "--db", "gloss.db"}, 0, "articles in gloss.db"},
		{[]string{"db", "status"}, 0, ""},
		{[]string{"db", "check"}, 0, ""},
		{[]string{"import", "pile.jsonl"}, 2, "gloss.db: may not be written to"},
		{[]string{"import", "pile.jsonl", "--db", "new.db"}, 2, "new.db: cannot be made"},
		{[]string{"db", "prune", "--older", "1h"}, 2, "gloss.db: may not be written to"},
	} {
		cmd := exec.Command(gloss, tc.args...)
		cmd.Dir, cmd.SysProcAttr = dir, attr
		var errs bytes.Buffer
		cmd.Stderr = &errs
		cmd.Run()
		if got := cmd.ProcessState.ExitCode(); got != tc.status || !strings.Contains(errs.String(), tc.says) {
			t.Errorf("%v: status %d, want %d; said %s", tc.args, got, tc.status, errs.String())
		}
	}
	after, err := os.ReadFile(filepath.Join(dir, "gloss.db"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Error("the store was changed")
	}
}

// asNobody returns a copy of the command, and how to run it as a user who may not
// write where the superuser may.
func asNobody(t *testing.T, dir string) (gloss string, attr *syscall.SysProcAttr) {
	t.Helper()
	if os.Getuid() != 0 {
		gloss, err := exec.LookPath("gloss")
		if err != nil {
			t.Fatal(err)
		}
		return gloss, nil
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	gloss = filepath.Join(dir, "gloss") // by this name the test binary is the command
	out, err := os.OpenFile(gloss, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	for d := dir; d != filepath.Dir(d) && d != os.TempDir(); d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return gloss, &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
}
