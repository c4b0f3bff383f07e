package segment

import (
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// checkDocument holds what is true of every Document, whatever the text.
func checkDocument(t *testing.T, d *news.Document) {
	t.Helper()
	text := d.Text
	end, word, paragraph := 0, 0, 0
	for i, s := range d.Sentences {
		if s.Start < end || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("sentence %d is %v, after one that ends at %d, in %d bytes", i, s.Span, end, len(text))
		}
		if strings.TrimSpace(text[end:s.Start]) != "" {
			t.Fatalf("%q lies in no sentence", text[end:s.Start])
		}
		if st := s.Of(text); strings.TrimSpace(st) != st {
			t.Fatalf("sentence %d is not trimmed: %q", i, st)
		}
		if s.Paragraph < paragraph || s.Paragraph > paragraph+1 || i == 0 && s.Paragraph != 0 {
			t.Fatalf("sentence %d is of paragraph %d, after %d", i, s.Paragraph, paragraph)
		}
		if (s.Kind == news.Prose) != (s.Reason == "") {
			t.Fatalf("sentence %d is %v with reason %q", i, s.Kind, s.Reason)
		}
		if s.First != word || s.Last < s.First || s.Last > len(d.Words) {
			t.Fatalf("sentence %d has words %d to %d, want from %d on", i, s.First, s.Last, word)
		}
		at := s.Start
		for _, w := range d.Words[s.First:s.Last] {
			if w.Start < at || w.End <= w.Start || w.End > s.End {
				t.Fatalf("word %v of sentence %v", w, s.Span)
			}
			if strings.ContainsFunc(text[at:w.Start], isWordRune) {
				t.Fatalf("%q lies in no word", text[at:w.Start])
			}
			if got := Fold(w.Of(text)); got != w.Fold || got == "" {
				t.Fatalf("word %q folds to %q, by itself to %q", w.Of(text), w.Fold, got)
			}
			at = w.End
		}
		if strings.ContainsFunc(text[at:s.End], isWordRune) {
			t.Fatalf("%q lies in no word", text[at:s.End])
		}
		end, word, paragraph = s.End, s.Last, s.Paragraph
	}
	if strings.TrimSpace(text[end:]) != "" || word != len(d.Words) {
		t.Fatalf("%q lies in no sentence; %d of %d words do", text[end:], word, len(d.Words))
	}
	for i, q := range d.Quotations {
		if q.Start >= q.End || q.End > len(text) || !q.Contains(q.Inner) || q.Inner.Start <= q.Start || q.Closed == (q.Inner.End == q.End) {
			t.Fatalf("quotation %+v", q)
		}
		if i > 0 {
			if p := d.Quotations[i-1]; q.Start <= p.Start {
				t.Fatalf("quotation %d at %d after one at %d", i, q.Start, p.Start)
			}
		}
	}
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// samples returns the texts that properties are held on: those of the other
// tests' kind here, and the evaluation texts where they are at hand.
func samples(t *testing.T) []string {
	out := []string{newslike(20000), lead + more, "", " ", "\ufeff", "“", "\"", "...", "( )- ", "i\r\rI\n", strings.Repeat("“a” ", 50)}
	return out
}

func TestProperties(t *testing.T) {
	s := own(t)
	for _, text := range samples(t) {
		checkDocument(t, s.Document(article(text)))
	}
}

// TestTreebankProperties holds the same on texts that people wrote.
func TestTreebankProperties(t *testing.T) {
	s := own(t)
	straight := strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'")
	for _, name := range []string{"ud_ewt_dev", "ud_gum_newslike_dev", "ud_gum_newslike_train"} {
		for _, r := range records[treebankText](t, "eval/sentence_segmentation/"+name+".jsonl") {
			d := s.Document(article(r.Text))
			checkDocument(t, d)
			if e := s.Document(article(straight.Replace(r.Text))); len(e.Sentences) != len(d.Sentences) {
				t.Errorf("%s: %d sentences with curly marks, %d with straight ones", r.DocID, len(d.Sentences), len(e.Sentences))
			}
			if e := s.Document(article(r.Text)); !reflect.DeepEqual(d, e) {
				t.Errorf("%s: a second run differs", r.DocID)
			}
		}
	}
}

// TestCurlyAndStraight holds that the form of the marks moves no boundary.
func TestCurlyAndStraight(t *testing.T) {
	s := own(t)
	curly := newslike(50000)
	straight := strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'").Replace(curly)
	a, b := s.Document(article(curly)), s.Document(article(straight))
	if len(a.Sentences) != len(b.Sentences) || len(a.Words) != len(b.Words) || len(a.Quotations) != len(b.Quotations) {
		t.Errorf("curly: %d sentences, %d words, %d quotations; straight: %d, %d, %d", len(a.Sentences), len(a.Words), len(a.Quotations), len(b.Sentences), len(b.Words), len(b.Quotations))
	}
	for i := range a.Words {
		if a.Words[i].Fold != b.Words[i].Fold {
			t.Fatalf("word %d is %q and %q", i, a.Words[i].Fold, b.Words[i].Fold)
		}
	}
}

func FuzzDocument(f *testing.F) {
	for _, text := range []string{
		lead, "( )- A. B? “c", "He said “no.\n\n“yes.” J. K. R. at 5 p.m. Tuesday", "take our poll\n\nA?\n\nA?\nEmail *", "a.\r\n\r\nB... . . . 'c'\t\"",
		"HARLOW, Ill. (AP) — The U.S.’s “x ‘y’ z”", "Facebook\nTwitter", "1. a\n2. b", "Read Also : x", "[1] (x) @a http://b.c", "\u00A0é\u0301\u2028É",
	} {
		f.Add(text)
	}
	s := own(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		d := s.Document(article(text))
		if d.Text != text || !utf8.ValidString(text) {
			t.Fatal("text changed")
		}
		checkDocument(t, d)
	})
}
