package eval

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"path"
	"strings"
	"time"

	xhtml "golang.org/x/net/html"

	"gloss/analyzer/ingest"
)

// feeds are the fixtures of two feed parsers: small feeds with what is to be read
// from them, and real feeds, of which it counts that they are read at all.
var feeds = Set{Name: "feeds", Task: "feeds", Files: []File{
	{Part: "gofeed", Names: Names{Open: "gofeed*.jsonl", Heldout: "gofeed*.jsonl"}, Measure: measureFixtures},
	{Part: "feedjira", Names: Names{Open: "feedjira*.jsonl", Heldout: "feedjira*.jsonl"}, Measure: measureRealFeeds},
}}

type fixture struct {
	Path     string `json:"path"`
	Content  string `json:"content,omitempty"`
	Base64   string `json:"content_b64,omitempty"`
	Expected string `json:"expected,omitempty"`
}

func (f fixture) bytes() ([]byte, error) {
	if f.Base64 != "" {
		return base64.StdEncoding.DecodeString(f.Base64)
	}
	return []byte(f.Content), nil
}

// A feedGold is what a fixture expects, in the names of all three of its parsers.
type feedGold struct {
	Title     string    `json:"title"`
	Link      string    `json:"link"`
	Links     []any     `json:"links"`
	Published time.Time `json:"publishedParsed"`
	PubDate   time.Time `json:"pubDateParsed"`
	Updated   time.Time `json:"updatedParsed"`
	LastBuild time.Time `json:"lastBuildDateParsed"`
	Items     []feedGold
	Entries   []feedGold
}

func (g feedGold) date() time.Time {
	for _, t := range []time.Time{g.Published, g.PubDate, g.Updated, g.LastBuild} {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// link is the address of what the feed or the item is about.
func (g feedGold) link() string {
	if g.Link != "" {
		return g.Link
	}
	for _, l := range g.Links {
		m, ok := l.(map[string]any)
		if rel, _ := m["rel"].(string); ok && (rel == "alternate" || rel == "") {
			href, _ := m["href"].(string)
			return href
		}
	}
	return ""
}

func measureFixtures(j *Job, d *Data) error {
	t := NewTally(2)
	err := readLines(d, func(f fixture) error {
		if f.Expected == "" {
			return nil
		}
		content, err := f.bytes()
		if err != nil {
			return err
		}
		var gold feedGold
		if err := json.Unmarshal([]byte(f.Expected), &gold); err != nil {
			return err
		}
		head, err := ingest.ReadFeedHead(content)
		tick(t, path.Clean(f.Path), err == nil && agrees(head, gold))
		return nil
	})
	if err != nil {
		return err
	}
	n := len(t.docs)
	j.Add("feeds", "title, link, date, items agree", n, "feeds", "feeds", t.Sample(share))
	return nil
}

// agrees reports whether a feed was read as its fixture expects: title, link and
// date of the feed and of every item.
func agrees(h ingest.FeedHead, gold feedGold) bool {
	items := append(gold.Items, gold.Entries...)
	if !entryAgrees(ingest.FeedEntry{Title: h.Title, Link: h.Link, Date: h.Date}, gold) || len(items) != len(h.Items) {
		return false
	}
	for i, it := range items {
		if !entryAgrees(h.Items[i], it) {
			return false
		}
	}
	return true
}

func entryAgrees(got ingest.FeedEntry, gold feedGold) bool {
	return got.Title == textOf(gold.Title) && got.Link == gold.link() && sameTime(got.Date, gold.date())
}

// textOf is what a reader sees of a title: fixtures keep its markup, once or twice
// escaped.
func textOf(title string) string {
	for range 2 {
		title = html.UnescapeString(title)
	}
	var sb strings.Builder
	for z := xhtml.NewTokenizer(strings.NewReader(title)); z.Next() != xhtml.ErrorToken; {
		if tok := z.Token(); tok.Type == xhtml.TextToken {
			sb.WriteString(tok.Data)
		}
	}
	return strings.Join(strings.Fields(sb.String()), " ")
}

// sameTime reports whether a date that was read is that point in time.
func sameTime(got string, gold time.Time) bool {
	if gold.IsZero() {
		return got == ""
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, got); err == nil {
			return t.Equal(gold.Truncate(time.Second)) || t.Equal(gold)
		}
	}
	return false
}

func measureRealFeeds(j *Job, d *Data) error {
	t := NewTally(2)
	err := readLines(d, func(f fixture) error {
		content, err := f.bytes()
		if err != nil {
			return err
		}
		items, broken := 0, false
		r := ingest.Reader{AllLanguages: true}
		err = r.Read(f.Path, strings.NewReader(string(content)), func(it ingest.Item) bool {
			items++
			for _, p := range it.Problems {
				broken = broken || p.Fatal
			}
			return true
		})
		tick(t, f.Path, err == nil && items > 0 && !broken)
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("feeds", "read", len(t.docs), "feeds", "feeds", t.Sample(share))
	return nil
}
