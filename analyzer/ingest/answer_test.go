package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/ingest"
)

func TestAnswerFormat(t *testing.T) {
	const feed = `<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>`
	for _, tt := range []struct {
		contentType, body string
		want              ingest.Format
	}{
		{"text/html; charset=utf-8", "<!doctype html><p>x", ingest.Page},
		{"text/html", "plain words", ingest.Page},
		{"", "<html><p>x", ingest.Page},
		{"text/plain", "<!doctype html><p>x", ingest.Page},
		{"text/plain", "plain words", ingest.Text},
		{"application/rss+xml", feed, ingest.Feed},
		{"text/html", feed, ingest.Feed},
		{"image/png", feed, ingest.Feed},
		{"application/feed+json", `{"version":"https://jsonfeed.org/version/1.1","items":[]}`, ingest.Feed},
		{"image/png", "\x89PNG\r\n\x1a\n\x00\x00", ""},
		{"text/html", "\x89PNG\r\n\x1a\n\x00\x00", ""},
		{"application/pdf", "%PDF-1.7 words", ""},
		{"video/mp4", "words", ""},
	} {
		if got := (ingest.Answer{ContentType: tt.contentType, Body: []byte(tt.body)}).Format(); got != tt.want {
			t.Errorf("%s %.20q: %q, want %q", tt.contentType, tt.body, got, tt.want)
		}
	}
}

// TestReadFeedOf holds that items come with their addresses made whole, with or without
// text, and that problems name their items.
func TestReadFeedOf(t *testing.T) {
	r := ingest.Reader{AllLanguages: true}
	a := ingest.Answer{URL: "https://ledger.example/feeds/all", Body: []byte(`<rss version="2.0"><channel><title>The Ledger - News</title><link>/news</link>
<item><title>One</title><link>one?a=b&amp;c=d</link><description>The council voted.</description></item>
<item><title>Two</title><link>//www.ledger.example/two</link></item></channel></rss>`)}
	head, items, problems, err := r.ReadFeed(a)
	if err != nil || len(problems) > 0 || len(items) != 2 || head.Title != "The Ledger - News" {
		t.Fatalf("%v %v %+v", err, problems, items)
	}
	if got := items[0]; got.Link != "https://ledger.example/feeds/one?a=b&c=d" || got.Article == nil || !got.Article.Excerpt || got.Article.Outlet != "The Ledger" {
		t.Errorf("%+v %+v", got.FeedEntry, got.Article)
	}
	if got := items[1]; got.Link != "https://www.ledger.example/two" || got.Article != nil || got.Aside != "an item without text" {
		t.Errorf("%+v %+v", got.FeedEntry, got.Item)
	}
	a.Body = []byte(strings.Replace(string(a.Body), "<title>Two", "<title>Two<b", 1))
	if _, items, problems, err := r.ReadFeed(a); err != nil || len(items)+len(problems) < 2 || len(problems) == 0 || problems[0].Path != a.URL {
		t.Errorf("of a broken item: %d items, %v, %v", len(items), problems, err)
	}
	if _, _, _, err := r.ReadFeed(ingest.Answer{Body: []byte("<html>")}); err == nil {
		t.Error("a page is a feed")
	}
}

func TestFeedsNamed(t *testing.T) {
	a := ingest.Answer{URL: "https://ledger.example/town/", Body: []byte(`<html><head><link rel="stylesheet" href="x.css">
<link rel="alternate" type="application/rss+xml" href="feed.xml"><LINK REL="home ALTERNATE" TYPE="application/atom+xml" HREF="/atom">
<link rel="alternate" type="application/rss+xml"><link rel="alternate" hreflang="de" href="/de"></head></html>`)}
	if got := ingest.FeedsNamed(a); !slices.Equal(got, []string{"https://ledger.example/town/feed.xml", "https://ledger.example/atom"}) {
		t.Errorf("%q", got)
	}
}
