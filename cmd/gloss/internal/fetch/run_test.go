package fetch

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

var ledger = []Source{{URL: "http://ledger.test/feed", Outlet: "The Ledger", Where: "feeds.toml:1"}}

func TestFeedAndItsArticles(t *testing.T) {
	w := newWeb(t)
	w.serve("ledger.test/feed", "application/rss+xml", rss("/wall", "http://ledger.test/vote?utm_source=rss&id=7", "http://ledger.test/wall#comments"))
	w.serve("ledger.test/wall", "text/html", page("Wall agreed", wall...))
	w.serve("ledger.test/vote", "text/html", page("Vote taken", append(wall, "Nothing else was decided.")...))
	f, e := w.fetcher(func(o *Options) { o.Contact = "desk@ledger.test" })
	sum := f.Run(context.Background(), ledger)
	if sum.Feeds != 1 || sum.New != 2 || sum.Failed() != 0 {
		t.Fatalf("feeds %d, new %d, failed %d; %v", sum.Feeds, sum.New, sum.Failed(), e.list)
	}
	want(t, "asked", w.asked(), []string{"ledger.test/feed", "ledger.test/wall", "ledger.test/vote?utm_source=rss&id=7"})
	a := e.articles()["http://ledger.test/vote?id=7"]
	if a == nil || a.Outlet != "The Ledger" || a.Title != "Vote taken" || a.Excerpt || !strings.HasSuffix(a.Text, "Nothing else was decided.") {
		t.Errorf("the article is %+v", a)
	}
	h := w.last("ledger.test/wall").header
	if got := h.Get("User-Agent"); got != "gloss/test (+desk@ledger.test)" {
		t.Errorf("user agent %q", got)
	}
	if h.Get("From") != "desk@ledger.test" || h.Get("Accept-Encoding") != encodings || h.Get("Referer") != "" || h.Get("Cookie") != "" {
		t.Errorf("header %v", h)
	}
}

func TestRequestsToOneHostAreSpaced(t *testing.T) {
	for _, tt := range []struct {
		name, robots string
		delay        time.Duration // Source's
		want         time.Duration
	}{
		{"the default", "", 0, time.Second},
		{"the feed's own", "", 3 * time.Second, 3 * time.Second},
		{"Crawl-delay for everyone", "User-agent: *\nCrawl-delay: 7\n", 0, 7 * time.Second},
		{"Crawl-delay for gloss", "User-agent: *\nCrawl-delay: 20\n\nUser-agent: gloss\nCrawl-delay: 2.5\n", 0, 2500 * time.Millisecond},
		{"no more than the cap", "User-agent: *\nCrawl-delay: 86400\n", 0, 30 * time.Second},
		{"what is no number", "User-agent: *\nCrawl-delay: soon\n", 0, time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWeb(t)
			w.serve("ledger.test/robots.txt", "text/plain", tt.robots)
			w.serve("ledger.test/feed", "application/rss+xml", rss("/1", "/2", "/3"))
			w.serve("ledger.test/", "text/html", page("Wall", wall...))
			f, _ := w.fetcher(nil)
			f.Run(context.Background(), []Source{{URL: "http://ledger.test/feed", Delay: tt.delay}})
			if len(w.seen) != 5 {
				t.Fatalf("%d requests", len(w.seen))
			}
			for i := 2; i < len(w.seen); i++ { // the first comes before the rules are known
				if gap := w.seen[i].at.Sub(w.seen[i-1].at); gap != tt.want {
					t.Errorf("request %d came %s after the one before, want %s", i, gap, tt.want)
				}
			}
		})
	}
}

func TestNotModified(t *testing.T) {
	w := newWeb(t)
	text, tag := page("Wall", wall...), `"1"`
	w.mux.HandleFunc("ledger.test/feed", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", `W/"f"`)
		if r.Header.Get("If-None-Match") == `W/"f"` {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(rw, rss("/wall"))
	})
	w.mux.HandleFunc("ledger.test/wall", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		rw.Header().Set("Last-Modified", "Mon, 02 Mar 2026 07:00:00 GMT")
		rw.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag && r.Header.Get("If-Modified-Since") != "" {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(rw, text)
	})
	keeper := newMemory()
	f, e := w.fetcher(func(o *Options) { o.Keeper, o.Follow = keeper, 7*24*time.Hour })
	if sum := f.Run(context.Background(), ledger); sum.New != 1 {
		t.Fatalf("first run: %+v", e.list)
	}
	if sum := f.Run(context.Background(), ledger); sum.Feeds != 1 || sum.Unchanged != 1 || sum.New+sum.Same != 0 {
		t.Errorf("a run at once looks at the feed alone: %+v", sum)
	}
	w.clock.forward(31 * time.Minute)
	if sum := f.Run(context.Background(), ledger); sum.Same != 1 || sum.Changed != 0 {
		t.Errorf("later it looks at the article again: %+v", sum)
	}
	text, tag = page("Wall", append(wall, "That is a mistake.")...), `"2"`
	w.clock.forward(31 * time.Minute)
	sum := f.Run(context.Background(), ledger)
	if sum.Changed != 1 || len(keeper.articles["http://ledger.test/wall"]) != 2 {
		t.Errorf("another version: %+v", sum)
	}
	if last := e.list[len(e.list)-1]; last.Kind != ArticleChanged || last.Before == nil || strings.Contains(last.Before.Text, "mistake") || !strings.Contains(last.Article.Text, "mistake") {
		t.Errorf("the last event is %+v", last)
	}
	w.clock.forward(10 * 24 * time.Hour)
	f.Run(context.Background(), ledger)
	n := len(w.asked())
	w.clock.forward(10 * 24 * time.Hour)
	f.Run(context.Background(), ledger)
	if got := w.asked()[n:]; !slices.Equal(got, []string{"ledger.test/feed"}) {
		t.Errorf("an article that is older than --follow is looked at: %q", got)
	}
}

func TestAFailureStopsNothing(t *testing.T) {
	w := newWeb(t)
	w.serve("ledger.test/feed", "application/rss+xml", rss("/gone", "/denied", "/broken", "/picture", "/empty", "/german", "javascript:alert(1)", "file:///etc/passwd", "http://a:b@ledger.test/x", "ftp://ledger.test/x", "", "/good"))
	w.serve("ledger.test/good", "text/html", page("Wall", wall...))
	w.serve("ledger.test/picture", "image/png", "\x89PNG\r\n\x1a\n\x00\x00")
	w.serve("ledger.test/empty", "text/html", "<html><body></body></html>")
	w.serve("ledger.test/german", "text/html", page("Mauer", "Der Rat hat am Dienstag beschlossen, dass die Mauer am Hafen gebaut wird, und das ist auch gut so, wie die Mehrheit der Abgeordneten nach der langen Sitzung meinte.", "Die Arbeiten sollen im Frühjahr beginnen und werden nicht vor dem Ende des nächsten Jahres fertig sein, sagte der Bürgermeister."))
	w.mux.HandleFunc("ledger.test/denied", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusForbidden) })
	w.mux.HandleFunc("ledger.test/broken", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusInternalServerError) })
	w.serve("page.test/", "text/html", strings.Replace(page("Wall", wall...), "<head>", `<head><link rel="alternate" type="application/rss+xml" href="/rss?a=b">`, 1))
	sources := append(slices.Clone(ledger), Source{URL: "http://page.test/", Where: "feeds.toml:9"}, Source{URL: "http://void.test/feed", Where: "feeds.toml:12"},
		Source{URL: "http://ledger.test/feed", Where: "feeds.toml:15"}, Source{URL: "gopher://old.test/", Where: "feeds.toml:18"})
	f, e := w.fetcher(nil)
	sum := f.Run(context.Background(), sources)
	want(t, "failed feeds", e.of(FeedFailed), []string{
		"gopher://old.test/: feeds.toml:18: only http and https are followed, not \"gopher\"",
		"http://page.test/: feeds.toml:9: not a feed but a page; it names the feed http://page.test/rss?a=b",
		"http://void.test/feed: feeds.toml:12: it is not there any more (status 404)",
	})
	want(t, "failed pages", e.of(PageFailed), []string{
		"http://ledger.test/broken: the server failed (status 500)",
		"http://ledger.test/denied: the server does not give it out (status 403)",
		"http://ledger.test/empty: no article found on the page \"http://ledger.test/empty\"",
		"http://ledger.test/gone: it is not there any more (status 404)",
	})
	want(t, "set aside", e.of(ArticleAside), []string{"http://ledger.test/german: in German", "http://ledger.test/picture: no page: image/png"})
	want(t, "notes", e.of(Note), []string{
		"http://ledger.test/feed: an item without an address",
		"http://ledger.test/feed: feeds.toml:15: named twice, asked for once",
		`http://ledger.test/feed: item "file:///etc/passwd": only http and https are followed, not "file"`,
		`http://ledger.test/feed: item "ftp://ledger.test/x": only http and https are followed, not "ftp"`,
		`http://ledger.test/feed: item "http://xxxxx@ledger.test/x": an address with a user's name or password in it is not asked for`,
		`http://ledger.test/feed: item "javascript:alert(1)": only http and https are followed, not "javascript"`,
	})
	a := e.articles()
	if len(a) != 5 || a["http://ledger.test/good"].Excerpt || !a["http://ledger.test/gone"].Excerpt {
		t.Errorf("of the pages that were not had, the feed's own text stays, as an excerpt; there are %d articles", len(a))
	}
	if sum.Failures[Gone] != 2 || sum.Failures[BadServer] != 1 || sum.Failures[NoFeed] != 1 {
		t.Errorf("failures by reason: %v", sum.Failures)
	}
	if tries := strings.Count(strings.Join(w.asked(), "\n"), "/broken"); tries != 3 {
		t.Errorf("a broken server was asked %d times, want 3", tries)
	}
}

// TestWhoseWords holds that of a page that cannot be had the text that its own feed has is
// taken, and not what an aggregator or a link blog says of it.
func TestWhoseWords(t *testing.T) {
	for _, tt := range []struct {
		source   Source
		page     string
		articles int
	}{
		{Source{URL: "http://ledger.test/feed"}, "http://www.ledger.test/gone", 1},
		{Source{URL: "http://hub.test/feed"}, "http://news.ledger.test/gone", 1}, // the feed says that it is the Ledger's
		{Source{URL: "http://hub.test/feed"}, "http://hub.test/gone", 1},
		{Source{URL: "http://ledger.test/feed"}, "http://herald.test/gone", 0},
		{Source{URL: "http://ledger.test/feed", Outlet: "The Herald"}, "http://herald.test/gone", 1},
		{Source{URL: "http://ledger.test/feed", Outlet: "The Hub", Kind: "aggregator"}, "http://herald.test/gone", 0},
		{Source{URL: "http://ledger.test/feed", Kind: "aggregator"}, "http://ledger.test/gone", 0},
	} {
		w := newWeb(t)
		w.serve(strings.TrimPrefix(tt.source.URL, "http://"), "application/rss+xml", rss(tt.page))
		f, _ := w.fetcher(func(o *Options) { o.Keeper = newMemory() })
		if sum := f.Run(context.Background(), []Source{tt.source}); sum.New != tt.articles || sum.PagesFailed != 1 {
			t.Errorf("%+v, %s: %d new articles, want %d; %d failed", tt.source, tt.page, sum.New, tt.articles, sum.PagesFailed)
		}
	}
}

func TestNamedPage(t *testing.T) {
	w := newWeb(t)
	w.serve("ledger.test/wall", "text/html", strings.Replace(page("Wall", wall...), "<head>", `<head><link rel=canonical href="https://www.ledger.test/wall-agreed">`, 1))
	w.serve("herald.test/wire", "text/html", strings.Replace(page("Wire", wall...), "<head>", `<head><link rel=canonical href="https://agency.example/wire">`, 1))
	f, e := w.fetcher(nil)
	f.Run(context.Background(), []Source{{URL: "http://ledger.test/wall"}, {URL: "http://herald.test/wire"}})
	a := e.articles()
	if a["https://www.ledger.test/wall-agreed"] == nil {
		t.Errorf("the page's own address is not taken: %v", a)
	}
	if b := a["http://herald.test/wire"]; b == nil || b.Outlet != "herald.test" {
		t.Errorf("another site's address is taken: %v", a)
	}
}

func TestManyFeedsAtOnce(t *testing.T) {
	w := newWeb(t)
	const n = 200
	var sources []Source
	w.mux.HandleFunc("/feed", func(rw http.ResponseWriter, r *http.Request) {
		fmt.Fprint(rw, rss("http://"+r.Host+"/1", "http://"+r.Host+"/2"))
	})
	w.mux.HandleFunc("/", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, page("Wall "+r.Host, append(wall, "It is "+r.URL.Path+".")...))
	})
	for i := range n {
		sources = append(sources, Source{URL: fmt.Sprintf("http://outlet%d.test/feed", i), Where: "feeds.opml"})
	}
	f, e := w.fetcher(nil)
	sum := f.Run(context.Background(), sources)
	if sum.Feeds != n || sum.New != 2*n || sum.Failed() != 0 || len(sum.Sources) != n {
		t.Errorf("feeds %d, new %d, failed %v", sum.Feeds, sum.New, sum.Failures)
	}
	if last := e.list[len(e.list)-1]; last.Done != 3*n || last.Total != 3*n {
		t.Errorf("done %d of %d", last.Done, last.Total)
	}
}

// TestConcurrency holds how many requests there are at the same time, to one host and in
// all.
func TestConcurrency(t *testing.T) {
	w := newWeb(t)
	var mu sync.Mutex
	now, most := make(map[string]int), make(map[string]int)
	count := func(host string, by int) {
		mu.Lock()
		defer mu.Unlock()
		for _, k := range []string{host, "all"} {
			now[k] += by
			most[k] = max(most[k], now[k])
		}
	}
	w.mux.HandleFunc("/", func(rw http.ResponseWriter, r *http.Request) {
		count(r.Host, 1)
		defer count(r.Host, -1)
		time.Sleep(2 * time.Millisecond)
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(rw, r)
		case "/feed":
			fmt.Fprint(rw, rss("http://"+r.Host+"/1", "http://"+r.Host+"/2", "http://"+r.Host+"/3", "http://"+r.Host+"/4"))
		default:
			rw.Header().Set("Content-Type", "text/html")
			fmt.Fprint(rw, page("Wall "+r.Host, append(wall, "It is "+r.URL.Path+".")...))
		}
	})
	var sources []Source
	for i := range 12 {
		sources = append(sources, Source{URL: fmt.Sprintf("http://outlet%d.test/feed", i)})
	}
	f, _ := w.fetcher(func(o *Options) { o.PerHost, o.Workers = 2, 5 })
	if sum := f.Run(context.Background(), sources); sum.New != 48 {
		t.Errorf("%+v", sum)
	}
	for host, n := range most {
		if host != "all" && n > 2 {
			t.Errorf("%d requests at the same time to %s", n, host)
		}
	}
	if most["all"] > 5 || most["all"] < 3 {
		t.Errorf("%d requests at the same time, want 5 at most and more than one host", most["all"])
	}
}
