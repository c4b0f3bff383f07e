package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gloss/cmd/gloss/internal/store"
)

// dbFlags are the flags of the commands that use a store.
type dbFlags struct {
	path string // of the store; empty: none
	now  string // the time, if it is not the clock's
}

// defaultStore is the store of the commands that need one.
const defaultStore = "gloss.db"

func (f *dbFlags) add(cmd *cobra.Command, path, usage string) {
	cmd.Flags().StringVar(&f.path, "db", path, usage)
	cmd.Flags().StringVar(&f.now, "now", "", "take `TIME` for the time, as 2026-01-31T08:00:00Z (default: the clock's)")
}

// clock is the clock that the flags ask for.
func (f *dbFlags) clock() (func() time.Time, error) {
	if f.now == "" {
		return time.Now, nil
	}
	t, err := time.Parse(time.RFC3339, f.now)
	if err != nil {
		return nil, fmt.Errorf("--now %q is not a time such as 2026-01-31T08:00:00Z", f.now)
	}
	return func() time.Time { return t }, nil
}

// open opens the store that the flags name.
func (f *dbFlags) open(readOnly bool) (*store.Store, error) {
	now, err := f.clock()
	if err != nil {
		return nil, err
	}
	return store.Open(f.path, store.Options{ReadOnly: readOnly, Now: now})
}

// there is an error if there is no file: a command that wants a store's articles
// does not make one.
func there(path string) error {
	if _, err := os.Stat(path); err != nil {
		return pathError(path, err)
	}
	return nil
}

// withoutCancel is cmd's context for what must be done after an interrupt, too.
func withoutCancel(cmd *cobra.Command) context.Context { return context.WithoutCancel(cmd.Context()) }

// before is the time that is TIME before now: 90d, 36h, or a day as 2026-01-31
// itself.
func before(now time.Time, s string) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.ParseFloat(days, 64); err == nil && n >= 0 && n < 100_000 {
			return now.Add(-time.Duration(n * 24 * float64(time.Hour))), nil
		}
	}
	if d, err := time.ParseDuration(s); err == nil && d >= 0 {
		return now.Add(-d), nil
	}
	return time.Time{}, fmt.Errorf("%q is neither a time such as 7d or 36h nor a day such as 2026-01-31", s)
}
