// Package outlet says what holds of each outlet over many stories: how often it
// comments, leaves out, swaps words and so on, and how that differs from the other
// copies of the same stories.
//
// Method: every story is counted once, outlet by outlet, and only the counts are
// kept. A rate is the sum of an outlet's counts over the sum of what they are
// counted among. An outlet is compared with the other copies of its own stories
// and with nothing else: the difference is Mantel and Haenszel's, with a story as
// the stratum, and the test exchanges copies within stories. Intervals take
// stories, not sentences, for the independent pieces, and the differences of all
// outlets and measures are corrected together for their number (Benjamini and
// Hochberg 1995).
//
// Why not compare outlets' rates: an outlet that covers wars uses other words than
// one that covers gardens. Why not one score: nothing says how many swaps weigh as
// much as an omission, and one number hides the sentences it was made of. Nothing
// here ranks outlets, and nothing places them left or right.
//
// What it gets wrong: what the stages get wrong, it counts; an outlet that differs
// from the rest need not be the one that is slanted; stories that only one outlet
// carries are not seen at all. Intervals of few stories are too narrow, and are
// marked:
//
//	total := outlet.NewTotal()
//	total.Add(outlet.Count(story, findings, nil, measures, id))
//	total.Summary(outlet.Options{})
package outlet

// A Summary is what holds over all stories of a report.
type Summary struct {
	Stories    int       `json:"stories"`           // stories in which articles of two outlets or more were compared
	MinStories int       `json:"min_stories"`       // an outlet with fewer, or a figure of one, gets counts only
	Sort       string    `json:"sort,omitempty"`    // name of the measure by whose rates the outlets are ordered, highest first; empty: by name
	Tests      int       `json:"tests"`             // differences that were tested, and are corrected for together
	Measures   []Measure `json:"measures"`          // what the figures are, in their order
	Outlets    []Outlet  `json:"outlets,omitempty"` // in the order of their names, unless another was asked for
}

// An Outlet is what is said of one outlet. Figures and all counts but those of
// Beside are of its news articles, in stories where another outlet's can be
// compared with them.
type Outlet struct {
	Name       string    `json:"outlet"`
	Stories    int       `json:"stories"`
	Articles   int       `json:"articles"`
	Sentences  int       `json:"sentences"` // prose sentences
	Words      int       `json:"words"`     // words of them
	Credited   int       `json:"credited"`  // of Articles: those credited to an agency, whose words they may be
	Beside     Beside    `json:"beside"`
	CountsOnly bool      `json:"counts_only"` // fewer stories than Summary.MinStories
	Figures    []Figure  `json:"figures"`     // one for each of Summary.Measures
	Examples   []Example `json:"examples"`    // the strongest findings, at most three
}

// Beside are the articles of an outlet that are in no figure.
type Beside struct {
	Opinion  int `json:"opinion"`  // labelled as opinion, analysis or anything else but news: opinion may be what they are for
	Excerpts int `json:"excerpts"` // summaries, and what a paywall shows
	Alone    int `json:"alone"`    // of stories where no other outlet's article could be compared
}

// A Figure is what one measure says of one outlet.
type Figure struct {
	Measure    string      `json:"measure"`              // Measure.Name
	Count      int         `json:"count"`                // what was counted; of tone, the sentences only here that were read
	Sure       int         `json:"sure"`                 // of Count: the sure findings; 0 where other things than findings are counted
	Of         int         `json:"of"`                   // what it was counted among, as the measure says
	Stories    int         `json:"stories"`              // stories with any of Of
	Rate       *float64    `json:"rate,omitempty"`       // Scale × Count / Of, of tone the mean; nil where only counts are given, or Of is 0
	Interval   *Interval   `json:"interval,omitempty"`   // of Rate; nil where only counts are given
	Difference *Difference `json:"difference,omitempty"` // against the rest; nil where only counts are given, or no rest has any of Of
	Rough      bool        `json:"rough"`                // the interval is wider or narrower than it says: too few stories carry it (~)
}

// An Interval holds a rate with 95 % confidence.
type Interval struct {
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	Method string  `json:"method"` // "gamma", "beta", "t", as Measure.Interval says
}

// A Difference is that of an outlet to the other copies of the same stories.
type Difference struct {
	Rate      float64 `json:"rate"`      // of the outlet in the stories that are compared, weighted as RestRate is
	RestRate  float64 `json:"rest_rate"` // of the other copies in these stories
	Estimate  float64 `json:"estimate"`  // Rate − RestRate (Mantel and Haenszel): above 0, more than the rest
	Low       float64 `json:"low"`       // 95 % interval
	High      float64 `json:"high"`
	Count     int     `json:"count"` // of the outlet, in the stories that are compared; 0 for tone
	Of        int     `json:"of"`
	RestCount int     `json:"rest_count"` // of the other copies in these stories; 0 for tone
	RestOf    int     `json:"rest_of"`
	Stories   int     `json:"stories"` // that are compared: both have any of Of
	Telling   int     `json:"telling"` // of Stories: those where the copies differ at all
	P         float64 `json:"p"`       // two-sided
	Q         float64 `json:"q"`       // P corrected for all tests of the report (Benjamini and Hochberg)
	Rough     bool    `json:"rough"`   // too few stories carry it (~)
}

// Differs reports whether the difference stands out: Q is at most FalseDiscoveries,
// and the interval, which of few counts is wide, leaves no difference out.
func (d *Difference) Differs() bool {
	return d != nil && d.Q <= FalseDiscoveries && (d.Low > 0 || d.High < 0)
}

// FalseDiscoveries is the share of chance among the differences that stand out which
// is not exceeded in the mean.
const FalseDiscoveries = 0.05

// An Example is one finding in full, so that it can be read without the story.
type Example struct {
	Finding     string  `json:"finding"` // its ID
	Kind        string  `json:"kind"`
	Category    string  `json:"category"`
	Certainty   string  `json:"certainty"`
	Text        string  `json:"text"`   // the words, at most 300 bytes of them
	Reason      string  `json:"reason"` // why it was found
	Probability float64 `json:"probability,omitempty"`
	Story       string  `json:"story"`    // its ID
	Document    string  `json:"document"` // its ID
	Headline    string  `json:"headline,omitempty"`
	URL         string  `json:"url,omitempty"`
	Published   string  `json:"published,omitempty"`
}

// Figure returns the figure of the measure of that name; nil if there is none.
func (o *Outlet) Figure(measure string) *Figure {
	for i := range o.Figures {
		if o.Figures[i].Measure == measure {
			return &o.Figures[i]
		}
	}
	return nil
}
