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
		return []Item{s.fatal(0, "%v", err)}
	}
	if len(f.Items) == 0 {
		return []Item{{Aside: "a feed without items"}}
	}
	base := feedBase(f)
	items := make([]Item, 0, len(f.Items))
	for i, it := range f.Items {
		items = append(items, s.feedItem(f, it, base, i+1))
	}
	if broken {
		items = append(items, Item{Problems: []Problem{{Path: s.path, What: fmt.Sprintf("the feed breaks off after item %d", len(items))}}})
	}
	return items
}

// parseFeed parses RSS, Atom or JSON Feed. Of a feed that breaks off, the items
// before its end are read; broken says so.
func parseFeed(data []byte) (f *gofeed.Feed, broken bool, err error) {
	f, err = tryFeed(data)
	if err != nil {
		if rest := salvaged(data); rest != nil {
			if f, again := tryFeed(rest); again == nil {
				return f, true, nil
			}
		}
		return nil, false, err
	}
	if f.FeedType == "json" && !bytes.Contains(data, []byte(`"items"`)) {
		return nil, false, errNoFeed{"a JSON object without items"}
	}
	return f, false, nil
}

func tryFeed(data []byte) (f *gofeed.Feed, err error) {
	defer func() {
		if recover() != nil {
			f, err = nil, errNoFeed{"it cannot be parsed"}
		}
	}()
	f, err = gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return nil, errNoFeed{line(err.Error())}
	}
	return f, nil
}

// salvaged is a broken feed up to the end of its last whole item, with its elements
// closed; nil if there is none.
func salvaged(data []byte) []byte {
	for _, end := range [][2]string{{"</item>", "</channel></rss>"}, {"</entry>", "</feed>"}} {
		i := bytes.LastIndex(data, []byte(end[0]))
		if i < 0 {
			continue
		}
		out := append(slices.Clip(data[:i+len(end[0])]), end[1]...)
		if at := bytes.Index(data, []byte(":RDF")); at > 0 { // RSS 1.0: its items stand beside the channel
			name := data[bytes.LastIndexByte(data[:at], '<')+1 : at+len(":RDF")]
			out = slices.Concat(data[:i+len(end[0])], []byte("</"), name, []byte(">"))
		}
		return out
	}
	return nil
}

type errNoFeed struct{ what string }

func (e errNoFeed) Error() string { return "not a feed: " + e.what }

// feedBase is the address that a feed's relative links are relative to.
func feedBase(f *gofeed.Feed) *url.URL {
	for _, link := range append([]string{f.Link, f.FeedLink}, f.Links...) {
		if u, err := url.Parse(link); err == nil && u.Host != "" {
			return u
		}
	}
	return &url.URL{}
}

func (s *source) feedItem(f *gofeed.Feed, it *gofeed.Item, base *url.URL, n int) Item {
	link := itemLink(base, it)
	rec := record{ID: orElse(strings.TrimSpace(it.GUID), link), URL: link, Title: feedTitle(it.Title), Language: f.Language, Section: strings.Join(it.Categories, "; "), Tags: strings.Join(it.Categories, "; ")}
	rec.where = where{domain: base.Hostname(), site: feedOutlet(feedTitle(f.Title))}
	rec.Byline = orElse(people(it.Authors), people(f.Authors))
	rec.Published = dateOf(it.Published, it.PublishedParsed, it.Updated, it.UpdatedParsed)
	if !s.fragment(&rec, it.Content) {
		if !s.fragment(&rec, it.Description) {
			return Item{Aside: "an item without text"}
		}
		rec.Excerpt = true
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

// itemLink is the address of an item's article.
func itemLink(base *url.URL, it *gofeed.Item) string {
	link := strings.TrimSpace(it.Link)
	if u, err := base.Parse(link); err == nil && link != "" {
		return u.String()
	}
	return link
}

// A stamp is a point in time as the library has it.
type stamp interface{ Format(string) string }

// dateOf is a date as it is written, if that can be read; else as the library reads
// it, in UTC. Without a date of publication it is that of the last change.
func dateOf[S interface {
	stamp
	*T
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
