package page_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"gloss/analyzer"
	"gloss/analyzer/news"
	"gloss/analyzer/page"
	"gloss/analyzer/report"
	"gloss/corpus"
	"gloss/lexicons"

	"golang.org/x/net/html"
)

// render is the story as it stands on the page.
func render(t *testing.T, s report.Story) *html.Node {
	t.Helper()
	var sb strings.Builder
	if err := page.Templates.ExecuteTemplate(&sb, "story", s.Page("s1", []report.Warning{{Text: "a warning"}})); err != nil {
		t.Fatal(err)
	}
	n, err := html.Parse(strings.NewReader(sb.String()))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return strings.Contains(" "+attr(n, "class")+" ", " "+class+" ")
}

// all calls f for every element below n.
func all(n *html.Node, f func(*html.Node)) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode {
			f(c)
		}
	}
}

// text is what an element says, but for the signs of marks.
func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if hasClass(n, "ref") {
		return ""
	}
	var sb strings.Builder
	for c := range n.ChildNodes() {
		sb.WriteString(text(c))
	}
	return sb.String()
}

// words is s without white space: the page may break lines elsewhere.
func words(s string) string { return strings.Join(strings.Fields(s), "") }

// check holds what every page must: each copy's text is the article's, each finding is
// listed once with its words and reason, and every sign leads somewhere.
func check(t *testing.T, s report.Story) {
	t.Helper()
	root := render(t, s)
	texts := make([]strings.Builder, len(s.Documents))
	titles := make([]string, len(s.Documents))
	ids, listed := make(map[string]bool), make(map[string]*html.Node)
	var links []string
	all(root, func(n *html.Node) {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("id %q stands twice", id)
			}
			ids[id] = true
		}
		if h := attr(n, "href"); strings.HasPrefix(h, "#") {
			links = append(links, h[1:])
		} else if h != "" && !strings.HasPrefix(h, "http") {
			t.Errorf("a link leads to %q", h)
		}
		if d := attr(n, "aria-describedby"); d != "" {
			links = append(links, d)
		}
		switch {
		case hasClass(n, "s"):
			p := attr(n.Parent, "data-col")
			texts[int(p[0]-'0')].WriteString(" " + text(n))
		case hasClass(n, "headline"):
			titles[int(attr(n.Parent, "data-col")[0]-'0')] = text(n)
		case hasClass(n, "finding"):
			id := attr(n, "data-id")
			if listed[id] != nil {
				t.Errorf("finding %s is listed twice", id)
			}
			listed[id] = n
		}
	})
	for _, l := range links {
		if !ids[l] {
			t.Errorf("a link leads to #%s, which is nowhere", l)
		}
	}
	for d, doc := range s.Documents {
		if got, want := words(texts[d].String()), words(doc.Text); got != want {
			t.Errorf("the text of %s is not the article's:\n%s\n%s", doc.ID, got, want)
		}
		if strings.TrimSpace(titles[d]) != strings.TrimSpace(doc.Title) {
			t.Errorf("title %q, want %q", titles[d], doc.Title)
		}
	}
	if len(listed) != len(s.Findings) {
		t.Errorf("%d findings are listed, want %d", len(listed), len(s.Findings))
	}
	for _, f := range s.Findings {
		n := listed[f.ID]
		if n == nil {
			t.Errorf("not listed: %s %q", f.Kind, s.Text(f))
			continue
		}
		var said, why string
		all(n, func(n *html.Node) {
			if hasClass(n, "words") && said == "" {
				said = text(n)
			}
			if hasClass(n, "why") {
				why = text(n)
			}
		})
		if words(said) != words(s.Text(f)) || words(why) != words(f.Reason) {
			t.Errorf("listed as %q because %q, want %q because %q", said, why, s.Text(f), f.Reason)
		}
	}
}

func newAnalyzer(t *testing.T) *analyzer.Analyzer {
	t.Helper()
	a, err := analyzer.New(lexicons.FS, "test")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func story(t *testing.T, a *analyzer.Analyzer, articles ...news.Article) report.Story {
	t.Helper()
	r, err := a.Compare(articles, analyzer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Stories[0]
}

func TestCorpus(t *testing.T) {
	a := newAnalyzer(t)
	stories, err := corpus.Load(corpus.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range stories {
		t.Run(st.ID, func(t *testing.T) { check(t, story(t, a, st.Articles...)) })
	}
}

const hostile = `<script>alert("x")</script> & "quotes" <img src=x onerror=alert(1)>`

func TestHostile(t *testing.T) {
	a := newAnalyzer(t)
	body := func(s string) string {
		return "The council of Harwick approved a new bridge over the river on Monday. " + s + ` is what it says. "` + s + `", the mayor said. It will cost nine million pounds and open in May.`
	}
	s := story(t, a,
		news.Article{ID: `a"><script>`, Outlet: hostile, Title: hostile, Byline: hostile, URL: "javascript:alert(1)", Language: `en"><b>`, Published: `2024"><b>`, Text: body(hostile)},
		news.Article{ID: "b", Outlet: "מבט", Title: "\u202eevil", URL: "data:text/html,<script>alert(1)</script>", Text: body("新しい橋 مرحبا")},
		news.Article{ID: "c", Outlet: "C", Title: "c", URL: "https://c.example/a?b=<c>&d", Text: "It will cost nine million pounds and open in May. A word."})
	check(t, s)
	web := 0
	all(render(t, s), func(n *html.Node) {
		switch n.Data {
		case "script", "img", "iframe", "object", "style":
			t.Errorf("a <%s> stands in the page", n.Data)
		}
		for _, at := range n.Attr {
			if strings.HasPrefix(at.Key, "on") || at.Key == "style" {
				t.Errorf("%s=%q", at.Key, at.Val)
			}
		}
		web += strings.Count(attr(n, "href"), "https://c.example/a?b=%3cc%3e&d")
	})
	if web != 1 {
		t.Errorf("the article's address is linked %d times", web)
	}
}

func TestShort(t *testing.T) {
	a := newAnalyzer(t)
	check(t, story(t, a, news.Article{ID: "a", Text: "Word"}, news.Article{ID: "b", Text: "Other words."}))
	check(t, story(t, a, news.Article{ID: "a", Text: ""}, news.Article{ID: "b", Text: "\n\n * * * \n\nOne.\r\n\r\n"}))
	long := strings.Repeat("The council approved a bridge over the river. The mayor called it a triumph, and nobody believed him. ", 300)
	check(t, story(t, a, news.Article{ID: "a", Text: long}, news.Article{ID: "b", Text: long[200:] + "Shameful."}))
}

// TestSeeds holds the same on the real pair the project began with.
func TestSeeds(t *testing.T) {
	dir := os.Getenv("GLOSS_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	var articles []news.Article
	for _, name := range []string{"a.txt", "b.txt"} {
		data, err := os.ReadFile(dir + "/gold/seeds/" + name)
		if err != nil {
			t.Skip("skipped: no ../shared")
		}
		articles = append(articles, news.Article{ID: name, Text: string(data)})
	}
	check(t, story(t, newAnalyzer(t), articles...))
}

// TestStyle holds that every group has its own looks and its switch, and that neither
// style sheet nor script would fetch anything.
func TestStyle(t *testing.T) {
	for _, g := range page.Groups {
		if g.Name != "missing" && g.Name != "placement" && !strings.Contains(page.Style, "mark."+g.Name+"{") && !strings.Contains(page.Style, "mark."+g.Name+"::before") {
			t.Errorf("no mark of its own: %s", g.Name)
		}
		if !strings.Contains(page.Style, "#v-"+g.Name+":") {
			t.Errorf("no switch: %s", g.Name)
		}
	}
	for _, part := range []string{page.Style, page.Script} {
		if m := regexp.MustCompile(`url\(|@import|https?:|fetch\(|XMLHttp|import\(`).FindString(part); m != "" {
			t.Errorf("%q", m)
		}
	}
}
