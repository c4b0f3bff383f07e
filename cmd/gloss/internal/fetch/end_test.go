package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestInterrupt holds that a request under way may end, that nothing is asked for after
// it, and that what was left waits.
func TestInterrupt(t *testing.T) {
	w := newWeb(t)
	w.serve("ledger.test/feed", "text/xml", rss("/1", "/2", "/3"))
	ctx, stop := context.WithCancel(context.Background())
	w.mux.HandleFunc("ledger.test/1", func(rw http.ResponseWriter, _ *http.Request) {
		stop()
		time.Sleep(20 * time.Millisecond)
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, page("Wall", wall...))
	})
	keeper := newMemory()
	f, _ := w.fetcher(func(o *Options) { o.Keeper = keeper })
	sum := f.Run(ctx, ledger)
	if !sum.Stopped || sum.New != 1 || sum.Left != 2 || sum.Failed() > 0 || len(w.asked()) != 2 {
		t.Errorf("%+v, asked for %q", sum, w.asked())
	}
	w.serve("ledger.test/", "text/html", page("Wall", append(wall, "Another.")...))
	if sum = f.Run(context.Background(), nil); sum.New != 2 || sum.Left != 0 {
		t.Errorf("the next run: %+v", sum)
	}
}

// TestInterruptOfASlowServer holds that an interrupt waits no longer than Grace.
func TestInterruptOfASlowServer(t *testing.T) {
	w := newWeb(t)
	w.serve("ledger.test/feed", "text/xml", rss("/1"))
	ctx, stop := context.WithCancel(context.Background())
	w.mux.HandleFunc("ledger.test/1", func(_ http.ResponseWriter, r *http.Request) {
		stop()
		<-r.Context().Done()
	})
	f, _ := w.fetcher(func(o *Options) {
		o.Grace = 30 * time.Millisecond
		o.Timeouts.Total = time.Hour
		o.Timeouts.Header = time.Hour
	})
	began := time.Now()
	if sum := f.Run(ctx, ledger); !sum.Stopped || sum.Left != 1 || sum.Failed() > 0 {
		t.Errorf("%+v", sum)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}

// TestStoreFails holds that a store that cannot write is said and ends in order.
func TestStoreFails(t *testing.T) {
	w := newWeb(t)
	w.serve("ledger.test/feed", "text/xml", rss("/1"))
	w.serve("ledger.test/1", "text/html", page("Wall", wall...))
	keeper := newMemory()
	keeper.err = errDisk
	f, e := w.fetcher(func(o *Options) { o.Keeper = keeper })
	sum := f.Run(context.Background(), ledger)
	if sum.Failures[Unkept] != 2 || sum.Had() != 0 || !strings.Contains(e.of(FeedFailed)[0], "disk full") {
		t.Errorf("%+v; %+v", sum, e.list)
	}
	keeper.err = nil
	f.Run(context.Background(), ledger)
	keeper.err = errDisk
	if sum = f.Run(context.Background(), ledger); sum.New+sum.Changed > 0 || sum.Failed() == 0 {
		t.Errorf("%+v", sum)
	}
}

// TestMovedFeed holds that a permanent redirect is remembered, and given up where it
// leads nowhere any more.
func TestMovedFeed(t *testing.T) {
	w := newWeb(t)
	old := http.RedirectHandler("/new", http.StatusMovedPermanently)
	w.mux.HandleFunc("ledger.test/feed", func(rw http.ResponseWriter, r *http.Request) { old.ServeHTTP(rw, r) })
	there := true
	w.mux.HandleFunc("ledger.test/new", func(rw http.ResponseWriter, r *http.Request) {
		if !there {
			rw.WriteHeader(http.StatusGone)
			return
		}
		rw.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") != "" {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(rw, rss())
	})
	keeper := newMemory()
	f, e := w.fetcher(func(o *Options) { o.Keeper = keeper })
	run := func() Summary { return f.Run(context.Background(), ledger) }
	run()
	want(t, "notes", e.of(Note), []string{"http://ledger.test/feed: feeds.toml:1: moved for good to http://ledger.test/new"})
	if sum := run(); sum.Unchanged != 1 {
		t.Errorf("the second run: %+v", sum)
	}
	there = false
	if sum := run(); sum.FeedsFailed != 1 || keeper.feeds[ledger[0].URL].Dropped.IsZero() {
		t.Errorf("the third run: %+v", sum)
	}
	there = true
	if run(); !keeper.feeds[ledger[0].URL].Dropped.IsZero() {
		t.Error("a feed that is there again is still given up")
	}
	want(t, "asked", w.asked(), []string{"ledger.test/feed", "ledger.test/new", "ledger.test/new", "ledger.test/new", "ledger.test/feed", "ledger.test/new"})
}

// TestTLS holds that a certificate that nobody vouches for ends a request at once.
func TestTLS(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	defer s.Close()
	w := newWeb(t)
	w.at = s.Listener.Addr().String()
	_, f := w.one("https://example.com/x", nil)
	if f == nil || f.Reason != Robots || !strings.Contains(f.What, "certificate") {
		t.Errorf("%v", f)
	}
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	if _, f := w.one("https://example.com/x", func(o *Options) { o.tls = &tls.Config{RootCAs: roots} }); f != nil {
		t.Errorf("with its certificate: %v", f)
	}
	if _, f := w.one("https://other.test/x", func(o *Options) { o.tls = &tls.Config{RootCAs: roots} }); f == nil {
		t.Error("another host's certificate is taken")
	}
}

// TestPaidPage holds that of a page that shows its beginning and a feed that has all, the
// feed is read.
func TestPaidPage(t *testing.T) {
	w := newWeb(t)
	whole := "<p>" + strings.Join(append(wall, wall...), "</p><p>") + "</p>"
	w.serve("ledger.test/feed", "text/xml", `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title><link>http://ledger.test/</link><item><title>Wall</title><link>/1</link><content:encoded><![CDATA[`+whole+`]]></content:encoded></item></channel></rss>`)
	w.serve("ledger.test/1", "text/html", page("Wall", wall[0], "Subscribe to continue reading."))
	f, e := w.fetcher(nil)
	f.Run(context.Background(), ledger)
	a := e.articles()["http://ledger.test/1"]
	if a == nil || a.Excerpt || !strings.Contains(a.Text, "forty million") {
		t.Errorf("%+v", a)
	}
}

// TestETagOfARedirect holds that what is known of one address is not said to another: a
// feed that is redirected for now has no ETag of its own, and one that had is not asked
// for with it elsewhere.
func TestETagOfARedirect(t *testing.T) {
	w := newWeb(t)
	away := false
	w.mux.HandleFunc("ledger.test/feed", func(rw http.ResponseWriter, r *http.Request) {
		if away {
			http.Redirect(rw, r, "/copy", http.StatusFound)
			return
		}
		rw.Header().Set("ETag", `"own"`)
		fmt.Fprint(rw, rss())
	})
	w.mux.HandleFunc("ledger.test/copy", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", `"copy"`)
		fmt.Fprint(rw, rss())
	})
	f, _ := w.fetcher(func(o *Options) { o.Keeper = newMemory() })
	for range 3 {
		if sum := f.Run(context.Background(), ledger); sum.Feeds != 1 || sum.Unchanged > 0 {
			t.Errorf("%+v", sum)
		}
		away = true
	}
	var sent []string
	for _, s := range w.seen {
		if !strings.HasSuffix(s.address, "robots.txt") {
			sent = append(sent, s.address+" "+s.header.Get("If-None-Match"))
		}
	}
	want(t, "asked with", sent, []string{"ledger.test/feed ", `ledger.test/feed "own"`, "ledger.test/copy ", "ledger.test/feed ", "ledger.test/copy "})
}
