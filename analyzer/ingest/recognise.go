package ingest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// mostBetween is how many pieces of a page may stand between two of its article,
// or before the first, for what is among them to be the article's.
const mostBetween = 12

// mostBefore is how many pieces of an extracted body may stand above the headline
// for them to be notices of the page.
const mostBefore = 2

// A front is what stands between a page's headline and its article.
type front struct {
	byline, date string // as the page shows them
}

// recognise gives the pieces of an extracted body the kinds that they have on the
// page, where elements have names that the extraction does not keep; puts back
// what it drops of the article (captions, embedded posts, a single heading, the
// standfirst), and drops what it keeps of boxes (headings without their lists, rows
// of links).
func (b *body) recognise(page body) front {
	places := b.places(page)
	headline := -1 // where the first h1 stands, if the article does not begin before it
	for i, p := range page.pieces {
		if p.h1 && i <= mostBefore+len(page.pieces)/4 {
			headline = i
			break
		}
	}
	var out []piece
	var f front
	last := -1
	for k, p := range b.pieces {
		i := places[k]
		if i >= 0 && i < headline && k < mostBefore {
			continue // a notice above the headline
		}
		if i >= 0 {
			if last < 0 {
				var lead []piece
				lead, f = opening(page.pieces[:i])
				out = append(out, lead...)
			} else {
				out = append(out, between(page.pieces[last+1:i])...)
			}
			last = i
			switch kind := page.pieces[i].kind; kind {
			case news.Embed, caption, news.BlockQuote, news.Subheading:
				p.kind = kind
			}
			if p.kind == news.Subheading && k+1 < len(places) && boxed(page.pieces, i, places[k+1]) || rowOfLinks(page.pieces[i]) {
				continue
			}
		}
		if len(out) < 3 && f.take(p) {
			continue
		}
		out = append(out, p)
	}
	b.pieces = out
	return f
}

// places is where each piece stands on the page, in its order; -1 if it is not found.
func (b *body) places(page body) []int {
	at := make(map[string][]int)
	for i, p := range page.pieces {
		at[p.key] = append(at[p.key], i)
	}
	out := make([]int, len(b.pieces))
	last := -1
	for k, p := range b.pieces {
		out[k] = -1
		if i, _ := slices.BinarySearch(at[p.key], last+1); i < len(at[p.key]) {
			last = at[p.key][i]
			out[k] = last
		}
	}
	return out
}

// between is what of the pieces between two of an article belongs to it: embedded
// posts and captions, and a heading that stands right before the second, if nothing
// but links was dropped there.
func between(pieces []piece) []piece {
	if len(pieces) > mostBetween {
		return nil
	}
	heading := len(pieces) - 1
	for i, p := range pieces {
		ours := p.kind == news.Embed || p.kind == caption || rowOfLinks(p)
		if !ours && (i != len(pieces)-1 || p.kind != news.Subheading || p.links > 0) {
			heading = -1
		}
	}
	var out []piece
	for i, p := range pieces {
		if p.kind == news.Embed || p.kind == caption || p.kind == news.Subheading && i == heading {
			out = append(out, p)
		}
	}
	return out
}

// boxed reports whether the heading at place i is that of a box whose list was
// dropped: rows of links follow it, and the article goes on after them.
func boxed(pieces []piece, i, next int) bool {
	if next < 0 || next <= i+1 {
		return false
	}
	for _, p := range pieces[i+1 : next] {
		if 2*p.links < len(p.text) {
			return false
		}
	}
	return true
}

// rowOfLinks reports whether a piece is nothing but links.
func rowOfLinks(p piece) bool {
	return p.kind != news.Subheading && p.links > 0 && !strings.HasSuffix(p.text, ":") && !strings.ContainsRune(p.text, '“') && 2*p.links >= len(p.text) && !sentence(p.text)
}

// sentence reports whether text ends as a sentence does.
func sentence(text string) bool {
	text = strings.TrimRight(text, "\"”’')")
	r, _ := utf8.DecodeLastRuneInString(text)
	return r == '.' || r == '?' || r == '!' || r == '…'
}

// opening is what of the pieces before an article's first belongs to it: captions,
// and the standfirst, which is the first line of several words after the headline.
func opening(pieces []piece) (lead []piece, f front) {
	start := -1
	for i, p := range pieces {
		if p.h1 {
			start = i
		}
	}
	if start < 0 || len(pieces)-start > mostBetween+1 {
		start = max(0, len(pieces)-mostBetween) - 1
	}
	standfirst := start >= 0 && pieces[start].h1
	for _, p := range pieces[start+1:] {
		words := strings.Count(p.text, " ") + 1
		switch {
		case p.kind == caption:
			lead = append(lead, p)
		case f.take(p):
			standfirst = false
		case standfirst && words >= fewestStandfirst && words <= mostStandfirst && p.links == 0 && !dated(p.text):
			p.kind = news.Paragraph
			lead = append(lead, p)
			standfirst = false
		}
	}
	return lead, f
}

// dated reports whether a line says when the article was published or changed, or
// how long it takes to read.
func dated(text string) bool {
	lower := strings.ToLower(text)
	for _, w := range []string{"updated", "posted", "published", "last modified", "first published"} {
		if strings.HasPrefix(lower, w) {
			return true
		}
	}
	return strings.Contains(lower, "min read") || strings.Contains(lower, "minute read")
}

// How many words a standfirst has.
const (
	fewestStandfirst = 8
	mostStandfirst   = 60
)

// mostBylineWords is how many words a line has that names who wrote the article.
const mostBylineWords = 25

// take notes a line that says who wrote the article, and when: "By Ann Lee, health
// editor | 3 May 2024". A sentence that begins so ("By Monday, …") is none.
func (f *front) take(p piece) bool {
	rest, by := strings.CutPrefix(p.text, "By ")
	if !by {
		rest, by = strings.CutPrefix(p.text, "by ")
	}
	if !by || f.byline != "" || strings.Count(rest, " ") > mostBylineWords || sentence(rest) || strings.ContainsAny(rest, "“”\"") {
		return false
	}
	parts := strings.FieldsFunc(p.lines, func(r rune) bool { return r == '\n' || r == '|' || r == '·' || r == '•' })
	parts = slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" })
	if len(parts) == 0 || !names(foldSpace(parts[0])) {
		return false
	}
	f.byline = visibleByline(parts[0])
	for _, part := range parts[1:] {
		if d, bad := published(foldSpace(part)); !bad && d != "" && f.date == "" {
			f.date = d
		}
	}
	return true
}

// names reports whether what a byline begins with is a name: words with capitals up
// to a comma, "and", "in", "for" or the end, one to five of them.
func names(s string) bool {
	n := 0
	for w := range strings.FieldsSeq(strings.TrimSpace(s)[len("By "):]) {
		switch strings.Trim(w, ",") {
		case "and", "in", "for", "with", "&", "at":
			return n > 1
		}
		if !upperFirst(w) && w != "de" && w != "van" && w != "von" && w != "der" && w != "la" && w != "al" {
			return false
		}
		n++
		if strings.HasSuffix(w, ",") {
			return n > 1
		}
	}
	return n >= 1 && n <= 5
}
