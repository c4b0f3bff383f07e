package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// A Finding is a finding as the page lists it. Each is listed once; its marks in the
// texts lead to it, and it to them.
type Finding struct {
	news.Finding
	Group   *Group
	Number  int    // in the list, from 1
	Anchor  string // id of the list's item: the key, "-f" and the finding's ID, so that it is the same in every run
	Column  *Column
	Where   string // paragraph, or "headline"
	Back    string // id of its sign in the text; empty if it has none there
	Said    Said
	Against *Against // nil if there is no counterpart
	Whose   string   // whose words, in plain words
	Measure string   // tone and loaded terms; empty if not measured
}

// Said are words in their sentence.
type Said struct {
	Before, Words, After string
}

// An Against is the place in another copy, or an earlier version, that a finding is
// measured against.
type Against struct {
	Outlet string
	Where  string
	Back   string // id of its sign, or of its sentence, in the text; empty for a version
	Said   Said
}

// ToJudge reports whether the reader decides.
func (f *Finding) ToJudge() bool { return f.Certainty == news.Judge }

// When says which words stand now and which stood before, of what was changed after
// publication; else it is empty.
func (f *Finding) When() string {
	switch {
	case f.Kind != news.Changed:
		return ""
	case f.Missing():
		return "before, now gone:"
	}
	return "now:"
}

// Sign is the group's sign and the finding's number, as they stand in a text.
func (f *Finding) Sign() string {
	s := fmt.Sprintf("%s%d", f.Group.Sign, f.Number)
	if f.ToJudge() {
		s += "?"
	}
	return s
}

// Label names the finding in words: its group, and the category within it.
func (f *Finding) Label() string {
	c := f.Category
	switch f.Kind {
	case news.QuoteDiff:
		c = "quotation " + c
	case news.Headline:
		c = "headline"
	case news.Insertion:
		c = strings.TrimSpace("part of a sentence, " + c)
	}
	if c == "" || strings.EqualFold(c, f.Group.Name) {
		return f.Group.Label
	}
	return f.Group.Label + ": " + strings.ReplaceAll(c, "_", " ")
}

// A List is the findings of one group; Sure first, then those to judge.
type List struct {
	*Group
	Findings []*Finding
}

// Sure is the number of findings that gloss stands behind.
func (l List) Sure() int {
	n := 0
	for _, f := range l.Findings {
		n += b2i(!f.ToJudge())
	}
	return n
}

// Judge is the number of findings that are left to the reader.
func (l List) Judge() int { return len(l.Findings) - l.Sure() }

// findings makes the lists.
func (b *builder) findings() {
	byGroup := make(map[*Group][]*Finding)
	for _, f := range b.in.Findings {
		g := groupOf(f)
		byGroup[g] = append(byGroup[g], &Finding{Finding: f, Group: g, Column: b.page.Columns[f.Document]})
	}
	for _, g := range Groups {
		fs := byGroup[g]
		slices.SortStableFunc(fs, func(x, y *Finding) int {
			if a, b := x.ToJudge(), y.ToJudge(); a != b {
				return b2i(a) - b2i(b)
			}
			return news.CompareFindings(x.Finding, y.Finding)
		})
		for _, f := range fs {
			b.count++
			f.Number = b.count
			f.Anchor = b.in.Key + "-f" + cmp.Or(f.ID, fmt.Sprint(f.Number))
			b.describe(f)
		}
		if len(fs) > 0 || b.looked(g) {
			b.page.Lists = append(b.page.Lists, List{g, fs})
		}
	}
}

// looked reports whether findings of the group could have been told.
func (b *builder) looked(g *Group) bool {
	switch g.Name {
	case "changed":
		return b.page.HasVersions
	case "missing":
		if len(b.docs) < 3 && b.in.Story.Base < 0 {
			return false // see the note in the template
		}
	}
	return len(b.in.Story.Rows) > 0 && (b.in.Kinds == nil || slices.ContainsFunc(g.Kinds, func(k news.FindingKind) bool { return slices.Contains(b.in.Kinds, k) }))
}

// describe sets what the list says of a finding, and marks it in the texts.
func (b *builder) describe(f *Finding) {
	f.Measure = b.measure(f)
	f.Whose = whose[f.Voice]
	c := f.Counterpart
	if c != nil {
		f.Against = &Against{Outlet: b.outlet(c.Document), Where: b.where(c.Document, c.Sentence, news.InText), Said: b.said(c.Document, c.Sentence, c.Span)}
		if c.Document < len(b.docs) {
			f.Against.Back = b.sentenceID(c.Place)
		}
	}
	if f.Missing() {
		f.Where = "lacks"
		f.Said = Said{Words: f.Span.Of(b.in.Story.Document(c.Document).Text)}
		f.Whose = ""
		if f.Kind == news.Omission {
			f.Against.Said = Said{}
			if ln := b.lineOf(c.Place); ln != nil {
				f.Back = fmt.Sprintf("%s-m%d", b.in.Key, f.Number)
				cell := ln.Cells[f.Document]
				cell.Missing = append(cell.Missing, f)
			}
		} else {
			f.Where = "had"
			f.Against.Said = Said{}
		}
		return
	}
	f.Where = b.where(f.Document, f.Sentence, f.Part)
	m := &Mark{Span: f.Span, Finding: f, Anchor: fmt.Sprintf("%s-m%d", b.in.Key, f.Number)}
	f.Back = m.Anchor
	if f.Part == news.InTitle {
		f.Said = Said{Words: f.Span.Of(b.docs[f.Document].Title)}
		b.title[f.Document] = append(b.title[f.Document], m)
	} else {
		f.Said = b.said(f.Document, f.Sentence, f.Span)
		b.marks[f.Document] = append(b.marks[f.Document], m)
	}
	if c != nil && c.Document < len(b.docs) && marksBoth(f) {
		o := &Mark{Span: c.Span, Finding: f, Other: true, Anchor: fmt.Sprintf("%s-o%d", b.in.Key, f.Number)}
		f.Against.Back = o.Anchor
		b.marks[c.Document] = append(b.marks[c.Document], o)
	}
}

// marksBoth reports whether the counterpart's words are marked, too: where words stand
// for words.
func marksBoth(f *Finding) bool {
	switch f.Kind {
	case news.Swap, news.Accuracy, news.QuoteDiff:
		return true
	case news.Attribution:
		return f.Category != "unnamed"
	}
	return false
}

// whose says whose words they are, by voice.
var whose = map[news.Voice]string{
	news.Own: "the outlet’s own words", news.Attributed: "told as somebody else’s", news.Quoted: "quoted words", news.Unclear: "not clear whose words",
}

// measure says a finding's tone, the words that carried it, and its loaded terms.
func (b *builder) measure(f *Finding) string {
	var parts []string
	if f.Tone != nil {
		tone := "tone " + signed(*f.Tone)
		for i, w := range f.ToneWords {
			tone += [...]string{" (“", ", “"}[min(i, 1)] + w.Of(b.docs[f.Document].Text) + "”"
		}
		if len(f.ToneWords) > 0 {
			tone += ")"
		}
		parts = append(parts, tone)
	}
	if f.Loaded != nil {
		parts = append(parts, fmt.Sprintf("%.1f loaded terms per 100 words", *f.Loaded))
	}
	return strings.Join(parts, " · ")
}

// signed is a tone to two places, with its sign.
func signed(x float64) string {
	s := strings.Replace(fmt.Sprintf("%+.2f", x), "-", "−", 1)
	if s == "+0.00" || s == "−0.00" {
		return "0.00"
	}
	return s
}

// said is a span in its sentence.
func (b *builder) said(d, sentence int, at news.Span) Said {
	doc := b.in.Story.Document(d)
	s := Said{Words: at.Of(doc.Text)}
	if sentence >= 0 && sentence < len(doc.Sentences) {
		if in := doc.Sentences[sentence]; in.Contains(at) {
			s.Before, s.After = doc.Text[in.Start:at.Start], doc.Text[at.End:in.End]
		}
	}
	return s
}

// where is the place of a sentence for a reader with the article in hand.
func (b *builder) where(d, sentence int, part news.Part) string {
	doc := b.in.Story.Document(d)
	if part == news.InTitle || sentence < 0 || sentence >= len(doc.Sentences) || doc.Sentences[sentence].Kind == news.Heading {
		return "headline"
	}
	return fmt.Sprintf("¶%d", doc.Sentences[sentence].Paragraph+1)
}
