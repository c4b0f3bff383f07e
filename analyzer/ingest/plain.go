package ingest

import (
	"bytes"
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
	if kind := otherKind(data); kind != "" {
		return []Item{s.fatal(0, "%s, which gloss does not read", kind)}
	}
	if isBinary(data) {
		return []Item{s.fatal(0, "not text: it has control bytes as binary files have")}
	}
	text, what := textOf(data)
	if blank(text) {
		return []Item{s.fatal(0, "empty: no text in it")}
	}
	var rec record
	at, headNote := rec.head(text)
	if blank(text[at:]) {
		return []Item{s.fatal(0, "no text after its head")}
	}
	rec.ID, rec.Text = orElse(rec.ID, baseName(s.path)), text[at:]
	rec.where.stem = stem(s.path)
	it := s.item(0, &rec)
	if it.Article != nil {
		it.Article.Offset = at
		if s.how == "" && string(data) == text {
			it.Article.Line = 1 + strings.Count(text[:at], "\n")
		}
	}
	return s.noting(headNote, 0, s.noting(what, 0, []Item{it}))
}

// otherKinds are the beginnings of files that hold articles, if any, in a way that
// gloss does not read.
var otherKinds = [][2]string{{"%PDF-", "a PDF file"}, {"{\\rtf", "an RTF file"}, {"PK\x03\x04", "a ZIP file"}, {"\x89PNG", "a picture"}, {"\xff\xd8\xff", "a picture"}, {"GIF8", "a picture"},
	{"\xfd7zXZ", "an xz file"}, {"BZh", "a bzip2 file"}, {"\x1f\x8b", "a gzip file inside another"}, {"7z\xbc\xaf", "a 7-Zip file"}, {"SQLite format", "a database"},
	{"PAR1", "a Parquet file"}, {"MIME-Version:", "a saved mail or page archive (MIME)"}, {"From: <Saved by", "a saved page archive (MIME)"}, {"HTTP/1.", "a server's answer with its head"}, {"HTTP/2", "a server's answer with its head"}}

// otherKind says what data is, if it is no text of an article.
func otherKind(data []byte) string {
	for _, k := range otherKinds {
		if bytes.HasPrefix(data, []byte(k[0])) {
			return k[1]
		}
	}
	if text := bytes.TrimSpace(data[:min(len(data), 4096)]); bytes.HasPrefix(text, []byte("<?xml")) || bytes.HasPrefix(text, []byte("<")) && bytes.Contains(text, []byte("xmlns=")) {
		return "XML that is no feed"
	}
	return ""
}

// headKeys are what a head may say.
var headKeys = map[string]role{"outlet": outletRole, "url": urlRole, "published": publishedRole, "date": publishedRole, "title": titleRole,
	"headline": titleRole, "byline": bylineRole, "author": bylineRole, "id": idRole, "language": languageRole, "credit": creditRole, "genre": genreRole,
	"section": sectionRole, "tags": tagsRole}

// longestHead is the most bytes a head has.
const longestHead = 4096

// head reads the head that text begins with into rec and returns where the text
// after it begins; 0 if there is none. A head begins with a known key, has nothing
// but lines of "Key: value", two of them known or all, and a blank line after them.
// note says which of its lines were passed over.
func (rec *record) head(text string) (at int, note string) {
	var found record
	var seen []role
	var unknown []string
	at = len(text) - len(strings.TrimPrefix(text, "\ufeff"))
	for at < min(len(text), longestHead) {
		line, rest, ok := strings.Cut(text[at:], "\n")
		if !ok {
			return 0, ""
		}
		line = strings.TrimSpace(line)
		next := len(text) - len(rest)
		if line == "" {
			if len(seen) == 0 || len(unknown) > 0 && len(seen) < 2 {
				return 0, ""
			}
			if len(unknown) > 0 {
				note = "lines of its head that gloss does not know: " + strings.Join(unknown, ", ")
			}
			*rec = found
			return next, note
		}
		key, value, ok := strings.Cut(line, ":")
		r, known := headKeys[strings.ToLower(strings.TrimSpace(key))]
		switch spaced := value == "" || value[0] == ' ' || value[0] == '\t'; {
		case !ok || !spaced || strings.Count(key, " ") > 1, !known && len(seen) == 0:
			return 0, ""
		case !known || slices.Contains(seen, r):
			unknown = append(unknown, clip(key, 40))
		default:
			seen = append(seen, r)
			found.set(r, strings.TrimSpace(value))
		}
		at = next
	}
	return 0, ""
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
	name := unpacked(baseName(file))
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
