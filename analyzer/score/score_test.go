package score_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/align"
	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
	"gloss/analyzer/score"
	"gloss/analyzer/segment"
	"gloss/analyzer/voice"
	"gloss/corpus"
	"gloss/lexicons"
)

func lists(t testing.TB) *lexicon.Set {
	t.Helper()
	lex, err := lexicon.Load(lexicons.FS, segment.AppendWords)
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

func judge(t testing.TB, lex *lexicon.Set) *opinion.Judge {
	t.Helper()
	j, err := opinion.New(lex, nil)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func story(t testing.TB, lex *lexicon.Set, copies ...string) *news.Story {
	t.Helper()
	seg, mark := segment.New(segment.Lists{}), voice.New(lex)
	st := &news.Story{ID: "1", Base: -1}
	for i, text := range copies {
		d := seg.Document(news.Article{ID: fmt.Sprint(i), Outlet: string(rune('A' + i)), Text: text})
		mark.Mark(d)
		st.Documents = append(st.Documents, d)
	}
	st.Rows = align.Rows(st.Documents, align.Options{})
	return st
}

const wire = "The council voted on Tuesday to build the harbour wall. Crews blocked the slipway for three hours. Work begins in March and lasts three years."

func TestTerms(t *testing.T) {
	lex := lists(t)
	tests := []struct {
		name, b string
		want    []string
	}{
		{"charged", wire + " It is a massive, disgraceful plan.", []string{"massive charged", "disgraceful charged"}},
		{"quoted", wire + " “It is a massive, disgraceful plan,” said Quill.", []string{"massive quoted", "disgraceful quoted"}},
		{"attributed", wire + " Quill said that the plan was disgraceful.", []string{"disgraceful attributed"}},
		{"none", wire + " The plan has four parts.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			st := story(t, lex, wire, tt.b)
			var got []string
			for _, term := range score.New(lex, judge(t, lex), "").Terms(st) {
				how := term.Voice.String()
				if term.Charged() {
					how = "charged"
				}
				got = append(got, term.Of(st.Documents[term.Document].Text)+" "+how)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestShared holds that a term both copies have in the same claim, or one of its
// kind in its place, is charged to neither.
func TestShared(t *testing.T) {
	lex := lists(t)
	a := wire + " The builders face an unprecedented number of complaints from residents of the old town."
	for _, b := range []string{a, strings.Replace(a, "unprecedented", "unparalleled", 1)} {
		for _, term := range score.New(lex, judge(t, lex), "").Terms(story(t, lex, a, b)) {
			if term.Charged() {
				t.Errorf("%q is charged", term.Term.Text)
			}
		}
	}
}

// TestUnlisted holds that a word like the listed terms is given to judge where the
// outlet speaks and no other copy has it in the claim, and counts in no density.
func TestUnlisted(t *testing.T) {
	lex := lists(t)
	s := score.New(lex, judge(t, lex), "")
	unlisted := func(copies ...string) []string {
		st := story(t, lex, copies...)
		_, fs, err := s.Measure(st, nil)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, f := range fs {
			if f.Category == score.Unlisted {
				if f.Certainty != news.Judge || f.Shared {
					t.Errorf("%+v", f)
				}
				out = append(out, f.Of(st.Documents[f.Document].Text))
			}
		}
		return out
	}
	const word = "grotesque"
	if got := unlisted(wire, wire+" It was a grotesque surrender."); !slices.Contains(got, word) {
		t.Errorf("unlisted: %q", got)
	}
	for _, other := range []string{wire + " “It was a grotesque surrender,” said Quill.", wire} {
		if got := unlisted(wire, other); slices.Contains(got, word) {
			t.Errorf("unlisted: %q", got)
		}
	}
	shared := wire + " The grotesque surrender of the harbour office to the builders was complete."
	if got := unlisted(shared, shared); len(got) > 0 {
		t.Errorf("in both copies: %q", got)
	}
}

func TestTone(t *testing.T) {
	lex := lists(t)
	tone := score.New(lex, judge(t, lex), "").Tone
	measure := func(text string) float64 {
		d := story(t, lex, text).Documents[0]
		v, carriers, _, err := tone.Of(d, 0, d.SentenceWords(0))
		if err != nil {
			t.Fatal(err)
		}
		if v < -1 || v > 1 || math.IsNaN(v) {
			t.Errorf("%q: tone %v", text, v)
		}
		if (v != 0) != (len(carriers) > 0) {
			t.Errorf("%q: tone %v, carried by %v", text, v, carriers)
		}
		return v
	}
	if v := measure("That is a wonderful and excellent plan."); v < 0.3 {
		t.Errorf("praise has tone %v", v)
	}
	if v := measure("That is a terrible and stupid waste."); v > -0.3 {
		t.Errorf("blame has tone %v", v)
	}
	// What a story is about, and who, carries no tone.
	for _, neutral := range []string{"Xyzzy.", "The missile launches and sanctions followed the invasion.", "The war with Russia began when Ukraine was attacked."} {
		if v := measure(neutral); math.Abs(v) > 0.15 {
			t.Errorf("%q: tone %v, want about 0", neutral, v)
		}
	}
	if plain, negated := measure("The plan is excellent."), measure("The plan is not excellent."); plain <= 0 || negated >= 0 {
		t.Errorf("tone %v, negated %v", plain, negated)
	}
}

func TestMeasure(t *testing.T) {
	lex := lists(t)
	st := story(t, lex, wire, wire+" That is a disgraceful, massive plan.")
	last := len(st.Documents[1].Sentences) - 1
	findings := []news.Finding{{Kind: news.Commentary, Certainty: news.Sure, Document: 1, Part: news.InText, Sentence: last,
		Span: st.Documents[1].Sentences[last].Span}}
	m, loaded, err := score.New(lex, judge(t, lex), "").Measure(st, findings)
	if err != nil {
		t.Fatal(err)
	}
	b := m[1]
	if b.Sentences != 4 || b.Shared != 3 || b.OnlyHere != 1 || b.Commentary != 1 || b.CommentaryJudge != 0 {
		t.Errorf("counts %+v", b)
	}
	if b.LoadedCommentary != (score.Rate{Terms: 2, Words: 6, Per100: 100.0 / 3}) {
		t.Errorf("loaded commentary %+v", b.LoadedCommentary)
	}
	if findings[0].Tone == nil || *findings[0].Loaded != 100.0/3 {
		t.Errorf("finding's tone %v, loaded %v", findings[0].Tone, findings[0].Loaded)
	}
	if m[0].Commentary != 0 || m[0].OnlyHere != 0 || m[0].LoadedOwn.Terms != 0 {
		t.Errorf("counts of the plain copy %+v", m[0])
	}
	if len(loaded) != 2 || loaded[0].Reason == "" {
		t.Errorf("loaded findings %+v", loaded)
	}
}

func TestDensity(t *testing.T) {
	if score.Density(0, 0) != 0 || score.Density(3, 60) != 5 {
		t.Error("density of nothing, or of 3 in 60, is wrong")
	}
}

// BenchmarkTone measures every sentence of the training text.
func BenchmarkTone(b *testing.B) {
	texts, err := corpus.Training(corpus.FS)
	if err != nil {
		b.Fatal(err)
	}
	lex := lists(b)
	seg, tone := segment.New(segment.Lists{}), score.New(lex, judge(b, lex), "").Tone
	var docs []*news.Document
	sentences := 0
	for _, t := range texts {
		a, _ := t.Article()
		d := seg.Document(a)
		docs = append(docs, d)
		sentences += len(d.Sentences)
	}
	if _, _, _, err := tone.Of(docs[0], 0, docs[0].SentenceWords(0)); err != nil { // the models are read once
		b.Fatal(err)
	}
	for b.Loop() {
		for _, d := range docs {
			for i := range d.Sentences {
				if _, _, _, err := tone.Of(d, i, d.SentenceWords(i)); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.ReportMetric(float64(sentences)*float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
}
