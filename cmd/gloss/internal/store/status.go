package store

import (
	"database/sql"
	"os"
)

// A Status is how a store is. Counts are of the moment.
type Status struct {
	Path     string `json:"path"`
	Bytes    int64  `json:"bytes"`  // of the file, and of the log beside it
	Schema   int    `json:"schema"` // version
	Articles int    `json:"articles"`
	Versions int    `json:"versions"` // later states of them
	Text     int64  `json:"text_bytes"`
	Outlets  int    `json:"outlets"`
	First    string `json:"first_added"` // RFC 3339; empty if there are no articles
	Last     string `json:"last_added"`
	Pruned   int    `json:"pruned"` // articles and versions

	Stories  int    `json:"stories"`
	Found    string `json:"stories_found"` // when they were looked for; empty: never
	Among    int    `json:"stories_among"` // articles, then
	Analysed int    `json:"stories_analysed"`
	Findings int    `json:"findings"`

	Pages  map[PageState]int `json:"pages"`
	Feeds  []FeedStatus      `json:"feeds"`         // by URL
	Failed []PageFailure     `json:"failing_pages"` // the latest
	Growth []Day             `json:"growth"`        // the latest last
	Runs   []RunStatus       `json:"runs"`          // the latest last
}

// A FeedStatus is how a feed is.
type FeedStatus struct {
	URL         string `json:"url"`
	Outlet      string `json:"outlet,omitempty"`
	LastSuccess string `json:"last_success,omitempty"` // RFC 3339; empty: never
	LastFailure string `json:"last_failure,omitempty"`
	Failure     string `json:"failure,omitempty"` // reason of the last one
	Failures    int    `json:"failures"`          // since the last success
	NextDue     string `json:"next_due,omitempty"`
	Dropped     string `json:"dropped,omitempty"`
	Articles    int    `json:"articles"` // and versions that came from it
}

// A PageFailure is a page that could not be fetched the last time.
type PageFailure struct {
	URL     string    `json:"url"`
	State   PageState `json:"state"`
	Status  int       `json:"status,omitempty"` // of HTTP
	Failure string    `json:"failure"`
	Tries   int       `json:"tries"`
}

// A Day is what came on one day.
type Day struct {
	Day      string `json:"day"`
	Articles int    `json:"articles"`
	Versions int    `json:"versions"`
	Bytes    int64  `json:"text_bytes"`
	Pruned   int    `json:"pruned"` // of them, articles and versions
}

// A RunStatus is how a run went.
type RunStatus struct {
	Command  string `json:"command"`
	Began    string `json:"began"`
	Ended    string `json:"ended,omitempty"` // empty: it runs, or was killed
	Status   string `json:"status,omitempty"`
	Read     int    `json:"read"`
	Added    int    `json:"added"`
	Versions int    `json:"versions"`
	Problems int    `json:"problems"`
	Note     string `json:"note,omitempty"`
}

// How much of its lists a Status has.
const (
	statusDays  = 14
	statusRuns  = 5
	statusPages = 10
)

// Status reads how the store is.
func (s *Store) Status() (*Status, error) {
	st := &Status{Path: s.path, Pages: make(map[PageState]int)}
	for _, name := range []string{s.path, s.path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			st.Bytes += info.Size()
		}
	}
	err := s.read.QueryRow(`SELECT (SELECT user_version FROM pragma_user_version), count(DISTINCT address), count(*) - count(DISTINCT address), coalesce(sum(bytes), 0),
		count(DISTINCT outlet), coalesce(min(added), ''), coalesce(max(added), ''), (SELECT coalesce(sum(articles + versions), 0) FROM pruned),
		(SELECT count(*) FROM stories), (SELECT count(analysis) FROM stories), (SELECT count(*) FROM findings) FROM articles`).
		Scan(&st.Schema, &st.Articles, &st.Versions, &st.Text, &st.Outlets, &st.First, &st.Last, &st.Pruned, &st.Stories, &st.Analysed, &st.Findings)
	if err == nil {
		err = s.read.QueryRow(`SELECT coalesce(max(found), ''), coalesce(max(articles), 0) FROM piles`).Scan(&st.Found, &st.Among)
	}
	if err != nil {
		return nil, s.failure(err)
	}
	rows, err := s.read.Query(`SELECT state, count(*) FROM pages GROUP BY state`)
	if _, err = collect(s, rows, err, func(rows *sql.Rows) (struct{}, error) {
		var state PageState
		var n int
		err := rows.Scan(&state, &n)
		st.Pages[state] = n
		return struct{}{}, err
	}); err != nil {
		return nil, err
	}
	return st, s.lists(st)
}

// lists reads the lists of a Status.
func (s *Store) lists(st *Status) error {
	rows, err := s.read.Query(`SELECT url, outlet, last_success, last_failure, failure, failures, next_due, dropped, coalesce(n, 0)
		FROM feeds LEFT JOIN (SELECT feed, count(*) AS n FROM articles GROUP BY feed) USING (feed) ORDER BY url`)
	st.Feeds, err = collect(s, rows, err, func(rows *sql.Rows) (f FeedStatus, err error) {
		return f, rows.Scan(&f.URL, &f.Outlet, &f.LastSuccess, &f.LastFailure, &f.Failure, &f.Failures, &f.NextDue, &f.Dropped, &f.Articles)
	})
	if err != nil {
		return err
	}
	rows, err = s.read.Query(`SELECT url, state, status, failure, tries FROM pages WHERE failure <> '' AND state <> 'refused' ORDER BY page DESC LIMIT ?`, statusPages)
	st.Failed, err = collect(s, rows, err, func(rows *sql.Rows) (p PageFailure, err error) {
		return p, rows.Scan(&p.URL, &p.State, &p.Status, &p.Failure, &p.Tries)
	})
	if err != nil {
		return err
	}
	rows, err = s.read.Query(`SELECT * FROM (SELECT day, articles, versions, bytes, pruned FROM growth ORDER BY day DESC LIMIT ?) ORDER BY day`, statusDays)
	st.Growth, err = collect(s, rows, err, func(rows *sql.Rows) (d Day, err error) {
		return d, rows.Scan(&d.Day, &d.Articles, &d.Versions, &d.Bytes, &d.Pruned)
	})
	if err != nil {
		return err
	}
	rows, err = s.read.Query(`SELECT command, began, ended, status, read, added, versions, problems, note FROM (SELECT * FROM runs ORDER BY run DESC LIMIT ?) ORDER BY run`, statusRuns)
	st.Runs, err = collect(s, rows, err, func(rows *sql.Rows) (r RunStatus, err error) {
		return r, rows.Scan(&r.Command, &r.Began, &r.Ended, &r.Status, &r.Read, &r.Added, &r.Versions, &r.Problems, &r.Note)
	})
	return err
}

// Failing reports whether a feed failed the last time that it was asked.
func (f FeedStatus) Failing() bool { return f.Failures > 0 && f.Dropped == "" }
