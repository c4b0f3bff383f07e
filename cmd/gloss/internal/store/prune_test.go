package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gloss/analyzer/news"
	"gloss/cmd/gloss/internal/store"
)

// TestPrunedFirstVersion holds that an article whose first version was pruned is still one.
func TestPrunedFirstVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gloss.db")
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	s := openAt(t, path, &now)
	for _, text := range []string{"first", "second", "third"} {
		add(t, s, news.Article{ID: "a", URL: "http://herald.example/a", Outlet: "Herald", Text: text})
		now = now.Add(24 * time.Hour)
	}
	if n, err := s.Prune(context.Background(), now.Add(-60*time.Hour), nil); n != 1 || err != nil {
		t.Fatalf("%d pruned, %v", n, err)
	}
	st, err := s.Status()
	if err != nil || st.Articles != 1 || st.Versions != 1 || st.Pruned != 1 {
		t.Errorf("%d articles, %d versions, %d pruned: %v", st.Articles, st.Versions, st.Pruned, err)
	}
	if n := count(t, path, `SELECT articles * 10 + later_versions FROM outlet`); n != 11 {
		t.Errorf("outlet has articles and later versions %02d, want 11", n)
	}
}

// TestPruneReachesPages holds that what a feed said of a page is deleted with the
// articles, that a page whose article is deleted is not looked at again, which would
// bring it back, and that neither the file nor its log has the texts then.
func TestPruneReachesPages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gloss.db")
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	s := openAt(t, path, &now)
	ctx := context.Background()
	had := func(url, item string) {
		t.Helper()
		err := s.Write(ctx, func(tx *store.Tx) error { _, err := tx.Enqueue(store.Page{URL: url, Item: item}); return err })
		if err != nil || item != "" {
			return
		}
		p, _, err := s.Page(url)
		if err != nil {
			t.Fatal(err)
		}
		p.State, p.NextDue = store.Fetched, now.Add(7*24*time.Hour)
		err = s.Write(ctx, func(tx *store.Tx) error {
			if _, err := tx.Add(&news.Article{ID: url, URL: url + "/canonical", Outlet: "Herald", Text: "The wall of " + url}, 0, false); err != nil {
				return err
			}
			return tx.PutPage(&p)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	had("http://herald.example/old", "")
	had("http://herald.example/waits", "what the old feed said")
	now = now.Add(5 * 24 * time.Hour)
	had("http://herald.example/new", "")
	had("http://herald.example/waits-too", "what the new feed said")
	if n, err := s.Prune(ctx, now.Add(-24*time.Hour), nil); n != 1 || err != nil {
		t.Fatalf("%d pruned, %v", n, err)
	}
	due, err := s.PagesDue(now.Add(30*24*time.Hour), 10)
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, p := range due {
		got[p.URL] = p.Item
	}
	if item, ok := got["http://herald.example/waits"]; len(got) != 3 || !ok || item != "" || got["http://herald.example/waits-too"] == "" {
		t.Errorf("to be fetched after pruning: %q", got)
	}
	st, err := s.Status()
	if err != nil || st.Articles != 1 || st.Versions != 0 {
		t.Errorf("after pruning there are %d articles, %d versions: %v", st.Articles, st.Versions, err)
	}
	var data []byte
	for _, name := range []string{path, path + "-wal"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		data = append(data, b...)
	}
	for text, stays := range map[string]bool{"The wall of http://herald.example/old": false, "what the old feed said": false, "The wall of http://herald.example/new": true, "what the new feed said": true} {
		if bytes.Contains(data, []byte(text)) != stays {
			t.Errorf("%q is in the file: %t", text, !stays)
		}
	}
}
