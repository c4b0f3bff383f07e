package fetch

import (
	"context"
	"time"
)

// Repeat calls run at once and then every so often, until ctx ends. A run that takes longer
// than that delays the next, which then begins at the next of the times that were due: two
// never overlap, and none is made up for. run is told when the next is due.
func Repeat(ctx context.Context, clock Clock, every time.Duration, run func(next time.Time)) {
	due := clock.Now()
	for ctx.Err() == nil {
		run(due.Add(every))
		now := clock.Now()
		if due = due.Add(every); due.Before(now) {
			due = due.Add((now.Sub(due) + every - 1) / every * every)
		}
		if clock.Sleep(ctx, due.Sub(now)) != nil {
			return
		}
	}
}
