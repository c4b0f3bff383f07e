package segment

import (
	"strings"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// Limits of a heading.
const (
	longestHeading = 130 // bytes
	longestTitle   = 200 // bytes of a title line in title case
	mostWords      = 18
	mostTitleWords = 28 // of a title line in title case
	mostLastWords  = 6  // of a heading that only boilerplate follows
	mostPlainWords = 12 // of a heading below the title that is written as a sentence is
)

// headings marks title lines and section headings: short lines without a mark at
// their end that stand before prose and after a finished sentence.
func headings(text string, ps []paragraph) {
	seen := false // prose came before
	asked, numbered, prose := standing(text, ps)
	for i := range ps {
		if ps[i].kind != news.Prose {
			continue
		}
		switch {
		case headingAt(text, ps, i, seen):
			ps[i].kind, ps[i].reason = news.Heading, "short line without a full stop before prose"
			continue
		case asked > 1 && perQuestion*asked >= prose && seen && question(text, ps, i):
			ps[i].kind, ps[i].reason = news.Heading, "question that stands alone, as others do"
			continue
		case numbered > 1 && item(text, ps, i):
			ps[i].kind, ps[i].reason = news.Heading, "number and short line before prose"
			continue
		}
		seen = true
	}
}

const (
	mostAskedWords   = 14 // of a question that is a heading
	fewestAskedWords = 3
	perQuestion      = 10 // paragraphs of prose for each such question, at most
)

// standing counts the questions that stand alone before an answer, and the short
// numbered lines before prose, and all paragraphs of prose.
func standing(text string, ps []paragraph) (asked, numbered, prose int) {
	for i := range ps {
		if ps[i].kind != news.Prose {
			continue
		}
		prose++
		if question(text, ps, i) {
			asked++
		}
		if item(text, ps, i) {
			numbered++
		}
	}
	return asked, numbered, prose
}

// question reports whether paragraph i is a short question, nothing else, between
// paragraphs that are none.
func question(text string, ps []paragraph, i int) bool {
	t := ps[i].Of(text)
	if len(t) > longestHeading || !strings.HasSuffix(t, "?") || !upperInitial(t) || strings.ContainsAny(t[:len(t)-1], "?!“”\":;") || !oneSentence(t) {
		return false
	}
	if rhetorical[firstField(t)] {
		return false
	}
	if n := wordCount(t, mostAskedWords+1); n < fewestAskedWords || n > mostAskedWords {
		return false
	}
	next := following(ps, i)
	if next != i+1 || strings.HasSuffix(ps[next].Of(text), "?") || !endsTerminal(ps[next].Of(text)) {
		return false
	}
	return finished(text, ps, i) && (i == 0 || !strings.HasSuffix(ps[i-1].Of(text), "?"))
}

// rhetorical are first words of questions that argue.
var rhetorical = set(`But So Yes No Well Or Because Isn't Isn’t Aren't Aren’t Wasn't Wasn’t Doesn't Doesn’t Don't Don’t
	Didn't Didn’t Hasn't Hasn’t Haven't Haven’t Won't Won’t Wouldn't Wouldn’t Shouldn't Shouldn’t Couldn't Couldn’t Can't Can’t
	Surely Really Shall Seriously`)

// item reports whether paragraph i is a short numbered line before prose that is
// no item of its list: "2. What the council says".
func item(text string, ps []paragraph, i int) bool {
	t := ps[i].Of(text)
	rest := unnumbered(t)
	if len(rest) == len(t) || len(t) > longestHeading || ps[i].lines > 1 || wordCount(rest, mostPlainWords+1) > mostPlainWords || !headingShape(rest) {
		return false
	}
	next := following(ps, i)
	return next == i+1 && !bullet(ps[next].Of(text)) && finished(text, ps, i)
}

// unnumbered returns a line without the number of a list item before it.
func unnumbered(t string) string {
	i := 0
	for i < len(t) && i < 3 && isASCIIDigit(t[i]) {
		i++
	}
	if i == 0 || i+1 >= len(t) || t[i] != '.' && t[i] != ')' || t[i+1] != ' ' {
		return t
	}
	return t[i+2:]
}

// headingAt reports whether paragraph i is a heading. seen says whether prose
// came before it.
func headingAt(text string, ps []paragraph, i int, seen bool) bool {
	t := ps[i].Of(text)
	if len(t) > longestTitle || ps[i].lines > 2 || seen && (ps[i].lines == 2 || endsTerminal(t)) {
		return false
	}
	next := following(ps, i)
	if next < 0 {
		return seen && i+1 < len(ps) && ps[i+1].kind == news.Boilerplate && wordCount(t, mostLastWords+1) <= mostLastWords && headingShape(t) && finished(text, ps, i)
	}
	n := ps[next].Of(text)
	if !endsTerminal(n) && !prosy(n) && !bullet(n) && (seen || !headingShape(n)) {
		return false // one of a list, a table or verse
	}
	words, capitals := capitalised(t)
	titled := 4*capitals >= 3*words
	if !seen && titled && words <= mostTitleWords {
		if headingShape(t) || headingShape(strings.TrimRight(t, "?!")) && words >= 3 {
			return true
		}
		return len(t) <= longestHeading && wholeQuoted(t) && words >= 2
	}
	if len(t) > longestHeading || words > mostWords || !headingShape(t) {
		return false
	}
	if !seen {
		return true
	}
	if !finished(text, ps, i) {
		return false
	}
	return titled || words >= 2 && wordCount(t, mostPlainWords+1) <= mostPlainWords && (endsTerminal(n) || bullet(n)) && (!saidVerbs[lastField(t)] || indirect(t))
}

// indirect reports whether t begins as an indirect question does: "What the council says".
func indirect(t string) bool {
	switch firstField(t) {
	case "What", "Who", "Why", "How", "Where", "When", "WHAT", "WHO", "WHY", "HOW", "WHERE", "WHEN":
		return true
	}
	return false
}

// headingShape reports whether a line could be a heading as it is written.
func headingShape(t string) bool {
	first, _ := utf8.DecodeRuneInString(t)
	if !isUpper(first) && !isDigit(first) && !isOpener(first) || bullet(t) {
		return false
	}
	if wholeQuoted(t) && (first != '‘' || wordCount(t, mostLastWords+1) > mostLastWords) || strings.Contains(t, "(@") || strings.Contains(t, "http") || strings.Contains(t, "pic.twitter.com/") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(t)
	if !isAlnum(last) && last != ')' && last != ']' && !isCloser(last) && last != '%' {
		return false
	}
	if endsTerminal(t) {
		return false
	}
	// Sentences inside, or an open quotation, are no heading's.
	marks := 0
	for i, r := range t {
		switch r {
		case '"', '“', '”':
			marks++
		case ';':
			return false
		case '.', '!', '?':
			if isCloser(after(t, i+1, len(t))) {
				return false
			}
			if i+1 < len(t) && t[i+1] == ' ' && i > 3 && isLower(before(t, 0, i)) && isLower(before(t, 0, i-1)) && isLower(before(t, 0, i-2)) {
				return false
			}
		}
	}
	letters := false
	for _, r := range t {
		letters = letters || isLetter(r)
	}
	return letters && marks%2 == 0
}

// wholeQuoted reports whether a line stands between one opening mark and one
// closing mark and does not end in a full stop.
func wholeQuoted(t string) bool {
	first, f := utf8.DecodeRuneInString(t)
	last, l := utf8.DecodeLastRuneInString(t)
	if !isOpener(first) || !isCloser(last) || f+l > len(t) || endsTerminal(t) {
		return false
	}
	for _, r := range t[f : len(t)-l] {
		if r == '"' || r == '”' || r == ')' || r == ']' {
			return false
		}
	}
	return true
}

// following returns the next paragraph that is no boilerplate, -1 if none.
func following(ps []paragraph, i int) int {
	for j := i + 1; j < len(ps); j++ {
		if ps[j].kind == news.Prose {
			return j
		}
	}
	return -1
}

// finished reports whether what stands before paragraph i has come to its end:
// the text's start, a heading, boilerplate or a finished sentence.
func finished(text string, ps []paragraph, i int) bool {
	if i == 0 || ps[i-1].kind != news.Prose {
		return true
	}
	t := ps[i-1].Of(text)
	return endsTerminal(t) || tweetCredit(t)
}

// tweetCredit reports whether a line, or its end, says who tweeted what stands
// before it, and when: "— Ada Quill (@adaquill) May 18, 2021".
func tweetCredit(t string) bool {
	i := strings.LastIndex(t, "(@")
	if i < 0 {
		return false
	}
	k := strings.IndexByte(t[i:], ')')
	return k > 0 && isDate(strings.TrimSpace(t[i+k+1:]))
}

// prosy reports whether a paragraph is too long to be an item of a list.
func prosy(t string) bool { return wordCount(t, 20) == 20 }

// capitalised counts the words of t that a title would capitalise, and those
// that are: words of up to three letters in lower case do not count.
func capitalised(t string) (words, capitals int) {
	fields(t, func(w string) bool {
		w = bare(w)
		switch {
		case w == "":
		case upperInitial(w) || isASCIIDigit(w[0]):
			words++
			capitals++
		case len(w) > 3:
			words++
		}
		return true
	})
	return words, capitals
}

// lastField returns the last run of t that holds no white space.
func lastField(t string) string {
	if i := strings.LastIndexByte(t, ' '); i >= 0 {
		return t[i+1:]
	}
	return t
}
