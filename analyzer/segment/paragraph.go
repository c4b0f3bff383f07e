package segment

import (
	"unicode/utf8"

	"gloss/analyzer/news"
)

// A paragraph is one or more lines that belong together.
type paragraph struct {
	news.Span
	kind   news.Kind
	reason string // for a kind other than prose, or of the prefix
	prefix int    // bytes of a dateline at its start
	lines  int
	foot   bool           // among the last paragraphs
	split  bool           // divided into sentences though no prose
	block  news.BlockKind // what it is on the page, if that is known
}

// A line is one line without the white space around it.
type line struct {
	news.Span
	gap      bool // a blank line stands before it
	terminal bool // it ends a sentence
	prose    bool // this line or a later one of its block is terminal
}

const (
	widestWrapped   = 132 // bytes; a longer line was not broken by hand or mail program
	narrowestColumn = 30  // bytes; shorter lines that all begin in capitals are lines of their own
)

// lines finds the lines of text that are not blank. \n, \r\n, \r, form feed and
// the two Unicode separators end a line.
func lines(text string) []line {
	var out []line
	gap := true
	for start := 0; start < len(text); {
		end, next := len(text), len(text)
	scan:
		for i := start; i < len(text); i++ {
			switch c := text[i]; {
			case c > '\r' && c < 0xE2:
			case c == '\n' || c == '\r' || c == '\f':
				end, next = i, i+1
				if c == '\r' && next < len(text) && text[next] == '\n' {
					next++
				}
				break scan
			case c == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0xA8 || text[i+2] == 0xA9):
				end, next = i, i+3
				break scan
			}
		}
		at := trim(text, news.Span{Start: start, End: end})
		if at.Len() == 0 {
			gap = true
		} else {
			out = append(out, line{Span: at, gap: gap, terminal: endsTerminal(at.Of(text))})
			gap = false
		}
		start = next
	}
	for i := len(out) - 1; i >= 0; i-- {
		out[i].prose = out[i].terminal || i+1 < len(out) && !out[i+1].gap && out[i+1].prose
	}
	return out
}

// A wrapping says how a text's single line breaks are to be read.
type wrapping struct {
	hard  bool // the lines of a paragraph were broken at a column
	width int  // the longest line
}

// howWrapped decides from the line breaks that end no sentence: where they were
// made at a column, most of the lines after them begin in lower case.
func howWrapped(text string, ls []line) wrapping {
	var w wrapping
	low, capital := 0, 0
	for i, l := range ls {
		if l.Len() <= widestWrapped && l.Len() > w.width && wordCount(l.Of(text), 3) == 3 {
			w.width = l.Len()
		}
		if i == 0 || l.gap || ls[i-1].terminal || ls[i-1].Len() > widestWrapped {
			continue
		}
		if r := after(text, l.Start, l.End); isLower(r) && l.prose {
			low++
		} else if isUpper(r) {
			capital++
		}
	}
	w.hard = low > 0 && 2*low >= capital
	return w
}

// paragraphs joins the lines that a column broke and keeps the others apart.
func (s *Segmenter) paragraphs(text string) []paragraph {
	ls := lines(text)
	w := howWrapped(text, ls)
	out := make([]paragraph, 0, len(ls))
	for i, l := range ls {
		if i > 0 && !l.gap && s.joins(text, w, ls[i-1], l) {
			p := &out[len(out)-1]
			p.End, p.lines = l.End, p.lines+1
			continue
		}
		out = append(out, paragraph{Span: l.Span, lines: 1})
	}
	return out
}

// joins reports whether line b goes on with the paragraph of line a before it.
func (s *Segmenter) joins(text string, w wrapping, a, b line) bool {
	if bullet(b.Of(text)) {
		return false
	}
	full := w.hard && a.Len() <= widestWrapped && a.Len()+1+firstWord(b.Of(text)) > w.width
	last := text[a.End-1]
	switch {
	case isLower(after(text, b.Start, b.End)) && !a.terminal && (full || last != ':' && last != ';'):
		if !b.prose {
			return false
		}
	case !full || w.width < narrowestColumn:
		return false
	}
	return !s.boilerplateLine(a.Of(text)) && !s.boilerplateLine(b.Of(text))
}

// firstWord is the length of text's first word in bytes.
func firstWord(text string) (n int) {
	fields(text, func(w string) bool { n = len(w); return false })
	return n
}

// bullet reports whether a line begins as an item of a list does.
func bullet(text string) bool {
	r, n := utf8.DecodeRuneInString(text)
	rest := text[n:]
	switch r {
	case '•', '▪', '●', '◦', '‣', '·', '⁃':
		return true
	case '*', '-', '–', '—', '+', '>':
		return len(rest) > 0 && rest[0] == ' '
	}
	i := 0
	for i < len(text) && i < 3 && isDigit(rune(text[i])) {
		i++
	}
	if i == 0 && 'a' <= r && r <= 'h' {
		i = 1
		return i+1 < len(text) && text[i] == ')' && text[i+1] == ' '
	}
	return i > 0 && i < 3 && i+1 < len(text) && (text[i] == '.' || text[i] == ')') && text[i+1] == ' '
}
