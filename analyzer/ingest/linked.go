package ingest

import (
	"html"
	"strings"

	"github.com/valyala/fastjson"
)

// linkedData is what a page's JSON-LD says of its article, by the terms of
// schema.org.
type linkedData struct {
	title, authors, published, publisher, url, language, section, body, genre string
	paid                                                                      bool // not free to read
	found                                                                     bool // an article, not only a page
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
		l.article(a, &g)
	}
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
		v.GetObject().Visit(func(_ []byte, e *fastjson.Value) { g.walk(e, depth+1) })
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

// article takes what v says, where nothing was said before.
func (l *linkedData) article(v *fastjson.Value, g *graph) {
	title := plainText(v.GetStringBytes("headline"))
	if l.found && title != "" && l.title != "" && title != l.title {
		return // another article, of a list of related ones
	}
	l.found = true
	set := func(to *string, value string) {
		if *to == "" {
			*to = value
		}
	}
	genre, _ := g.articleType(v)
	set(&l.genre, genre)
	set(&l.title, orElse(title, plainText(v.GetStringBytes("name"))))
	set(&l.published, string(v.GetStringBytes("datePublished")))
	set(&l.authors, strings.Join(g.names(v.Get("author")), "; "))
	set(&l.publisher, strings.Join(g.names(v.Get("publisher")), "; "))
	set(&l.language, strings.Join(g.names(v.Get("inLanguage")), "; "))
	set(&l.section, strings.Join(g.names(v.Get("articleSection")), "; "))
	set(&l.body, articleBody(v))
	for _, key := range []string{"mainEntityOfPage", "url"} {
		if u := v.Get(key); u != nil {
			address := string(u.GetStringBytes())
			if u.Type() == fastjson.TypeObject {
				address = string(u.GetStringBytes("@id"))
			}
			if hostOf(address) != "" && strings.Contains(address, "://") {
				set(&l.url, address)
			}
		}
	}
	if free := v.Get("isAccessibleForFree"); free != nil {
		word := strings.ToLower(strings.Trim(free.String(), `"`))
		l.paid = l.paid || word == "false"
	}
}

// articleBody is the text of the article. Some outlets write markup into it.
func articleBody(v *fastjson.Value) string {
	text := string(v.GetStringBytes("articleBody"))
	if strings.Contains(text, "</p>") || strings.Contains(text, "&lt;/p") {
		doc, err := parsePage(html.UnescapeString(text))
		if err != nil {
			return ""
		}
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
