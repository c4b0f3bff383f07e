package fetch

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jimsmart/grobotstxt"
)

// largestRobots is how many bytes of a robots.txt are read, the rest is passed over
// (RFC 9309, 2.5: at least 500 KiB).
const largestRobots = 512 << 10

// rules are what a server's robots.txt says to gloss.
type rules struct {
	text  string        // as it came; empty: everything is allowed
	no    string        // why nothing is allowed; empty where text decides
	delay time.Duration // Crawl-delay; 0 if there is none
}

// allow is nil if the address may be asked for.
func (r *rules) allow(u *url.URL) *Failure {
	switch {
	case r.no != "":
		f := fail(Robots, "robots.txt could not be had, so nothing is asked for: %s", r.no)
		f.later = true
		return f
	case r.text != "" && !grobotstxt.AgentAllowed(r.text, Product, u.String()):
		return fail(Robots, "the site's robots.txt does not allow it")
	}
	return nil
}

// robots holds the rules of every server, each asked for once a run.
type robots struct {
	mu    sync.Mutex
	known map[string]*robotsEntry // by scheme, host and port
}

type robotsEntry struct {
	once  sync.Once
	rules *rules
}

// of returns the rules of the server that u is on; ask gets its robots.txt. An interrupt
// is not remembered as an answer.
func (r *robots) of(u *url.URL, ask func(at *url.URL) (*rules, error)) (*rules, error) {
	key := strings.ToLower(u.Scheme + "://" + u.Host)
	r.mu.Lock()
	e := r.known[key]
	if e == nil {
		e = new(robotsEntry)
		r.known[key] = e
	}
	r.mu.Unlock()
	var err error
	e.once.Do(func() {
		e.rules, err = ask(&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"})
	})
	if e.rules == nil && err == nil {
		err = fail(Stopped, "interrupted")
	}
	return e.rules, err
}

// askRobots gets a robots.txt and reads it as RFC 9309 says: 4xx allows everything,
// and what cannot be reached (5xx, no answer) allows nothing. 429 counts as the latter: a
// server that asks to be left alone has not said yes.
func (c *client) askRobots(ctx context.Context, at *url.URL) (*rules, error) {
	ans, err := c.get(ctx, request{url: at, limit: largestRobots, robots: true, accept: "text/plain, */*;q=0.1"})
	if err == nil {
		text := string(ans.body)
		if len(text) == largestRobots { // the beginning of a rule is another rule
			text = text[:strings.LastIndexAny(text, "\r\n")+1]
		}
		return &rules{text: text, delay: crawlDelay(text)}, nil
	}
	f := asFailure(err)
	switch {
	case f.Reason == Stopped:
		return nil, f
	case f.Status >= 400 && f.Status < 500 && f.Status != http.StatusTooManyRequests:
		return &rules{}, nil
	}
	return &rules{no: f.What}, nil
}

// crawlDelay is the Crawl-delay that a robots.txt asks of gloss, or else of everyone. It
// is no part of RFC 9309, but widely written.
func crawlDelay(text string) time.Duration {
	d := &delays{}
	grobotstxt.Parse(text, d)
	if d.own > 0 || d.named {
		return d.own
	}
	return d.all
}

// delays reads the Crawl-delay lines of a robots.txt.
type delays struct {
	own, all      time.Duration
	named         bool // gloss has rules of its own
	isOwn, isAll  bool // the group that is being read is gloss's, everyone's
	groupHasRules bool
}

func (d *delays) HandleRobotsStart() {}
func (d *delays) HandleRobotsEnd()   {}

// HandleUserAgent begins a group, or adds a name to one that has no rules yet.
func (d *delays) HandleUserAgent(_ int, value string) {
	if d.groupHasRules {
		d.isOwn, d.isAll, d.groupHasRules = false, false, false
	}
	name, _, _ := strings.Cut(strings.TrimSpace(value), "/")
	d.isOwn = d.isOwn || strings.EqualFold(strings.TrimSpace(name), Product)
	d.isAll = d.isAll || name == "*"
	d.named = d.named || d.isOwn
}

func (d *delays) HandleAllow(int, string)    { d.groupHasRules = true }
func (d *delays) HandleDisallow(int, string) { d.groupHasRules = true }
func (d *delays) HandleSitemap(int, string)  {}

// HandleUnknownAction reads a Crawl-delay.
func (d *delays) HandleUnknownAction(_ int, action, value string) {
	if !strings.EqualFold(action, "crawl-delay") {
		return
	}
	d.groupHasRules = true
	seconds, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(seconds > 0) {
		return
	}
	delay := time.Duration(min(seconds, 1e6) * float64(time.Second))
	if d.isOwn {
		d.own = delay
	}
	if d.isAll {
		d.all = delay
	}
}
