package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// A client asks for addresses, politely.
type client struct {
	Options
	http   *http.Client
	hosts  *hosts
	robots *robots
	active chan struct{} // requests at the same time, in all
	hard   context.Context
}

func newClient(o Options) *client {
	dial := o.dial
	if dial == nil {
		permit := public
		if o.AllowPrivate {
			permit = func(netip.Addr) bool { return true }
		}
		dial = guardedDialer(o.Timeouts.Connect, permit, o.resolver).DialContext
	}
	t := &http.Transport{
		DialContext:            dial,
		TLSHandshakeTimeout:    o.Timeouts.Connect,
		ResponseHeaderTimeout:  o.Timeouts.Header,
		MaxResponseHeaderBytes: 256 << 10,
		MaxIdleConnsPerHost:    o.PerHost,
		MaxIdleConns:           4 * o.Workers,
		IdleConnTimeout:        30 * time.Second,
		DisableCompression:     true, // readBody undoes it, within limits
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        o.tls,
	}
	if o.Proxy != nil {
		t.Proxy = http.ProxyURL(o.Proxy)
		t.DialContext = viaProxy(o.Proxy, &net.Dialer{Timeout: o.Timeouts.Connect}, dial)
	}
	return &client{
		Options: o,
		http:    &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		hosts:   &hosts{clock: o.Clock, delay: o.Delay, at: o.PerHost, longest: o.LongestWait, known: make(map[string]*host)},
		robots:  &robots{known: make(map[string]*robotsEntry)},
		active:  make(chan struct{}, o.Workers),
	}
}

// viaProxy dials the proxy, which is the user's own and may stand anywhere, freely, and
// all else by dial.
func viaProxy(proxy *url.URL, free *net.Dialer, dial func(context.Context, string, string) (net.Conn, error)) func(context.Context, string, string) (net.Conn, error) {
	port := proxy.Port()
	if port == "" {
		port = map[string]string{"https": "443", "socks5": "1080", "socks5h": "1080"}[proxy.Scheme]
	}
	if port == "" {
		port = "80"
	}
	at := net.JoinHostPort(proxy.Hostname(), port)
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == at {
			return free.DialContext(ctx, network, address)
		}
		return dial(ctx, network, address)
	}
}

// A request is what is to be asked for.
type request struct {
	url          *url.URL
	limit        int64 // bytes of the content
	accept       string
	robots       bool   // it is for a robots.txt, which no robots.txt forbids
	etag         string // of what is known at this very address; empty: nothing is,
	lastModified string // and when it was changed
}

// An answer is what came.
type answer struct {
	url          *url.URL // where it came from, after redirects
	moved        string   // where it will be from now on; empty: where it was asked for
	direct       bool     // it came from there, so that etag and lastModified mean something next time
	notModified  bool
	contentType  string
	etag         string
	lastModified string
	body         []byte
	tries        int
}

// get asks for an address, again where that may help. The error is a *Failure.
func (c *client) get(ctx context.Context, req request) (*answer, error) {
	for try := 1; ; try++ {
		ans, err := c.follow(ctx, req)
		if err == nil {
			ans.tries = try
			return ans, nil
		}
		f := asFailure(err)
		if ctx.Err() != nil && f.again {
			return nil, fail(Stopped, "interrupted")
		}
		wait := max(f.After, pause(try, c.Chance()))
		if !f.again || try >= c.Tries || wait > c.LongestWait {
			return nil, f
		}
		if c.Clock.Sleep(ctx, wait) != nil {
			return nil, fail(Stopped, "interrupted")
		}
	}
}

// follow asks for an address and follows its redirects; each step is one to a server
// that is asked politely, too.
func (c *client) follow(ctx context.Context, req request) (*answer, error) {
	u, moved := req.url, ""
	permanent := true
	seen := make(map[string]bool)
	for {
		key := Canonical(u)
		if u.RawQuery != "" {
			key += "?" + u.RawQuery // a parameter for tracking may be what a redirect takes away
		}
		if seen[key] {
			return nil, fail(Redirects, "its redirects lead in a circle")
		}
		seen[key] = true
		if err := checkAddress(u); err != nil {
			return nil, err
		}
		if c.Proxy != nil && !c.AllowPrivate {
			if err := checkProxied(u); err != nil {
				return nil, err
			}
		}
		if err := c.mayAsk(ctx, u, req.robots); err != nil {
			return nil, err
		}
		step := req
		if u != req.url {
			step.etag, step.lastModified = "", ""
		}
		ans, to, status, err := c.once(ctx, u, step)
		if err != nil {
			return nil, err
		}
		if to == nil {
			ans.moved, ans.direct = moved, ans.url == req.url || permanent
			return ans, nil
		}
		if len(seen) > c.Redirects {
			return nil, fail(Redirects, "redirected more than %d times", c.Redirects)
		}
		permanent = permanent && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect) && !(u.Scheme == "https" && to.Scheme == "http")
		if u = to; permanent {
			moved = u.String()
		}
	}
}

// mayAsk is nil if robots.txt allows an address. It also learns how slow the host wants
// gloss to be.
func (c *client) mayAsk(ctx context.Context, u *url.URL, isRobots bool) error {
	if isRobots {
		return nil
	}
	r, err := c.robots.of(u, func(at *url.URL) (*rules, error) { return c.askRobots(ctx, at) })
	if err != nil {
		return err
	}
	c.hosts.slower(hostOf(u), min(r.delay, c.LongestDelay))
	if f := r.allow(u); f != nil {
		return f
	}
	return nil
}

// once sends one request; to is where its answer redirects to.
func (c *client) once(ctx context.Context, u *url.URL, req request) (ans *answer, to *url.URL, status int, err error) {
	name := hostOf(u)
	leave, err := c.hosts.enter(ctx, name)
	if err != nil {
		return nil, nil, 0, err
	}
	defer leave()
	select {
	case c.active <- struct{}{}:
		defer func() { <-c.active }()
	case <-ctx.Done():
		return nil, nil, 0, fail(Stopped, "interrupted")
	}
	// An interrupt ends waiting at once; a request that is under way may end in order,
	// until hard ends.
	limited, cancel := context.WithTimeout(c.hard, c.Timeouts.Total)
	defer cancel()
	rctx, stall := context.WithCancelCause(limited)
	defer stall(nil)
	ans, to, status, err = c.exchange(rctx, u, req, stall)
	if err != nil {
		err = c.timely(rctx, limited, err)
	}
	f := (*Failure)(nil)
	if err != nil {
		f = asFailure(err)
		err = f
	}
	if f != nil && f.Reason == Busy && f.After > 0 {
		c.hosts.leaveAlone(name, f.After)
	}
	c.hosts.answered(name, f == nil || f.Status > 0 && f.Reason != Busy || f.Reason == TooLarge || f.Reason == Stopped || f.Reason == Redirects)
	return ans, to, status, err
}

// timely tells which limit of time ended a request.
func (c *client) timely(rctx, limited context.Context, err error) error {
	switch {
	case errors.Is(context.Cause(rctx), errStalled):
		return fail(TooSlow, "nothing more came for %s", c.Timeouts.Body).worthIt()
	case errors.Is(limited.Err(), context.DeadlineExceeded):
		return fail(TooSlow, "not done within %s", c.Timeouts.Total).worthIt()
	}
	return err
}

func (c *client) exchange(ctx context.Context, u *url.URL, req request, stall context.CancelCauseFunc) (*answer, *url.URL, int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, nil, 0, fail(BadAddress, "no address that can be asked for")
	}
	r.Header.Set("User-Agent", c.UserAgent)
	r.Header.Set("Accept", req.accept)
	r.Header.Set("Accept-Language", "en, *;q=0.5")
	r.Header.Set("Accept-Encoding", encodings)
	if c.Contact != "" && strings.Contains(c.Contact, "@") {
		r.Header.Set("From", c.Contact)
	}
	if req.etag != "" {
		r.Header.Set("If-None-Match", req.etag)
	}
	if req.lastModified != "" {
		r.Header.Set("If-Modified-Since", req.lastModified)
	}
	resp, err := c.http.Do(r)
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err
		}
		return nil, nil, 0, err
	}
	defer resp.Body.Close()
	switch code := resp.StatusCode; code {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to, err := resp.Location()
		if err != nil {
			return nil, nil, 0, fail(Redirects, "a redirect (status %d) to no address", code)
		}
		if to.Fragment == "" {
			to.Fragment = u.Fragment
		}
		return nil, to, code, nil
	case http.StatusNotModified:
		if req.etag == "" && req.lastModified == "" {
			return nil, nil, 0, fail(BadStatus, "status 304 though nothing was known of it")
		}
		return &answer{url: u, notModified: true, etag: req.etag, lastModified: req.lastModified}, nil, code, nil
	}
	if f := statusFailure(resp, c.Clock.Now()); f != nil {
		return nil, nil, 0, f
	}
	body, err := readBody(resp, req.limit, req.robots, c.Timeouts.Body, stall)
	if err != nil {
		return nil, nil, 0, err
	}
	return &answer{url: u, contentType: resp.Header.Get("Content-Type"), etag: resp.Header.Get("ETag"), lastModified: resp.Header.Get("Last-Modified"), body: body}, nil, resp.StatusCode, nil
}
