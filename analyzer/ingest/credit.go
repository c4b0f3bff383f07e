package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// Where credits stand, in bytes.
const (
	creditStart = 160 // of the text's beginning, for a dateline
	creditEnd   = 500 // of its end
)

// credit is the agency that a byline, a dateline, a note at the end or a tag names.
func (l *Lists) credit(a *news.Article, rec *record) news.Label {
	if rec.Credit != "" {
		if out, ok := l.Named(rec.Credit); ok {
			return news.Label{Name: out.Name, Reason: orElse(rec.CreditReason, inputSays)}
		}
		return news.Label{Name: rec.Credit, Reason: orElse(rec.CreditReason, inputSays)}
	}
	if l == nil {
		return news.Label{}
	}
	if name, words := l.bylineAgency(a.Byline); name != "" {
		return news.Label{Name: name, Reason: "byline “" + words + "”"}
	}
	if name, words := l.datelineAgency(a.Text); name != "" {
		return news.Label{Name: name, Reason: "dateline “" + words + "”"}
	}
	if note := l.closingCredit(a.Text); note.Name != "" {
		return note
	}
	for tag := range strings.FieldsFuncSeq(rec.Tags, func(r rune) bool { return r == ';' || r == ',' }) {
		tag = strings.TrimSpace(tag)
		if n := l.agencies[strings.TrimPrefix(tag, "The ")]; n != "" {
			return news.Label{Name: n, Reason: "tag “" + tag + "”"}
		}
	}
	return news.Label{}
}

// bylineAgency is the agency among the names of a byline: "Ann Lee; Associated
// Press", "Ann Lee, AP Sports Writer", "Reuters Staff", "Ann Lee for Reuters", "ANN
// LEE Associated Press".
func (l *Lists) bylineAgency(by string) (name, words string) {
	for _, part := range strings.FieldsFunc(by, func(r rune) bool { return strings.ContainsRune(";,|/()", r) }) {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(part), "The "))
		for k := range words {
			// the words before or after one place are the agency's name
			tail := strings.Join(words[k:], " ")
			if n := l.agencies[tail]; n != "" && (k == 0 || len(words)-k > 1 || capitals(tail) || introduces[words[k-1]]) { // a name may be a person's
				return n, strings.TrimSpace(part)
			}
			if n := l.agencies[strings.Join(words[:k], " ")]; n != "" && (roleWord(part) || strings.EqualFold(words[k], "staff")) {
				return n, strings.TrimSpace(part)
			}
		}
	}
	return "", ""
}

// introduces are the words of a byline that an agency's name follows.
var introduces = map[string]bool{"for": true, "of": true, "from": true, "with": true, "via": true, "at": true}

// datelineAgency is the agency in brackets before the text's first words: "LISTOW,
// Ireland (AP) — ", "(Reuters) - ", "LONDON, May 3 (Reuters)".
func (l *Lists) datelineAgency(text string) (name, words string) {
	start := strings.TrimLeft(text[:min(len(text), 4*creditStart)], "\ufeff \t\r\n")
	for line := range strings.SplitSeq(start, "\n") {
		line = line[:min(len(line), creditStart)]
		open := strings.IndexByte(line, '(')
		if open < 0 || strings.ContainsAny(line[:open], ":;!?“”\"") {
			continue
		}
		shut := strings.IndexByte(line[open:], ')')
		if shut < 0 {
			continue
		}
		n := l.agencies[strings.TrimPrefix(strings.TrimSpace(line[open+1:open+shut]), "The ")]
		after := strings.TrimLeft(line[open+shut+1:], " \u00a0")
		r, _ := utf8.DecodeRuneInString(after)
		if n != "" && (after == "" || strings.ContainsRune("-–—:", r) || open == 0 || capitals(line[:open])) && datelined(line[:open]) && !initials(line[:open], line[open+1:open+shut]) {
			return n, strings.TrimSpace(line[:open+shut+1])
		}
	}
	return "", ""
}

// capitals reports whether s has capitals and no other letters: "WASHINGTON".
func capitals(s string) bool { return s != strings.ToLower(s) && s == strings.ToUpper(s) }

// initials reports whether short is made of the first letters of the words that
// stand before it: "People's Action Party (PAP)".
func initials(before, short string) bool {
	words := strings.Fields(before)
	if len(short) < 2 || len(words) < len(short) {
		return false
	}
	for i, w := range words[len(words)-len(short):] {
		if w[0] != short[i] {
			return false
		}
	}
	return true
}

// datelined reports whether what stands before the brackets is a place and a date:
// at most eight words, the first with a capital.
func datelined(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 {
		return true
	}
	return len(words) <= 8 && upperFirst(words[0])
}

// creditCues are the words of a note that credits an agency, wherever they stand in
// the line.
var creditCues = []string{"contributed to this", "contributed reporting", "contributed to the report", "contributed additional reporting", "originally published by", "with inputs from"}

// creditOpenings are the words that such a note begins with.
var creditOpenings = []string{"with files from", "with reporting from", "with reporting by", "with additional reporting", "additional reporting by", "additional reporting from",
	"copyright 1", "copyright 2", "copyright ©", "copyright (c)", "copyright the", "©", "(c)", "source:", "provided by", "distributed by", "republished from"}

// pictureWords tell the credit of a picture.
var pictureWords = []string{"photo", "picture", "image", "getty", "illustration", "graphic"}

// creditNote reports whether a line credits somebody with a text.
func creditNote(line string) bool {
	lower := strings.ToLower(line)
	has := func(words []string, in func(s, w string) bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return in(lower, w) })
	}
	if has(pictureWords, strings.Contains) {
		return false
	}
	lower = strings.TrimLeft(lower, "—–-()[] .*_")
	if strings.Contains(lower, "contributed reporting to") || strings.Contains(lower, "contributed reporting for") {
		return false // somebody's past
	}
	return has(creditCues, strings.Contains) || len(line) <= longestNote && has(creditOpenings, strings.HasPrefix)
}

// longestNote is the most bytes of a line that credits an agency and says nothing
// else.
const longestNote = 160

// closingCredit is the agency that one of the text's last lines credits: a line
// with such words, or of the name alone.
func (l *Lists) closingCredit(text string) news.Label {
	end := text[runeFloor(text, max(0, len(text)-creditEnd)):]
	if !l.mayName(end) {
		return news.Label{}
	}
	for line := range strings.SplitSeq(end, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		alone := strings.TrimPrefix(strings.Trim(line, "—–-()[] .*_"), "The ")
		if n := l.agencies[alone]; n != "" {
			return news.Label{Name: n, Reason: "“" + line + "” at the end"}
		}
		if !creditNote(line) {
			continue
		}
		if n := l.agencyIn(line); n != "" {
			return news.Label{Name: n, Reason: "“" + clip(line, 80) + "” at the end"}
		}
	}
	return news.Label{}
}

// mayName reports whether a word of s begins the name of an agency.
func (l *Lists) mayName(s string) bool {
	inside := false // a word
	for i := 0; i < len(s); i++ {
		c := s[i]
		if upper := 'A' <= c && c <= 'Z'; upper && !inside || c >= utf8.RuneSelf && !inside {
			if l.opens[s[i:i+wordEnd(s[i:])]] {
				return true
			}
		}
		inside = c >= utf8.RuneSelf || 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	return false
}

// wordEnd is where the first word of s ends: at the first byte that is no letter.
func wordEnd(s string) int {
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; s[i] < utf8.RuneSelf && (c < 'a' || c > 'z') {
			return i
		}
	}
	return len(s)
}

// agencyIn is the first agency whose name stands in s as words of their own.
func (l *Lists) agencyIn(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '.' && r != '&' })
	for i := range words {
		name := ""
		for k := i; k < min(len(words), i+4); k++ {
			name = strings.TrimSpace(name + " " + words[k])
			if n := l.agencies[strings.TrimRight(name, ".")]; n != "" {
				return n
			}
		}
	}
	return ""
}
