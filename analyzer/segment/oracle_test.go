package segment

import (
	"bufio"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/neurosnap/sentences/english"

	"gloss/analyzer/news"
)

// records reads a JSON Lines file of the shared folder.
func records[T any](t testing.TB, name string) []T {
	t.Helper()
	sc := bufio.NewScanner(shared(t, name))
	sc.Buffer(nil, 1<<26)
	var out []T
	for sc.Scan() {
		var r T
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

type goldenRule struct {
	ID, Rule, Text string
	Sentences      []string
}

// TestGoldenRules measures the English golden rules of pragmatic_segmenter, in
// the file that pySBD ships. The rules about lists are left out: they want two
// items on one line told apart, which articles do not have. 39 of 48 remain.
func TestGoldenRules(t *testing.T) {
	s := own(t)
	n, right, theirs := 0, 0, map[string]int{}
	rivals := rivals(t)
	for _, r := range records[goldenRule](t, "eval/sentence_segmentation/golden_rules_en_pysbd.jsonl") {
		if strings.HasPrefix(r.Rule, "List ") || strings.HasSuffix(r.Rule, " list") {
			continue
		}
		n++
		for name, pieces := range rivals {
			var got []string
			for _, p := range byPieces(r.Text, false, pieces) {
				got = append(got, p.Of(r.Text))
			}
			if slices.Equal(got, r.Sentences) {
				theirs[name]++
			}
		}
		got := texts(s.Document(news.Article{Text: r.Text}))
		if slices.Equal(got, r.Sentences) {
			right++
			continue
		}
		t.Logf("%s %s:\n got %q\nwant %q", r.ID, r.Rule, got, r.Sentences)
	}
	t.Logf("golden rules: %d of %d; %v", right, n, theirs)
	if n != 39 || right < 38 {
		t.Errorf("golden rules: %d of %d right, want at least 38 of 39", right, n)
	}
}

type treebankText struct {
	DocID     string `json:"doc_id"`
	Text      string
	Sentences [][2]int // runes
}

// spans returns the sentences as byte spans.
func (r treebankText) spans() map[news.Span]bool {
	off := make([]int, 0, len(r.Text)+1)
	for i := range r.Text {
		off = append(off, i)
	}
	off = append(off, len(r.Text))
	want := map[news.Span]bool{}
	for _, x := range r.Sentences {
		want[news.Span{Start: off[x[0]], End: off[x[1]]}] = true
	}
	return want
}

// A score counts spans found, right and wanted.
type score struct{ right, found, wanted int }

func (c *score) add(got []news.Span, want map[news.Span]bool) {
	for _, s := range got {
		if want[s] {
			c.right++
		}
	}
	c.found += len(got)
	c.wanted += len(want)
}

func (c score) f1() float64 { return 2 * float64(c.right) / float64(c.found+c.wanted) }

// byPieces runs a splitter that returns pieces of its text in order, on the whole
// text or on each paragraph, and returns the pieces' spans without white space.
func byPieces(text string, paragraphs bool, pieces func(string) []string) (out []news.Span) {
	parts := []string{text}
	if paragraphs {
		parts = strings.SplitAfter(text, "\n\n")
	}
	base := 0
	for _, part := range parts {
		at := 0
		for _, p := range pieces(part) {
			i := strings.Index(part[at:], p)
			if i < 0 {
				continue
			}
			span := trim(text, news.Span{Start: base + at + i, End: base + at + i + len(p)})
			at += i + len(p)
			if span.Len() > 0 {
				out = append(out, span)
			}
		}
		base += len(part)
	}
	return out
}

// rivals returns the two libraries, each as a func that divides a text.
func rivals(t *testing.T) map[string]func(string) []string {
	tok, err := english.NewSentenceTokenizer(nil)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]func(string) []string{
		"neurosnap": func(text string) (out []string) {
			for _, x := range tok.Tokenize(text) {
				out = append(out, x.Text)
			}
			return out
		},
		"uax29": func(text string) (out []string) {
			for it := sentences.FromString(text); it.Next(); {
				out = append(out, it.Value())
			}
			return out
		},
	}
}

// TestTreebanks measures sentence F1, exact spans, against two libraries, each
// fed the way that suits it better: the whole text, or paragraph by paragraph.
func TestTreebanks(t *testing.T) {
	s := own(t)
	rivals := rivals(t)
	for _, name := range []string{"ud_ewt_dev", "ud_gum_newslike_dev"} {
		t.Run(name, func(t *testing.T) {
			texts := records[treebankText](t, "eval/sentence_segmentation/"+name+".jsonl")
			var ours score
			for _, r := range texts {
				d := s.Document(news.Article{Text: r.Text})
				got := make([]news.Span, len(d.Sentences))
				for i, x := range d.Sentences {
					got[i] = x.Span
				}
				ours.add(got, r.spans())
			}
			best := 0.0
			for rival, pieces := range rivals {
				var whole, parts score
				for _, r := range texts {
					want := r.spans()
					whole.add(byPieces(r.Text, false, pieces), want)
					parts.add(byPieces(r.Text, true, pieces), want)
				}
				t.Logf("%s: whole text %.4f, by paragraph %.4f", rival, whole.f1(), parts.f1())
				best = max(best, whole.f1(), parts.f1())
			}
			t.Logf("segment: %.4f", ours.f1())
			if ours.f1() < best+.01 {
				t.Errorf("sentence F1 %.4f, want at least .01 above %.4f", ours.f1(), best)
			}
		})
	}
}
