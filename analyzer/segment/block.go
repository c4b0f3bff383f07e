package segment

import (
	"bytes"
	"strings"

	"gloss/analyzer/news"
)

// Limits of blocks. They are small because what a block holds is not looked at.
const (
	longestBlock    = 16  // paragraphs from the first line of a form to its last
	longestInForm   = 220 // bytes of a line inside one
	longestNote     = 6   // paragraphs of a note about the author
	longestTail     = 3   // paragraphs after a credit
	longestNoteLine = 900 // bytes of one paragraph of such a note
)

// blocks marks forms and polls: from a line that opens one, or from a question
// that is repeated word for word, to a line that closes it. Without a closing
// line only what are lines of forms by themselves, questions repeated and items
// before them are marked.
func blocks(text string, ps []paragraph, found []use) {
	for i := 0; i < len(ps); i++ {
		opened := found[i]&opensBlock != 0
		if !opened && !repeats(text, ps, i) {
			continue
		}
		end, form := -1, false
		for j := i; j < len(ps) && j < i+longestBlock; j++ {
			if ps[j].Len() > longestInForm && j > i {
				break
			}
			form = form || found[j]&inForm != 0
			if found[j]&closesBlock != 0 && (opened || form) {
				end = j
				break
			}
		}
		if end < 0 {
			end = openEnd(text, ps, found, i, opened)
		}
		for j := i; j <= end; j++ {
			if ps[j].kind == news.Prose {
				ps[j].mark("form or poll")
			}
		}
		i = max(i, end)
	}
	for i := range ps {
		if found[i]&(inForm|closesBlock) != 0 && ps[i].kind == news.Prose && (near(ps, found, i-1) || near(ps, found, i+1)) {
			ps[i].mark("form or poll")
		}
	}
}

// near reports whether paragraph j is boilerplate or a line of a form.
func near(ps []paragraph, found []use, j int) bool {
	return j >= 0 && j < len(ps) && (ps[j].kind == news.Boilerplate || found[j]&(inForm|closesBlock) != 0)
}

// openEnd returns the last paragraph of a form that begins at i and has no
// closing line, i-1 if there is no form.
func openEnd(text string, ps []paragraph, found []use, i int, opened bool) int {
	end := i - 1
	if opened {
		end = i
	}
	for j := i; j < len(ps) && j < i+longestBlock && ps[j].Len() <= longestInForm; j++ {
		switch {
		case found[j]&inForm != 0:
			end = j
		case repeats(text, ps, j) || j > i && repeats(text, ps, j-1) || opened && j == i:
		case bullet(ps[j].Of(text)):
		default:
			if j > end+4 {
				return end
			}
		}
	}
	return end
}

// repeats reports whether paragraph i is a question that the next one repeats.
func repeats(text string, ps []paragraph, i int) bool {
	if i+1 >= len(ps) || ps[i].Len() != ps[i+1].Len() || ps[i].Len() > longestInForm || ps[i].Len() < 8 {
		return false
	}
	t := ps[i].Of(text)
	return strings.HasSuffix(t, "?") && t == ps[i+1].Of(text)
}

// credits marks what follows a credit line to the article's end: a few short
// lines that name again whom the credit names.
func (s *Segmenter) credits(text string, ps []paragraph, found []use) {
	for i := range ps {
		if found[i]&credit == 0 || len(ps)-i-1 > longestTail {
			continue
		}
		names := nameWords(ps[i].Of(text))
		for j := i + 1; j < len(ps); j++ {
			if ps[j].kind == news.Prose && ps[j].Len() <= longestInForm && mentions(ps[j].Of(text), names) {
				ps[j].mark("follows a credit")
			}
		}
	}
}

// nameWords returns the capitalised words of four letters or more after the
// first word of text.
func nameWords(text string) []string {
	var out []string
	first := true
	fields(text, func(w string) bool {
		w = strings.TrimSuffix(strings.TrimSuffix(bare(w), "'s"), "’s")
		if !first && len(w) >= 4 && upperInitial(w) {
			out = append(out, w)
		}
		first = false
		return true
	})
	return out
}

// mentions reports whether text holds one of the words.
func mentions(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// biographies marks the note about the author that ends an article: a line that
// begins with a name and goes on with what authors are said to be, and after it
// nothing to the end but boilerplate and lines that go on with such a note.
func (s *Segmenter) biographies(text string, ps []paragraph, found []use) {
	for i := max(1, len(ps)-longestNote); i < len(ps); i++ {
		if ps[i].kind != news.Prose {
			continue
		}
		u := s.aboutAuthor(ps[i].Of(text))
		rest := u != 0
		for j := i + 1; j < len(ps) && rest; j++ {
			rest = ps[j].kind == news.Boilerplate || found[j]&tail != 0 || s.aboutAuthor(ps[j].Of(text)) != 0
		}
		if !rest || u == weakBio && i == len(ps)-1 {
			continue
		}
		for j := i; j < len(ps); j++ {
			if ps[j].kind == news.Prose {
				ps[j].mark("note about the author")
			}
		}
		return
	}
}

// aboutAuthor says by which use a phrase of a note about an author follows the
// name of two to four words that text begins with; 0 if none does. A weak one
// counts as strong if a phrase that goes on with such a note comes later in text.
func (s *Segmenter) aboutAuthor(text string) use {
	if len(text) > longestNoteLine {
		return 0
	}
	at, n := 0, 0
	for at < len(text) && n < 5 {
		end := strings.IndexByte(text[at:], ' ')
		if end <= 0 || !upperInitial(text[at:]) {
			break
		}
		at, n = at+end+1, n+1
	}
	if n < 2 || n > 4 {
		return 0
	}
	b := normalise(nil, text[at:])
	if len(b) == 0 {
		return 0
	}
	var u use
	for _, p := range s.phrases.anchored[string(b[:keyLen(b)])] {
		if p.use&(biography|weakBio) != 0 && p.at(b) {
			u |= p.use
		}
	}
	if u == weakBio && s.phrases.laterSentence(b) {
		return biography
	}
	return u
}

// laterSentence reports whether a sentence of b after its first is of a note about
// an author, or boilerplate.
func (m *phrases) laterSentence(b []byte) bool {
	for {
		i := bytes.Index(b, []byte(". "))
		if i < 0 {
			return false
		}
		b = b[i+2:]
		if f := m.find(b); f.uses&tail != 0 || f.sentence != nil {
			return true
		}
	}
}
