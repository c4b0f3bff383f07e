package main

import (
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"gloss/analyzer/page"
	"gloss/cmd/gloss/internal/fetch"
)

// fetchFlags are the flags of the commands that fetch.
type fetchFlags struct {
	db                      dbFlags
	contact, proxy, metrics string
	outlets                 string
	follow                  string
	delay                   time.Duration
	workers, items, perHost int
	allowPrivate            bool
	allLanguages            bool
	quiet                   bool
}

func (f *fetchFlags) add(cmd *cobra.Command, db string) {
	f.db.add(cmd, db, "keep what is fetched in the store `FILE`")
	cmd.Flags().StringVar(&f.contact, "contact", "", "mail `ADDRESS` or page of yours, which servers are told in the user agent")
	cmd.Flags().DurationVar(&f.delay, "delay", time.Second, "pause between an answer of a host and the next request to it; a longer Crawl-delay counts, up to 30s")
	cmd.Flags().IntVar(&f.workers, "workers", 16, "requests at the same time, in all")
	cmd.Flags().IntVar(&f.perHost, "per-host", 1, "requests at the same time to one host")
	cmd.Flags().IntVar(&f.items, "items", 200, "newest items of a feed that are looked at")
	cmd.Flags().StringVar(&f.follow, "follow", "7d", "look at known articles again, for changes, for so long; 0: never")
	cmd.Flags().BoolVar(&f.allowPrivate, "allow-private", false, "also ask addresses in your own network: loopback, private, link-local")
	cmd.Flags().StringVar(&f.proxy, "proxy", "", "proxy's `URL`; those of the environment are not used")
	cmd.Flags().StringVar(&f.metrics, "metrics-file", "", "write what came of the run to `FILE` in Prometheus text format")
	cmd.Flags().StringVar(&f.outlets, "outlets", "", "`FILE` of outlets to add to those known: domain, name, kind, other spellings, tabs between")
	cmd.Flags().BoolVar(&f.allLanguages, "all-languages", false, "keep articles that are not in English")
	cmd.Flags().BoolVar(&f.quiet, "quiet", false, "say nothing but what went wrong, so that cron sends no mail for nothing")
}

// options are the fetcher's, of the flags.
func (f *fetchFlags) options() (fetch.Options, error) {
	o := fetch.Options{Version: toolVersion(), Contact: f.contact, Delay: f.delay, Workers: f.workers, PerHost: f.perHost, Items: f.items, AllowPrivate: f.allowPrivate}
	switch {
	case f.delay < 0:
		return o, fmt.Errorf("--delay %s is below 0", f.delay)
	case f.workers < 1 || f.perHost < 1 || f.items < 1:
		return o, errors.New("--workers, --per-host and --items are at least 1")
	}
	if f.delay == 0 {
		o.Delay = time.Nanosecond // the zero Options have a default
	}
	if f.follow != "0" {
		follow, err := timeOf(f.follow)
		if err != nil {
			return o, fmt.Errorf("--follow %w", err)
		}
		o.Follow = follow
	}
	if f.proxy != "" {
		u, err := url.Parse(f.proxy)
		if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" {
			return o, fmt.Errorf("--proxy %q is not the URL of one (http, https, socks5)", fetch.Shown(f.proxy))
		}
		o.Proxy = u
	}
	read := readFlags{outlets: f.outlets, allLanguages: f.allLanguages}
	var err error
	o.Reader, err = read.reader()
	return o, err
}

// timeOf reads a time such as 7d or 36h.
func timeOf(text string) (time.Duration, error) {
	within := pileFlags{within: text}
	n, err := within.minutes()
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%q is not a time such as 7d or 36h", text)
	}
	return time.Duration(n) * time.Minute, nil
}

func fetchCommand() *cobra.Command {
	var f fetchFlags
	cmd := &cobra.Command{
		Use:   "fetch LIST|URL...",
		Short: "Fetch feeds and the articles behind their items",
		Long: `Fetch feeds and the articles behind their items, and print the articles, one JSON article a line, as
gloss read does; or, with --db, keep them in a store, which remembers feeds and articles, so that the
next run asks only for what is new, goes on where this one was ended, and looks at known articles again
for changes.

LIST is a file of feeds: OPML, or TOML with [[feed]] tables of url, outlet, kind and delay.
URL is a feed (RSS, Atom, JSON Feed) or a page. Without either, the store's feeds are fetched.

robots.txt is obeyed, requests to one host are spaced, Retry-After is kept. Addresses in your own
network are not asked for, whatever leads there, unless --allow-private says so. Of a page that
cannot be had the text that its feed has is taken, as an excerpt.

What could not be fetched is said on standard error. One failure never stops the rest.

Exit status: 0 all was fetched; 1 some was not; 2 nothing was; 130 interrupted with a part written.`,
		Example: `  gloss fetch feeds.opml --contact desk@ledger.example > articles.jsonl
  gloss fetch feeds.toml --db gloss.db
  gloss fetch https://ledger.example/feed.xml | gloss report -`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && f.db.path == "" {
				return errors.New("fetch: no list and no address named; see gloss help fetch")
			}
			return fetchAll(cmd, args, f)
		},
	}
	f.add(cmd, "")
	return cmd
}

// fetchAll runs once.
func fetchAll(cmd *cobra.Command, args []string, f fetchFlags) error {
	m := newMeter(cmd.ErrOrStderr())
	defer m.finish()
	say := func(what string) {
		m.finish()
		complain(cmd, what)
	}
	g, err := f.start(cmd, 0, say, func(e fetch.Event) {
		if line := said(e); line != "" && (!f.quiet || e.Reason != "") {
			say(line)
		}
		m.show("fetching", int64(e.Done), int64(e.Total), false)
	})
	if err != nil {
		return err
	}
	defer g.close()
	defer stoppable(cmd)()
	sum, bad, err := g.once(cmd.Context(), "fetch", args)
	m.finish()
	if err != nil {
		return err
	}
	err = fetchStatus(sum, bad)
	if !f.quiet || err != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "gloss:", fetched(sum))
	}
	return err
}

// said is the line that a person is told of an event; empty if it is as it should be.
func said(e fetch.Event) string {
	switch e.Kind {
	case fetch.FeedFailed, fetch.PageFailed, fetch.Note:
		if e.Later {
			return fetch.Shown(e.URL) + ": " + e.What + "; to be tried again"
		}
		return fetch.Shown(e.URL) + ": " + e.What
	case fetch.ArticleChanged:
		if e.Before != nil {
			added, removed := fetch.Changes(e.Before, e.Article)
			return fmt.Sprintf("%s: changed: %s added, %s removed", fetch.Shown(e.URL), page.Plural(added, "word"), page.Plural(removed, "word"))
		}
	case fetch.ArticleGone:
		return fetch.Shown(e.URL) + ": withdrawn: " + e.What
	}
	return ""
}

// fetched is what came of a run, in words.
func fetched(s fetch.Summary) string {
	text := page.Plural(s.Feeds, "feed") + " read"
	if s.Unchanged > 0 {
		text += fmt.Sprintf(" (%d unchanged)", s.Unchanged)
	}
	text += ", " + page.Plural(s.New, "new article")
	if s.Changed > 0 {
		text += ", " + page.Plural(s.Changed, "changed article")
	}
	if s.Withdrawn > 0 {
		text += fmt.Sprintf(", %d withdrawn", s.Withdrawn)
	}
	sum := summary{aside: s.Aside}
	if aside := sum.asides(); aside != "" {
		text += ", " + aside
	}
	text += ", " + page.Plural(s.Failed(), "failure")
	if s.Left > 0 {
		text += fmt.Sprintf(", %d left for another run", s.Left)
	}
	return text
}

// fetchStatus is the error that a run ends with.
func fetchStatus(s fetch.Summary, bad bool) error {
	switch {
	case s.Stopped && s.Had() == 0:
		return errInterrupted
	case s.Stopped:
		return fetchStopped{}
	case s.Had() == 0 && (s.Failed() > 0 || bad):
		return errors.New("nothing was fetched")
	case s.Failed() > 0 || bad:
		return errPartial
	}
	return nil
}

// fetchStopped is errCutShort in the words of a command that writes no report.
type fetchStopped struct{}

func (fetchStopped) Error() string        { return errInterrupted.Error() }
func (fetchStopped) Is(target error) bool { return target == errCutShort }
