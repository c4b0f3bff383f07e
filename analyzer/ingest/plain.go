package ingest

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// plain reads a file that is one article of plain text. A head of "Key: value"
// lines before a blank line says what the article is:
//
//	outlet: The Ledger
//	published: 2024-05-03
//	title: Wall to be built
func (s *source) plain(data []byte) []Item {
	if isBinary(data) {
		return []Item{s.fatal(0, "not text: it has control bytes as binary files have")}
	}
	text, what := textOf(data)
	if blank(text) {
		return []Item{s.fatal(0, "empty: no text in it")}
	}
	var rec record
	at := rec.head(text)
	if blank(text[at:]) {
		return []Item{s.fatal(0, "no text after its head")}
	}
	rec.ID, rec.Text = orElse(rec.ID, baseName(s.path)), text[at:]
	rec.where.stem = stem(s.path)
	it := s.item(0, &rec)
	if it.Article != nil {
		it.Article.Offset = at
	}
	return s.noting(what, 0, []Item{it})
}

// headKeys are what a head may say.
var headKeys = map[string]role{"outlet": outletRole, "url": urlRole, "published": publishedRole, "date": publishedRole, "title": titleRole,
	"headline": titleRole, "byline": bylineRole, "author": bylineRole, "id": idRole, "language": languageRole, "credit": creditRole, "genre": genreRole}

// longestHead is the most bytes a head has.
const longestHead = 4096

// head reads the head that text begins with into rec and returns where the text
// after it begins; 0 if there is none. A head has nothing but lines of known keys,
// none of them twice, and a blank line after them.
func (rec *record) head(text string) int {
	var found record
	var seen []role
	at := 0
	if strings.HasPrefix(text, "\ufeff") {
		at = len("\ufeff")
	}
	for at < min(len(text), longestHead) {
		line, rest, ok := strings.Cut(text[at:], "\n")
		if !ok {
			return 0
		}
		line = strings.TrimSpace(line)
		next := len(text) - len(rest)
		if line == "" {
			if len(seen) == 0 {
				return 0
			}
			*rec = found
			return next
		}
		key, value, ok := strings.Cut(line, ":")
		r, known := headKeys[strings.ToLower(strings.TrimSpace(key))]
		if !ok || !known || slices.Contains(seen, r) || len(seen) == 0 && value != "" && value[0] != ' ' && value[0] != '\t' {
			return 0
		}
		seen = append(seen, r)
		found.set(r, strings.TrimSpace(value))
		at = next
	}
	return 0
}

// Article reads a file's bytes as one article of plain text; nil and a fatal
// Problem if they are none.
func (r *Reader) Article(path string, data []byte) (*news.Article, []Problem) {
	s := &source{Reader: r, path: path}
	if len(data) > MaxArticle {
		return nil, s.fatal(0, "larger than %d MiB, the most gloss reads as one article", MaxArticle>>20).Problems
	}
	it := s.plain(data)[0]
	return it.Article, it.Problems
}

// baseName is the name of a file in its folder.
func baseName(file string) string { return path.Base(strings.ReplaceAll(file, `\`, "/")) }

// stem is a file's name without its extensions.
func stem(file string) string {
	name := baseName(file)
	for _, packed := range []string{".gz", ".zst", ".zstd"} {
		name = strings.TrimSuffix(name, packed)
	}
	return strings.TrimSuffix(name, path.Ext(name))
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

// place is how an item is named where it has no name of its own.
func (s *source) place(n int) string { return fmt.Sprintf("%s:%d", s.path, n) }
