// Package voice says whose words each stretch of an article is: the outlet's own,
// somebody's words between quotation marks, somebody's claim reported without
// marks, or unclear.
//
// Method: quotation spans come from package segment; outside them the package
// looks for the grammar of attribution: a report verb with a subject that is not
// the writer ("Smith said that …", "…, the ministry said"), a credit ("according
// to …", "per Reuters, …"), and a lead-in that ends in a colon and opens a block
// of somebody's text, or a line by itself that says no more than that a publication
// reports ("As the Ledger put it"); speakers' turns, excerpts of other publications
// and signed posts. Sentences that keep the tense of what was reported before them
// and take it up ("It was …", "The move would …") are unclear, up to three. What the verb governs is attributed; the subject and the choice of verb
// stay the outlet's own. Of a source it says whether it is named and whether it is a
// document; marks around a few words that nobody is credited with are told to be
// scare quotes.
//
// Why not a dependency parser: none that is small and fast runs in Go, and news
// attributions are formulaic enough for rules over a window of words. Why not a
// quotation-mark test: of a quarter of news sentences that report somebody's
// words only half carry marks.
//
// What it gets wrong: nouns that look like report verbs ("the September claim"),
// words of the writer inside indirect speech (no clause rule can tell that a
// minister would not have called the plan "botched"), and where an unmarked block
// quotation ends:
//
//	The minister told reporters that support for the botched plan would grow.
package voice

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
)

// A Marker finds voices. It is safe for concurrent use.
type Marker struct {
	cues *lexicon.Set
}

// New returns a Marker that reads its cues (report verbs, credits, unnamed
// sources, media as a target) from lex.
func New(lex *lexicon.Set) *Marker {
	return &Marker{cues: lex.Only("stance.report_neutral", "stance.report_distancing", "stance.report_endorsing",
		"stance.report_evaluative", "stance.report_belief", "stance.unnamed_source", "stance.attribution", "opinion.media_reference")}
}

// Mark sets d.Passages. Every prose sentence is covered; other kinds have none.
func (m *Marker) Mark(d *news.Document) {
	d.Passages = d.Passages[:0]
	block, turn, said, known := leadIn{}, turnTaken{}, report{}, names(d)
	var hits []lexicon.Hit
	for i, s := range d.Sentences {
		if s.Kind != news.Prose {
			if s.Kind == news.Heading {
				block = leadIn{}.next(d, i, newClause(d, i, nil, known)) // "From Friday's Mercury:" stands alone as headings do
				turn = turnTaken{}
			}
			continue
		}
		if b, ok := d.BlockAt(s.Span); ok && (b.Kind == news.BlockQuote || b.Kind == news.Embed) {
			reason := "a block quote"
			if b.Kind == news.Embed {
				reason = "an embedded post"
			}
			d.Passages = append(d.Passages, news.Passage{Span: s.Span, Sentence: i, Voice: news.Quoted, Reason: reason})
			continue
		}
		hits = m.cues.Find(hits[:0], d.Text, d.SentenceWords(i), s.Span)
		c := newClause(d, i, hits, known)
		credits := c.credits()
		if label, ok := c.speaker(); ok {
			d.Passages = append(d.Passages, news.Passage{Span: s.Span, Sentence: i, Voice: news.Quoted, Source: label, Reason: "a speaker's label"})
			turn = turnTaken{label, s.Paragraph}
			continue
		}
		if turn.goesOn(s.Paragraph, c) {
			d.Passages = append(d.Passages, news.Passage{Span: s.Span, Sentence: i, Voice: news.Quoted, Source: turn.source, Reason: "goes on after a speaker's label"})
			continue
		}
		if at, ok := c.excerpt(); ok {
			d.Passages = append(d.Passages, news.Passage{Span: s.Span, Sentence: i, Voice: news.Attributed, Source: at, Reason: "an excerpt: “" + at.Of(d.Text) + "”"})
			block = leadIn{open: true, left: maxLeadIn, within: s.Paragraph + 1, words: at.Of(d.Text), source: at}
			continue
		}
		if block.covers(d, i, c, credits) {
			d.Passages = append(d.Passages, news.Passage{Span: s.Span, Sentence: i, Voice: news.Attributed,
				Source: block.source, Reason: "goes on after the lead-in “" + block.words + "”"})
			continue
		}
		ps := c.passages(credits)
		wentOn := len(credits) == 0 && len(ps) == 1 && ps[0].Voice == news.Own && said.goesOn(d, i, c)
		if wentOn {
			ps[0].Voice, ps[0].Reason = news.Unclear, "may go on with the words reported before"
		}
		d.Passages = append(d.Passages, ps...)
		said = said.after(d, i, c, credits, wentOn)
		block = block.next(d, i, c)
	}
	posts(d)
}

// A turnTaken is a speaker's turn.
type turnTaken struct {
	source    news.Span
	paragraph int
}

// goesOn reports whether the sentence belongs to the turn: in its paragraph, as long
// as each speaks of "I", "we" or "you". Else the turn is over.
func (t *turnTaken) goesOn(paragraph int, c *clause) bool {
	if t.source.Len() > 0 && t.paragraph == paragraph {
		for k := range c.words {
			if f := c.fold(k); writer[f] || f == "my" || f == "our" || f == "me" || f == "us" || f == "your" {
				return true
			}
		}
	}
	*t = turnTaken{}
	return false
}

// posts marks embedded posts: the sentences before a signature such as "— Name
// (@name) March 3, 2024" in its paragraph, or the paragraph before if the signature
// stands alone, are quoted.
func posts(d *news.Document) {
	for i, s := range d.Sentences {
		text := s.Of(d.Text)
		if s.Kind != news.Prose || !strings.Contains(text, "(@") {
			continue
		}
		if at := strings.LastIndex(text, "— "); at > 0 && strings.Contains(text[at:], "(@") {
			at += s.Start
			for k := range d.Passages {
				if p := &d.Passages[k]; p.Sentence == i {
					p.Voice, p.Source, p.Reason = news.Quoted, news.Span{Start: at, End: s.End}, "an embedded post"
				}
			}
			continue
		}
		if !strings.HasPrefix(text, "—") && !strings.HasPrefix(text, "– ") {
			continue
		}
		paragraph := s.Paragraph
		if i > 0 && d.Sentences[i-1].Paragraph != paragraph {
			paragraph = d.Sentences[i-1].Paragraph
		}
		for k := range d.Passages {
			p := &d.Passages[k]
			if of := d.Sentences[p.Sentence]; p.Sentence == i || p.Sentence < i && of.Paragraph == paragraph {
				p.Voice, p.Source, p.Reason = news.Quoted, s.Span, "an embedded post"
			}
		}
	}
}

// names are the folded words that stand capitalised inside a sentence of d: they
// are names where they begin one, too.
func names(d *news.Document) map[string]bool {
	known := make(map[string]bool)
	for _, s := range d.Sentences {
		for k := s.First + 1; k < s.Last; k++ {
			if r, _ := utf8.DecodeRuneInString(d.Text[d.Words[k].Start:]); unicode.IsUpper(r) {
				known[d.Words[k].Fold] = true
			}
		}
	}
	return known
}
