package diff

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"gloss/analyzer/report"
)

// Most is how many of a kind Text lists.
const Most = 40

// Text writes d for a terminal of that many columns.
func (d *Diff) Text(out io.Writer, width int) error {
	t := &text{bufio.NewWriter(out), max(width, report.MinWidth)}
	t.wrap("", fmt.Sprintf("DIFFERENCES from %s (%s) to %s (%s)", d.Old.Name, d.Old.size(), d.New.Name, d.New.size()), "  ")
	t.made(d)
	if d.Alike() {
		t.wrap("", "No finding, article, story or figure differs.", "")
		return t.w.Flush()
	}
	f := d.Findings
	t.section("FINDINGS", fmt.Sprintf("%d the same, %d appeared, %d went, %d changed", f.Same, len(f.Appeared), len(f.Went), len(f.Changed)))
	list(t, f.Appeared, func(f Finding) { t.finding("+ ", f, "") })
	with := 0
	var went []Went
	for _, w := range f.Went {
		if w.WithArticle {
			with++
		} else {
			went = append(went, w)
		}
	}
	list(t, went, func(w Went) { t.finding("- ", w.Finding, "") })
	if with > 0 {
		t.wrap("- ", fmt.Sprintf("%d more went with their articles", with), "  ")
	}
	list(t, f.Changed, func(c Changed) {
		var parts []string
		for _, x := range c.Changes {
			parts = append(parts, fmt.Sprintf("%s: %s → %s", x.What, x.Old, x.New))
		}
		t.finding("~ ", c.Finding, strings.Join(parts, "; "))
	})
	a := d.Articles
	if len(a.Appeared)+len(a.Went)+len(a.Changed) > 0 {
		t.section("ARTICLES", fmt.Sprintf("%d the same, %d appeared, %d went, %d with another title, text or outlet", a.Same, len(a.Appeared), len(a.Went), len(a.Changed)))
		for _, l := range []struct {
			sign string
			list []Article
		}{{"+ ", a.Appeared}, {"- ", a.Went}, {"~ ", a.Changed}} {
			list(t, l.list, func(x Article) { t.wrap(l.sign, x.Outlet+"  "+x.ID+"  "+x.Title, "  ") })
		}
	}
	t.stories(d)
	t.outlets(d)
	return t.w.Flush()
}

func (s Side) size() string {
	return fmt.Sprintf("stories: %d, articles: %d, findings: %d", s.Stories, s.Articles, s.Findings)
}

type text struct {
	w     *bufio.Writer
	width int
}

// wrap writes text after lead, its further lines after hang.
func (t *text) wrap(lead, s, hang string) {
	for i, l := range report.Wrap(report.Clean(s), t.width-len(lead)) {
		if i > 0 {
			lead = hang
		}
		fmt.Fprintln(t.w, strings.TrimRight(lead+l, " "))
	}
}

func (t *text) section(title, s string) {
	fmt.Fprintln(t.w)
	t.wrap("", title+"  "+s, "  ")
}

// list writes the first of a list, and says how many more there are.
func list[T any](t *text, items []T, write func(T)) {
	for i, x := range items {
		if i == Most {
			t.wrap("  ", fmt.Sprintf("and %d more: --format json has all", len(items)-i), "  ")
			return
		}
		write(x)
	}
}

func (t *text) finding(sign string, f Finding, more string) {
	kind := f.Kind
	if f.Category != "" {
		kind += " (" + f.Category + ")"
	}
	if f.Certainty == "judge" {
		kind += ", to judge"
	}
	t.wrap(sign, f.Outlet+"  "+kind+": "+f.Text, "  ")
	if more == "" {
		more = f.Reason
	}
	t.wrap("      ", more, "      ")
}

// made says whether the reports were made alike: if not, a difference may be the
// tool's and not the outlets'.
func (t *text) made(d *Diff) {
	if len(d.Made) == 0 {
		t.wrap("", "Made alike: the same version, lists, models, options and articles.", "")
		return
	}
	tool := false
	for _, c := range d.Made {
		old, now := c.Old, c.New
		for _, s := range []*string{&old, &now} {
			if *s == "" {
				*s = "not given"
			}
		}
		t.wrap("  ", c.What+": "+old+" → "+now, "    ")
		tool = tool || c.What != "articles"
	}
	if tool {
		t.wrap("", "The reports were not made alike: what differs below may be gloss's doing and not the outlets'.", "")
	}
}

func (t *text) stories(d *Diff) {
	s := d.Stories
	if len(s.Appeared)+len(s.Went)+len(s.Changed) == 0 {
		return
	}
	t.section("STORIES", fmt.Sprintf("%d with the same copies, %d appeared, %d went, %d with other copies", s.Same, len(s.Appeared), len(s.Went), len(s.Changed)))
	list(t, s.Appeared, func(x Story) { t.wrap("+ ", x.ID+": "+strings.Join(x.Articles, ", "), "  ") })
	list(t, s.Went, func(x Story) { t.wrap("- ", x.ID+": "+strings.Join(x.Articles, ", "), "  ") })
	list(t, s.Changed, func(x Moved) {
		line := x.ID
		if x.Was != x.ID {
			line += " (was " + x.Was + ")"
		}
		if len(x.Came) > 0 {
			line += "; came: " + strings.Join(x.Came, ", ")
		}
		if len(x.Left) > 0 {
			line += "; left: " + strings.Join(x.Left, ", ")
		}
		t.wrap("~ ", line, "  ")
	})
}

func (t *text) outlets(d *Diff) {
	o := d.Outlets
	if len(o.Appeared)+len(o.Went)+len(o.Moved) == 0 {
		return
	}
	t.section("OUTLETS", fmt.Sprintf("%d appeared, %d went, %d figures moved", len(o.Appeared), len(o.Went), len(o.Moved)))
	list(t, o.Appeared, func(x string) { t.wrap("+ ", x, "  ") })
	list(t, o.Went, func(x string) { t.wrap("- ", x, "  ") })
	list(t, o.Moved, func(f Figure) {
		title := f.Title
		if title == "" {
			title = f.Measure
		}
		t.wrap("~ ", fmt.Sprintf("%s  %s: %s → %s", f.Outlet, title, f.Old, f.New), "  ")
	})
}

// String is a figure as text has it: its rate, if it has one, its count and what it
// was counted among.
func (c Counted) String() string {
	s := fmt.Sprintf("%d/%d", c.Count, c.Of)
	if c.Rate != nil {
		s = fmt.Sprintf("%.2f (%s)", *c.Rate, s)
	}
	return s
}
