package analyzer_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gloss/analyzer"
	"gloss/analyzer/news"
	"gloss/analyzer/report"
	"gloss/lexicons"
)

// A seeds is the annotated real pair. Its texts may not be part of the project.
type seeds struct {
	Files map[string]struct {
		Sentences   []struct{ ID, Type, Text string }
		Boilerplate []struct{ Text string }
	}
	Alignments []struct{ A, B []string }
	MustNot    []struct {
		A, B string
		Core bool
	} `json:"must_not_align"`
	OnlyInB    []struct{ ID, Class string } `json:"only_in_B"`
	Insertions []goldInsertion              `json:"clause_insertions"`
	Swaps      []goldSwap                   `json:"word_substitutions"`
	Loaded     []goldTerm                   `json:"loaded_terms"`
	Quoted     []struct {
		ID, Text string
		Core     bool
	} `json:"quoted_spans"`
	Attribution []struct{ ID, Type string } `json:"attributions"`
}

type goldInsertion struct {
	ID, Outlet, Text, Class string
	Sentence                string `json:"sentence_id"`
	Core                    bool
}

type goldSwap struct {
	ID       string
	AID      string   `json:"a_id"`
	BID      string   `json:"b_id"`
	APhrase  string   `json:"a_phrase"`
	BPhrase  string   `json:"b_phrase"`
	Detect   bool     `json:"core_detect"`
	Relevant bool     `json:"framing_relevant"`
	Or       []string `json:"or_as_insertions"`
}

type goldTerm struct {
	ID, Phrase, Category, Voice string
	Shared, Core                bool
	Chargeable                  *string `json:"chargeable_to"`
}

// sharedFolder is the folder of data sets beside the project, or skips the test.
func sharedFolder(t testing.TB) string {
	dir := os.Getenv("GLOSS_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: no ../shared")
	}
	return dir
}

func newAnalyzer(t testing.TB) *analyzer.Analyzer {
	t.Helper()
	a, err := analyzer.New(lexicons.FS, "test")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A pair is the seeds pair with gloss's report on it.
type pair struct {
	*testing.T
	gold seeds
	text map[string]string // side → text
	report.Story
}

func readSeeds(t *testing.T) *pair {
	dir := filepath.Join(sharedFolder(t), "gold", "seeds")
	p := &pair{T: t, text: make(map[string]string)}
	data, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &p.gold); err != nil {
		t.Fatal(err)
	}
	for side, name := range map[string]string{"A": "a.txt", "B": "b.txt"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		p.text[side] = string(text)
	}
	p.Story = compare(t, p.text["A"], p.text["B"])
	return p
}

func compare(t testing.TB, a, b string) report.Story {
	t.Helper()
	r, err := newAnalyzer(t).Compare([]news.Article{{ID: "A", Outlet: "A", Text: a}, {ID: "B", Outlet: "B", Text: b}}, analyzer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Stories[0]
}

// letters keeps what two ways of writing a text have in common.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func side(d int) string { return "AB"[d : d+1] }

// id is the gold's name of sentence i of document d; "" if it is none of them.
func (p *pair) id(d, i int) string {
	text := letters(p.Documents[d].SentenceText(i))
	for _, s := range p.gold.Files[side(d)].Sentences {
		if letters(s.Text) == text {
			return s.ID
		}
	}
	return ""
}

func TestSeedsSentences(t *testing.T) {
	p := readSeeds(t)
	for d, doc := range p.Documents {
		kinds := map[string]news.Kind{}
		for i, s := range doc.Sentences {
			if id := p.id(d, i); id != "" {
				kinds[id] = s.Kind
			} else if s.Kind != news.Boilerplate {
				t.Errorf("%s: %q is no sentence of the gold", side(d), doc.SentenceText(i))
			}
		}
		for _, g := range p.gold.Files[side(d)].Sentences {
			want := news.Prose
			if g.Type == "heading" {
				want = news.Heading
			}
			if k, ok := kinds[g.ID]; !ok || k != want {
				t.Errorf("%s: found %v as %v, want %v", g.ID, ok, k, want)
			}
		}
		for _, g := range p.gold.Files[side(d)].Boilerplate {
			if !slices.ContainsFunc(doc.Sentences, func(s news.Sentence) bool {
				return s.Kind == news.Boilerplate && strings.TrimSpace(s.Of(doc.Text)) == strings.TrimSpace(g.Text)
			}) {
				t.Errorf("%s: boilerplate %q not found", side(d), g.Text)
			}
		}
	}
}

// links returns the linked sentences as "A1 B1".
func (p *pair) links() map[string]bool {
	got := make(map[string]bool)
	for _, r := range p.Rows {
		for _, a := range r.Places {
			for _, b := range r.Places {
				if a.Document < b.Document {
					got[p.id(a.Document, a.Sentence)+" "+p.id(b.Document, b.Sentence)] = true
				}
			}
		}
	}
	return got
}

func TestSeedsAlignment(t *testing.T) {
	p := readSeeds(t)
	got := p.links()
	want := make(map[string]bool)
	for _, l := range p.gold.Alignments {
		for _, a := range l.A {
			for _, b := range l.B {
				want[a+" "+b] = true
			}
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("links %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
	for _, m := range p.gold.MustNot {
		if got[m.A+" "+m.B] {
			t.Errorf("%s %s must not be aligned", m.A, m.B)
		}
	}
}

// commentary returns the gold ids of the sentences called commentary.
func (p *pair) commentary(c news.Certainty) []string {
	var ids []string
	for _, f := range p.Findings {
		if f.Kind == news.Commentary && f.Certainty == c {
			ids = append(ids, p.id(f.Document, f.Sentence))
		}
	}
	return ids
}

func TestSeedsCommentary(t *testing.T) {
	p := readSeeds(t)
	if got, want := p.commentary(news.Sure), []string{"B5", "B8", "B9"}; !slices.Equal(got, want) {
		t.Errorf("commentary (sure) %v, want %v", got, want)
	}
	for _, id := range p.commentary(news.Judge) {
		if id != "A21" && id != "A22" { // the gold's hard cases
			t.Errorf("commentary (to judge): %s", id)
		}
	}
	credited := make(map[string]bool)
	for _, a := range p.gold.Attribution {
		if a.Type != "unnamed_collective" {
			credited[a.ID] = true
		}
	}
	for _, id := range append(p.commentary(news.Sure), p.commentary(news.Judge)...) {
		if credited[id] {
			t.Errorf("%s credits somebody and is called commentary", id)
		}
	}
}

// overlaps reports whether finding words stand where the gold has its phrase.
func overlaps(doc *news.Document, sentence string, at news.Span, phrase string) bool {
	if phrase == "" {
		return false
	}
	for i, s := range doc.Sentences {
		if letters(doc.SentenceText(i)) != letters(sentence) {
			continue
		}
		text := strings.ReplaceAll(s.Of(doc.Text), "’", "'")
		k := strings.Index(text, phrase)
		if k < 0 {
			k = strings.Index(strings.ReplaceAll(s.Of(doc.Text), "’", "\x00"), phrase)
		}
		return k >= 0 && s.Contains(at) && at.Overlap(news.Span{Start: s.Start + k, End: s.Start + k + len(phrase)}) > 0
	}
	return false
}

func (p *pair) sentence(id string) string {
	for _, s := range p.gold.Files[id[:1]].Sentences {
		if s.ID == id {
			return s.Text
		}
	}
	p.Fatalf("no sentence %s in the gold", id)
	return ""
}

// onSides returns a finding's spans on side A and B.
func onSides(f news.Finding) (a, b news.Span) {
	own, other := f.Span, news.Span{}
	if f.Counterpart != nil {
		other = f.Counterpart.Span
	}
	if f.Document == 0 {
		return own, other
	}
	return other, own
}

func TestSeedsSwaps(t *testing.T) {
	p := readSeeds(t)
	a, b := p.Documents[0], p.Documents[1]
	main := func(s goldSwap) bool {
		for _, f := range p.Findings {
			if f.Kind != news.Swap && f.Kind != news.QuoteDiff {
				continue
			}
			sa, sb := onSides(f)
			if overlaps(a, p.sentence(s.AID), sa, s.APhrase) && overlaps(b, p.sentence(s.BID), sb, s.BPhrase) {
				return true
			}
		}
		return false
	}
	for _, s := range p.gold.Swaps {
		switch found := main(s); {
		case s.Relevant && s.Detect && !found && !p.insertions(s.Or):
			t.Errorf("%s: %q / %q changes the framing and is not found", s.ID, s.APhrase, s.BPhrase)
		case !s.Relevant && found:
			t.Errorf("%s: %q / %q is neutral and in the main list", s.ID, s.APhrase, s.BPhrase)
		}
	}
	for _, g := range p.gold.Insertions {
		if g.Core && !p.insertions([]string{g.ID}) {
			t.Errorf("%s: insertion %q in %s is not found", g.ID, g.Text, g.Sentence)
		}
	}
}

// insertions reports whether one of the gold's insertions is a finding.
func (p *pair) insertions(ids []string) bool {
	for _, g := range p.gold.Insertions {
		if !slices.Contains(ids, g.ID) {
			continue
		}
		d := strings.Index("AB", g.Outlet)
		for _, f := range p.Findings {
			if f.Document == d && (f.Kind == news.Insertion || f.Kind == news.QuoteDiff || f.Kind == news.Swap) &&
				overlaps(p.Documents[d], p.sentence(g.Sentence), f.Span, strings.Trim(g.Text, `"`)) {
				return true
			}
		}
	}
	return false
}

func TestSeedsLoaded(t *testing.T) {
	p := readSeeds(t)
	for _, g := range p.gold.Loaded {
		d := strings.Index("AB", g.ID[:1])
		if !g.Core || g.ID[1] == 'H' {
			continue
		}
		for _, f := range p.Findings {
			if f.Kind != news.Loaded || f.Document != d || !overlaps(p.Documents[d], p.sentence(g.ID), f.Span, g.Phrase) {
				continue
			}
			if g.Shared && !f.Shared {
				t.Errorf("%s: %q is in both copies and charged to one", g.ID, g.Phrase)
			}
			if g.Voice == "quoted" || g.Voice == "attributed" {
				t.Errorf("%s: %q is %s and charged to the outlet", g.ID, g.Phrase, g.Voice)
			}
		}
	}
	for _, want := range []string{"protracted", "dictator", "massive", "a further escalation", "hermit kingdom", "overwhelming", "purported"} {
		if !slices.ContainsFunc(p.Findings, func(f news.Finding) bool {
			return f.Kind == news.Loaded && !f.Shared && strings.HasPrefix(p.Text(f), want)
		}) {
			t.Errorf("%q in own voice and only in A is not found", want)
		}
	}
}

// doNotFlag are words of the pair that no list of loaded terms may hold.
var doNotFlag = strings.Fields(`ukraine russia korea pyongyang moscow kremlin kim jong un invasion war fight missiles ballistic
nuclear military weapons attack launches sanctions kherson ongoing growing increasing expanding told said stated
continued responded reported discussed partially occupied lugansk luhansk forced evasive collision`)

func TestSeedsDoNotFlag(t *testing.T) {
	p := readSeeds(t)
	for _, f := range p.Findings {
		if f.Kind != news.Loaded {
			continue
		}
		if w := letters(p.Text(f)); slices.Contains(doNotFlag, w) {
			t.Errorf("%q is flagged as %s", p.Text(f), f.Category)
		}
	}
}

// The invariants of the gold that are not tested above.
func TestSeedsInvariants(t *testing.T) {
	p := readSeeds(t)
	t.Run("nothing from boilerplate in any list", func(t *testing.T) {
		for _, f := range p.Findings {
			doc := p.Documents[f.Document]
			for _, s := range doc.Sentences {
				if s.Kind == news.Boilerplate && f.Part == news.InText && s.Overlap(f.Span) > 0 {
					t.Errorf("%s %q lies in boilerplate", f.Kind, p.Text(f))
				}
			}
		}
	})
	t.Run("words between marks are never own voice", func(t *testing.T) {
		for _, q := range p.gold.Quoted {
			d := strings.Index("AB", q.ID[:1])
			doc := p.Documents[d]
			for i := range doc.Sentences {
				if p.id(d, i) != q.ID {
					continue
				}
				k := strings.Index(doc.SentenceText(i), q.Text)
				at := news.Span{Start: doc.Sentences[i].Start + k, End: doc.Sentences[i].Start + k + len(q.Text)}
				if v := doc.VoiceAt(i, at); v != news.Quoted {
					t.Errorf("%s %q: voice %s", q.ID, q.Text, v)
				}
			}
		}
	})
	t.Run("swapping the copies mirrors the result", func(t *testing.T) {
		m := compare(t, p.text["B"], p.text["A"])
		if got, want := statements(m, 1), statements(p.Story, 0); !slices.Equal(got, want) {
			t.Errorf("mirrored:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
	t.Run("a file against itself has no differences", func(t *testing.T) {
		for _, f := range compare(t, p.text["A"], p.text["A"]).Findings {
			if f.Kind != news.Headline && !(f.Kind == news.Loaded && f.Shared) {
				t.Errorf("%s %q", f.Kind, f.Reason)
			}
		}
	})
	t.Run("curly or straight apostrophes change nothing", func(t *testing.T) {
		s := compare(t, p.text["A"], strings.ReplaceAll(p.text["B"], "’", "'"))
		if got, want := statements(s, 0), statements(p.Story, 0); !slices.Equal(got, want) {
			t.Errorf("straight:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
	t.Run("without B5, B8 and B9 no commentary is left", func(t *testing.T) {
		text := p.text["B"]
		for _, id := range []string{"B5", "B8", "B9"} {
			text = strings.Replace(text, p.sentence(id), "", 1)
		}
		without := &pair{T: t, gold: p.gold, Story: compare(t, p.text["A"], text)}
		if got := without.commentary(news.Sure); len(got) > 0 {
			t.Errorf("commentary %v", got)
		}
		if got, want := without.links(), p.links(); !maps.Equal(got, want) {
			t.Errorf("links %v, want %v", got, want)
		}
	})
}

// statements are a story's findings as lines that do not depend on which copy
// comes first: first is the index of copy A. A difference without a side is the
// same line seen from either copy.
func statements(s report.Story, first int) []string {
	var out []string
	for _, f := range s.Findings {
		who, text := "A", letters(s.Text(f))
		if f.Document != first {
			who = "B"
		}
		if f.Kind == news.Accuracy || f.Category == "changed" {
			both := []string{text, letters(f.Counterpart.Span.Of(s.Documents[f.Counterpart.Document].Text))}
			slices.Sort(both)
			who, text = "both", strings.Join(both, " ")
		} else {
			text += " " + f.Voice.String()
		}
		out = append(out, strings.Join([]string{who, string(f.Kind), f.Category, string(f.Certainty), text}, " "))
	}
	slices.Sort(out)
	return out
}
