package segment

import (
	"sort"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// Limits of a quotation whose closing mark stands in a later paragraph.
const (
	mostParagraphs = 12
	longestOpen    = 6000 // bytes
	deepest        = 3    // quotations within quotations
)

// A role is what a quotation mark does where it stands.
type role uint8

const (
	neither role = iota // straight between spaces, or inside a word
	opens
	closes
)

// A quoter finds the quotations of a text, paragraph by paragraph.
type quoter struct {
	text string
	out  []news.Quotation
	open []int // indices in out of the quotations that are open, outermost first

	// The quotation that the last paragraphs left open, -1 if none.
	pending int
	since   int // paragraphs it has run on without being opened anew
	singles []mark
}

// A mark is a single quotation mark that may open or close.
type mark struct {
	at, size int
	role     role
	weak     bool // a closing mark after s, which may be a plural possessive
}

// quotations returns the quotations of text in the order in which they open.
func quotations(text string, ps []paragraph) []news.Quotation {
	q := quoter{text: text, pending: -1}
	for _, p := range ps {
		switch p.kind {
		case news.Boilerplate:
			// What stands between the parts of a quotation does not end it.
			kept, since := q.pending, q.since
			q.pending = -1
			q.paragraph(p.Span)
			q.pending, q.since = kept, since
		case news.Heading, news.Caption:
			q.pending = -1
			q.paragraph(p.Span)
			q.pending = -1
		default:
			q.paragraph(p.Span)
		}
	}
	sort.SliceStable(q.out, func(i, j int) bool {
		a, b := q.out[i], q.out[j]
		return a.Start < b.Start || a.Start == b.Start && a.End > b.End
	})
	return q.out
}

// paragraph finds the quotations of one paragraph.
func (q *quoter) paragraph(at news.Span) {
	text := q.text
	q.open = q.open[:0]
	q.singles = q.singles[:0]
	first := len(q.out)
	if q.pending >= 0 {
		if q.since++; q.since > mostParagraphs || at.Start-q.out[q.pending].Start > longestOpen {
			q.pending = -1
		}
	}
	for i := at.Start; i < at.End; {
		c := text[i]
		if c != '"' && c != '\'' && c != 0xE2 && c != 0xC2 { // the first bytes of all marks
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:at.End])
		switch r {
		case '"', '“', '”', '„', '‟', '«', '»':
			q.double(at, i, n, r)
		case '\'', '‘', '’':
			q.single(at, i, n, r)
		}
		i += n
	}
	for k := len(q.open) - 1; k >= 0; k-- {
		q.out[q.open[k]].End = at.End
		q.out[q.open[k]].Inner.End = at.End
	}
	if len(q.open) > 0 {
		q.pending, q.since = q.open[0], 0
	}
	q.matchSingles(first)
}

// double handles a double mark at i.
func (q *quoter) double(at news.Span, i, n int, r rune) {
	role := q.doubleRole(at, i, n, r)
	if q.pending >= 0 {
		p := &q.out[q.pending]
		switch {
		case role == opens && i == at.Start:
			// Opened anew: the quotation goes on.
			q.open = append(q.open, q.pending)
			q.pending = -1
			return
		case role == opens:
			q.pending = -1
		case role == closes:
			p.End, p.Inner.End, p.Closed = i+n, i, true
			q.pending = -1
			return
		}
	}
	switch {
	case role == opens && len(q.open) < deepest:
		q.open = append(q.open, len(q.out))
		q.out = append(q.out, news.Quotation{Span: news.Span{Start: i, End: at.End}, Inner: news.Span{Start: i + n, End: at.End}})
	case role == closes && len(q.open) > 0:
		t := &q.out[q.open[len(q.open)-1]]
		t.End, t.Inner.End, t.Closed = i+n, i, true
		q.open = q.open[:len(q.open)-1]
	}
}

// doubleRole says what the double mark r at i does, by its neighbours first, by
// what is open where they leave it undecided.
func (q *quoter) doubleRole(at news.Span, i, n int, r rune) role {
	prev, next := before(q.text, at.Start, i), after(q.text, i+n, at.End)
	opensHere := (isSpace(prev) || isOpener(prev) || isDash(prev)) && !isSpace(next)
	closesHere := !isSpace(prev) && (isSpace(next) || !isAlnum(next))
	open := len(q.open) > 0 || q.pending >= 0
	switch r {
	case '“', '„', '‟', '«':
		if open && closesHere && !opensHere && i > at.Start {
			return closes
		}
		return opens
	case '”', '»':
		if !open && opensHere && isAlnum(next) {
			return opens
		}
		return closes
	}
	switch {
	case inch(q.text, at, i, open):
		return neither
	case i == at.Start && !isSpace(next):
		return opens
	case opensHere && !closesHere:
		return opens
	case closesHere && !opensHere:
		return closes
	case open:
		return closes
	case opensHere || !isSpace(prev) && !isSpace(next) || isSpace(prev):
		return opens
	}
	return neither
}

// inch reports whether the straight mark at i is a measure: 6'2", 5".
func inch(text string, at news.Span, i int, open bool) bool {
	if i == at.Start || !isASCIIDigit(text[i-1]) {
		return false
	}
	j := i - 1
	for j > at.Start && i-j < 4 && (isASCIIDigit(text[j-1]) || text[j-1] == '.') {
		j--
	}
	return !open || j > at.Start && text[j-1] == '\''
}

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '/' }

// elisions begin with an apostrophe that is no quotation mark.
var elisions = set(`em til tis twas cause n bout round neath cos cuz kay sup`)

// single keeps a single mark that may be a quotation's.
func (q *quoter) single(at news.Span, i, n int, r rune) {
	prev, next := before(q.text, at.Start, i), after(q.text, i+n, at.End)
	m := mark{at: i, size: n}
	switch {
	case r != '’' && (isSpace(prev) || isOpener(prev) && prev != '\'' || isDash(prev) || r == '‘') && !isSpace(next) && (isAlnum(next) || isOpener(next) || next == '.' || next == '…'):
		if apostrophe(q.text[i+n : min(i+n+8, at.End)]) {
			return
		}
		m.role = opens
	case r != '‘' && !isSpace(prev) && !isAlnum(next):
		m.role = closes
		m.weak = prev == 's' || prev == 'S' || prev == 'n'
	default:
		return
	}
	q.singles = append(q.singles, m)
}

// apostrophe reports whether what follows a single mark shows it to be an
// apostrophe: '90s, ’em.
func apostrophe(text string) bool {
	i := 0
	for i < len(text) && isAlnum(rune(text[i])) {
		i++
	}
	if i >= 2 && isASCIIDigit(text[0]) && isASCIIDigit(text[1]) && (i == 2 || i == 3 && text[2] == 's') {
		return true
	}
	w := text[:i]
	return elisions[w] || elisions[lowerASCII(w)]
}

// matchSingles pairs the single marks of a paragraph. One that opens is a
// quotation only if one that closes comes before the next that opens, and if the
// two do not cross a double quotation of the paragraph, which stand in
// q.out[first:]. Each mark is looked at once.
func (q *quoter) matchSingles(first int) {
	last := len(q.out)
	for k := 0; k < len(q.singles); k++ {
		o := q.singles[k]
		if o.role != opens {
			continue
		}
		end, found := k+1, -1
		for ; end < len(q.singles) && q.singles[end].role == closes; end++ {
			if c := q.singles[end]; !c.weak {
				found = end
				break
			} else if found < 0 {
				found = end
			}
		}
		if found < 0 {
			continue
		}
		c := q.singles[found]
		k = found
		s := news.Quotation{Span: news.Span{Start: o.at, End: c.at + c.size}, Inner: news.Span{Start: o.at + o.size, End: c.at}, Closed: true, SingleMarks: true}
		if s.Inner.Len() > 0 && !q.crosses(s.Span, first, last) {
			q.out = append(q.out, s)
		}
	}
}

// crosses reports whether s and a double quotation overlap without one of them
// lying in the other. The doubles ascend, so only those around s matter.
func (q *quoter) crosses(s news.Span, first, last int) bool {
	i := first + sort.Search(last-first, func(i int) bool { return q.out[first+i].Start > s.Start })
	for j := i; j < last && q.out[j].Start < s.End; j++ {
		if q.out[j].End > s.End {
			return true
		}
	}
	for j := i - 1; j >= first && j >= i-deepest; j-- {
		if t := q.out[j].Span; t.End > s.Start && t.End < s.End {
			return true
		}
	}
	return false
}
