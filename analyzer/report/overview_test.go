package report

import (
	"strings"
	"testing"

	"gloss/analyzer/outlet"
)

func ratio(x float64) *float64 { return &x }

// TestPanel holds that a measure is drawn where its numbers are: on one scale for all
// outlets, with nothing drawn where only counts are given.
func TestPanel(t *testing.T) {
	m := outlet.Measure{Name: "m", Title: "measure", Scale: 100, Interval: outlet.Gamma}
	of := func(name string, f outlet.Figure, few bool) outlet.Outlet {
		f.Measure = "m"
		return outlet.Outlet{Name: name, CountsOnly: few, Figures: []outlet.Figure{f}}
	}
	p := newPanel(m, 0, []outlet.Outlet{
		of("a", outlet.Figure{Count: 10, Of: 100, Rate: ratio(10), Interval: &outlet.Interval{Low: 5, High: 20},
			Difference: &outlet.Difference{RestRate: 2, Estimate: 8, Low: 3, High: 13, RestCount: 5, RestOf: 200, P: .001, Q: .01}}, false),
		of("b", outlet.Figure{Count: 0, Of: 50, Rate: ratio(0), Interval: &outlet.Interval{Low: 0, High: 7}, Rough: true,
			Difference: &outlet.Difference{Estimate: -1, Low: -3, High: 1, RestOf: 10, Q: .9, Rough: true}}, false),
		of("c", outlet.Figure{Count: 3, Of: 9}, true),
	})
	if p.Low != "0" || p.High != "20.0" || p.Telling != 1 || len(p.Rows) != 3 {
		t.Errorf("panel %+v", p)
	}
	a, b, c := p.Rows[0], p.Rows[1], p.Rows[2]
	if got := *a.Plot; got.Low != 50 || got.At != 100 || got.High != 200 || got.Rest != 20 || got.Rough || got.Cut || !got.HasRest {
		t.Errorf("plot of a: %+v", got)
	}
	if a.RateText != "10.0" || a.Between != "5.00 to 20.0" || a.Rest != "2.00" || a.Against != "+8.00 (3.00 to 13.0)" || !a.Differs {
		t.Errorf("row of a: %+v", a)
	}
	if got := *b.Plot; got.At != 0 || got.High != 70 || !got.Rough || b.Differs || b.Against != "~ −1.00 (−3.00 to 1.00)" {
		t.Errorf("row of b: %+v, %+v", b, got)
	}
	if c.Plot != nil || !c.Few || c.RateText != "" || c.Count != 3 || c.Of != 9 {
		t.Errorf("row of c: %+v", c)
	}
}

// TestOverviewNumbers holds that what is drawn is also written, and that the order is
// the summary's.
func TestOverviewNumbers(t *testing.T) {
	sum := Summary{Outlets: outlet.Summary{Stories: 7, MinStories: 5, Measures: []outlet.Measure{{Name: "m", Title: "measure", Count: "things", Of: "sentences", Scale: 100, Note: "No fault."}}, Outlets: []outlet.Outlet{
		{Name: "Z <i>", Stories: 7, Figures: []outlet.Figure{{Measure: "m", Count: 4, Of: 77, Rate: ratio(5.19), Interval: &outlet.Interval{Low: 1.5, High: 12.25}}}, Examples: []outlet.Example{{Finding: "f1", Story: "one", Text: "<b>words</b>"}}},
		{Name: "A", Stories: 2, CountsOnly: true, Figures: []outlet.Figure{{Measure: "m", Count: 1, Of: 8}}, Beside: outlet.Beside{Opinion: 3}},
	}}, Warnings: []Warning{{Document: "d", Text: "odd"}}}
	o := newOverview([]storyLine{{Href: "#s1", Title: "One"}, {Href: "#s2", Title: "Two"}}, sum)
	o.hrefs = map[string]string{"one": "#s1"}
	var sb strings.Builder
	if err := overviewTemplate.ExecuteTemplate(&sb, "overview", o); err != nil {
		t.Fatal(err)
	}
	page := sb.String()
	for _, want := range []string{"Z &lt;i&gt;", "5.19", "1.50 to 12.2", "4 of 77", "1 of 8", "3 opinion", `href="#s1-ff1"`, "&lt;b&gt;words&lt;/b&gt;", "d: odd", `href="#s2"`, "fewer than 5 stories", "Things, per 100 sentences. No fault.</p>"} {
		if !strings.Contains(page, want) {
			t.Errorf("not on the page: %s", want)
		}
	}
	if strings.Count(page, "<svg") != 2 { // the legend's and Z's
		t.Errorf("%d plots", strings.Count(page, "<svg"))
	}
	if strings.Index(page, "Z &lt;i&gt;") > strings.Index(page, "<bdi>A</bdi>") {
		t.Error("the outlets stand in another order")
	}
}

// TestOverviewCounts holds that where no outlet has enough stories the page shows counts
// and no columns without a number.
func TestOverviewCounts(t *testing.T) {
	sum := Summary{Outlets: outlet.Summary{Stories: 2, MinStories: 5, Sort: "m", Measures: []outlet.Measure{{Name: "m", Title: "measure", Count: "things", Of: "sentences", Scale: 100}}, Outlets: []outlet.Outlet{
		{Name: "a", Stories: 2, CountsOnly: true, Figures: []outlet.Figure{{Measure: "m", Count: 3, Of: 9}}},
	}}}
	var sb strings.Builder
	if err := overviewTemplate.ExecuteTemplate(&sb, "overview", newOverview([]storyLine{{Title: "One"}, {Title: "Two"}}, sum)); err != nil {
		t.Fatal(err)
	}
	page := sb.String()
	for _, want := range []string{"3 of 9", "Things, among sentences.", "No outlet has 5 stories", "In the order of “measure”"} {
		if !strings.Contains(page, want) {
			t.Errorf("not on the page: %s", want)
		}
	}
	for _, not := range []string{"<svg", "Difference", "<td>–", "No ranking"} {
		if strings.Contains(page, not) {
			t.Errorf("on the page: %s", not)
		}
	}
}
