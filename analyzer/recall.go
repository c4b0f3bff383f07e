package analyzer

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"gloss/analyzer/news"
	"gloss/analyzer/report"
	"gloss/analyzer/score"
)

// written is what Encode writes of a story: what costs much is
// written, what costs little (documents, loaded terms) is found again.
type written struct {
	Story      report.Story // with the rows alone of its news.Story, and without terms
	BySentence [][]score.SentenceMeasures
}

// Encode writes what was found in a story, but for what costs little to find
// again, and its weakest pair, which is the pile's. The error says that it would not
// be the same when it is read again.
func Encode(s report.Story) ([]byte, error) {
	w := written{Story: s}
	w.Story.Weakest = nil
	w.Story.Story = &news.Story{Rows: s.Rows}
	w.Story.Measures = slices.Clone(s.Measures)
	for i := range w.Story.Measures {
		m := &w.Story.Measures[i]
		w.BySentence = append(w.BySentence, m.BySentence)
		m.BySentence, m.Terms = nil, nil
	}
	data, err := json.Marshal(w)
	if err != nil {
		return nil, err
	}
	var again written
	if err := json.Unmarshal(data, &again); err != nil {
		return nil, err
	}
	if !reflect.DeepEqual(w, again) {
		return nil, errors.New("analyzer: a story has parts that cannot be written")
	}
	return data, nil
}

// recall reads what Encode wrote of the story of st's documents.
func (a *Analyzer) recall(data []byte, st *news.Story) (report.Story, error) {
	var w written
	err := json.Unmarshal(data, &w)
	if err == nil && (w.Story.Story == nil || len(w.BySentence) != len(w.Story.Measures)) {
		err = errors.New("it is cut short")
	}
	if err != nil {
		return report.Story{}, fmt.Errorf("what was found in story %s before: %w", st.ID, err)
	}
	s := w.Story
	st.Rows, s.Story = s.Rows, st
	if len(s.Measures) == 0 {
		return s, nil
	}
	for i, sums := range w.BySentence {
		s.Measures[i].BySentence = sums
	}
	for _, t := range a.scorer.Terms(st) {
		m := &s.Measures[t.Document]
		m.Terms = append(m.Terms, t)
	}
	return s, nil
}
