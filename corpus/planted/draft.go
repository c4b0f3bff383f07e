package planted

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
	"gloss/analyzer/segment"
)

// A unit is a sentence of a copy in the making.
type unit struct {
	text    string
	from    []Origin // empty: planted
	planted *Line
	glued   bool // must follow the unit before it: they share a quotation
	fixed   bool // part of a longer quotation: its words stay
	moved   bool
	done    []Operation
	edits   []edit // of text, not yet made
}

// An edit replaces at by text when the copy is written out.
type edit struct {
	at    news.Span // in unit.text
	text  string
	mark  news.Span // the part of text that is marked; empty: no mark
	label string
	swap  bool // the mark is a swap, else an insertion
}

// A draft is a copy in the making.
type draft struct {
	paragraphs [][]unit
	cut        int
	dropped    []int
	known      *vocabulary
}

// A vocabulary knows how the source writes words inside sentences.
type vocabulary struct {
	lower map[string]bool // words met without a capital
	names map[string]bool // words met with a capital that is not the first of a sentence
}

// newDraft takes the prose of d. White space inside a sentence becomes one space.
func newDraft(d *news.Document) *draft {
	out := &draft{cut: -1, known: &vocabulary{map[string]bool{}, map[string]bool{}}}
	first := make(map[string]int)
	paragraph, before := -1, -1
	for i, s := range d.Sentences {
		if s.Kind != news.Prose || s.First == s.Last {
			continue
		}
		var key strings.Builder
		for n, w := range d.SentenceWords(i) {
			key.WriteString(w.Fold + " ")
			out.known.add(w.Of(d.Text), n == 0)
		}
		if _, ok := first[key.String()]; !ok {
			first[key.String()] = i
		}
		u := unit{text: strings.Join(strings.Fields(s.Of(d.Text)), " "), from: []Origin{{Sentence: first[key.String()]}}}
		u.glued, u.fixed = quoting(d, i, before)
		if s.Paragraph != paragraph {
			out.paragraphs = append(out.paragraphs, nil)
			paragraph = s.Paragraph
		}
		last := &out.paragraphs[len(out.paragraphs)-1]
		*last = append(*last, u)
		before = i
	}
	return out
}

// quoting reports whether sentence i of d is one piece with the one before it,
// and whether its words are part of a quotation that does not lie within it.
func quoting(d *news.Document, i, before int) (glued, fixed bool) {
	s := d.Sentences[i]
	starts := strings.ContainsAny(firstRune(s.Of(d.Text)), "\"“‘'")
	for _, q := range d.Quotations {
		if q.Overlap(s.Span) == 0 {
			if before >= 0 && starts && d.Sentences[before].Paragraph == s.Paragraph && q.Overlap(d.Sentences[before].Span) > 0 {
				glued = true
			}
			continue
		}
		if !s.Contains(q.Span) {
			fixed = true
			if q.Start < s.Start && before >= 0 {
				glued = true
			}
		}
	}
	_, ok := quoted(s.Of(d.Text))
	return glued, fixed || !ok
}

func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

func (v *vocabulary) add(word string, first bool) {
	if r, _ := utf8.DecodeRuneInString(word); unicode.IsLower(r) {
		v.lower[word] = true
	} else if !first && unicode.IsUpper(r) {
		v.names[word] = true
	}
}

// inside returns text as it stands inside a sentence, without the capital that
// only begins one. ok is false if that cannot be told.
func (v *vocabulary) inside(text string) (_ string, ok bool) {
	words := segment.AppendWords(nil, text, news.Span{End: len(text)})
	if len(words) == 0 || words[0].Start != 0 {
		return text, false
	}
	word := words[0].Of(text)
	r, n := utf8.DecodeRuneInString(word)
	low := string(unicode.ToLower(r)) + word[n:]
	switch {
	case !unicode.IsUpper(r) || word == "I" || strings.HasPrefix(word, "I'") || strings.HasPrefix(word, "I’"):
		return text, !unicode.IsDigit(r)
	case openers[low]:
		return low + text[len(word):], true
	case v.names[word] && !v.lower[low]:
		return text, true
	case v.lower[low] && !v.names[word]:
		return low + text[len(word):], true
	}
	return text, false
}

// openers are words that lose their capital when they no longer begin a sentence.
var openers = set("the a an this that these those he she it they we his her its their our there in on at by for from with " +
	"after before when while under during since some several many most all both another each two three four five six seven " +
	"eight nine ten no not about nearly")

// pronouns are words that lean on the sentence before.
var pronouns = set("he she it they this that these those his her its their him them such both but and so yet still then")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// capital returns text with its first letter in upper case.
func capital(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}

// quoted returns the quotations of text, with their marks; ok is false if a mark
// lacks its other, or single marks may be quotation marks.
func quoted(text string) (spans []news.Span, ok bool) {
	open, closing := -1, ""
	for i, r := range text {
		switch mark := string(r); {
		case r == '‘' || r == '«' || r == '»' || r == '„' || strings.HasPrefix(text[i:], " '"):
			return nil, false
		case open >= 0 && mark == closing:
			spans = append(spans, news.Span{Start: open, End: i + len(mark)})
			open = -1
		case r == '“' && open < 0:
			open, closing = i, "”"
		case r == '"' && open < 0:
			open, closing = i, "\""
		case r == '“' || r == '”':
			return nil, false
		}
	}
	return spans, open < 0
}

// free reports whether at touches neither an edit nor a quotation of u.
func (u *unit) free(at news.Span) bool {
	for _, e := range u.edits {
		if at.Start <= e.at.End && e.at.Start <= at.End {
			return false
		}
	}
	spans, ok := quoted(u.text)
	for _, q := range spans {
		if at.Start <= q.End && q.Start <= at.End {
			return false
		}
	}
	return ok && !u.fixed
}

// note adds operations to those done to u.
func (u *unit) note(ops ...Operation) {
	for _, o := range ops {
		if !slices.Contains(u.done, o) {
			u.done = append(u.done, o)
		}
	}
}

// write renders the draft as copy number n.
func (d *draft) write(n int, source *news.Document) (news.Article, Copy) {
	id := "copy-" + strconv.Itoa(n+1)
	c := Copy{ID: id, Cut: d.cut, Dropped: d.dropped}
	var text strings.Builder
	for p, units := range d.paragraphs {
		if p > 0 {
			text.WriteString("\n\n")
		}
		for i := range units {
			if i > 0 {
				text.WriteString(" ")
			}
			units[i].write(&text, &c, p)
		}
	}
	title, _, _, _ := source.Headline()
	return news.Article{ID: id, Outlet: "Copy " + strconv.Itoa(n+1), Title: strings.Join(strings.Fields(title), " "), Text: text.String()}, c
}

// write appends u to text and what is true of it to c.
func (u *unit) write(text *strings.Builder, c *Copy, paragraph int) {
	slices.SortFunc(u.edits, func(a, b edit) int { return a.at.Start - b.at.Start })
	s := Sentence{Span: news.Span{Start: text.Len()}, Paragraph: paragraph, Origins: u.from, Planted: u.planted, Moved: u.moved, Operations: u.done}
	at := 0
	for _, e := range u.edits {
		text.WriteString(u.text[at:e.at.Start])
		start := text.Len()
		text.WriteString(e.text)
		at = e.at.End
		if e.mark.Len() == 0 {
			continue
		}
		m := Mark{Span: news.Span{Start: start + e.mark.Start, End: start + e.mark.End}, Sentence: len(c.Sentences), Label: e.label}
		if e.swap {
			m.Was = e.at.Of(u.text)
			c.Swaps = append(c.Swaps, m)
		} else {
			c.Insertions = append(c.Insertions, m)
		}
	}
	text.WriteString(u.text[at:])
	s.End = text.Len()
	c.Sentences = append(c.Sentences, s)
}
