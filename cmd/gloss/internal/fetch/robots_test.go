package fetch

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestRobots(t *testing.T) {
	const no = "the site's robots.txt does not allow it"
	for _, tt := range []struct {
		name, robots string
		status       int
		denied       string // of /news/wall?id=1; empty: allowed
	}{
		{"none", "", 404, ""},
		{"not for strangers", "", 401, ""},
		{"forbidden itself", "", 403, ""},
		{"a server's failure", "", 500, "robots.txt could not be had, so nothing is asked for: the server failed (status 500)"},
		{"a busy server", "", 429, "robots.txt could not be had, so nothing is asked for: the server asks to be left alone (status 429)"},
		{"empty", "", 200, ""},
		{"everyone is allowed", "User-agent: *\nDisallow:\n", 200, ""},
		{"nobody is allowed", "User-agent: *\nDisallow: /\n", 200, no},
		{"gloss is allowed, others are not", "User-agent: gloss\nDisallow:\n\nUser-agent: *\nDisallow: /\n", 200, ""},
		{"gloss is not allowed, others are", "User-agent: *\nAllow: /\n\nUser-agent: GLOSS\nDisallow: /\n", 200, no},
		{"another with a name that is a part of gloss's", "User-agent: glo\nDisallow: /\n", 200, ""},
		{"the longer rule counts", "User-agent: *\nDisallow: /\nAllow: /news/\n", 200, ""},
		{"of rules of one length the kind one", "User-agent: *\nDisallow: /news\nAllow: /news\n", 200, ""},
		{"a pattern", "User-agent: *\nDisallow: /*?id=\n", 200, no},
		{"an end", "User-agent: *\nDisallow: /news$\n", 200, ""},
		{"groups of one name are one", "User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /news\n", 200, no},
		{"broken lines cost no others", "<html>\nCrawl-delay: x\nUser-agent *\nUser-agent: *\nDisallow: /news\n", 200, no},
		{"CRs and a mark at the beginning", "\ufeffUser-agent: *\rDisallow: /news\r", 200, no},
		{"what follows 512 KiB does not count", "User-agent: *\n" + strings.Repeat("Disallow: /other\n", 40_000) + "Disallow: /news\n", 200, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWeb(t)
			w.mux.HandleFunc("a.test/robots.txt", func(rw http.ResponseWriter, _ *http.Request) {
				rw.WriteHeader(tt.status)
				fmt.Fprint(rw, tt.robots)
			})
			w.serve("a.test/", "text/html", "found")
			_, f := w.one("http://a.test/news/wall?id=1", nil)
			if tt.denied == "" && f != nil || tt.denied != "" && (f == nil || f.What != tt.denied) {
				t.Errorf("%v, want %q", f, tt.denied)
			}
			if (len(w.asked()) > 0) != (tt.denied == "") {
				t.Errorf("asked for %q", w.asked())
			}
		})
	}
}

// TestRobotsAreAskedOnce holds that a run asks each server once, follows its redirect,
// and that the next run asks again.
func TestRobotsAreAskedOnce(t *testing.T) {
	w := newWeb(t)
	w.mux.Handle("ledger.test/robots.txt", http.RedirectHandler("http://www.ledger.test/robots", http.StatusMovedPermanently))
	w.serve("www.ledger.test/robots", "text/plain", "User-agent: *\nDisallow: /2\n")
	w.serve("ledger.test/feed", "application/rss+xml", rss("/1", "/2", "/3"))
	w.serve("ledger.test/", "text/html", page("Wall", wall...))
	f, e := w.fetcher(nil)
	sum := f.Run(context.Background(), ledger)
	want(t, "set aside", e.of(ArticleAside), []string{"http://ledger.test/2: robots.txt does not allow it"})
	if sum.New != 3 || sum.Failed() != 0 || !e.articles()["http://ledger.test/2"].Excerpt {
		t.Errorf("what a site does not want is no failure, and what its feed says may be read: %+v", sum)
	}
	if n := countSeen(w, "ledger.test/robots.txt"); n != 1 {
		t.Errorf("asked %d times", n)
	}
	f.Run(context.Background(), ledger)
	if n := countSeen(w, "ledger.test/robots.txt"); n != 2 {
		t.Errorf("asked %d times in two runs", n)
	}
}

func countSeen(w *web, address string) (n int) {
	for _, s := range w.seen {
		if s.address == address {
			n++
		}
	}
	return n
}

func TestCrawlDelay(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"":                                0,
		"Crawl-delay: 5":                  0, // of nobody
		"User-agent: *\nCrawl-delay: 5":   5 * time.Second,
		"User-agent: *\nCrawl-delay: -5":  0,
		"User-agent: *\nCrawl-delay: NaN": 0,
		"User-agent: x\nUser-agent: *\nDisallow: /a\nCrawl-delay: 1.5": 1500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: 5\nUser-agent: gloss\nDisallow:":  0, // gloss has rules of its own
		"User-agent: gloss/1.0\nCrawl-delay: 9":                        9 * time.Second,
	} {
		if got := crawlDelay(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
