package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/tw"

	"gloss/analyzer/cluster"
	"gloss/analyzer/news"
	"gloss/analyzer/page"
	"gloss/analyzer/report"
)

// storiesSchema is the number of the JSON of gloss stories.
const storiesSchema = 1

type jsonStories struct {
	Schema     int           `json:"schema"`
	Tool       report.Tool   `json:"tool"`
	Thresholds thresholds    `json:"thresholds"`
	Stories    []jsonCluster `json:"stories"`
	Singletons []string      `json:"singletons"`
}

// thresholds are the similarities that make a link, by the articles' dates.
type thresholds struct {
	Near    float64 `json:"near"`
	Undated float64 `json:"undated"`
	Later   float64 `json:"later"`
}

type jsonCluster struct {
	ID       string         `json:"id"`
	First    string         `json:"first,omitempty"`
	Last     string         `json:"last,omitempty"`
	Copies   []string       `json:"copies"`
	Wire     string         `json:"wire,omitempty"`
	Weakest  cluster.Pair   `json:"weakest"`
	Articles []jsonMember   `json:"articles"`
	Versions []jsonVersions `json:"versions,omitempty"`
}

type jsonMember struct {
	ID        string `json:"id"`
	Outlet    string `json:"outlet"`
	Published string `json:"published,omitempty"`
	Title     string `json:"title"`
	URL       string `json:"url,omitempty"`
}

type jsonVersions struct {
	Latest  string   `json:"latest"`
	Earlier []string `json:"earlier"`
}

func writeStoriesJSON(w io.Writer, res *cluster.Result, cards map[string]card) error {
	out := jsonStories{Schema: storiesSchema, Tool: report.Tool{Version: toolVersion()}, Thresholds: thresholds{cluster.Near, cluster.Undated, cluster.Later}, Stories: []jsonCluster{}, Singletons: res.Singletons}
	if out.Singletons == nil {
		out.Singletons = []string{}
	}
	for _, s := range res.Stories {
		c := jsonCluster{ID: s.ID, Copies: s.Copies, Wire: s.Wire, Weakest: s.Weakest, First: cards[s.First].published, Last: cards[s.Last].published}
		for _, m := range s.Members {
			k := cards[m]
			c.Articles = append(c.Articles, jsonMember{m, k.outlet, k.published, k.title, k.url})
		}
		for _, v := range s.Versions {
			c.Versions = append(c.Versions, jsonVersions(v))
		}
		out.Stories = append(out.Stories, c)
	}
	return writeJSON(w, " ", out)
}

// writeDot writes the links of stories as a graph.
func writeDot(w io.Writer, res *cluster.Result, cards map[string]card) {
	fmt.Fprintln(w, "graph stories {\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\"];")
	for _, s := range res.Stories {
		fmt.Fprintf(w, "  subgraph \"cluster_%s\" {\n    label=%s;\n", s.ID, quoteDot(s.ID))
		for _, m := range s.Members {
			shape := ""
			if m == s.Wire {
				shape = ", peripheries=2"
			}
			fmt.Fprintf(w, "    %s [label=%s%s];\n", quoteDot(m), quoteDot(cards[m].outlet+"\n"+cards[m].title), shape)
		}
		fmt.Fprintln(w, "  }")
	}
	for _, l := range res.Links {
		fmt.Fprintf(w, "  %s -- %s [label=\"%.2f\"];\n", quoteDot(l.A), quoteDot(l.B), l.Similarity)
	}
	fmt.Fprintln(w, "}")
}

// quoteDot is a string of the dot language.
func quoteDot(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", " ").Replace(s) + `"`
}

// storiesHeader are the columns of the table.
var storiesHeader = []string{"story", "copies", "weakest", "published", "outlets", "title"}

// writeStoriesTable writes a line for each story, and what stands alone as a count.
func writeStoriesTable(w io.Writer, res *cluster.Result, cards map[string]card, width int) error {
	if len(res.Stories) > 0 {
		if err := storiesTable(w, res, cards, width); err != nil {
			return err
		}
	}
	copies, sampled := 0, ""
	for _, s := range res.Stories {
		copies += len(s.Members)
		if len(s.Copies) > cluster.MostPairwise {
			sampled = fmt.Sprintf(", of more than %d copies of a sample", cluster.MostPairwise)
		}
	}
	lines := fmt.Sprintf("%s of %s; %s alone. copies +n: and n earlier versions. weakest: the share of uncommon word pairs that the least similar two have in common%s.",
		page.Plural(len(res.Stories), "story"), page.Plural(copies, "article"), page.Plural(len(res.Singletons), "article"), sampled)
	for _, l := range report.Wrap(lines, width) {
		fmt.Fprintln(w, l)
	}
	return nil
}

func storiesTable(w io.Writer, res *cluster.Result, cards map[string]card, width int) error {
	tb := tablewriter.NewTable(w, tablewriter.WithConfig(tablewriter.Config{
		Header: tw.CellConfig{Formatting: tw.CellFormatting{AutoFormat: tw.Off, AutoWrap: tw.WrapNone}, Alignment: tw.CellAlignment{Global: tw.AlignLeft}},
		Row: tw.CellConfig{Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone},
			Alignment: tw.CellAlignment{PerColumn: []tw.Align{tw.AlignLeft, tw.AlignRight, tw.AlignRight, tw.AlignLeft, tw.AlignLeft, tw.AlignLeft}}},
	}))
	published := len("published")
	for _, s := range res.Stories {
		published = max(published, len(days(cards[s.First].published, cards[s.Last].published)))
	}
	narrow := width < 80                               // then without dates and outlets
	room := width - (12 + 6 + 7 + published) - 3*6 - 1 // for outlets and title
	outlets := room * 2 / 5
	if narrow {
		room, outlets = max(width-(12+6+7)-3*4-1, 8), 0
	}
	columns := func(row []string) []string {
		if narrow {
			return slices.Delete(row, 3, 5)
		}
		return row
	}
	tb.Header(columns(slices.Clone(storiesHeader)))
	for _, s := range res.Stories {
		number := fmt.Sprint(len(s.Copies))
		if n := len(s.Members) - len(s.Copies); n > 0 {
			number += fmt.Sprintf("+%d", n)
		}
		row := []string{s.ID, number, fmt.Sprintf("%.2f", s.Weakest.Similarity), days(cards[s.First].published, cards[s.Last].published),
			cut(report.Clean(strings.Join(outletsOf(s, cards), ", ")), outlets), cut(report.Clean(titleOf(s, cards)), room-outlets)}
		if err := tb.Append(columns(row)); err != nil {
			return err
		}
	}
	return tb.Render()
}

// outletsOf are the outlets of a story's copies, each once, the agency first.
func outletsOf(s cluster.Story, cards map[string]card) []string {
	var names []string
	for _, m := range append([]string{s.Wire}, s.Copies...) {
		if name := cards[m].outlet; m != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// titleOf is the title of a story's first copy.
func titleOf(s cluster.Story, cards map[string]card) string { return cards[s.Copies[0]].title }

// days is the day of a story's first date, and how many later its last is.
func days(first, last string) string {
	day, _, _ := strings.Cut(first, "T")
	from, errFrom := time.Parse(time.DateOnly, day)
	until, _, _ := strings.Cut(last, "T")
	to, errTo := time.Parse(time.DateOnly, until)
	if n := int(to.Sub(from).Hours() / 24); errFrom == nil && errTo == nil && n != 0 {
		return fmt.Sprintf("%s %+dd", day, n)
	}
	return day
}

// writeExplanation shows what two articles share.
func writeExplanation(w io.Writer, e cluster.Explanation, articles [2]*news.Article, width int) {
	for i, a := range articles {
		about := a.Outlet
		if a.Published != "" {
			about += ", " + a.Published
		}
		story := "no story"
		if e.Stories[i] != "" {
			story = "story " + e.Stories[i]
		}
		for _, l := range report.Wrap(report.Clean(fmt.Sprintf("%s  %s (%s): %s; %s", "AB"[i:i+1], a.ID, about, story, page.Plural(e.Pairs[i], "uncommon word pair"))), width) {
			fmt.Fprintln(w, l)
		}
	}
	apart := "dates unknown"
	if e.Minutes >= 0 {
		apart = fmt.Sprintf("published %.1f days apart", float64(e.Minutes)/(24*60))
	}
	wanted := fmt.Sprintf("%.2f is wanted of articles of their dates", e.Wanted)
	if e.Wanted > 1 {
		wanted = "nothing is enough so far apart in time"
	}
	for _, l := range []string{
		fmt.Sprintf("They share %s, %.2f of the smaller one's; %s; %s.", page.Plural(e.Shared, "uncommon word pair"), e.Similarity, wanted, apart),
		e.Reason + ".",
	} {
		for _, l := range report.Wrap(l, width) {
			fmt.Fprintln(w, l)
		}
	}
	runs := cluster.Runs(articles[0].Text, articles[1].Text)
	if len(runs) == 0 {
		fmt.Fprintln(w, "No run of five words in common.")
		return
	}
	fmt.Fprintln(w, cut("The longest runs of words in common:", width))
	for i, r := range runs {
		if i == mostRuns {
			fmt.Fprintf(w, "  and %d more\n", len(runs)-i)
			break
		}
		lead := fmt.Sprintf("%4d words  ", r.Words)
		fmt.Fprintln(w, lead+cut("“"+report.Clean(strings.Join(strings.Fields(r.A.Of(articles[0].Text)), " "))+"”", max(width-len(lead), 20)))
	}
}

// mostRuns is how many runs are shown.
const mostRuns = 12
