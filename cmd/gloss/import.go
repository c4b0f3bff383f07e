package main

import (
	"bufio"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
	"gloss/analyzer/page"
	"gloss/cmd/gloss/internal/store"
)

// importFlags are the flags of gloss import.
type importFlags struct {
	db    dbFlags
	read  readFlags
	print bool
}

func importCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import PATH...",
		Short: "Add articles of any format to a store",
		Long: `Add articles of any format to a store, which is made if it is not there.

PATH is what gloss read reads: files, folders and "-", in any format. An article that is there in the
same words is passed over, so that the same input may be imported any number of times; one whose
address is there with other words is kept as a later version. What was imported stays, whatever
happens to the command: after a kill, import the same input again.

Exit status: 0 all was imported; 1 some input could not be read; 2 nothing was imported; 130
interrupted when a part was imported.`,
		Example: `  gloss import crawl/ day.jsonl.gz
  gloss import articles.jsonl --db research.db
  gloss import day.jsonl --print | grep ^version`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("import: no path named; see gloss help import")
			}
			defer interruptible(cmd)()
			return importAll(cmd, args, f)
		},
	}
	f.db.add(cmd, defaultStore, "`FILE` of the store")
	cmd.Flags().BoolVar(&f.print, "print", false, "print a line for each article once it is kept: new, version or known, a tab, and its id")
	f.read.add(cmd)
	return cmd
}

// An importer adds articles to a store, some at a time.
type importer struct {
	cmd   *cobra.Command
	store *store.Store
	lists *ingest.Lists
	run   store.Run
	out   *bufio.Writer // is told of what is kept; nil: nobody asks
	batch []*news.Article
	size  int // bytes of the batch
	sum   summary
	meter *meter
	err   error
}

// So many articles, or bytes of them, are one transaction.
const (
	importArticles = 500
	importBytes    = 4 << 20
)

func importAll(cmd *cobra.Command, args []string, f importFlags) error {
	reader, err := f.read.reader()
	if err != nil {
		return err
	}
	s, err := f.db.open(false)
	if err != nil {
		return err
	}
	defer s.Close()
	m := &importer{cmd: cmd, store: s, lists: reader.Lists, sum: summary{aside: make(map[string]int)}, meter: newMeter(cmd.ErrOrStderr())}
	if f.print {
		m.out = bufio.NewWriter(cmd.OutOrStdout())
	}
	if m.run, err = s.Begin(cmd.Context(), "import", toolVersion()); err != nil {
		return err
	}
	in := newInput(reader, cmd.InOrStdin(), m.take)
	if m.meter != nil {
		total := sizeOf(args)
		in.progress = func(done int64) { m.meter.show("importing", done, total, true) }
	}
	for _, arg := range args {
		in.add(arg)
	}
	m.sum.skipped = in.skipped
	if m.err == nil || errors.Is(m.err, errInterrupted) {
		m.err = errors.Join(m.err, m.keep())
	}
	m.meter.finish()
	return m.end()
}

// take is called for every Item of the input.
func (m *importer) take(it ingest.Item) bool {
	if m.cmd.Context().Err() != nil {
		m.err = errInterrupted
		return false
	}
	for _, p := range it.Problems {
		m.meter.finish()
		complain(m.cmd, p.Error())
	}
	m.sum.add(it)
	a := it.Article
	if a == nil {
		return true
	}
	if a.ID == filepath.Base(a.Path) {
		a.ID = nameOfPath(a.Path)
	}
	m.batch = append(m.batch, a)
	if m.size += len(a.Text); len(m.batch) < importArticles && m.size < importBytes {
		return true
	}
	m.err = m.keep()
	return m.err == nil
}

// keep writes the batch. It is not cut short by an interrupt: that would lose what
// was read.
func (m *importer) keep() error {
	run, arrivals := m.run, make([]store.Arrival, len(m.batch))
	run.Problems = m.sum.problems
	err := m.store.Write(withoutCancel(m.cmd), func(tx *store.Tx) error {
		for i, a := range m.batch {
			outlet, _ := m.lists.Named(a.Outlet)
			var err error
			if arrivals[i], err = tx.Add(a, 0, outlet.Kind == ingest.Agency); err != nil {
				return err
			}
			run.Count(arrivals[i])
		}
		return tx.PutRun(&run)
	})
	if err != nil {
		return err
	}
	m.run, m.batch, m.size = run, m.batch[:0], 0
	if m.out == nil {
		return nil
	}
	for _, a := range arrivals {
		fmt.Fprintf(m.out, "%s\t%s\n", a.Outcome, toCell(a.ID))
	}
	return m.out.Flush()
}

// end says what was imported.
func (m *importer) end() error {
	status := "done"
	switch {
	case errors.Is(m.err, errInterrupted):
		status = "interrupted"
	case m.err != nil:
		status = "failed"
	case m.sum.problems > 0:
		status = "partial"
	}
	if err := m.store.End(withoutCancel(m.cmd), &m.run, status); m.err == nil {
		m.err = err
	}
	known := m.run.Read - m.run.Added - m.run.Versions
	fmt.Fprintf(m.cmd.ErrOrStderr(), "gloss: %v; in %s: %d new, %s of known ones, %d there before\n",
		m.sum, m.store.Path(), m.run.Added, page.Plural(m.run.Versions, "new version"), known)
	switch {
	case m.err != nil && m.run.Read == 0:
		return m.err
	case errors.Is(m.err, errInterrupted):
		return errImportCutShort
	case m.err != nil:
		complain(m.cmd, m.err.Error())
		return errPartial
	case m.run.Read == 0:
		return errors.New("nothing was imported")
	case m.sum.problems > 0:
		return errPartial
	}
	return nil
}

// errImportCutShort says that the user ended an import when a part was kept.
var errImportCutShort = fmt.Errorf("%w: what was imported stays; import the same again for the rest", errCutShort)
