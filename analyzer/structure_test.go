package analyzer_test

import (
	"strings"
	"testing"

	"gloss/analyzer"
	"gloss/analyzer/news"
)

// built returns an article of blocks: "kind: text" each.
func built(id string, blocks ...string) news.Article {
	a := news.Article{ID: id, Outlet: id}
	for i, b := range blocks {
		name, text, _ := strings.Cut(b, ": ")
		kind, ok := news.BlockKindOf(name)
		if !ok {
			panic(b)
		}
		if i > 0 {
			a.Text += "\n\n"
		}
		a.Blocks = append(a.Blocks, news.Block{Span: news.Span{Start: len(a.Text), End: len(a.Text) + len(text)}, Kind: kind})
		a.Text += text
	}
	return a
}

// TestBlocks holds that a page's block quotes and embedded posts are somebody
// else's words, and its headings headings, whatever they look like.
func TestBlocks(t *testing.T) {
	const opinion = "What a shameful waste of everybody's money this is!"
	paragraphs := strings.Split(wire, "\n\n")
	for kind, want := range map[string]int{"paragraph": 1, "quote": 0, "embed": 0, "heading": 0} {
		b := built("b", "heading: "+paragraphs[0], "paragraph: "+paragraphs[1], kind+": "+opinion, "paragraph: "+paragraphs[2])
		r, err := newAnalyzer(t).Compare([]news.Article{article("a", wire), b}, analyzer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		st := r.Stories[0]
		n := 0
		for _, f := range st.Findings {
			if f.Kind == news.Commentary {
				n++
			}
		}
		if n != want {
			t.Errorf("%s: %d findings of commentary, want %d", kind, n, want)
		}
		doc := st.Documents[1]
		for i, s := range doc.Sentences {
			switch text := s.Of(doc.Text); {
			case s.Kind == news.Heading && text != paragraphs[0] && (kind != "heading" || text != opinion):
				t.Errorf("%s: %q is a heading", kind, text)
			case text == opinion && want == 0 && kind != "heading" && doc.VoiceOf(i) != news.Quoted:
				t.Errorf("%s: %v, want quoted", kind, doc.VoiceOf(i))
			}
		}
		if quoted := kind == "quote" || kind == "embed"; quoted != (len(doc.Quotations) == 1 && doc.Quotations[0].Block) {
			t.Errorf("%s: quotations %+v", kind, doc.Quotations)
		}
	}
}

// TestExcerpt holds that what an excerpt lacks is not missing, and that it does not
// count among those who could have carried it.
func TestExcerpt(t *testing.T) {
	extra := "\n\nTwo of the seven gates are to be built in Portugal, according to the contract, and shipped by sea next autumn."
	short := article("c", strings.Join(strings.Split(wire, "\n\n")[:2], "\n\n"))
	for _, excerpt := range []bool{false, true} {
		short.Excerpt = excerpt
		copies := []news.Article{article("a", wire+extra), article("b", wire+extra), short, article("d", strings.Replace(wire, "Fishing crews blocked the slipway for three hours before the meeting began. ", "", 1)+extra)}
		r, err := newAnalyzer(t).Compare(copies, analyzer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		missing := make(map[int]int)
		for _, f := range r.Stories[0].Findings {
			if f.Kind == news.Omission {
				missing[f.Document]++
			}
		}
		if excerpt && missing[2] != 0 || missing[3] != 1 {
			t.Errorf("excerpt %v: omissions %v", excerpt, missing)
		}
		warned := false
		for _, w := range r.Warnings {
			warned = warned || w.Document == "c" && strings.HasPrefix(w.Text, "an excerpt")
		}
		if warned != excerpt {
			t.Errorf("excerpt %v: warnings %v", excerpt, r.Warnings)
		}
	}
}

// TestLookalikes holds that what shows the same compares the same: composed and
// decomposed letters, soft hyphens, zero-width marks.
func TestLookalikes(t *testing.T) {
	odd := strings.NewReplacer("council", "coun\u00adcil", "barrier", "bar\u200brier", "Tuesday", "\ufeffTuesday", "harbour", "har\u2060bour").Replace(wire)
	plain := strings.ReplaceAll(wire, "engineer", "engineer Zoé Muñoz")
	odd = strings.ReplaceAll(odd, "engineer", "engineer Zoe\u0301 Mun\u0303oz")
	r, err := newAnalyzer(t).Compare([]news.Article{article("a", plain), article("b", odd)}, analyzer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(r.Stories[0].Findings); n != 0 {
		t.Errorf("%d findings: %+v", n, r.Stories[0].Findings)
	}
}
