package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"

	"gloss/analyzer/outlet"
	"gloss/analyzer/report"
)

// overMany is a report over many stories with what breaks layouts: wide names,
// control characters, words wider than a line, measures with no figure, numbers of
// any size.
func overMany() *report.Report {
	r := sample()
	f := func(x float64) *float64 { return &x }
	names := []string{"The \x1b[31mLedger\x1b[0m", "東京日報東京日報東京日報東京日報", strings.Repeat("x", 200), "few"}
	s := outlet.Summary{Stories: 1234, MinStories: 5, Tests: 40, Measures: outlet.Measures[:]}
	for k, name := range names {
		o := outlet.Outlet{Name: name, Stories: 120, Articles: 130, Sentences: 12345, Words: 234567, Credited: 3,
			Beside: outlet.Beside{Opinion: 2, Excerpts: 1, Alone: 7}, CountsOnly: name == "few",
			Examples: []outlet.Example{{Kind: "commentary", Category: "verdict", Certainty: "sure", Text: "東京の \x1b[1m日報 " + strings.Repeat("y", 150), Reason: "a \x07reason",
				Story: "1", Headline: strings.Repeat("H ", 90), URL: "https://a.example/" + strings.Repeat("u", 200), Published: "2025-01-02T00:00:00Z"},
				{Kind: "omission", Certainty: "sure", Text: "A claim.", Reason: "3 of 3 other copies carry this", Story: "2"}}}
		for m := range outlet.Measures {
			fig := outlet.Figure{Measure: outlet.Measures[m].Name, Count: 12345 * (m % 3), Of: 234567 * (m % 5)}
			if !o.CountsOnly && fig.Of > 0 {
				x := float64(m*k) * 3.7
				fig.Rate, fig.Rough = f(x), m%2 == 0
				fig.Interval = &outlet.Interval{Low: x / 2, High: x * 2, Method: outlet.Gamma}
				fig.Difference = &outlet.Difference{Estimate: -x, Low: -x * 2, High: x / 3, RestCount: 123456, RestOf: 999999, Stories: 100, Telling: 50,
					P: .01, Q: .04 * float64(m%3), Rough: m%4 == 0}
			}
			o.Figures = append(o.Figures, fig)
		}
		s.Outlets = append(s.Outlets, o)
	}
	r.Outlets = s
	return r
}

func TestOutletWidths(t *testing.T) {
	for _, width := range []int{60, 80, 112, 120, 200} {
		plain, colour := new(bytes.Buffer), new(bytes.Buffer)
		for _, w := range []struct {
			to    *bytes.Buffer
			color bool
		}{{plain, false}, {colour, true}} {
			if err := overMany().Write(w.to, "text", report.TextOptions{Width: width, View: "outlets", Color: w.color}); err != nil {
				t.Fatal(err)
			}
		}
		for _, l := range strings.Split(plain.String(), "\n") {
			if w := displaywidth.String(l); w > width {
				t.Errorf("at %d: line of %d columns: %s", width, w, l)
			}
		}
		if strings.ContainsAny(plain.String(), "\x1b\x07\r") {
			t.Errorf("at %d: control characters of an article reach the terminal", width)
		}
		if stripColour(colour.String()) != plain.String() {
			t.Errorf("at %d: colour changes more than colour", width)
		}
		if strings.Contains(plain.String(), "FRAMING REPORT") {
			t.Error("the view of outlets has a story")
		}
	}
}

// TestOutletCounts holds that every rate has its count, what that is of, and the
// rest's beside it, at every width.
func TestOutletCounts(t *testing.T) {
	r := overMany()
	for _, width := range []int{60, 80, 120} {
		var b bytes.Buffer
		if err := r.Write(&b, "text", report.TextOptions{Width: width, View: "outlets"}); err != nil {
			t.Fatal(err)
		}
		for _, o := range r.Outlets.Outlets {
			for _, f := range o.Figures {
				if f.Of == 0 || f.Rate == nil {
					continue
				}
				if want := fmt.Sprintf("%d/%d", f.Count, f.Of); !strings.Contains(b.String(), want) {
					t.Errorf("at %d: no %s", width, want)
				}
			}
		}
		if !strings.Contains(b.String(), "123456/999999") {
			t.Errorf("at %d: no count of the rest", width)
		}
	}
}

// TestOutletsOfOneStory holds that one story has no rates.
func TestOutletsOfOneStory(t *testing.T) {
	var b bytes.Buffer
	if err := sample().Write(&b, "text", report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "OUTLETS over") {
		t.Error("outlets over one story")
	}
}

// TestMarkdownOutlets holds that Markdown says of outlets what the text says: what they
// are compared with and in what order they come, what is in no figure, which claim an
// outlet lacks, and what the figures are.
func TestMarkdownOutlets(t *testing.T) {
	r := overMany()
	var b bytes.Buffer
	if err := r.Write(&b, "markdown", report.TextOptions{Stories: 3}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Outlets over 1234 stories", "No score, no ranking", "Kept out of the figures: 2 pieces marked", "lacks  “A claim.”", "How to read the figures", "stands out", "may be the right word"} {
		if !strings.Contains(strings.ToLower(b.String()), strings.ToLower(want)) {
			t.Errorf("missing: %s", want)
		}
	}
	r.Outlets.Sort = "loaded"
	for _, format := range []string{"markdown", "text"} {
		b.Reset()
		if err := r.Write(&b, format, report.TextOptions{Width: 400, Stories: 3}); err != nil {
			t.Fatal(err)
		}
		if s := b.String(); !strings.Contains(s, "In the order of “loaded terms, only here”") || strings.Contains(s, "no ranking") {
			t.Errorf("%s does not say how the outlets are sorted", format)
		}
	}
}
