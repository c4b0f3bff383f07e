// Package news holds the nouns that every stage of gloss shares: Article,
// Document, Sentence, Span, Story, Row and Finding.
//
// Method: every statement about a text is a half-open byte range of the text it
// was read from, from the first stage to the last. The obvious other way, to keep
// the words and search for them again when a report is written, puts findings in
// the wrong place as soon as a phrase occurs twice; here nothing is searched
// twice. What this costs: a Span means nothing without its text, and the text
// must never be normalised. Whatever wants to compare "U.S." with "US" folds
// words, never the text:
//
//	doc.Text[w.Start:w.End] == "U.S."   // what the outlet wrote
//	w.Fold == "u.s"                      // what is compared
package news

import "slices"

// A Span is the half-open byte range [Start, End) of a text. The zero Span is
// empty and stands at the beginning.
type Span struct {
	Start int `json:"start"` // byte offset of the first byte
	End   int `json:"end"`   // byte offset after the last byte; never below Start
}

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Of returns the part of text that s covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Overlap is the number of bytes that s and o have in common, 0 if none.
func (s Span) Overlap(o Span) int {
	return max(0, min(s.End, o.End)-max(s.Start, o.Start))
}

// Contains reports whether o lies within s. An empty o at the edge of s does.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// An Article is one outlet's copy of a story, as it was read.
type Article struct {
	ID        string // unique within a run; never empty after reading
	Outlet    string // publisher's name as the reader is to see it
	Title     string // headline, if it came apart from the text; else empty
	Byline    string // authors as the article names them, "; " between them; empty if none
	Published string // RFC 3339, or the date alone where no time was given; empty if unknown
	URL       string // the article's own address; empty if unknown
	Language  string // ISO 639-1; empty if not recognised
	Path      string // file the article came from; empty if none
	Offset    int    // byte of that file where Text begins, after a head of "Key: value" lines; else 0
	Line      int    // of that file, from 1, on which Text begins, where Text is the file's own bytes from Offset on; else 0
	Text      string // valid UTF-8, never normalised: spans point into it
	// Blocks are what the page, or the feed's item, was built of. They ascend and do
	// not overlap; none for plain text, whose lines are all there is to go by.
	Blocks []Block
	// Captions are the lines that belong to the page's pictures. They are no part of
	// Text: nobody writes them as the article's words, and copies differ in pictures.
	Captions []string

	Genre   Label // "news" where nothing says otherwise; "opinion", "analysis", …
	Credit  Label // the news agency that the text is credited to; empty if none
	Excerpt bool  // the beginning or a summary: what it lacks means nothing
}

// A Label is a word that was given to an article because of something in it.
type Label struct {
	Name   string
	Reason string // the rule and the words that fired it; empty with an empty name
}

// A Block is one piece of a page's structure.
type Block struct {
	Span
	Kind BlockKind
}

// A BlockKind says what a block is on the page.
type BlockKind uint8

// The kinds of block.
const (
	Paragraph BlockKind = iota
	Subheading
	BlockQuote // somebody else's words, set apart
	Embed      // a post of a social network, shown on the page
	Item       // of a list
)

var blockNames = [...]string{"paragraph", "heading", "quote", "embed", "item"}

// String returns the kind's name in JSON.
func (k BlockKind) String() string { return blockNames[k] }

// BlockKindOf is the kind of that name.
func BlockKindOf(name string) (BlockKind, bool) {
	i := slices.Index(blockNames[:], name)
	return BlockKind(max(i, 0)), i >= 0
}

// A Kind says what a sentence is on the page.
type Kind uint8

// The kinds of sentence. Only prose takes part in alignment and findings.
const (
	Prose       Kind = iota // running text of the article
	Heading                 // title line or section heading
	Boilerplate             // not article text: links, credits, forms, handles
	Caption                 // text that belongs to a picture
)

var kindNames = [...]string{"prose", "heading", "boilerplate", "caption"}

// String returns the kind's name in the Report JSON.
func (k Kind) String() string { return kindNames[k] }

// A Word is one word of a text, the unit of comparison.
type Word struct {
	Span
	// Fold is the word as it is compared: lower case, straight apostrophe, no
	// possessive, "U.S." and "US" both "u.s", "1,000" as "1000". Never shown.
	Fold string
}

// A Sentence is one sentence, heading or piece of boilerplate of a Document.
type Sentence struct {
	Span
	Kind      Kind
	Paragraph int    // counts from 0; a blank line or a heading starts a new one
	First     int    // index of its first word in Document.Words
	Last      int    // index after its last word; First == Last if it has none
	Reason    string // for a Kind other than Prose: the rule that said so
}

// A Quotation is a stretch of text between quotation marks. One that runs over
// several paragraphs, each opened anew and only the last closed, is one Quotation.
type Quotation struct {
	Span             // with its marks
	Inner       Span // without its marks
	Closed      bool // false: no closing mark was found before the text went on without it
	Block       bool // told by the page's structure (a block quote, an embedded post); it has no marks
	SingleMarks bool // ‘…’ or '…', often a quotation inside another or a headline's
}

// A Document is an Article divided into sentences, words and quotations. All
// three ascend and, but for quotations, do not overlap.
type Document struct {
	Article
	Sentences  []Sentence
	Words      []Word
	Quotations []Quotation
	Passages   []Passage // whose words each stretch of prose is; set by package voice
}

// Text of sentence i.
func (d *Document) SentenceText(i int) string { return d.Sentences[i].Of(d.Text) }

// BlockAt is the block that at lies in; ok is false where no structure is known.
func (d *Document) BlockAt(at Span) (b Block, ok bool) {
	i, found := slices.BinarySearchFunc(d.Blocks, at.Start, func(b Block, start int) int { return b.Start - start })
	if !found {
		i--
	}
	if i < 0 || !d.Blocks[i].Contains(at) {
		return Block{}, false
	}
	return d.Blocks[i], true
}

// SentenceWords returns the words of sentence i.
func (d *Document) SentenceWords(i int) []Word {
	s := d.Sentences[i]
	return d.Words[s.First:s.Last]
}

// PassagesOf returns the passages of sentence i, ascending; none for a sentence
// that is not prose.
func (d *Document) PassagesOf(i int) []Passage {
	lo, _ := slices.BinarySearchFunc(d.Passages, i, func(p Passage, i int) int { return p.Sentence - i })
	hi := lo
	for hi < len(d.Passages) && d.Passages[hi].Sentence == i {
		hi++
	}
	return d.Passages[lo:hi]
}

// VoiceAt returns the voice of the passage of sentence i that holds the greater
// part of at; Unclear if none does.
func (d *Document) VoiceAt(i int, at Span) Voice {
	best, v := 0, Unclear
	for _, p := range d.PassagesOf(i) {
		if o := p.Overlap(at); o > best {
			best, v = o, p.Voice
		}
	}
	return v
}

// VoiceOf returns the voice of sentence i as a whole: Quoted if at least half of
// its words are, Attributed if a third or more are quoted or attributed (a credit
// itself is own words, and takes its share of a short sentence), else Own.
func (d *Document) VoiceOf(i int) Voice {
	if ps := d.PassagesOf(i); len(ps) == 1 && ps[0].Contains(d.Sentences[i].Span) && d.Sentences[i].First < d.Sentences[i].Last {
		return ps[0].Voice
	}
	var words [4]int
	total := 0
	for _, w := range d.SentenceWords(i) {
		words[d.VoiceAt(i, w.Span)]++
		total++
	}
	switch {
	case total == 0:
		return Unclear
	case 2*words[Quoted] >= total:
		return Quoted
	case 3*(words[Quoted]+words[Attributed]) >= total:
		return Attributed
	case 2*words[Own] >= total:
		return Own
	}
	return Unclear
}

// Headline returns the article's title and part "title", or, where none came
// with the article, the heading that stands before the first prose, with part
// "text" and its span. ok is false if there is neither.
func (d *Document) Headline() (text string, part Part, at Span, ok bool) {
	if d.Title != "" {
		return d.Title, InTitle, Span{0, len(d.Title)}, true
	}
	for _, s := range d.Sentences {
		switch s.Kind {
		case Heading:
			return s.Of(d.Text), InText, s.Span, true
		case Prose:
			return "", "", Span{}, false
		}
	}
	return "", "", Span{}, false
}

// A Voice says whose words a stretch of text is.
type Voice uint8

// The voices. Unclear is a permitted answer and never charged to the outlet.
const (
	Own        Voice = iota // the outlet's own words
	Attributed              // somebody's words or claim, reported without marks
	Quoted                  // somebody's words between marks or in a block quote
	Unclear                 // cannot be told
)

var voiceNames = [...]string{"own", "attributed", "quoted", "unclear"}

// String returns the voice's name in the Report JSON.
func (v Voice) String() string { return voiceNames[v] }

// A Passage is a stretch of one sentence in one voice. The passages of a sentence
// ascend and together cover it.
type Passage struct {
	Span
	Sentence int // index in Document.Sentences
	Voice    Voice
	Source   Span   // who is credited, as a span of the text; empty if nobody is named here
	Unnamed  bool   // the credit names nobody ("reports", "officials")
	Record   bool   // the source is a document ("the indictment", "court records"), not a person
	Reason   string // the rule and the words that fired it
}

// A Story is the set of copies of one event's text.
type Story struct {
	ID        string
	Documents []*Document // in the order of their IDs
	Base      int         // index of the source text, or -1: no copy is privileged
	Wire      string      // ID of the document that is an agency's text; empty if none is known to be
	Rows      []Row
	Versions  []Version // by Of, then by date
}

// A Version is an earlier state of a document, as it was before it was edited.
type Version struct {
	*Document
	Of int // index in Story.Documents of the latest state
}

// Document returns the document that a Place's number stands for: a copy, or, from
// len(Documents) on, a version.
func (s *Story) Document(i int) *Document {
	if n := len(s.Documents); i >= n {
		return s.Versions[i-n].Document
	}
	return s.Documents[i]
}

// SharedPlaces returns the sentences that another copy has, too; with a base, those
// that the base has, and the base's own that another copy has.
func (s *Story) SharedPlaces() map[Place]bool {
	shared := make(map[Place]bool)
	for _, r := range s.Rows {
		if !s.Shares(r) {
			continue
		}
		for _, p := range r.Places {
			shared[p] = true
		}
	}
	return shared
}

// Shares reports whether what a row's sentences have in common counts as shared:
// with a base, only what the base has.
func (s *Story) Shares(r Row) bool {
	return s.Base < 0 || slices.ContainsFunc(r.Places, func(p Place) bool { return p.Document == s.Base })
}

// A Place is a sentence of a story.
type Place struct {
	Document int // as Story.Document counts; of rows, always a copy
	Sentence int // index in Document.Sentences
}

// A Row is one claim with the sentences that carry it. A sentence may stand in
// several rows; rows are not closed transitively.
type Row struct {
	Places      []Place // ascending; at least two, of at least two documents
	Probability float64 // 0..1, of its weakest link
}

// Support is the number of documents that carry the row's claim.
func (r Row) Support() int {
	n, last := 0, -1
	for _, p := range r.Places {
		if p.Document != last {
			n, last = n+1, p.Document
		}
	}
	return n
}
