package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// describe says of an article who publishes it, in which genre, and to which
// agency it is credited.
func (l *Lists) describe(a *news.Article, rec *record) {
	l.name(a, rec)
	a.Genre = l.genre(a, rec)
	a.Title = l.withoutLabel(a.Title)
	a.Credit = l.credit(a, rec)
}

// said is the reason of a label that the input has.
const said = "the input says so"

// genre is what a label in the title, the section or the address says; "news" if
// none does.
func (l *Lists) genre(a *news.Article, rec *record) news.Label {
	if rec.Genre != "" && rec.Genre != "news" {
		return news.Label{Name: rec.Genre, Reason: orElse(rec.GenreReason, said)}
	}
	if l == nil {
		return news.Label{Name: "news"}
	}
	for _, title := range []string{a.Title, rec.label} {
		if label, g := l.titleGenre(title); g != "" {
			return news.Label{Name: g, Reason: "label “" + label + "” of the headline"}
		}
	}
	if label, _, ok := strings.Cut(rec.Byline, " by "); ok && len(label) <= longestLabel {
		if g := l.genres["title"][foldLabel(label)]; g != "" {
			return news.Label{Name: g, Reason: "byline “" + clip(rec.Byline, 60) + "”"}
		}
	}
	for section := range strings.SplitSeq(rec.Section, ";") {
		if g := l.genres["section"][foldLabel(section)]; g != "" {
			return news.Label{Name: g, Reason: "section “" + strings.TrimSpace(section) + "”"}
		}
	}
	if part, g := l.urlGenre(a.URL); g != "" {
		return news.Label{Name: g, Reason: "“" + part + "” in the address"}
	}
	return news.Label{Name: "news"}
}

// withoutLabel is a title without the label of a genre that a bar sets apart: it is
// no part of what the headline says.
func (l *Lists) withoutLabel(title string) string {
	if l == nil {
		return title
	}
	if before, after, ok := strings.Cut(title, "|"); ok && l.genres["title"][foldLabel(before)] != "" {
		return strings.TrimSpace(after)
	}
	if i := strings.LastIndexByte(title, '|'); i > 0 && l.genres["title"][foldLabel(title[i:])] != "" {
		return strings.TrimSpace(title[:i])
	}
	return title
}

// urlGenre is the genre that a part of an address tells: the first name of its host
// or a folder of its path, but not the article's own name.
func (l *Lists) urlGenre(address string) (part, genre string) {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return "", ""
	}
	rest, _, _ = strings.Cut(rest, "?")
	host, path, _ := strings.Cut(strings.TrimRight(rest, "/"), "/")
	if name, domain, _ := strings.Cut(strings.ToLower(host), "."); strings.Contains(domain, ".") { // a host of the outlet's, not the outlet itself
		if g := l.genres["url"][name]; g != "" {
			return name, g
		}
	}
	for {
		part, after, more := strings.Cut(path, "/")
		if !more {
			return "", ""
		}
		if g := l.genres["url"][strings.ToLower(part)]; g != "" {
			return part, g
		}
		path = after
	}
}

// longestLabel is the most bytes that a label of a headline has, with its sign.
const longestLabel = 28

// titleGenre is the genre that the words before the first sign of a headline, or
// after the last, tell: "Opinion | …", "Analysis: …", "… - Editorial".
func (l *Lists) titleGenre(title string) (label, genre string) {
	if rest, ok := strings.CutPrefix(title, "["); ok {
		if label, _, ok := strings.Cut(rest, "]"); ok && l.genres["title"][foldLabel(label)] != "" {
			return label, l.genres["title"][foldLabel(label)]
		}
	}
	start, end := title[:min(len(title), longestLabel)], title[max(0, len(title)-longestLabel):]
	for _, sign := range labelSigns {
		if before, _, ok := strings.Cut(start, sign); ok {
			if g := l.genres["title"][foldLabel(before)]; g != "" {
				return strings.TrimSpace(before), g
			}
		}
		if i := strings.LastIndex(end, sign); i >= 0 && sign != ":" {
			if g := l.genres["title"][foldLabel(end[i+len(sign):])]; g != "" {
				return strings.TrimSpace(end[i+len(sign):]), g
			}
		}
	}
	return "", ""
}

// labelSigns set a label apart from a headline; a colon only after it.
var labelSigns = []string{"|", ":", " – ", " — ", " - ", " • "}

// foldLabel is a label as it is compared: letters in lower case and single blanks.
func foldLabel(label string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return !unicode.IsLetter(r) }), " ")
}

// Where credits stand, in bytes.
const (
	creditStart = 160 // of the text's beginning, for a dateline
	creditEnd   = 500 // of its end
)

// credit is the agency that a byline, a dateline, a note at the end or a tag names.
func (l *Lists) credit(a *news.Article, rec *record) news.Label {
	if rec.Credit != "" {
		if out, ok := l.Named(rec.Credit); ok {
			return news.Label{Name: out.Name, Reason: orElse(rec.CreditReason, said)}
		}
		return news.Label{Name: rec.Credit, Reason: orElse(rec.CreditReason, said)}
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
			if n := l.agencies[strings.Join(words[k:], " ")]; n != "" {
				return n, strings.TrimSpace(part)
			}
			if n := l.agencies[strings.Join(words[:k], " ")]; n != "" && (roleWord(part) || strings.EqualFold(words[k], "staff")) {
				return n, strings.TrimSpace(part)
			}
		}
	}
	return "", ""
}

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
		if n != "" && (after == "" || strings.ContainsRune("-–—:", r) || open == 0 || capitals(line[:open])) && datelined(line[:open]) {
			return n, strings.TrimSpace(line[:open+shut+1])
		}
	}
	return "", ""
}

// capitals reports whether s has capitals and no other letters: "WASHINGTON".
func capitals(s string) bool { return s != strings.ToLower(s) && s == strings.ToUpper(s) }

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
var creditCues = []string{"contributed to this", "contributed reporting", "contributed to the report", "contributed additional reporting"}

// creditOpenings are the words that such a note begins with.
var creditOpenings = []string{"with files from", "with reporting from", "with reporting by", "with additional reporting", "additional reporting by", "additional reporting from",
	"copyright", "©", "(c)", "via ", "source:", "provided by", "originally published by", "distributed by", "republished from", "material from", "information from"}

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

// runeFloor is the beginning of the character that byte i of s belongs to.
func runeFloor(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return max(i, 0)
}

// clip is s, cut to at most n bytes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return s[:runeFloor(s, n)] + "…"
}
