package ingest_test

import (
	"strings"
	"testing"

	"gloss/analyzer/ingest"
)

// TestBrokenFeeds holds that one bad item costs no other, and that what a feed says
// of its encoding is not believed against its bytes.
func TestBrokenFeeds(t *testing.T) {
	item := func(n string) string {
		return "<item><title>" + n + "</title><link>https://l.example/" + n + "</link><description>Text " + n + ".</description></item>"
	}
	rss := func(encoding, items string) string {
		return `<?xml version="1.0" encoding="` + encoding + `"?><rss version="2.0"><channel><title>L</title>` + items + "</channel></rss>"
	}
	tests := []struct {
		name, data string
		titles     string
		problems   []string
	}{
		{"whole", rss("utf-8", item("a")+item("b")), "a b", nil},
		{"one is broken", rss("utf-8", item("a")+"<item><title>b</title><description>Text <b.</description></item>"+item("c")), "a c", []string{"x:2: the item cannot be parsed"}},
		{"one is not closed", rss("utf-8", item("a")+strings.TrimSuffix(item("b"), "</item>")+item("c")), "a b c", nil},
		{"no end", strings.TrimSuffix(rss("utf-8", item("a")+item("b")), "</channel></rss>"), "a b", []string{"x: the feed breaks off after item 2"}},
		{"cut inside an item", rss("utf-8", item("a")+item("b"))[:200], "a", []string{"x: the feed breaks off after item 1"}},
		{"says Latin, is UTF-8", rss("iso-8859-1", item("café")), "café", nil},
		{"says UTF-8, is Latin", rss("utf-8", item("caf\xe9")), "café", nil},
		{"is Latin", rss("iso-8859-1", item("caf\xe9")), "café", nil},
		{"JSON with a bad item", `{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"a","content_text":"Text a."},{"title":"b","content_text":7}]}`, "a",
			[]string{`x: field "content_text" is a number, not a string`}},
		{"no feed", "<rss", "", []string{"x: not a feed: "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			articles, _, problems := readAll(t, ingest.Reader{From: ingest.Feed}, "x", []byte(tt.data))
			var titles []string
			for _, a := range articles {
				titles = append(titles, a.Title)
			}
			same(t, "titles", strings.Join(titles, " "), tt.titles)
			checkProblems(t, problems, tt.problems...)
		})
	}
}

// TestDeepFeed holds that a feed of nested elements is refused before the library
// overflows the stack, and that many elements beside each other are none.
func TestDeepFeed(t *testing.T) {
	const head = `<?xml version="1.0"?><rss version="2.0" xmlns:x="u"><channel><title>T</title><item><title>a</title><description>b</description>`
	for _, tag := range []string{"<x:a>", "<a b='c'>", "<x:a>text<x:b/>", "<x "} {
		if _, err := ingest.ReadFeedHead([]byte(head + strings.Repeat(tag, 1_000_000))); err == nil || tag != "<x " && err.Error() != "not a feed: elements nested too deep" {
			t.Errorf("%s: %v", tag, err)
		}
	}
	for _, tag := range []string{"<x:a/>", "<x:a></x:a>", "<![CDATA[<x:a>]]>", "<!-- <x:a> -->"} {
		if h, err := ingest.ReadFeedHead([]byte(head + strings.Repeat(tag, 20_000) + "</item></channel></rss>")); err != nil || len(h.Items) != 1 {
			t.Errorf("%s: %v", tag, err)
		}
	}
}
