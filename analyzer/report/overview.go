package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"math"
	"strings"

	"gloss/analyzer/outlet"
	html "gloss/analyzer/page"
)

//go:embed overview.html
var overviewSource string

var overviewTemplate = template.Must(template.New("overview").Funcs(template.FuncMap{"plural": html.Plural, "upper": upper, "join": strings.Join}).Parse(overviewSource))

// An overview is what an HTML report says of all its stories.
type overview struct {
	OneFile  bool
	hrefs    map[string]string // of stories, by ID
	Stories  []storyLine
	Summary  outlet.Summary
	Panels   []panel
	Warnings []string
}

// A storyLine is a story in the list of stories.
type storyLine struct {
	Href        string
	Title       string
	First, Last string
	Outlets     []string
	Rows        int
	Sure, Judge int // commentary
}

func lineOf(p *html.Story, href string) storyLine {
	l := storyLine{Href: href, Title: p.Name(), First: p.First, Last: p.Last, Rows: p.Rows}
	for _, c := range p.Columns {
		l.Outlets = append(l.Outlets, c.Outlet)
	}
	for _, list := range p.Lists {
		if list.Name == "commentary" {
			l.Sure, l.Judge = list.Sure(), list.Judge()
		}
	}
	return l
}

func newOverview(stories []storyLine, sum Summary) *overview {
	o := &overview{Stories: stories, Summary: sum.Outlets}
	for _, w := range sum.Warnings {
		o.Warnings = append(o.Warnings, w.line())
	}
	if o.Several() {
		for i, m := range sum.Outlets.Measures {
			o.Panels = append(o.Panels, newPanel(m, i, sum.Outlets.Outlets))
		}
	}
	return o
}

// Several reports whether there are figures over several stories.
func (o *overview) Several() bool { return o.Summary.Stories > 1 && len(o.Summary.Outlets) > 0 }

// SortedBy says by which measure the outlets are ordered; empty if by name.
func (o *overview) SortedBy() string { return sortedBy(o.Summary) }

// Rates reports whether any outlet has more than counts.
func (o *overview) Rates() bool {
	for _, out := range o.Summary.Outlets {
		if !out.CountsOnly {
			return true
		}
	}
	return false
}

// Beside reports whether any outlet has articles that are in no figure.
func (o *overview) Beside() bool {
	for _, out := range o.Summary.Outlets {
		if out.Beside != (outlet.Beside{}) {
			return true
		}
	}
	return false
}

func (o *overview) title() string {
	if len(o.Stories) == 1 {
		return o.Stories[0].Title + " – framing report"
	}
	return "Framing report over " + html.Plural(len(o.Stories), "story")
}

// Example is the address of an example's finding; empty if its story is not there.
func (o *overview) Example(e outlet.Example) string {
	if href := o.hrefs[e.Story]; href != "" {
		return href + "-f" + e.Finding
	}
	return ""
}

// A panel is one measure of all outlets, drawn on one scale.
type panel struct {
	outlet.Measure
	Anchor    string
	Low, High string // ends of the scale
	Zero      float64
	Rows      []panelRow
	Telling   int // outlets that differ from the rest
	Any       bool
	Rates     bool // whether any outlet has one
}

// A panelRow is one outlet's figure.
type panelRow struct {
	Outlet string
	Few    bool // too few stories for more than counts
	outlet.Figure
	Plot     *plot
	RateText string
	Between  string // the interval
	Rest     string
	Against  string // the difference to the rest
	Differs  bool
	Rough    bool
}

// A plot is an interval as it is drawn, 0 to plotWidth.
type plot struct {
	Low, High, At, Rest float64
	HasRest, Rough      bool
	Cut                 bool // the interval goes on beyond the scale
	Zero                float64
	Label               string
}

// plotWidth is the width of a plot in the units of its drawing.
const plotWidth = 200

func newPanel(m outlet.Measure, n int, outlets []outlet.Outlet) panel {
	p := panel{Measure: m, Anchor: fmt.Sprintf("m%d", n+1)}
	low, high := scale(m.Name, outlets)
	at := func(x float64) float64 {
		if high <= low {
			return 0
		}
		return math.Round(10*plotWidth*(min(max(x, low), high)-low)/(high-low)) / 10
	}
	p.Low, p.High, p.Zero = number(low), number(high), at(0)
	for _, o := range outlets {
		f := o.Figure(m.Name)
		if f == nil {
			continue
		}
		r := panelRow{Outlet: o.Name, Figure: *f, Few: o.CountsOnly}
		p.Any, p.Rates = p.Any || f.Of > 0, p.Rates || f.Rate != nil
		rest, hasRest := restOf(f)
		if hasRest {
			r.Rest = number(rest)
		}
		if f.Rate != nil {
			r.RateText = number(*f.Rate)
			if i := f.Interval; i != nil {
				r.Between = number(i.Low) + " to " + number(i.High)
				r.Plot = &plot{Low: at(i.Low), High: at(i.High), At: at(*f.Rate), Rest: at(rest), HasRest: hasRest, Rough: f.Rough, Cut: i.High > high, Zero: p.Zero}
				r.Plot.Label = fmt.Sprintf("%s, 95 %% interval %s", r.RateText, r.Between)
				if hasRest {
					r.Plot.Label += "; the rest of the same stories " + r.Rest
				}
			}
		}
		if d := f.Difference; d != nil {
			r.Against, r.Differs, r.Rough = against(d), d.Differs(), d.Rough
			if r.Differs {
				p.Telling++
			}
		}
		p.Rows = append(p.Rows, r)
	}
	p.Any = p.Any && (p.Rates || m.Interval != outlet.T) // a mean has no count to show
	return p
}

// against says how an outlet differs from the other copies of its stories.
func against(d *outlet.Difference) string {
	s := fmt.Sprintf("%s (%s to %s)", signedNumber(d.Estimate), number(d.Low), number(d.High))
	if d.Rough {
		s = "~ " + s
	}
	return s
}

// restOf is the rate of the other copies of the outlet's stories, each story weighed
// as the difference weighs it.
func restOf(f *outlet.Figure) (float64, bool) {
	if f.Difference == nil || f.Rate == nil {
		return 0, false
	}
	return f.Difference.RestRate, true
}

// scale is what the plots of a measure reach from and to: all rates and, but for the
// widest, their intervals.
func scale(measure string, outlets []outlet.Outlet) (low, high float64) {
	most := 0.0
	for i := range outlets {
		f := outlets[i].Figure(measure)
		if f == nil || f.Rate == nil {
			continue
		}
		low, high = min(low, *f.Rate), max(high, *f.Rate)
		if f.Interval != nil {
			low, most = min(low, f.Interval.Low), max(most, f.Interval.High)
		}
	}
	if high == 0 {
		return low, most
	}
	return low, max(high, min(most, 3*high))
}

// number is a rate for a reader: two places below 10, one below 100.
func number(x float64) string {
	places := 2
	switch {
	case math.Abs(x) >= 99.95:
		places = 0
	case math.Abs(x) >= 9.995:
		places = 1
	}
	s := fmt.Sprintf("%.*f", places, x)
	if strings.Trim(s, "-0.") == "" {
		return "0"
	}
	return strings.Replace(s, "-", "−", 1)
}

func signedNumber(x float64) string {
	s := number(x)
	if x > 0 && s != "0" {
		return "+" + s
	}
	return s
}
