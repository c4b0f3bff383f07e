package fetch

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Clock tells the time and waits. Tests have one of their own.
type Clock interface {
	Now() time.Time
	// Sleep waits for d, or until ctx ends, and then returns its error.
	Sleep(ctx context.Context, d time.Duration) error
}

// SystemClock is the machine's clock.
type SystemClock struct{}

// Now is the time.
func (SystemClock) Now() time.Time { return time.Now() }

// Sleep waits.
func (SystemClock) Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// longestWish is the longest that a server is left alone because it says so: one that
// errs, or whose clock does, is not lost for good.
const longestWish = 24 * time.Hour

// retryAfter reads the field Retry-After: seconds, or a date of HTTP (RFC 9110, 10.2.3).
// It is 0 for what is neither, or past, and at most longestWish.
func retryAfter(field string, now time.Time) time.Duration {
	field = strings.TrimSpace(field)
	if n, err := strconv.ParseUint(field, 10, 64); err == nil {
		return time.Duration(min(n, uint64(longestWish/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(field); err == nil {
		return min(max(0, at.Sub(now)), longestWish)
	}
	return 0
}

// The pauses before another try: the first, and the longest without Retry-After.
const (
	firstPause   = 2 * time.Second
	longestPause = time.Minute
)

// pause is how long to wait before try n (the second is 1): twice as long each time, of
// which chance, a number from 0 up to 1, takes up to a half, so that those who failed
// together do not come again together.
func pause(n int, chance float64) time.Duration {
	d := min(firstPause<<min(n-1, 10), longestPause)
	return d - time.Duration(chance*float64(d)/2)
}
