// Package voice says whose words each stretch of an article is: the outlet's own,
// somebody's words between quotation marks, somebody's claim reported without
// marks, or unclear.
//
// Method: quotation spans come from package segment; outside them the package
// looks for the grammar of attribution: a report verb with a subject that is not
// the writer ("Smith said that …", "…, the ministry said"), a credit ("according
// to …", "per Reuters, …"), and a lead-in that ends in a colon and opens a block
// of somebody's text. What the verb governs is attributed; the subject and the
// choice of verb stay the outlet's own.
//
// Why not a dependency parser: none that is small and fast runs in Go, and news
// attributions are formulaic enough for rules over a window of words. Why not a
// quotation-mark test: of a quarter of news sentences that report somebody's
// words only half carry marks.
//
// What it gets wrong: nouns that look like report verbs ("the September claim"),
// words of the writer inside indirect speech (no clause rule can tell that a
// diplomat would not have said "strike on its neighbor"), and where an unmarked
// block quotation ends:
//
//	Rudenko told Tass that backing for the Kremlin's strike on its neighbor would help.
package voice

import (
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
		"stance.report_evaluative", "stance.unnamed_source", "stance.attribution", "opinion.media_reference")}
}

// Mark sets d.Passages. Every prose sentence is covered; other kinds have none.
func (m *Marker) Mark(d *news.Document) {
	d.Passages = d.Passages[:0]
	block, known := leadIn{}, names(d)
	var hits []lexicon.Hit
	for i, s := range d.Sentences {
		if s.Kind != news.Prose {
			if s.Kind == news.Heading {
				block = leadIn{}
			}
			continue
		}
		hits = m.cues.Find(hits[:0], d.Text, d.SentenceWords(i), s.Span)
		c := newClause(d, i, hits, known)
		credits := c.credits()
		if block.covers(d, i, c, credits) {
			d.Passages = append(d.Passages, news.Passage{Span: s.Span, Sentence: i, Voice: news.Attributed,
				Source: block.source, Reason: "goes on after the lead-in “" + block.words + "”"})
			continue
		}
		d.Passages = append(d.Passages, c.passages(credits)...)
		block = block.next(d, i, c, credits)
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
