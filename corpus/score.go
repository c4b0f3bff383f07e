package corpus

import (
	"gloss/analyzer/news"
)

// Counts are what a report found of one kind of mark, and what else it found.
type Counts struct {
	Found  int // marks that the report has
	Missed int // marks that it lacks
	False  int // what it has and the marks do not
}

// Precision is the share of what was found that is marked, 0..1; 0 for nothing.
func (c Counts) Precision() float64 { return ratio(c.Found, c.Found+c.False) }

// Recall is the share of the marks that was found, 0..1; 0 for no marks.
func (c Counts) Recall() float64 { return ratio(c.Found, c.Found+c.Missed) }

// F1 is the harmonic mean of the two.
func (c Counts) F1() float64 { return ratio(2*c.Found, 2*c.Found+c.Missed+c.False) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Tasks are what Score counts, in order.
var Tasks = []string{"links", "commentary", "omissions", "swaps", "insertions", "attribution", "accuracy", "loaded", "voice", "indirect speech", "boilerplate"}

// Score compares a report's part on a story with the story's marks, by task. In
// swaps, insertions, attribution and loaded, whose marks are not complete, False
// counts only what overlaps no mark of any kind. In voice, False stays 0.
func Score(s Story, st *news.Story, findings []news.Finding) map[string]Counts {
	c := newComparison(s, st, findings)
	return map[string]Counts{
		"links":           c.links(),
		"commentary":      c.commentary(),
		"omissions":       c.omissions(),
		"swaps":           c.overlapping("swap", func(m Mark) bool { return m.Label != "neutral" }, news.Swap),
		"insertions":      c.overlapping("insertion", func(m Mark) bool { return m.Label != "fact" }, news.Insertion),
		"attribution":     c.overlapping("attribution", nil, news.Attribution),
		"accuracy":        c.overlapping("accuracy", nil, news.Accuracy),
		"loaded":          c.overlapping("loaded", ownVoice, news.Loaded),
		"voice":           c.voice(func(Mark) bool { return true }),
		"indirect speech": c.voice(func(m Mark) bool { return m.Label == "attributed" }),
		"boilerplate":     c.boilerplate(),
	}
}

// A comparison holds a story's marks against a report.
type comparison struct {
	Story
	st       *news.Story
	findings []news.Finding
	units    map[string][]news.Span  // marked sentences by document, ascending
	at       map[news.Place][]int    // sentence of the report → units of its document
	byKind   map[string]map[int]bool // "document kind" → units marked so
	unsure   map[string]map[int]bool // the same, of marks to judge
}
