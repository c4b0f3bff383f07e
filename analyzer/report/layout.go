package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/clipperhouse/displaywidth"
	"github.com/fatih/color"
)

// TextOptions tell how a report is laid out for a terminal.
type TextOptions struct {
	Width int    // columns; below MinWidth, MinWidth is taken; 0 means 80
	Color bool   // escape sequences for colour and weight
	View  string // "report" (also ""), "diff": the copies sentence by sentence, or "outlets": what holds over all stories alone
	// Stories is how many stories there will be, where each is to be numbered; else 0.
	Stories int
	// Quote is how many characters of a finding's words, and of its counterpart's, any
	// format quotes at most; 0: no limit, and whole texts where a format has them.
	Quote int
}

// MinWidth is the least number of columns a report is laid out for.
const MinWidth = 40

// Views are the views of the text format.
var Views = []string{"report", "diff", "outlets"}

// A page writes wrapped lines. The first error sticks.
type page struct {
	w     *bufio.Writer
	width int
	style styles
	err   error
}

// styles are the few ways words are set off. Every one has a shape besides the
// colour, or stands where its position says the same.
type styles struct {
	title, outlet, faint *color.Color
}

func newPage(w io.Writer, opt TextOptions) *page {
	p := &page{w: bufio.NewWriter(w), width: opt.Width}
	if p.width == 0 {
		p.width = 80
	}
	p.width = max(p.width, MinWidth)
	set := func(a ...color.Attribute) *color.Color {
		c := color.New(a...)
		if opt.Color {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c
	}
	p.style = styles{title: set(color.Bold), outlet: set(color.FgCyan), faint: set(color.Faint)}
	return p
}

func (p *page) line(s string) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, strings.TrimRight(s, " "))
	}
}

func (p *page) blank() { p.line("") }

func (p *page) close() error {
	if p.err != nil {
		return p.err
	}
	return p.w.Flush()
}

// heading writes a section's title, underlined so that it shows without colour.
func (p *page) heading(s string) {
	p.blank()
	for _, l := range Wrap(s, p.width) {
		p.line(p.style.title.Sprint(l))
	}
	p.line(strings.Repeat("─", min(p.width, displaywidth.String(s))))
}

// block writes s wrapped, its first line after lead and the others indented as
// far as the lead is wide, or by hang columns if hang is not negative.
func (p *page) block(lead, s string, hang int, paint *color.Color) {
	indent := displaywidth.String(lead)
	if hang >= 0 {
		indent = hang
	}
	first := p.width - displaywidth.String(lead)
	for i, l := range wrapFirst(s, first, p.width-indent) {
		if paint != nil {
			l = paint.Sprint(l)
		}
		if i == 0 {
			p.line(lead + l)
		} else {
			p.line(strings.Repeat(" ", indent) + l)
		}
	}
}

// Clean makes text fit for one line of a terminal: white space folded, control
// characters (escape sequences among them) dropped.
func Clean(s string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r) || r == '\u200b' || r == '\ufeff' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s), func(r rune) bool { return r == ' ' }), " ")
}

// Wrap breaks s at spaces into lines of at most width columns; a word that is wider
// is cut.
func Wrap(s string, width int) []string { return wrapFirst(s, width, width) }

// wrapFirst breaks s at spaces into lines of at most width columns, the first of
// at most first; words wider than a line are cut between characters.
func wrapFirst(s string, first, width int) []string {
	first, width = max(first, 8), max(width, 8)
	var lines []string
	line, used, limit := "", 0, first
	flush := func() {
		lines = append(lines, line)
		line, used, limit = "", 0, width
	}
	for _, word := range strings.Fields(s) {
		w := displaywidth.String(word)
		if used > 0 && used+1+w > limit {
			flush()
		}
		for w > limit && used == 0 {
			head := cut(word, limit)
			line, word = head, word[len(head):]
			w = displaywidth.String(word)
			flush()
		}
		if word == "" {
			continue
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+w
	}
	if line != "" || len(lines) == 0 {
		flush()
	}
	return lines
}

// cut returns the longest beginning of s that is at most width columns wide, and
// at least one character, as a reader counts them.
func cut(s string, width int) string {
	used, end := 0, 0
	for g := displaywidth.StringGraphemes(s); g.Next(); {
		w := g.Width()
		if used+w > width && end > 0 {
			break
		}
		used, end = used+w, end+len(g.Value())
	}
	return s[:end]
}

// fit pads or cuts s to exactly width columns.
func fit(s string, width int) string {
	if displaywidth.String(s) > width {
		s = cut(s, width-1) + "…"
	}
	return s + strings.Repeat(" ", max(0, width-displaywidth.String(s)))
}
