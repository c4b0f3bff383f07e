package segment

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A use says what a phrase of Lists.Boilerplate makes of the text it stands in.
type use uint32

const (
	inSentence  use = 1 << iota // the sentence that holds it is boilerplate
	ofLine                      // the whole line is
	share                       // one name of a share bar
	opensBlock                  // a form or poll begins
	closesBlock                 // a form or poll ends with it
	inForm                      // a line of a form, but only near others
	biography                   // follows a name in a note about the author
	weakBio                     // so too, if a line of such a note comes after it
	tail                        // goes on with a note about the author
	credit                      // what follows it to the article's end belongs to it
	caption                     // ends the text of a picture
	edge                        // the line is boilerplate at the article's ends
	brief                       // so is a line of few words
	asks                        // so is a question, if boilerplate comes after it
	endBio                      // follows a name new to the article in a note that ends it
	strongCue                   // one sign among several, two points
	weakCue                     // one point
	faintCue                    // all of them together one point
	againstCue                  // two points less

	atName    = biography | weakBio | endBio
	cue       = strongCue | weakCue | faintCue | againstCue
	wholeLine = ofLine | opensBlock | closesBlock | credit
)

var uses = map[string]use{
	"line": ofLine, "share": share, "open": opensBlock, "close": closesBlock, "form": inForm,
	"bio": biography, "weakbio": weakBio, "tail": tail, "credit": credit, "caption": caption,
	"edge": edge, "brief": brief, "asks": asks, "endbio": endBio, "strong": strongCue, "weak": weakCue, "faint": faintCue, "against": againstCue,
}

const (
	longestPhrasedLine     = 400 // bytes; longer lines are not looked at
	longestPhrasedSentence = 300
	longestGap             = 60 // bytes that "…" stands for, at most
)

// A phrase is one compiled entry.
type phrase struct {
	words      string // as the list has them, without its signs
	use        use
	head, rest string // before and after the gap; rest is empty without one
	start, end bool   // anchored
}

// reason says for a reader which words made text boilerplate.
func (p *phrase) reason() string {
	switch {
	case p.start && p.end:
		return "says no more than “" + p.words + "”"
	case p.start:
		return "begins with “" + p.words + "”"
	case p.end:
		return "ends with “" + p.words + "”"
	}
	return "has the words “" + p.words + "”"
}

// phrases are indexed by their first word, or first sign where they begin with
// one. Most are anchored at a line's start, so that one look-up finds them; of
// the others, hint knows the first two bytes and spares most look-ups.
type phrases struct {
	anchored, free map[string][]phrase
	hint           [1 << 16]bool
}

// A match holds the first phrase found for each purpose.
type match struct {
	line, sentence, caption, edge *phrase
	uses                          use // of all phrases found
}

func newPhrases() *phrases {
	return &phrases{anchored: map[string][]phrase{}, free: map[string][]phrase{}}
}

// compilePhrases reads entries of the form
//
//	[use:] [^]words[… words][$]
//
// as the package comment explains them. Those of the article's ends and the cues
// are kept apart: they are looked for in few lines.
func compilePhrases(entries []string) (m, ends, cues *phrases) {
	m, ends, cues = newPhrases(), newPhrases(), newPhrases()
	for _, entry := range entries {
		p := phrase{use: inSentence}
		t := strings.TrimSpace(entry)
		if name, rest, ok := strings.Cut(t, ": "); ok && uses[name] != 0 {
			p.use, t = uses[name], strings.TrimSpace(rest)
		}
		t, p.start = strings.CutPrefix(t, "^")
		t, p.end = strings.CutSuffix(t, "$")
		p.words = strings.TrimSpace(t)
		head, rest, _ := strings.Cut(t, "…")
		p.head = string(bytes.TrimSpace(normalise(nil, head)))
		p.rest = string(bytes.TrimSpace(normalise(nil, rest)))
		if p.head == "" {
			continue
		}
		to := m
		switch {
		case p.use&cue != 0:
			to = cues
		case p.use&(edge|brief|asks|endBio) != 0:
			to = ends
		}
		k := p.head[:keyLen([]byte(p.head))]
		if p.start || p.use&(share|atName) != 0 {
			to.anchored[k] = append(to.anchored[k], p)
		} else {
			to.free[k] = append(to.free[k], p)
			to.hint[hintOf([]byte(k), len(k))] = true
		}
	}
	return m, ends, cues
}

// keyLen is the length of the run of letters and digits that b begins with, or
// of its first character.
func keyLen(b []byte) int {
	i := 0
	for i < len(b) && isKey(b[i]) {
		i++
	}
	if i == 0 {
		_, i = utf8.DecodeRune(b)
	}
	return i
}

func isKey(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= utf8.RuneSelf
}

// normalise appends text to dst as phrases are compared: lower case, straight
// marks, single spaces, none before a colon, nothing invisible.
func normalise(dst []byte, text string) []byte {
	space := false
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c <= ' ':
				space = len(dst) > 0
				continue
			case 'A' <= c && c <= 'Z':
				c |= 0x20
			}
			if space && c != ':' {
				dst = append(dst, ' ')
			}
			space = false
			dst = append(dst, c)
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case isSpace(r):
			space = len(dst) > 0
			continue
		case isInvisible(r):
			continue
		case r == '‘' || r == '’':
			r = '\''
		case r == '“' || r == '”':
			r = '"'
		case r == '–' || r == '—':
			r = '-'
		default:
			r = unicode.ToLower(r)
		}
		if space {
			dst = append(dst, ' ')
		}
		space = false
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// hintOf is the place in phrases.hint of a key of n bytes that b begins with.
func hintOf(b []byte, n int) uint16 {
	if n < 2 {
		return uint16(b[0]) << 8
	}
	return uint16(b[0])<<8 | uint16(b[1])
}

// find returns the phrases in b, which is normalised.
func (m *phrases) find(b []byte) (f match) {
	if len(m.anchored)+len(m.free) == 0 {
		return f
	}
	first := 0 // of the first letter or digit
	for first < len(b) && !isKey(b[first]) {
		first++
	}
	for i := 0; i < len(b); {
		n := keyLen(b[i:])
		if i <= first {
			f.add(m.anchored[string(b[i:i+n])], b[i:])
		}
		if m.hint[hintOf(b[i:], n)] {
			f.add(m.free[string(b[i:i+n])], b[i:])
		}
		i += n
		for i < len(b) && b[i] == ' ' {
			i++
		}
	}
	return f
}

// add notes the phrases of list that b begins with.
func (f *match) add(list []phrase, b []byte) {
	for k := range list {
		p := &list[k]
		if p.use&(share|atName) != 0 || !p.at(b) {
			continue
		}
		f.uses |= p.use
		switch {
		case p.use&wholeLine != 0 && f.line == nil:
			f.line = p
		case p.use == inSentence && f.sentence == nil:
			f.sentence = p
		case p.use == caption && f.caption == nil:
			f.caption = p
		case p.use&(edge|brief) != 0 && f.edge == nil:
			f.edge = p
		}
	}
}

// at reports whether b begins with the phrase.
func (p *phrase) at(b []byte) bool {
	if len(b) < len(p.head) || string(b[:len(p.head)]) != p.head {
		return false
	}
	if isKey(p.head[len(p.head)-1]) && len(b) > len(p.head) && isKey(b[len(p.head)]) {
		return false
	}
	b = b[len(p.head):]
	if p.rest == "" {
		return !p.end || noWords(b)
	}
	near := b[:min(len(b), longestGap+len(p.rest))]
	i := bytes.Index(near, []byte(p.rest))
	if i < 0 {
		return false
	}
	b = b[i+len(p.rest):]
	if len(b) > 0 && isKey(b[0]) && isKey(p.rest[len(p.rest)-1]) {
		return false
	}
	return !p.end || noWords(b)
}

// noWords reports whether b holds no letter or digit, arrows and dashes apart.
func noWords(b []byte) bool {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
		b = b[n:]
	}
	return true
}
