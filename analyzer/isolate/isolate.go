// Package isolate finds what only one copy of a story says: sentences, clauses
// and words only here, commentary among them, claims that are missing, words that
// were swapped, credits and figures that differ.
//
// Method: what stands in no row is an addition; an addition in the outlet's own
// voice is weighed for opinion (verdicts, rhetorical questions, exhortation,
// address, loaded terms) against what marks a report (figures, dates, credits,
// names), and in the light of the sentences around it. Inside rows, a word diff
// against the other copies leaves stretches that only one has; what they are is
// read from the lexicons. Clauses between commas, colons and dashes whose content no
// other copy has are weighed for opinion whole: a diff parts them at every word that
// the sentences happen to share.
//
// Why not a classifier of single sentences: "This is Westport." is commentary
// after a quotation and a fact in a caption. Why not the diff alone: most
// differences between two copies are style, and a list of all of them hides the
// three that matter.
//
// What it gets wrong: dry irony ("Just another accident at a mine that never has
// any."), opinion in the grammar of fact ("The wall was built for the
// wall-builders."), and analysis that is background for one reader and opinion for
// another: that goes to the reader as "to judge".
package isolate

import (
	"slices"
	"sync"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
)

// An Isolator finds what only one copy says. It is safe for concurrent use.
type Isolator struct {
	lex      *lexicon.Set // opinion, stance and loaded lists
	wording  *wording
	judge    *opinion.Judge
	features sync.Pool // of *opinion.Features
}

// New returns an Isolator that reads its cues from lex and tells commentary by
// judge.
func New(lex *lexicon.Set, judge *opinion.Judge) *Isolator {
	iso := &Isolator{
		lex:      opinion.Lists(lex),
		wording:  newWording(lex),
		judge:    judge,
		features: sync.Pool{New: func() any { return new(opinion.Features) }},
	}
	iso.wording.opinion = iso.clause
	return iso
}

// Judge is what tells commentary.
func (iso *Isolator) Judge() *opinion.Judge { return iso.judge }

// A Result is what isolate found in one story.
type Result struct {
	Findings   []news.Finding   // by document, place and kind
	Rewordings []news.Rewording // differences that are only style
}

// Story isolates the findings of st. Its rows and the documents' passages must
// have been set.
func (iso *Isolator) Story(st *news.Story) Result {
	s := iso.reading(st)
	for n, r := range st.Rows {
		for _, p := range r.Places {
			s.rowsOf[p] = append(s.rowsOf[p], n)
		}
	}
	if len(st.Documents) < 2 || len(st.Rows) == 0 {
		return Result{}
	}
	s.additions()
	s.rewritten()
	s.sourcing()
	s.omissions()
	s.placements()
	s.headlines()
	slices.SortStableFunc(s.found.Findings, news.CompareFindings)
	return s.found
}

// reading is st with nothing found yet.
func (iso *Isolator) reading(st *news.Story) *story {
	return &story{Story: st, iso: iso, rowsOf: make(map[news.Place][]int), hits: make(map[news.Place][]lexicon.Hit), shared: st.SharedPlaces(), figured: make(map[news.Place][]figure)}
}

// A story is a Story while it is being read.
type story struct {
	*news.Story
	iso     *Isolator
	rowsOf  map[news.Place][]int // indices in Rows
	hits    map[news.Place][]lexicon.Hit
	shared  map[news.Place]bool
	figured map[news.Place][]figure // by sentence, found once
	found   Result
}

// cues returns the lexicon hits in the sentence at p, found once.
func (s *story) cues(p news.Place) []lexicon.Hit {
	h, ok := s.hits[p]
	if !ok {
		d := s.Documents[p.Document]
		h = s.iso.lex.Find(nil, d.Text, d.SentenceWords(p.Sentence), d.Sentences[p.Sentence].Span)
		s.hits[p] = h
	}
	return h
}

// add notes a finding in the text of document d.
func (s *story) add(f news.Finding) {
	if f.Part == "" {
		f.Part = news.InText
	}
	s.found.Findings = append(s.found.Findings, f)
}
