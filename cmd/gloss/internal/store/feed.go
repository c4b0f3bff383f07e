package store

import (
	"database/sql"
	"time"

	"gloss/analyzer/cluster"
)

// A Feed is what is asked again and again for new items.
type Feed struct {
	ID           int64 // set by the store
	URL          string
	Moved        string // where it is by a permanent redirect; empty: at URL
	Title        string
	Outlet       string // empty: told by its articles
	ETag         string
	LastModified string    // header, as it came
	Added        time.Time // set by the store
	LastSuccess  time.Time // zero: never
	LastFailure  time.Time // zero: never
	Failure      string    // reason of the last failure
	Failures     int       // since the last success
	NextDue      time.Time // zero: at once
	Dropped      time.Time // when it was given up; zero: it is asked
}

const feedColumns = `feed, url, moved, title, outlet, etag, last_modified, added, last_success, last_failure, failure, failures, next_due, dropped`

// PutFeed writes a feed: the one of that URL, if it is there, or else a new one.
// It sets f.ID and f.Added.
func (tx *Tx) PutFeed(f *Feed) error {
	if f.Added.IsZero() {
		f.Added = tx.store.Now()
	}
	var added string
	err := tx.QueryRow(`INSERT INTO feeds (url, moved, title, outlet, etag, last_modified, added, last_success, last_failure, failure, failures, next_due, dropped)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (url) DO UPDATE SET moved = excluded.moved, title = excluded.title, outlet = excluded.outlet, etag = excluded.etag, last_modified = excluded.last_modified,
		last_success = excluded.last_success, last_failure = excluded.last_failure, failure = excluded.failure, failures = excluded.failures,
		next_due = excluded.next_due, dropped = excluded.dropped
		RETURNING feed, added`,
		f.URL, f.Moved, f.Title, f.Outlet, f.ETag, f.LastModified, Stamp(f.Added), Stamp(f.LastSuccess), Stamp(f.LastFailure), f.Failure, f.Failures, Stamp(f.NextDue), Stamp(f.Dropped)).
		Scan(&f.ID, &added)
	f.Added = Time(added)
	return err
}

// Feeds are all feeds, by URL; dropped ones too.
func (s *Store) Feeds() ([]Feed, error) {
	rows, err := s.read.Query(`SELECT ` + feedColumns + ` FROM feeds ORDER BY url`)
	return collect(s, rows, err, scanFeed)
}

// Feed is the feed of that URL; ok is false if there is none.
func (s *Store) Feed(url string) (f Feed, ok bool, err error) {
	rows, err := s.read.Query(`SELECT `+feedColumns+` FROM feeds WHERE url = ?`, url)
	list, err := collect(s, rows, err, scanFeed)
	if err != nil || len(list) == 0 {
		return Feed{}, false, err
	}
	return list[0], true, nil
}

func scanFeed(rows *sql.Rows) (f Feed, err error) {
	var t [5]string
	err = rows.Scan(&f.ID, &f.URL, &f.Moved, &f.Title, &f.Outlet, &f.ETag, &f.LastModified, &t[0], &t[1], &t[2], &f.Failure, &f.Failures, &t[3], &t[4])
	f.Added, f.LastSuccess, f.LastFailure, f.NextDue, f.Dropped = Time(t[0]), Time(t[1]), Time(t[2]), Time(t[3]), Time(t[4])
	return f, err
}

// A PageState says what became of a page.
type PageState string

// The states of a page.
const (
	Waiting PageState = "waiting" // to be fetched
	Fetched PageState = "fetched"
	Failed  PageState = "failed"  // given up
	Refused PageState = "refused" // not to be fetched: robots.txt, private address, not an article
)

// A Page is the address behind a feed's item.
type Page struct {
	ID           int64 // set by the store
	URL          string
	Feed         int64     // 0: none
	Item         string    // what the feed says of it, as the caller encodes it
	Found        time.Time // set by the store
	State        PageState
	Status       int // of HTTP; 0: there was no answer
	ETag         string
	LastModified string
	Fetched      time.Time // last answer; zero: never
	Tries        int       // since the last success
	NextDue      time.Time // of any state: when it is to be fetched (again); zero: at once if waiting, else never
	Failure      string    // reason of the last failure
}

const pageColumns = `page, url, coalesce(feed, 0), item, found, state, status, etag, last_modified, fetched, tries, next_due, failure`

// Enqueue adds a page that waits to be fetched, unless its address is known, and
// reports whether it was not.
func (tx *Tx) Enqueue(p Page) (added bool, err error) {
	res, err := tx.Exec(`INSERT INTO pages (address, url, feed, item, found, state, next_due) VALUES (?, ?, nullif(?, 0), ?, ?, 'waiting', ?) ON CONFLICT (address) DO NOTHING`,
		cluster.Address(p.URL), p.URL, p.Feed, p.Item, Stamp(tx.store.Now()), Stamp(p.NextDue))
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// PutPage writes what became of a page that PagesDue or Page returned.
func (tx *Tx) PutPage(p *Page) error {
	_, err := tx.Exec(`UPDATE pages SET url = ?, feed = nullif(?, 0), item = ?, state = ?, status = ?, etag = ?, last_modified = ?, fetched = ?, tries = ?, next_due = ?, failure = ? WHERE page = ?`,
		p.URL, p.Feed, p.Item, string(p.State), p.Status, p.ETag, p.LastModified, Stamp(p.Fetched), p.Tries, Stamp(p.NextDue), p.Failure, p.ID)
	return err
}

// PagesDue are at most limit pages that are to be fetched by now: those that wait,
// and those of any other state with a NextDue that has come; the longest due first.
func (s *Store) PagesDue(now time.Time, limit int) ([]Page, error) {
	rows, err := s.read.Query(`SELECT `+pageColumns+` FROM pages
		WHERE state = 'waiting' AND next_due <= ?1 OR state <> 'waiting' AND next_due <> '' AND next_due <= ?1
		ORDER BY next_due, page LIMIT ?2`, Stamp(now), limit)
	return collect(s, rows, err, scanPage)
}

// Page is the page of that URL's address; ok is false if there is none.
func (s *Store) Page(url string) (p Page, ok bool, err error) {
	rows, err := s.read.Query(`SELECT `+pageColumns+` FROM pages WHERE address = ?`, cluster.Address(url))
	list, err := collect(s, rows, err, scanPage)
	if err != nil || len(list) == 0 {
		return Page{}, false, err
	}
	return list[0], true, nil
}

func scanPage(rows *sql.Rows) (p Page, err error) {
	var t [3]string
	err = rows.Scan(&p.ID, &p.URL, &p.Feed, &p.Item, &t[0], &p.State, &p.Status, &p.ETag, &p.LastModified, &t[1], &p.Tries, &t[2], &p.Failure)
	p.Found, p.Fetched, p.NextDue = Time(t[0]), Time(t[1]), Time(t[2])
	return p, err
}

// collect reads all rows of a query.
func collect[T any](s *Store, rows *sql.Rows, err error, scan func(*sql.Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, s.failure(err)
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, s.failure(err)
		}
		list = append(list, v)
	}
	return list, s.failure(rows.Err())
}
