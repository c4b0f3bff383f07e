package opinion_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/linear"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
	"gloss/analyzer/segment"
	"gloss/analyzer/voice"
	"gloss/lexicons"
)

// A reading is what is needed to judge sentences in a test.
type reading struct {
	lex    *lexicon.Set
	judge  *opinion.Judge
	marker *voice.Marker
}

func newReading(t testing.TB, weights []byte) *reading {
	t.Helper()
	lex, err := lexicon.Load(lexicons.FS, segment.AppendWords)
	if err != nil {
		t.Fatal(err)
	}
	j, err := opinion.New(lex, weights)
	if err != nil {
		t.Fatal(err)
	}
	return &reading{lex, j, voice.New(lex)}
}

func (r *reading) document(text string) *news.Document {
	d := segment.New(segment.Lists{}).Document(news.Article{ID: "x", Text: text})
	for i := range d.Sentences {
		d.Sentences[i].Kind = news.Prose
	}
	r.marker.Mark(d)
	return d
}

// read reads the first sentence of text.
func (r *reading) read(text string) (*opinion.Features, *news.Document, []lexicon.Hit) {
	d := r.document(text)
	hits := opinion.Lists(r.lex).Find(nil, d.Text, d.SentenceWords(0), d.Sentences[0].Span)
	var f opinion.Features
	r.judge.Read(&f, d, 0, hits)
	return &f, d, hits
}

func TestCommentary(t *testing.T) {
	r := newReading(t, nil)
	tests := []struct {
		text       string
		commentary bool
		cue        string // among the first three that speak for it
	}{
		{"Who on earth thought that this would end well?", true, "question in own voice"},
		{"It is a shabby little trick, and it deserves to fail.", true, ""},
		{"We should all be ashamed of what was done in our name.", true, "says what should be"},
		{"Spare us the lectures.", true, ""},
		{"The committee voted by seven to four on Tuesday to approve the budget.", false, ""},
		{"Work on the line begins in March and will cost $4.2 million.", false, ""},
		{"Two people were taken to hospital after the collision on the A12.", false, ""},
		{"The firm employs 340 people in Dunmere and has run the depot since 1998.", false, ""},
	}
	for _, tt := range tests {
		f, d, hits := r.read(tt.text)
		odds := r.judge.Commentary(f)
		if odds > 0 != tt.commentary {
			t.Errorf("%q: log odds %.2f, commentary %v", tt.text, odds, tt.commentary)
		}
		cues := r.judge.Cues(f, d, 0, hits)
		if n := min(3, len(cues)); tt.cue != "" && !slices.ContainsFunc(cues[:n], func(c opinion.Cue) bool { return c.Name == tt.cue }) {
			t.Errorf("%q: cues %v, want %q", tt.text, cues[:n], tt.cue)
		}
	}
}

// TestCuesAddUp holds that what a reader is told comes from the sum that made the
// call: no cue is in it twice, and those that speak for it come first.
func TestCuesAddUp(t *testing.T) {
	r := newReading(t, nil)
	for _, text := range []string{"Nobody asked them, and it shows.", "Nobody should have to wait; you may well wonder, and they may not.", "But is that not what the minister promised, twice, before the vote?", "Ames said “no” on Monday."} {
		f, d, hits := r.read(text)
		type told struct {
			name string
			at   news.Span
		}
		seen, against := make(map[told]bool), false
		for _, c := range r.judge.Cues(f, d, 0, hits) {
			if seen[told{c.Name, c.At}] || c.Weight == 0 || math.IsNaN(c.Weight) || !d.Sentences[0].Contains(c.At) && c.At.Len() > 0 {
				t.Errorf("%q: cue %+v", text, c)
			}
			if against && c.Weight > 0 {
				t.Errorf("%q: %q speaks for it after one that speaks against", text, c.Name)
			}
			seen[told{c.Name, c.At}], against = true, c.Weight < 0
		}
	}
}

// TestOthersWords holds that quoted and attributed words say nothing about the
// outlet: other words in their place change nothing but lengths and shares.
func TestOthersWords(t *testing.T) {
	r := newReading(t, nil)
	mild, _, _ := r.read("Ames said it was “a good and careful plan” on Monday.")
	harsh, _, _ := r.read("Ames said it was “a vile and shameful farce” on Monday.")
	if !slices.Equal(mild.Grams, harsh.Grams) || r.judge.Commentary(mild) != r.judge.Commentary(harsh) {
		t.Errorf("odds %.3f and %.3f: quoted words were read", r.judge.Commentary(mild), r.judge.Commentary(harsh))
	}
	if !mild.Credited() {
		t.Error("nobody is credited")
	}
}

// TestNames holds that who is named changes nothing.
func TestNames(t *testing.T) {
	r := newReading(t, nil)
	a, _, _ := r.read("The plan of Ames and Quill is a disgrace.")
	b, _, _ := r.read("The plan of Tolland and Vuk is a disgrace.")
	if !slices.Equal(a.Grams, b.Grams) {
		t.Error("names are among the grams")
	}
}

func TestAround(t *testing.T) {
	weighed := map[int]opinion.Weighed{0: {Odds: 2}, 1: {Odds: 0.1}, 2: {Odds: 9}, 5: {Odds: 3, Credited: true}}
	got := opinion.Around(weighed, 1, opinion.Sum(weighed))
	if want := (opinion.Surroundings{Near: 3, Rest: 1.5, Share: 0.5}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if alone := opinion.Around(map[int]opinion.Weighed{3: {Odds: 1}}, 3, opinion.Sum(map[int]opinion.Weighed{3: {Odds: 1}})); alone != (opinion.Surroundings{}) {
		t.Errorf("alone: %+v", alone)
	}
	r := newReading(t, nil)
	if quiet, loud := r.judge.InContext(0, opinion.Surroundings{Near: -3, Rest: -3}), r.judge.InContext(0, opinion.Surroundings{Near: 3, Rest: 3, Share: 0.8}); quiet >= loud || quiet < 0 || loud > 1 {
		t.Errorf("among reports %.2f, among commentary %.2f", quiet, loud)
	}
}

func TestLoaded(t *testing.T) {
	r := newReading(t, nil)
	words := func(text string) []string {
		d := r.document(text)
		var out []string
		for _, w := range r.judge.Loaded(nil, d, 0) {
			out = append(out, d.SentenceWords(0)[w.Index].Fold)
		}
		return out
	}
	if got := words("It was a shameful and disastrous surrender."); !slices.Contains(got, "shameful") {
		t.Errorf("loaded: %q", got)
	}
	if got := words("The council met in the town hall on Tuesday."); len(got) > 0 {
		t.Errorf("loaded: %q", got)
	}
}

func TestNewRefuses(t *testing.T) {
	lex := newReading(t, nil).lex
	write := func(models ...*linear.Model) []byte {
		data, err := (&linear.Set{Models: models}).Write()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for want, data := range map[string][]byte{
		"not a file of gloss weights": []byte("{}"),
		"no models":                   write(&linear.Model{Name: "commentary"}),
		`"loaded.renamed"`:            write(&linear.Model{Name: "commentary", Named: map[string]float32{"loaded.renamed": 1}}, &linear.Model{Name: "context"}),
	} {
		if _, err := opinion.New(lex, data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Nobody asked “them”, did they? 4.5% — no!")
	f.Add("It's… ‘so’ VERY (very) bad; \u00a0 don't")
	r := newReading(f, nil)
	f.Fuzz(func(t *testing.T, text string) {
		d := r.document(strings.ToValidUTF8(text, "?"))
		var fs opinion.Features
		for i, s := range d.Sentences {
			hits := opinion.Lists(r.lex).Find(nil, d.Text, d.SentenceWords(i), s.Span)
			r.judge.Read(&fs, d, i, hits)
			if odds := r.judge.Commentary(&fs); math.IsNaN(odds) || math.IsInf(odds, 0) || len(fs.Grams) != len(fs.Places) {
				t.Errorf("%q: odds %v", s.Of(d.Text), odds)
			}
			for _, c := range r.judge.Cues(&fs, d, i, hits) {
				if c.At.Len() > 0 && !s.Contains(c.At) {
					t.Errorf("%q: cue %+v outside", s.Of(d.Text), c)
				}
			}
			r.judge.Loaded(nil, d, i)
		}
	})
}
