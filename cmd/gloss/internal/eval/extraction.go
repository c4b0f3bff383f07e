package eval

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/go-shiori/go-readability"
	"github.com/markusmobius/go-trafilatura"

	"gloss/analyzer/ingest"
)

// zyte are pages with the text of their articles; a system's text is compared by
// the sequences of four words that it has in common with it.
var zyte = Set{Name: "article_extraction_zyte", Task: "extraction", Files: []File{{Names: suffixed("ground_truth"), Measure: measureZyte}}}

// trafilaturaSample are pages with phrases that an article's text has to have, and
// phrases that it must not have.
var trafilaturaSample = Set{Name: "article_extraction_trafilatura", Task: "extraction", Files: []File{{Names: suffixed("eval"), Measure: measureSample}}}

// An extractor finds the text of a page's article.
type extractor struct {
	name string // of its row; empty: gloss itself
	text func(page []byte, address string) string
}

// extractors are gloss and the two libraries it could be built on, measured on the
// same pages in the same run.
var extractors = []extractor{{"", extractGloss}, {"go-trafilatura", extractTrafilatura}, {"go-readability", extractReadability}}

func extractGloss(page []byte, _ string) string {
	text := ""
	r := ingest.Reader{From: ingest.Page, AllLanguages: true}
	_ = r.Read("page", bytes.NewReader(page), func(it ingest.Item) bool {
		if it.Article != nil {
			text = it.Article.Text
		}
		return true
	})
	return text
}

func extractTrafilatura(page []byte, address string) string {
	u, _ := url.Parse(address)
	found, err := trafilatura.Extract(bytes.NewReader(page), trafilatura.Options{OriginalURL: u, EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled})
	if err != nil {
		return ""
	}
	return found.ContentText
}

func extractReadability(page []byte, address string) string {
	u, _ := url.Parse(address)
	found, err := readability.FromReader(bytes.NewReader(page), u)
	if err != nil {
		return ""
	}
	return found.TextContent
}

// row is the name of a measure for this extractor.
func (e extractor) row(measure string) string {
	if e.name == "" {
		return measure
	}
	return measure + " of " + e.name + " alone"
}

// readPage reads the gzipped page that stands beside d.
func readPage(d *Data, file string) ([]byte, error) {
	b, err := readFile(filepath.Join(filepath.Dir(filepath.FromSlash(d.Path)), filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return io.ReadAll(z)
}

type bodyPage struct {
	URL  string `json:"url"`
	File string `json:"html_file"`
	Body string `json:"article_body"`
}

func measureZyte(j *Job, d *Data) error {
	tallies := make([]*Tally, len(extractors))
	for i := range tallies {
		tallies[i] = NewTally(4)
	}
	err := readLines(d, func(p bodyPage) error {
		page, err := readPage(d, p.File)
		if err != nil {
			return err
		}
		for i, e := range extractors {
			shingleMatch(tallies[i], p.File, p.Body, e.text(page, p.URL))
		}
		return nil
	})
	if err != nil {
		return err
	}
	n := len(tallies[0].docs)
	j.Add("extraction", "precision", n, "pages", "pages", tallies[0].Sample(func(s []float64) float64 { return s[0] / s[1] }))
	j.Add("extraction", "recall", n, "pages", "pages", tallies[0].Sample(func(s []float64) float64 { return s[2] / s[3] }))
	for i, e := range extractors {
		j.Add("extraction", e.row("F1"), n, "pages", "pages", tallies[i].Sample(meanF1))
	}
	return nil
}

// meanF1 is F1 of the mean precision and the mean recall, as the benchmark has it.
func meanF1(s []float64) float64 {
	p, r := s[0]/s[1], s[2]/s[3]
	return 2 * p * r / (p + r)
}

// shingleMatch adds a page's precision and recall by sequences of four words,
// counted as often as they occur (the benchmark's evaluate.py).
func shingleMatch(t *Tally, page, gold, got string) {
	a, b := shingles(gold), shingles(got)
	var common, inGold, inGot float64
	for s, n := range a {
		common += float64(min(n, b[s]))
		inGold += float64(n)
	}
	for _, n := range b {
		inGot += float64(n)
	}
	t.Add(page, 0, 0)
	if inGot > 0 {
		t.Add(page, 0, common/inGot)
		t.Add(page, 1, 1)
	}
	if inGold > 0 {
		t.Add(page, 2, common/inGold)
		t.Add(page, 3, 1)
	}
}

// shingles counts the sequences of four words; of fewer words it is one.
func shingles(text string) map[string]int {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' })
	out := make(map[string]int)
	for i := 0; i < max(1, len(words)-3); i++ {
		if s := strings.Join(words[i:min(i+4, len(words))], " "); s != "" {
			out[s]++
		}
	}
	return out
}

type phrasePage struct {
	URL     string   `json:"url"`
	File    string   `json:"html_file"`
	With    []string `json:"with"`
	Without []string `json:"without"`
}

func measureSample(j *Job, d *Data) error {
	tallies := make([]*Tally, len(extractors))
	for i := range tallies {
		tallies[i] = NewTally(3)
	}
	err := readLines(d, func(p phrasePage) error {
		page, err := readPage(d, p.File)
		if err != nil {
			return err
		}
		for i, e := range extractors {
			text := e.text(page, p.URL)
			for _, w := range p.With {
				if strings.Contains(text, w) {
					tallies[i].Add(p.File, right, 1)
				} else {
					tallies[i].Add(p.File, missed, 1)
				}
			}
			for _, w := range p.Without {
				if strings.Contains(text, w) {
					tallies[i].Add(p.File, wrong, 1)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	n := len(tallies[0].docs)
	j.Add("extraction", "precision", n, "pages", "pages", tallies[0].Sample(precision))
	j.Add("extraction", "recall", n, "pages", "pages", tallies[0].Sample(recall))
	for i, e := range extractors {
		j.Add("extraction", e.row("F1"), n, "pages", "pages", tallies[i].Sample(f1))
	}
	return nil
}
