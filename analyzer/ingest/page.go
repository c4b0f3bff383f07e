package ingest

import (
	"errors"
	"net/url"
	"strings"

	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"gloss/analyzer/news"
)

// page reads a file that is one HTML page.
func (s *source) page(data []byte) []Item {
	rec := record{ID: baseName(s.path)}
	if it, ok := s.fromPage(&rec, data, "", 0); !ok {
		return []Item{it}
	}
	rec.where.stem = stem(s.path)
	return []Item{s.item(0, &rec)}
}

// fromPage fills in rec from the bytes of a page that a server declared to be of
// contentType; what rec has already stays. ok is false if the page has no article.
func (s *source) fromPage(rec *record, data []byte, contentType string, line int) (it Item, ok bool) {
	rec.HTML = pageText(data, contentType)
	it, ok = s.fromHTML(rec, line)
	rec.HTML = ""
	return it, ok
}

// fromHTML fills in rec's text, blocks and whatever else it lacks from rec.HTML, a
// page or a piece of one.
func (s *source) fromHTML(rec *record, line int) (it Item, ok bool) {
	doc, err := parsePage(rec.HTML)
	if err != nil {
		return s.fatal(line, "%v", err), false
	}
	prepare(doc)
	m := readMetadata(doc, rec.URL)
	body, seen := extract(doc, rec.URL)
	m.shown = seen
	m.fill(rec)
	if 2*len(m.body) > 3*body.length() { // a page that shows less than its own data holds
		body = paragraphs(m.body)
		body.recognise(structure(findBody(doc)))
	}
	body.dropTitle(m.titles)
	body.give(rec)
	asks, short := asksToSubscribe(doc), body.words() < fewestPaid
	rec.Excerpt = rec.Excerpt || m.paywalled && (asks || short) || asks && short
	if blank(rec.Text) {
		return s.fatal(line, "no article found on the page %q", orElse(orElse(rec.Title, rec.URL), rec.ID)), false
	}
	return it, true
}

// fewestPaid is how many words of a page that wants to be paid for are taken for
// the whole article.
const fewestPaid = 200

// errDeep is what is said of a page that is no page any more.
var errDeep = errors.New("elements nested too deep to be a page")

// parsePage parses a page. x/net/html refuses a depth of more than 512 elements.
func parsePage(text string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, errDeep
	}
	if tooMany(doc) {
		return nil, errors.New("more elements than a page has")
	}
	return doc, nil
}

// mostNodes is the most elements and pieces of text of a page; long ones have some
// thousands. The extraction compares some of them with one another.
const mostNodes = 50_000

func tooMany(doc *html.Node) bool {
	n := 0
	for range doc.Descendants() {
		if n++; n > mostNodes {
			return true
		}
	}
	return false
}

// extract finds the article's body. Of go-trafilatura and go-readability, measured
// on the same pages, the first is better on both benchmarks (see ACCURACY.md); it
// asks the second where it finds little. Precision is favoured: a line of
// navigation that is taken for article text becomes an addition.
func extract(doc *html.Node, address string) (b body, f front) {
	defer func() {
		if recover() != nil {
			b, f = body{}, front{} // the library gave up on this page; nothing was found
		}
	}()
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		u, _ = url.Parse("https://unknown.invalid/")
	}
	found, err := trafilatura.ExtractDocument(doc, trafilatura.Options{OriginalURL: u, EnableFallback: true,
		Focus: trafilatura.FavorPrecision, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled})
	if err != nil {
		return body{}, front{}
	}
	b = structure(found.ContentNode)
	f = b.recognise(structure(findBody(doc)))
	return b, f
}

// findBody is the page's body element, or the whole document.
func findBody(doc *html.Node) *html.Node {
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "body" {
			return n
		}
	}
	return doc
}

// paragraphs is text that has no structure but its lines.
func paragraphs(text string) body {
	var b body
	for line := range strings.SplitSeq(text, "\n") {
		b.add(piece{kind: news.Paragraph, lines: line})
	}
	return b
}

// asksToSubscribe reports whether the page says that it goes on for those who pay.
func asksToSubscribe(doc *html.Node) bool {
	for n := range doc.Descendants() {
		if n.Type != html.TextNode || len(n.Data) > 400 {
			continue
		}
		t := strings.ToLower(n.Data)
		if !strings.Contains(t, "subscri") && !strings.Contains(t, "register") && !strings.Contains(t, "sign in") && !strings.Contains(t, "log in") {
			continue
		}
		for _, on := range []string{"continue reading", "keep reading", "read the full", "read the rest", "unlock this article", "read this article", "finish reading", "read on"} {
			if strings.Contains(t, on) {
				return true
			}
		}
	}
	return false
}
