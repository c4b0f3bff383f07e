package segment

import (
	"strings"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// Limits of what stands before an article's first words.
const (
	longestDateline = 80 // bytes
	longestAgency   = 40
	mostDatelined   = 3 // prose paragraphs that may begin with a place in capitals
)

// datelines finds the datelines, and what is left of them, that prose paragraphs
// begin with.
func datelines(text string, ps []paragraph) {
	n := 0
	for i := range ps {
		if ps[i].kind != news.Prose {
			continue
		}
		n++
		k, empty := dateline(text[ps[i].Start:ps[i].End], n <= mostDatelined)
		if k == 0 || trim(text, news.Span{Start: ps[i].Start + k, End: ps[i].End}).Len() == 0 {
			continue
		}
		ps[i].prefix, ps[i].reason = k, "dateline"
		if empty {
			ps[i].reason = "remains of a dateline"
		}
	}
}

// dateline returns the length of the dateline that t begins with, 0 if none:
//
//	WASHINGTON (Reuters) -   MOSCOW, Jan 5 —   SPRINGFIELD, Ill. (AP) --   (CNN)   ( )-
//
// Of a place without capitals it wants the agency; only where early says that
// the article has just begun does it take a place without an agency, or an
// agency without a dash. empty says that nothing but its brackets is left.
func dateline(t string, early bool) (n int, empty bool) {
	t = t[:min(len(t), longestDateline)]
	if !early && strings.IndexByte(t, '(') < 0 {
		return 0, false
	}
	i, words, capitals := place(t)
	if i < 0 || i >= len(t) {
		return 0, false
	}
	if t[i] != '(' {
		if !early || words == 0 || !capitals {
			return 0, false
		}
		return textAfter(t, dash(t, i), false), false
	}
	shut := strings.IndexByte(t[i:], ')')
	if shut < 0 || shut > longestAgency {
		return 0, false
	}
	agency := strings.TrimSpace(t[i+1 : i+shut])
	empty = agency == ""
	if !empty && (!upperInitial(agency) || wordCount(agency, 5) > 4) || empty && words > 0 {
		return 0, false
	}
	end := i + shut + 1
	if d := dash(t, end); d > end {
		if !empty && !early && words == 0 {
			return 0, false
		}
		return textAfter(t, d, empty), empty
	}
	// (CNN)The president
	if early && words == 0 && isCapitals(agency) && end < len(t) && isUpper(after(t, end, len(t))) {
		return end, false
	}
	return 0, false
}

// place reads the place and date that t begins with, up to a dash or an opening
// bracket, and returns where that stands, or -1 if what comes before is no place.
// capitals says that the place is a word in capitals of four letters or more.
func place(t string) (i, words int, capitals bool) {
	upper := true // no other word has come yet
	for i < len(t) && t[i] != '(' && dash(t, i) == i {
		j := i
		for j < len(t) && t[j] != ' ' && t[j] != '(' {
			j++
		}
		w := t[i:j]
		b := strings.TrimRight(w, ",.")
		words++
		switch {
		case words > 9 || len(b) < 2 && !isNumber(b):
			return -1, 0, false
		case words > 1 && (months[b] || timeWords[b] || isNumber(b)):
		case upper && isCapitals(b):
			capitals = capitals || len(b) > 3
		case capitals && upperInitial(b) && (w[len(w)-1] == ',' || w[len(w)-1] == '.'):
		case !upperInitial(b) || words > 4:
			return -1, 0, false
		default:
			upper, capitals = false, false
		}
		i = skipSpace(t, j, len(t))
	}
	return i, words, capitals
}

// dash returns the end of a dash, with the spaces around it, at i, or i. A
// hyphen needs a space on one side.
func dash(t string, i int) int {
	j := skipSpace(t, i, len(t))
	k := j
	for k < len(t) {
		r, n := utf8.DecodeRuneInString(t[k:])
		if r != '-' && r != '–' && r != '—' {
			break
		}
		k += n
	}
	if k == j {
		return i
	}
	end := skipSpace(t, k, len(t))
	if t[j] == '-' && k-j == 1 && end == k && j == i {
		return i
	}
	return end
}

// textAfter returns n if running text begins there in t, else 0.
func textAfter(t string, n int, any bool) int {
	if n >= len(t) {
		return 0
	}
	if r := after(t, n, len(t)); any || isUpper(r) || isOpener(r) || isDigit(r) {
		return n
	}
	return 0
}

// isCapitals reports whether word is two or more letters, all capitals.
func isCapitals(word string) bool {
	n := 0
	for _, r := range word {
		switch {
		case isUpper(r):
			n++
		case isLetter(r) || isDigit(r):
			return false
		}
	}
	return n >= 2
}

func isNumber(word string) bool {
	return word != "" && strings.Trim(word, "0123456789") == ""
}

var months = set(`January February March April May June July August September October November December
	Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec`)

// isDate reports whether a line is nothing but a date, with or without a time
// and a word such as "Updated" before it.
func isDate(t string) bool {
	named, number, ok := false, false, true
	n := 0
	fields(t, func(w string) bool {
		n++
		b := strings.Trim(w, ",.:|()•·-–—")
		switch {
		case b == "":
		case months[b] || timeWords[b]:
			named = true
		case dateNumber(b):
			number = true
		case strings.EqualFold(b, "updated") || strings.EqualFold(b, "published") || strings.EqualFold(b, "posted") || strings.EqualFold(b, "on") || strings.EqualFold(b, "at") || strings.EqualFold(b, "last"):
		case b == "AM" || b == "PM" || b == "am" || b == "pm" || b == "a.m" || b == "p.m":
		default:
			ok = false
		}
		return ok
	})
	return ok && named && number && n >= 2 && !endsTerminal(strings.TrimSuffix(t, "m."))
}

// dateNumber reports whether word is a number as dates and times have them.
func dateNumber(word string) bool {
	digits := 0
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case isASCIIDigit(c):
			digits++
		case c == ':' || c == '/' || c == '-':
		case digits > 0 && (word[i:] == "st" || word[i:] == "nd" || word[i:] == "rd" || word[i:] == "th" || word[i:] == "am" || word[i:] == "pm"):
			return true
		default:
			return false
		}
	}
	return digits > 0
}

// isByline reports whether a line is "By" and a name, with or without what
// bylines have after it: "By Ada Quill and Tom Reed | The Ledger, May 2, 2021".
func isByline(t string) bool {
	rest, ok := strings.CutPrefix(t, "By ")
	if !ok {
		if rest, ok = strings.CutPrefix(t, "BY "); !ok {
			return false
		}
	}
	if endsTerminal(t) {
		return false
	}
	name, more, cut := rest, "", false
	if i := strings.IndexAny(rest, ",|"); i >= 0 {
		name, more, cut = strings.TrimSpace(rest[:i]), rest[i+1:], true
	}
	n, ok := 0, true
	fields(name, func(w string) bool {
		n++
		ok = upperInitial(w) || w == "and" || w == "de" || w == "van" || w == "von" || w == "der" || w == "&"
		return ok
	})
	if !ok || n < 2 || n > 9 || starters[firstField(name)] {
		return false
	}
	if !cut {
		return n <= 4 || strings.Contains(name, " and ")
	}
	first := bare(firstField(more))
	return first == "" || upperInitial(first) || isASCIIDigit(first[0]) || wordCount(more, 5) < 5
}

func firstField(t string) (out string) {
	fields(t, func(w string) bool { out = w; return false })
	return out
}
