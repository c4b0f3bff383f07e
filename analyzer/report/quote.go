package report

import (
	"slices"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// A quoting Writer hands stories on with no more of their texts than the findings need.
// It stands before every format, so that none can forget it.
type quoting struct {
	Writer
	limit int
}

// Story hands on a story with its texts cut.
func (q quoting) Story(s Story, warnings []Warning) error {
	return q.Writer.Story(s.Quote(q.limit), warnings)
}

// Close hands on what comes last, with the texts of its examples cut.
func (q quoting) Close(sum Summary) error {
	sum.Outlets.Outlets = slices.Clone(sum.Outlets.Outlets)
	for i := range sum.Outlets.Outlets {
		o := &sum.Outlets.Outlets[i]
		o.Examples = slices.Clone(o.Examples)
		for k := range o.Examples {
			text := &o.Examples[k].Text
			if at := beginning(*text, news.Span{End: len(*text)}, q.limit); at.End < len(*text) {
				*text = at.Of(*text) + dots
			}
		}
	}
	return q.Writer.Close(sum)
}

// Quote is the story with texts in which nothing is left but, of each finding that is told
// and of its counterpart, limit characters: the beginning of its words, or, if the
// findings of a sentence together have fewer, what stands around them, too. All else is "..." and blanks, as
// many bytes as before and each a character, so that every span still means the same
// place. Headlines and reasons stay, captions go.
func (s Story) Quote(limit int) Story {
	kept := make([]spans, len(s.Documents)+len(s.Versions))
	quoted := s.quotedPlaces()
	for _, q := range quoted {
		kept[q.Document] = append(kept[q.Document], beginning(s.Document(q.Document).Text, q.Span, limit))
	}
	for _, q := range quoted {
		if doc := s.Document(q.Document); q.Sentence >= 0 && doc.Sentences[q.Sentence].Contains(q.Span) {
			sentence := doc.Sentences[q.Sentence].Span
			if used := kept[q.Document].within(doc.Text, sentence); used < limit {
				kept[q.Document] = append(kept[q.Document], around(doc.Text, q.Span, sentence, limit-used))
			}
		}
	}
	findings := slices.Clone(s.Findings)
	for i, f := range findings {
		findings[i].ToneWords = slices.DeleteFunc(slices.Clone(f.ToneWords), func(w news.Span) bool {
			return f.Part == news.InText && !slices.ContainsFunc(kept[f.Document], func(k news.Span) bool { return k.Contains(w) })
		})
	}
	s.Findings = findings
	story := *s.Story
	story.Documents = make([]*news.Document, len(s.Documents))
	for i, doc := range s.Documents {
		story.Documents[i] = cutText(doc, kept[i])
	}
	story.Versions = make([]news.Version, len(s.Versions))
	for i, v := range s.Versions {
		story.Versions[i] = news.Version{Document: cutText(v.Document, kept[len(s.Documents)+i]), Of: v.Of}
	}
	s.Story = &story
	return s
}

// quotedPlaces are the places of the text that the findings state or are measured against.
func (s Story) quotedPlaces() []news.Counterpart {
	var list []news.Counterpart
	for _, f := range s.Findings {
		if f.Part == news.InText && !f.Missing() {
			list = append(list, news.Counterpart{Place: news.Place{Document: f.Document, Sentence: f.Sentence}, Span: f.Span})
		}
		if f.Counterpart != nil {
			list = append(list, *f.Counterpart)
		}
	}
	return list
}

// beginning is as much of at as has limit characters.
func beginning(text string, at news.Span, limit int) news.Span {
	end := at.Start
	for n := 0; n < limit && end < at.End; n++ {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return news.Span{Start: at.Start, End: end}
}

// around is at with so many characters more of what it stands in, on both sides.
func around(text string, at, in news.Span, more int) news.Span {
	before, after := utf8.RuneCountInString(text[in.Start:at.Start]), utf8.RuneCountInString(text[at.End:in.End])
	left := min(before, max(more/2, more-after))
	for range left {
		_, size := utf8.DecodeLastRuneInString(text[:at.Start])
		at.Start -= size
	}
	for range min(after, more-left) {
		_, size := utf8.DecodeRuneInString(text[at.End:])
		at.End += size
	}
	return at
}

type spans []news.Span

// within is how many characters of a stretch of text are kept.
func (k spans) within(text string, at news.Span) (n int) {
	for i := range text[at.Start:at.End] {
		if slices.ContainsFunc(k, func(s news.Span) bool { return s.Start <= at.Start+i && at.Start+i < s.End }) {
			n++
		}
	}
	return n
}

// cutText is a document whose text is blank but for the spans that are kept.
func cutText(doc *news.Document, kept spans) *news.Document {
	text := []byte(doc.Text)
	keep := make([]bool, len(text)+1)
	starts := make([]bool, len(text)+1) // of sentences
	for _, k := range kept {
		for i := k.Start; i < k.End; i++ {
			keep[i] = true
		}
	}
	for _, sentence := range doc.Sentences {
		starts[sentence.Start] = true
	}
	for i, n := 0, 0; i < len(text); i++ {
		if keep[i] || text[i] == '\n' || starts[i] {
			n = 0
		}
		if keep[i] || text[i] == '\n' {
			continue
		}
		if text[i] = ' '; n < len(dots) {
			text[i] = dots[n]
		}
		n++
	}
	out := *doc
	out.Text, out.Captions = string(text), nil
	return &out
}

// dots stand where something is left out: of one byte each, so that no span cuts one.
const dots = "..."
