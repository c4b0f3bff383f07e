package ingest

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/valyala/fastjson"

	"gloss/analyzer/news"
)

var parsers fastjson.ParserPool

// jsonArticle reads one JSON value that should be an article, or an envelope with
// a list of articles in it.
func (s *source) jsonArticle(p *fastjson.Parser, data []byte, n int) []Item {
	text, what := data, ""
	if !utf8.Valid(data) {
		var decoded string
		decoded, what = textOf(data)
		text = []byte(decoded)
	}
	v, err := p.ParseBytes(text)
	if err != nil {
		return []Item{s.fatal(n, "not a JSON article: %s", jsonError(err))}
	}
	return s.noting(what, n, s.jsonItems(v, n, 0))
}

// noting adds to the items of one piece what is to be said of it; nothing if what is
// empty.
func (s *source) noting(what string, line int, items []Item) []Item {
	if what != "" && len(items) > 0 {
		items[0].Problems = append(items[0].Problems, Problem{Path: s.path, Line: line, What: what})
	}
	return items
}

// jsonError is what the parser says without the whole text it says it of.
func jsonError(err error) string {
	what := strings.TrimPrefix(err.Error(), "cannot parse JSON: ")
	what, _, _ = strings.Cut(what, "; unparsed tail")
	if i := strings.LastIndex(what, "cannot parse "); i > 0 {
		what = what[i:] // the innermost of what could not be parsed
	}
	return what
}

// envelopes are the fields under which interfaces send a list of articles.
var envelopes = []string{"articles", "items", "results", "data", "docs", "documents", "stories", "hits", "response", "_source"}

// deepestEnvelope is how many envelopes may be inside one another.
const deepestEnvelope = 4

func (s *source) jsonItems(v *fastjson.Value, n, depth int) []Item {
	o, err := v.Object()
	if err != nil {
		if list, err := v.Array(); err == nil && depth > 0 {
			var items []Item
			for k, e := range list {
				part := s.jsonItems(e, n, depth+1)
				for _, it := range part { // several on one line
					if a := it.Article; a != nil && a.ID == s.place(n) {
						a.ID = fmt.Sprintf("%s.%d", a.ID, k+1)
						if a.Outlet == s.place(n) {
							a.Outlet = a.ID
						}
					}
				}
				items = append(items, part...)
			}
			return items
		}
		return []Item{s.fatal(n, "not a JSON article, but of type %s", v.Type())}
	}
	rec, what := s.jsonRecord(v, o)
	if what != "" && rec.Text == "" {
		return []Item{s.fatal(n, "%s", what)}
	}
	empty := false // an envelope was
	if rec.Text == "" && rec.HTML == "" && (rec.Title == "" || rec.Summary == "") && depth < deepestEnvelope {
		for _, name := range envelopes {
			in := o.Get(name)
			if in == nil || in.Type() != fastjson.TypeArray && in.Type() != fastjson.TypeObject {
				continue
			}
			if items := s.jsonItems(in, n, depth+1); len(items) > 0 {
				return items
			}
			empty = true
		}
		if empty && rec.Summary == "" {
			return []Item{{Aside: "an empty list"}}
		}
	}
	if name := orElse(orElse(rec.ID, rec.Title), rec.URL); name == "" && rec.Text == "" && rec.HTML == "" && rec.Summary == "" {
		return []Item{s.fatal(n, "no text among its fields (%s); name it with --fields text=…", fieldNames(o))}
	}
	return []Item{s.item(n, rec)}
}

// fieldNames are the first of an object's fields.
func fieldNames(o *fastjson.Object) string {
	var names []string
	o.Visit(func(key []byte, _ *fastjson.Value) {
		if len(names) < 8 {
			names = append(names, clip(string(key), 40))
		}
	})
	return strings.Join(names, ", ")
}

// jsonRecord fills in a record from an object's fields. Of several fields for the
// same thing the best-named one that has a value counts. what says that a field is
// not what it should be.
func (s *source) jsonRecord(all *fastjson.Value, o *fastjson.Object) (rec *record, what string) {
	rec = &record{}
	var best [captionsRole + 1]int // 1 + at of the value that is set
	source := ""
	o.Visit(func(key []byte, v *fastjson.Value) {
		r, at := roleOf(string(key))
		if r == noRole || best[r] != 0 && best[r] <= at+1 || s.renamed(r) {
			return
		}
		if r == blocksRole {
			rec.Blocks = jsonBlocks(v)
			return
		}
		if r == captionsRole {
			for _, c := range v.GetArray() {
				if text, ok := jsonText(c, r); ok && text != "" {
					rec.Captions = append(rec.Captions, text)
				}
			}
			return
		}
		value, ok := jsonText(v, r)
		if markup := v.GetStringBytes("rendered"); r == textRole && len(markup) > 0 { // WordPress
			rec.set(htmlRole, string(markup))
			return
		}
		if r == outletRole && strings.Contains(value, "://") {
			if _, path, _ := strings.Cut(value[strings.Index(value, "://")+3:], "/"); path != "" && source == "" {
				source = value // trafilatura's name for the article's own address
			}
			at += 64 // an address names the outlet only where nothing else does
			if best[r] != 0 && best[r] <= at+1 {
				return
			}
		}
		if !ok && what == "" && (r == textRole || r == idRole) {
			what = notText(string(key), v)
		}
		if ok && value != "" {
			rec.set(r, value)
			best[r] = at + 1
		}
	})
	for name, key := range s.Fields {
		if v := all.Get(strings.Split(key, ".")...); v != nil {
			value, ok := jsonText(v, roleNames[name])
			if !ok {
				return rec, notText(key, v)
			}
			rec.set(roleNames[name], value)
		}
	}
	rec.URL = orElse(rec.URL, source)
	if !blocksFit(rec.Blocks, rec.Text) {
		rec.Blocks = nil
	}
	return rec, what
}

func notText(key string, v *fastjson.Value) string {
	kind := "a " + v.Type().String()
	if v.Type() == fastjson.TypeObject || v.Type() == fastjson.TypeArray {
		kind = "an " + v.Type().String()
	}
	return fmt.Sprintf("field %q is %s, not a string", key, kind)
}

// jsonText is a value as text: a string itself, a number or truth value as it is
// written, the names of people and outlets that are objects or lists. null is
// empty. ok is false for what cannot be text.
func jsonText(v *fastjson.Value, r role) (text string, ok bool) {
	switch v.Type() {
	case fastjson.TypeString:
		return string(v.GetStringBytes()), true // valid UTF-8, as the whole is, and escapes make nothing else
	case fastjson.TypeNull:
		return "", true
	case fastjson.TypeNumber, fastjson.TypeTrue, fastjson.TypeFalse:
		return string(v.MarshalTo(nil)), r != textRole
	case fastjson.TypeObject:
		if r == titleRole {
			return feedTitle(orElse(string(v.GetStringBytes("rendered")), string(v.GetStringBytes("main")))), true
		}
		for _, name := range []string{"name", "title", "domain", "url", "@id", "id", "$oid"} {
			if in := v.Get(name); in != nil && in.Type() == fastjson.TypeString && (r == outletRole || r == bylineRole || r == idRole) {
				return jsonText(in, r)
			}
		}
		return "", r != textRole && r != titleRole && r != idRole
	}
	if r == titleRole || r == idRole {
		return "", false
	}
	between := "; "
	if r == textRole { // a list of paragraphs
		between = "\n\n"
	}
	var parts []string
	for _, e := range v.GetArray() {
		if r == textRole && e.Type() != fastjson.TypeString {
			return "", false
		}
		if t, _ := jsonText(e, r); t != "" && (e.Type() == fastjson.TypeString || e.Type() == fastjson.TypeObject) {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, between), true
}

// jsonBlocks reads blocks as gloss writes them; nil if they are not.
func jsonBlocks(v *fastjson.Value) []news.Block {
	var out []news.Block
	for _, e := range v.GetArray() {
		kind, ok := news.BlockKindOf(string(e.GetStringBytes("kind")))
		if !ok {
			return nil
		}
		out = append(out, news.Block{Span: news.Span{Start: e.GetInt("start"), End: e.GetInt("end")}, Kind: kind})
	}
	return out
}

// blocksFit reports whether blocks ascend, lie within text, begin and end between
// characters, and leave out nothing but white space.
func blocksFit(blocks []news.Block, text string) bool {
	at := 0
	for _, b := range blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(text) || !blank(text[at:b.Start]) ||
			!utf8.RuneStart(text[b.Start]) || b.End < len(text) && !utf8.RuneStart(text[b.End]) {
			return false
		}
		at = b.End
	}
	return blank(text[at:])
}
