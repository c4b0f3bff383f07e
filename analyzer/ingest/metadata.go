package ingest

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// metadata is what a page says about its article, outside the article.
type metadata struct {
	linked linkedData
	meta   map[string]string // name or property in lower case → content, the first of each

	title, canonical, language string
	headings                   []string // h1
	below                      string   // the first h2
	bylines, times             []string // visible, in their order
	titles                     []string // every form of the headline
	names                      []string // of the outlet, the best first
	body                       string   // of the article, from structured data
	paywalled                  bool
	shown                      front // what the page shows before its article
}

// readMetadata gathers what the page says.
func readMetadata(doc *html.Node, address string) *metadata {
	m := &metadata{meta: make(map[string]string)}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			m.element(n)
		}
	}
	if len(m.headings) == 0 && m.below != "" && strings.Contains(foldKey(m.title), foldKey(m.below)) {
		m.headings = []string{m.below} // a page of old has its headline there
	}
	m.linked.choose(append([]string{m.meta["og:title"], m.title}, m.headings...), orElse(m.canonical, address))
	if m.canonical == "" {
		m.canonical = orElse(m.meta["og:url"], m.linked.url)
	}
	if base, err := url.Parse(address); err == nil && m.canonical != "" {
		if u, err := base.Parse(m.canonical); err == nil {
			m.canonical = u.String()
		}
	}
	m.body, m.paywalled = m.linked.body, m.linked.paid
	m.names = m.outlets()
	for _, t := range append([]string{m.linked.title, m.meta["og:title"], m.meta["twitter:title"], m.title}, m.headings...) {
		if t != "" {
			m.titles = append(m.titles, t, withoutOutlet(t, m.names))
		}
	}
	return m
}

func (m *metadata) element(n *html.Node) {
	attr := func(key string) string {
		for _, a := range n.Attr {
			if a.Key == key {
				return strings.TrimSpace(a.Val)
			}
		}
		return ""
	}
	switch n.Data {
	case "html":
		m.language = attr("lang")
	case "title":
		if m.title == "" && (n.Parent == nil || n.Parent.Data != "svg") {
			m.title = oneLine(textIn(n))
		}
	case "meta":
		name := strings.ToLower(orElse(orElse(attr("property"), attr("name")), attr("itemprop")))
		if content := oneLine(attr("content")); name != "" && content != "" && m.meta[name] == "" {
			m.meta[name] = content
		}
	case "link":
		if strings.EqualFold(attr("rel"), "canonical") && m.canonical == "" {
			m.canonical = attr("href")
		}
	case "script":
		if strings.Contains(strings.ToLower(attr("type")), "ld+json") {
			m.linked.read(textIn(n))
		}
	case "h1":
		if t := oneLine(textIn(n)); t != "" && len(m.headings) < mostHeadlines {
			m.headings = append(m.headings, t)
		}
	case "h2":
		if t := oneLine(textIn(n)); len(m.below) == 0 && t != "" {
			m.below = t
		}
	case "time":
		if t := orElse(attr("datetime"), attr("content")); t != "" {
			m.times = append(m.times, t)
		}
	default:
		m.byline(n, strings.ToLower(attr("class")), attr("itemprop"), attr("rel"))
	}
}

// longestLine is the most bytes of a title or an entry of metadata that are read.
const longestLine = 2000

// mostHeadlines is how many h1 elements of a page are looked at.
const mostHeadlines = 8

// oneLine is s on one line that is not too long.
func oneLine(s string) string { return clip(foldSpace(s), longestLine) }

// outlets are the names that the page gives its outlet, the best first.
func (m *metadata) outlets() []string {
	var out []string
	for _, name := range []string{m.meta["og:site_name"], m.linked.publisher, m.meta["application-name"], m.meta["dc.publisher"], m.meta["publisher"]} {
		if name != "" && len(name) < 80 && !strings.Contains(name, "://") {
			out = append(out, name)
		}
	}
	if len(out) > 0 {
		return out
	}
	if len(m.headings) == 1 && strings.HasSuffix(m.title, ": "+m.headings[0]) {
		return []string{strings.TrimSuffix(m.title, ": "+m.headings[0])}
	}
	if i := titleEnd(m.title); i > 0 {
		end := strings.TrimLeft(m.title[i:], " |-–—•·»:")
		for _, h := range m.headings {
			if foldKey(h) != "" && strings.HasPrefix(foldKey(m.title), foldKey(h)) && foldKey(h) != foldKey(m.title) {
				return []string{end} // the headline, a sign, and then the outlet
			}
		}
	}
	return nil
}

// titleEnd is where the last sign stands that sets an outlet's name apart; -1 if
// there is none.
func titleEnd(title string) int {
	at := -1
	for _, sign := range []string{" | ", " - ", " – ", " — ", " • ", " · ", " » ", " :: "} {
		at = max(at, strings.LastIndex(title, sign))
	}
	return at
}

// shortestName is how many letters the beginning of an outlet's name has that stands
// for all of it: "Coldwater" for the Coldwater Gazette.
const shortestName = 4

// withoutOutlet is a title without the name of the outlet at its end.
func withoutOutlet(title string, outlets []string) string {
	for i := titleEnd(title); i > 0; i = titleEnd(title[:i]) {
		for _, name := range outlets {
			end, key := foldOutlet(strings.TrimLeft(title[i:], " |-–—•·»:")), foldOutlet(name)
			if key != "" && (strings.HasPrefix(end, key) || len(end) >= shortestName && strings.HasPrefix(key, end)) {
				return strings.TrimSpace(title[:i])
			}
		}
	}
	return title
}

// headline is the article's title. Where the page's one headline goes on after the
// title that is given to others, it is the headline.
func (m *metadata) headline() string {
	names := m.names
	for _, t := range []string{withoutOutlet(m.linked.title, names), withoutOutlet(m.meta["og:title"], names)} {
		if t != "" && len(m.headings) == 1 && strings.HasPrefix(foldKey(m.headings[0]), foldKey(t)) {
			return m.headings[0]
		}
		if t != "" {
			return t
		}
	}
	if len(m.headings) == 1 {
		return m.headings[0]
	}
	for _, h := range m.headings { // the one that the title has, too
		if strings.HasPrefix(foldKey(m.title), foldKey(h)) {
			return h
		}
	}
	return withoutOutlet(orElse(m.title, m.meta["twitter:title"]), names)
}

// authors are the names of those who wrote the article.
func (m *metadata) authors() string {
	for _, by := range []string{m.linked.authors, m.meta["author"], m.meta["article:author"], m.meta["dc.creator"], m.meta["parsely-author"], m.meta["sailthru.author"], m.meta["byl"]} {
		if by != "" && !strings.Contains(by, "://") {
			return by
		}
	}
	for _, by := range m.bylines {
		if name := visibleByline(by); name != "" {
			return name
		}
	}
	return m.shown.byline
}

// date is when the article was published, as the page writes it.
func (m *metadata) date() string {
	for _, d := range []string{m.linked.published, m.meta["article:published_time"], m.meta["og:article:published_time"], m.meta["article:published"], m.meta["datepublished"], m.meta["parsely-pub-date"],
		m.meta["sailthru.date"], m.meta["dc.date.issued"], m.meta["dc.date"], m.meta["dcterms.created"], m.meta["pubdate"], m.meta["publish-date"], m.meta["publishdate"], m.meta["publication_date"], m.meta["date"]} {
		if d == "" {
			continue
		}
		if p, bad := published(d); !bad {
			return p
		}
	}
	for _, d := range m.times {
		if p, bad := published(d); !bad {
			return p
		}
	}
	return m.shown.date
}

// fill gives rec what it lacks.
func (m *metadata) fill(rec *record) {
	for _, f := range []struct {
		to    *string
		value string
	}{{&rec.Title, m.headline()}, {&rec.Byline, m.authors()}, {&rec.Published, m.date()}, {&rec.Language, orElse(m.language, m.linked.language)},
		{&rec.Tags, orElse(m.meta["article:tag"], m.meta["keywords"])}, {&rec.Genre, m.linked.genre}, {&rec.Section, orElse(m.meta["article:section"], m.linked.section)}} {
		if *f.to == "" {
			*f.to = f.value
		}
	}
	if names := m.names; len(names) > 0 {
		rec.where.site = names[0]
	}
	if m.canonical != "" && hostOf(m.canonical) != "" {
		rec.URL = m.canonical
	}
	if rec.Genre != "" {
		rec.GenreReason = "the page's own data"
	}
	if label := m.title; rec.Genre == "" && label != "" { // a label may stand in the page's title alone
		rec.label = label
	}
}

// textIn is the text of an element and all in it.
func textIn(n *html.Node) string {
	var sb strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			sb.WriteString(d.Data)
		}
	}
	return sb.String()
}
