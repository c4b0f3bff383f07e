package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stray reports whether t, which has no full stop, is too short to be a sentence
// that was cut off, and no item of a list, lead-in or sentence with a smiley.
func stray(t string) bool {
	first, _ := utf8.DecodeRuneInString(t)
	last, n := utf8.DecodeLastRuneInString(t)
	if wordCount(t, mostStrayWords+1) > mostStrayWords || bullet(t) || isLower(first) || isOpener(first) {
		return false
	}
	return isAlnum(last) || last == '→' || last == '%' || last == ')' && isAlnum(before(t, 0, len(t)-n))
}

// signs adds the weights of the cues in t and of its form. strong counts those
// that are worth two points or more, kinds all but the faint ones.
func (e *surround) signs(t string) (score, strong, kinds int) {
	score, strong, kinds = e.cues.weigh(e.normal(t))
	form := func(n int) {
		score += n
		kinds++
		if n > 1 {
			strong++
		}
	}
	digits, marks, quoted := 0, false, false
	for i := 0; i < len(t); i++ {
		switch c := t[i]; {
		case isASCIIDigit(c):
			digits++
		case c == '@' || c == '#' || c == '|' || c == '>' || c == 0xC2 || c == 0xE2 && i+2 < len(t) && (t[i+1] != 0x80 || t[i+2] == 0xA2):
			marks = true
		case c == ':' || c == '.':
			marks = marks || strings.HasPrefix(t[i:], "://") || i > 2 && t[i-3:i] == "www"
		case c == '"':
			quoted = true
		}
	}
	if marks || digits >= fewestPhone {
		words(t, form)
	}
	if r, _ := utf8.DecodeRuneInString(t); unicode.Is(unicode.So, r) {
		form(1)
	}
	if isASCIIDigit(t[0]) && wordCount(t, 4) <= 3 {
		form(1)
	}
	if strings.HasSuffix(t, ":") {
		score--
	}
	if i := strings.IndexByte(t, ':'); i > 2 && i < 30 && capitals(t[:i]) {
		form(1)
	}
	// What somebody says is news, whatever the words.
	if quoted || strings.ContainsAny(t, "“”") {
		score -= 2
	}
	if n := wordCount(t, 36); n > 25 {
		score -= 1 + (n-25)/5
	}
	return score, strong, kinds
}

// words calls form with the weight of what single words of t are by their form.
func words(t string, form func(weight int)) {
	run, phone, bars, mail, handle := 0, false, false, false, false
	fields(t, func(w string) bool {
		switch w {
		case "|", "·", "→", "►", "»", ">>", "•", "▶":
			bars = true
		}
		switch at := strings.IndexByte(w, '@'); {
		case at > 0:
			mail = mail || isMail(w)
		case at == 0 || w[0] == '#' && len(w) > 2 || isAddress(w):
			handle = true
		}
		if n := phoneDigits(w); n > 0 {
			run += n
			phone = phone || run >= fewestPhone
		} else {
			run = 0
		}
		return true
	})
	if mail {
		form(3)
	}
	if handle {
		form(1)
	}
	if phone {
		form(2)
	}
	if bars {
		form(2)
	}
}

// capitals reports whether text has letters and all of them are capitals.
func capitals(text string) bool {
	any := false
	for _, r := range text {
		if isLower(r) {
			return false
		}
		any = any || isLetter(r)
	}
	return any
}

// isMail reports whether word is an e-mail address.
func isMail(word string) bool {
	word = strings.Trim(word, "<>()[].,;:!?")
	name, host, ok := strings.Cut(word, "@")
	return ok && name != "" && strings.IndexByte(host, '.') > 0
}

// phoneDigits counts the digits of a word that could be a part of a telephone
// number, 0 for any other word, a span of years among them.
func phoneDigits(word string) (n int) {
	word = strings.TrimRight(word, ".,;:!?)")
	if len(word) == 9 && word[4] == '-' && (word[:2] == "19" || word[:2] == "20") {
		return 0
	}
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case isASCIIDigit(c):
			n++
		case c != '-' && c != '(' && c != ')' && c != '+' && c != '.' && c != '/':
			return 0
		}
	}
	if n < 2 {
		return 0
	}
	return n
}

// placeLine reports whether t is nothing but a dateline: "VIENNA (AP) –",
// "HARLOW, Jan 5 –", "HARLOW:", "HARLOW, 5 January. /HNA/".
func placeLine(t string) bool {
	if len(t) > longestDateline {
		return false
	}
	rest := strings.TrimRight(t, "-–—: ")
	marked := len(rest) < len(t)
	if n := len(rest); n > 0 && (rest[n-1] == ')' || rest[n-1] == '/') {
		open := byte('(')
		if rest[n-1] == '/' {
			open = '/'
		}
		i := strings.LastIndexByte(rest[:n-1], open)
		if i <= 0 || n-i > longestAgency || !upperInitial(rest[i+1:]) {
			return false
		}
		rest, marked = rest[:i], true
	}
	n, capitals, ok := 0, false, true
	fields(rest, func(w string) bool {
		b := strings.TrimRight(w, ",.")
		n++
		capitals = capitals || isCapitals(b) && len(b) > 3
		ok = n <= 6 && (isCapitals(b) || capitals && (months[b] || isNumber(b) || upperInitial(b)))
		return ok
	})
	return marked && ok && capitals
}

// signature reports whether t is the name and place, or office, under a letter:
// "Ada Quill, Harlow", "— Tom Roe, docker, Harlow".
func signature(t string) bool {
	if len(t) > longestDateline || endsTerminal(t) {
		return false
	}
	lead := strings.TrimLeft(t, "—–- ")
	dashed := len(lead) < len(t)
	parts := strings.Split(lead, ",")
	if len(parts) > 4 || len(parts) < 2 && !dashed || strings.ContainsAny(lead, ":;@\"“”|/") {
		return false
	}
	for i, p := range parts {
		n, ok := 0, true
		fields(p, func(w string) bool {
			n++
			ok = upperInitial(w) || w == "and" || w == "of" || w == "the" || w == "de" || w == "van" || w == "von"
			return ok || i > 0 && i+1 < len(parts)
		})
		switch {
		case n == 0 || n > 4:
			return false
		case i == 0 && (!ok || n < 2 || starters[firstField(p)]):
			return false
		case i+1 == len(parts) && !ok:
			return false
		}
	}
	return true
}

// weigh adds the weights of the cues in b, the longest at each place, each once.
func (m *phrases) weigh(b []byte) (score, strong, kinds int) {
	var had []*phrase
	first, faint := true, 0
	for i := 0; i < len(b); {
		n := keyLen(b[i:])
		var best *phrase
		try := func(list []phrase) {
			for k := range list {
				if p := &list[k]; p.at(b[i:]) && (best == nil || len(p.head)+len(p.rest) > len(best.head)+len(best.rest)) {
					best = p
				}
			}
		}
		if m.hint[hintOf(b[i:], n)] {
			try(m.free[string(b[i:i+n])])
		}
		if first || i > 1 && b[i-1] == ' ' && (b[i-2] == '.' || b[i-2] == '?' || b[i-2] == '!' || b[i-2] == ':') {
			try(m.anchored[string(b[i:i+n])])
		}
		if isKey(b[i]) {
			first = false
		}
		if best != nil {
			n = len(best.head)
			seen := false
			for _, p := range had {
				seen = seen || p == best
			}
			if !seen {
				had = append(had, best)
				switch best.use {
				case strongCue:
					score, strong, kinds = score+2, strong+1, kinds+1
				case weakCue:
					score, kinds = score+1, kinds+1
				case faintCue:
					faint = 1
				case againstCue:
					score -= 2
				}
			}
		}
		i += n
		for i < len(b) && b[i] == ' ' {
			i++
		}
	}
	return score + faint, strong, kinds
}
