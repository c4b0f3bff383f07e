package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestExitStatus holds the promise of the manual: 0 written, 1 written but some
// input could not be read, 2 nothing written.
func TestExitStatus(t *testing.T) {
	const story = "../../corpus/port-ellery-barrier"
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
	}
	for _, tt := range tests {
		var stdout, stderr bytes.Buffer
		if got := run(tt.args, strings.NewReader(""), &stdout, &stderr); got != tt.want {
			t.Errorf("gloss %s: status %d, want %d; said %q", strings.Join(tt.args, " "), got, tt.want, stderr.String())
		}
		if (stdout.Len() > 0) != (tt.want != exitNothing) {
			t.Errorf("gloss %s: status %d with %d bytes of output", strings.Join(tt.args, " "), tt.want, stdout.Len())
		}
	}
}
