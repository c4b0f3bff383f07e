package fetch

import (
	"sync"
	"time"

	"gloss/analyzer/news"
)

// A Feed is what is kept of a feed from one run to the next.
type Feed struct {
	ID           int64 // the Keeper's own
	URL          string
	Moved        string // where it is now, by a permanent redirect; empty: at URL
	Title        string
	Outlet       string // empty: told by its articles
	ETag         string
	LastModified string
	LastSuccess  time.Time // zero: never
	LastFailure  time.Time // zero: never
	Failure      string    // what was last said of a failure
	Failures     int       // since the last success
	NextDue      time.Time // not to be asked before; zero: at once
	Dropped      time.Time // when its server said that it is gone for good; zero: it did not
}

// A PageState says what became of a page.
type PageState string

// The states of a page.
const (
	Waiting PageState = "waiting" // to be fetched
	Fetched PageState = "fetched"
	Failed  PageState = "failed"  // given up
	Refused PageState = "refused" // not to be fetched, or nothing that is analysed
)

// A Page is what is kept of an address behind a feed's item.
type Page struct {
	ID           int64 // the Keeper's own
	URL          string
	Feed         string // URL of the feed; empty: named by itself
	Outlet       string // as the feed's list says; empty: told by the page
	Item         string // the article as the feed has it, a line of JSON; empty: nothing
	Found        time.Time
	State        PageState
	Status       int // of HTTP; 0: there was no answer
	ETag         string
	LastModified string
	Fetched      time.Time // last answer; zero: never
	Tries        int       // runs in which it failed, since the last success
	NextDue      time.Time // when it is to be fetched (again); zero: at once if waiting, else never
	Failure      string    // what was last said of a failure
}

// An Outcome says what became of an article that came.
type Outcome uint8

// The outcomes.
const (
	Known   Outcome = iota // it is there, in the same words
	Added                  // it was not there
	Changed                // its address was there, with other words
)

// A Keeper keeps what must outlive a run. What one call says is kept as a whole or not at
// all, and stays when it returns. It is called by several goroutines at the same time.
type Keeper interface {
	// Feed is what is known of a feed; one with nothing but the URL if nothing is.
	Feed(url string) (Feed, error)
	// KeepFeed keeps a feed's state, and of the pages those whose address is not known
	// yet, which it returns.
	KeepFeed(f Feed, pages []Page) (fresh []Page, err error)
	// Due are the pages that wait, and those that are to be looked at again.
	Due(now time.Time) ([]Page, error)
	// KeepPage keeps the state of a page, known or not, and the article that was read from it, if there is
	// one. Of a new version it returns the article as it was before.
	KeepPage(p Page, a *news.Article) (o Outcome, before *news.Article, err error)
	// Resumes reports whether what waits now will be Due in a later run.
	Resumes() bool
}

// forgetful keeps nothing but which articles there were, so that none is new twice.
type forgetful struct {
	mu   sync.Mutex
	seen map[string]bool
}

func (*forgetful) Feed(url string) (Feed, error)                 { return Feed{URL: url}, nil }
func (*forgetful) KeepFeed(_ Feed, pages []Page) ([]Page, error) { return pages, nil }
func (*forgetful) Due(time.Time) ([]Page, error)                 { return nil, nil }
func (*forgetful) Resumes() bool                                 { return false }
func (k *forgetful) KeepPage(_ Page, a *news.Article) (Outcome, *news.Article, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if a == nil || k.seen[a.URL] {
		return Known, nil, nil
	}
	k.seen[a.URL] = true
	return Added, nil, nil
}
