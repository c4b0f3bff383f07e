package ingest

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"gloss/analyzer/news"
)

// caption is the kind of pieces that are no blocks of the text.
const caption = news.BlockKind(1 << 7)

// A piece is one block before it has a place in a text.
type piece struct {
	kind  news.BlockKind
	text  string // white space folded
	key   string // text as it is compared
	lines string // text with its line breaks
	links int    // bytes of text that are links
	bold  int    // and that are bold
	h1    bool
}

// A body is what an article is built of.
type body struct{ pieces []piece }

// onceMore decodes the entities of signs that are left of text that was escaped
// twice. Those of markup (&amp; &lt;) may be what the text is about.
var onceMore = strings.NewReplacer("&quot;", "\"", "&#34;", "\"", "&apos;", "'", "&#39;", "'", "&#039;", "'", "&#x27;", "'", "&ldquo;", "“", "&rdquo;", "”", "&lsquo;", "‘", "&rsquo;", "’",
	"&#8216;", "‘", "&#8217;", "’", "&#8220;", "“", "&#8221;", "”", "&#8211;", "–", "&#8212;", "—", "&ndash;", "–", "&mdash;", "—", "&nbsp;", " ", "&#160;", " ",
	"&hellip;", "…", "&#8230;", "…", "&shy;", "\u00ad")

func (b *body) add(p piece) {
	p.text = foldSpace(onceMore.Replace(p.lines))
	switch p.key = foldKey(p.text); {
	case p.key == "", p.kind == news.Embed && strings.HasPrefix(p.key, "viewthisposton"):
		return
	case p.kind == news.Paragraph && p.bold > 0 && p.bold >= len(p.text)-2 && p.links == 0 && len(p.text) <= longestHeading && !sentence(p.text) && !strings.HasPrefix(p.text, "“") && !strings.HasPrefix(p.text, `"`):
		p.kind = news.Subheading // a line of its own in bold letters
	}
	b.pieces = append(b.pieces, p)
}

// longestHeading is the most bytes that a heading has which is only set in bold.
const longestHeading = 100

// foldSpace is s with single blanks for white space, none around it.
func foldSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

// foldKey is the letters and digits of s in lower case.
func foldKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFC.String(s))
}

func (b *body) length() int {
	n := 0
	for _, p := range b.pieces {
		n += len(p.text) + 2
	}
	return n
}

func (b *body) words() int {
	n := 0
	for _, p := range b.pieces {
		n += strings.Count(p.text, " ") + 1
	}
	return n
}

// join is the text of b, a blank line between blocks, and the blocks' places in it.
// Captions are no part of it.
func (b *body) join() (string, []news.Block) {
	var sb strings.Builder
	blocks := make([]news.Block, 0, len(b.pieces))
	for _, p := range b.pieces {
		if p.kind == caption {
			continue
		}
		if len(blocks) > 0 {
			sb.WriteString("\n\n")
		}
		start := sb.Len()
		sb.WriteString(p.text)
		blocks = append(blocks, news.Block{Span: news.Span{Start: start, End: sb.Len()}, Kind: p.kind})
	}
	return sb.String(), blocks
}

// captions are the lines that belong to pictures.
func (b *body) captions() []string {
	var out []string
	for _, p := range b.pieces {
		if p.kind == caption && !slices.Contains(out, p.text) {
			out = append(out, p.text)
		}
	}
	return out
}

// give hands what b is built of to rec.
func (b *body) give(rec *record) {
	rec.Text, rec.Blocks = b.join()
	rec.Captions = b.captions()
}

// dropTitle drops the headline where it is repeated before the text.
func (b *body) dropTitle(titles []string) {
	for i := 0; i < min(3, len(b.pieces)); i++ {
		for _, t := range titles {
			if b.pieces[i].key == foldKey(t) {
				b.pieces = append(b.pieces[:i:i], b.pieces[i+1:]...)
				return
			}
		}
	}
}

// A walker turns elements into pieces.
type walker struct {
	body
	text  strings.Builder
	kind  news.BlockKind
	links int
	bold  int
	link  int // depth of links
	heavy int // depth of bold letters
	h1    bool
}

// structure is the pieces of a page, or of what was extracted of one, in its order.
func structure(n *html.Node) body {
	var w walker
	if n != nil {
		w.children(n, news.Paragraph)
		w.flush()
	}
	return w.body
}

func (w *walker) flush() {
	w.add(piece{kind: w.kind, lines: w.text.String(), links: w.links, bold: w.bold, h1: w.h1})
	w.text.Reset()
	w.links, w.bold = 0, 0
}

func (w *walker) children(n *html.Node, kind news.BlockKind) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.kind = kind
			w.text.WriteString(strings.ReplaceAll(c.Data, "\n", " "))
			if w.link > 0 {
				w.links += len(strings.TrimSpace(c.Data))
			}
			if w.heavy > 0 {
				w.bold += len(strings.TrimSpace(c.Data))
			}
		case html.ElementNode:
			w.element(c, kind)
		}
	}
}

// element walks one element inside a block of that kind.
func (w *walker) element(n *html.Node, in news.BlockKind) {
	switch n.Data {
	case "script", "style", "noscript", "template", "iframe", "svg", "form", "button", "select", "textarea", "object", "video", "audio", "math", "head":
		return
	case "br":
		w.text.WriteString("\n")
		if n.NextSibling != nil && nextElement(n) == "br" {
			w.flush()
		}
		return
	case "td", "th":
		w.text.WriteString(" ")
		w.children(n, in)
		w.text.WriteString(" ")
		return
	}
	kind, block := kindOf(n, in)
	switch {
	case n.Data == "a":
		w.link++
		w.children(n, kind)
		w.link--
	case n.Data == "b" || n.Data == "strong":
		w.heavy++
		w.children(n, kind)
		w.heavy--
	case !block:
		w.children(n, kind)
	default:
		w.flush()
		was := w.h1
		w.h1 = was || n.Data == "h1"
		w.children(n, kind)
		w.flush()
		w.h1 = was
	}
}

// nextElement is the name of the element that follows n with nothing but white
// space between.
func nextElement(n *html.Node) string {
	for c := n.NextSibling; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return c.Data
		}
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return ""
		}
	}
	return ""
}

// kindOf is what an element makes of the text in it, and whether it stands by
// itself. What stands in a quotation, a post or a caption stays that.
func kindOf(n *html.Node, in news.BlockKind) (kind news.BlockKind, block bool) {
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		kind = news.Subheading
	case "blockquote":
		kind = news.BlockQuote
		if embeds(class(n)) {
			return news.Embed, true
		}
	case "figcaption":
		return caption, true
	case "li", "dt", "dd":
		kind = news.Item
	case "p", "pre", "div", "section", "article", "main", "aside", "header", "footer", "nav", "table", "tbody", "tr", "ul", "ol", "dl",
		"figure", "body", "html", "center", "address", "details", "summary", "hr", "fieldset":
		kind = in
		if c := class(n); c != "" && n.Data != "body" && n.Data != "html" {
			if embeds(c) {
				return news.Embed, true
			}
			if in == news.Paragraph && captioned(n, c) {
				return caption, true
			}
		}
	default:
		return in, false
	}
	if in == news.BlockQuote || in == news.Embed || in == caption {
		kind = in
	}
	return kind, true
}

func class(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "class" {
			return strings.ToLower(a.Val)
		}
	}
	return ""
}

// embeds reports whether a class is that of an embedded post, as the networks
// name it.
func embeds(class string) bool {
	for name := range strings.FieldsSeq(class) {
		switch strings.TrimSuffix(name, "-rendered") {
		case "twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "fb-post", "bluesky-embed", "mastodon-embed", "reddit-embed", "reddit-card", "threads-post", "text-post-media", "telegram-post":
			return true
		}
	}
	return false
}

// longestCaption is the most bytes of a caption that only its class tells.
const longestCaption = 600

// captioned reports whether an element is a caption by its class, and not a part of
// the page that has one.
func captioned(n *html.Node, class string) bool {
	for name := range strings.FieldsSeq(class) {
		own := strings.HasSuffix(name, "caption") || strings.HasSuffix(name, "caption-text") || strings.HasSuffix(name, "caption__text") || name == "photo-credit" || name == "image-credit"
		if own && !strings.HasPrefix(name, "has-") && !strings.Contains(name, "with") && !strings.HasPrefix(name, "no-") && !strings.HasPrefix(name, "closed") {
			return len(textIn(n)) <= longestCaption
		}
	}
	return false
}
