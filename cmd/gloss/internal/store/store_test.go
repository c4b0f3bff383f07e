package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gloss/analyzer/news"
	"gloss/cmd/gloss/internal/store"
)

// noon is the clock of the tests.
var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func options() store.Options {
	return store.Options{Now: func() time.Time { return noon }, Wait: 200 * time.Millisecond}
}

func open(t *testing.T, path string) *store.Store {
	t.Helper()
	return openWith(t, path, options())
}

// openAt opens a store whose clock is now.
func openAt(t *testing.T, path string, now *time.Time) *store.Store {
	t.Helper()
	return openWith(t, path, store.Options{Now: func() time.Time { return *now }})
}

func openWith(t *testing.T, path string, opt store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// add adds articles in one transaction and returns what became of them.
func add(t *testing.T, s *store.Store, list ...news.Article) []store.Arrival {
	t.Helper()
	var got []store.Arrival
	err := s.Write(context.Background(), func(tx *store.Tx) error {
		for i := range list {
			a, err := tx.Add(&list[i], 0, false)
			if err != nil {
				return err
			}
			got = append(got, a)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func count(t *testing.T, path, query string) int {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func TestOpenOddPaths(t *testing.T) {
	for _, name := range []string{"a b.db", "100%.db", "what?x=1.db", "a#b.db", "a+b&c.db", "ünï—код.db", "a%20b.db", "';--.db", "q\"uote.db", "back\\slash.db"} {
		path := filepath.Join(t.TempDir(), name)
		s := open(t, path)
		add(t, s, news.Article{ID: "1", Outlet: "O", Text: "Text."})
		s.Close()
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%q is not where it was asked for: %v", name, err)
		}
		entries, _ := os.ReadDir(filepath.Dir(path))
		if len(entries) != 1 {
			t.Errorf("%q left %v", name, entries)
		}
		again := open(t, path)
		if got := add(t, again, news.Article{ID: "1", Outlet: "O", Text: "Text."}); got[0].Outcome != store.Known {
			t.Errorf("%q: the article is gone: %v", name, got)
		}
	}
}

// TestOpenRefuses holds that what is no store is told by name and left as it is.
func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text := write("notes.txt", []byte("These are my notes, and nobody may overwrite them.\n"))
	foreign := filepath.Join(dir, "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE theirs (x)`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	newer := filepath.Join(dir, "newer.db")
	open(t, newer).Close()
	if db, err = sql.Open("sqlite", newer); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`PRAGMA user_version = 999`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	good := filepath.Join(dir, "good.db")
	s := open(t, good)
	for i := range 50 {
		add(t, s, news.Article{ID: fmt.Sprint(i), Outlet: "O", Text: strings.Repeat("Text. ", 300)})
	}
	s.Close()
	data, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	damaged := slicesClone(data)
	for i := 100; i < 4096; i++ {
		damaged[i] ^= 0xA5
	}
	for _, tc := range []struct {
		path string
		want error
		says string
	}{
		{text, store.ErrForeign, "no SQLite file"},
		{foreign, store.ErrForeign, "another program"},
		{newer, store.ErrNewer, "version 999"},
		{write("damaged.db", damaged), store.ErrCorrupt, "damaged"},
		{write("cut.db", data[:len(data)/3]), store.ErrCorrupt, "damaged"},
		{dir, store.ErrForeign, "not a file"},
	} {
		before, _ := os.ReadFile(tc.path)
		for _, readOnly := range []bool{false, true} {
			opt := options()
			opt.ReadOnly = readOnly
			s, err := store.Open(tc.path, opt)
			if err == nil {
				err = s.Integrity()
				s.Close()
			}
			if !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) || !strings.HasPrefix(err.Error(), tc.path+": ") {
				t.Errorf("%s: error %v, want %v with %q", filepath.Base(tc.path), err, tc.want, tc.says)
			}
		}
		if after, _ := os.ReadFile(tc.path); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", filepath.Base(tc.path))
		}
	}
}

func slicesClone(b []byte) []byte { return append([]byte(nil), b...) }

func TestOpenReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gloss.db")
	opt := options()
	opt.ReadOnly = true
	if _, err := store.Open(path, opt); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a store that is not there: %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a store that is only read was made")
	}
	open(t, path)
	s, err := store.Open(path, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Write(context.Background(), func(*store.Tx) error { return nil }); err == nil {
		t.Error("a store that is only read was written to")
	}
}

// TestOpenKilledWhileMade holds that a file that was left empty is made again.
func TestOpenKilledWhileMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gloss.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`PRAGMA journal_mode = wal; CREATE TABLE x (y); DROP TABLE x`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	add(t, open(t, path), news.Article{ID: "1", Outlet: "O", Text: "Text."})
}

func TestAdd(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "gloss.db"))
	first := news.Article{ID: "p1", Outlet: "The Ledger", Title: "Wall", URL: "https://www.Ledger.example/wall/?utm_source=x#top", Text: "It stands.", Path: "a.jsonl"}
	again := first
	again.ID, again.URL = "other id", "http://ledger.example/wall"
	edited := first
	edited.Text = "It fell."
	retitled := first
	retitled.Title = "Wall!"
	clash := news.Article{ID: "p1", Outlet: "Harbour Herald", Text: "Something else.", Path: "b.jsonl"}
	clashURL := news.Article{ID: "p1", Outlet: "Harbour Herald", URL: "https://herald.example/1", Text: "Something else.", Path: "b.jsonl"}
	for i, tc := range []struct {
		article news.Article
		want    store.Arrival
	}{
		{first, store.Arrival{Outcome: store.New, ID: "p1", Version: 1}},
		{first, store.Arrival{Outcome: store.Known, ID: "p1", Version: 1}},
		{again, store.Arrival{Outcome: store.Known, ID: "p1", Version: 1}},
		{edited, store.Arrival{Outcome: store.NewVersion, ID: "p1#v0002", Version: 2}},
		{retitled, store.Arrival{Outcome: store.NewVersion, ID: "p1#v0003", Version: 3}},
		{edited, store.Arrival{Outcome: store.Known, ID: "p1#v0002", Version: 2}},
		{clash, store.Arrival{Outcome: store.New, ID: "b.jsonl#p1", Version: 1}},
		{clashURL, store.Arrival{Outcome: store.New, ID: "herald.example/1#p1", Version: 1}},
		{clash, store.Arrival{Outcome: store.Known, ID: "b.jsonl#p1", Version: 1}},
	} {
		if got := add(t, s, tc.article)[0]; got != tc.want {
			t.Errorf("%d: %+v, want %+v", i, got, tc.want)
		}
	}
}

// TestWriteIsAllOrNothing holds that a transaction that fails leaves nothing.
func TestWriteIsAllOrNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gloss.db")
	s := open(t, path)
	oops := errors.New("oops")
	err := s.Write(context.Background(), func(tx *store.Tx) error {
		for i := range 10 {
			if _, err := tx.Add(&news.Article{ID: fmt.Sprint(i), Outlet: "O", Text: "T"}, 0, false); err != nil {
				return err
			}
		}
		return oops
	})
	if !errors.Is(err, oops) {
		t.Errorf("error %v", err)
	}
	if n := count(t, path, `SELECT count(*) FROM articles`); n != 0 {
		t.Errorf("%d articles stayed", n)
	}
}

func TestFeedsAndPages(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "gloss.db"))
	ctx := context.Background()
	feed := store.Feed{URL: "https://ledger.example/feed", Moved: "https://ledger.example/rss", Title: "Ledger"}
	page := store.Page{URL: "https://ledger.example/1", Item: `{"id":"1"}`}
	put := func(f func(tx *store.Tx) error) {
		t.Helper()
		if err := s.Write(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	put(func(tx *store.Tx) error {
		if err := tx.PutFeed(&feed); err != nil {
			return err
		}
		page.Feed = feed.ID
		for i, want := range []bool{true, false} {
			if added, err := tx.Enqueue(page); err != nil || added != want {
				return fmt.Errorf("%d: added %v, %v", i, added, err)
			}
		}
		return nil
	})
	due, err := s.PagesDue(noon, 10)
	if err != nil || len(due) != 1 || due[0].Feed != feed.ID || due[0].Item != page.Item || due[0].State != store.Waiting || due[0].Found != noon {
		t.Fatalf("due %+v, %v", due, err)
	}
	done := due[0]
	done.State, done.Status, done.ETag, done.Fetched, done.NextDue = store.Fetched, 200, `"abc"`, noon, noon.Add(time.Hour)
	feed.LastSuccess, feed.ETag, feed.NextDue = noon, `"f"`, noon.Add(time.Minute)
	put(func(tx *store.Tx) error {
		if err := tx.PutFeed(&feed); err != nil {
			return err
		}
		return tx.PutPage(&done)
	})
	if due, err := s.PagesDue(noon, 10); err != nil || len(due) != 0 {
		t.Errorf("due again at once: %+v, %v", due, err)
	}
	if due, err := s.PagesDue(noon.Add(time.Hour), 10); err != nil || len(due) != 1 || due[0] != done {
		t.Errorf("due after an hour: %+v, want %+v; %v", due, done, err)
	}
	if got, ok, err := s.Feed(feed.URL); err != nil || !ok || got != feed {
		t.Errorf("feed %+v, want %+v; %v %v", got, feed, ok, err)
	}
	if got, ok, err := s.Page("http://www.ledger.example/1#x"); err != nil || !ok || got != done {
		t.Errorf("page %+v; %v %v", got, ok, err)
	}
}

// TestTwoWriters holds that a second writer waits, or says that it did in vain.
func TestTwoWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gloss.db")
	one, two := open(t, path), open(t, path)
	inside, leave := make(chan bool), make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() {
		one.Write(context.Background(), func(tx *store.Tx) error {
			close(inside)
			<-leave
			_, err := tx.Add(&news.Article{ID: "1", Outlet: "O", Text: "T"}, 0, false)
			return err
		})
	})
	<-inside
	err := two.Write(context.Background(), func(*store.Tx) error { return nil })
	if !errors.Is(err, store.ErrBusy) {
		t.Errorf("error %v, want that another is writing", err)
	}
	open(t, path) // waits for nobody
	if feeds, err := two.Feeds(); err != nil || len(feeds) != 0 {
		t.Errorf("a reader beside a writer: %v", err)
	}
	close(leave)
	wg.Wait()
	if got := add(t, two, news.Article{ID: "1", Outlet: "O", Text: "T"}); got[0].Outcome != store.Known {
		t.Errorf("after it waited: %+v", got)
	}
}

// TestManyGoroutines is for the race detector.
func TestManyGoroutines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gloss.db")
	s := open(t, path)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 20 {
				err := s.Write(context.Background(), func(tx *store.Tx) error {
					_, err := tx.Add(&news.Article{ID: fmt.Sprint(g, i%15), Outlet: "O", Text: fmt.Sprint(i)}, 0, false)
					return err
				})
				if err != nil {
					t.Error(err)
				}
				if _, err := s.PagesDue(noon, 5); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := count(t, path, `SELECT count(*) FROM articles`); n != 160 {
		t.Errorf("%d articles, want 160", n)
	}
}
