package ingest_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
	"gloss/lexicons"
)

// lists are those that are part of gloss.
func lists(t testing.TB) *ingest.Lists {
	t.Helper()
	read := func(name string) string {
		b, err := lexicons.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	o, err := ingest.NewLists(read("outlets.tsv"), read("genres.tsv"), read("languages.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// readAll reads data with r.
func readAll(t testing.TB, r ingest.Reader, path string, data []byte) (articles []*news.Article, aside []string, problems []ingest.Problem) {
	t.Helper()
	err := r.Read(path, bytes.NewReader(data), func(it ingest.Item) bool {
		if it.Article != nil {
			articles = append(articles, it.Article)
		}
		if it.Aside != "" {
			aside = append(aside, it.Aside)
		}
		problems = append(problems, it.Problems...)
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return articles, aside, problems
}

// A goldArticle is what a careful reader says is in an input.
type goldArticle struct {
	ID, Title, Byline, Published, Outlet, URL, Language, Genre, Credit, Text string
	Excerpt, Truncated                                                       bool
	Blocks                                                                   []struct{ Kind, Text string }
	Not, Once                                                                []string
}

func readGold(t *testing.T, path string, into any) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	gold, err := os.ReadFile(path + ".gold.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(gold, into); err != nil {
		t.Fatal(err)
	}
	return data
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s %q, want %q", what, got, want)
	}
}

// TestPages reads invented pages, which others annotated by hand.
func TestPages(t *testing.T) {
	files, _ := filepath.Glob("testdata/pages/*.html")
	if len(files) < 14 {
		t.Fatalf("%d pages", len(files))
	}
	r := ingest.Reader{Lists: lists(t), AllLanguages: true}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var gold goldArticle
			data := readGold(t, file, &gold)
			got, _, problems := readAll(t, r, file, data)
			if len(got) != 1 || len(problems) > 0 {
				t.Fatalf("%d articles, problems %v", len(got), problems)
			}
			checkPage(t, got[0], gold)
		})
	}
}

// notYet are phrases that a page's text has and should not have, and why. When one
// is gone, its entry goes, too.
var notYet = map[string]string{"es redactora de Local": "a note about the author, in Spanish"}

func checkPage(t *testing.T, a *news.Article, gold goldArticle) {
	same(t, "title", a.Title, gold.Title)
	same(t, "byline", a.Byline, gold.Byline)
	same(t, "published", a.Published, gold.Published)
	same(t, "outlet", a.Outlet, gold.Outlet)
	same(t, "url", a.URL, gold.URL)
	same(t, "language", a.Language, gold.Language)
	same(t, "genre", a.Genre.Name, gold.Genre)
	same(t, "credit", a.Credit.Name, gold.Credit)
	if a.Excerpt != gold.Truncated {
		t.Errorf("excerpt %v, want %v", a.Excerpt, gold.Truncated)
	}
	for _, phrase := range gold.Not {
		if has := strings.Contains(fold(a.Text), fold(phrase)); has != (notYet[phrase] != "") {
			t.Errorf("text has %q: %v", phrase, has)
		}
	}
	for _, phrase := range gold.Once {
		if n := strings.Count(fold(a.Text), fold(phrase)); n != 1 {
			t.Errorf("%d times %q, want once", n, phrase)
		}
	}
	at := 0
	for _, b := range gold.Blocks {
		if b.Kind == "caption" {
			if !slices.ContainsFunc(a.Captions, func(c string) bool { return strings.HasPrefix(c, b.Text) }) { // a credit may follow
				t.Errorf("no caption %q in %q", b.Text, a.Captions)
			}
			continue
		}
		i := strings.Index(a.Text[at:], b.Text)
		if i < 0 {
			t.Errorf("text lacks %s %.60q, or it is not in its order", b.Kind, b.Text)
			continue
		}
		at += i
		if kind := kindAt(a, at); kind != b.Kind {
			t.Errorf("%s, want %s: %.60q", kind, b.Kind, b.Text)
		}
	}
}

// kindAt is the kind of the block that byte i of the text lies in.
func kindAt(a *news.Article, i int) string {
	for _, b := range a.Blocks {
		if b.Start <= i && i < b.End {
			return b.Kind.String()
		}
	}
	return "none"
}

// TestFeedsGold reads invented feeds.
func TestFeedsGold(t *testing.T) {
	files, _ := filepath.Glob("testdata/feeds/*.gold.json")
	if len(files) < 7 {
		t.Fatalf("%d feeds", len(files))
	}
	r := ingest.Reader{Lists: lists(t)}
	for _, file := range files {
		file = strings.TrimSuffix(file, ".gold.json")
		t.Run(filepath.Base(file), func(t *testing.T) {
			var gold struct{ Items []goldArticle }
			data := readGold(t, file, &gold)
			got, aside, problems := readAll(t, r, file, data)
			t.Log(aside, problems)
			checkList(t, got, gold.Items)
		})
	}
}

// TestListsGold reads lists of articles as crawlers write them.
func TestListsGold(t *testing.T) {
	files, _ := filepath.Glob("testdata/lists/*.gold.json")
	if len(files) < 11 {
		t.Fatalf("%d lists", len(files))
	}
	r := ingest.Reader{Lists: lists(t), AllLanguages: true}
	for _, file := range files {
		file = strings.TrimSuffix(file, ".gold.json")
		t.Run(filepath.Base(file), func(t *testing.T) {
			var gold []goldArticle
			data := readGold(t, file, &gold)
			got, _, problems := readAll(t, r, file, data)
			t.Log(problems)
			checkList(t, got, gold)
		})
	}
}

func checkList(t *testing.T, got []*news.Article, gold []goldArticle) {
	t.Helper()
	byTitle := make(map[string]*news.Article)
	for _, a := range got {
		byTitle[a.Title] = a
	}
	n := 0
	for _, g := range gold {
		if g.Text == "" {
			continue
		}
		n++
		a := byTitle[g.Title]
		if a == nil {
			t.Errorf("no article %q among %d", g.Title, len(got))
			continue
		}
		if g.ID != "" {
			same(t, "id", a.ID, g.ID)
		}
		same(t, "url", a.URL, g.URL)
		same(t, "published", a.Published, g.Published)
		same(t, "byline", a.Byline, g.Byline)
		same(t, "outlet", a.Outlet, g.Outlet)
		if g.Language != "" {
			same(t, "language", a.Language, g.Language)
		}
		if a.Excerpt != (g.Excerpt || g.Truncated) {
			t.Errorf("%q: excerpt %v", a.Title, a.Excerpt)
		}
		same(t, "text", fold(a.Text), fold(g.Text))
	}
	if len(got) != n {
		t.Errorf("%d articles, want %d", len(got), n)
	}
}
