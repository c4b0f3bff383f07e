package segment

import (
	"strings"

	"gloss/analyzer/news"
)

// Lists are the word lists the rules need. They reach the package as values; an
// empty list only means that its rule never fires.
type Lists struct {
	// Titles never end a sentence before a name: "Mr.", "Sen.", "St.". One that
	// stands in May too may end a sentence after a capitalised word, as "St."
	// does in "on Main St. The".
	Titles []string
	// Never holds the others that never end a sentence: "vs.", "e.g.". A
	// trailing " #" limits an entry to the place before a digit: "No. #".
	Never []string
	// May holds abbreviations that may end a sentence, as the next word decides:
	// "Inc.", "U.S.", "a.m.", "Jan.".
	May []string
	// Boilerplate holds the phrases of what is not article text, in the syntax
	// that the package comment defines: "line: ^read also:".
	Boilerplate []string
}

// A Segmenter divides articles. It is compiled once, by New, never changes, and
// may be used by several goroutines at the same time.
type Segmenter struct {
	abbreviations map[string]class
	phrases       *phrases
	ends, cues    *phrases // of the article's ends, and single signs
}

// New compiles lists into a Segmenter.
func New(l Lists) *Segmenter {
	s := &Segmenter{abbreviations: compileAbbreviations(l)}
	s.phrases, s.ends, s.cues = compilePhrases(l.Boilerplate)
	return s
}

// Document divides an article's text into sentences, quotations and words. Every
// byte of the text that is not white space lies in exactly one sentence; what is
// no prose carries the rule that said so as its Reason. The text is never
// changed. Where the article has Blocks, they are its paragraphs, and say what is a
// heading or a block quote. They must ascend, lie within the text and leave out
// nothing but white space. An empty text gives a Document without any of the three.
func (s *Segmenter) Document(a news.Article) *news.Document {
	d := &news.Document{Article: a}
	var ps []paragraph
	structured := len(a.Blocks) > 0
	if structured {
		ps = blockParagraphs(a)
	} else {
		ps = s.paragraphs(a.Text)
	}
	e := s.surround(a, ps)
	s.classify(e, structured)
	d.Sentences = s.sentences(e)
	d.Quotations = quotations(a.Text, ps)
	if structured {
		d.Quotations = blockQuotations(d.Quotations, a)
	}
	d.Words = make([]news.Word, 0, len(a.Text)/5+1)
	w := worder{text: a.Text}
	for i := range d.Sentences {
		t := &d.Sentences[i]
		t.First = len(d.Words)
		d.Words = w.append(d.Words, t.Span)
		t.Last = len(d.Words)
	}
	return d
}

// sentences divides the prose paragraphs and takes the others whole.
func (s *Segmenter) sentences(e *surround) []news.Sentence {
	text, ps := e.text, e.ps
	out := make([]news.Sentence, 0, len(text)/100+len(ps)+1)
	informal := informal(text)
	var cuts []news.Span
	var buf []byte
	for n, p := range ps {
		if p.kind != news.Prose && !p.split {
			out = append(out, news.Sentence{Span: p.Span, Kind: p.kind, Paragraph: n, Reason: p.reason})
			continue
		}
		at := p.Span
		if p.prefix > 0 {
			lead := trim(text, news.Span{Start: at.Start, End: at.Start + p.prefix})
			out = append(out, news.Sentence{Span: lead, Kind: news.Boilerplate, Paragraph: n, Reason: p.reason})
			at = trim(text, news.Span{Start: at.Start + p.prefix, End: at.End})
		}
		cuts = s.split(cuts[:0], text, at, informal)
		tail, why := 0, ""
		if p.foot {
			tail, why = e.trailing(n, cuts)
		}
		for k, c := range cuts {
			t := news.Sentence{Span: c, Paragraph: n}
			if p.split {
				t.Kind, t.Reason = p.kind, p.reason
			} else if k >= len(cuts)-tail {
				t.Kind, t.Reason = news.Boilerplate, why
			} else if len(cuts) > 1 && c.Len() <= longestPhrasedSentence {
				buf = normalise(buf[:0], c.Of(text))
				if f := s.phrases.find(buf).sentence; f != nil {
					t.Kind, t.Reason = news.Boilerplate, f.reason()
				}
			}
			out = append(out, t)
		}
	}
	return out
}

// informal reports whether the writer leaves sentences without capitals: the
// text, up to its first few thousand bytes, has the word "i" in lower case.
func informal(text string) bool {
	text = text[:min(len(text), 8000)]
	return strings.HasPrefix(text, "i ") || strings.Contains(text, " i ") || strings.Contains(text, " i'")
}
