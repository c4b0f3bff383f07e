package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gloss/analyzer/cluster"
	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
	"gloss/analyzer/page"
	"gloss/analyzer/report"
	"gloss/cmd/gloss/internal/store"
)

// A stock is a store as a command reads it: the articles that it had when the
// command began.
type stock struct {
	store   *store.Store
	view    *store.View
	cards   map[string]store.Card // by ID
	program string                // what made what is kept: results of another program are found again
	keeps   bool                  // results are kept
	input   report.Fingerprint
}

// openStock opens the store of the flags. One that may not be written to is read,
// and nothing is kept.
func openStock(ctx context.Context, f dbFlags) (*stock, error) {
	if err := there(f.path); err != nil {
		return nil, err
	}
	k := &stock{cards: make(map[string]store.Card), keeps: true}
	var err error
	if k.store, err = f.open(false); errors.Is(err, store.ErrReadOnly) {
		k.keeps = false
		k.store, err = f.open(true)
	}
	if err != nil {
		return nil, err
	}
	if k.view, err = k.store.View(ctx); err == nil {
		err = k.view.Cards(func(c store.Card, text string) {
			if c.Title == "" {
				c.Title = beginning(text)
			}
			k.cards[c.ID] = c
			k.input.AddHash(c.Hash)
		})
	}
	if err == nil {
		k.program, err = program()
	}
	if err == nil && len(k.cards) == 0 {
		err = fmt.Errorf("%s has no articles yet; see gloss help import", f.path)
	}
	if err != nil {
		k.close()
		return nil, err
	}
	return k, nil
}

func (k *stock) close() {
	if k.view != nil {
		k.view.Close()
	}
	k.store.Close()
}

// program tells this build of gloss from any other.
func program() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// articles are the articles with these IDs.
func (k *stock) articles(ids []string) ([]news.Article, error) { return k.view.Articles(ids) }

// dated is the date of the article with that ID; "~", after every date, if it has
// none.
func (k *stock) dated(id string) string {
	if d := k.cards[id].Published; d != "" {
		return d
	}
	return "~"
}

// fill adds the articles to a pile.
func (k *stock) fill(p *pile) error {
	n := int64(0)
	return k.view.Each(func(a *news.Article, agency bool) error {
		if p.cmd.Context().Err() != nil {
			return errInterrupted
		}
		if n++; n%256 == 0 {
			p.meter.show("reading", n, int64(len(k.cards)), false)
		}
		p.sum.articles++
		p.seen[maphash.String(p.seed, a.ID)] = 0
		if err := p.stories.Add(a, agency); err != nil || p.each == nil {
			return err
		}
		return p.each(a)
	})
}

// pile makes a pile of the articles and finds the stories among them.
func (k *stock) pile(cmd *cobra.Command, f pileFlags, each func(*news.Article) error) (*pile, *cluster.Result, error) {
	return makePile(cmd, f, each, func(p *pile, _ ingest.Reader) error { return k.fill(p) })
}

// find returns the stories among the articles: those that are kept, if they are of
// the same articles and options, or else it looks for them, and keeps them.
func (k *stock) find(cmd *cobra.Command, f pileFlags) (*cluster.Result, error) {
	look := func() (*cluster.Result, error) {
		p, res, err := k.pile(cmd, f, nil)
		if err == nil {
			p.close()
		}
		return res, err
	}
	if f.known != "" || f.links {
		return look()
	}
	within, err := f.minutes()
	if err != nil {
		return nil, err
	}
	key, err := k.view.PileKey(fmt.Sprintf("%s within %d", k.program, within))
	if err != nil {
		return nil, err
	}
	if !f.again {
		if res, err := k.view.Pile(key); res != nil || err != nil {
			return res, err
		}
	}
	res, err := look()
	if err != nil || !k.keeps {
		return res, err
	}
	if err := k.store.SavePile(context.Background(), key, res); err != nil {
		complain(cmd, fmt.Sprintf("the stories could not be kept: %v", err))
	}
	return res, nil
}

// A selection says which stories of a store are wanted. The zero selection wants
// all.
type selection struct{ since, outlet string }

func (s *selection) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.since, "since", "", "of a store, only stories with an article that came out since `TIME`: 7d, 36h, or a day such as 2026-01-31")
	cmd.Flags().StringVar(&s.outlet, "outlet", "", "of a store, only stories with a copy of the outlet `NAME`")
}

// String is for the warning that there is none.
func (s selection) String() string {
	var parts []string
	if s.since != "" {
		parts = append(parts, "since "+s.since)
	}
	if s.outlet != "" {
		parts = append(parts, "of "+s.outlet)
	}
	return strings.Join(parts, " ")
}

// selected is the part of res that s asks for: stories with an article that came
// out since then, and with a copy of the outlet; and such single articles.
func (k *stock) selected(res *cluster.Result, s selection) (*cluster.Result, error) {
	var since time.Time
	if s.since != "" {
		var err error
		if since, err = before(k.store.Now(), s.since); err != nil {
			return nil, fmt.Errorf("--since %w", err)
		}
	}
	if s.outlet != "" {
		if err := k.knows(s.outlet); err != nil {
			return nil, err
		}
	}
	late := func(id string) bool { return !cameOut(k.cards[id]).Before(since) }
	of := func(id string) bool { return s.outlet == "" || sameOutlet(k.cards[id].Outlet, s.outlet) }
	part := *res
	part.Stories = slices.DeleteFunc(slices.Clone(res.Stories), func(st cluster.Story) bool {
		return !slices.ContainsFunc(st.Members, late) || !slices.ContainsFunc(st.Copies, of)
	})
	part.Singletons = slices.DeleteFunc(slices.Clone(res.Singletons), func(id string) bool { return !late(id) || !of(id) })
	return &part, nil
}

func sameOutlet(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// knows is an error if the store has no article of that outlet.
func (k *stock) knows(outlet string) error {
	names := make(map[string]int)
	for _, c := range k.cards {
		if sameOutlet(c.Outlet, outlet) {
			return nil
		}
		names[c.Outlet]++
	}
	most := make([]string, 0, len(names))
	for n := range names {
		most = append(most, n)
	}
	slices.SortFunc(most, func(a, b string) int {
		if d := names[b] - names[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return fmt.Errorf("--outlet: %s has no article of %q; it has of %s", k.store.Path(), outlet, strings.Join(most[:min(len(most), 8)], ", "))
}

// cameOut is when an article came out: its own date, of a day alone its end; of one
// without a date, and of a later version, not before it was added.
func cameOut(c store.Card) time.Time {
	added := store.Time(c.Added)
	t, err := time.Parse(time.RFC3339, c.Published)
	if err != nil {
		if t, err = time.Parse(time.DateOnly, c.Published); err == nil {
			t = t.Add(24*time.Hour - time.Second)
		}
	}
	if err != nil || c.Version > 1 && added.After(t) {
		return added
	}
	return t
}

// A memory knows what was found in stories before, and keeps what is found now.
type memory struct {
	*stock
	tool   report.Tool
	how    string // the settings that findings depend on
	again  bool   // nothing is taken from the store
	batch  []store.Analysis
	made   int // stories that were analysed
	failed error
}

// of makes m the memory of findings that are made with these settings.
func (m *memory) of(f modelFlags, tool report.Tool) (*memory, error) {
	set, err := f.settings()
	if err != nil {
		return nil, err
	}
	set.House.Lexicons = nil // they are in the tool's fingerprint
	how, err := json.Marshal([]any{m.program, tool, set, mostCopies, mostVersions})
	m.tool, m.how = tool, string(how)
	return m, err
}

// key is the key of what is found in a story of these copies and earlier versions.
func (m *memory) key(s cluster.Story, copies []string, earlier map[string][]news.Article) store.Key {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%q %q %x", m.how, s.ID, s.Wire, s.Recurs)
	for _, id := range copies {
		fmt.Fprintf(h, " %d", m.cards[id].Number)
		for _, e := range earlier[id] {
			fmt.Fprintf(h, ",%d", m.cards[e.ID].Number)
		}
	}
	return store.Key(h.Sum(nil))
}

// recall is what was found before; nil if nothing was.
func (m *memory) recall(key store.Key) ([]byte, error) {
	if m.again {
		return nil, nil
	}
	return m.view.Analysis(key)
}

// keep keeps what was found, some stories at a time. What cannot be kept is found
// again the next time: it is said, and no reason to end.
func (m *memory) keep(a store.Analysis) {
	m.made++
	if !m.keeps || m.failed != nil {
		return
	}
	if m.batch = append(m.batch, a); len(m.batch) >= keptAtOnce {
		m.flush()
	}
}

// keptAtOnce is how many stories' findings are one transaction.
const keptAtOnce = 64

func (m *memory) flush() {
	if len(m.batch) == 0 || m.failed != nil {
		return
	}
	m.failed = m.store.Write(context.Background(), func(tx *store.Tx) error {
		for _, a := range m.batch {
			if err := tx.PutAnalysis(a, m.tool); err != nil {
				return err
			}
		}
		return nil
	})
	m.batch = m.batch[:0]
}

// stored is the source of a report on a store.
func (f reportFlags) stored(cmd *cobra.Command) (source, error) {
	k, err := openStock(cmd.Context(), f.pile.db)
	if err != nil {
		return source{}, err
	}
	all, err := k.find(cmd, f.pile)
	var res *cluster.Result
	if err == nil {
		res, err = k.selected(all, f.pile.part)
	}
	if err != nil {
		k.close()
		return source{}, err
	}
	m := &memory{stock: k, again: f.pile.again}
	src := source{shelf: k, result: res, input: k.input.Input(), memory: m, meter: newMeter(cmd.ErrOrStderr()), alone: alone(res), close: k.close}
	if len(res.Stories) == 0 && f.pile.part != (selection{}) {
		src.alone = []report.Warning{{Text: fmt.Sprintf("no story %s; the store has %s", f.pile.part, page.Plural(len(all.Stories), "story"))}}
	}
	src.end = func() error {
		m.flush()
		part := ""
		if n := len(res.Stories); n < len(all.Stories) {
			part = fmt.Sprintf("; %d of them told", n)
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "gloss: %s in %s, %s%s; %d compared now, %d before\n", page.Plural(len(k.cards), "article"), k.store.Path(),
			page.Plural(len(all.Stories), "story"), part, m.made, len(res.Stories)-m.made)
		switch {
		case m.failed != nil:
			complain(cmd, fmt.Sprintf("what was found could not be kept: %v", m.failed))
		case !k.keeps:
			complain(cmd, k.store.Path()+" may not be written to: what was found is not kept")
		}
		return nil
	}
	return src, nil
}

// storedStories writes the stories of a store.
func storedStories(cmd *cobra.Command, f storiesFlags) error {
	k, err := openStock(cmd.Context(), f.pile.db)
	if err != nil {
		return err
	}
	defer k.close()
	res, err := k.find(cmd, f.pile)
	if err != nil {
		return err
	}
	if res, err = k.selected(res, f.pile.part); err != nil {
		return err
	}
	cards := make(map[string]card, len(k.cards))
	for id, c := range k.cards {
		cards[id] = card{c.Outlet, c.Published, c.Title, c.URL}
	}
	if err := f.write(cmd.OutOrStdout(), res, cards); err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "gloss: %s in %s\n", page.Plural(len(k.cards), "article"), k.store.Path())
	return nil
}
