package planted

import (
	"strings"
	"testing"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
	"gloss/analyzer/segment"
	"gloss/lexicons"
)

// longEntry is the number of words from which an entry of a word list that stands
// in a bank sentence must have been made for it.
const longEntry = 6

func TestBanks(t *testing.T) {
	b, err := readBank()
	if err != nil {
		t.Fatal(err)
	}
	if len(b.commentary) < 150 || len(b.facts) < 150 {
		t.Errorf("%d comments and %d facts", len(b.commentary), len(b.facts))
	}
	seen := make(map[string]bool)
	kinds := set("verdict question exhortation sarcasm prediction media interpretation")
	for _, l := range append(Comments(), Facts()...) {
		if seen[l.Text] {
			t.Errorf("twice: %q", l.Text)
		}
		seen[l.Text] = true
		if end := l.Text[len(l.Text)-1]; !strings.ContainsRune(".?!", rune(end)) || capital(l.Text) != l.Text {
			t.Errorf("no whole sentence: %q", l.Text)
		}
		if _, ok := quoted(l.Text); !ok {
			t.Errorf("odd quotation marks: %q", l.Text)
		}
		if l.Commentary && !kinds[l.Sort] {
			t.Errorf("unknown kind %q", l.Sort)
		}
	}
	pairs := 0
	for _, list := range b.synonyms {
		for _, s := range list {
			pairs++
			if strings.Join(s.words, " ") == s.text {
				t.Errorf("%q stands for itself", s.text)
			}
		}
	}
	if pairs < 400 {
		t.Errorf("%d synonyms", pairs)
	}
	for slot, list := range b.clauses {
		for _, c := range list {
			if !strings.Contains(strings.Join(slots[:], " "), slot) || !set("hedge label intensifier attribution commentary")[c.label] {
				t.Errorf("clause %q of slot %q has label %q", c.text, slot, c.label)
			}
		}
	}
}

// TestNobodyNamesTheBank holds that the word lists were not made for the comments:
// no long entry stands in one, and at least half of them hold no word of opinion.
func TestNobodyNamesTheBank(t *testing.T) {
	lex, err := lexicon.Load(lexicons.FS, segment.AppendWords)
	if err != nil {
		t.Fatal(err)
	}
	opinion := lex.Only("opinion", "loaded")
	without := 0
	for _, l := range append(Comments(), Facts()...) {
		all := span(0, len(l.Text))
		words := segment.AppendWords(nil, l.Text, all)
		for _, h := range lex.Find(nil, l.Text, words, all) {
			if h.Last-h.First >= longEntry {
				t.Errorf("%q: %d words of it are the entry %q of %s", l.Text, h.Last-h.First, h.Term.Text, h.Term.Category)
			}
		}
		if l.Commentary && len(opinion.Find(nil, l.Text, words, all)) == 0 {
			without++
		}
	}
	if 2*without < len(Comments()) {
		t.Errorf("only %d of %d comments are without a word of opinion", without, len(Comments()))
	}
	t.Logf("%d of %d comments are without a word of opinion", without, len(Comments()))
}

func TestRowsErrors(t *testing.T) {
	for text, want := range map[string]string{
		"a\tb\n":           "x.tsv:1: 2 columns, want 3",
		"# c\n\na\t b\tc":  "x.tsv:3: column 2 is empty or has space around it",
		">\ta/b\tc\n":      "x.tsv:1: 2 forms on one side and 1 on the other",
		"?\tone\tanother ": "x.tsv:1: column 3 is empty or has space around it",
		"?\tone\tanother":  `x.tsv:1: unknown way "?"`,
	} {
		b := &bank{synonyms: map[string][]synonym{}}
		if err := rows("x.tsv", text, 3, b.addSynonyms); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// article returns text as a Document.
func article(text string) *news.Document {
	return segment.New(segment.Lists{Titles: []string{"Mr."}}).Document(news.Article{ID: "a", Title: "A title", Text: text})
}
