package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// classify gives each paragraph its kind. Rules that look at one line come
// first, then those that need its neighbours, then headings, which need to know
// what is prose.
func (s *Segmenter) classify(e *surround, structured bool) {
	text, ps := e.text, e.ps
	found := make([]use, len(ps))
	var buf []byte
	for i := range ps {
		buf = s.line(text, &ps[i], &found[i], buf)
	}
	shareBars(text, ps, found)
	blocks(text, ps, found)
	s.credits(text, ps, found)
	s.biographies(text, ps, found)
	e.mark()
	headings(text, ps)
	if structured {
		known(ps)
	}
	datelines(text, ps)
}

// boilerplateLine reports whether one line is boilerplate by itself.
func (s *Segmenter) boilerplateLine(text string) bool {
	p := paragraph{Span: news.Span{Start: 0, End: len(text)}, lines: 1}
	var u use
	s.line(text, &p, &u, nil)
	return p.kind != news.Prose || u&^(biography|tail) != 0
}

// mark makes p boilerplate for the reason given.
func (p *paragraph) mark(reason string) {
	p.kind, p.reason = news.Boilerplate, reason
}

// line applies the rules that look at one paragraph alone. It notes in u the
// uses of the phrases found, and returns buf for the next call.
func (s *Segmenter) line(text string, p *paragraph, u *use, buf []byte) []byte {
	if p.Len() > longestPhrasedLine {
		return buf
	}
	t := p.Of(text)
	if why := shape(t); why != "" {
		p.mark(why)
		return buf
	}
	buf = normalise(buf[:0], t)
	f := s.phrases.find(buf)
	*u = f.uses & (opensBlock | closesBlock | inForm | tail | credit)
	switch {
	case f.line != nil:
		if f.line.use == ofLine || f.line.use == credit {
			p.mark(f.line.reason())
		}
	case f.sentence != nil && (oneSentence(t) || f.sentence.start && f.sentence.end):
		p.mark(f.sentence.reason())
	case f.caption != nil && f.caption.start:
		p.mark(f.caption.reason())
	case f.caption != nil:
		p.kind, p.reason = news.Caption, f.caption.reason()
	}
	if s.phrases.shares(buf) {
		*u |= share
	}
	return buf
}

// oneSentence reports whether text holds no full stop, question or exclamation
// mark before its last word.
func oneSentence(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		if c := text[i]; (c == '.' || c == '!' || c == '?') && isSpace(rune(text[i+1])) {
			j := skipSpace(text, i+1, len(text))
			if r := after(text, j, len(text)); isUpper(r) || isOpener(r) {
				return false
			}
		}
	}
	return true
}

// Limits of a line that is boilerplate by its form.
const (
	longestShape   = 240 // bytes; addresses are long
	mostShapeWords = 12
)

// shape names the kind of boilerplate that a line is by its form alone, "" if none.
func shape(t string) string {
	letters := false
	only := func(ok func(word string) bool) bool {
		all := true
		fields(t, func(w string) bool { all = all && ok(w); return all })
		return all
	}
	for _, r := range t {
		if !isInvisible(r) && !isSpace(r) {
			letters = true
			break
		}
	}
	if !letters {
		return "nothing visible"
	}
	words := 0
	if len(t) <= longestShape {
		words = wordCount(t, mostShapeWords+1)
	}
	if words == 0 || words > mostShapeWords {
		return ""
	}
	switch {
	case only(isAddress):
		return "bare address"
	case words == 1 && isHandle(t):
		return "bare handle"
	case t[0] == '#' && only(isHashtag):
		return "hashtags"
	case strings.Trim(t, "#*_=~-–—•· ") == "" && len(t) > 2:
		return "rule"
	case isLeadIn(t):
		return "credit before an excerpt"
	case t[0] == '[' && onlyReferences(t):
		return "references"
	case isByline(t):
		return "byline"
	case isDate(t):
		return "date line"
	}
	return ""
}

// isAddress reports whether word is a web address.
func isAddress(word string) bool {
	for _, p := range []string{"http://", "https://", "www.", "pic.twitter.com/"} {
		if rest, ok := strings.CutPrefix(word, p); ok && rest != "" {
			return true
		}
	}
	return false
}

// isHandle reports whether word is an account's name, as @YouTube is.
func isHandle(word string) bool {
	rest, ok := strings.CutPrefix(word, "@")
	if !ok || rest == "" {
		return false
	}
	for _, r := range rest {
		if !isAlnum(r) && r != '_' && r != '.' {
			return false
		}
	}
	return true
}

// isHashtag reports whether word is one, as #Budget2024 is.
func isHashtag(word string) bool {
	rest, ok := strings.CutPrefix(word, "#")
	return ok && isHandle("@"+rest)
}

// isLeadIn reports whether a line names only where the excerpt after it is from:
// "From the Harlow Ledger:", "Via Monday's Ledger:".
func isLeadIn(t string) bool {
	rest, ok := strings.CutSuffix(t, ":")
	if !ok {
		return false
	}
	first := firstField(rest)
	if first != "From" && first != "Via" {
		return false
	}
	n, capitals, all := 0, 0, true
	fields(rest[len(first):], func(w string) bool {
		n++
		if upperInitial(w) {
			capitals++
		} else if w != "the" && w != "of" && w != "and" && w != "at" {
			all = false
		}
		return all
	})
	return all && capitals >= 2 && n <= 8
}

// onlyReferences reports whether text is numbered references with at most one
// source in brackets after them: "[6][7] (Wikipedia)".
func onlyReferences(text string) bool {
	n := 0
	for text != "" {
		text = strings.TrimLeftFunc(text, unicode.IsSpace)
		if text == "" {
			break
		}
		if text[0] == '[' {
			k := reference(text)
			if k == 0 {
				return false
			}
			n, text = n+1, text[k:]
			continue
		}
		if text[0] == '(' && n > 0 {
			k := strings.IndexByte(text, ')')
			return k > 0 && k < 40 && noWords([]byte(text[k+1:]))
		}
		return false
	}
	return n > 0
}

// shares reports whether b, normalised, is nothing but names of a share bar.
func (m *phrases) shares(b []byte) bool {
	if len(b) == 0 || len(b) > 120 {
		return false
	}
	for len(b) > 0 {
		longest := 0
		list := m.anchored[string(b[:keyLen(b)])]
		for k := range list {
			p := &list[k]
			if p.use == share && len(p.head) > longest && p.at(b) {
				longest = len(p.head)
			}
		}
		if longest == 0 {
			return false
		}
		b = b[longest:]
		for len(b) > 0 && (b[0] == ' ' || b[0] == '|' || b[0] == ',' || b[0] == '-') {
			b = b[1:]
		}
	}
	return true
}

// shareBars marks names of networks that stand in a row or beside other
// boilerplate. One that stands alone may be a heading.
func shareBars(text string, ps []paragraph, found []use) {
	for i := range ps {
		if found[i]&share == 0 {
			continue
		}
		beside := func(j int) bool {
			return j >= 0 && j < len(ps) && (found[j]&share != 0 || ps[j].kind == news.Boilerplate)
		}
		if wordCount(ps[i].Of(text), 3) > 2 || beside(i-1) || beside(i+1) {
			ps[i].mark("share bar")
		}
	}
}

// upperInitial reports whether word begins with a capital.
func upperInitial(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return isUpper(r)
}
