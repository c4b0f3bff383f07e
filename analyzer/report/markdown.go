package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"gloss/analyzer/news"
	"gloss/analyzer/outlet"
	html "gloss/analyzer/page"
)

// A markdownWriter writes a report in GitHub's Markdown, to be pasted into a pull
// request or a wiki. What an editor wants first stands open, the rest is folded.
type markdownWriter struct {
	w       *bufio.Writer
	tool    Tool
	run     Run
	stories int // that there will be, where they are numbered
	n       int // that were written
}

func newMarkdown(w io.Writer, tool Tool, run Run, opt TextOptions) *markdownWriter {
	return &markdownWriter{w: bufio.NewWriterSize(w, 1<<16), tool: tool, run: run, stories: opt.Stories}
}

// markdownSigns are the signs that Markdown could take for its own, as they are
// written so that it does not. "@" and "#" get an empty comment behind them: a name
// or a number after them would become a link and tell somebody.
var markdownSigns = strings.NewReplacer(`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `|`, `\|`, `~`, `\~`, `$`, `\$`,
	"&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "@<!-- -->", "#", "#<!-- -->", "://", `:<!-- -->/<!-- -->/`, "www.", "www<!-- -->.")

// markdown is text in one line as Markdown shows it to the letter.
func markdown(text string) string { return markdownSigns.Replace(Clean(text)) }

// A storyMarkdown writes one story.
type storyMarkdown struct {
	storyText // for how outlets and places are called
	w         *bufio.Writer
}

func (m *storyMarkdown) printf(format string, a ...any) { fmt.Fprintf(m.w, format, a...) }

// Story writes one story.
func (m *markdownWriter) Story(s Story, warnings []Warning) error {
	st := &storyMarkdown{storyText{newPage(io.Discard, TextOptions{Width: 200}), s}, m.w}
	if m.n > 0 {
		m.w.WriteByte('\n')
	}
	m.n++
	var names []string
	for d := range s.Documents {
		name := "**" + markdown(st.outlet(d)) + "**"
		if d == s.Base {
			name += " (base)"
		}
		if t := s.Documents[d].Title; t != "" {
			name += " “" + markdown(t) + "”"
		}
		names = append(names, name)
	}
	number := ""
	if m.stories > 0 {
		number = fmt.Sprintf(" %d of %d", m.n, m.stories)
	}
	st.printf("## Framing report%s\n\n- %s\n\n", number, strings.Join(names, "\n- "))
	switch {
	case len(s.Documents) == 1:
		st.printf("1 copy and %s: nothing to compare with, only what changed after publication.\n", html.Plural(len(s.Versions), "earlier version"))
		st.findings("Changed after publication", "changed", ofKinds(news.Changed))
	case !s.Comparable():
		st.printf("Not comparable: no sentence of one copy says what a sentence of another says.\n")
		st.findings("Changed after publication", "changed", ofKinds(news.Changed))
	default:
		st.report()
	}
	st.warnings(warnings)
	return flushed(m.w)
}

// flushed is the error of what was written to w so far.
func flushed(w *bufio.Writer) error {
	_, err := w.Write(nil)
	return err
}

func ofKinds(kinds ...news.FindingKind) func(news.Finding) bool {
	return func(f news.Finding) bool {
		for _, k := range kinds {
			if f.Kind == k {
				return true
			}
		}
		return false
	}
}

func (m *storyMarkdown) report() {
	ground := "No copy is the source: findings say what is “only in” one copy, not who changed what."
	if m.Base >= 0 {
		ground = "Measured against the base, " + markdown(m.outlet(m.Base)) + ": what it lacks was added."
	}
	m.printf("%d copies, %s in more than one copy. %s\n", len(m.Documents), html.Plural(len(m.Rows), "claim"), ground)
	m.findings("Commentary in the outlet's own voice", "commentary", isCommentary)
	m.findings("Sourcing", "sourcing", isSourcing)
	m.findings("Swaps that change the framing", "swap", ofKinds(news.Swap, news.QuoteDiff))
	m.findings("Missing here, placement, headlines", "", ofKinds(news.Omission, news.Placement, news.Headline))
	m.findings(upper(m.only()), "", func(f news.Finding) bool {
		return f.Kind == news.Addition || f.Kind == news.Insertion && f.Category == "fact"
	})
	m.findings("Accuracy: names, titles, numbers that differ (not slant)", "", ofKinds(news.Accuracy))
	m.findings("Loaded terms in own voice, "+m.only(), "", func(f news.Finding) bool { return f.Kind == news.Loaded && !f.Shared })
	m.findings("Changed after publication", "", ofKinds(news.Changed))
	m.figures()
	m.leftOut()
	if m.Kinds != nil {
		m.printf("\n<sub>Of the findings, only these kinds are told: %s. The figures count all.</sub>\n", joined(m.Kinds))
	}
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// findings writes a section, sure ones first. That of a group stands open, and says what
// was looked for where there is none; without one it is folded.
func (m *storyMarkdown) findings(title, group string, want func(news.Finding) bool) {
	fs := m.pick(want)
	if len(fs) == 0 {
		if group != "" && m.Kinds == nil {
			m.printf("\n### %s\n\nNone found. Looked for: %s.\n", title, html.LookedFor(group))
		}
		return
	}
	if group == "" {
		m.printf("\n<details>\n<summary>%s: %d</summary>\n\n", title, len(fs))
	} else {
		m.printf("\n### %s\n\n", title)
	}
	for _, f := range fs {
		if f.Certainty == news.Sure {
			m.finding(f)
		}
	}
	for _, f := range fs {
		if f.Certainty == news.Judge {
			m.finding(f)
		}
	}
	if group == "" {
		m.printf("\n</details>\n")
	}
}

func (m *storyMarkdown) finding(f news.Finding) {
	where := ""
	switch {
	case f.Kind == news.Omission:
		where = "lacks"
	case f.Missing():
		where = "had"
	default:
		where = m.place(f.Document, f.Sentence, f.Part)
	}
	judge := ""
	if f.Certainty == news.Judge {
		judge = " *to judge*"
	}
	m.printf("- **%s** %s%s: %s\n", markdown(m.outlet(f.Document)), where, judge, m.words(f.Document, f.Sentence, f.Span, f.Part, m.Text(f), f.Kind != news.Loaded && !f.Missing()))
	if c := f.Counterpart; c != nil && !f.Missing() && f.Kind != news.Addition {
		m.printf("  - %s %s: %s\n", markdown(m.outlet(c.Document)), m.place(c.Document, c.Sentence, news.InText), m.words(c.Document, c.Sentence, c.Span, news.InText, c.Of(m.Document(c.Document).Text), true))
	}
	why := []string{f.Reason}
	if f.Category != "" && f.Kind != news.Commentary {
		why[0] = f.Category + ": " + why[0]
	}
	if tone := m.toneOf(f); tone != "" {
		why = append(why, tone)
	}
	m.printf("  - <sub>%s</sub>\n", markdown(strings.Join(why, " · ")))
}

// words are a finding's, in bold within their sentence where they are a part of it.
func (m *storyMarkdown) words(d, sentence int, at news.Span, part news.Part, text string, inSentence bool) string {
	if inSentence && part == news.InText && sentence >= 0 {
		s := m.Document(d).Sentences[sentence]
		all := m.Document(d).Text
		if s.Contains(at) && at != s.Span && at.Len() > 0 {
			return strings.TrimSpace(spaced(all[s.Start:at.Start]) + "<b>" + markdown(at.Of(all)) + "</b>" + spaced(all[at.End:s.End]))
		}
	}
	return markdown(text)
}

// spaced is markdown with the white space at its ends kept, as one space.
func spaced(s string) string {
	out := markdown(s)
	if out == "" {
		if s != "" {
			return " "
		}
		return ""
	}
	if strings.TrimLeft(s, " \n\t\r\u00a0") != s {
		out = " " + out
	}
	if strings.TrimRight(s, " \n\t\r\u00a0") != s {
		out += " "
	}
	return out
}

// figures is the framing table, a column per outlet.
func (m *storyMarkdown) figures() {
	m.printf("\n### Figures per outlet\n\n|  |")
	line := "|---|"
	for d := range m.Documents {
		if d != m.Base {
			m.printf(" %s |", markdown(m.outlet(d)))
			line += "--:|"
		}
	}
	m.printf("\n%s\n", line)
	for _, r := range measureRows {
		m.printf("| %s |", strings.Replace(r.name, "  ", "&emsp;", 1))
		for d := range m.Documents {
			if d != m.Base {
				m.printf(" %s |", r.cell(m.Measures[d]))
			}
		}
		m.printf("\n")
	}
	m.printf("\n<sub>Tone: −1 negative to +1 positive, n sentences read. Loaded: terms per 100 words, terms/words. One story carries no rank and no interval.</sub>\n")
}

// leftOut lists, folded, what was not read as article text.
func (m *storyMarkdown) leftOut() {
	items := m.leftOutLines()
	if len(items) == 0 {
		return
	}
	m.printf("\n<details>\n<summary>Left out as not article text: %d</summary>\n\n", len(items))
	for _, it := range items {
		m.printf("- %s\n", markdown(it))
	}
	m.printf("\n</details>\n")
}

func (m *storyMarkdown) warnings(list []Warning) { markdownWarnings(m.w, list) }

func markdownWarnings(w *bufio.Writer, list []Warning) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n### Warnings\n\n")
	for _, x := range list {
		if x.Document != "" {
			fmt.Fprintf(w, "- %s: %s\n", markdown(x.Document), markdown(x.Text))
		} else {
			fmt.Fprintf(w, "- %s\n", markdown(x.Text))
		}
	}
}

// Close writes the outlets, warnings, and how the report was made.
func (m *markdownWriter) Close(sum Summary) error {
	if m.stories > 0 {
		m.outlets(sum.Outlets)
	}
	markdownWarnings(m.w, sum.Warnings)
	fmt.Fprintf(m.w, "\n---\n\n<sub>Not checked: whether the facts are true; pictures; order of publication; who copied whom. A finding says what differs, not why.</sub>\n\n<details>\n<summary>How this was made</summary>\n\n")
	for _, l := range m.run.lines(m.tool) {
		if l[0] == "again" {
			fmt.Fprintf(m.w, "\n<pre>%s</pre>\n", strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(Clean(l[1])))
			continue
		}
		fmt.Fprintf(m.w, "- %s %s\n", l[0], markdown(l[1]))
	}
	fmt.Fprintf(m.w, "\n</details>\n")
	return m.w.Flush()
}

// outlets writes what holds of outlets over all stories, and what the figures are.
func (m *markdownWriter) outlets(sum outlet.Summary) {
	if len(sum.Outlets) == 0 {
		return
	}
	fmt.Fprintf(m.w, "\n## Outlets over %s\n\n%s\n", stories(sum.Stories), markdown(outletsLead(sum)))
	rates := false
	for _, o := range sum.Outlets {
		m.outlet(o)
		rates = rates || !o.CountsOnly
	}
	fmt.Fprintf(m.w, "\n<details>\n<summary>How to read the figures</summary>\n\n")
	for _, l := range figureNotes(sum, rates) {
		fmt.Fprintf(m.w, "- %s\n", markdown(l))
	}
	if !rates {
		fmt.Fprintf(m.w, "- No outlet has %s or more: counts only.\n", stories(sum.MinStories))
	}
	fmt.Fprintf(m.w, "\n</details>\n")
}

// outlet writes what holds of one outlet over all stories, its examples first.
func (m *markdownWriter) outlet(o outlet.Outlet) {
	fmt.Fprintf(m.w, "\n### %s\n\n%s, %s, %s\n\n", markdown(o.Name), html.Plural(o.Articles, "article"), stories(o.Stories), html.Plural(o.Sentences, "sentence"))
	if beside := besideOf(o); len(beside) > 0 {
		fmt.Fprintf(m.w, "Kept out of the figures: %s\n\n", strings.Join(beside, ", "))
	}
	for _, e := range o.Examples {
		head := markdown(e.Headline)
		if head != "" {
			head = " in “" + head + "”"
		}
		fmt.Fprintf(m.w, "- %s“%s”%s\n  - <sub>%s: %s</sub>\n", lacks(e), markdown(e.Text), head, markdown(kindOf(e)), markdown(e.Reason))
		if link := markdownLink(e.URL); link != "" {
			fmt.Fprintf(m.w, "  - %s\n", link)
		}
	}
	fmt.Fprintf(m.w, "\n<details>\n<summary>Figures</summary>\n\n| measure | count/of | rate (95 %%) | rest | above the rest (95 %%) | q |\n|---|--:|--:|--:|--:|--:|\n")
	for i, f := range o.Figures {
		if l := measured(outlet.Measures[i], f); f.Of > 0 {
			fmt.Fprintf(m.w, "| %s | %s | %s | %s | %s | %s |\n", markdown(l.title), l.of, markdown(bracketed(l.rate, l.interval)), l.rest,
				markdown(bracketed(strings.TrimPrefix(l.above, "* "), l.aboveInterval)), markdown(l.q))
		}
	}
	fmt.Fprintf(m.w, "\n</details>\n")
}

// markdownLink is a link to an address of the web; empty for anything else.
func markdownLink(address string) string {
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") || strings.ContainsAny(address, "<> \n\t\\") {
		return ""
	}
	return "[link](<" + address + ">)"
}
