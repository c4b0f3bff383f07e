package corpus

import (
	"fmt"
	"io/fs"
)

// An Agreement is how far two independent annotators of the training text agree.
type Agreement struct {
	Lines       int     // labelled by both
	Class       float64 // share of lines with the same class, 0..1
	ClassKappa  float64 // Cohen's kappa of the class, at most 1
	SureKappa   float64 // the same over the lines that both are sure of
	Commentary  float64 // F1 of commentary, one annotator measured against the other
	VoiceKappa  float64 // Cohen's kappa of the voice
	LoadedF1    float64 // F1 of loaded spans that overlap
	FirstLoaded int     // loaded spans of the first annotator
}

// Agree compares the second labels of fsys with the first. Every text that was
// labelled twice must have the same lines in both.
//
// Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and
// Psychological Measurement 20(1), 37–46.
func Agree(fsys fs.FS) (Agreement, error) {
	first, err := Training(fsys)
	if err != nil {
		return Agreement{}, err
	}
	second, err := readTexts(fsys, SecondLabels)
	if err != nil {
		return Agreement{}, err
	}
	byID := make(map[string]Text)
	for _, t := range first {
		byID[t.ID] = t
	}
	var a Agreement
	class, sure, voice := make(table), make(table), make(table)
	var comment, loaded Counts
	for _, t := range second {
		f, ok := byID[t.ID]
		if !ok || len(f.Lines) != len(t.Lines) {
			return a, fmt.Errorf("%s: article %q has %d lines, in the first labels %d", t.File, t.ID, len(t.Lines), len(f.Lines))
		}
		for i, l := range t.Lines {
			g := f.Lines[i]
			if g.Text != l.Text {
				return a, fmt.Errorf("%s:%d: the line reads differently in %s:%d", t.File, l.Number, f.File, g.Number)
			}
			class[[2]string{g.Class, l.Class}]++
			voice[[2]string{g.Voice, l.Voice}]++
			if g.Sure && l.Sure {
				sure[[2]string{g.Class, l.Class}]++
			}
			x, y := g.Class == "commentary", l.Class == "commentary"
			comment.add(x && y, x && !y, y && !x)
			loaded = addSpans(loaded, g.Loaded, l.Loaded)
			a.Lines++
			a.FirstLoaded += len(g.Loaded)
		}
	}
	a.Class, a.ClassKappa = class.agreement(), class.kappa()
	a.SureKappa, a.VoiceKappa = sure.kappa(), voice.kappa()
	a.Commentary, a.LoadedF1 = comment.F1(), loaded.F1()
	return a, nil
}

func (c *Counts) add(found, missed, alarm bool) {
	switch {
	case found:
		c.Found++
	case missed:
		c.Missed++
	case alarm:
		c.False++
	}
}

// addSpans counts the spans of a that overlap one of b, and those that do not.
func addSpans(c Counts, a, b []LoadedWord) Counts {
	in := func(x LoadedWord, ys []LoadedWord) bool {
		for _, y := range ys {
			if x.Overlap(y.Span) > 0 {
				return true
			}
		}
		return false
	}
	for _, x := range a {
		c.add(in(x, b), !in(x, b), false)
	}
	for _, y := range b {
		c.add(false, false, !in(y, a))
	}
	return c
}

// A table counts the labels that two annotators gave.
type table map[[2]string]int

func (t table) agreement() float64 {
	same, all := 0, 0
	for k, n := range t {
		all += n
		if k[0] == k[1] {
			same += n
		}
	}
	return ratio(same, all)
}

func (t table) kappa() float64 {
	rows, columns, all := make(map[string]int), make(map[string]int), 0
	for k, n := range t {
		rows[k[0]] += n
		columns[k[1]] += n
		all += n
	}
	if all == 0 {
		return 0
	}
	chance := 0
	for label, n := range rows {
		chance += n * columns[label] // whole numbers: no sum depends on the map's order
	}
	expected := float64(chance) / (float64(all) * float64(all))
	if expected == 1 {
		return 1
	}
	return (t.agreement() - expected) / (1 - expected)
}
