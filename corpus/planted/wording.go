package planted

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
	"gloss/analyzer/segment"
)

func span(start, end int) news.Span { return news.Span{Start: start, End: end} }

// words returns the words of u as it stands before its edits.
func (u *unit) words() []news.Word {
	return segment.AppendWords(nil, u.text, span(0, len(u.text)))
}

// reword replaces words by others of the synonym table.
func (d *draft) reword(r *draw, p float64) {
	for i := range d.paragraphs {
		for k := range d.paragraphs[i] {
			if u := &d.paragraphs[i][k]; u.planted == nil {
				u.reword(r, p)
			}
		}
	}
}

func (u *unit) reword(r *draw, p float64) {
	words := u.words()
	for i := 0; i < len(words); i++ {
		list := theBank().synonyms[plainWord(words[i].Of(u.text))]
		if len(list) == 0 && i == 0 && len(words) > 1 && !startsUpper(words[1].Of(u.text)) {
			list = theBank().synonyms[strings.ToLower(words[i].Of(u.text))]
		}
		var fit []synonym
		end := 0
		for _, s := range list {
			if n, ok := s.at(u.text, words[i:], i == 0); ok && (end == 0 || n == end) {
				fit, end = append(fit, s), n
			}
		}
		if len(fit) == 0 {
			continue
		}
		hit, s := r.chance(p), fit[r.below(len(fit))]
		at := span(words[i].Start, end)
		if !hit || !u.free(at) || i > 0 && clashes(words[i-1].Of(u.text), at.Of(u.text), s.text) {
			continue
		}
		text := s.text
		if i == 0 && startsUpper(at.Of(u.text)) {
			text = capital(text)
		}
		u.edits = append(u.edits, edit{at: at, text: text, mark: span(0, len(text)), label: "neutral", swap: true})
		u.note(Reword)
		i += len(s.words) - 1
	}
}

func startsUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// plainWord is word with a straight apostrophe.
func plainWord(word string) string { return strings.ReplaceAll(word, "’", "'") }

// at reports whether the phrase of s stands at the beginning of words, and where
// it ends. A capital is allowed only to the word that begins a sentence.
func (s synonym) at(text string, words []news.Word, first bool) (end int, ok bool) {
	if len(s.words) > len(words) {
		return 0, false
	}
	for n, want := range s.words {
		word := plainWord(words[n].Of(text))
		if first && n == 0 {
			word = strings.ToLower(word)
		}
		if word != want || n > 0 && text[words[n-1].End:words[n].Start] != " " {
			return 0, false
		}
	}
	start, end := words[0].Start, words[len(s.words)-1].End
	if start > 0 && text[start-1] == '-' || strings.HasPrefix(text[end:], "-") {
		return 0, false
	}
	return end, !s.figure || figureFollows(text[end:])
}

// figureFollows reports whether rest goes on with a figure that is no time of day.
func figureFollows(rest string) bool {
	rest, ok := strings.CutPrefix(rest, " ")
	rest = strings.TrimLeft(rest, "$£€")
	if !ok || rest == "" || rest[0] < '0' || rest[0] > '9' {
		return false
	}
	after := strings.TrimLeft(rest, "0123456789,.:")
	return !strings.HasPrefix(after, " a.m") && !strings.HasPrefix(after, " p.m") && !strings.HasPrefix(after, " o'")
}

// clashes reports whether an article would have to change before the new words.
func clashes(before, was, is string) bool {
	low := strings.ToLower(before)
	return (low == "a" || low == "an") && vowel(was) != vowel(is)
}

func vowel(text string) bool {
	return text != "" && strings.ContainsAny(text[:1], "aeiouAEIOU") && !strings.HasPrefix(text, "one")
}

// Words that show that a report verb is not one, before it and after it.
var (
	notBefore = set("be been being is was are were has have had not who which that to and i you we")
	notAfter  = set("to of yes no so goodbye nothing anything something more")
)

// clauseOpeners are words before which most report verbs want a "that".
var clauseOpeners = set("the a an it he she they we his her its their there this these those some no")

// changeVerb replaces the first report verb outside quotations that can be.
func (u *unit) changeVerb(pick uint64) bool {
	words := u.words()
	if strings.Contains(u.text, "?") {
		return false
	}
	for i := 1; i < len(words); i++ {
		w := words[i].Of(u.text)
		list := theBank().verbs[w]
		if len(list) == 0 || notBefore[strings.ToLower(words[i-1].Of(u.text))] || !u.free(words[i].Span) || !u.reportVerb(words, i) {
			continue
		}
		v := list[pick%uint64(len(list))]
		text := v.text
		if i+1 < len(words) && clauseOpeners[words[i+1].Of(u.text)] && u.text[words[i].End:words[i+1].Start] == " " && u.text[words[i-1].End:words[i].Start] == " " {
			text += " that"
		}
		u.edits = append(u.edits, edit{at: words[i].Span, text: text, mark: span(0, len(text)), label: v.label, swap: true})
		return true
	}
	return false
}

// reportVerb reports whether word i of u reports: "said" nearly always does,
// others with "that" or at the end of the sentence.
func (u *unit) reportVerb(words []news.Word, i int) bool {
	w, next := words[i].Of(u.text), ""
	if i+1 < len(words) {
		next = strings.ToLower(words[i+1].Of(u.text))
	}
	if notAfter[next] || strings.HasPrefix(u.text[words[i].End:], "-") {
		return false
	}
	end := words[i].End == len(u.text)-1
	if w == "said" || w == "says" {
		return true
	}
	return next == "that" || end && i > 1 && strings.ContainsAny(u.text[:words[i].Start], ",\"”")
}

// named reports whether word i of words is the end of a name that is known not to
// be a common noun.
func (d *draft) named(u *unit, words []news.Word, i int) bool {
	w := words[i].Of(u.text)
	if !startsUpper(w) || strings.HasSuffix(w, "’s") || strings.HasSuffix(w, "'s") || slices.Contains(days, w) {
		return false
	}
	low := strings.ToLower(w)
	return !openers[low] && !pronouns[low] && (i > 0 || d.known.names[w]) && !d.known.lower[low]
}

var days = strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday I")
