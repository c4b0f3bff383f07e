package voice

import (
	"strings"

	"gloss/analyzer/news"
)

// A leadIn is a line that announces somebody's text ("Reuters reports:", "As the
// Ledger put it") and, after it, the unmarked text itself.
type leadIn struct {
	open   bool
	left   int  // sentences it may still cover
	within int  // and only in this paragraph, counting from 1; 0: in any
	press  bool // announced without a colon: another publication's report, which speaks of no "I" and does not exclaim
	words  string
	source news.Span
}

// Lead-ins cover no more than this many sentences.
const (
	maxLeadIn      = 16
	maxPressLeadIn = 8
)

// announcing are words that make a line ending in a colon announce a text.
var announcing = set(`reports reported writes wrote explains explaining explained says said read reads follows
statement noted notes tweeted posted continues continued added adds states stated from via according told argues
argued here here's quote quotes responded replied reporting writing`)

// next returns the lead-in that holds after sentence i.
func (l leadIn) next(d *news.Document, i int, c *clause) leadIn {
	text := strings.TrimRight(d.SentenceText(i), " \t\u00a0")
	if at, ok := c.pressLeadIn(); ok && alone(d, i) {
		return leadIn{open: true, left: maxPressLeadIn, press: true, words: tail(text), source: at}
	}
	if !strings.HasSuffix(text, ":") || len(c.words) == 0 || len(c.words) > 40 {
		return leadIn{}
	}
	for k := max(0, len(c.words)-12); k < len(c.words); k++ {
		if announcing[c.fold(k)] {
			return leadIn{open: true, left: maxLeadIn, words: tail(text), source: c.spanOf(0, len(c.words))}
		}
	}
	return leadIn{}
}

// covers reports whether sentence i belongs to the announced text: until a
// sentence speaks in another way (marks, a credit of its own, a turn to the
// reader), the text goes on.
func (l *leadIn) covers(d *news.Document, i int, c *clause, credits []credit) bool {
	if !l.open {
		return false
	}
	l.left--
	if l.left < 0 || l.within > 0 && l.within != d.Sentences[i].Paragraph+1 || namesAnother(d, credits) || strings.HasSuffix(d.SentenceText(i), ":") || turns(c) {
		*l = leadIn{}
		return false
	}
	for k, q := range c.quoted {
		if q || l.press && (writer[c.fold(k)] || c.fold(k) == "our" || c.fold(k) == "us") {
			*l = leadIn{}
			return false
		}
	}
	if l.press && strings.ContainsAny(d.SentenceText(i), "?!") {
		*l = leadIn{}
		return false
	}
	return true
}

// namesAnother reports whether a sentence credits somebody in two words or more,
// or an unnamed source: the outlet reports again. "He said" may still be the
// speaker's own story.
func namesAnother(d *news.Document, credits []credit) bool {
	for _, cr := range credits {
		if w := strings.Fields(cr.source.Of(d.Text)); len(w) > 1 && !cr.unnamed || cr.unnamed {
			return true
		}
	}
	return false
}

// turns reports whether a sentence turns to the reader: the outlet speaks again.
func turns(c *clause) bool {
	text := c.span.Of(c.d.Text)
	switch c.fold(0) {
	case "well", "yes", "ok", "okay", "yeah", "sure", "right", "wow", "oh":
		return true
	}
	return strings.HasSuffix(text, "?") && len(c.words) < 12
}

func tail(s string) string {
	if len(s) <= 60 {
		return s
	}
	if i := strings.LastIndexByte(s[:len(s)-40], ' '); i > 0 {
		return "…" + s[i:]
	}
	return s
}

// excerpt reports whether the sentence begins by naming the publication it was
// taken from ("From the Harbour Mercury: Crews …"), and where.
func (c *clause) excerpt() (news.Span, bool) {
	if c.fold(0) != "from" || c.quotedAt(0) {
		return news.Span{}, false
	}
	for k := 1; k < min(len(c.words), 8); k++ {
		if strings.Contains(c.gap(k), ":") {
			return c.spanOf(1, k), k > 1 && c.capital(k-1)
		}
	}
	return news.Span{}, false
}
