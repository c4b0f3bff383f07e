package fetch

import (
	"context"
	"slices"
	"testing"
	"time"
)

// TestRepeat holds that runs keep their times, never overlap, and are not made up for.
func TestRepeat(t *testing.T) {
	c := newClock()
	began := c.Now()
	takes := []time.Duration{time.Minute, 15 * time.Minute, 40 * time.Minute, 0, time.Second}
	var at []time.Duration
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	running := false
	Repeat(ctx, c, 15*time.Minute, func(next time.Time) {
		if running {
			t.Error("two runs at the same time")
		}
		running = true
		n := len(at)
		at = append(at, c.Now().Sub(began))
		if want := c.Now().Add(15 * time.Minute); !next.Equal(want) {
			t.Errorf("run %d: next is said to be %s, want %s", n, next, want)
		}
		c.forward(takes[n])
		if running = false; n == len(takes)-1 {
			stop()
		}
	})
	want := []time.Duration{0, 15 * time.Minute, 30 * time.Minute, 75 * time.Minute, 90 * time.Minute}
	if !slices.Equal(at, want) {
		t.Errorf("runs at %v, want %v", at, want)
	}
}
