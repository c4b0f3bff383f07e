// Package cluster finds the stories in a pile of articles: which articles are
// copies of one text, and which pairs prove it.
//
// Method: two articles are compared by their uncommon word pairs. A word pair is
// two neighbouring words of a sentence that are not both function words; it is
// uncommon if at most 100 different sentences of the pile have it, where a
// sentence that many copies repeat to the letter counts once, so that an agency's
// text does not become common by being copied. The similarity of two articles is
// the share of the smaller one's uncommon word pairs that the other has
// (containment; Broder 1997). Candidates come from an inverted index over sampled
// word triples, every candidate is verified on all its word pairs, and verified
// pairs are grouped by average linkage (Sokal and Michener 1958): two groups join
// only if the mean over all their cross pairs reaches the threshold, so that one
// background paragraph, or one follow-up, does not chain two stories together.
//
// Why not MinHash and LSH, the usual way: a rewrite keeps a tenth of its word
// 5-grams, and no banding finds that without as many false candidates as there
// are pairs; and why not take candidates for matches: at the low overlap that
// rewrites need, their closure is one story. See BenchmarkPile for the cost.
//
// What it gets wrong: reports of one event that share no wording are different
// stories here, a follow-up that repeats most of a first report is the same one,
// and articles of fewer than ten uncommon word pairs stay alone:
//
//	p := cluster.New(spill, cluster.Options{})
//	err := p.Add(&article)            // for each
//	result, err := p.Stories()
//	result.Stories[0].Weakest         // the pair that holds it together least
package cluster

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// The similarity at which two articles are linked, and the mean at which groups
// join, by the dates of the articles. Chosen on the harder synthetic corpus: F1 by
// Near .26 .980, .30 .985, .35 .989; without any dates, by Undated, .28 .916, .32
// .950, .35 .968. Kept low of the best, since rewrites by people share .39 and more
// (13 annotated pairs; pairs of different stories at most .18), but .1 to .4 where
// an agency's copy stands between two.
const (
	Near    = 0.30 // within three days
	Undated = 0.32 // where one has no date
	Later   = 0.50 // further apart: what shares less is rather a follow-up
)

const (
	laterDays   = 3   // of Near and Later
	leastShared = 8   // uncommon word pairs that two articles must have in common
	leastPairs  = 10  // uncommon word pairs of an article that is compared
	common      = 100 // sentences of a pile that may have an uncommon word pair
)

// A Spill is scratch space that is larger than memory: a temporary file, or a
// Memory. Both methods must be safe for concurrent use, as those of *os.File are.
type Spill interface {
	io.ReaderAt
	io.WriterAt
}

// A Stage names what a Pile is doing.
type Stage string

// The stages after reading, in their order.
const (
	Indexing  Stage = "indexing"
	Verifying Stage = "verifying pairs"
	Grouping  Stage = "grouping"
)

// ErrStopped is returned by Stories when Progress said to stop.
var ErrStopped = errors.New("stopped")

// Options of a Pile. The zero Options compare everything with everything in one
// goroutine.
type Options struct {
	Workers int  // goroutines; below 2: one. The result does not depend on it
	Within  int  // minutes that any two copies' dates may be apart; 0: any. Articles without a date are within
	Links   bool // Result.Links is wanted
	// Progress is told how far a stage is; it returns false to stop. It may be called
	// from several goroutines, one at a time. Nil: nobody asks.
	Progress func(stage Stage, done, total int) bool
}

// A Pile is the articles among which stories are looked for. Beside the spill it
// keeps some 400 bytes an article and the length of its ID in memory, and at most
// 300 MB whatever their number.
type Pile struct {
	opt      Options
	spill    *allocator
	lists    *allocator       // of articles' uncommon word pairs
	articles []article        // in the order they came; by ID once Stories runs
	rank     []int32          // place in that order → place by ID
	outlets  map[string]int32 // folded name → number
	counts   []int32          // outlet → its articles
	names    []uint64         // outlet → hash of its folded name
	sketcher *sketcher
	first    []int32 // article → the first one with the same words
	story    []int32 // article → number of its story, from 1; 0 for none
}

// An article is what a Pile keeps of one in memory.
type article struct {
	id        string
	list      extent // of its uncommon word pairs, once they are known
	pairs     int32  // how many they are
	outlet    int32
	published int32  // minutes since 1970; undated if unknown
	wire      wire   // how far its text is an agency's
	url       uint64 // hash of the address; 0 if there is none
	text      uint64 // hash of the words but for boilerplate, once that is known
	recurs    uint64 // hash of which of its lines are boilerplate, and how; 0 if none is
}

// A wire says how far an article's text is an agency's.
type wire uint8

const (
	notWire  wire = iota
	credited      // to an agency
	ofAgency      // published by one
)

// listBlocks is how many MiB of word pairs are kept in memory; beyond, they are read
// from the spill.
const listBlocks = 144

// maxArticles is how many articles a number of 28 bits can tell apart.
const maxArticles = 1 << rankBits

// New returns an empty Pile that spills to s.
func New(s Spill, opt Options) *Pile {
	spill := &allocator{spill: s}
	opt.Workers = max(1, opt.Workers)
	return &Pile{opt: opt, spill: spill, lists: &allocator{spill: s, shared: spill, limit: listBlocks}, outlets: make(map[string]int32),
		sketcher: &sketcher{spill: spill, usage: newUsage(), lines: make([]uint8, lineCells), room: make(chan struct{}, opt.Workers)}}
}

// Add adds an article to the pile. agency says that its outlet is a news agency.
// Neither a nor its text is kept. The error is the spill's; after one, p is of no
// use.
func (p *Pile) Add(a *news.Article, agency bool) error {
	name := foldOutlet(a.Outlet)
	n, ok := p.outlets[name]
	if !ok {
		n = int32(len(p.outlets))
		p.outlets[name] = n
		p.counts = append(p.counts, 0)
		p.names = append(p.names, hashName(name))
	}
	p.counts[n]++
	if len(p.articles) >= maxArticles {
		return fmt.Errorf("more than %d articles", maxArticles)
	}
	w := notWire
	switch {
	case agency:
		w = ofAgency
	case a.Credit.Name != "":
		w = credited
	}
	// the ID may be a part of a larger string, such as a line of a table
	p.articles = append(p.articles, article{id: strings.Clone(a.ID), outlet: n, published: minutes(a.Published), url: hashURL(a.URL), wire: w})
	return p.sketcher.add(len(p.articles)-1, p.names[n], a.Text)
}

// Close waits until nothing uses the spill any more. A Pile that is given up before
// Stories must be closed; after Stories, Explain needs the spill.
func (p *Pile) Close() { p.sketcher.running.Wait() }

// A Pair is two articles and how much text they share.
type Pair struct {
	A          string  `json:"a"` // ID
	B          string  `json:"b"`
	Shared     int     `json:"shared"`     // uncommon word pairs that both have
	Similarity float64 `json:"similarity"` // Shared as a share of the smaller one's, 0..1, to three decimals
}

// A Story is a set of articles that are copies of one text.
type Story struct {
	ID       string     // 12 hexadecimal digits, made of the first member's ID; of a known story, its name
	Members  []string   // IDs, ascending; all that belong to the story, versions too
	Copies   []string   // IDs, ascending: of versions only the latest
	Versions []Versions // by ID
	Wire     string     // ID of the copy that is an agency's, or else credited to one, the earliest; empty if none is
	Weakest  Pair       // of the pairs of copies, or of versions where there is one copy, the least similar; of more than 100, of a sample
	First    string     // ID of the member with the earliest date; empty if none has one
	Last     string     // ID of the one with the latest
	Began    int32      // the earliest date, in minutes since 1970; the lowest number if none has one
	// Recurs tells apart what Boilerplate.Find finds in the members: as long as it and
	// they are the same, that is.
	Recurs uint64
}

// Versions are the states of one outlet's article, edited after it was published.
type Versions struct {
	Latest  string   // ID
	Earlier []string // IDs, in the order of their dates
}

// A Result is what was found in a pile.
type Result struct {
	Stories     []Story  // two members or more, by ID of their first
	Singletons  []string // IDs of the articles that are no story's, ascending
	Boilerplate Boilerplate
	Links       []Pair // if Options.Links: verified pairs, both of one story, by IDs; of identical texts, only with the first
}

// Stories finds the stories. It may be called once, when all articles are added.
// Two articles with the same ID are an error.
func (p *Pile) Stories() (*Result, error) {
	candidates, recurring, err := p.indexed()
	if err != nil {
		return nil, err
	}
	links, err := p.verify(candidates)
	if err != nil {
		return nil, err
	}
	groups, err := p.group(links)
	if err != nil {
		return nil, err
	}
	return p.result(p.withIdentical(groups), links, recurring)
}

// Known takes stories that are known, instead of looking for them: story is the name
// of each article's. It may be called once instead of Stories, and finds versions,
// wire, weakest pair and boilerplate as that does. An article without a name, or
// the only one of a name, is of no story.
func (p *Pile) Known(story map[string]string) (*Result, error) {
	_, recurring, err := p.indexed()
	if err != nil {
		return nil, err
	}
	byName := make(map[string][]int32)
	for i, a := range p.articles {
		if name := story[a.id]; name != "" {
			byName[name] = append(byName[name], int32(i))
		}
	}
	var sets [][]int32
	for _, members := range byName {
		if len(members) > 1 {
			sets = append(sets, members)
		}
	}
	res, err := p.result(sets, nil, recurring)
	if err != nil {
		return nil, err
	}
	for i := range res.Stories {
		res.Stories[i].ID = story[res.Stories[i].Members[0]]
	}
	return res, nil
}

// indexed finishes reading: it orders the articles, learns the boilerplate, and
// finds word pairs and candidates.
func (p *Pile) indexed() (*partitions, Boilerplate, error) {
	if err := p.sketcher.finish(); err != nil {
		return nil, Boilerplate{}, err
	}
	if err := p.order(); err != nil {
		return nil, Boilerplate{}, err
	}
	recurring, err := p.recurring()
	if err != nil {
		return nil, Boilerplate{}, err
	}
	candidates, err := p.index(recurring)
	return candidates, recurring, err
}

// order brings the articles into the order of their IDs.
func (p *Pile) order() error {
	p.rank = make([]int32, len(p.articles))
	came := make([]int32, len(p.articles))
	for i := range came {
		came[i] = int32(i)
	}
	slices.SortFunc(came, func(a, b int32) int { return cmp.Compare(p.articles[a].id, p.articles[b].id) })
	sorted := make([]article, len(came))
	for i, c := range came {
		p.rank[c], sorted[i] = int32(i), p.articles[c]
		if i > 0 && sorted[i].id == sorted[i-1].id {
			return fmt.Errorf("two articles have the id %q", sorted[i].id)
		}
	}
	p.articles = sorted
	return nil
}
