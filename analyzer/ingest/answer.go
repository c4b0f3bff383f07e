package ingest

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// An Answer is what a server sent for an address, its encodings undone.
type Answer struct {
	URL         string // that it came from
	ContentType string // header, as it came; empty if there was none
	Body        []byte
}

// Format is what the answer is told to be: Page, Feed or Text, or another of the formats;
// empty if it is nothing that can be read, as a picture.
func (a Answer) Format() Format {
	media, _, _ := strings.Cut(strings.ToLower(a.ContentType), ";")
	switch media = strings.TrimSpace(media); {
	case isBinary(a.Body) && !bytes.HasPrefix(a.Body, []byte("\xff\xfe")) && !bytes.HasPrefix(a.Body, []byte("\xfe\xff")):
		return ""
	case tell(a.Body[:min(len(a.Body), headSize)], "") == Feed:
		return Feed
	case media == "text/html" || media == "application/xhtml+xml":
		return Page
	case media == "" || media == "application/octet-stream" || strings.HasPrefix(media, "text/") || feedMedia[media]:
		return tell(a.Body[:min(len(a.Body), headSize)], "")
	}
	return ""
}

// ReadPage reads the one article of a page. The page's own word for its address counts
// if that lies under the same registered domain: copies of an agency's text name the
// agency's as the original, and anyone may name anything.
func (r *Reader) ReadPage(a Answer) Item {
	s := &source{Reader: r, path: a.URL}
	rec := record{ID: a.URL, URL: a.URL}
	if it, ok := s.fromPage(&rec, a.Body, a.ContentType, 0); !ok {
		return it
	}
	if registered(hostOf(rec.URL)) != registered(hostOf(a.URL)) {
		rec.URL = a.URL
	}
	rec.ID = rec.URL
	it := s.item(0, &rec)
	it.Path = a.URL
	return it
}

// FeedsNamed are the addresses of the feeds that a page names in its head, in their order,
// as browsers find them.
func FeedsNamed(a Answer) []string {
	base, err := url.Parse(a.URL)
	if err != nil {
		return nil
	}
	doc, err := parsePage(pageText(a.Body, a.ContentType))
	if err != nil {
		return nil
	}
	var out []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "link" {
			continue
		}
		attr := make(map[string]string)
		for _, at := range n.Attr {
			attr[at.Key] = strings.TrimSpace(at.Val)
		}
		switch strings.ToLower(attr["type"]) {
		case "application/rss+xml", "application/atom+xml", "application/feed+json":
			if u, err := base.Parse(attr["href"]); err == nil && attr["href"] != "" && slices.Contains(strings.Fields(strings.ToLower(attr["rel"])), "alternate") {
				out = append(out, u.String())
			}
		}
	}
	return out
}

// A FeedItem is what a feed says of one article, and what could be read of it there.
type FeedItem struct {
	FeedEntry
	Item // its Article is an excerpt where the feed has no more
}

// ReadFeed reads a feed and each of its items. Relative addresses are made whole. The
// Problems are of the whole feed; the error says that it is none.
func (r *Reader) ReadFeed(a Answer) (FeedHead, []FeedItem, []Problem, error) {
	f, broken, err := parseFeed(a.Body)
	if err != nil {
		return FeedHead{}, nil, nil, err
	}
	s := &source{Reader: r, path: a.URL}
	base := feedBase(f)
	if asked, err := url.Parse(a.URL); err == nil {
		if base, err = asked.Parse(base.String()); err != nil {
			base = asked
		}
	}
	head := FeedHead{Title: feedTitle(f.Title), Link: f.Link, Date: dateOf(f.Published, f.PublishedParsed, f.Updated, f.UpdatedParsed)}
	from := feedSource{base: base, site: feedOutlet(head.Title), authors: people(f.Authors), language: f.Language}
	items := make([]FeedItem, 0, len(f.Items))
	for i, it := range f.Items {
		entry := FeedEntry{feedTitle(it.Title), itemLink(base, it), dateOf(it.Published, it.PublishedParsed, it.Updated, it.UpdatedParsed)}
		head.Items = append(head.Items, entry)
		read := s.feedItem(from, it, i+1)
		read.Path, read.Line = a.URL, i+1
		items = append(items, FeedItem{entry, read})
	}
	var problems []Problem
	for _, n := range broken {
		what := fmt.Sprintf("the feed breaks off after item %d", len(items))
		if n > 0 {
			what = "the item cannot be parsed"
		}
		problems = append(problems, Problem{Path: a.URL, Line: n, What: what, Fatal: n > 0})
	}
	return head, items, problems, nil
}
