package ingest

import (
	"fmt"
	"strconv"
	"strings"

	"gloss/analyzer/news"
)

// A record is what any format says of one article, before it is one. All but Text
// may be empty.
type record struct {
	ID, Outlet, URL, Title, Byline, Published, Language, Text string

	Genre, Credit, Section string // Section is the part of the outlet it stood in
	Tags                   string // "; " between them
	Excerpt                bool
	Path                   string // and the file it had it from, with Offset
	Offset                 int
	GenreReason            string // why Genre and Credit are so, where gloss has read the article before
	CreditReason           string
	Blocks                 []news.Block
	Captions               []string
	HTML                   string // the text as a page or a piece of one, where there is no Text
	Summary                string // taken for an excerpt where there is no text at all
	label                  string // a title of the page that may bear a genre's label
	where                  where
}

// where says how an article is named that does not name itself.
type where struct {
	stem   string // of the file that holds one article alone
	domain string // of the feed it was found in
	site   string // what the page or the feed calls its outlet
}

// A role is what a field of a record is for.
type role uint8

const (
	noRole role = iota
	idRole
	outletRole
	urlRole
	titleRole
	textRole
	htmlRole
	summaryRole
	publishedRole
	bylineRole
	languageRole
	genreRole
	sectionRole
	tagsRole
	creditRole
	excerptRole
	genreReasonRole
	pathRole
	offsetRole
	creditReasonRole
	blocksRole
	captionsRole
)

// spellings are the names of fields as crawlers and exports write them
// (news-please, Media Cloud, trafilatura, newspaper4k, NewsAPI, schema.org,
// passim), best first, in lower case without "_", "-" and blanks.
var spellings = map[role]string{
	idRole:           "id articleid storiesid storyid docid documentid guid uuid",
	outletRole:       "outlet publisher sitename publication medianame newspaper source sourcename sourcehostname series site sourcedomain hostname domain sourceurl mediaurl",
	urlRole:          "canonicalurl canonicallink url link permalink uri articleurl pageurl",
	titleRole:        "title headline heading pagetitle articletitle",
	textRole:         "text maintext articlebody articletext storytext body fulltext contenttext content cleanedtext plaintext rawtext",
	htmlRole:         "html contenthtml rawhtml bodyhtml articlehtml pagesource",
	summaryRole:      "summary description abstract excerpttext lead",
	publishedRole:    "published publishedat publisheddate datepublished publishdate datepublish publicationdate pubdate date datetime timestamp createdat",
	bylineRole:       "byline author authors creator writers",
	languageRole:     "language lang metalang inlanguage languagecode",
	genreRole:        "genre",
	sectionRole:      "section category categories articlesection",
	tagsRole:         "tags keywords tag",
	creditRole:       "credit",
	excerptRole:      "excerpt",
	pathRole:         "path",
	offsetRole:       "offset",
	genreReasonRole:  "genrereason",
	creditReasonRole: "creditreason",
	blocksRole:       "blocks",
	captionsRole:     "captions",
}

type rank struct {
	role role
	at   int // in its role's spellings, 0 the best
}

var ranks = func() map[string]rank {
	m := make(map[string]rank)
	for r, names := range spellings {
		for i, name := range strings.Fields(names) {
			m[name] = rank{r, i}
		}
	}
	return m
}()

// roleOf is the role of a field by its name, and how good a name it is for it.
func roleOf(name string) (role, int) {
	r, ok := ranks[name]
	if !ok {
		r = ranks[foldName(name)]
	}
	return r.role, r.at
}

func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '_', '-', ' ', '.', '\ufeff':
			return -1
		}
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
		return r
	}, name)
}

// roleNames are the fields that --fields can name.
var roleNames = map[string]role{"id": idRole, "outlet": outletRole, "url": urlRole, "title": titleRole, "text": textRole, "html": htmlRole,
	"published": publishedRole, "byline": bylineRole, "language": languageRole, "genre": genreRole, "section": sectionRole,
	"summary": summaryRole, "credit": creditRole}

// Fields parses "id=key,text=article.body": gloss's name of a field, and the
// input's.
func Fields(spec string) (map[string]string, error) {
	fields := make(map[string]string)
	for _, pair := range strings.Split(spec, ",") {
		name, key, ok := strings.Cut(pair, "=")
		name, key = strings.TrimSpace(name), strings.TrimSpace(key)
		switch {
		case !ok || key == "":
			return nil, fmt.Errorf("%q is not NAME=KEY", pair)
		case roleNames[name] == noRole:
			return nil, fmt.Errorf("no field %q; there are id, outlet, url, title, byline, published, language, text, html, summary, section, genre, credit", name)
		}
		fields[name] = key
	}
	return fields, nil
}

// renamed reports whether Fields says how the input spells a field: then no other
// spelling counts.
func (r *Reader) renamed(field role) bool {
	for name := range r.Fields {
		if roleNames[name] == field {
			return true
		}
	}
	return false
}

// set gives the record the value of a field.
func (rec *record) set(r role, value string) {
	switch r {
	case idRole:
		rec.ID = value
	case outletRole:
		rec.Outlet = value
	case urlRole:
		rec.URL = value
	case titleRole:
		rec.Title = value
	case textRole:
		rec.Text = value
	case htmlRole:
		rec.HTML = value
	case summaryRole:
		rec.Summary = value
	case publishedRole:
		rec.Published = value
	case bylineRole:
		rec.Byline = value
	case languageRole:
		rec.Language = value
	case genreRole:
		rec.Genre = value
	case sectionRole:
		rec.Section = value
	case tagsRole:
		rec.Tags = value
	case creditRole:
		rec.Credit = value
	case excerptRole:
		rec.Excerpt = value == "true" || value == "1"
	case pathRole:
		rec.Path = value
	case offsetRole:
		rec.Offset, _ = strconv.Atoi(value)
	case genreReasonRole:
		rec.GenreReason = value
	case creditReasonRole:
		rec.CreditReason = value
	}
}

// item turns a record into an Article, or says why not. line is its place in the
// input.
func (s *source) item(line int, rec *record) Item {
	var notes []Problem
	note := func(format string, a ...any) {
		notes = append(notes, Problem{Path: s.path, Line: line, What: fmt.Sprintf(format, a...)})
	}
	if blank(rec.Text) && !blank(rec.HTML) {
		if it, ok := s.fromHTML(rec, line); !ok {
			return it
		}
	}
	if blank(rec.Text) && !blank(rec.Summary) {
		rec.Text, rec.Excerpt, rec.Blocks = rec.Summary, true, nil
	}
	switch {
	case blank(rec.Text):
		return s.fatal(line, "article %q has no text", orElse(orElse(rec.ID, rec.Title), rec.URL))
	case len(rec.Text) > MaxArticle:
		return s.fatal(line, "article %q is larger than %d MiB", orElse(rec.ID, rec.Title), MaxArticle>>20)
	}
	if text, cut := uncut(rec.Text); cut {
		rec.Text, rec.Excerpt, rec.Blocks = text, true, nil
	}
	a := &news.Article{ID: rec.ID, Title: withoutName(rec.Title, rec.Outlet), Byline: byline(rec.Byline), URL: rec.URL, Path: orElse(rec.Path, s.path), Offset: max(rec.Offset, 0),
		Text: rec.Text, Blocks: rec.Blocks, Captions: rec.Captions, Excerpt: rec.Excerpt}
	if a.ID == "" {
		a.ID = orElse(rec.URL, s.place(line))
	}
	var bad bool
	if a.Published, bad = published(rec.Published); bad {
		note("date %q cannot be read for sure", rec.Published)
	}
	s.Lists.describe(a, rec)
	a.Language = s.Lists.language(a.Text, rec.Language)
	if foreign(a.Language) && !s.AllLanguages {
		return Item{Aside: "in " + s.Lists.languageName(a.Language), Problems: notes}
	}
	return Item{Article: a, Line: line, Problems: notes}
}

// withoutName is a title without the outlet's name, where nothing else stands after
// its last " - ", as interfaces write it.
func withoutName(title, outlet string) string {
	if i := strings.LastIndex(title, " - "); i > 0 && outlet != "" && strings.EqualFold(title[i+3:], outlet) {
		return title[:i]
	}
	return title
}

// uncut is text without the note by which interfaces say that they cut it, and
// whether they did: "… [+1234 chars]".
func uncut(text string) (string, bool) {
	if !strings.HasSuffix(text, " chars]") {
		return text, false
	}
	from := max(0, len(text)-len("[+1234567 chars]"))
	i := strings.LastIndex(text[from:], "[+")
	if i < 0 {
		return text, false
	}
	return strings.TrimRight(text[:from+i], " "), true
}
