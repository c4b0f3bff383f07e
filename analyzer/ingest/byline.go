package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// byline is names as they are cited: without "By", "; " between several.
func byline(s string) string {
	if s = foldSpace(s); s == "" {
		return ""
	}
	for _, by := range []string{"Analysis by ", "Opinion by ", "Commentary by ", "Review by ", "Written by ", "By: ", "By ", "by ", "BY "} {
		s = strings.TrimPrefix(s, by)
	}
	if strings.ContainsRune(s, ';') {
		return s
	}
	var names []string
	for _, p := range strings.Split(s, ", ") {
		for _, name := range strings.Split(strings.TrimPrefix(p, "and "), " and ") {
			if !personName(name) {
				return s // a name and what follows it, a place, an office
			}
			names = append(names, name)
		}
	}
	return strings.Join(names, "; ")
}

// personName reports whether s looks like one person's name: two to five words, the
// first and the last with a capital, none that says what somebody does.
func personName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 || roleWord(s) || words[0] == "The" {
		return false
	}
	return upperFirst(words[0]) && upperFirst(words[len(words)-1])
}

func upperFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// longestByline is the most bytes of a line that names who wrote an article.
const longestByline = 160

// byline notes an element that names who wrote the article.
func (m *metadata) byline(n *html.Node, class, prop, rel string) {
	named := prop == "author" || rel == "author"
	for c := range strings.FieldsSeq(class) {
		named = named || c == "byline" || c == "author" || strings.HasSuffix(c, "byline") || strings.HasSuffix(c, "author-name") || strings.HasSuffix(c, "byline__name") ||
			strings.HasSuffix(c, "byline-name") || strings.HasSuffix(c, "author__name") || strings.HasPrefix(c, "byline")
	}
	if !named || len(m.bylines) >= 8 {
		return
	}
	if t := firstLine(n); t != "" && len(t) <= longestByline {
		m.bylines = append(m.bylines, t)
	}
}

// visibleByline is the names of a byline as a page shows it: "By Ann Lee and Bo
// Orr, Health Editor | 3 May 2024".
func visibleByline(s string) string {
	s = byline(s)
	for _, sign := range []string{" | ", " • ", " · ", " – ", " — ", "Published", "Updated", "published", "updated", " on "} {
		s, _, _ = strings.Cut(s, sign)
	}
	s = strings.Trim(s, " ,;")
	first, rest, ok := strings.Cut(s, ", ")
	if ok && strings.Contains(first, " ") && !strings.Contains(rest, " and ") && roleWord(rest) {
		s = first
	}
	return byline(strings.ReplaceAll(s, " & ", " and "))
}

// roleWord reports whether s says what somebody does at the outlet.
func roleWord(s string) bool {
	s = strings.ToLower(s)
	for _, w := range []string{"editor", "correspondent", "reporter", "writer", "columnist", "staff", "producer", "contributor"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// firstLine is the first line of an element, "By" and the name after it together.
func firstLine(n *html.Node) string {
	pieces := structure(n).pieces
	if len(pieces) == 0 {
		return ""
	}
	first, _, _ := strings.Cut(strings.TrimSpace(pieces[0].lines), "\n")
	if by := strings.ToLower(strings.Trim(first, " :")); by == "by" && len(pieces) > 1 {
		return "By " + pieces[1].text
	}
	return foldSpace(first)
}
