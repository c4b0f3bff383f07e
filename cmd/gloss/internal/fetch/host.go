package fetch

import (
	"context"
	"sync"
	"time"
)

// mostFailures is how many requests to a host may fail one after the other for lack of an
// answer, or be answered with a wish to be left alone, before the host is left alone for
// the rest of a run.
const mostFailures = 5

// hosts spaces the requests to each host.
type hosts struct {
	clock   Clock
	delay   time.Duration // between an answer and the next request
	at      int           // requests at the same time to one host
	longest time.Duration // the longest wait that a host's own wish is worth

	mu    sync.Mutex
	known map[string]*host
}

type host struct {
	slots chan struct{}
	delay time.Duration
	next  time.Time // no request before
	asked time.Time // the host wished to be left alone until then
	fails int       // one after the other
}

func (h *hosts) of(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.known[name]
	if t == nil {
		t = &host{slots: make(chan struct{}, h.at), delay: h.delay}
		h.known[name] = t
	}
	return t
}

// slower makes the delay at a host at least d.
func (h *hosts) slower(name string, d time.Duration) {
	t := h.of(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	t.delay = max(t.delay, d)
}

// leaveAlone keeps requests from a host for d, as it wished.
func (h *hosts) leaveAlone(name string, d time.Duration) {
	t := h.of(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	if until := h.clock.Now().Add(d); until.After(t.asked) {
		t.asked = until
	}
}

// answered says that a host answered, or that it failed to.
func (h *hosts) answered(name string, ok bool) {
	t := h.of(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	if t.fails++; ok {
		t.fails = 0
	}
}

// newRun forgets that hosts were down, which may be over, and the hosts that may be asked
// at once: feeds name ever more of them. What others wished stays. No request may be
// under way.
func (h *hosts) newRun() {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.clock.Now()
	for name, t := range h.known {
		if t.fails = 0; !t.asked.After(now) && !t.next.After(now) {
			delete(h.known, name)
		}
	}
}

// enter waits until a request to the host may go out; leave must be called after its
// answer.
func (h *hosts) enter(ctx context.Context, name string) (leave func(), err error) {
	t := h.of(name)
	select {
	case t.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, fail(Stopped, "interrupted")
	}
	leave = func() {
		h.mu.Lock()
		if next := h.clock.Now().Add(t.delay); next.After(t.next) {
			t.next = next
		}
		h.mu.Unlock()
		<-t.slots
	}
	h.mu.Lock()
	now := h.clock.Now()
	wish, from := t.asked.Sub(now), now
	if t.next.After(from) {
		from = t.next
	}
	if t.asked.After(from) {
		from = t.asked
	}
	down := t.fails >= mostFailures
	if !down && wish <= h.longest {
		t.next = from.Add(t.delay)
	}
	h.mu.Unlock()
	switch {
	case down:
		<-t.slots
		f := fail(Down, "the host failed %d times one after the other and is left alone for now", mostFailures)
		f.later = true
		return nil, f
	case wish > h.longest:
		<-t.slots
		f := fail(Busy, "the host asks to be left alone for another %s", wish.Round(time.Second))
		f.After, f.later = wish, true
		return nil, f
	}
	if h.clock.Sleep(ctx, from.Sub(now)) != nil {
		<-t.slots
		return nil, fail(Stopped, "interrupted")
	}
	return leave, nil
}
