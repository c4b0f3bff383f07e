package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"gloss/analyzer/cluster"
	"gloss/analyzer/news"
)

// storiesFormats are the formats of gloss stories.
var storiesFormats = []string{"table", "json", "tsv", "dot"}

// storiesFlags are the flags of gloss stories.
type storiesFlags struct {
	pile    pileFlags
	format  string
	width   int
	explain bool
}

func storiesCommand() *cobra.Command {
	var f storiesFlags
	cmd := &cobra.Command{
		Use:   "stories PATH... | --db FILE | --explain PATH... A B",
		Short: "Find the stories in a pile of articles: which are copies of one text",
		Long: `Find the stories in a pile of articles: which articles are copies of one text.

PATH is what gloss read reads: files, folders and "-", in any format. Two articles belong together if
they share enough of their uncommon word pairs, and stories join only if all their articles do on
average. Of every story, the pair that is least alike is shown.

Articles of one outlet that are nearly the same are versions of one article. Lines that recur in an
outlet's articles are not compared.

tsv has a line for every article, its id and its story's id, singletons too (a story of their own).
--explain shows why the articles with the ids A and B are, or are not, one story.
With --db, the articles are those of a store, where the stories are kept until articles come or go.

Exit status: 0 written; 1 written, but some input could not be read; 2 nothing written.`,
		Example: `  gloss stories crawl/
  gloss stories articles.jsonl --within 7d --format tsv > stories.tsv
  gloss stories articles.jsonl --explain a17 b3
  gloss stories articles.jsonl --format dot | dot -Tsvg > stories.svg`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case !slices.Contains(storiesFormats, f.format):
				return fmt.Errorf("--format %q is not one of %s", f.format, strings.Join(storiesFormats, ", "))
			case f.width < 0:
				return fmt.Errorf("--width %d is below 0", f.width)
			case f.explain && f.format != "table":
				return errors.New("stories: --explain is for people to read: it has no --format")
			case f.explain && (len(args) < 2 || f.pile.db.path == "" && len(args) < 3):
				return errors.New("stories: --explain wants paths and the ids of two articles")
			case f.explain && f.pile.part != selection{}:
				return errors.New("stories: --explain is about two articles, whatever --since and --outlet select")
			}
			paths := args
			if f.explain {
				paths = args[:len(args)-2]
			}
			if err := f.pile.check("stories", paths); err != nil {
				return err
			}
			defer interruptible(cmd)()
			if f.width == 0 {
				f.width = columns(cmd.OutOrStdout())
			}
			if f.explain {
				return explainPair(cmd, paths, args[len(args)-2], args[len(args)-1], f)
			}
			return stories(cmd, args, f)
		},
	}
	cmd.Flags().StringVar(&f.format, "format", "table", "output format: "+strings.Join(storiesFormats, ", "))
	cmd.Flags().IntVar(&f.width, "width", 0, "columns of the table (default: the terminal's, 120 at most; else 80)")
	cmd.Flags().BoolVar(&f.explain, "explain", false, "show why two articles, the last two arguments, are or are not one story")
	f.pile.add(cmd)
	return cmd
}

// A card is what the tables show of an article.
type card struct{ outlet, published, title, url string }

// stories writes the stories of a pile, or of a store.
func stories(cmd *cobra.Command, args []string, f storiesFlags) error {
	f.pile.links = f.format == "dot"
	if f.pile.db.path != "" {
		return storedStories(cmd, f)
	}
	var cards map[string]card
	var each func(*news.Article) error
	if f.format != "tsv" {
		cards = make(map[string]card)
		each = func(a *news.Article) error {
			title := a.Title
			if title == "" {
				title = beginning(a.Text)
			}
			cards[strings.Clone(a.ID)] = card{strings.Clone(a.Outlet), strings.Clone(a.Published), strings.Clone(title), strings.Clone(a.URL)}
			return nil
		}
	}
	p, res, err := readPile(cmd, args, f.pile, each)
	if err != nil {
		return err
	}
	defer p.close()
	if err := f.write(cmd.OutOrStdout(), res, cards); err != nil {
		return err
	}
	return p.end()
}

// write writes stories in the format of the flags.
func (f storiesFlags) write(out io.Writer, res *cluster.Result, cards map[string]card) (err error) {
	w := bufio.NewWriterSize(out, 1<<16)
	switch f.format {
	case "tsv":
		writeTSV(w, res)
	case "json":
		err = writeStoriesJSON(w, res, cards)
	case "dot":
		writeDot(w, res, cards)
	default:
		err = writeStoriesTable(w, res, cards, f.width)
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// explainPair shows what two articles share.
func explainPair(cmd *cobra.Command, paths []string, a, b string, f storiesFlags) error {
	var found [2]*news.Article
	each := func(art *news.Article) error {
		for i, id := range []string{a, b} {
			if art.ID == id {
				found[i] = art
			}
		}
		return nil
	}
	gather := func() (*pile, *cluster.Result, error) { return readPile(cmd, paths, f.pile, each) }
	if f.pile.db.path != "" {
		k, err := openStock(cmd.Context(), f.pile.db)
		if err != nil {
			return err
		}
		defer k.close()
		gather = func() (*pile, *cluster.Result, error) { return k.pile(cmd, f.pile, each) }
	}
	p, res, err := gather()
	if err != nil {
		return err
	}
	defer p.close()
	for i, id := range []string{a, b} {
		if found[i] == nil {
			return fmt.Errorf("no article has the id %q", id)
		}
	}
	e, err := p.stories.Explain(res, a, b)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(cmd.OutOrStdout())
	writeExplanation(w, e, found, f.width)
	if err := w.Flush(); err != nil {
		return err
	}
	return p.end()
}

// writeTSV writes a line for every article, by ID: its ID and its story's. A
// singleton is the story of its own ID.
func writeTSV(w io.Writer, res *cluster.Result) {
	type line struct{ article, story string }
	var lines []line
	for _, s := range res.Stories {
		for _, m := range s.Members {
			lines = append(lines, line{m, s.ID})
		}
	}
	for _, m := range res.Singletons {
		lines = append(lines, line{m, m})
	}
	slices.SortFunc(lines, func(x, y line) int { return strings.Compare(x.article, y.article) })
	for _, l := range lines {
		fmt.Fprintf(w, "%s\t%s\n", toCell(l.article), toCell(l.story))
	}
}

// toCell writes an ID so that it cannot break a line of a table: control characters
// and "\\" as Go writes them.
func toCell(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\\' }) < 0 {
		return s
	}
	var sb strings.Builder
	for _, r := range s {
		if unicode.IsControl(r) || r == '\\' {
			q := strconv.QuoteRune(r)
			sb.WriteString(q[1 : len(q)-1])
		} else {
			sb.WriteRune(r)
		}
	}
	return sb.String()
}

// fromCell reads what toCell wrote. What it did not write is read as it is.
func fromCell(s string) string {
	var sb strings.Builder
	for rest := s; rest != ""; {
		r, _, tail, err := strconv.UnquoteChar(rest, 0)
		if err != nil {
			return s
		}
		sb.WriteRune(r)
		rest = tail
	}
	return sb.String()
}

// beginning is the first words of a text, for one that has no title.
func beginning(text string) string {
	text = text[:min(len(text), 400)]
	words := strings.Fields(strings.ToValidUTF8(text, ""))
	return strings.Join(words[:min(len(words), 12)], " ") + " …"
}
