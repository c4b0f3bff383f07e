package fetch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// one asks the web for one address.
func (w *web) one(address string, change func(*Options)) (*answer, *Failure) {
	w.t.Helper()
	f, _ := w.fetcher(change)
	u, err := ParseAddress(address)
	if err != nil {
		return nil, asFailure(err)
	}
	c := *f.client
	c.hard = context.Background()
	ans, err := c.get(context.Background(), request{url: u, limit: 1 << 20, accept: acceptPage})
	if err != nil {
		return nil, asFailure(err)
	}
	return ans, nil
}

func TestRedirects(t *testing.T) {
	w := newWeb(t)
	for from, to := range map[string]string{
		"301 a.test/moved":        "http://b.test/there",
		"308 a.test/moved-twice":  "/moved",
		"302 a.test/for-now":      "http://b.test/there",
		"301 a.test/then-for-now": "/for-now",
		"303 a.test/other":        "//b.test/there#part",
		"301 a.test/circle":       "/circle2",
		"301 a.test/circle2":      "/circle",
		"301 a.test/self":         "/self",
		"301 a.test/nowhere":      "",
		"301 a.test/script":       "javascript:alert(1)",
		"301 a.test/file":         "file:///etc/passwd",
		"301 a.test/user":         "http://me:secret@b.test/there",
		"301 a.test/smtp":         "http://b.test:25/there",
		"301 a.test/asks-not-to":  "http://c.test/there",
		"302 a.test/tracked":      "/tracked?utm_source=x",
	} {
		code, pattern, _ := strings.Cut(from, " ")
		status, _ := strconv.Atoi(code)
		w.mux.HandleFunc(pattern, func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.RawQuery != "" {
				fmt.Fprint(rw, "found")
				return
			}
			if to != "" {
				rw.Header().Set("Location", to)
			}
			rw.WriteHeader(status)
		})
	}
	w.mux.HandleFunc("a.test/n/{n}", func(rw http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		if n == 0 {
			fmt.Fprint(rw, "found")
			return
		}
		http.Redirect(rw, r, fmt.Sprintf("/n/%d", n-1), http.StatusFound)
	})
	w.serve("b.test/there", "text/html", "found")
	w.serve("c.test/robots.txt", "text/plain", "User-agent: *\nDisallow: /")
	for _, tt := range []struct {
		path, moved string
		reason      Reason
	}{
		{"moved", "http://b.test/there", ""},
		{"moved-twice", "http://b.test/there", ""},
		{"for-now", "", ""},
		{"then-for-now", "http://a.test/for-now", ""},
		{"other", "", ""},
		{"tracked", "", ""},
		{"n/10", "", ""},
		{"n/11", "", Redirects},
		{"circle", "", Redirects},
		{"self", "", Redirects},
		{"nowhere", "", Redirects},
		{"script", "", BadAddress},
		{"file", "", BadAddress},
		{"user", "", BadAddress},
		{"smtp", "", BadAddress},
		{"asks-not-to", "", Robots},
	} {
		ans, f := w.one("http://a.test/"+tt.path, nil)
		switch {
		case tt.reason != "" && (f == nil || f.Reason != tt.reason):
			t.Errorf("%s: %v, want %s", tt.path, f, tt.reason)
		case tt.reason == "" && f != nil:
			t.Errorf("%s: %v", tt.path, f)
		case tt.reason == "" && (string(ans.body) != "found" || ans.moved != tt.moved):
			t.Errorf("%s: %q, moved to %q, want %q", tt.path, ans.body, ans.moved, tt.moved)
		}
	}
}

// packed is text in an encoding.
func packed(coding, text string) []byte {
	var b bytes.Buffer
	var z io.WriteCloser
	switch coding {
	case "gzip":
		z = gzip.NewWriter(&b)
	case "br":
		z = brotli.NewWriter(&b)
	case "deflate":
		z = zlib.NewWriter(&b)
	case "zstd":
		z, _ = zstd.NewWriter(&b)
	default:
		return []byte(text)
	}
	io.WriteString(z, text)
	z.Close()
	return b.Bytes()
}

func TestContents(t *testing.T) {
	text := strings.Repeat("The council voted on the harbour wall. ", 200)
	bomb := strings.Repeat("\x00", 8<<20)
	for _, tt := range []struct {
		name, coding string
		body         []byte
		length       int // declared; -1: chunked, 0: true
		reason       Reason
	}{
		{"plain", "", []byte(text), 0, ""},
		{"chunked", "", []byte(text), -1, ""},
		{"gzip", "gzip", packed("gzip", text), 0, ""},
		{"br", "br", packed("br", text), 0, ""},
		{"deflate", "deflate", packed("deflate", text), 0, ""},
		{"zstd", "zstd", packed("zstd", text), 0, ""},
		{"two encodings", "br, gzip", packed("gzip", string(packed("br", text))), 0, ""},
		{"called gzip and is not", "gzip", []byte(text), 0, ""},
		{"gzip and not called so", "", packed("gzip", text), 0, ""},
		{"padded gzip", "gzip", append(packed("gzip", text), "\x00\x00padding"...), 0, ""},
		{"truncated gzip", "gzip", packed("gzip", text)[:60], 0, CutShort},
		{"truncated br", "br", packed("br", text)[:30], 0, CutShort},
		{"truncated zstd", "zstd", packed("zstd", text)[:30], 0, CutShort},
		{"damaged gzip", "gzip", append(packed("gzip", text)[:40], "and something else that is no deflate at all"...), 0, CutShort},
		{"shorter than declared", "", []byte(text), len(text) + 9, CutShort},
		{"longer than declared", "", []byte(text), len(text), ""},
		{"too many encodings", "gzip, gzip, gzip", []byte(text), 0, BadStatus},
		{"unknown encoding", "lzma", []byte(text), 0, BadStatus},
		{"too large", "", []byte(bomb), -1, TooLarge},
		{"declared too large", "", []byte(bomb), 0, TooLarge},
		{"a bomb", "gzip", packed("gzip", bomb), 0, TooLarge},
		{"a bomb of br", "br", packed("br", bomb), 0, TooLarge},
		{"a bomb of zstd", "zstd", packed("zstd", bomb), 0, TooLarge},
		{"a bomb that is a file", "", packed("gzip", bomb), 0, TooLarge},
		{"nothing", "gzip", nil, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWeb(t)
			w.mux.HandleFunc("a.test/x", func(rw http.ResponseWriter, _ *http.Request) {
				if tt.coding != "" {
					rw.Header().Set("Content-Encoding", tt.coding)
				}
				switch {
				case tt.length > 0:
					rw.Header().Set("Content-Length", strconv.Itoa(tt.length))
				case tt.length == 0:
					rw.Header().Set("Content-Length", strconv.Itoa(len(tt.body)))
				}
				rw.Write(tt.body)
				if tt.name == "longer than declared" {
					rw.Write([]byte("and more"))
				}
			})
			ans, f := w.one("http://a.test/x", nil)
			if tt.reason != "" {
				if f == nil || f.Reason != tt.reason {
					t.Errorf("%v, want %s", f, tt.reason)
				}
				return
			}
			if f != nil {
				t.Fatal(f)
			}
			if got := string(ans.body); got != text && tt.body != nil {
				t.Errorf("%d bytes: %.60q", len(got), got)
			}
			if tries := len(w.asked()); tries != 1 {
				t.Errorf("asked %d times", tries)
			}
		})
	}
}

func TestTimeouts(t *testing.T) {
	short := 60 * time.Millisecond
	drip := func(every time.Duration) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) {
			for {
				rw.Write([]byte("x"))
				rw.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
					return
				case <-time.After(every):
				}
			}
		}
	}
	for _, tt := range []struct {
		name    string
		handler http.HandlerFunc
		limits  Timeouts
		what    string
	}{
		{"no header", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, Timeouts{Header: short}, "no answer in time"},
		{"the content stops", drip(time.Hour), Timeouts{Body: short}, "nothing more came for 60ms"},
		{"the content never ends", drip(5 * time.Millisecond), Timeouts{Total: 3 * short}, "not done within 180ms"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWeb(t)
			w.mux.HandleFunc("a.test/x", tt.handler)
			fetcher, _ := w.fetcher(func(o *Options) { o.Timeouts, o.Tries = tt.limits, 2 })
			c := *fetcher.client
			c.hard = context.Background()
			u, _ := ParseAddress("http://a.test/x")
			_, err := c.get(context.Background(), request{url: u, limit: 1 << 20, robots: true}) // which asks for no other, whose time could be short
			f := asFailure(err)
			if f.Reason != TooSlow || f.What != tt.what {
				t.Errorf("%v, want %q", f, tt.what)
			}
			if tries := len(w.asked()); tries != 2 {
				t.Errorf("asked %d times, want 2", tries)
			}
		})
	}
}

func TestTriesAgain(t *testing.T) {
	when := newClock().Now()
	for _, tt := range []struct {
		name   string
		status int
		after  string
		tries  int
		slept  time.Duration // before the second try, at least
		reason Reason
	}{
		{"seconds", 429, "17", 2, 17 * time.Second, ""},
		{"a date", 503, when.Add(90 * time.Second).Format(http.TimeFormat), 2, 88 * time.Second, ""},
		{"a past date", 503, when.Add(-time.Hour).Format(http.TimeFormat), 2, 2 * time.Second, ""},
		{"no word of it", 429, "", 2, 2 * time.Second, ""},
		{"nonsense", 429, "tomorrow", 2, 2 * time.Second, ""},
		{"too long a wait", 429, "86400", 1, 0, Busy},
		{"502", 502, "", 2, 2 * time.Second, ""},
		{"408", 408, "", 2, 2 * time.Second, ""},
		{"501", 501, "", 1, 0, BadServer},
		{"404", 404, "", 1, 0, Gone},
		{"410", 410, "", 1, 0, Gone},
		{"403", 403, "5", 1, 0, Denied},
		{"451", 451, "", 1, 0, Denied},
		{"304 for nothing", 304, "", 1, 0, BadStatus},
		{"204", 204, "", 1, 0, BadStatus},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWeb(t)
			first := true
			w.mux.HandleFunc("a.test/x", func(rw http.ResponseWriter, _ *http.Request) {
				if first {
					rw.Header().Set("Retry-After", tt.after)
					rw.WriteHeader(tt.status)
				}
				first = false
			})
			_, f := w.one("http://a.test/x", nil)
			if tt.reason == "" && f != nil || tt.reason != "" && (f == nil || f.Reason != tt.reason) {
				t.Errorf("%v, want %q", f, tt.reason)
			}
			if got := len(w.asked()); got != tt.tries {
				t.Fatalf("asked %d times, want %d", got, tt.tries)
			}
			if tt.tries > 1 {
				if d := w.seen[len(w.seen)-1].at.Sub(w.seen[len(w.seen)-2].at); d < tt.slept || d > tt.slept+2*time.Second {
					t.Errorf("the second try came after %s, want %s", d, tt.slept)
				}
			}
		})
	}
}

func TestPause(t *testing.T) {
	for n, want := range map[int]time.Duration{1: 2 * time.Second, 2: 4 * time.Second, 3: 8 * time.Second, 6: time.Minute, 99: time.Minute} {
		if got := pause(n, 0); got != want {
			t.Errorf("pause %d is %s, want %s", n, got, want)
		}
		if got := pause(n, 0.999); got < want/2 || got > want/2+want/500 {
			t.Errorf("pause %d with the most of chance is %s, want a half of %s", n, got, want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := newClock().Now()
	for field, want := range map[string]time.Duration{"": 0, "x": 0, "-5": 0, "0": 0, " 90 ": 90 * time.Second, "Mon, 02 Mar 2026 08:01:00 GMT": time.Minute, "Mon, 02 Mar 2026 07:00:00 GMT": 0,
		"4294967295": longestWish, "18446744073709551615": longestWish, "Fri, 31 Dec 9999 23:59:59 GMT": longestWish} {
		if got := retryAfter(field, now); got != want {
			t.Errorf("%q is %s, want %s", field, got, want)
		}
	}
}

// TestAWishOfAnotherClock holds that a feed which was put off for longer than any server
// may wish, by a clock that was wrong, is asked.
func TestAWishOfAnotherClock(t *testing.T) {
	w := newWeb(t)
	w.serve("ledger.test/feed", "application/rss+xml", rss())
	keeper := newMemory()
	for wish, asked := range map[time.Duration]int{time.Hour: 0, 30 * 24 * time.Hour: 1} {
		w.seen = nil
		keeper.feeds["http://ledger.test/feed"] = Feed{NextDue: w.clock.Now().Add(wish)}
		f, _ := w.fetcher(func(o *Options) { o.Keeper = keeper })
		f.Run(context.Background(), []Source{{URL: "http://ledger.test/feed"}})
		if got := len(w.asked()); got != asked {
			t.Errorf("put off for %s, the feed was asked %d times, want %d", wish, got, asked)
		}
	}
}

// TestHostsAreForgotten holds that those who fetch for months do not remember every host
// that a feed ever named, but do those that asked to be left alone.
func TestHostsAreForgotten(t *testing.T) {
	w := newWeb(t)
	w.mux.HandleFunc("busy.test/", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Retry-After", "7200")
		rw.WriteHeader(http.StatusTooManyRequests)
	})
	f, _ := w.fetcher(nil)
	for day := range 3 {
		w.serve(fmt.Sprintf("ledger.test/%d", day), "application/rss+xml", rss(fmt.Sprintf("http://a%d.test/x", day), fmt.Sprintf("http://b%d.test/x", day), "http://busy.test/x"))
		f.Run(context.Background(), []Source{{URL: fmt.Sprintf("http://ledger.test/%d", day)}})
		w.clock.forward(time.Hour)
	}
	f.client.hosts.newRun()
	if known := slices.Sorted(maps.Keys(f.client.hosts.known)); !slices.Equal(known, []string{"busy.test"}) {
		t.Errorf("after three runs %q are known", known)
	}
}

// TestAHostIsLeftAlone holds that Retry-After counts for the whole host, and that a host
// which does not answer is not asked for everything.
func TestAHostIsLeftAlone(t *testing.T) {
	w := newWeb(t)
	w.serve("ledger.test/feed", "application/rss+xml", rss("/1", "/2", "/3", "/4"))
	busy := true
	w.mux.HandleFunc("ledger.test/1", func(rw http.ResponseWriter, _ *http.Request) {
		if busy {
			rw.Header().Set("Retry-After", "3600")
			rw.WriteHeader(http.StatusTooManyRequests)
			return
		}
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, page("Wall", wall...))
	})
	keeper := newMemory()
	f, e := w.fetcher(func(o *Options) { o.Keeper = keeper })
	sum := f.Run(context.Background(), []Source{{URL: "http://ledger.test/feed"}})
	if len(w.asked()) != 2 || sum.Failures[Busy] != 4 || sum.Left != 4 {
		t.Errorf("asked for %q; %+v", w.asked(), e.list)
	}
	w.serve("ledger.test/", "text/html", page("Wall", wall...))
	w.clock.forward(2 * time.Hour)
	busy = false
	sum = f.Run(context.Background(), nil)
	if sum.New != 4 || sum.Failed()+sum.Left > 0 {
		t.Errorf("later, %d articles of the queue were had, want 4: %v", sum.New, sum.Failures)
	}

	down := newWeb(t)
	down.serve("ledger.test/feed", "application/rss+xml", rss("/1", "/2", "/3", "/4"))
	down.mux.HandleFunc("ledger.test/", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		panic(http.ErrAbortHandler)
	})
	f, _ = down.fetcher(nil)
	sum = f.Run(context.Background(), []Source{{URL: "http://ledger.test/feed"}})
	if sum.Failures[Connection] != 1 || sum.Failures[Down] != 3 {
		t.Errorf("a host that breaks every connection: %v", sum.Failures)
	}
}

// TestWithin holds that a host which wants long pauses does not keep a run from its end,
// and that what is left comes in later runs; and that a host which goes on asking to be
// left alone is.
func TestWithin(t *testing.T) {
	w := newWeb(t)
	w.serve("ledger.test/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 30\n")
	w.serve("ledger.test/feed", "application/rss+xml", rss("/1", "/2", "/3", "/4", "/5", "/6"))
	w.serve("ledger.test/", "text/html", page("Wall", wall...))
	f, _ := w.fetcher(func(o *Options) { o.Keeper, o.Within = newMemory(), 100*time.Second })
	for n, want := range []int{4, 2, 0} {
		sum := f.Run(context.Background(), ledger)
		if got := sum.New + sum.Same; got != want || sum.Stopped || n == 0 && sum.Left != 2 {
			t.Errorf("run %d: %d articles, want %d; %d left", n, got, want, sum.Left)
		}
	}

	w = newWeb(t)
	w.serve("ledger.test/feed", "application/rss+xml", rss("/1", "/2", "/3", "/4", "/5", "/6"))
	w.mux.HandleFunc("ledger.test/", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			rw.Header().Set("Retry-After", "100")
			rw.WriteHeader(http.StatusTooManyRequests)
		}
	})
	f, _ = w.fetcher(nil)
	if sum := f.Run(context.Background(), ledger); sum.Failures[Down] == 0 || len(w.asked()) != 1+mostFailures {
		t.Errorf("%v, asked for %q", sum.Failures, w.asked())
	}
}
