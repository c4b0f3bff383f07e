package segment

import (
	"encoding/json"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/news"
	"gloss/corpus"
)

type goldLine struct {
	I     int
	Text  string
	Title bool
	Gold  struct {
		Class  string
		Either []string
		Sure   bool
	}
}

func (l goldLine) is(class string) bool { return l.Gold.Class == class }

func (l goldLine) couldBe(class string) bool {
	return l.Gold.Class == class || slices.Contains(l.Gold.Either, class)
}

// units joins the lines of an article, titles apart, and returns their spans.
func units(lines []goldLine) (text string, spans []news.Span, kept []goldLine) {
	var b strings.Builder
	for _, l := range lines {
		if l.Title {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		spans = append(spans, news.Span{Start: b.Len(), End: b.Len() + len(l.Text)})
		kept = append(kept, l)
		b.WriteString(l.Text)
	}
	return b.String(), spans, kept
}

// kindOf returns the kind that most of the bytes of at have.
func kindOf(d *news.Document, at news.Span) news.Kind {
	var n [4]int
	for _, s := range d.Sentences {
		n[s.Kind] += s.Overlap(at)
	}
	best := news.Prose
	for k := range n {
		if n[k] > n[best] {
			best = news.Kind(k)
		}
	}
	return best
}

// TestPairs measures boilerplate and headings on the annotated pairs. A line that
// only one annotator calls boilerplate counts neither for nor against.
func TestPairs(t *testing.T) {
	type pair struct{ A, B []goldLine }
	s := own(t)
	var right, wrong, missed, headings, notHeadings, lost int
	for _, p := range records[pair](t, "gold/pairs/pairs.jsonl") {
		for _, side := range [][]goldLine{p.A, p.B} {
			text, spans, lines := units(side)
			d := s.Document(news.Article{Text: text})
			for i, l := range lines {
				k := kindOf(d, spans[i])
				out := k == news.Boilerplate || k == news.Caption
				switch {
				case l.is("boilerplate") && l.Gold.Sure && out:
					right++
				case l.is("boilerplate") && l.Gold.Sure:
					missed++
					t.Logf("missed: %q", l.Text)
				case out && !l.couldBe("boilerplate") && !l.couldBe("heading"):
					wrong++
					t.Logf("wrongly removed: %q", l.Text)
				}
				switch {
				case k == news.Heading && l.couldBe("heading"):
					headings++
				case k == news.Heading && !l.couldBe("boilerplate"):
					notHeadings++
					t.Logf("no heading: %q", l.Text)
				case l.is("heading"):
					lost++
					t.Logf("heading missed, sure %v: %q", l.Gold.Sure, l.Text)
				}
			}
		}
	}
	p, r := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("boilerplate P %.3f R %.3f (%d right, %d wrong, %d missed); headings %d found, %d wrong, %d missed", p, r, right, wrong, missed, headings, notHeadings, lost)
	if p < .97 || r < .85 {
		t.Errorf("boilerplate P %.3f R %.3f, want .97 and .85", p, r)
	}
}

// TestSeeds holds that both seed texts come out exactly as annotated.
func TestSeeds(t *testing.T) {
	type goldText struct{ Type, Text string }
	type goldFile struct {
		File                   string
		Sentences, Boilerplate []goldText
	}
	var gold struct{ Files map[string]goldFile }
	b, err := io.ReadAll(shared(t, "gold/seeds/gold.json"))
	if err == nil {
		err = json.Unmarshal(b, &gold)
	}
	if err != nil {
		t.Fatal(err)
	}
	s := own(t)
	for side, f := range gold.Files {
		b, err := io.ReadAll(shared(t, "gold/seeds/"+f.File))
		if err != nil {
			t.Fatal(err)
		}
		got := map[news.Kind][]string{}
		d := s.Document(news.Article{Text: string(b)})
		for i, x := range d.Sentences {
			got[x.Kind] = append(got[x.Kind], d.SentenceText(i))
		}
		want := map[news.Kind][]string{}
		for _, x := range f.Sentences {
			k := news.Prose
			if x.Type == "heading" {
				k = news.Heading
			}
			want[k] = append(want[k], strings.TrimSpace(x.Text))
		}
		for _, x := range f.Boilerplate {
			want[news.Boilerplate] = append(want[news.Boilerplate], strings.TrimSpace(x.Text))
		}
		for _, k := range []news.Kind{news.Prose, news.Heading, news.Boilerplate, news.Caption} {
			if !slices.Equal(got[k], want[k]) {
				t.Errorf("%s, %v:\n got %q\nwant %q", side, k, got[k], want[k])
			}
		}
	}
}

// A kindCount is what became of the lines of some training files.
type kindCount struct {
	boilerplate, found, headings, headingsFound int
	prose, lost, headed                         int // lost: called boilerplate, headed: called headings
}

func (c *kindCount) add(class string, k news.Kind) {
	out := k == news.Boilerplate || k == news.Caption
	count := func(n *int, ok bool) {
		if ok {
			*n++
		}
	}
	switch class {
	case "boilerplate":
		c.boilerplate++
		count(&c.found, out)
	case "heading":
		c.headings++
		count(&c.headingsFound, k == news.Heading)
	default:
		c.prose++
		count(&c.lost, out)
		count(&c.headed, k == news.Heading)
	}
}

// TestTraining measures boilerplate and headings on the training text: as it
// stands, and with every line in a paragraph of its own, since half of the files
// have no paragraphs. Rules and lists were made with north and east in view;
// nobody looked at south and west.
func TestTraining(t *testing.T) {
	texts, err := corpus.Training(os.DirFS("../../corpus"))
	if err != nil || len(texts) == 0 {
		t.Skip("no training text")
	}
	s := own(t)
	for _, alone := range []bool{false, true} {
		counts := map[string]*kindCount{}
		for _, x := range texts {
			if alone {
				for i := range x.Lines {
					x.Lines[i].Paragraph = i
				}
			}
			region, _, _ := strings.Cut(path.Base(x.File), "-")
			c := counts[region]
			if c == nil {
				c = &kindCount{}
				counts[region] = c
			}
			a, spans := x.Article()
			d := s.Document(a)
			for i, l := range x.Lines {
				c.add(l.Class, kindOf(d, spans[i]))
			}
		}
		for region, least := range map[string]float64{"north": .85, "east": .9, "south": .38, "west": .45} {
			c := counts[region]
			if c == nil {
				continue
			}
			t.Logf("lines apart %v, %s: boilerplate %d of %d, headings %d of %d; of %d lines of prose %d called boilerplate, %d headings",
				alone, region, c.found, c.boilerplate, c.headingsFound, c.headings, c.prose, c.lost, c.headed)
			if float64(c.found) < least*float64(c.boilerplate) || 1000*c.lost > 3*c.prose {
				t.Errorf("%s: want %.2f of the boilerplate, and at most 3 of 1000 lines of prose lost", region, least)
			}
		}
	}
}
