package voice

import (
	"strings"

	"gloss/analyzer/news"
)

// longestPressLeadIn is how many words a line has at most that announces another
// publication's text without a colon.
const longestPressLeadIn = 18

// pressLeadIn reports whether the sentence says that a publication reports, and not
// what: "Reuters reported on Tuesday", "As the Ledger put it", "This is how the
// Ledger tells it", "From Friday's Mercury". What follows such a line, where it
// stands alone, is the publication's. at is the publication.
func (c *clause) pressLeadIn() (at news.Span, ok bool) {
	n := len(c.words)
	if n < 2 || n > longestPressLeadIn || strings.ContainsAny(c.span.Of(c.d.Text), "“\"?!;") {
		return news.Span{}, false
	}
	from := 0
	switch c.fold(0) {
	case "from", "via":
		return c.spanOf(1, n), n <= 6 && c.publication(1, n)
	case "as":
		from = 1
	case "this", "here":
		if c.fold(1) != "is" || c.fold(2) != "how" && c.fold(2) != "what" {
			return news.Span{}, false
		}
		from = 3
	}
	for k := from + 1; k < min(n, from+8); k++ {
		last := k + 1
		switch {
		case reportsBare[c.fold(k)]:
		case tellsIt[c.fold(k)] && c.fold(k+1) == "it":
			last++
		case (c.fold(k) == "has" || c.fold(k) == "had") && (c.fold(k+1) == "this" || c.fold(k+1) == "the" && (c.fold(k+2) == "story" || c.fold(k+2) == "details" || c.fold(k+2) == "report")):
			last = min(n, k+3)
		default:
			continue
		}
		return c.spanOf(from, k), c.publication(from, k) && c.nothingSaid(last)
	}
	return news.Span{}, false
}

// Verbs of lines that announce a text: alone, and with "it".
var (
	reportsBare = set("reported reports wrote writes explained explains noted notes recounted recounts")
	tellsIt     = set("put puts tells told had has sees saw described describes reported reports")
)

// publication reports whether words [from, to) name a publication: a name that is
// one's, or "the newspaper".
func (c *clause) publication(from, to int) bool {
	if to-from > 6 {
		return false
	}
	press, name := false, false
	for k := from; k < to; k++ {
		f := c.fold(k)
		if f == "and" || f == "or" || c.breaksAt(k) && k > from {
			return false
		}
		name = name || c.capital(k) && !determiner[f] && presses[f]
		press = press || paper[f]
	}
	return name || press && determiner[c.fold(from)]
}

// Names that are publications', and what they are called without one.
var (
	presses = set(`times post herald tribune gazette journal mercury ledger courier chronicle guardian telegraph observer examiner
inquirer dispatch sentinel reporter star sun mirror mail express standard argus echo bulletin news daily weekly press
reuters ap afp bloomberg bbc cnn npr upi tass xinhua kyodo dpa ansa`)
	paper = set("newspaper paper broadcaster magazine website newswire newsletter blog")
)

// nothingSaid reports whether words from k on say no more than when, where and how.
func (c *clause) nothingSaid(k int) bool {
	for ; k < len(c.words); k++ {
		if f := c.fold(k); !timeWords[f] && !manner[f] && !c.capital(k) && (f[0] < '0' || f[0] > '9') {
			return false
		}
	}
	return true
}

// manner are words that say how or where something was reported.
var manner = set(`this way thus so like it its edition issue editorial report article story piece column online site website page front own
words follows as details from of evening midday today's monday's tuesday's wednesday's thursday's friday's saturday's sunday's yesterday's`)

// alone reports whether sentence i is all of its paragraph.
func alone(d *news.Document, i int) bool {
	p := d.Sentences[i].Paragraph
	return (i == 0 || d.Sentences[i-1].Paragraph != p) && (i+1 == len(d.Sentences) || d.Sentences[i+1].Paragraph != p)
}
