package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gloss/analyzer/ingest"
	"gloss/cmd/gloss/internal/fetch"
	"gloss/cmd/gloss/internal/store"
)

// A town is a server on loopback with one feed, whose articles can change.
type town struct {
	*httptest.Server
	mu    sync.Mutex
	items int
	texts map[int]string // what was added to an article; "-": it is gone
	slow  time.Duration
	asked map[string]int
}

func newTown(t *testing.T, items int) *town {
	w := &town{items: items, texts: make(map[int]string), asked: make(map[string]int)}
	w.Server = httptest.NewServer(w)
	t.Cleanup(w.Close)
	return w
}

func (w *town) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked[r.URL.Path]++
	var n int
	switch {
	case r.URL.Path == "/feed":
		rw.Header().Set("ETag", fmt.Sprintf(`"%d"`, w.items))
		if r.Header.Get("If-None-Match") == fmt.Sprintf(`"%d"`, w.items) {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(rw, `<?xml version="1.0"?><rss version="2.0"><channel><title>Town</title>`)
		for i := range w.items {
			fmt.Fprintf(rw, "<item><title>Item %d</title><link>%s/%d</link></item>", i, w.URL, i)
		}
		fmt.Fprint(rw, "</channel></rss>")
	case w.texts[atoi(r.URL.Path, &n)] == "-" || r.URL.Path == "/robots.txt":
		http.NotFound(rw, r)
	default:
		time.Sleep(w.slow)
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(rw, `<!doctype html><html lang=en><head><title>Wall %d</title></head><body><article><h1>Wall %d</h1>
<p>The council voted on Tuesday evening to build wall number %d along the harbour, after a debate that lasted for hours.</p>
<p>Nine members were in favour of the plan and seven were against it, and two of them left before the vote. %s</p></article></body></html>`, n, n, n, w.texts[n])
	}
}

func (w *town) requests() (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, k := range w.asked {
		n += k
	}
	return n
}

func atoi(path string, n *int) int {
	fmt.Sscanf(path, "/%d", n)
	return *n
}

// rows is what a query of one number says of a store.
func rows(t *testing.T, path, query string) int {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// A setClock stands still until it is set or somebody sleeps.
type setClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *setClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *setClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(max(d, 0))
	return ctx.Err()
}

// TestKeeper fetches into a real store on three days.
func TestKeeper(t *testing.T) {
	w := newTown(t, 3)
	path := filepath.Join(t.TempDir(), "gloss.db")
	c := &setClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	s, err := store.Open(path, store.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lists, err := knownLists()
	if err != nil {
		t.Fatal(err)
	}
	day := func(change func()) fetch.Summary {
		t.Helper()
		change()
		k, err := newKeeper(s, lists)
		if err == nil {
			err = k.begin("fetch")
		}
		if err != nil {
			t.Fatal(err)
		}
		f := fetch.New(fetch.Options{Keeper: k, Clock: c, AllowPrivate: true, Follow: 7 * 24 * time.Hour, Reader: ingest.Reader{Lists: lists}})
		sum := f.Run(context.Background(), []fetch.Source{{URL: w.URL + "/feed", Outlet: "The Town Crier", Where: "feeds.toml:1"}})
		if err := k.end(sum); err != nil {
			t.Fatal(err)
		}
		return sum
	}
	if sum := day(func() {}); sum.New != 3 || sum.Failed() > 0 {
		t.Fatalf("first day: %+v", sum)
	}
	sum := day(func() {
		c.Sleep(context.Background(), 24*time.Hour)
		w.items, w.texts[1], w.texts[2] = 4, "That is not a good look.", "-"
	})
	if sum.New != 1 || sum.Changed != 1 || sum.Same != 1 || sum.Withdrawn != 1 || sum.Failed() > 0 {
		t.Errorf("second day: %+v", sum)
	}
	if sum = day(func() {}); sum.Unchanged != 1 || sum.New+sum.Changed+sum.Same != 0 {
		t.Errorf("once more at once: %+v", sum)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM articles`:                                                                    5,
		`SELECT count(*) FROM articles WHERE version = 2`:                                                  1,
		`SELECT count(*) FROM articles WHERE outlet = 'The Town Crier'`:                                    5,
		`SELECT count(*) FROM pages WHERE state = 'fetched'`:                                               3,
		`SELECT count(*) FROM pages WHERE state = 'failed' AND status = 404`:                               1,
		`SELECT count(*) FROM runs WHERE status = 'done'`:                                                  3,
		`SELECT added * 10 + versions FROM runs ORDER BY run LIMIT 1 OFFSET 1`:                             11,
		`SELECT count(*) FROM feeds WHERE title = 'Town' AND etag = '"4"' AND last_success > '2026-03-03'`: 1,
	} {
		if got := rows(t, path, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

// TestAggregator holds that what an aggregator's feed leads to is not said to be its own.
func TestAggregator(t *testing.T) {
	w := newTown(t, 3)
	w.texts[2] = "-"
	dir := t.TempDir()
	list, path := filepath.Join(dir, "feeds.toml"), filepath.Join(dir, "gloss.db")
	feed := strings.Replace(w.URL, "127.0.0.1", "localhost", 1) + "/feed"
	if err := os.WriteFile(list, []byte("[[feed]]\nurl = \""+feed+"\"\noutlet = \"The Hub\"\nkind = \"aggregator\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "fetch", list, "--db", path, "--allow-private", "--delay", "0s")
	cmd.Args[0] = "gloss"
	out, _ := cmd.CombinedOutput() // one page is gone
	if n := rows(t, path, `SELECT count(*) FROM articles`); n != 2 {
		t.Errorf("%d articles, want 2:\n%s", n, out)
	}
	if n := rows(t, path, `SELECT count(*) FROM articles WHERE outlet = 'The Hub'`) + rows(t, path, `SELECT count(*) FROM feeds WHERE outlet <> ''`); n != 0 {
		t.Errorf("%d are said to be of the aggregator", n)
	}
}

// TestOnlyOne holds that a store is one store by whatever name.
func TestOnlyOne(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "gloss.db"), filepath.Join(dir, "link.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	free, err := onlyOne(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := onlyOne(link); err == nil {
		t.Error("a second one may fetch into it by a link")
	}
	free()
	if free, err = onlyOne(link); err != nil {
		t.Fatal(err)
	}
	free()
}

// TestFetchKilled kills gloss fetch in the middle, again and again, and holds that in the
// end nothing is missing, though the feed is not sent a second time.
func TestFetchKilled(t *testing.T) {
	w := newTown(t, 25)
	w.slow = 10 * time.Millisecond
	dir := t.TempDir()
	path := filepath.Join(dir, "gloss.db")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	begin := func() *exec.Cmd {
		cmd := exec.Command(self, "fetch", w.URL+"/feed", "--db", path, "--allow-private", "--delay", "0s", "--follow", "0")
		cmd.Args[0] = "gloss"
		return cmd
	}
	for n := range 12 {
		cmd := begin()
		before := w.requests()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		// until a few answers were given, and then a moment that is another each time
		for len(ended) == 0 && w.requests() < before+2+n%3 {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(n%4) * 3 * time.Millisecond)
		cmd.Process.Kill()
		<-ended
	}
	out, err := begin().CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := rows(t, path, `SELECT count(DISTINCT url) FROM articles`); got != 25 || rows(t, path, `SELECT count(*) FROM articles`) != 25 {
		t.Errorf("%d articles, want 25; %s", got, out)
	}
	if got := rows(t, path, `SELECT count(*) FROM pages WHERE state <> 'fetched'`); got > 0 {
		t.Errorf("%d pages still wait", got)
	}
	if again, err := begin().CombinedOutput(); err != nil || !strings.Contains(string(again), "1 feed read (1 unchanged), 0 new articles, 0 failures") {
		t.Errorf("%v: %s", err, again)
	}
}

// TestWatchStopped ends gloss watch by a signal in the middle of a run, and holds that it
// ends in order, and that every line of its log is JSON.
func TestWatchStopped(t *testing.T) {
	w := newTown(t, 25)
	w.slow = 20 * time.Millisecond
	dir := t.TempDir()
	list, path := filepath.Join(dir, "feeds.toml"), filepath.Join(dir, "gloss.db")
	if err := os.WriteFile(list, fmt.Appendf(nil, "[[feed]]\nurl = %q\n[[feed]]\nurl = 'feed:no'\n[[feed]]\nurl = %q\n", w.URL+"/feed", w.URL+"/none"), 0o666); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "watch", list, "--db", path, "--allow-private", "--delay", "0s", "--log", "json", "--metrics-file", filepath.Join(dir, "no", "such"))
	cmd.Args[0] = "gloss"
	var log bytes.Buffer
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for w.requests() < 6 {
		time.Sleep(time.Millisecond)
	}
	cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v: %s", err, log.String())
	}
	var last []string
	for line := range strings.Lines(log.String()) {
		var entry struct{ Level, Msg string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("not a line of JSON: %q", line)
		}
		last = append(last, entry.Msg)
	}
	if n := len(last); n < 4 || !strings.HasPrefix(last[n-3], "--metrics-file") || last[n-2] != "run done" || last[n-1] != "ended by a signal" || !strings.Contains(log.String(), `"interrupted":true`) {
		t.Errorf("the log ends %q", last)
	}
	if got := rows(t, path, `SELECT count(*) FROM pages`); got != 25 {
		t.Errorf("%d pages, want 25", got)
	}
	if got := rows(t, path, `SELECT count(*) FROM pages WHERE state = 'waiting'`); got == 0 || got == 25 {
		t.Errorf("%d pages wait, want some", got)
	}
	if got := rows(t, path, `SELECT count(*) FROM runs WHERE status = 'interrupted'`); got != 1 {
		t.Errorf("%d runs were interrupted, want 1", got)
	}
}
