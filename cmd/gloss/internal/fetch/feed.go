package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
)

// What is accepted of a server, in the words of HTTP.
const (
	acceptFeed = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
	acceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
)

// feed asks for a feed and queues the pages behind its new items.
func (r *run) feed(s Source, at *url.URL) {
	if r.over() {
		r.left()
		return
	}
	began := r.Clock.Now()
	known, err := r.Keeper.Feed(s.URL)
	if err != nil {
		r.feedFailed(s, Feed{URL: s.URL}, began, fail(Unkept, "the store could not be read: %v", err))
		return
	}
	if s.Kind == string(ingest.Aggregator) {
		known.Outlet = "" // its articles are others'
	} else if s.Outlet != "" {
		known.Outlet = s.Outlet
	}
	if wait := known.NextDue.Sub(began); wait > 0 && wait <= longestWish { // more was written by another clock
		f := fail(Busy, "its server asked to be left alone for another %s", wait.Round(time.Second))
		f.After = wait
		r.feedFailed(s, known, began, f)
		return
	}
	if moved, err := ParseAddress(known.Moved); err == nil {
		at = moved
	}
	ans, err := r.get(r.ctx, request{url: at, limit: ingest.MaxFeed, accept: acceptFeed, etag: known.ETag, lastModified: known.LastModified})
	if err != nil {
		r.feedFailed(s, known, began, asFailure(err))
		return
	}
	if ans.moved != "" && ans.moved != s.URL {
		known.Moved = ans.moved
		r.emit(Event{Kind: Note, URL: s.URL, Feed: s.URL, What: where(s, "moved for good to "+Shown(ans.moved))})
	}
	if ans.notModified {
		r.feedHad(s, known, ans, nil, Event{Kind: FeedUnchanged}, began)
		return
	}
	got := ingest.Answer{URL: ans.url.String(), ContentType: ans.contentType, Body: ans.body}
	if s.Where == "" && known.LastSuccess.IsZero() && got.Format() == ingest.Page { // somebody named a page
		r.namedPage(s, ans, began)
		return
	}
	head, items, problems, err := r.Reader.ReadFeed(got)
	if err != nil {
		f := fail(NoFeed, "%v", err)
		if got.Format() == ingest.Page {
			f.What = "not a feed but a page" + feedsNamed(got)
		}
		r.feedFailed(s, known, began, f)
		return
	}
	for _, p := range problems {
		what := p.What
		if p.Line > 0 {
			what = fmt.Sprintf("item %d: %s", p.Line, what)
		}
		r.emit(Event{Kind: Note, URL: s.URL, Feed: s.URL, What: what})
	}
	known.Title = head.Title
	r.feedHad(s, known, ans, r.itemPages(s, ownWords(s, head, at, ans.url), items), Event{Kind: FeedRead, Items: len(items)}, began)
}

// feedsNamed says which feeds a page names; empty if none.
func feedsNamed(got ingest.Answer) string {
	list := ingest.FeedsNamed(got)
	if len(list) == 0 {
		return ""
	}
	return "; it names the feed " + Shown(list[0])
}

// feedHad keeps that a feed was had, and the pages of its items.
func (r *run) feedHad(s Source, f Feed, ans *answer, pages []Page, e Event, began time.Time) {
	now := r.Clock.Now()
	f.LastSuccess, f.Failures, f.Failure, f.NextDue, f.Dropped = now, 0, "", time.Time{}, time.Time{}
	if !ans.notModified {
		f.ETag, f.LastModified = "", ""
		if ans.direct {
			f.ETag, f.LastModified = ans.etag, ans.lastModified
		}
	}
	fresh, err := r.Keeper.KeepFeed(f, pages)
	if err != nil {
		r.feedFailed(s, f, began, fail(Unkept, "the store could not keep it: %v", err))
		return
	}
	e.URL, e.Feed, e.Took, e.Fresh = s.URL, s.URL, now.Sub(began), len(fresh)
	r.result(s, func(x *SourceResult) { x.OK, x.LastSuccess, x.Took = true, now, e.Took })
	r.pages(fresh)
	r.emit(e)
}

// feedFailed keeps that a feed was not had.
func (r *run) feedFailed(s Source, known Feed, began time.Time, f *Failure) {
	if f.Reason == Stopped {
		r.left()
		return
	}
	now := r.Clock.Now()
	if f.Reason == Gone || f.Reason == NoHost || f.Reason == Redirects {
		known.Moved = "" // next time, where it was before
	}
	known.LastFailure, known.Failure, known.NextDue = now, f.What, time.Time{}
	known.Failures++
	if f.Status == http.StatusGone {
		known.Dropped = now
		f.What = "it is gone for good (status 410)"
	}
	if f.After > 0 {
		known.NextDue = now.Add(f.After)
	}
	if f.Reason != Unkept && (s.Where != "" || !known.LastSuccess.IsZero()) { // what somebody typed may be no feed at all
		if _, err := r.Keeper.KeepFeed(known, nil); err != nil {
			f.What += "; and the store could not keep that: " + err.Error()
		}
	}
	took := now.Sub(began)
	r.result(s, func(x *SourceResult) { x.LastSuccess, x.Failure, x.Took = known.LastSuccess, f.What, took })
	r.failed(Event{Kind: FeedFailed, URL: s.URL, Feed: s.URL, What: where(s, f.What), Reason: f.Reason, Status: f.Status, Took: took})
}

func (r *run) result(s Source, set func(*SourceResult)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	set(r.sources[s.URL])
}

// ownWords tells, for pages behind a feed's items, whether what the feed says of them are
// their outlet's words: those of a site that is the feed's own, or of any if a list says
// whose feed it is. Aggregators and link blogs speak of others' pages.
func ownWords(s Source, head ingest.FeedHead, asked ...*url.URL) func(page *url.URL) bool {
	if s.Kind == string(ingest.Aggregator) {
		return func(*url.URL) bool { return false }
	}
	own := make(map[string]bool)
	if home, err := url.Parse(head.Link); err == nil && home.Host != "" { // of a feed that a service hands out
		own[site(home)] = true
	}
	for _, u := range asked {
		own[site(u)] = true
	}
	return func(page *url.URL) bool { return s.Outlet != "" || own[site(page)] }
}

// itemPages are the pages behind the items of a feed that can be asked for, with the
// feed's words where they are the page's own.
func (r *run) itemPages(s Source, own func(*url.URL) bool, items []ingest.FeedItem) []Page {
	if n := len(items); n > r.Items {
		r.emit(Event{Kind: Note, URL: s.URL, Feed: s.URL, What: fmt.Sprintf("has %d items: the first %d are looked at", n, r.Items)})
		items = items[:r.Items]
	}
	var pages []Page
	for _, it := range items {
		u, err := ParseAddress(it.Link)
		if err != nil {
			what := "an item without an address"
			if it.Link != "" {
				what = fmt.Sprintf("item %q: %v", Shown(it.Link), err)
			}
			r.emit(Event{Kind: Note, URL: s.URL, Feed: s.URL, What: what})
			continue
		}
		u.Fragment, u.RawFragment = "", ""
		p := Page{URL: u.String(), Feed: s.URL, State: Waiting}
		if s.Kind != string(ingest.Aggregator) {
			p.Outlet = s.Outlet
		}
		if it.Article != nil && own(u) {
			it.Article.URL, it.Article.ID = Canonical(u), Canonical(u)
			p.Item = encode(it.Article)
		}
		pages = append(pages, p)
	}
	return pages
}

// encode is an article as a line of JSON, for a Page's Item.
func encode(a *news.Article) string {
	var b bytes.Buffer
	if ingest.NewWriter(&b).Write(a) != nil {
		return "" // a buffer takes everything
	}
	return b.String()
}

// decode is the article of a Page's Item; nil if there is none.
func (r *run) decode(p Page) *news.Article {
	if p.Item == "" {
		return nil
	}
	var a *news.Article
	reader := r.Reader
	reader.From, reader.AllLanguages = ingest.Lines, true // it was kept because it is to be
	err := reader.Read(p.URL, bytes.NewReader([]byte(p.Item)), func(it ingest.Item) bool {
		a = it.Article
		return a == nil
	})
	if err != nil {
		return nil
	}
	return a
}
