package main

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"gloss/analyzer"
	"gloss/analyzer/cluster"
	"gloss/analyzer/lexicon"
	"gloss/analyzer/page"
	"gloss/analyzer/segment"
	classroom "gloss/cmd/gloss/internal/serve"
	"gloss/corpus"
	"gloss/lexicons"
)

// serveFlags are the flags of gloss serve.
type serveFlags struct {
	listen string
	pile   pileFlags
	model  modelFlags
}

// usual is the address that gloss serve takes if it can: the same every lesson.
const usual = "127.0.0.1:8765"

func serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve [PATH... | --db FILE]",
		Short: "Open a local web page for a lesson: read, mark, compare, rewrite, print",
		Long: `Serve a local web page for lessons in media literacy, and print its address. Nothing is opened by
itself, nothing is sent to the internet, and what is pasted or marked is not written to disk.

On the page: paste two to five texts, drop files or take a sample story; read the copies opposite each
other with gloss's marks explained; mark first without them, save the marks, lay those of a class over
each other; rewrite a sentence; print hand-outs.

PATH is what gloss read reads: up to 5 articles are the copies of one story; among more, stories are
looked for as gloss stories does. While gloss runs they are kept in a temporary file. --db lists the
stories of a store, as it was when gloss began.

Only this computer can open the page. With --listen other computers can, without a password.
End it with Ctrl-C.`,
		Example: `  gloss serve
  gloss serve my-stories/
  gloss serve --listen :8765`,
		RunE: func(cmd *cobra.Command, args []string) error { return serveLesson(cmd, args, f) },
	}
	cmd.Flags().StringVar(&f.listen, "listen", "", "`ADDRESS` to serve at, as :8765 or 192.168.1.20:8765; default: this computer alone, at "+usual+" or a free port")
	f.model.add(cmd)
	f.pile.add(cmd)
	return cmd
}

func serveLesson(cmd *cobra.Command, args []string, f serveFlags) error {
	ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	cmd.SetContext(ctx)
	a, err := f.model.analyzer()
	if err != nil {
		return err
	}
	set, err := lexicon.Load(lexicons.FS, segment.AppendWords)
	if err != nil {
		return err
	}
	c := classroom.Config{Analyzer: a, Lexicons: set, Corpus: corpus.FS, Errors: cmd.ErrOrStderr()}
	if c.Reader, err = f.pile.read.reader(); err != nil {
		return err
	}
	partial := false
	if len(args) > 0 || f.pile.db.path != "" {
		if len(args) > 0 && f.pile.db.path != "" {
			return errors.New("serve: --db and PATH exclude each other")
		}
		src, err := reportFlags{pile: f.pile}.source(cmd, args)
		if err != nil {
			return err
		}
		defer src.close()
		if c.Stories, partial, err = ownStories(cmd, args, src); err != nil {
			return err
		}
	}
	l, err := listen(f.listen)
	if err != nil {
		return err
	}
	c.Open = !loopback(l.Addr())
	s, err := classroom.New(c)
	if err != nil {
		l.Close()
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "gloss serves at %s  (end with Ctrl-C)\n", strings.Join(addresses(l.Addr()), "  "))
	if c.Open {
		complain(cmd, "other computers can open this page: whoever is on this network can read what is pasted; there is no password and no encryption")
	}
	if err := s.Serve(ctx, l); err != nil {
		return err
	}
	if partial {
		return errPartial
	}
	return nil
}

// listen takes the address that was asked for, or the usual one, or where another
// program has that, any free port of this computer.
func listen(address string) (net.Listener, error) {
	if address != "" {
		if _, _, err := net.SplitHostPort(address); err != nil {
			return nil, fmt.Errorf("--listen %q is not an address such as :8765 or 192.168.1.20:8765", address)
		}
		l, err := net.Listen("tcp", address)
		if err != nil {
			return nil, fmt.Errorf("--listen: %w", err)
		}
		return l, nil
	}
	if l, err := net.Listen("tcp", usual); err == nil {
		return l, nil
	}
	return net.Listen("tcp", "127.0.0.1:0")
}

func loopback(a net.Addr) bool {
	t, ok := a.(*net.TCPAddr)
	return ok && t.IP.IsLoopback()
}

// addresses are where a browser finds the page: of a listener at every address,
// those of this computer.
func addresses(a net.Addr) []string {
	t, ok := a.(*net.TCPAddr)
	if !ok {
		return []string{a.String()}
	}
	page := func(ip string) string { return "http://" + net.JoinHostPort(ip, fmt.Sprint(t.Port)) + "/" }
	if !t.IP.IsUnspecified() {
		return []string{page(t.IP.String())}
	}
	list := []string{page("localhost")}
	own, _ := net.InterfaceAddrs()
	for _, o := range own {
		if n, ok := o.(*net.IPNet); ok && !n.IP.IsLoopback() && n.IP.To4() != nil {
			list = append(list, page(n.IP.String()))
		}
	}
	return list
}

// ownStories lists what was read: few articles are one story, among many, those
// that were found.
func ownStories(cmd *cobra.Command, args []string, src source) (list []classroom.Listing, partial bool, err error) {
	shelf, res := src.shelf, src.result
	if src.memory == nil { // of a store there is nothing to say: nothing was compared yet
		switch err := src.end(); {
		case errors.Is(err, errPartial):
			partial = true
		case err != nil:
			return nil, false, err
		}
	}
	var ids []string
	for _, s := range res.Stories {
		ids = append(ids, s.Copies...)
		for _, v := range s.Versions {
			ids = append(ids, v.Earlier...)
		}
	}
	ids = append(ids, res.Singletons...)
	if len(ids) < 2 {
		return nil, false, fmt.Errorf("nothing to compare: %s, at least 2 are needed", page.Plural(len(ids), "readable article"))
	}
	if len(ids) <= fewCopies && len(args) > 0 {
		slices.Sort(ids)
		name := filepath.Base(filepath.Clean(args[0]))
		return []classroom.Listing{{ID: "own-1", Title: name, Copies: func() (analyzer.Copies, error) {
			articles, err := shelf.articles(ids)
			return analyzer.Copies{ID: name, Articles: articles}, err
		}}}, partial, nil
	}
	if len(res.Stories) == 0 {
		return nil, false, fmt.Errorf("no story found: none of %s shares enough text with another", page.Plural(len(ids), "article"))
	}
	res.ByDate()
	stories := res.Stories
	if n := len(stories); n > mostListed {
		stories = stories[n-mostListed:]
		complain(cmd, fmt.Sprintf("%d stories: the latest %d are listed", n, mostListed))
	}
	t := teller{shelf: shelf, result: res}
	for i, s := range slices.Backward(stories) {
		list = append(list, listing(t, i, s))
	}
	return list, partial, nil
}

// fewCopies is up to how many articles are taken for copies of one story.
const fewCopies = 5

// mostListed is how many stories the first page lists, the latest first.
const mostListed = 200

func listing(t teller, i int, s cluster.Story) classroom.Listing {
	title := s.ID
	if a, err := t.shelf.articles(s.Copies[:1]); err == nil && len(a) == 1 {
		title = cmp.Or(a[0].Title, firstLine(a[0].Text))
	}
	return classroom.Listing{ID: fmt.Sprintf("own-%d", i+1), Title: title, Subject: page.Plural(len(s.Copies), "copy"), Copies: func() (analyzer.Copies, error) {
		c, _, err := t.copies(s)
		return c, err
	}}
}

// firstLine is the beginning of a text, for a list.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if r := []rune(line); len(r) > 100 {
		line = string(r[:100]) + "…"
	}
	return line
}
