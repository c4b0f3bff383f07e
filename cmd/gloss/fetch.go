package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"gloss/analyzer/ingest"
	"gloss/cmd/gloss/internal/fetch"
)

// fetchFlags are the flags of the commands that fetch.
type fetchFlags struct {
	contact, proxy, metrics string
	outlets                 string
	follow                  string
	delay                   time.Duration
	workers, items          int
	allowPrivate            bool
	allLanguages            bool
}

func (f *fetchFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.contact, "contact", "", "mail `ADDRESS` or page of yours, which servers are told in the user agent")
	cmd.Flags().DurationVar(&f.delay, "delay", time.Second, "pause between an answer of a host and the next request to it; a longer Crawl-delay counts, up to 30s")
	cmd.Flags().IntVar(&f.workers, "workers", 16, "requests at the same time, in all; one at a time to each host")
	cmd.Flags().IntVar(&f.items, "items", 200, "newest items of a feed that are looked at")
	cmd.Flags().StringVar(&f.follow, "follow", "7d", "look at known articles again, for changes, for so long; 0: never")
	cmd.Flags().BoolVar(&f.allowPrivate, "allow-private", false, "also ask addresses in your own network: loopback, private, link-local")
	cmd.Flags().StringVar(&f.proxy, "proxy", "", "proxy's `URL`; those of the environment are not used")
	cmd.Flags().StringVar(&f.metrics, "metrics-file", "", "write what came of the run to `FILE` in Prometheus text format")
	cmd.Flags().StringVar(&f.outlets, "outlets", "", "`FILE` of outlets to add to those known: domain, name, kind, other spellings, tabs between")
	cmd.Flags().BoolVar(&f.allLanguages, "all-languages", false, "keep articles that are not in English")
}

// options are the fetcher's, of the flags.
func (f *fetchFlags) options() (fetch.Options, error) {
	o := fetch.Options{Version: toolVersion(), Contact: f.contact, Delay: f.delay, Workers: f.workers, Items: f.items, AllowPrivate: f.allowPrivate}
	switch {
	case f.delay < 0:
		return o, fmt.Errorf("--delay %s is below 0", f.delay)
	case f.workers < 1 || f.items < 1:
		return o, errors.New("--workers and --items are at least 1")
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
gloss read does.

LIST is a file of feeds: OPML, or TOML with [[feed]] tables of url, outlet, kind and delay.
URL is a feed (RSS, Atom, JSON Feed) or a page.

robots.txt is obeyed, requests to one host are spaced, Retry-After is kept. Addresses in your own
network are not asked for, whatever leads there, unless --allow-private says so. Of a page that
cannot be had the text that its feed has is taken, as an excerpt.

What could not be fetched is said on standard error. One failure never stops the rest.

Exit status: 0 all was fetched; 1 some was not; 2 nothing was; 130 interrupted with a part written.`,
		Example: `  gloss fetch feeds.opml --contact desk@ledger.example > articles.jsonl
  gloss fetch https://ledger.example/feed.xml | gloss report -`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := f.options()
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return errors.New("fetch: no list and no address named; see gloss help fetch")
			}
			return fetchAll(cmd, args, f, o)
		},
	}
	f.add(cmd)
	return cmd
}

// sources are what the arguments name: addresses, and the feeds of lists. bad says that
// some feeds of a list cannot be asked for.
func sources(cmd *cobra.Command, args []string) (list []fetch.Source, bad bool, err error) {
	for _, arg := range args {
		if scheme, _, ok := strings.Cut(arg, "://"); ok && !strings.ContainsAny(scheme, `/\.`) {
			list = append(list, fetch.Source{URL: arg})
			continue
		}
		some, problems, err := fetch.ReadSources(arg)
		var pe *os.PathError
		if errors.As(err, &pe) {
			return nil, false, pathError(arg, err)
		}
		if err != nil {
			return nil, false, err
		}
		for _, p := range problems {
			complain(cmd, p.Error())
			bad = true
		}
		list = append(list, some...)
	}
	return list, bad, nil
}

// fetchAll runs once, with what it finds on standard output.
func fetchAll(cmd *cobra.Command, args []string, f fetchFlags, o fetch.Options) error {
	list, bad, err := sources(cmd, args)
	if err != nil {
		return err
	}
	defer stoppable(cmd)()
	out := bufio.NewWriterSize(cmd.OutOrStdout(), 1<<16)
	w := ingest.NewWriter(out)
	m := newMeter(cmd.ErrOrStderr())
	var failed error
	ctx, stop := context.WithCancel(cmd.Context())
	defer stop()
	o.Event = func(e fetch.Event) {
		if line := said(e); line != "" {
			m.finish()
			complain(cmd, line)
		}
		if e.Article != nil && (e.Kind == fetch.ArticleNew || e.Kind == fetch.ArticleChanged) && failed == nil {
			if failed = w.Write(e.Article); failed == nil {
				failed = out.Flush() // a reader of a pipe has it at once, and an interrupt loses nothing
			}
			if failed != nil {
				stop() // nobody takes what would come
			}
		}
		m.show("fetching", int64(e.Done), int64(e.Total), false)
	}
	sum := fetch.New(o).Run(ctx, list)
	m.finish()
	if failed != nil {
		return failed
	}
	fmt.Fprintln(cmd.ErrOrStderr(), "gloss:", fetched(sum))
	if f.metrics != "" {
		if err := writeFile(f.metrics, func(w io.Writer) error { return fetch.WriteMetrics(w, sum) }); err != nil {
			complain(cmd, "--metrics-file: "+err.Error())
			bad = true
		}
	}
	return fetchStatus(sum, bad)
}

// said is the line that a person is told of an event; empty if it is as it should be.
func said(e fetch.Event) string {
	switch e.Kind {
	case fetch.FeedFailed, fetch.PageFailed, fetch.Note:
		if e.Later {
			return fetch.Shown(e.URL) + ": " + e.What + "; to be tried again"
		}
		return fetch.Shown(e.URL) + ": " + e.What
	case fetch.ArticleGone:
		return fetch.Shown(e.URL) + ": withdrawn: " + e.What
	}
	return ""
}

// fetched is what came of a run, in words.
func fetched(s fetch.Summary) string {
	text := count(s.Feeds, "feed") + " read"
	if s.Unchanged > 0 {
		text += fmt.Sprintf(" (%d unchanged)", s.Unchanged)
	}
	text += ", " + count(s.New, "new article")
	if s.Changed > 0 {
		text += ", " + count(s.Changed, "changed article")
	}
	if s.Withdrawn > 0 {
		text += fmt.Sprintf(", %d withdrawn", s.Withdrawn)
	}
	sum := summary{aside: s.Aside}
	if aside := sum.asides(); aside != "" {
		text += ", " + aside
	}
	text += ", " + count(s.Failed(), "failure")
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

// stoppable makes an interrupt or SIGTERM end cmd's context, so that requests under way
// end in order; a second one ends the command at once. The function that it returns must
// be called when the command is done.
func stoppable(cmd *cobra.Command) (done func()) {
	parent := cmd.Context()
	if parent == nil {
		parent = context.Background()
	}
	ctx, cancel := context.WithCancel(parent)
	cmd.SetContext(ctx)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	finished := make(chan struct{})
	go func() {
		for n := 0; ; n++ {
			select {
			case <-finished:
				return
			case <-signals:
			}
			if n > 0 {
				os.Exit(exitStopped)
			}
			cancel()
		}
	}()
	return func() {
		signal.Stop(signals)
		close(finished)
		cancel()
	}
}

// writeFile writes a file so that whoever reads it finds the old or the new one, whole.
func writeFile(path string, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // of no effect once it is renamed
	err = write(tmp)
	if err == nil {
		err = tmp.Chmod(0o644) // another user's collector reads it
	}
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
