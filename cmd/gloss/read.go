package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"
	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/tw"
	"github.com/spf13/cobra"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
	"gloss/analyzer/page"
	"gloss/analyzer/report"
)

// readFormats are the formats of gloss read.
var readFormats = []string{"jsonl", "table"}

func readCommand() *cobra.Command {
	var f readFlags
	var format string
	var width int
	cmd := &cobra.Command{
		Use:   "read PATH...",
		Short: "Read articles of any format and print what was understood",
		Long: `Read articles of any format and print what was understood, one JSON article a line.

PATH is a file, a folder, which is walked, or "-" for standard input. The format is told from the
content: plain text, HTML pages, RSS, Atom and JSON Feed, JSON Lines, JSON arrays, CSV and TSV with
a header, WARC; each also with gzip or zstd. Nothing is fetched.

Plain text may begin with lines of outlet:, url:, published:, title:, byline: (and id:, language:,
genre:, section:, tags:, credit:), and a blank line after them.
In JSON, CSV and TSV, the usual names of fields are known; --fields says others. It knows id, outlet,
url, title, byline, published, language, text, html, summary, section, genre, credit.
Of a folder, files are read that are articles by their extension or by what they begin with; hidden
ones and a story's notes (story.txt, README.txt, marks.tsv) are passed over.
Articles that are not in English are set aside and counted.

What could not be read is said on standard error, each with file and line (of archives and feeds,
the item's number), and counted in the end.

Exit status: 0 all was read; 1 some was not; 2 nothing was.`,
		Example: `  gloss read crawl/ > articles.jsonl
  gloss read feed.xml page.html dump.warc.gz --format table
  gloss read export.csv --fields id=guid,text=story
  zcat crawl.jsonl.gz | gloss read - | gloss compare -`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return errors.New("read: no path named; see gloss help read")
			case !slices.Contains(readFormats, format):
				return fmt.Errorf("--format %q is not one of %s", format, strings.Join(readFormats, ", "))
			case width < 0:
				return fmt.Errorf("--width %d is below 0", width)
			}
			r, err := f.reader()
			if err != nil {
				return err
			}
			if width == 0 {
				width = columns(cmd.OutOrStdout())
			}
			return readAll(cmd, args, r, format, width)
		},
	}
	cmd.Flags().StringVar(&format, "format", "jsonl", "output format: "+strings.Join(readFormats, ", "))
	cmd.Flags().IntVar(&width, "width", 0, "columns of the table (default: the terminal's, 120 at most; else 80)")
	f.add(cmd)
	return cmd
}

// complain says on standard error what could not be read. What a file holds is in
// it, and must not steer the terminal.
func complain(cmd *cobra.Command, what string) {
	fmt.Fprintln(cmd.ErrOrStderr(), "gloss:", report.Clean(what))
}

// readAll reads the arguments and writes the articles as they come.
func readAll(cmd *cobra.Command, args []string, r ingest.Reader, format string, width int) error {
	out := bufio.NewWriterSize(cmd.OutOrStdout(), 1<<16)
	sum := summary{aside: make(map[string]int)}
	t := &articleTable{}
	w := ingest.NewWriter(out)
	var failed error
	in := newInput(r, cmd.InOrStdin(), func(it ingest.Item) bool {
		for _, p := range it.Problems {
			complain(cmd, p.Error())
		}
		sum.add(it)
		if it.Article == nil {
			return true
		}
		if format == "table" {
			t.add(it.Article)
			return true
		}
		failed = w.Write(it.Article)
		return failed == nil
	})
	for _, arg := range args {
		in.add(arg)
	}
	if failed == nil && format == "table" && sum.articles > 0 {
		failed = t.write(out, width)
	}
	if err := cmp.Or(failed, out.Flush()); err != nil {
		return err
	}
	sum.skipped = in.skipped
	fmt.Fprintln(cmd.ErrOrStderr(), "gloss:", sum)
	switch {
	case sum.articles == 0:
		return errors.New("nothing was read")
	case sum.problems > 0:
		return errPartial
	}
	return nil
}

// A summary counts what came of an input.
type summary struct {
	articles, problems, skipped int
	aside                       map[string]int
}

func (s *summary) add(it ingest.Item) {
	s.problems += len(it.Problems)
	if it.Article != nil {
		s.articles++
	}
	if it.Aside != "" {
		s.aside[it.Aside]++
	}
}

func (s summary) String() string {
	text := page.Plural(s.articles, "article") + " read"
	if aside := s.asides(); aside != "" {
		text += ", " + aside
	}
	if s.skipped > 0 {
		text += fmt.Sprintf(", %s passed over by name", page.Plural(s.skipped, "file"))
	}
	return text + ", " + page.Plural(s.problems, "problem")
}

// asides says how many pieces were set aside, and why; empty if none was.
func (s summary) asides() string {
	n := 0
	var why []string
	for _, w := range slices.Sorted(maps.Keys(s.aside)) {
		n += s.aside[w]
		why = append(why, fmt.Sprintf("%d %s", s.aside[w], w))
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d set aside (%s)", n, strings.Join(why, ", "))
}

// An articleTable is a line for each article.
type articleTable struct{ rows [][]string }

func (t *articleTable) add(a *news.Article) {
	published, _, _ := strings.Cut(a.Published, "T")
	notes := []string{}
	if a.Genre.Name != "news" {
		notes = append(notes, a.Genre.Name)
	}
	if a.Credit.Name != "" {
		notes = append(notes, "credit "+a.Credit.Name)
	}
	if a.Excerpt {
		notes = append(notes, "excerpt")
	}
	t.rows = append(t.rows, []string{report.Clean(a.Outlet), report.Clean(published), fmt.Sprint(len(strings.Fields(a.Text))), report.Clean(strings.Join(notes, ", ")), report.Clean(orID(a))})
}

// orID is the title of an article, or its ID if it has none.
func orID(a *news.Article) string {
	if a.Title != "" {
		return a.Title
	}
	return a.ID
}

// The columns of the table: the shares of the width that outlet and notes may have.
const (
	dateWidth  = 10
	wordsWidth = 6
)

func (t *articleTable) write(w io.Writer, width int) error {
	room := max(width-16-dateWidth-wordsWidth, 20) // five columns have 16 columns of lines and blanks
	outlet, note := 6, 5
	for _, r := range t.rows {
		outlet, note = max(outlet, displaywidth.String(r[0])), max(note, displaywidth.String(r[3]))
	}
	outlet, note = min(outlet, room/3), min(note, room/4)
	tb := tablewriter.NewTable(w, tablewriter.WithConfig(tablewriter.Config{
		Header: tw.CellConfig{Formatting: tw.CellFormatting{AutoFormat: tw.Off, AutoWrap: tw.WrapNone}, Alignment: tw.CellAlignment{Global: tw.AlignLeft}},
		Row: tw.CellConfig{Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone},
			Alignment: tw.CellAlignment{PerColumn: []tw.Align{tw.AlignLeft, tw.AlignLeft, tw.AlignRight, tw.AlignLeft, tw.AlignLeft}}},
	}))
	tb.Header([]string{"outlet", "published", "words", "notes", "title"})
	for _, r := range t.rows {
		row := []string{cut(r[0], outlet), cut(r[1], dateWidth), r[2], cut(r[3], note), cut(r[4], room-outlet-note)}
		if err := tb.Append(row); err != nil {
			return err
		}
	}
	return tb.Render()
}

// cut is s on at most n columns.
func cut(s string, n int) string {
	return displaywidth.TruncateString(s, n, "…")
}
