// Package page lays a story out for a reader with a browser: the copies side by side,
// line by line, with every finding marked in the text and listed below it.
//
// Method: New turns a story into plain data, a Story, of which the template "story" and
// its parts are a view. Each copy is read downwards in its own order; what says the same
// stands in one line wherever the orders let it, and leads to its partner where they do
// not. Marks are spans of bytes, woven into properly nested elements; a mark that would
// cross another is cut in two. Why not a diff of the texts, or marks searched for in
// HTML: the rows are known, and words searched for are found in the wrong place. What it
// gets wrong: with many copies, a line that only some of them have leaves the others'
// columns empty, and a long page.
//
// To show a story in a page of one's own:
//
//	st := page.New(page.Input{Key: "s1", Story: s.Story, Findings: s.Findings, …})
//	page.Templates.ExecuteTemplate(w, "story", st)   // an <article>: columns, lines, lists
//	page.Templates.ExecuteTemplate(w, "view", page.Groups) // switches and filters, once a page
//
// with page.Style and page.Script in the page: Head writes both, with a policy that
// forbids everything else. Parts of the template "story" by themselves are "columns"
// (the texts), "lists" (the findings), "figures" and "rewordings". Nothing needs the
// script: it adds the card beside a mark, and keeps the filters in the address.
package page

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"gloss/analyzer/cluster"
	"gloss/analyzer/news"
	"gloss/analyzer/score"
)

// An Input is what a page is made of.
type Input struct {
	Key        string // begins every id on the page, so that several stories can share one: letters and digits
	Story      *news.Story
	Findings   []news.Finding
	Kinds      []news.FindingKind // that are told; nil: all
	Rewordings []news.Rewording
	Measures   []score.Measures // by document; nil if the copies have no sentence in common
	Weakest    *cluster.Pair    // the least similar pair, if the story was found in a pile; else nil
	Warnings   []string
}

// A Story is one story, ready to be shown.
type Story struct {
	Key         string
	ID          string
	Title       string // a headline of the story; empty if no copy has one
	TitleOf     string // the outlet whose it is
	Columns     []*Column
	Lines       []*Line
	Lists       []List
	Told        string // kinds of finding that are told; empty: all
	Rewordings  []Rewording
	Rows        int // claims in more than one copy
	Base        *Column
	Wire        *Column
	First, Last string // days of the first and the last copy; empty if none has a date
	Figures     []Figure
	Warnings    []string
	HasVersions bool
	Found       string // why the copies were taken for one story; empty if the reader said so
}

// Name is the story's headline, or without one the outlets that tell it.
func (s *Story) Name() string {
	if s.Title != "" {
		return s.Title
	}
	return names(s.Columns)
}

// A Column is one copy.
type Column struct {
	Index    int
	Outlet   string // never empty; with its id, where an outlet has two copies
	Document *news.Document
	Title    []Token // the headline, if it came apart from the text
	Day      string  // of publication; empty if unknown
	Link     string  // the article's own address, if it is one of the web
	Host     string  // of Link
	Genre    *news.Label
	Credit   *news.Label
	Base     bool // the source text that the others are measured against
	Wire     bool // an agency's text
	Shown    bool // at first
	LeftOut  int  // pieces that are not article text
	Earlier  int  // versions
}

// A Line is what stands side by side. It has a cell for every column.
type Line struct {
	Number int
	Anchor string
	Shared bool // more than one copy has it
	Head   bool // headings only
	Cells  []*Cell
}

// A Cell is what one copy has in a line.
type Cell struct {
	Column    *Column
	Sentences []*Sentence
	Missing   []*Finding // claims of the line that this copy lacks
	Elsewhere []*Line    // where it tells the line's claims, if it has no sentence here
}

// A Sentence is a sentence on the page. The texts of its tokens, one after the other,
// are the article's own bytes.
type Sentence struct {
	news.Span
	Anchor    string
	Kind      string
	Paragraph int // number of the paragraph it begins; 0 if it begins none
	Reason    string
	Tokens    []Token
	Elsewhere []Elsewhere
}

// An Elsewhere is another line in which copies say the same that have a sentence of
// their own beside this one.
type Elsewhere struct {
	Line    *Line
	Columns []*Column
}

// A Rewording is wording that differs without changing the framing.
type Rewording struct {
	A, B Against
}

// shownAtFirst is how many columns are shown where the reader has not chosen.
const shownAtFirst = 5

// columnsAtFirst is how many are shown of more than that.
const columnsAtFirst = 3

// New lays a story out.
func New(in Input) *Story {
	st := in.Story
	b := &builder{in: in, docs: st.Documents, at: make(map[news.Place]*Line), sentences: make(map[news.Place]*Sentence), title: make([][]*Mark, len(st.Documents)), marks: make([][]*Mark, len(st.Documents))}
	b.page = &Story{Key: in.Key, ID: st.ID, Rows: len(st.Rows), Warnings: in.Warnings, HasVersions: len(st.Versions) > 0, Told: told(in.Kinds)}
	b.columns()
	b.layOut()
	b.findings()
	b.rewordings()
	b.weave()
	b.page.Figures = figures(in.Measures, st.Base)
	b.name()
	if w := in.Weakest; w != nil && len(b.docs) > 1 {
		b.page.Found = fmt.Sprintf("Taken for one story by shared wording; least alike are %s and %s, with %.0f %% of their uncommon word pairs.", b.named(w.A), b.named(w.B), 100*w.Similarity)
	}
	return b.page
}

// A builder makes one Story.
type builder struct {
	in        Input
	docs      []*news.Document
	page      *Story
	at        map[news.Place]*Line
	sentences map[news.Place]*Sentence
	title     [][]*Mark // by document, in its title
	marks     [][]*Mark // by document, in its text
	count     int       // findings so far
}

func (b *builder) columns() {
	st := b.in.Story
	for d, doc := range b.docs {
		c := &Column{Index: d, Outlet: b.outlet(d), Document: doc, Base: d == st.Base, Wire: st.Wire != "" && doc.ID == st.Wire}
		c.Link, c.Host = webAddress(doc.URL)
		c.Day, _, _ = strings.Cut(doc.Published, "T")
		if doc.Genre.Name != "" && doc.Genre.Name != "news" {
			c.Genre = &doc.Genre
		}
		if doc.Credit.Name != "" {
			c.Credit = &doc.Credit
		}
		for _, s := range doc.Sentences {
			c.LeftOut += b2i(s.Kind == news.Boilerplate || s.Kind == news.Caption)
		}
		b.page.Columns = append(b.page.Columns, c)
		if c.Base {
			b.page.Base = c
		}
		if c.Wire {
			b.page.Wire = c
		}
		if c.Day != "" && (b.page.First == "" || c.Day < b.page.First) {
			b.page.First = c.Day
		}
		b.page.Last = max(b.page.Last, c.Day)
	}
	for _, v := range st.Versions {
		b.page.Columns[v.Of].Earlier++
	}
	left := len(b.docs)
	if left > shownAtFirst {
		left = columnsAtFirst
	}
	for _, c := range b.page.Columns {
		if c.Base || c.Wire {
			c.Shown = true
			left--
		}
	}
	for _, c := range b.page.Columns {
		if !c.Shown && left > 0 {
			c.Shown = true
			left--
		}
	}
}

// webAddress is an address that a link may lead to, and its host; empty if it is none
// of the web.
func webAddress(s string) (link, host string) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "", ""
	}
	return u.String(), strings.TrimPrefix(u.Hostname(), "www.")
}

// outlet is the name of copy d, or of the version d stands for.
func (b *builder) outlet(d int) string {
	if n := len(b.docs); d >= n {
		v := b.in.Story.Versions[d-n]
		if day, _, _ := strings.Cut(v.Published, "T"); day != "" {
			return b.outlet(v.Of) + ", version of " + strings.Replace(v.Published, "T", " ", 1)
		}
		return b.outlet(v.Of) + ", earlier version"
	}
	name := strings.TrimSpace(b.docs[d].Outlet)
	if name == "" {
		return "copy " + b.docs[d].ID
	}
	for o, doc := range b.docs {
		if o != d && doc.Outlet == b.docs[d].Outlet {
			return name + " (" + b.docs[d].ID + ")"
		}
	}
	return name
}

// named is the outlet of the copy with that ID.
func (b *builder) named(id string) string {
	for d, doc := range b.docs {
		if doc.ID == id {
			return b.outlet(d)
		}
	}
	return id
}

// name gives the page the headline of the base, the agency's copy, or else of the
// first that has one.
func (b *builder) name() {
	order := slices.Clone(b.page.Columns)
	slices.SortStableFunc(order, func(x, y *Column) int { return b2i(y.Base || y.Wire) - b2i(x.Base || x.Wire) })
	for _, c := range order {
		if text, _, _, ok := c.Document.Headline(); ok {
			b.page.Title, b.page.TitleOf = strings.TrimSpace(text), c.Outlet
			return
		}
	}
}

func (b *builder) sentenceID(p news.Place) string {
	return fmt.Sprintf("%s-c%ds%d", b.in.Key, p.Document+1, p.Sentence+1)
}

func (b *builder) lineOf(p news.Place) *Line { return b.at[p] }

// told names kinds of finding.
func told(kinds []news.FindingKind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}
