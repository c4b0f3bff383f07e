// Package fetch gets feeds and the articles behind their items over HTTP.
//
// Method: every host has one queue and a pause between its requests, so that a run over
// many feeds is fast in all and slow to each server; robots.txt is asked before anything
// else, an answer that was had before is asked for with its ETag or date, and Retry-After
// is obeyed for the whole host. Redirects are followed by hand, since each step is a
// request to a server that wants the same. An address is checked when the connection is
// made, not when its name is looked up, so that neither a redirect nor a name that changes
// its meaning leads into the user's own network. Why not a crawler's framework: those
// follow links, which gloss never does, and check names too early. What it gets wrong: a
// server's pause is kept by host name, so that many names on one machine are many servers;
// and a page that its scripts write in the browser has no text:
//
//	f := fetch.New(fetch.Options{Contact: "desk@ledger.example", Event: func(e fetch.Event) { … }})
//	sum := f.Run(ctx, []fetch.Source{{URL: "https://ledger.example/feed"}})
package fetch

import (
	"context"
	"crypto/tls"
	"math/rand/v2"
	"net"
	"net/url"
	"strings"
	"time"

	"gloss/analyzer/ingest"
)

// Product is the name by which robots.txt files and server logs know gloss.
const Product = "gloss"

// Timeouts are the limits of time of one request.
type Timeouts struct {
	Connect time.Duration // for a connection, and again for TLS
	Header  time.Duration // from the request to the answer's header
	Body    time.Duration // without any byte of the content
	Total   time.Duration
}

// Options say how things are asked for. The zero value of a field is its default, but for
// Follow.
type Options struct {
	Version string // of gloss, for the user agent
	Contact string // address of mail or of a page of who runs gloss, for the user agent; empty: none

	Delay        time.Duration // between an answer of a host and the next request to it; default 1 s
	LongestDelay time.Duration // the longest Crawl-delay that is kept; default 30 s
	LongestWait  time.Duration // the longest wait for another try or that a host asks for; what asks for more waits for another run; default 2 min
	PerHost      int           // requests at the same time to one host; default 1
	Workers      int           // requests at the same time in all; default 16
	Tries        int           // in all, where another try may help; default 3
	Redirects    int           // in one go, at most; default 10
	Items        int           // the newest of a feed, at most; default 200
	Timeouts     Timeouts      // default 10 s, 20 s, 20 s, 2 min
	Grace        time.Duration // after an interrupt, for requests under way; default 5 s
	Within       time.Duration // what a run has not begun by then is left for another one; 0: no limit
	Follow       time.Duration // how long a known article is looked at again; 0: never

	AllowPrivate bool     // addresses that are not of the public internet, too
	Proxy        *url.URL // nil: none. The environment is not asked

	Reader ingest.Reader // reads pages and feeds
	Keeper Keeper        // nil: nothing is kept
	Event  func(Event)   // is told what happens, by one goroutine at a time; nil: nobody
	Clock  Clock         // nil: the machine's
	Chance func() float64

	// UserAgent is made of Version and Contact.
	UserAgent string

	// For tests.
	dial     func(ctx context.Context, network, address string) (net.Conn, error)
	resolver *net.Resolver
	tls      *tls.Config
}

func (o *Options) fill() {
	for _, d := range []struct {
		field *time.Duration
		value time.Duration
	}{{&o.Delay, time.Second}, {&o.LongestDelay, 30 * time.Second}, {&o.LongestWait, 2 * time.Minute}, {&o.Grace, 5 * time.Second},
		{&o.Timeouts.Connect, 10 * time.Second}, {&o.Timeouts.Header, 20 * time.Second}, {&o.Timeouts.Body, 20 * time.Second}, {&o.Timeouts.Total, 2 * time.Minute}} {
		if *d.field == 0 {
			*d.field = d.value
		}
	}
	for _, n := range []struct {
		field *int
		value int
	}{{&o.PerHost, 1}, {&o.Workers, 16}, {&o.Tries, 3}, {&o.Redirects, 10}, {&o.Items, 200}} {
		if *n.field == 0 {
			*n.field = n.value
		}
	}
	if o.Clock == nil {
		o.Clock = SystemClock{}
	}
	if o.Chance == nil {
		o.Chance = rand.Float64
	}
	if o.Keeper == nil {
		o.Keeper = &forgetful{seen: make(map[string]bool)}
	}
	if o.Event == nil {
		o.Event = func(Event) {}
	}
	if o.UserAgent == "" {
		o.UserAgent = userAgent(o.Version, o.Contact)
	}
}

// userAgent says who asks and how to reach them: "gloss/1.2 (+desk@ledger.example)".
func userAgent(version, contact string) string {
	clean := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r <= ' ' || r > '~' || strings.ContainsRune("()<>\\\"", r) {
				return -1
			}
			return r
		}, s)
	}
	agent := Product
	if v := clean(version); v != "" {
		agent += "/" + v
	}
	if c := clean(contact); c != "" {
		return agent + " (+" + c + ")"
	}
	return agent + " (compares news articles)"
}

// A Fetcher gets feeds and articles. It may run many times, one after the other; how
// hosts wish to be treated is remembered from one run to the next.
type Fetcher struct{ client *client }

// New makes a Fetcher.
func New(o Options) *Fetcher {
	o.fill()
	return &Fetcher{newClient(o)}
}
