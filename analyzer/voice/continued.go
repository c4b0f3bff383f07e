package voice

import (
	"strings"

	"gloss/analyzer/news"
)

// A report is what somebody was reported to say, which the sentences after it in
// its paragraph may go on with, without a credit: free indirect speech. The zero
// report is none.
type report struct {
	left      int // sentences that may still go on with it
	paragraph int
	past      bool // "said", not "says": what goes on is told in the past as well
}

// maxContinued is how many sentences may go on with a report.
const maxContinued = 3

// after is the report that stands after sentence i, whose passages are set, has
// credits, or may go on with r.
func (r report) after(d *news.Document, i int, c *clause, credits []credit, wentOn bool) report {
	if wentOn {
		r.left--
		return r
	}
	if len(credits) == 0 || d.VoiceOf(i) != news.Attributed && d.Passages[len(d.Passages)-1].Voice != news.Attributed {
		return report{}
	}
	r = report{left: maxContinued, paragraph: d.Sentences[i].Paragraph}
	for k, w := range c.words {
		for _, cr := range credits {
			if cr.cue.Contains(w.Span) && (pastVerb[c.fold(k)] || strings.HasSuffix(c.fold(k), "ed")) {
				r.past = true
			}
		}
	}
	return r
}

// pastVerb are report verbs' irregular past forms.
var pastVerb = set("said told wrote thought found knew held forecast saw felt")

// goesOn reports whether a sentence that credits nobody may go on with what was
// reported before it: it keeps the report's tense, and takes up something named
// there. After "said", what "the move" or "they" would do or had done, and what "it"
// was; after "says", what "it" is. In the present after "said" the outlet speaks;
// so it does where it tells what "he" did, asks, exclaims, or speaks of itself.
func (r report) goesOn(d *news.Document, i int, c *clause) bool {
	if r.left == 0 || d.Sentences[i].Paragraph != r.paragraph || strings.ContainsAny(c.span.Of(d.Text), "?!“\"") {
		return false
	}
	for k := range c.words {
		if f := c.fold(k); writer[f] || f == "my" || f == "our" || f == "us" || f == "your" {
			return false
		}
	}
	first := c.fold(0)
	switch c.tense() {
	case supposing, before:
		return r.past && (things[first] || persons[first] || taken[first])
	case past:
		return r.past && things[first]
	case present:
		return !r.past && things[first]
	}
	return false
}

// Words by which a sentence takes up what was named before.
var (
	things  = set("it its these those")
	persons = set("he she they his her their")
	taken   = set("the this that such any")
)

// A tense is that of a sentence's first finite verb, as far as its form shows it.
type tense int

const (
	untensed  tense = iota
	present         // is, has, will, it's
	past            // was, closed
	before          // had closed
	supposing       // would, could
)

// tenseWords is where a sentence's verb stands at the latest.
const tenseWords = 9

// tense reads the first words only: further on stands the verb of another clause.
func (c *clause) tense() tense {
	for k := range min(len(c.words), tenseWords) {
		switch f := c.fold(k); {
		case f == "would" || f == "could" || f == "might":
			if c.fold(k+1) == "have" {
				return untensed // "might have brought an umbrella": what did not happen
			}
			return supposing
		case f == "had":
			if next := c.fold(k + 1); next == "been" || strings.HasSuffix(next, "ed") || next == "not" || next == "never" {
				return before
			}
			return past
		case f == "was" || f == "were" || f == "did":
			return past
		case f == "is" || f == "are" || f == "has" || f == "have" || f == "does" || f == "do" || f == "will" || f == "can" || f == "may" || f == "must" || f == "should":
			return present
		case strings.HasSuffix(f, "'s") && (f == "it's" || f == "that's" || f == "he's" || f == "she's"), strings.HasSuffix(f, "'re"), strings.HasSuffix(f, "'ll"), strings.HasSuffix(f, "n't") && (f == "isn't" || f == "aren't" || f == "don't" || f == "doesn't" || f == "won't" || f == "can't" || f == "hasn't" || f == "haven't"):
			return present
		case len(f) > 4 && strings.HasSuffix(f, "ed") && !determiner[c.fold(k-1)]:
			return past
		}
	}
	return untensed
}
