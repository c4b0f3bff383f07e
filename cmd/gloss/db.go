package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gloss/analyzer/page"
	"gloss/analyzer/report"
	"gloss/cmd/gloss/internal/store"
)

func dbCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "db",
		Short: "Look at a store, and look after it",
		Long: `Look at a store of articles, which gloss import and gloss fetch fill, and look after it.

A store is one SQLite file: any SQLite program reads it. gloss db schema prints what is in it.`,
	}
	cmd.AddCommand(dbSchemaCommand(), dbStatusCommand(), dbPruneCommand(), dbCheckCommand())
	return cmd
}

func dbSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the schema of stores, with what every column means",
		Long: `Print the schema of stores as SQL, with what every column means. The views at its end (article,
version, story, finding, outlet, growth) are made to be queried.`,
		Example: `  gloss db schema | less
  sqlite3 -readonly gloss.db "SELECT outlet, count(*) FROM finding WHERE kind = 'commentary' GROUP BY 1"`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := io.WriteString(cmd.OutOrStdout(), store.Schema())
			return err
		},
	}
}

func dbStatusCommand() *cobra.Command {
	var f dbFlags
	var format string
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Print how a store is: articles, growth, feeds and what failed",
		Long: `Print how a store is: its articles, versions and stories, how much came on each of the last days, its
feeds with their last success and, of those that fail, the reason, pages that could not be fetched,
and the last runs. Nothing is changed.

Exit status: 0 written; 2 the store cannot be read.`,
		Example: `  gloss db status
  gloss db status --db research.db --format json | jq '.feeds[] | select(.failures > 0)'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := f.open(true)
			if err != nil {
				return err
			}
			defer s.Close()
			st, err := s.Status()
			if err != nil {
				return err
			}
			switch format {
			case "json":
				return writeJSON(cmd.OutOrStdout(), " ", st)
			case "text":
				_, err = io.WriteString(cmd.OutOrStdout(), statusText(st))
				return err
			}
			return fmt.Errorf("--format %q is not one of text, json", format)
		},
	}
	f.add(cmd, defaultStore, "`FILE` of the store")
	cmd.Flags().StringVar(&format, "format", "text", "output format: text, json")
	return cmd
}

// statusText is a Status for a person to read.
func statusText(st *store.Status) string {
	var sb strings.Builder
	line := func(name, format string, a ...any) {
		fmt.Fprintf(&sb, "%-9s %s\n", name, report.Clean(fmt.Sprintf(format, a...)))
	}
	fmt.Fprintf(&sb, "%s: %s, schema %d\n", report.Clean(st.Path), size(st.Bytes), st.Schema)
	line("articles", "%d, and %s; %s of text, of %s", st.Articles, page.Plural(st.Versions, "later version"), size(st.Text), page.Plural(st.Outlets, "outlet"))
	if st.First != "" {
		line("", "added %s to %s", st.First, st.Last)
	}
	if st.Pruned > 0 {
		line("pruned", "%s", page.Plural(st.Pruned, "article"))
	}
	if st.Found == "" {
		line("stories", "not looked for yet")
	} else {
		line("stories", "%d among %s, found %s; %d analysed, %s", st.Stories, page.Plural(st.Among, "article"), st.Found, st.Analysed, page.Plural(st.Findings, "finding"))
	}
	for i, d := range st.Growth {
		name := ""
		if i == 0 {
			name = "growth"
		}
		pruned := ""
		if d.Pruned > 0 {
			pruned = fmt.Sprintf(", %d pruned", d.Pruned)
		}
		line(name, "%s %s, %s, %s%s", d.Day, page.Plural(d.Articles, "article"), page.Plural(d.Versions, "later version"), size(d.Bytes), pruned)
	}
	statusFeeds(st, line)
	for i, r := range st.Runs {
		name := ""
		if i == 0 {
			name = "runs"
		}
		how := r.Status
		if r.Ended == "" {
			how = "not ended: it runs, or was killed"
		}
		note := ""
		if r.Note != "" {
			note = ": " + r.Note
		}
		line(name, "%s  %s, %s; %d read, %d new, %s, %s%s", r.Began, r.Command, how, r.Read, r.Added, page.Plural(r.Versions, "version"), page.Plural(r.Problems, "problem"), note)
	}
	return sb.String()
}

// statusFeeds writes how feeds and pages are, what fails first.
func statusFeeds(st *store.Status, line func(name, format string, a ...any)) {
	failing := 0
	for _, f := range st.Feeds {
		if f.Failing() {
			failing++
		}
	}
	if len(st.Feeds) > 0 {
		line("feeds", "%d, %d failing", len(st.Feeds), failing)
	}
	feeds := slices.Clone(st.Feeds)
	slices.SortStableFunc(feeds, func(a, b store.FeedStatus) int { return b.Failures - a.Failures })
	for _, f := range feeds {
		last := "never read"
		if f.LastSuccess != "" {
			last = "last success " + f.LastSuccess
		}
		switch {
		case f.Dropped != "":
			line("", "%s  given up %s: %s", f.URL, f.Dropped, f.Failure)
		case f.Failing():
			line("", "%s  failed %s in a row, %s: %s; %s", f.URL, page.Plural(f.Failures, "time"), f.LastFailure, f.Failure, last)
		default:
			line("", "%s  %s; %s", f.URL, last, page.Plural(f.Articles, "article"))
		}
	}
	var pages []string
	for _, state := range []store.PageState{store.Waiting, store.Fetched, store.Failed, store.Refused} {
		if n := st.Pages[state]; n > 0 {
			pages = append(pages, fmt.Sprintf("%d %s", n, state))
		}
	}
	if len(pages) > 0 {
		line("pages", "%s", strings.Join(pages, ", "))
	}
	for _, p := range st.Failed {
		line("", "%s  %s: %s", p.URL, p.State, p.Failure)
	}
}

// size is a number of bytes, as a person reads it.
func size(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%d kB", (n+999)/1000)
}

// pruneFlags are the flags of gloss db prune.
type pruneFlags struct {
	db             dbFlags
	older          string
	vacuum, dryRun bool
}

func dbPruneCommand() *cobra.Command {
	var f pruneFlags
	cmd := &cobra.Command{
		Use:   "prune --older TIME",
		Short: "Delete old articles from a store; how many they were stays",
		Long: `Delete the articles that were added to a store longer ago than a time, with their texts, and the
findings that quote them. How many there were stays, by day and outlet. Their room in the file is
overwritten, and used again; --vacuum makes the file smaller.

Exit status: 0 done; 2 not done, or not all of it; 130 interrupted.`,
		Example: `  gloss db prune --older 90d --dry-run
  gloss db prune --older 90d --vacuum`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.older == "" {
				return errors.New("db prune: --older says how old, such as 90d")
			}
			defer interruptible(cmd)()
			return prune(cmd, f)
		},
	}
	f.db.add(cmd, defaultStore, "`FILE` of the store")
	cmd.Flags().StringVar(&f.older, "older", "", "delete what was added longer ago than `TIME`: 90d, 36h, or before a day such as 2026-01-31")
	cmd.Flags().BoolVar(&f.vacuum, "vacuum", false, "make the file smaller afterwards; needs as much room again meanwhile")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "only say what would be deleted")
	return cmd
}

func prune(cmd *cobra.Command, f pruneFlags) error {
	if err := there(f.db.path); err != nil {
		return err
	}
	s, err := f.db.open(f.dryRun)
	if err != nil {
		return err
	}
	defer s.Close()
	cut, err := before(s.Now(), f.older)
	if err != nil {
		return fmt.Errorf("--older %w", err)
	}
	n, bytes, err := s.Older(cut)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("%s with %s of text, added before %s", page.Plural(n, "article"), size(bytes), cut.UTC().Format(time.RFC3339))
	if f.dryRun {
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "would delete %s\n", what)
		return err
	}
	run, err := s.Begin(cmd.Context(), "prune", toolVersion())
	if err != nil {
		return err
	}
	m := newMeter(cmd.ErrOrStderr())
	done, err := s.Prune(cmd.Context(), cut, func(done int) { m.show("deleting", int64(done), int64(n), false) })
	m.finish()
	run.Note = fmt.Sprintf("%s deleted, added before %s", page.Plural(done, "article"), cut.UTC().Format(time.RFC3339))
	status := "done"
	if err != nil {
		status = "failed"
	}
	if interrupted := cmd.Context().Err() != nil; interrupted {
		status, err = "interrupted", fmt.Errorf("%w: %d of %d articles deleted; do it again for the rest", errCutShort, done, n)
	}
	if endErr := s.End(withoutCancel(cmd), &run, status); err == nil {
		err = endErr
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "deleted %s\n", what)
	if f.vacuum {
		saved, err := s.Vacuum(cmd.Context())
		if err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "the file is %s smaller\n", size(saved))
	}
	return nil
}

func dbCheckCommand() *cobra.Command {
	var f dbFlags
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Read a whole store and say whether it is damaged",
		Long:  "Read a whole store and say whether it is damaged. Nothing is changed.\n\nExit status: 0 it is not; 2 it is, or cannot be read.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := f.open(true)
			if err != nil {
				return err
			}
			defer s.Close()
			if err := s.Integrity(); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: no damage\n", report.Clean(s.Path()))
			return err
		},
	}
	f.add(cmd, defaultStore, "`FILE` of the store")
	return cmd
}
