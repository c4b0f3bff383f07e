package fetch

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Source is something to be fetched: a feed, or a page that somebody names.
type Source struct {
	URL    string
	Outlet string        // as reports are to show it; empty: told by the articles
	Kind   string        // of the outlet, as ingest's outlets have it; empty: unknown
	Delay  time.Duration // between requests to its host; below Options.Delay that counts
	Where  string        // file and line of a list; empty: the command line, where a page is fine, too
}

// A run is one run of a Fetcher.
type run struct {
	*client
	ctx    context.Context // ends with an interrupt
	queues *queues
	seen   map[string]bool // addresses of pages that are taken care of
	asked  map[string]bool // of feeds

	mu          sync.Mutex // of all below, and of Event
	sum         Summary
	sources     map[string]*SourceResult
	done, total int
}

// Run fetches the sources, the articles behind their items, and what was left from runs
// before or is to be looked at again. It ends when all is done or ctx ends; then
// requests under way have Options.Grace to end in order. One failure never stops the rest.
func (f *Fetcher) Run(ctx context.Context, sources []Source) Summary {
	c := *f.client
	c.robots = &robots{known: make(map[string]*robotsEntry)} // once a run
	c.hosts.newRun()
	hard, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	c.hard = hard
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(c.Grace, cancel) })
	defer stop()
	r := &run{client: &c, ctx: ctx, queues: newQueues(c.PerHost), seen: make(map[string]bool), asked: make(map[string]bool), sources: make(map[string]*SourceResult)}
	r.sum = Summary{Began: c.Clock.Now(), Aside: make(map[string]int), Failures: make(map[Reason]int)}
	due, err := c.Keeper.Due(r.sum.Began)
	if err != nil {
		r.failed(Event{Kind: PageFailed, What: "the pages that wait could not be read: " + err.Error(), Reason: Unkept})
	}
	for _, s := range sources {
		r.source(s)
	}
	r.pages(due)
	r.queues.wait()
	c.http.CloseIdleConnections()
	r.sum.Ended, r.sum.Stopped = c.Clock.Now(), ctx.Err() != nil
	for _, s := range r.sources {
		r.sum.Sources = append(r.sum.Sources, *s)
	}
	slices.SortFunc(r.sum.Sources, func(a, b SourceResult) int { return strings.Compare(a.URL, b.URL) })
	return r.sum
}

// over reports whether nothing more is to be begun: after an interrupt, or, where what is
// left waits for another run, after Options.Within.
func (r *run) over() bool {
	late := r.Within > 0 && r.Keeper.Resumes() && r.Clock.Now().Sub(r.sum.Began) >= r.Within
	return late || r.ctx.Err() != nil
}

// source queues a source, once.
func (r *run) source(s Source) {
	u, err := ParseAddress(s.URL)
	if err != nil {
		r.mu.Lock()
		r.sources[s.URL] = &SourceResult{URL: s.URL, Failure: err.Error()}
		r.mu.Unlock()
		r.failed(Event{Kind: FeedFailed, URL: s.URL, Feed: s.URL, What: where(s, err.Error()), Reason: BadAddress})
		return
	}
	key := Canonical(u)
	if u.RawQuery != "" {
		key = u.String()
	}
	if r.asked[key] {
		r.emit(Event{Kind: Note, URL: s.URL, What: where(s, "named twice, asked for once")})
		return
	}
	r.asked[key] = true
	if s.Delay > 0 {
		r.hosts.slower(hostOf(u), s.Delay)
	}
	r.mu.Lock()
	r.total++
	r.sources[s.URL] = &SourceResult{URL: s.URL}
	r.mu.Unlock()
	r.queues.add(hostOf(u), func() { r.feed(s, u) })
}

func where(s Source, what string) string {
	if s.Where != "" {
		return s.Where + ": " + what
	}
	return what
}

// pages queues pages whose address is not queued yet.
func (r *run) pages(pages []Page) {
	for _, p := range pages {
		u, err := url.Parse(p.URL)
		if err != nil {
			continue // what is queued was checked when it was found
		}
		key := addressKey(u)
		r.mu.Lock()
		known := r.seen[key]
		r.seen[key] = true
		if !known {
			r.total++
		}
		r.mu.Unlock()
		if !known {
			r.queues.add(hostOf(u), func() { r.page(p, u) })
		}
	}
}

// emit tells an event, and counts it.
func (r *run) emit(e Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch e.Kind {
	case FeedRead:
		r.sum.Feeds++
	case FeedUnchanged:
		r.sum.Feeds++
		r.sum.Unchanged++
	case ArticleNew:
		r.sum.New++
	case ArticleChanged:
		r.sum.Changed++
	case ArticleUnchanged:
		r.sum.Same++
	case ArticleGone:
		r.sum.Withdrawn++
	case ArticleAside:
		r.sum.Aside[e.What]++
	}
	if e.Kind == ArticleNew || e.Kind == ArticleChanged {
		if s := r.sources[e.Feed]; s != nil {
			s.Articles++
		}
	}
	if e.Kind != Note {
		r.done++
	}
	e.Done, e.Total = r.done, r.total
	r.Event(e)
}

// failed tells a failure, and counts it.
func (r *run) failed(e Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e.Kind == FeedFailed {
		r.sum.FeedsFailed++
	} else {
		r.sum.PagesFailed++
	}
	if e.Later {
		r.sum.Left++
	}
	r.sum.Failures[e.Reason]++
	r.done++
	e.Done, e.Total = r.done, r.total
	r.Event(e)
}

// left counts a page that an interrupt, or a host's wish, left for another run.
func (r *run) left() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.Left++
	r.done++
}
