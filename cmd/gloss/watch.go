package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gloss/cmd/gloss/internal/fetch"
)

// watchFlags are the flags of gloss watch.
type watchFlags struct {
	fetch fetchFlags
	every time.Duration
	once  bool
	log   string
}

// shortestEvery is the least time between two runs.
const shortestEvery = time.Minute

func watchCommand() *cobra.Command {
	var f watchFlags
	cmd := &cobra.Command{
		Use:   "watch [LIST|URL...]",
		Short: "Fetch feeds into a store again and again",
		Long: `Fetch feeds and the articles behind their items into a store, as gloss fetch --db does, again and
again, and log what happens on standard error, a line each.

LIST and URL are what gloss fetch takes; lists are read again before each run. Without either, the
store's feeds are fetched. Runs never overlap: one that takes longer than --every delays the next. On
SIGINT or SIGTERM, requests under way have five seconds to end in order; what waits is fetched by the
next run. A second signal ends gloss at once.

Exit status: 0 ended by a signal; 2 it could not begin. With --once that of gloss fetch.`,
		Example: `  gloss watch feeds.toml --every 15m --contact desk@ledger.example
  gloss watch --once --log json --metrics-file /var/lib/node_exporter/gloss.prom`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.fetch.db.path == "":
				return errors.New("watch: --db names no store")
			case f.every < shortestEvery:
				return fmt.Errorf("--every %s is less than %s", f.every, shortestEvery)
			case !slices.Contains(logs, f.log):
				return fmt.Errorf("--log %q is not one of %s", f.log, strings.Join(logs, ", "))
			}
			return watch(cmd, args, f)
		},
	}
	f.fetch.add(cmd, "gloss.db")
	cmd.Flags().DurationVar(&f.every, "every", 15*time.Minute, "time from the beginning of a run to that of the next")
	cmd.Flags().BoolVar(&f.once, "once", false, "run once, for cron and timers")
	cmd.Flags().StringVar(&f.log, "log", "text", "form of the log's lines: "+strings.Join(logs, ", "))
	return cmd
}

// logs are the forms of the log.
var logs = []string{"text", "json"}

// newLog makes a log; a quiet one has only warnings and errors.
func newLog(w io.Writer, form string, quiet bool) *slog.Logger {
	o := &slog.HandlerOptions{}
	if quiet {
		o.Level = slog.LevelWarn
	}
	if form == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

func watch(cmd *cobra.Command, args []string, f watchFlags) error {
	log := newLog(cmd.ErrOrStderr(), f.log, f.fetch.quiet)
	within := f.every // one slow host is not to keep the others from their next run
	if f.once {
		within = 0
	}
	g, err := f.fetch.start(cmd, within, func(what string) { log.Warn(what) }, func(e fetch.Event) { logEvent(log, e) })
	if err != nil {
		return err
	}
	defer g.close()
	defer stoppable(cmd)()
	ctx := cmd.Context()
	if f.once {
		sum, bad, err := g.once(ctx, "watch", args)
		if err != nil {
			return err
		}
		logRun(log, sum)
		err = fetchStatus(sum, bad)
		if err != nil && !errors.Is(err, errPartial) && !errors.Is(err, errCutShort) {
			log.Error(err.Error())
			err = errSaid // a line that is none of the log's would disturb who reads it
		}
		return err
	}
	first := true
	var failed error
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	fetch.Repeat(ctx, g.clock, f.every, func(next time.Time) {
		sum, _, err := g.once(ctx, "watch", args)
		if err != nil && first { // what is wrong from the beginning is the user's to mend
			failed = err
			stop()
			return
		}
		first = false
		if err != nil {
			log.Error("run failed", "what", err.Error(), "next", next.Format(time.RFC3339))
			return
		}
		logRun(log, sum, slog.Time("next", next))
	})
	if failed == nil {
		log.Info("ended by a signal")
	}
	return failed
}

// logEvent logs an event: what is as it should be as INFO, all else as WARN.
func logEvent(log *slog.Logger, e fetch.Event) {
	level := slog.LevelInfo
	attrs := []slog.Attr{slog.String("url", fetch.Shown(e.URL))}
	if e.Feed != "" && e.Feed != e.URL {
		attrs = append(attrs, slog.String("feed", fetch.Shown(e.Feed)))
	}
	switch e.Kind {
	case fetch.FeedRead, fetch.FeedUnchanged:
		attrs = append(attrs, slog.Int("items", e.Items), slog.Int("fresh", e.Fresh))
	case fetch.ArticleNew, fetch.ArticleChanged:
		attrs = append(attrs, slog.String("outlet", e.Article.Outlet), slog.String("title", e.Article.Title), slog.Bool("excerpt", e.Article.Excerpt))
		if e.Before != nil {
			added, removed := fetch.Changes(e.Before, e.Article)
			attrs = append(attrs, slog.Int("words_added", added), slog.Int("words_removed", removed))
		}
	case fetch.FeedFailed, fetch.PageFailed, fetch.ArticleGone:
		level = slog.LevelWarn
	}
	if e.Reason != "" {
		attrs = append(attrs, slog.String("reason", string(e.Reason)), slog.Bool("later", e.Later))
	}
	if e.What != "" {
		attrs = append(attrs, slog.String("what", e.What))
	}
	if e.Status > 0 {
		attrs = append(attrs, slog.Int("status", e.Status))
	}
	attrs = append(attrs, slog.Duration("took", e.Took.Round(time.Millisecond)))
	log.LogAttrs(context.Background(), level, e.Kind.String(), attrs...)
}

// logRun logs what came of a run.
func logRun(log *slog.Logger, s fetch.Summary, more ...slog.Attr) {
	level := slog.LevelInfo
	if s.Failed() > 0 {
		level = slog.LevelWarn
	}
	attrs := []slog.Attr{slog.Int("feeds", s.Feeds), slog.Int("unchanged", s.Unchanged), slog.Int("new", s.New), slog.Int("changed", s.Changed),
		slog.Int("withdrawn", s.Withdrawn), slog.Int("failed", s.Failed()), slog.Int("waiting", s.Left), slog.Bool("interrupted", s.Stopped),
		slog.Duration("took", s.Ended.Sub(s.Began).Round(time.Millisecond))}
	log.LogAttrs(context.Background(), level, "run done", append(attrs, more...)...)
}
