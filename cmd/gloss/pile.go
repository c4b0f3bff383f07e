package main

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"gloss/analyzer/cluster"
	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
)

// pileFlags are the flags of the commands that look for stories.
type pileFlags struct {
	read   readFlags
	within string
	known  string // file of stories that are known; gloss report alone has it
	links  bool   // cluster.Options.Links
	db     dbFlags
	again  bool // nothing that a store keeps of an earlier time is taken
	part   selection
}

func (f *pileFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.within, "within", "", "copies of a story are published within `TIME` of each other, as 7d or 36h (default: any time)")
	f.db.add(cmd, "", "take the articles of the store `FILE` instead of PATH (see gloss help import)")
	cmd.Flags().BoolVar(&f.again, "again", false, "find everything again, take nothing that the store keeps of an earlier time")
	f.part.add(cmd)
	f.read.add(cmd)
}

// check looks whether it is said once where the articles are.
func (f *pileFlags) check(command string, args []string) error {
	switch {
	case f.db.path != "" && len(args) > 0:
		return fmt.Errorf("%s: --db names a store, and %q is a path: import it into the store first", command, args[0])
	case f.db.path == "" && len(args) == 0:
		return fmt.Errorf("%s: no path named, nor a store with --db; see gloss help %[1]s", command)
	case f.db.path == "" && (f.again || f.part != selection{}):
		return fmt.Errorf("%s: --again, --since and --outlet are of a store, which --db names", command)
	}
	return nil
}

// minutes is --within, or else what the house rules say of it, in minutes; 0 if
// neither does.
func (f *pileFlags) minutes() (int, error) {
	if f.within != "" {
		return minutes("--within", f.within)
	}
	h, err := houseRules(f.read.cmd)
	if err != nil {
		return 0, err
	}
	return h.Thresholds.Within.minutes, nil
}

// minutes is a time such as 7d or 36h in minutes; name says what it is for.
func minutes(name, within string) (int, error) {
	wrong := fmt.Errorf("%s %q is not a time such as 7d or 36h", name, within)
	if days, ok := strings.CutSuffix(within, "d"); ok {
		n, err := strconv.ParseFloat(days, 64)
		if err != nil || !(n > 0) || n > 100_000 {
			return 0, wrong
		}
		return max(1, int(n*24*60)), nil
	}
	d, err := time.ParseDuration(within)
	if err != nil || d < time.Minute {
		return 0, wrong
	}
	return int(d.Minutes()), nil
}

// A pile is many articles of any input and the stories among them.
type pile struct {
	cmd     *cobra.Command
	lists   *ingest.Lists
	stories *cluster.Pile
	each    func(*news.Article) error // is called for every article
	meter   *meter
	spill   *os.File
	sum     summary
	seed    maphash.Seed
	seen    map[uint64]uint64 // hash of an ID → hash of its text
	failed  error
}

// scratch is a temporary file that is gone when the program ends.
func scratch() (*os.File, error) {
	f, err := os.CreateTemp("", "gloss-*.tmp")
	if err != nil {
		return nil, fmt.Errorf("temporary file: %w", err)
	}
	os.Remove(f.Name()) // where an open file cannot be removed, close does it
	return f, nil
}

// discard ends the use of a temporary file.
func discard(f *os.File) {
	f.Close()
	os.Remove(f.Name())
}

// readPile reads the articles that the arguments name and finds the stories among
// them. each, if not nil, gets every article.
func readPile(cmd *cobra.Command, args []string, f pileFlags, each func(*news.Article) error) (*pile, *cluster.Result, error) {
	return makePile(cmd, f, each, func(p *pile, reader ingest.Reader) error {
		in := newInput(reader, cmd.InOrStdin(), p.take)
		if p.meter != nil {
			total := sizeOf(args)
			in.progress = func(done int64) { p.meter.show("reading", done, total, true) }
		}
		for _, arg := range args {
			in.add(arg)
		}
		p.sum.skipped = in.skipped
		return p.failed
	})
}

// makePile makes a pile of what fill adds to it, and finds the stories.
func makePile(cmd *cobra.Command, f pileFlags, each func(*news.Article) error, fill func(*pile, ingest.Reader) error) (*pile, *cluster.Result, error) {
	within, err := f.minutes()
	if err != nil {
		return nil, nil, err
	}
	reader, err := f.read.reader()
	if err != nil {
		return nil, nil, err
	}
	spill, err := scratch()
	if err != nil {
		return nil, nil, err
	}
	p := &pile{cmd: cmd, lists: reader.Lists, each: each, meter: newMeter(cmd.ErrOrStderr()), spill: spill,
		sum: summary{aside: make(map[string]int)}, seed: maphash.MakeSeed(), seen: make(map[uint64]uint64)}
	defer p.meter.finish()
	opt := cluster.Options{Workers: runtime.GOMAXPROCS(0), Within: within, Links: f.links}
	opt.Progress = func(stage cluster.Stage, done, total int) bool {
		p.meter.show(string(stage), int64(done), int64(total), false)
		return cmd.Context().Err() == nil
	}
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(memorySaving))
	}
	p.stories = cluster.New(spill, opt)
	err = fill(p, reader)
	if err == nil && p.sum.articles == 0 {
		err = errors.New("nothing was read")
	}
	var result *cluster.Result
	if err == nil {
		result, err = p.find(f.known)
	}
	if errors.Is(err, cluster.ErrStopped) {
		err = errInterrupted
	}
	if err != nil {
		p.close()
		return nil, nil, err
	}
	return p, result, nil
}

// close ends the use of the temporary file.
func (p *pile) close() {
	p.stories.Close()
	discard(p.spill)
}

// find looks for the stories, or takes them from a file of lines "article id, tab,
// story id", as gloss stories writes it.
func (p *pile) find(known string) (*cluster.Result, error) {
	if known == "" {
		return p.stories.Stories()
	}
	data, err := os.ReadFile(known)
	if err != nil {
		return nil, fmt.Errorf("--stories: %w", pathError(known, err))
	}
	story := make(map[string]string)
	for n, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		article, name, ok := strings.Cut(strings.TrimSuffix(line, "\r"), "\t")
		article = fromCell(article)
		problem := ingest.Problem{Path: known, Line: n + 1}
		switch {
		case !ok || article == "" || name == "" || strings.Contains(name, "\t"):
			problem.What = "not a line of an article's id, a tab, and a story's id"
		case story[article] != "":
			problem.What = fmt.Sprintf("article %q stands there twice", article)
		case !p.has(article):
			problem.What = fmt.Sprintf("no article has the id %q", article)
		default:
			story[article] = name
			continue
		}
		p.complain(problem)
		p.sum.problems++
	}
	return p.stories.Known(story)
}

// has reports whether an article with that ID was read.
func (p *pile) has(id string) bool {
	_, ok := p.seen[maphash.String(p.seed, id)]
	return ok
}

// memorySaving is how much the memory in use may grow before what is not used is
// collected, in per cent, while a pile is read: most of it stays in use.
const memorySaving = 50

// errInterrupted says that the user ended the command.
var errInterrupted = errors.New("interrupted")

// patience is how long a command may take to notice that it was interrupted: one
// that waits for its input never does.
const patience = time.Second

// interruptible makes an interrupt end cmd's context, so that it stops in order;
// temporary files are gone in any case. A second interrupt ends it at once. The
// function that it returns must be called when the command is done.
func interruptible(cmd *cobra.Command) (done func()) {
	ctx, restore := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	cmd.SetContext(ctx)
	finished := make(chan struct{})
	go func() {
		select {
		case <-finished:
			return
		case <-ctx.Done():
			restore()
		}
		select {
		case <-finished:
		case <-time.After(patience):
			discardUnfinished()
			fmt.Fprintln(cmd.ErrOrStderr(), "gloss:", errInterrupted)
			os.Exit(exitNothing)
		}
	}()
	return func() { close(finished); restore() }
}

// take is called for every Item of the input.
func (p *pile) take(it ingest.Item) bool {
	if p.cmd.Context().Err() != nil {
		p.failed = errInterrupted
		return false
	}
	for _, problem := range it.Problems {
		p.complain(problem)
	}
	p.sum.add(it)
	a := it.Article
	if a == nil {
		return true
	}
	if a.ID == filepath.Base(a.Path) {
		a.ID = nameOfPath(a.Path) // files of many folders have the same names
	}
	if !p.unique(a, it.Line) {
		return true
	}
	outlet, _ := p.lists.Named(a.Outlet)
	p.failed = p.stories.Add(a, outlet.Kind == ingest.Agency)
	if p.failed == nil && p.each != nil {
		p.failed = p.each(a)
	}
	return p.failed == nil
}

// nameOfPath is the ID of the article of a file. Bytes that no text has are written
// as %XX.
func nameOfPath(path string) string {
	path = filepath.ToSlash(path)
	if utf8.ValidString(path) && strings.IndexFunc(path, unicode.IsControl) < 0 {
		return path
	}
	var sb strings.Builder
	for i, r := range path {
		if _, n := utf8.DecodeRuneInString(path[i:]); r == utf8.RuneError && n == 1 || unicode.IsControl(r) {
			fmt.Fprintf(&sb, "%%%02X", path[i])
		} else {
			sb.WriteRune(r)
		}
	}
	return sb.String()
}

// unique sees to it that no two articles have one ID. The same article again is
// passed over; another one with an ID that was used is named by its place, too.
func (p *pile) unique(a *news.Article, line int) bool {
	text := maphash.String(p.seed, a.Text)
	for try, id := 0, a.ID; try < 3; try++ {
		switch try {
		case 1:
			id = fmt.Sprintf("%s#%s", nameOfPath(a.Path), a.ID)
		case 2:
			id = fmt.Sprintf("%s:%d#%s", nameOfPath(a.Path), line, a.ID)
		}
		h := maphash.String(p.seed, id)
		switch old, used := p.seen[h]; {
		case !used:
			a.ID, p.seen[h] = id, text
			return true
		case old == text:
			p.sum.articles--
			p.sum.aside["the same article again"]++
			return false
		}
	}
	p.complain(ingest.Problem{Path: a.Path, Line: line, What: fmt.Sprintf("id %q was used before", a.ID), Fatal: true})
	p.sum.problems, p.sum.articles = p.sum.problems+1, p.sum.articles-1
	return false
}

// complain says what could not be read, above the meter.
func (p *pile) complain(problem ingest.Problem) {
	p.meter.finish()
	complain(p.cmd, problem.Error())
}

// end says what was read, and is the command's error if some was not.
func (p *pile) end() error {
	fmt.Fprintln(p.cmd.ErrOrStderr(), "gloss:", p.sum)
	if p.sum.problems > 0 {
		return errPartial
	}
	return nil
}

// sizeOf is the size of the files that the arguments name, in bytes; 0 if it is not
// known.
func sizeOf(args []string) int64 {
	var total int64
	for _, arg := range args {
		if arg == "-" {
			return 0
		}
		filepath.WalkDir(arg, func(path string, e os.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
					total += info.Size()
				}
			}
			return nil
		})
	}
	return total
}

// A meteredReader tells how much was read.
type meteredReader struct {
	io.Reader
	in *input
}

func (r meteredReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.in.done += int64(n)
	r.in.progress(r.in.done)
	return n, err
}
