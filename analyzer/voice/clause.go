package voice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
)

// A clause is one sentence with what is needed to find credits in it. Word
// indices count from the sentence's first word.
type clause struct {
	d      *news.Document
	index  int
	span   news.Span
	words  []news.Word
	quoted []bool // by word
	names  map[string]bool
	hits   []lexicon.Hit
}

// A credit is a found attribution: the words it covers and who is credited.
type credit struct {
	from, to int // words whose content is attributed, half-open
	before   int // and words [0, before): the credit stands in the middle
	source   news.Span
	cue      news.Span // the verb or preposition
	unnamed  bool
	reason   string
}

func newClause(d *news.Document, i int, hits []lexicon.Hit, names map[string]bool) *clause {
	c := &clause{d: d, index: i, span: d.Sentences[i].Span, words: d.SentenceWords(i), hits: hits, names: names}
	c.quoted = make([]bool, len(c.words))
	for _, q := range overlapping(d.Quotations, c.span) {
		for k, w := range c.words {
			if q.Inner.Overlap(w.Span) > 0 {
				c.quoted[k] = true
			}
		}
	}
	return c
}

// overlapping returns the quotations that reach into at. Quotations ascend by
// Start but may nest, so the walk back stops only after a few that end before.
func overlapping(qs []news.Quotation, at news.Span) []news.Quotation {
	hi, _ := slices.BinarySearchFunc(qs, at.End, func(q news.Quotation, end int) int { return q.Start - end })
	lo, misses := hi, 0
	for k := hi - 1; k >= 0 && misses < 4; k-- {
		if qs[k].Overlap(at) > 0 {
			lo, misses = k, 0
		} else {
			misses++
		}
	}
	var in []news.Quotation
	for _, q := range qs[lo:hi] {
		if q.Overlap(at) > 0 {
			in = append(in, q)
		}
	}
	return in
}

// fold is the folded word k, or "" beyond either end.
func (c *clause) fold(k int) string {
	if k < 0 || k >= len(c.words) {
		return ""
	}
	return c.words[k].Fold
}

// gap is the text between words k-1 and k.
func (c *clause) gap(k int) string {
	from, to := c.span.Start, c.span.End
	if k > 0 {
		from = c.words[k-1].End
	}
	if k < len(c.words) {
		to = c.words[k].Start
	}
	return c.d.Text[from:max(from, to)]
}

func (c *clause) breaksAt(k int) bool { return strings.ContainsAny(c.gap(k), ",;:—–“”\"()") }

func (c *clause) capital(k int) bool {
	if k < 0 || k >= len(c.words) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(c.d.Text[c.words[k].Start:])
	return unicode.IsUpper(r)
}

func (c *clause) textOf(from, to int) string {
	if from >= to {
		return ""
	}
	return c.d.Text[c.words[from].Start:c.words[to-1].End]
}

func (c *clause) spanOf(from, to int) news.Span {
	if from >= to {
		return news.Span{}
	}
	return news.Span{Start: c.words[from].Start, End: c.words[to-1].End}
}

// spaceIn is where the first white space of s stands, or its end.
func spaceIn(s string) int {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return i
	}
	return len(s)
}

// speaker reports whether the sentence begins with a speaker's label ("A: …",
// "SMITH: …"), and where.
func (c *clause) speaker() (news.Span, bool) {
	text := c.span.Of(c.d.Text)
	k := strings.IndexByte(text, ':')
	if k < 1 || k > 30 || k+1 >= len(text) || text[k+1] != ' ' || c.quotedAt(0) {
		return news.Span{}, false
	}
	label := text[:k]
	if label != "Q" && label != "A" && (len(label) < 3 || strings.ToUpper(label) != label || strings.ContainsAny(label, "0123456789") || strings.Count(label, " ") > 2) {
		return news.Span{}, false
	}
	return news.Span{Start: c.span.Start, End: c.span.Start + k}, true
}

func (c *clause) quotedAt(k int) bool { return k < len(c.quoted) && c.quoted[k] }

// passages divides the sentence by quotations and credits.
func (c *clause) passages(credits []credit) []news.Passage {
	voices := make([]news.Voice, len(c.words))
	by := make([]int, len(c.words))
	for k := range c.words {
		by[k] = -1
		if c.quoted[k] {
			voices[k] = news.Quoted
		}
	}
	for n, cr := range credits {
		for k := range c.words {
			if k >= cr.before && (k < cr.from || k >= cr.to) {
				continue
			}
			if voices[k] == news.Own {
				voices[k] = news.Attributed
			}
			if by[k] < 0 {
				by[k] = n
			}
		}
	}
	var ps []news.Passage
	start := c.span.Start
	for k := 0; k < len(c.words); {
		j := k
		for j < len(c.words) && voices[j] == voices[k] && by[j] == by[k] {
			j++
		}
		end := c.span.End
		if j < len(c.words) {
			end = c.words[j-1].End + spaceIn(c.gap(j)) // marks stay with what they close or open
		}
		p := news.Passage{Span: news.Span{Start: start, End: end}, Sentence: c.index, Voice: voices[k], Reason: "no credit and no quotation marks"}
		if voices[k] == news.Quoted {
			p.Reason = "between quotation marks"
			if len(credits) == 0 && j-k <= scareWords && len(c.words) > j-k && !c.speaks() {
				p.Reason = scare
			}
		}
		if by[k] >= 0 {
			cr := credits[by[k]]
			p.Source, p.Unnamed, p.Record = cr.source, cr.unnamed, c.record(cr.source)
			if voices[k] == news.Attributed {
				p.Reason = cr.reason
			}
		}
		ps = append(ps, p)
		start, k = end, j
	}
	if len(ps) == 0 {
		ps = append(ps, news.Passage{Span: c.span, Sentence: c.index, Voice: news.Unclear, Reason: "no words"})
	}
	return ps
}

// scareWords is how many words at most stand between marks that keep a distance
// from them; longer ones are somebody's.
const scareWords = 3

// scare is the reason of words between marks where nobody is credited with them.
const scare = "scare quotes: marks around a few words that nobody is credited with"

// speaks reports whether the sentence has a report verb, credit or not.
func (c *clause) speaks() bool {
	for _, h := range c.hits {
		if h.Term.Category != "opinion.media_reference" {
			return true
		}
	}
	return false
}

// records are the documents that may be a source.
var records = set(`document documents filing filings report reports statement letter letters record records lawsuit indictment affidavit
complaint memo memorandum survey study poll data figures website bulletin email emails transcript ruling judgment accounts minutes
ordinance contract audit census statistics tables permit warrant`)

// record reports whether a source is a document.
func (c *clause) record(source news.Span) bool {
	for _, w := range c.words {
		if source.Overlap(w.Span) > 0 && records[w.Fold] {
			return true
		}
	}
	return false
}
