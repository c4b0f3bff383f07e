package fetch

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// list reads a list of feeds that is text.
func list(t *testing.T, text string) ([]Source, []string, error) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "feeds")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	got, problems, err := ReadSources(path)
	var said []string
	for _, p := range problems {
		said = append(said, strings.ReplaceAll(p.Error(), path, "feeds"))
	}
	for i := range got {
		got[i].Where = strings.ReplaceAll(got[i].Where, path, "feeds")
	}
	if err != nil {
		err = fmt.Errorf("%s", strings.ReplaceAll(err.Error(), path, "feeds"))
	}
	return got, said, err
}

func TestSources(t *testing.T) {
	const a, b = "https://a.example/feed", "https://b.example/feed"
	for _, tt := range []struct {
		name, text string
		want       string // sources and problems, or the error
	}{
		{"OPML, nested", "<opml><body>\n<outline text='x'>\n<outline text='y'><outline xmlUrl='" + a + "'/></outline>\n</outline><outline XMLURL=' " + b + "'></outline></body></opml>",
			"feeds:3 " + a + "\nfeeds:4 " + b},
		{"OPML in Latin-1", "<?xml version='1.0' encoding='iso-8859-1'?><opml><body><outline text='Caf\xe9' xmlUrl='" + a + "'/></body></opml>", "feeds:1 " + a},
		{"OPML with a mark", "\ufeff<opml><outline xmlUrl='" + a + "'/></opml>", "feeds:1 " + a},
		{"OPML with names of HTML", "<opml><outline text='a&nbsp;b &amp; c' xmlUrl='" + a + "?x=1&amp;y=2'/></opml>", "feeds:1 " + a + "?x=1&y=2"},
		{"OPML, cut off", "<opml>\n<body><outline xmlUrl='" + a + "'/>\n<outl", "feeds:3: not OPML: line 3: unexpected EOF"},
		{"OPML without feeds", "<opml><body/></opml>", "feeds: a list without feeds"},
		{"a page", "<!doctype html>\n<html></html>", "feeds:2: not OPML: it begins with <html>"},
		{"bad addresses", "<opml>\n<outline xmlUrl='feed://a.example/x'/><outline xmlUrl='/x'/>\n<outline xmlUrl='" + b + "'/></opml>",
			"feeds:3 " + b + "\nfeeds:2: feed \"feed://a.example/x\": only http and https are followed, not \"feed\"\nfeeds:2: feed \"/x\": only http and https are followed, not \"\""},
		{"TOML", "# feeds\n[[feed]]\nurl = '" + a + "'\noutlet = 'A'\nkind='press release'\ndelay='90s'\n\n[[feed]]\nurl='" + b + "'", "feeds:2 " + a + " A press release 1m30s\nfeeds:8 " + b},
		{"TOML in one line", "feed = [{url='" + a + "'}, {url='" + b + "'}]", "feeds " + a + "\nfeeds " + b},
		{"TOML, an unknown key", "[[feed]]\nurl='" + a + "'\nurls='x'", "feeds:3: no key \"feed.urls\"; a [[feed]] has url, outlet, kind, delay"},
		{"TOML, a wrong kind of value", "[[feed]]\n\nurl=7", "feeds:3: "},
		{"TOML, broken", "[[feed]\nurl='x'", "feeds:1: "},
		{"TOML without url", "[[feed]]\nurl='" + a + "'\n[[feed]]\noutlet='x'", "feeds:3: a feed without url"},
		{"TOML, a negative delay", "[[feed]]\nurl='" + a + "'\ndelay='-5s'", "feeds:3: "},
		{"nothing", "", "feeds: a list without feeds"},
		{"something else", "\x00\x01\x02", "feeds:1: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sources, said, err := list(t, tt.text)
			var lines []string
			for _, s := range sources {
				line := s.Where + " " + s.URL + " " + s.Outlet + " " + s.Kind
				if s.Delay > 0 {
					line += " " + s.Delay.Round(time.Second).String()
				}
				lines = append(lines, strings.TrimSpace(line))
			}
			got := strings.Join(append(lines, said...), "\n")
			if err != nil {
				got = err.Error()
			}
			if got != tt.want && !(strings.HasSuffix(tt.want, ": ") && strings.HasPrefix(got, tt.want)) {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func FuzzSources(f *testing.F) {
	for _, s := range []string{"<opml><outline xmlUrl='http://a.test/'/></opml>", "[[feed]]\nurl='http://a.test/'\ndelay='1s'", "feed=[{url=''}]", "<opml><outline", "[[feed]]\n[feed.x]\n[[feed.y]]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sources, _, err := list(t, text)
		for _, s := range sources {
			if _, bad := ParseAddress(s.URL); bad != nil || s.Delay < 0 || !strings.HasPrefix(s.Where, "feeds") || err != nil {
				t.Errorf("%+v, %v", s, bad)
			}
		}
	})
}
