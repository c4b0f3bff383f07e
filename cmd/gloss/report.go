package main

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"gloss/analyzer"
	"gloss/analyzer/cluster"
	"gloss/analyzer/news"
	"gloss/analyzer/outlet"
	"gloss/analyzer/page"
	"gloss/analyzer/report"
	"gloss/cmd/gloss/internal/store"
)

// reportFlags are the flags of gloss report.
type reportFlags struct {
	pile    pileFlags
	page    pageFlags
	model   modelFlags
	outlets outlet.Options
}

func reportCommand() *cobra.Command {
	var f reportFlags
	cmd := &cobra.Command{
		Use:   "report PATH... | --db FILE",
		Short: "Find the stories in a pile of articles and print the framing report of each",
		Long: `Find the stories in a pile of articles, as gloss stories does, and print of each the framing report
that gloss compare prints.

PATH is what gloss read reads: files, folders and "-", in any format. Of several versions of one
outlet's article the latest is compared, and what was changed after publication is told. Lines that
recur in an outlet's articles are left out as not article text. Stories come in the order of their
dates.

With --db, the articles are those of a store. What was found in its stories is kept there: the next
time, only stories are compared again whose articles, or what is known of their outlets, changed. The
report is the same as one that is made afresh (--again).

Exit status: 0 written; 1 written, but some input could not be read; 2 nothing written; 130
interrupted when a part was written.`,
		Example: `  gloss report crawl/ --within 7d
  gloss report articles.jsonl --format json > report.json
  gloss report articles.jsonl --stories stories.tsv
  zcat day.jsonl.gz | gloss report - | less -R
  gloss report --db gloss.db --since 1d --outlet "Harbour Herald"`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.page.check(); err != nil {
				return err
			}
			if err := f.model.check(); err != nil {
				return err
			}
			if f.outlets.MinStories < 1 {
				return fmt.Errorf("--min-stories %d is below 1", f.outlets.MinStories)
			}
			if err := f.outlets.Check(); err != nil {
				return fmt.Errorf("--sort: %w", err)
			}
			if err := f.pile.check("report", args); err != nil {
				return err
			}
			defer interruptible(cmd)()
			return reportPile(cmd, args, f)
		},
	}
	cmd.Flags().StringVar(&f.pile.known, "stories", "", "take the stories from `FILE`, as gloss stories --format tsv writes it, instead of looking for them")
	cmd.Flags().IntVar(&f.outlets.MinStories, "min-stories", outlet.DefaultMinStories, "give rates only for outlets with `N` stories or more, else counts")
	cmd.Flags().StringVar(&f.outlets.Sort, "sort", "", "order the outlets by their rates of a `MEASURE`, highest first (default: by name)")
	f.page.add(cmd)
	f.model.add(cmd)
	f.pile.add(cmd)
	return cmd
}

// A bookcase has the articles of a report.
type bookcase interface {
	articles(ids []string) ([]news.Article, error) // safe for concurrent use
	dated(id string) string                        // "~", after every date, if it has none
}

// A source is what a report is made of.
type source struct {
	shelf  bookcase
	result *cluster.Result
	input  report.Input
	memory *memory // of a store; else nil
	meter  *meter
	alone  []report.Warning // about the articles that are of no story
	end    func() error     // says what was read; an error if some was not
	close  func()
}

// source reads the articles and finds the stories.
func (f reportFlags) source(cmd *cobra.Command, args []string) (source, error) {
	if f.pile.db.path != "" {
		return f.stored(cmd)
	}
	shelf, err := newShelf()
	if err != nil {
		return source{}, err
	}
	var input report.Fingerprint
	p, res, err := readPile(cmd, args, f.pile, func(a *news.Article) error {
		input.Add(a)
		return shelf.put(a)
	})
	if err == nil {
		p.close() // what stands there is not needed any more
		err = shelf.flush()
	}
	if err != nil {
		shelf.close()
		return source{}, err
	}
	return source{shelf: shelf, result: res, input: input.Input(), meter: p.meter, alone: alone(res), end: p.end, close: shelf.close}, nil
}

func reportPile(cmd *cobra.Command, args []string, f reportFlags) error {
	src, err := f.source(cmd, args)
	if err != nil {
		return err
	}
	defer src.close()
	res := src.result
	a, err := f.model.analyzer()
	if err != nil {
		return err
	}
	w, err := f.page.open(cmd, a.Tool(), made(cmd, args, src.input), len(res.Stories))
	if err != nil {
		return err
	}
	defer w.discard()
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(shortLived))
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(shortLivedLimit))
	}
	res.ByDate()
	t := teller{a, src.shelf, res, nil}
	if src.memory != nil {
		t.memory, err = src.memory.of(f.model, a.Tool())
		if err != nil {
			return err
		}
		defer t.memory.flush()
	}
	total := outlet.NewTotal()
	done := 0
	meter := src.meter
	if w.folder == nil && terminal(cmd.OutOrStdout()) {
		meter = nil // there, the report itself is what shows
	}
	defer meter.finish()
	err = inOrder(runtime.GOMAXPROCS(0), len(res.Stories), func(i int) (told, error) {
		if cmd.Context().Err() != nil {
			return told{}, errInterrupted
		}
		return t.tell(res.Stories[i])
	}, func(s told) error {
		done++
		meter.show("comparing stories", int64(done), int64(len(res.Stories)), false)
		total.Add(s.counts)
		if s.found != nil {
			t.memory.keep(*s.found)
		}
		return w.Story(s.story, s.warnings)
	})
	if err == errInterrupted && done > 0 && w.folder == nil {
		return fmt.Errorf("%w, the report is incomplete: %d of %d stories", errCutShort, done, len(res.Stories))
	}
	if err != nil {
		return err
	}
	if err := w.Close(report.Summary{Outlets: total.Summary(f.outlets), Warnings: src.alone}); err != nil {
		return err
	}
	if err := w.finish(); err != nil {
		return err
	}
	meter.finish()
	return src.end()
}

// How much the memory in use may grow before what is not used is collected, while
// stories are compared: little of it is used for long.
const (
	shortLived      = 300       // per cent
	shortLivedLimit = 400 << 20 // bytes in all, from where it is collected sooner
)

// alone says how many articles are of no story.
func alone(res *cluster.Result) []report.Warning {
	switch n := len(res.Singletons); {
	case len(res.Stories) == 0:
		return []report.Warning{{Text: fmt.Sprintf("no story found: none of %s shares enough text with another", page.Plural(n, "article"))}}
	case n > 0:
		return []report.Warning{{Text: page.Plural(n, "article") + " shared too little text with any other to be compared; gloss stories --format json names them"}}
	}
	return nil
}

// A teller runs the stages over the stories of a pile.
type teller struct {
	analyzer *analyzer.Analyzer
	shelf    bookcase
	result   *cluster.Result
	memory   *memory // of what was found before; nil: nothing is kept
}

// A told is one story as it is reported.
type told struct {
	story    report.Story
	counts   outlet.Story
	warnings []report.Warning
	found    *store.Analysis // what is to be kept; nil: nothing is
}

// How many copies of a story, and earlier versions of one, are compared: the work
// grows with the square of the copies' number.
const (
	mostCopies   = 40
	mostVersions = 10
)

func (t teller) tell(s cluster.Story) (told, error) {
	c, left, err := t.copies(s)
	if err != nil {
		return told{}, err
	}
	var ids []string
	for _, a := range c.Articles {
		ids = append(ids, a.ID)
	}
	var key store.Key
	if t.memory != nil {
		key = t.memory.key(s, ids, c.Earlier)
		if c.Found, err = t.memory.recall(key); err != nil {
			return told{}, err
		}
	}
	story, warnings, err := t.analyzer.Story(c, analyzer.Options{})
	if err != nil {
		return told{}, err
	}
	out := told{story: story, counts: story.Count(), warnings: append(left, warnings...)}
	if t.memory != nil && c.Found == nil {
		data, err := analyzer.Encode(story)
		if err != nil {
			return told{}, err
		}
		out.found = &store.Analysis{Key: key, Data: data, Story: story}
	}
	return out, nil
}

// copies are what is compared of a story, and warnings of what is left out.
func (t teller) copies(s cluster.Story) (analyzer.Copies, []report.Warning, error) {
	c := analyzer.Copies{ID: s.ID, Wire: s.Wire, Weakest: &s.Weakest, Earlier: make(map[string][]news.Article), Recurring: t.result.Boilerplate.Find}
	copies, left := t.choose(s)
	var err error
	if c.Articles, err = t.shelf.articles(copies); err != nil {
		return c, nil, err
	}
	for _, v := range s.Versions {
		if !slices.Contains(copies, v.Latest) {
			continue
		}
		earlier := v.Earlier
		if n := len(earlier); n > mostVersions {
			earlier = earlier[n-mostVersions:]
			left = append(left, report.Warning{Document: v.Latest, Text: fmt.Sprintf("has %d earlier versions: the latest %d of them are compared", n, mostVersions)})
		}
		if c.Earlier[v.Latest], err = t.shelf.articles(earlier); err != nil {
			return c, nil, err
		}
	}
	return c, left, nil
}

// choose returns the copies that are compared: all, or the earliest of too many,
// the agency's text among them.
func (t teller) choose(s cluster.Story) ([]string, []report.Warning) {
	n := len(s.Copies)
	if n <= mostCopies {
		return s.Copies, nil
	}
	copies := slices.Clone(s.Copies)
	slices.SortStableFunc(copies, func(a, b string) int { return cmp.Compare(t.shelf.dated(a), t.shelf.dated(b)) })
	copies = copies[:mostCopies]
	if s.Wire != "" && !slices.Contains(copies, s.Wire) {
		copies[mostCopies-1] = s.Wire
	}
	return copies, []report.Warning{{Text: fmt.Sprintf("story %s has %d copies: the earliest %d are compared, the others and their versions are not", s.ID, n, mostCopies)}}
}
