package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/clipperhouse/displaywidth"
	"github.com/rogpeppe/go-internal/testscript"
)

// writeBinary FILE writes bytes that no text has.
func writeBinary(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("\x7fELF\x02\x01\x00\x00\x00\x03garbage\x00\x01\x02"), 0o666))
}

// writeBig FILE MIB writes a text of that many MiB.
func writeBig(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := []byte("The council voted on the harbour wall again on Tuesday, and nothing came of it. ")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat(line, n<<20/len(line)+1), 0o666))
}

// encode ENCODING FROM TO rewrites a UTF-8 file: utf16 with a byte order mark,
// latin1, or crlf line ends.
func encode(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[1])
	var out []byte
	switch args[0] {
	case "utf16":
		out = []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(text)) {
			out = binary.LittleEndian.AppendUint16(out, u)
		}
	case "latin1":
		for _, r := range text {
			out = append(out, byte(r))
		}
	case "crlf":
		out = []byte(strings.ReplaceAll(text, "\n", "\r\n"))
	default:
		ts.Fatalf("encode: unknown encoding %s", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), out, 0o666))
}

// checkWidths FILE N fails if a line of FILE is wider than N columns.
func checkWidths(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	for i, l := range strings.Split(ts.ReadFile(args[0]), "\n") {
		if w := displaywidth.String(l); w > n {
			ts.Fatalf("%s:%d: %d columns, want at most %d: %s", args[0], i+1, w, n, l)
		}
	}
}

// earlyClose ARGS... runs gloss with a standard output that is closed after a
// few bytes, and fails on a message or an exit status other than 0.
func earlyClose(ts *testscript.TestScript, _ bool, args []string) {
	self, err := os.Executable()
	ts.Check(err)
	for i := range args {
		args[i] = os.Expand(args[i], ts.Getenv)
	}
	cmd := exec.Command(filepathGloss(ts, self), args...)
	cmd.Dir = ts.MkAbs(".")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	r, w, err := os.Pipe()
	ts.Check(err)
	cmd.Stdout = w
	ts.Check(cmd.Start())
	w.Close()
	_, err = r.Read(make([]byte, 16))
	ts.Check(err)
	r.Close()
	if err := cmd.Wait(); err != nil || stderr.Len() > 0 {
		ts.Fatalf("gloss with a closed pipe: %v, said %q", err, stderr.String())
	}
}

// sameScore SCORE EVAL fails unless what the pairs' scorer printed is what gloss
// eval has as JSON.
func sameScore(ts *testscript.TestScript, _ bool, args []string) {
	var table struct {
		Rows []struct {
			Task, Measure string
			N             int
			Value         float64
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &table))
	var want []string
	for _, r := range table.Rows {
		name, call, _ := strings.Cut(r.Measure, " of sure calls")
		switch {
		case r.Task == "voice":
			what, _, _ := strings.Cut(strings.Replace(r.Measure, "quotations", "quotes", 1), " not own")
			want = append(want, fmt.Sprintf("voice of %s: %.0f of %d ", strings.TrimSuffix(what, " own"), r.Value*float64(r.N), r.N))
		case call == "" && (r.Task == "links" || r.Task == "commentary") && !strings.Contains(name, " "):
			want = append(want, fmt.Sprintf(" %s %.3f", name, r.Value))
		}
	}
	score := ts.ReadFile(args[0])
	for _, w := range want {
		_, rest, ok := strings.Cut(score, w)
		if !ok {
			ts.Fatalf("gloss eval has %q, the scorer has, from there on,\n%s", w, score)
		}
		score = rest
	}
	if len(want) < 8 {
		ts.Fatalf("only %d figures to compare: %q", len(want), want)
	}
}

// serve FOLDER serves a folder's files on loopback until the script ends, at $SITE.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	s := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
	ts.Defer(s.Close)
	ts.Setenv("SITE", s.URL)
}

// sameBody FILE FILE fails unless two text reports are the same but for the command
// that made them.
func sameBody(ts *testscript.TestScript, _ bool, args []string) {
	a, _, found := strings.Cut(ts.ReadFile(args[0]), "\nagain: ")
	b, _, _ := strings.Cut(ts.ReadFile(args[1]), "\nagain: ")
	if !found || a != b {
		ts.Fatalf("%s and %s differ, or name no command", args[0], args[1])
	}
}

// filepathGloss finds the command in the script's PATH.
func filepathGloss(ts *testscript.TestScript, self string) string {
	for _, dir := range strings.Split(ts.Getenv("PATH"), string(os.PathListSeparator)) {
		p := dir + string(os.PathSeparator) + "gloss"
		if info, err := os.Stat(p); err == nil && !info.IsDir() {
			return p
		}
	}
	return self
}

// sameBut PATTERN A B fails if two files differ in more than lines that contain
// PATTERN.
func sameBut(ts *testscript.TestScript, _ bool, args []string) {
	lines := func(file string) []string {
		return slices.DeleteFunc(strings.Split(ts.ReadFile(file), "\n"), func(l string) bool { return strings.Contains(l, args[0]) })
	}
	a, b := lines(args[1]), lines(args[2])
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			ts.Fatalf("%s and %s differ from line %d on", args[1], args[2], i+1)
		}
	}
}
