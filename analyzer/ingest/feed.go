package ingest

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"
)

// A FeedHead is what a feed says of itself and of its items, apart from their text.
type FeedHead struct {
	Title string // text, without markup
	Link  string // of the site that it is the feed of
	Date  string // as Article.Published
	Items []FeedEntry
}

// A FeedEntry is one item of a feed.
type FeedEntry struct{ Title, Link, Date string }

// ReadFeedHead reads what a feed (RSS, Atom, JSON Feed) says, apart from the text
// of its items. The error says that data is no feed.
func ReadFeedHead(data []byte) (FeedHead, error) {
	f, _, err := parseFeed(data)
	if err != nil {
		return FeedHead{}, err
	}
	base := feedBase(f)
	h := FeedHead{Title: feedTitle(f.Title), Link: f.Link, Date: dateOf(f.Published, f.PublishedParsed, f.Updated, f.UpdatedParsed)}
	for _, it := range f.Items {
		h.Items = append(h.Items, FeedEntry{feedTitle(it.Title), itemLink(base, it), dateOf(it.Published, it.PublishedParsed, it.Updated, it.UpdatedParsed)})
	}
	return h, nil
}

// feed reads a feed: an article an item.
func (s *source) feed(data []byte) []Item {
	f, broken, err := parseFeed(data)
	if err != nil {
		if text := bytes.TrimSpace(data); bytes.HasPrefix(text, []byte("{")) { // one of the items is not as it should be
			p := parsers.Get()
			defer parsers.Put(p)
			return s.jsonArticle(p, text, 0)
		}
		return []Item{s.fatal(0, "%v", err)}
	}
	if len(f.Items) == 0 {
		return []Item{{Aside: "a feed without items"}}
	}
	from := feedSource{base: feedBase(f), site: feedOutlet(feedTitle(f.Title)), authors: people(f.Authors), language: f.Language}
	items := make([]Item, 0, len(f.Items))
	for i, it := range f.Items {
		items = append(items, s.feedItem(from, it, i+1))
	}
	for _, n := range broken {
		p := Problem{Path: s.path, Line: n, What: "the item cannot be parsed", Fatal: true}
		if n == 0 {
			p.What, p.Fatal = fmt.Sprintf("the feed breaks off after item %d", len(items)), false
		}
		items = append(items, Item{Problems: []Problem{p}})
	}
	return items
}

// feedBase is the address that a feed's relative links are relative to.
func feedBase(f *gofeed.Feed) *url.URL {
	for _, link := range append([]string{f.Link, f.FeedLink}, f.Links...) {
		if u, err := url.Parse(link); err == nil && u.Host != "" {
			return u
		}
	}
	return &url.URL{}
}

// A feedSource is what a feed says for all of its items.
type feedSource struct {
	base                    *url.URL
	site, authors, language string
}

func (s *source) feedItem(from feedSource, it *gofeed.Item, n int) Item {
	link, categories := itemLink(from.base, it), strings.Join(it.Categories, "; ")
	rec := record{ID: orElse(strings.TrimSpace(it.GUID), link), URL: link, Title: feedTitle(it.Title), Language: from.language, Section: categories, Tags: categories}
	rec.where = where{domain: from.base.Hostname(), site: from.site}
	rec.Byline = orElse(people(it.Authors), from.authors)
	rec.Published = dateOf(it.Published, it.PublishedParsed, it.Updated, it.UpdatedParsed)
	if !s.fragment(&rec, it.Content) {
		if !s.fragment(&rec, it.Description) {
			return Item{Aside: "an item without text"}
		}
		rec.Excerpt = true
	} else if strings.TrimSpace(it.Description) == strings.TrimSpace(it.Content) && len(rec.Text) < shortestFull {
		rec.Excerpt = true // the summary again
	}
	for _, field := range []*string{&rec.ID, &rec.URL, &rec.Byline, &rec.Published, &rec.Language, &rec.Section, &rec.Tags} {
		*field = strings.ToValidUTF8(*field, "\ufffd") // a feed may hold other bytes than it declares
	}
	return s.item(n, &rec)
}

func people(authors []*gofeed.Person) string {
	var names []string
	for _, p := range authors {
		if p != nil && (p.Name != "" || p.Email != "") {
			names = append(names, orElse(p.Name, p.Email))
		}
	}
	return strings.Join(names, "; ")
}

// shortestFull is how many bytes a content has at least that is the same as the
// summary and yet the whole article.
const shortestFull = 600

// itemLink is the address of an item's article.
func itemLink(base *url.URL, it *gofeed.Item) string {
	link := strings.TrimSpace(it.Link)
	if u, err := base.Parse(link); err == nil && link != "" {
		return u.String()
	}
	return link
}

// dateOf is a date as it is written, if that can be read; else as the library reads
// it, in UTC. Without a date of publication it is that of the last change. S is
// *time.Time, of a package whose clock is not for here.
func dateOf[S interface {
	*T
	Format(string) string
}, T any](written string, parsed S, updated string, updatedParsed S) string {
	if written == "" {
		written, parsed = updated, updatedParsed
	}
	if date, bad := published(written); !bad {
		return date
	}
	if parsed != nil {
		return parsed.Format("2006-01-02T15:04:05Z07:00")
	}
	return written
}

// sections are what feeds put after their outlet's name.
var sections = []string{"home", "homepage", "latest", "latest news", "latest stories", "news", "top stories", "all", "all news", "rss", "rss feed", "feed", "headlines", "front page", "world", "politics", "business", "uk", "us"}

// feedOutlet is a feed's title without the section after it.
func feedOutlet(title string) string {
	if i := titleEnd(title); i > 0 && slices.Contains(sections, foldLabel(title[i:])) {
		return title[:i]
	}
	return title
}

// fragment makes the text and blocks of rec of a piece of HTML, or of plain text;
// false if there is no text in it.
func (s *source) fragment(rec *record, piece string) bool {
	if len(piece) > MaxRecord || blank(piece) {
		return false
	}
	piece = strings.ToValidUTF8(piece, "\ufffd")
	if !strings.ContainsRune(piece, '<') {
		rec.Text, rec.Blocks = html.UnescapeString(strings.TrimSpace(piece)), nil
		return !blank(rec.Text)
	}
	doc, err := parsePage(piece)
	if err != nil {
		return false
	}
	prepare(doc)
	b := structure(findBody(doc))
	b.dropFooter()
	b.give(rec)
	return rec.Text != ""
}

// dropFooter drops what publishing systems add below an item: "The post … appeared
// first on …", "Continue reading".
func (b *body) dropFooter() {
	for len(b.pieces) > 0 {
		p := &b.pieces[len(b.pieces)-1]
		lower := strings.ToLower(p.text)
		if strings.HasPrefix(lower, "the post ") && strings.Contains(lower, " appeared first on ") || p.links > 0 && p.links >= len(p.text)-4 && goesOn(lower) {
			b.pieces = b.pieces[:len(b.pieces)-1]
			continue
		}
		for _, cue := range []string{"continue reading", "read more", "read full article", "keep reading"} {
			if i := strings.LastIndex(lower, cue); i > 0 && len(lower) == len(p.text) && len(lower)-i <= len(cue)+4 {
				p.text = strings.TrimRight(p.text[:i], " [(")
			}
		}
		return
	}
}

// goesOn reports whether a link leads to the rest of an article.
func goesOn(lower string) bool {
	return strings.Contains(lower, "continue reading") || strings.Contains(lower, "read more") || strings.Contains(lower, "read the full") || strings.Contains(lower, "keep reading")
}

// feedTitle is a title as text: without tags, and without the entities that feeds
// escape once too often.
func feedTitle(s string) string {
	if strings.ContainsRune(s, '&') {
		s = html.UnescapeString(s)
	}
	if strings.ContainsRune(s, '&') && strings.ContainsRune(s, ';') {
		s = html.UnescapeString(s)
	}
	if strings.ContainsRune(s, '<') && strings.ContainsRune(s, '>') {
		if doc, err := parsePage(s); err == nil {
			s = textIn(findBody(doc))
		}
	}
	return foldSpace(strings.ToValidUTF8(s, "\ufffd"))
}
