// Package report turns what the stages found in stories into a Report, and writes
// it in every format, story by story (formats.go has them all).
//
// Method: a Report is plain data that holds every statement with its span and
// reason; each format is a view of it and computes nothing. The findings of one
// story come in the order an editor reads: commentary, sourcing, swaps, what is
// only here and missing, accuracy, what nobody is charged with, loaded terms, and
// the counts last.
//
// Why not a score per outlet: one story carries no score, and a number hides the
// sentences that it was made of. What a Report gets wrong is what its stages do;
// every section says so where it has nothing: "none found", and what was looked
// for.
package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"gloss/analyzer/cluster"
	"gloss/analyzer/isolate"
	"gloss/analyzer/news"
	"gloss/analyzer/outlet"
	"gloss/analyzer/score"
)

// Schema is the number of the Report JSON's schema.
const Schema = 1

// A Report is what gloss says about one or more stories.
type Report struct {
	Tool    Tool
	Run     Run
	Stories []Story
	Summary
}

// A Summary is what a report says of all its stories together.
type Summary struct {
	Outlets  outlet.Summary
	Warnings []Warning // about the whole, or an article in no story
}

// A Tool says what made a report.
type Tool struct {
	Version  string `json:"version"`  // of gloss
	Lexicons string `json:"lexicons"` // fingerprint of the lists
	Models   string `json:"models"`   // fingerprint of the models; empty if there are none
}

// MarshalJSON writes the tool with its name, the same in everything gloss writes.
func (t Tool) MarshalJSON() ([]byte, error) {
	type fields Tool
	return json.Marshal(struct {
		Name string `json:"name"`
		fields
	}{"gloss", fields(t)})
}

// A Warning is a doubt or a problem that the reader should know of.
type Warning struct {
	Document string `json:"document,omitempty"` // ID of the article, if it is about one
	Text     string `json:"text"`
}

// A Story is one story with everything found in it.
type Story struct {
	*news.Story
	Findings   []news.Finding
	Kinds      []news.FindingKind // that are told; nil: all
	Silent     []news.Finding     // of the other kinds: counted, but not told
	Rewordings []news.Rewording
	Measures   []score.Measures // by document
	Weakest    *cluster.Pair    // the least similar pair, if the story was found in a pile; else nil
}

// Build makes the report's part on one story: isolate's findings and score's, in
// one list by document and place.
func Build(st *news.Story, found isolate.Result, measures []score.Measures, loaded []news.Finding) Story {
	s := Story{Story: st, Rewordings: found.Rewordings, Measures: measures}
	s.Findings = append(slices.Clone(found.Findings), loaded...)
	slices.SortStableFunc(s.Findings, news.CompareFindings)
	s.nameFindings()
	return s
}

// Tell leaves only findings of some kinds to be told; no kinds leave all. Measures
// do not change.
func (s *Story) Tell(kinds []news.FindingKind) {
	if len(kinds) == 0 {
		return
	}
	all := append(s.Findings, s.Silent...)
	slices.SortStableFunc(all, news.CompareFindings)
	s.Kinds, s.Findings, s.Silent = kinds, nil, nil
	for _, f := range all {
		if s.Tells(f.Kind) {
			s.Findings = append(s.Findings, f)
		} else {
			s.Silent = append(s.Silent, f)
		}
	}
}

// Tells reports whether findings of any of the kinds are told.
func (s Story) Tells(kinds ...news.FindingKind) bool {
	return s.Kinds == nil || slices.ContainsFunc(kinds, func(k news.FindingKind) bool { return slices.Contains(s.Kinds, k) })
}

// Count counts what the story says of its outlets.
func (s Story) Count() outlet.Story {
	return outlet.Count(s.Story, s.Findings, s.Silent, s.Measures, func(f news.Finding) string { return f.ID })
}

// Comparable reports whether the copies share any sentence.
func (s Story) Comparable() bool { return len(s.Rows) > 0 }

// Text returns the words a finding states: those of its document, or, of what is
// missing, of the copy or version that has them.
func (s Story) Text(f news.Finding) string {
	doc := s.Documents[f.Document]
	switch {
	case f.Missing():
		return f.Span.Of(s.Document(f.Counterpart.Document).Text)
	case f.Part == news.InTitle:
		return f.Span.Of(doc.Title)
	}
	return f.Span.Of(doc.Text)
}

// nameFindings gives the findings their ids: 16 hexadecimal digits of a hash of kind,
// category, outlet, article, words and the counterpart's words. Neither positions
// nor the order or name of stories are in it, so that two runs can be compared. What
// an article says twice in the same words is told apart by its place among them.
func (s Story) nameFindings() {
	seen := make(map[string]int)
	for i := range s.Findings {
		f := &s.Findings[i]
		doc := s.Documents[f.Document]
		parts := []string{string(f.Kind), f.Category, doc.Outlet, doc.ID, s.Text(*f)}
		if f.Counterpart != nil {
			parts = append(parts, f.Counterpart.Span.Of(s.Document(f.Counterpart.Document).Text))
		}
		key := strings.Join(parts, "\x00")
		if seen[key]++; seen[key] > 1 {
			key += fmt.Sprint("\x00\x00", seen[key])
		}
		hash := sha256.Sum256([]byte(key))
		f.ID = hex.EncodeToString(hash[:8])
	}
}

// Write writes the report to a stream in the format of that name.
func (r *Report) Write(w io.Writer, format string, opt TextOptions) error {
	out, err := NewWriter(w, format, r.Tool, r.Run, opt)
	if err != nil {
		return err
	}
	return r.Send(out)
}

// Send writes the report with w.
func (r *Report) Send(w Writer) error {
	for _, s := range r.Stories {
		if err := w.Story(s, nil); err != nil {
			return err
		}
	}
	return w.Close(r.Summary)
}
