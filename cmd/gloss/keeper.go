package main

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
	"gloss/cmd/gloss/internal/fetch"
	"gloss/cmd/gloss/internal/store"
)

// A keeper keeps in a store what is fetched. An interrupt ends no write: that would lose
// what servers were asked for.
type keeper struct {
	store *store.Store
	lists *ingest.Lists

	mu    sync.Mutex // of all below
	run   store.Run
	feeds map[string]store.Feed // by URL
	byID  map[int64]store.Feed
}

// mostDue is how many pages that wait are fetched in one run.
const mostDue = 20_000

func newKeeper(s *store.Store, lists *ingest.Lists) (*keeper, error) {
	k := &keeper{store: s, lists: lists, feeds: make(map[string]store.Feed), byID: make(map[int64]store.Feed)}
	feeds, err := s.Feeds()
	for _, f := range feeds {
		k.note(f)
	}
	return k, err
}

// begin notes that a run begins.
func (k *keeper) begin(command string) (err error) {
	k.run, err = k.store.Begin(context.Background(), command, toolVersion())
	return err
}

func (k *keeper) note(f store.Feed) { k.feeds[f.URL], k.byID[f.ID] = f, f }

// write writes what belongs together.
func (k *keeper) write(f func(tx *store.Tx) error) error {
	return k.store.Write(context.Background(), f)
}

// Resumes is true: what waits is in the store.
func (k *keeper) Resumes() bool { return true }

// Feed is what the store knows of a feed.
func (k *keeper) Feed(url string) (fetch.Feed, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	f := k.feeds[url]
	return fetch.Feed{ID: f.ID, URL: url, Moved: f.Moved, Title: f.Title, Outlet: f.Outlet, ETag: f.ETag, LastModified: f.LastModified,
		LastSuccess: f.LastSuccess, LastFailure: f.LastFailure, Failure: f.Failure, Failures: f.Failures, NextDue: f.NextDue, Dropped: f.Dropped}, nil
}

// KeepFeed keeps a feed, and those of its pages that are not known.
func (k *keeper) KeepFeed(f fetch.Feed, pages []fetch.Page) (fresh []fetch.Page, err error) {
	k.mu.Lock()
	old := k.feeds[f.URL]
	k.mu.Unlock()
	kept := store.Feed{ID: old.ID, Added: old.Added, URL: f.URL, Moved: f.Moved, Title: f.Title, Outlet: f.Outlet, ETag: f.ETag, LastModified: f.LastModified,
		LastSuccess: f.LastSuccess, LastFailure: f.LastFailure, Failure: f.Failure, Failures: f.Failures, NextDue: f.NextDue, Dropped: f.Dropped}
	added := make([]bool, len(pages))
	err = k.write(func(tx *store.Tx) error {
		if err := tx.PutFeed(&kept); err != nil {
			return err
		}
		for i, p := range pages {
			var err error
			if added[i], err = tx.Enqueue(store.Page{URL: p.URL, Feed: kept.ID, Item: p.Item}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	k.note(kept)
	k.mu.Unlock()
	for i, p := range pages {
		if !added[i] {
			continue
		}
		known, ok, err := k.store.Page(p.URL)
		if err != nil {
			return fresh, err
		}
		if ok {
			fresh = append(fresh, k.page(known))
		}
	}
	return fresh, nil
}

// page is a page of the store as the fetcher knows it.
func (k *keeper) page(p store.Page) fetch.Page {
	k.mu.Lock()
	defer k.mu.Unlock()
	f := k.byID[p.Feed]
	return fetch.Page{ID: p.ID, URL: p.URL, Feed: f.URL, Outlet: f.Outlet, Item: p.Item, Found: p.Found, State: fetch.PageState(p.State), Status: p.Status,
		ETag: p.ETag, LastModified: p.LastModified, Fetched: p.Fetched, Tries: p.Tries, NextDue: p.NextDue, Failure: p.Failure}
}

// Due are the pages that wait or are to be looked at again.
func (k *keeper) Due(now time.Time) ([]fetch.Page, error) {
	due, err := k.store.PagesDue(now, mostDue)
	pages := make([]fetch.Page, len(due))
	for i, p := range due {
		pages[i] = k.page(p)
	}
	return pages, err
}

// KeepPage keeps a page and its article.
func (k *keeper) KeepPage(p fetch.Page, a *news.Article) (o fetch.Outcome, before *news.Article, err error) {
	k.mu.Lock()
	feed := k.feeds[p.Feed].ID
	k.mu.Unlock()
	if p.ID == 0 {
		if p.ID, err = k.pageID(p.URL); err != nil {
			return o, nil, err
		}
	}
	kept := store.Page{ID: p.ID, URL: p.URL, Feed: feed, Item: p.Item, State: store.PageState(p.State), Status: p.Status, ETag: p.ETag, LastModified: p.LastModified,
		Fetched: p.Fetched, Tries: p.Tries, NextDue: p.NextDue, Failure: p.Failure}
	var got store.Arrival
	err = k.write(func(tx *store.Tx) error {
		if a != nil {
			if before, err = tx.Latest(a); err != nil {
				return err
			}
			outlet, _ := k.lists.Named(a.Outlet)
			if got, err = tx.Add(a, feed, outlet.Kind == ingest.Agency); err != nil {
				return err
			}
		}
		if err := tx.PutPage(&kept); err != nil || a == nil {
			return err
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		k.run.Count(got)
		return tx.PutRun(&k.run)
	})
	if err != nil || a == nil {
		return fetch.Known, nil, err
	}
	switch got.Outcome {
	case store.New:
		return fetch.Added, nil, nil
	case store.NewVersion:
		return fetch.Changed, before, nil
	}
	return fetch.Known, nil, nil
}

// pageID is the ID of a page, which is made if it is not there.
func (k *keeper) pageID(url string) (int64, error) {
	err := k.write(func(tx *store.Tx) error {
		_, err := tx.Enqueue(store.Page{URL: url})
		return err
	})
	if err != nil {
		return 0, err
	}
	p, ok, err := k.store.Page(url)
	if err == nil && !ok {
		err = errors.New("a page that was written is not there")
	}
	return p.ID, err
}

// end notes that a run ended.
func (k *keeper) end(s fetch.Summary) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.run.Problems, k.run.Note = s.Failed(), fetched(s)
	status := "done"
	switch {
	case s.Stopped:
		status = "interrupted"
	case s.Had() == 0 && s.Failed() > 0:
		status = "failed"
	case s.Failed() > 0:
		status = "partial"
	}
	return k.store.End(context.Background(), &k.run, status)
}

// sources are the feeds that the store knows and that were not given up.
func (k *keeper) sources() []fetch.Source {
	var list []fetch.Source
	for _, url := range slices.Sorted(maps.Keys(k.feeds)) {
		if f := k.feeds[url]; f.Dropped.IsZero() {
			list = append(list, fetch.Source{URL: url, Outlet: f.Outlet, Where: k.store.Path()})
		}
	}
	return list
}

// onlyOne sees to it that one process at a time fetches into a store. free must be called
// in the end.
func onlyOne(path string) (free func(), err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // by whatever name
	}
	lock := flock.New(path + ".lock")
	ok, err := lock.TryLock()
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errors.New(path + ": another gloss is fetching into it")
	}
	return func() { lock.Unlock() }, nil
}
