package segment

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/news"
)

// rows reads the lines of one lexicon file.
func rows(t testing.TB, name string) []string {
	t.Helper()
	b, err := fs.ReadFile(os.DirFS("../../lexicons"), name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}

// list returns the terms of one lexicon file.
func list(t testing.TB, name string) (out []string) {
	t.Helper()
	for _, l := range rows(t, name) {
		if l != "" && l[0] != '#' {
			term, _, _ := strings.Cut(l, "\t")
			out = append(out, term)
		}
	}
	return out
}

// examples returns the sentences of a lexicon file's header lines of one key.
func examples(t testing.TB, name, key string) (out []string) {
	t.Helper()
	for _, l := range rows(t, name) {
		if x, ok := strings.CutPrefix(l, key); ok {
			out = append(out, x)
		}
	}
	return out
}

// own returns a Segmenter with the project's own lists.
func own(t testing.TB) *Segmenter {
	t.Helper()
	return New(Lists{
		Titles:      list(t, "abbreviation/title.tsv"),
		Never:       list(t, "abbreviation/never.tsv"),
		May:         list(t, "abbreviation/may.tsv"),
		Boilerplate: slices.Concat(list(t, "boilerplate/line.tsv"), list(t, "boilerplate/block.tsv"), list(t, "boilerplate/edge.tsv"), list(t, "boilerplate/cue.tsv")),
	})
}

// document segments text with the project's own lists.
func document(t testing.TB, text string) *news.Document {
	t.Helper()
	return own(t).Document(news.Article{ID: "test", Text: text})
}

// shared opens a file of the folder of evaluation data beside the checkout, or
// skips the test.
func shared(t testing.TB, name string) *os.File {
	t.Helper()
	root := os.Getenv("GLOSS_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Skip("skipped: no ../shared")
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// texts returns the texts of a document's sentences.
func texts(d *news.Document) []string {
	out := make([]string, len(d.Sentences))
	for i := range d.Sentences {
		out[i] = d.SentenceText(i)
	}
	return out
}

func article(text string) news.Article { return news.Article{ID: "test", Text: text} }
