package ingest

import (
	"html"
	"slices"
	"strings"

	"github.com/valyala/fastjson"
)

// linkedData is what a page's JSON-LD says of its article, by the terms of
// schema.org.
type linkedData struct {
	title, authors, published, publisher, url, language, section, body, genre string
	paid                                                                      bool         // not free to read
	candidates                                                                []linkedData // articles that are described
}

// articleTypes are the types of schema.org that are articles, and the genre that
// each tells; empty: none.
var articleTypes = map[string]string{"NewsArticle": "", "Article": "", "ReportageNewsArticle": "", "BackgroundNewsArticle": "explainer", "AnalysisNewsArticle": "analysis",
	"OpinionNewsArticle": "opinion", "ReviewNewsArticle": "review", "AskPublicNewsArticle": "", "AdvertiserContentArticle": "sponsored", "SatiricalArticle": "satire",
	"BlogPosting": "", "LiveBlogPosting": "live", "SocialMediaPosting": "", "Report": "", "ScholarlyArticle": "", "TechArticle": ""}

// read adds what one script holds. What is no JSON is passed over, as browsers do.
func (l *linkedData) read(script string) {
	script = strings.TrimSpace(script)
	script = strings.TrimSuffix(strings.TrimPrefix(script, "<!--"), "-->")
	if len(script) > MaxArticle {
		return
	}
	var p fastjson.Parser
	v, err := p.Parse(strings.TrimRight(strings.TrimSpace(script), ";"))
	if err != nil {
		return
	}
	g := graph{byID: make(map[string]*fastjson.Value)}
	g.walk(v, 0)
	for _, a := range g.articles {
		l.candidates = append(l.candidates, g.article(a))
	}
}

// choose takes of the articles that the page's data describes the one that it
// shows: that has one of its titles, its address, the beginning of a title or a word
// of one; none, if the page has titles and no article has to do with them. What others
// say of the same article is added.
func (l *linkedData) choose(titles []string, address string) {
	same := []func(c linkedData) bool{
		func(c linkedData) bool {
			return slices.ContainsFunc(titles, func(t string) bool { return c.title != "" && foldKey(t) == foldKey(c.title) })
		},
		func(c linkedData) bool { return address != "" && bareAddress(c.url) == bareAddress(address) },
		func(c linkedData) bool {
			return slices.ContainsFunc(titles, func(t string) bool { return len(c.title) >= 12 && strings.HasPrefix(foldKey(t), foldKey(c.title)) })
		},
		func(c linkedData) bool {
			return c.title == "" || strings.Join(titles, "") == "" || slices.ContainsFunc(titles, func(t string) bool { return shareWord(t, c.title) })
		},
	}
	best := -1
	for k := 0; k < len(same) && best < 0; k++ {
		best = slices.IndexFunc(l.candidates, same[k])
	}
	for i, c := range l.candidates {
		if best >= 0 && (i == best || c.title == l.candidates[best].title) {
			l.add(c)
		}
	}
	l.candidates = nil
}

// bareAddress is an address without what differs between two of the same page.
func bareAddress(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	rest, _, _ = strings.Cut(rest, "#")
	return strings.TrimRight(strings.TrimPrefix(strings.ToLower(rest), "www."), "/")
}

// shareWord reports whether two titles have a word of five letters or more in common.
func shareWord(a, b string) bool {
	words := strings.Fields(foldLabel(a))
	for w := range strings.FieldsSeq(foldLabel(b)) {
		if len(w) >= 5 && slices.Contains(words, w) {
			return true
		}
	}
	return false
}

// add takes from o what is not known yet.
func (l *linkedData) add(o linkedData) {
	for _, f := range []struct {
		to    *string
		value string
	}{{&l.title, o.title}, {&l.authors, o.authors}, {&l.published, o.published}, {&l.publisher, o.publisher}, {&l.url, o.url}, {&l.language, o.language},
		{&l.section, o.section}, {&l.body, o.body}, {&l.genre, o.genre}} {
		if *f.to == "" {
			*f.to = f.value
		}
	}
	l.paid = l.paid || o.paid
}

// A graph is the objects of one script.
type graph struct {
	byID     map[string]*fastjson.Value
	articles []*fastjson.Value
	n        int
}

// Limits of a graph.
const (
	deepestGraph = 12
	mostObjects  = 5000
)

// others are the properties under which other articles than the page's stand.
var others = map[string]bool{"itemListElement": true, "liveBlogUpdate": true, "mentions": true, "citation": true, "isRelatedTo": true, "relatedLink": true,
	"comment": true, "isPartOf": true, "hasPart": true, "significantLink": true, "blogPost": true}

func (g *graph) walk(v *fastjson.Value, depth int) {
	if g.n++; depth > deepestGraph || g.n > mostObjects {
		return
	}
	switch v.Type() {
	case fastjson.TypeArray:
		for _, e := range v.GetArray() {
			g.walk(e, depth+1)
		}
	case fastjson.TypeObject:
		if id := string(v.GetStringBytes("@id")); id != "" && v.GetObject().Len() > 1 {
			g.byID[id] = v
		}
		if _, ok := g.articleType(v); ok {
			g.articles = append(g.articles, v)
		}
		v.GetObject().Visit(func(key []byte, e *fastjson.Value) {
			if !others[string(key)] {
				g.walk(e, depth+1)
			}
		})
	}
}

func (g *graph) articleType(v *fastjson.Value) (genre string, ok bool) {
	t := v.Get("@type")
	if t == nil {
		return "", false
	}
	names := []*fastjson.Value{t}
	if t.Type() == fastjson.TypeArray {
		names = t.GetArray()
	}
	for _, n := range names {
		name, err := n.StringBytes()
		if err != nil {
			continue
		}
		if kind, is := articleTypes[string(name)]; is {
			genre, ok = orElse(genre, kind), true
		}
	}
	return genre, ok
}

// article is what v says.
func (g *graph) article(v *fastjson.Value) linkedData {
	text := func(key string) string { return strings.Join(g.names(v.Get(key)), "; ") }
	genre, _ := g.articleType(v)
	l := linkedData{genre: genre, title: orElse(plainText(v.GetStringBytes("headline")), plainText(v.GetStringBytes("name"))),
		published: string(v.GetStringBytes("datePublished")), authors: text("author"), publisher: text("publisher"),
		language: text("inLanguage"), section: text("articleSection"), body: articleBody(v)}
	for _, key := range []string{"mainEntityOfPage", "url"} {
		if u := v.Get(key); u != nil && l.url == "" {
			address := string(u.GetStringBytes())
			if u.Type() == fastjson.TypeObject {
				address = string(u.GetStringBytes("@id"))
			}
			if hostOf(address) != "" && strings.Contains(address, "://") {
				l.url = address
			}
		}
	}
	if free := v.Get("isAccessibleForFree"); free != nil {
		l.paid = strings.EqualFold(strings.Trim(free.String(), `"`), "false")
	}
	return l
}

// articleBody is the text of the article. Some outlets write markup into it.
func articleBody(v *fastjson.Value) string {
	text := string(v.GetStringBytes("articleBody"))
	if strings.Contains(text, "</p>") || strings.Contains(text, "&lt;/p") {
		doc, err := parsePage(html.UnescapeString(text))
		if err != nil {
			return ""
		}
		prepare(doc)
		b := structure(doc)
		text, _ = b.join()
	}
	return html.UnescapeString(text)
}

// names are the names of people or outlets: a string, an object with a name, a
// reference to one, or a list of them.
func (g *graph) names(v *fastjson.Value) []string {
	if v == nil {
		return nil
	}
	switch v.Type() {
	case fastjson.TypeString:
		if name := plainText(v.GetStringBytes()); name != "" && !strings.Contains(name, "://") {
			return []string{name}
		}
	case fastjson.TypeArray:
		var out []string
		for _, e := range v.GetArray() {
			if e.Type() != fastjson.TypeArray {
				out = append(out, g.names(e)...)
			}
		}
		return out
	case fastjson.TypeObject:
		if name := v.Get("name"); name != nil && name.Type() != fastjson.TypeObject {
			return g.names(name)
		}
		if of := g.byID[string(v.GetStringBytes("@id"))]; of != nil && of != v && of.Get("name") != nil {
			return g.names(of.Get("name"))
		}
	}
	return nil
}

// plainText is a value without the entities that some write into JSON.
func plainText(b []byte) string {
	return foldSpace(html.UnescapeString(strings.ToValidUTF8(string(b), "\ufffd")))
}
