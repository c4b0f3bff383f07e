package fetch

import (
	"time"

	"gloss/analyzer/news"
)

// A Kind says what an Event is about.
type Kind uint8

// The kinds of event.
const (
	FeedRead      Kind = iota // a feed was had
	FeedUnchanged             // it is as it was
	FeedFailed
	ArticleNew
	ArticleChanged   // another version of a known one
	ArticleUnchanged // looked at again
	ArticleGone      // a known one is not there any more
	ArticleAside     // a page that is as it should be and is not analysed, or not to be asked for
	PageFailed
	Note // something to know that is no failure
)

var kindNames = [...]string{"feed read", "feed unchanged", "feed failed", "article new", "article changed", "article unchanged", "article withdrawn", "article set aside", "page failed", "note"}

// String is the kind in words.
func (k Kind) String() string { return kindNames[k] }

// An Event is something that happened in a run.
type Event struct {
	Kind    Kind
	URL     string
	Feed    string // URL of the feed that it is about, or was found in; empty: none
	Reason  Reason // of a failure
	What    string // in words: of a failure, a note, an aside
	Later   bool   // it is tried again in a later run
	Status  int    // of HTTP; 0 if there was no answer
	Items   int    // of a feed: items in it
	Fresh   int    // of a feed: items that were not known
	Took    time.Duration
	Article *news.Article // new or changed
	Before  *news.Article // a changed article as it was
	Done    int           // pages and feeds that are done in this run
	Total   int           // and that are known to be done in this run
}

// A Summary counts what came of a run.
type Summary struct {
	Began, Ended     time.Time
	Feeds, Unchanged int // feeds that were had, and of them those that were as before
	FeedsFailed      int
	New, Changed     int            // articles
	Same             int            // articles that were looked at again
	Withdrawn        int            // articles that are not there any more
	Aside            map[string]int // why → how many
	PagesFailed      int
	Left             int            // pages that wait for another run
	Failures         map[Reason]int // of feeds and pages
	Stopped          bool           // the run was interrupted
	Sources          []SourceResult // by URL
}

// A SourceResult is what came of one feed.
type SourceResult struct {
	URL         string
	OK          bool
	LastSuccess time.Time // zero: never
	Articles    int       // new and changed ones, of this run
	Failure     string
	Took        time.Duration
}

// Had is how many things were had: feeds and pages.
func (s Summary) Had() int { return s.Feeds + s.New + s.Changed + s.Same + s.Withdrawn + s.asides() }

// Failed is how many were not.
func (s Summary) Failed() int { return s.FeedsFailed + s.PagesFailed }

func (s Summary) asides() int {
	n := 0
	for _, k := range s.Aside {
		n += k
	}
	return n
}
