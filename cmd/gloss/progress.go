package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// A meter shows on a terminal how far a command is, with counts and the time left.
// Nil shows nothing. It is used by one goroutine at a time.
type meter struct {
	w     io.Writer
	bar   *progressbar.ProgressBar
	stage string
}

// newMeter returns a meter that shows on w; nil unless that is a terminal.
func newMeter(w io.Writer) *meter {
	if terminal(w) {
		return &meter{w: w}
	}
	return nil
}

// show says that done of total are done in a stage; bytes says that these are
// bytes. A total below 1 is unknown.
func (m *meter) show(stage string, done, total int64, bytes bool) {
	if m == nil {
		return
	}
	if m.bar == nil || stage != m.stage {
		m.finish()
		m.stage = stage
		if total < 1 {
			total = -1
		}
		m.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(m.w), progressbar.OptionClearOnFinish(), progressbar.OptionShowCount(),
			progressbar.OptionShowBytes(bytes), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetDescription(stage))
	}
	if total > 0 {
		m.bar.ChangeMax64(total)
	}
	m.bar.Set64(done)
}

// finish clears the meter away.
func (m *meter) finish() {
	if m != nil && m.bar != nil {
		m.bar.Finish()
		m.bar = nil
	}
}
