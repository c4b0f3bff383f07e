package segment

import (
	"slices"

	"gloss/analyzer/news"
)

// blockParagraphs are the paragraphs of an article whose structure is known: one a
// block. The structure of a page says more than its line breaks.
func blockParagraphs(a news.Article) []paragraph {
	out := make([]paragraph, 0, len(a.Blocks))
	for _, b := range a.Blocks {
		if at := trim(a.Text, b.Span); at.Len() > 0 {
			out = append(out, paragraph{Span: at, lines: 1, block: b.Kind})
		}
	}
	return out
}

// known keeps the kinds that the structure tells from being guessed: a heading is
// one, and a short paragraph is none.
func known(ps []paragraph) {
	for i := range ps {
		p := &ps[i]
		switch {
		case p.block == news.Subheading && p.kind != news.Boilerplate:
			p.kind, p.reason = news.Heading, "a heading on the page"
		case p.kind == news.Heading:
			p.kind, p.reason = news.Prose, ""
		}
	}
}

// blockQuotations adds the block quotes and embedded posts to the quotations by
// marks, in the order of their beginnings.
func blockQuotations(qs []news.Quotation, a news.Article) []news.Quotation {
	for _, b := range a.Blocks {
		if b.Kind == news.BlockQuote || b.Kind == news.Embed {
			at := trim(a.Text, b.Span)
			qs = append(qs, news.Quotation{Span: at, Inner: at, Closed: true, Block: true})
		}
	}
	slices.SortStableFunc(qs, func(x, y news.Quotation) int {
		if x.Start != y.Start {
			return x.Start - y.Start
		}
		return y.End - x.End
	})
	return qs
}
