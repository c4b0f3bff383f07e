package fetch

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
	"gloss/lexicons"
)

// A clock of which no test waits: to sleep is to set it forward.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	if d > 0 {
		c.forward(d)
	}
	return ctx.Err()
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
}

// A request as a server saw it.
type seen struct {
	address string
	header  http.Header
	at      time.Time // by the test's clock
}

// A web is a server on loopback that is every host there is.
type web struct {
	t     *testing.T
	mux   *http.ServeMux
	at    string
	clock *clock

	mu   sync.Mutex
	seen []seen
}

func newWeb(t *testing.T) *web {
	w := &web{t: t, mux: http.NewServeMux(), clock: newClock()}
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.seen = append(w.seen, seen{r.Host + r.URL.RequestURI(), r.Header.Clone(), w.clock.Now()})
		w.mu.Unlock()
		w.mux.ServeHTTP(rw, r)
	}))
	t.Cleanup(s.Close)
	w.at = s.Listener.Addr().String()
	return w
}

// dial connects every host to the server.
func (w *web) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, w.at)
}

// serve answers at host/path with a content.
func (w *web) serve(pattern, contentType, content string) {
	w.mux.HandleFunc(pattern, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", contentType)
		fmt.Fprint(rw, content)
	})
}

// asked are the addresses that were asked for, but for robots.txt, in their order.
func (w *web) asked() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []string
	for _, s := range w.seen {
		if !strings.HasSuffix(s.address, "/robots.txt") {
			out = append(out, s.address)
		}
	}
	return out
}

// last is the last request for an address.
func (w *web) last(address string) seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range slices.Backward(w.seen) {
		if s.address == address {
			return s
		}
	}
	w.t.Fatalf("nobody asked for %s", address)
	return seen{}
}

// events are what a run tells.
type events struct {
	list []Event
}

func (e *events) add(ev Event) { e.list = append(e.list, ev) }

// of are the events of a kind, "address: what" each.
func (e *events) of(k Kind) []string {
	var out []string
	for _, ev := range e.list {
		if ev.Kind == k {
			out = append(out, strings.TrimSuffix(ev.URL+": "+ev.What, ": "))
		}
	}
	slices.Sort(out)
	return out
}

// articles are the new and changed articles of the events.
func (e *events) articles() map[string]*news.Article {
	out := make(map[string]*news.Article)
	for _, ev := range e.list {
		if ev.Kind == ArticleNew || ev.Kind == ArticleChanged {
			out[ev.Article.URL] = ev.Article
		}
	}
	return out
}

// fetcher makes a Fetcher of the web, and collects its events.
func (w *web) fetcher(change func(*Options)) (*Fetcher, *events) {
	e := &events{}
	o := Options{Clock: w.clock, Chance: func() float64 { return 0 }, Event: e.add, Reader: reader(w.t), dial: w.dial, Version: "test",
		Timeouts: Timeouts{Connect: 5 * time.Second, Header: 5 * time.Second, Body: 5 * time.Second, Total: 20 * time.Second}}
	if change != nil {
		change(&o)
	}
	return New(o), e
}

func reader(t *testing.T) ingest.Reader {
	var texts [3]string
	for i, name := range []string{"outlets.tsv", "genres.tsv", "languages.tsv"} {
		b, err := lexicons.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(b)
	}
	lists, err := ingest.NewLists(texts[0], texts[1], texts[2])
	if err != nil {
		t.Fatal(err)
	}
	return ingest.Reader{Lists: lists}
}

// page is an article as outlets show it.
func page(title string, paragraphs ...string) string {
	return "<!doctype html><html lang=en><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1><p>" +
		strings.Join(paragraphs, "</p>\n<p>") + "</p></article></body></html>"
}

// wall is the beginning of every article here, long enough to be found on a page.
var wall = []string{
	"The council voted on Tuesday evening to build a new wall along the harbour, after a debate that lasted for more than five hours.",
	"Nine members were in favour of the plan and seven were against it, and two of them left the chamber before the vote was taken.",
	"The work is to begin in the spring and will cost some forty million pounds, most of which the city is going to borrow.",
}

// rss is a feed with an item for each link.
func rss(links ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>The Ledger</title><link>http://ledger.test/</link>`)
	for i, l := range links {
		fmt.Fprintf(&b, "<item><title>Item %d</title><link>%s</link><description>The council voted on item %d of its list.</description></item>", i+1, strings.ReplaceAll(l, "&", "&amp;"), i+1)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// memory keeps everything for as long as a test runs.
type memory struct {
	mu       sync.Mutex
	feeds    map[string]Feed
	pages    map[string]Page
	articles map[string][]news.Article // by address, every version
	err      error                     // of every call; nil: none
}

func newMemory() *memory {
	return &memory{feeds: make(map[string]Feed), pages: make(map[string]Page), articles: make(map[string][]news.Article)}
}

func (m *memory) Resumes() bool { return true }

func (m *memory) Feed(url string) (Feed, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.feeds[url]
	f.URL = url
	return f, m.err
}

func (m *memory) KeepFeed(f Feed, pages []Page) (fresh []Page, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return nil, m.err
	}
	m.feeds[f.URL] = f
	for _, p := range pages {
		if _, known := m.pages[p.URL]; !known {
			p.ID = int64(len(m.pages) + 1)
			m.pages[p.URL] = p
			fresh = append(fresh, p)
		}
	}
	return fresh, nil
}

func (m *memory) Due(now time.Time) ([]Page, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var due []Page
	for _, url := range slices.Sorted(maps.Keys(m.pages)) {
		p := m.pages[url]
		if p.State == Waiting && !p.NextDue.After(now) || p.State != Waiting && !p.NextDue.IsZero() && !p.NextDue.After(now) {
			due = append(due, p)
		}
	}
	return due, m.err
}

func (m *memory) KeepPage(p Page, a *news.Article) (Outcome, *news.Article, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return Known, nil, m.err
	}
	m.pages[p.URL] = p
	if a == nil {
		return Known, nil, nil
	}
	old := m.articles[a.URL]
	for _, b := range old {
		if b.Text == a.Text && b.Title == a.Title {
			return Known, nil, nil
		}
	}
	m.articles[a.URL] = append(old, *a)
	if len(old) > 0 {
		return Changed, &old[len(old)-1], nil
	}
	return Added, nil, nil
}

var errDisk = errors.New("disk full")

func want(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}
