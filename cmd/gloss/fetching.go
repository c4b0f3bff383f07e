package main

import (
	"bufio"
	"context"
	"errors"
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
	"gloss/cmd/gloss/internal/store"
)

// A fetching is what the commands that fetch have in common.
type fetching struct {
	say     func(what string) // is told what is wrong with a list, or with the metrics' file
	metrics string            // file; empty: none
	lists   *ingest.Lists
	clock   fetch.Clock
	fetcher *fetch.Fetcher

	store  *store.Store // nil: articles go to standard output
	keeper *keeper
	free   func() // the store, for other processes

	out    *bufio.Writer
	stop   context.CancelFunc // of the run
	failed error              // of standard output
}

// start makes a fetching whose runs begin nothing after within (0: no limit); tell is told
// what happens, say what is wrong besides. It must be closed.
func (f *fetchFlags) start(cmd *cobra.Command, within time.Duration, say func(string), tell func(fetch.Event)) (*fetching, error) {
	o, err := f.options()
	if err != nil {
		return nil, err
	}
	now, err := f.db.clock()
	if err != nil {
		return nil, err
	}
	g := &fetching{clock: fetch.SystemClock{}}
	if f.db.now != "" {
		g.clock = clockFrom{by: time.Until(now())}
	}
	o.Within, o.Clock = within, g.clock
	g.say, g.metrics, g.lists, g.out = say, f.metrics, o.Reader.Lists, bufio.NewWriterSize(cmd.OutOrStdout(), 1<<16)
	if f.db.path != "" {
		if err := g.open(f.db.path); err != nil {
			return nil, err
		}
		o.Keeper = g.keeper
	}
	w := ingest.NewWriter(g.out)
	o.Event = func(e fetch.Event) {
		if g.keeper == nil && e.Article != nil && e.Kind == fetch.ArticleNew && g.failed == nil {
			if g.failed = w.Write(e.Article); g.failed == nil {
				g.failed = g.out.Flush() // who reads has it at once, and an interrupt loses nothing
			}
			if g.failed != nil {
				g.stop() // nobody takes what would come
			}
		}
		tell(e)
	}
	g.fetcher = fetch.New(o)
	return g, nil
}

// A clockFrom is the machine's clock, set forward or back: it goes on, since pauses are
// told by it.
type clockFrom struct {
	fetch.SystemClock
	by time.Duration
}

// Now is the time.
func (c clockFrom) Now() time.Time { return time.Now().Add(c.by) }

func (g *fetching) open(path string) (err error) {
	if g.store, err = store.Open(path, store.Options{Now: g.clock.Now}); err != nil {
		return err
	}
	if g.free, err = onlyOne(path); err != nil {
		g.close()
		return err
	}
	if g.keeper, err = newKeeper(g.store, g.lists); err != nil {
		g.close()
	}
	return err
}

func (g *fetching) close() {
	if g.free != nil {
		g.free()
	}
	if g.store != nil {
		g.store.Close()
	}
}

// once fetches what the arguments name. bad says that some of it could not be asked for.
func (g *fetching) once(ctx context.Context, command string, args []string) (sum fetch.Summary, bad bool, err error) {
	list, bad, err := sources(args, g.say)
	if err != nil {
		return sum, bad, err
	}
	if err := g.name(list); err != nil {
		return sum, bad, err
	}
	if g.keeper != nil {
		if len(args) == 0 {
			if list = g.keeper.sources(); len(list) == 0 {
				return sum, bad, errors.New(g.store.Path() + ": no feeds in it yet; name a list or an address")
			}
		}
		if err := g.keeper.begin(command); err != nil {
			return sum, bad, err
		}
	}
	ctx, g.stop = context.WithCancel(ctx)
	defer g.stop()
	sum = g.fetcher.Run(ctx, list)
	if g.failed != nil {
		return sum, bad, g.failed
	}
	if g.keeper != nil {
		if err := g.keeper.end(sum); err != nil {
			return sum, bad, err
		}
	}
	if g.metrics != "" {
		if err := writeFile(g.metrics, func(w io.Writer) error { return fetch.WriteMetrics(w, sum) }); err != nil {
			g.say("--metrics-file: " + err.Error())
			bad = true
		}
	}
	return sum, bad, nil
}

// name adds the outlets that a list names, with their kinds, to those that are known.
func (g *fetching) name(list []fetch.Source) error {
	for _, s := range list {
		u, err := url.Parse(s.URL)
		if err != nil || s.Outlet == "" || s.Kind == "" {
			continue
		}
		name := strings.Join(strings.Fields(s.Outlet), " ")
		if err := g.lists.Add(s.Where, u.Hostname()+"\t"+name+"\t"+s.Kind); err != nil {
			return err
		}
	}
	return nil
}

// sources are what the arguments name: addresses, and the feeds of lists. bad says that
// some feeds of a list cannot be asked for; say is told which.
func sources(args []string, say func(string)) (list []fetch.Source, bad bool, err error) {
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
			say(p.Error())
			bad = true
		}
		list = append(list, some...)
	}
	return list, bad, nil
}

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
