package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// item is a feed with one item whose title and description are raw XML.
func item(head, title, description string) string {
	return `<?xml version="1.0"?>` + head + `<rss version="2.0"><channel><title>T</title><link>http://ledger.test/</link><item><title>` + title + `</title><link>/1</link><description>` + description + `</description></item></channel></rss>`
}

// TestHostileFeeds holds that no feed brings gloss down, leads it astray or keeps it
// long. Beside each stands a good feed, which must be had.
func TestHostileFeeds(t *testing.T) {
	lol := `<!DOCTYPE r [<!ENTITY a "lollollollollollollollollol">`
	for c := 'b'; c <= 'p'; c++ {
		lol += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 12))
	}
	endless := func(piece string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			io.WriteString(rw, `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>`)
			for range 1 << 30 {
				if _, err := io.WriteString(rw, piece); err != nil {
					return
				}
			}
		}
	}
	latin, _ := charmap.Windows1252.NewEncoder().String(item("", "Caf\u00e9", "The caf\u00e9 by the wall, which everyone knows."))
	for _, tt := range []struct {
		name   string
		answer any    // text, or a handler
		kind   string // Content-Type
		want   Reason // of the feed's failure; empty: it is had
	}{
		{"endless items", endless(strings.Repeat("<item><title>x</title></item>", 1000)), "", TooLarge},
		{"an endless tag", endless(strings.Repeat("x='y' ", 10_000)), "", TooLarge},
		{"declared to be huge", http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Length", "99999999999")
			rw.Write([]byte("<rss>"))
		}), "", TooLarge},
		{"a header without end", http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
			for i := range 5000 {
				rw.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 100))
			}
		}), "", Connection},
		{"a billion laughs", item(lol+"]>", "&p;", "&p;"), "text/xml", "?"},
		{"a file as an entity", item(`<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>`, "&x;", "&x; The wall."), "text/xml", "?"},
		{"a document type from elsewhere", item(`<!DOCTYPE r SYSTEM "http://evil.test/x.dtd">`, "T", "The wall stands."), "text/xml", ""},
		{"elements a million deep", item("", "T", strings.Repeat("<a>", 1_000_000)), "text/xml", NoFeed},
		{"extensions millions deep", strings.Replace(item("", "T", "D"), "</item>", strings.Repeat("<x:a>", 4_000_000)+"</item>", 1), "text/xml", NoFeed},
		{"pages a million deep", item("", "T", strings.Repeat("&lt;div&gt;", 500_000)+"The wall."), "text/xml", ""},
		{"JSON a million deep", `{"version":"https://jsonfeed.org/version/1.1","items":` + strings.Repeat("[", 1_000_000), "application/feed+json", NoFeed},
		{"items that are no items", `{"version":"https://jsonfeed.org/version/1.1","title":7,"items":{"a":1}}`, "application/feed+json", NoFeed},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00", "application/rss+xml", NoFeed},
		{"nothing", "", "application/rss+xml", NoFeed},
		{"null", "null", "application/json", NoFeed},
		{"another object", `{"error":"not found"}`, "application/json", NoFeed},
		{"a page that calls itself a feed", page("Wall", wall...), "application/rss+xml", NoFeed},
		{"a feed that calls itself a picture", rss("/ok"), "image/png", ""},
		{"Latin-1 that calls itself UTF-8", strings.Replace(latin, `"1.0"`, `"1.0" encoding="utf-8"`, 1), "text/xml; charset=utf-8", ""},
		{"UTF-8 that calls itself UTF-16", strings.Replace(item("", "Caf\u00e9", "The wall stands."), `"1.0"`, `"1.0" encoding="utf-16"`, 1), "text/xml; charset=utf-16", ""},
		{"an encoding that is none", strings.Replace(item("", "T", "The wall stands."), `"1.0"`, `"1.0" encoding="x-nonsense"`, 1), "text/xml", ""},
		{"cut off in the middle", rss("/ok", "/ok2")[:330], "text/xml", "?"},
		{"NULs and controls", item("", "T\x00\x1b[31m", "\x01\x02 The wall."), "text/xml", "?"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWeb(t)
			switch a := tt.answer.(type) {
			case string:
				w.serve("evil.test/feed", tt.kind, a)
			case http.HandlerFunc:
				w.mux.Handle("evil.test/feed", a)
			}
			w.serve("ledger.test/feed", "text/xml", rss("/good"))
			w.serve("ledger.test/good", "text/html", page("Wall", wall...))
			began := time.Now()
			f, e := w.fetcher(func(o *Options) { o.Tries = 1 })
			sum := f.Run(context.Background(), []Source{{URL: "http://evil.test/feed", Where: "f:1"}, ledger[0]})
			if e.articles()["http://ledger.test/good"] == nil {
				t.Errorf("the good feed was not had: %+v", sum)
			}
			if took := time.Since(began); took > 30*time.Second {
				t.Errorf("it took %s", took)
			}
			reason := Reason("")
			for _, ev := range e.list {
				if ev.Kind == FeedFailed {
					reason = ev.Reason
				}
				if a := ev.Article; a != nil && (len(a.Text)+len(a.Title) > 1<<16 || strings.Contains(a.Text+a.Title, "root:")) {
					t.Errorf("an article of %d bytes: %.100q", len(a.Text)+len(a.Title), a.Text)
				}
			}
			if tt.want != "?" && reason != tt.want {
				t.Errorf("%q, want %q: %+v", reason, tt.want, e.of(FeedFailed))
			}
			for _, a := range w.asked() {
				if strings.HasPrefix(a, "evil.test/x") {
					t.Errorf("asked for %s", a)
				}
			}
		})
	}
}

// TestHostileLinks holds what a feed's items cannot make gloss ask for.
func TestHostileLinks(t *testing.T) {
	links := []string{"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://ledger.test/x", "gopher://ledger.test:70/x", "unix:///run/x",
		"http://user@ledger.test/x", "http://user:pass@ledger.test/x", "http://ledger.test:22/x", "http://ledger.test:99999/x", "http:///x", "http://", "//", "mailto:desk@ledger.test",
		"http://ledger.test/" + strings.Repeat("x", 5000), "http://[::1", "http://led ger.test/x"}
	w := newWeb(t)
	w.serve("ledger.test/feed", "text/xml", rss(append(links, "/good", "http://ledger.test/good?a=b&c=d")...))
	w.serve("ledger.test/", "text/html", page("Wall", wall...))
	f, e := w.fetcher(nil)
	sum := f.Run(context.Background(), ledger)
	for _, a := range w.asked() {
		if !slices.Contains([]string{"ledger.test/feed", "ledger.test/good", "ledger.test/good?a=b&c=d", "ledger.test/"}, a) {
			t.Errorf("asked for %q", a)
		}
	}
	if sum.New < 2 || len(e.of(Note)) < len(links)-3 {
		t.Errorf("new %d, notes %q", sum.New, e.of(Note))
	}
	for _, n := range e.of(Note) {
		if strings.Contains(n, "pass@") || len(n) > 1000 {
			t.Errorf("a note shows a password, or all of a long address: %q", n)
		}
	}
}

// TestTooManyItems holds that of an endless list the newest are looked at.
func TestTooManyItems(t *testing.T) {
	w := newWeb(t)
	var links []string
	for i := range 5000 {
		links = append(links, fmt.Sprintf("/%d", i))
	}
	w.serve("ledger.test/feed", "text/xml", rss(links...))
	w.serve("ledger.test/", "text/html", page("Wall", wall...))
	f, e := w.fetcher(func(o *Options) { o.Items = 7 })
	if sum := f.Run(context.Background(), ledger); sum.New != 7 || len(w.asked()) != 8 {
		t.Errorf("new %d", sum.New)
	}
	want(t, "notes", e.of(Note), []string{"http://ledger.test/feed: has 5000 items: the first 7 are looked at"})
}
