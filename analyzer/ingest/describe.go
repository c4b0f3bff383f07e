package ingest

import (
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

// inputSays is the reason of a label that the input has.
const inputSays = "the input says so"

// genre is what a label in the title, the section or the address says; "news" if
// none does.
func (l *Lists) genre(a *news.Article, rec *record) news.Label {
	if rec.Genre != "" && rec.Genre != "news" {
		return news.Label{Name: rec.Genre, Reason: orElse(rec.GenreReason, inputSays)}
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
