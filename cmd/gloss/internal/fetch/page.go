package fetch

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
)

// How often a page that failed is tried again in later runs.
const (
	mostRuns   = 5
	firstRetry = 10 * time.Minute // and four times as long each time
)

// When a known article is looked at again: after a quarter of its age, but not sooner or
// later than this. Most corrections come within hours.
const (
	soonest = 30 * time.Minute
	latest  = 24 * time.Hour
)

// again is when a page that was found then is to be looked at again; zero: never.
func (r *run) again(found, now time.Time) time.Time {
	age := now.Sub(found)
	if r.Follow <= 0 || age >= r.Follow {
		return time.Time{}
	}
	return now.Add(min(max(age/4, soonest), latest))
}

// page asks for a page and keeps its article.
func (r *run) page(p Page, at *url.URL) {
	if r.over() {
		r.left()
		return
	}
	began := r.Clock.Now()
	if p.Found.IsZero() {
		p.Found = began
	}
	req := request{url: at, limit: ingest.MaxRecord, accept: acceptPage}
	if p.State == Fetched {
		req.etag, req.lastModified = p.ETag, p.LastModified
	}
	ans, err := r.get(r.ctx, req)
	if err != nil {
		r.pageFailed(p, began, asFailure(err))
		return
	}
	r.pageHad(p, ans, began)
}

// pageHad reads a page.
func (r *run) pageHad(p Page, ans *answer, began time.Time) {
	if ans.notModified {
		r.keepPage(p, ans, nil, began)
		return
	}
	got := ingest.Answer{URL: ans.url.String(), ContentType: ans.contentType, Body: ans.body}
	if f := got.Format(); f != ingest.Page {
		r.pageAside(p, ans, "no page: "+mediaOf(got), began)
		return
	}
	it := r.Reader.ReadPage(got)
	switch {
	case it.Aside != "":
		r.pageAside(p, ans, it.Aside, began)
		return
	case it.Article == nil:
		f := fail(NoArticle, "no article found on the page")
		if len(it.Problems) > 0 {
			f.What = it.Problems[0].What
		}
		if p.Feed == "" {
			f.What += feedsNamed(got)
		}
		f.Status = 200
		r.pageFailed(p, began, f)
		return
	}
	for _, problem := range it.Problems {
		r.emit(Event{Kind: Note, URL: p.URL, Feed: p.Feed, What: problem.What})
	}
	r.keepPage(p, ans, r.article(p, it.Article), began)
}

// article is the better of what the page and what the feed has, as the reader is to see it.
func (r *run) article(p Page, a *news.Article) *news.Article {
	if item := r.decode(p); item != nil && a.Excerpt && !item.Excerpt && len(item.Text) > len(a.Text) {
		a = item // a page for those who pay, whose feed has the whole text
	}
	a.Path = "" // it came from no file
	if u, err := url.Parse(a.URL); err == nil && u.Host != "" {
		a.URL = Canonical(u)
		a.ID = a.URL
	}
	if p.Outlet != "" {
		a.Outlet = p.Outlet
	}
	return a
}

// mediaOf is the kind of an answer, for a person.
func mediaOf(a ingest.Answer) string {
	media, _, _ := strings.Cut(a.ContentType, ";")
	if media = strings.TrimSpace(media); media == "" || len(media) > 60 {
		return "unknown kind"
	}
	return strings.ToLower(media)
}

// keepPage keeps that a page was had, and its article.
func (r *run) keepPage(p Page, ans *answer, a *news.Article, began time.Time) {
	now := r.Clock.Now()
	p.State, p.Status, p.Fetched, p.Tries, p.Failure, p.NextDue = Fetched, 200, now, 0, "", r.again(p.Found, now)
	if ans.moved != "" {
		p.URL = ans.moved
	}
	if !ans.notModified {
		p.ETag, p.LastModified = "", ""
		if ans.direct {
			p.ETag, p.LastModified = ans.etag, ans.lastModified
		}
	}
	p.Item = "" // the page has it
	o, before, err := r.Keeper.KeepPage(p, a)
	if err != nil {
		f := fail(Unkept, "the store could not keep it: %v", err)
		r.failed(Event{Kind: PageFailed, URL: p.URL, Feed: p.Feed, What: f.What, Reason: f.Reason, Later: r.Keeper.Resumes()})
		return
	}
	e := Event{Kind: ArticleUnchanged, URL: p.URL, Feed: p.Feed, Status: p.Status, Took: now.Sub(began), Article: a, Before: before}
	switch o {
	case Added:
		e.Kind = ArticleNew
	case Changed:
		e.Kind = ArticleChanged
	}
	r.emit(e)
}

// pageAside keeps that a page is nothing that is analysed.
func (r *run) pageAside(p Page, ans *answer, why string, began time.Time) {
	now := r.Clock.Now()
	p.State, p.Fetched, p.Tries, p.Failure, p.NextDue, p.Item = Refused, now, 0, why, time.Time{}, ""
	if ans != nil {
		p.Status = 200
	}
	r.keepEnd(p, nil, Event{Kind: ArticleAside, URL: p.URL, Feed: p.Feed, What: why, Took: now.Sub(began)})
}

// keepEnd keeps a state of a page, with the feed's own text if there is one, and tells e.
func (r *run) keepEnd(p Page, item *news.Article, e Event) {
	o, _, err := r.Keeper.KeepPage(p, item)
	if err != nil {
		r.failed(Event{Kind: PageFailed, URL: p.URL, Feed: p.Feed, What: fmt.Sprintf("the store could not keep it: %v", err), Reason: Unkept, Later: r.Keeper.Resumes()})
		return
	}
	if e.Reason == "" {
		r.emit(e)
	} else {
		r.failed(e)
	}
	if item != nil && o != Known {
		r.addTotal()
		r.emit(Event{Kind: ArticleNew, URL: p.URL, Feed: p.Feed, What: "from the feed", Article: item})
	}
}

func (r *run) addTotal() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.total++
}

// pageFailed keeps why a page was not had. What may be had later waits; what will not be
// had leaves the text that the feed has.
func (r *run) pageFailed(p Page, began time.Time, f *Failure) {
	if f.Reason == Stopped {
		r.left()
		return
	}
	now := r.Clock.Now()
	e := Event{Kind: PageFailed, URL: p.URL, Feed: p.Feed, What: f.What, Reason: f.Reason, Status: f.Status, Took: now.Sub(began)}
	p.Failure, p.Status = f.What, f.Status
	known := p.State == Fetched
	if p.Tries++; (f.again || f.later) && p.Tries < mostRuns && r.Keeper.Resumes() {
		p.NextDue = now.Add(max(f.After, firstRetry<<(2*(p.Tries-1))))
		e.Later = true
		r.keepEnd(p, nil, e)
		return
	}
	p.NextDue = time.Time{}
	if p.State = Failed; f.Reason == Robots || f.Reason == Private || f.Reason == BadAddress {
		p.State = Refused
	}
	var item *news.Article
	if !known {
		if item = r.decode(p); item != nil {
			item = r.article(p, item)
		}
	}
	p.Item = ""
	if known && f.Reason == Gone {
		e.Kind, e.Reason = ArticleGone, ""
	}
	if f.Reason == Robots && !f.later { // as its site wants it
		e = Event{Kind: ArticleAside, URL: p.URL, Feed: p.Feed, What: "robots.txt does not allow it", Took: e.Took}
	}
	r.keepEnd(p, item, e)
}

// namedPage keeps the article of a page that was named instead of a feed.
func (r *run) namedPage(s Source, ans *answer, began time.Time) {
	r.mu.Lock()
	delete(r.sources, s.URL)
	known := r.seen[addressKey(ans.url)]
	r.seen[addressKey(ans.url)] = true
	r.mu.Unlock()
	if known {
		r.emit(Event{Kind: ArticleUnchanged, URL: s.URL, What: "asked for already"})
		return
	}
	r.pageHad(Page{URL: s.URL, Outlet: s.Outlet, State: Waiting, Found: began}, ans, began)
}
