package corpus_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gloss/analyzer"
	"gloss/analyzer/align"
	"gloss/analyzer/news"
	"gloss/corpus"
	"gloss/lexicons"
)

func load(t testing.TB) []corpus.Story {
	t.Helper()
	stories, err := corpus.Load(corpus.FS)
	if err != nil {
		t.Fatal(err)
	}
	return stories
}

func TestLoad(t *testing.T) {
	stories := load(t)
	quality := 0
	for _, s := range stories {
		if len(s.Articles) < 3 || len(s.Articles) > 5 {
			t.Errorf("%s: %d copies, want 3 to 5", s.ID, len(s.Articles))
		}
		if s.Split == "quality" {
			quality++
		}
		kinds := make(map[string]bool)
		for _, m := range s.Marks {
			kinds[m.Kind] = true
		}
		for _, k := range []string{"link", "commentary", "swap", "omission", "voice", "loaded", "insertion", "accuracy", "quotation", "attribution"} {
			if !kinds[k] {
				t.Errorf("%s: nothing marked as %s", s.ID, k)
			}
		}
	}
	if len(stories) < 10 || quality < 4 {
		t.Errorf("%d stories, %d for quality, want at least 10 and 4", len(stories), quality)
	}
}

// TestCovered holds that every sentence of every copy is accounted for by a mark,
// and that nothing of a story's folder is left out.
func TestCovered(t *testing.T) {
	a := newAnalyzer(t)
	for _, s := range load(t) {
		for _, art := range s.Articles {
			d := a.Document(art)
			for i, sent := range d.Sentences {
				if sent.Kind != news.Prose || sent.Start == 0 { // headlines are not marked
					continue
				}
				if !slices.ContainsFunc(s.Marks, func(m corpus.Mark) bool {
					return m.Document == art.ID && 2*m.Span.Overlap(sent.Span) > sent.Len() || m.Other == art.ID && 2*m.OtherSpan.Overlap(sent.Span) > sent.Len()
				}) {
					t.Errorf("%s: no mark on %q", art.Path, d.SentenceText(i))
				}
			}
		}
	}
}

func TestLoadErrors(t *testing.T) {
	const header = "kind\tdocument\ttext\tother_document\tother_text\tlabel\tcertainty\tnote\n"
	tests := []struct{ name, marks, want string }{
		{"not in the copy", header + "commentary\ta\tNo such words.\t\t\tverdict\tsure\t", `corpus/s/marks.tsv:3: "No such words." does not occur in a`},
		{"twice in the copy", header + "loaded\ta\twall\t\t\tepithet\tsure\t", `corpus/s/marks.tsv:3: "wall" occurs 2 times in a: quote its neighbours too`},
		{"unknown kind", header + "comment\ta\tOne wall.\t\t\t\tsure\t", `corpus/s/marks.tsv:3: unknown kind "comment" (known: accuracy`},
		{"unknown label", header + "commentary\ta\tOne wall.\t\t\trant\tsure\t", `corpus/s/marks.tsv:3: commentary has no label "rant" (known: verdict`},
		{"certainty", header + "commentary\ta\tOne wall.\t\t\tverdict\tmaybe\t", `corpus/s/marks.tsv:3: certainty "maybe" is neither sure nor judge`},
		{"columns", header + "commentary\ta\tOne wall.", `corpus/s/marks.tsv:3: 3 columns, want 8`},
		{"unknown copy", header + "link\ta\tOne wall.\tz\tX.\tsame\tsure\t", `corpus/s/marks.tsv:3: no copy "z" in the story`},
		{"half a pair", header + "link\ta\tOne wall.\tb\t\tsame\tsure\t", `corpus/s/marks.tsv:3: other_document and other_text go together`},
		{"no header", "commentary\ta\tOne wall.\t\t\tverdict\tsure\t", `corpus/s/marks.tsv:2: a mark before the header line`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{
				"stories.tsv": {Data: []byte("s\tdev\tx\n")},
				"s/a.txt":     {Data: []byte("One wall. Two wall")}, "s/b.txt": {Data: []byte("One wall.")}, "s/story.txt": {Data: []byte("notes")},
				"s/marks.tsv": {Data: []byte("# annotator: e\n" + tt.marks)},
			}
			_, err := corpus.Load(fsys)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

func newAnalyzer(t testing.TB) *analyzer.Analyzer {
	t.Helper()
	a, err := analyzer.New(lexicons.FS, "test")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// total scores all stories and adds up.
func total(t *testing.T, run func(corpus.Story) (*news.Story, []news.Finding)) map[string]corpus.Counts {
	sum := make(map[string]corpus.Counts)
	for _, s := range load(t) {
		st, findings := run(s)
		for task, c := range corpus.Score(s, st, findings) {
			x := sum[task]
			sum[task] = corpus.Counts{Found: x.Found + c.Found, Missed: x.Missed + c.Missed, False: x.False + c.False}
		}
	}
	return sum
}

// TestScoreOfMarks holds that a report that says just what the marks say scores
// full marks, and an empty one none.
func TestScoreOfMarks(t *testing.T) {
	a := newAnalyzer(t)
	perfect := total(t, func(s corpus.Story) (*news.Story, []news.Finding) { return asMarked(a, s) })
	for task, c := range perfect {
		if c.False > 0 || c.Missed > 0 && task != "voice" && task != "indirect speech" && task != "boilerplate" {
			t.Errorf("%s: %+v for a report that follows the marks", task, c)
		}
	}
	empty := total(t, func(s corpus.Story) (*news.Story, []news.Finding) {
		st := &news.Story{Base: -1}
		for _, art := range s.Articles {
			st.Documents = append(st.Documents, a.Document(art))
		}
		return st, nil
	})
	for _, task := range []string{"links", "commentary", "omissions", "swaps", "accuracy", "loaded"} {
		if c := empty[task]; c.Found > 0 || c.False > 0 || c.Missed == 0 {
			t.Errorf("%s: %+v for an empty report", task, c)
		}
	}
}

// asMarked makes the report that a story's marks describe.
func asMarked(a *analyzer.Analyzer, s corpus.Story) (*news.Story, []news.Finding) {
	st := &news.Story{Base: -1}
	index := make(map[string]int)
	for i, art := range s.Articles {
		d := a.Document(art)
		d.Sentences = nil
		index[art.ID] = i
		st.Documents = append(st.Documents, d)
	}
	place := func(id string, at news.Span) news.Place {
		d := st.Documents[index[id]]
		if k := slices.IndexFunc(d.Sentences, func(x news.Sentence) bool { return x.Span == at }); k >= 0 {
			return news.Place{Document: index[id], Sentence: k}
		}
		d.Sentences = append(d.Sentences, news.Sentence{Span: at})
		return news.Place{Document: index[id], Sentence: len(d.Sentences) - 1}
	}
	kinds := map[string]news.FindingKind{"commentary": news.Commentary, "insertion": news.Insertion, "swap": news.Swap, "omission": news.Omission,
		"attribution": news.Attribution, "quotation": news.QuoteDiff, "accuracy": news.Accuracy, "loaded": news.Loaded}
	var findings []news.Finding
	for _, m := range s.Marks {
		if m.Kind == "link" {
			st.Rows = append(st.Rows, news.Row{Places: []news.Place{place(m.Document, m.Span), place(m.Other, m.OtherSpan)}})
			continue
		}
		k, ok := kinds[m.Kind]
		if !ok || !m.Sure && k == news.Commentary || m.Label == "neutral" {
			continue
		}
		f := news.Finding{Kind: k, Certainty: news.Sure, Document: index[m.Document], Part: news.InText, Span: m.Span}
		if m.Other != "" {
			f.Counterpart = &news.Counterpart{Place: news.Place{Document: index[m.Other]}, Span: m.OtherSpan}
		}
		if k == news.Omission {
			f.Span = m.OtherSpan
		}
		findings = append(findings, f)
	}
	return st, findings
}

// TestBrokenStages holds that breaking a stage shows where it should: in links
// for an alignment that links nothing, in commentary and voice for a voice stage
// that takes all words for the outlet's own.
func TestBrokenStages(t *testing.T) {
	a := newAnalyzer(t)
	run := func(threshold float64, allOwn bool) map[string]corpus.Counts {
		return total(t, func(s corpus.Story) (*news.Story, []news.Finding) {
			st := &news.Story{Base: -1}
			for _, art := range s.Articles {
				d := a.Document(art)
				if allOwn {
					for i := range d.Passages {
						d.Passages[i].Voice, d.Passages[i].Source = news.Own, news.Span{}
					}
				}
				st.Documents = append(st.Documents, d)
			}
			st.Rows = align.Rows(st.Documents, align.Options{Threshold: threshold})
			return st, a.Stages().Isolator.Story(st).Findings
		})
	}
	whole, unlinked, unvoiced := run(0, false), run(1.1, false), run(0, true)
	if c := unlinked["links"]; c.F1() > 0 || whole["links"].F1() < 0.5 {
		t.Errorf("links F1 %.2f whole, %.2f with an alignment that links nothing", whole["links"].F1(), c.F1())
	}
	if w, u := whole["voice"].Recall(), unvoiced["voice"].Recall(); u > w-0.3 {
		t.Errorf("voice %.2f whole, %.2f with every word the outlet's own", w, u)
	}
	if w, u := whole["commentary"].Precision(), unvoiced["commentary"].Precision(); u > w-0.05 {
		t.Errorf("commentary precision %.2f whole, %.2f with every word the outlet's own", w, u)
	}
}

func TestTraining(t *testing.T) {
	texts, err := corpus.Training(corpus.FS)
	if err != nil {
		t.Fatal(err)
	}
	lines, classes := 0, make(map[string]int)
	for _, x := range texts {
		a, spans := x.Article()
		for i, l := range x.Lines {
			if spans[i].Of(a.Text) != l.Text {
				t.Fatalf("%s:%d: span cuts %q", x.File, l.Number, spans[i].Of(a.Text))
			}
			classes[l.Class]++
			lines++
		}
	}
	if len(texts) < 300 || lines < 4000 {
		t.Errorf("%d texts, %d lines, want at least 300 and 4000", len(texts), lines)
	}
	if got := slices.Sorted(maps.Keys(classes)); len(got) != len(corpus.Classes) {
		t.Errorf("classes %v, want %v", got, corpus.Classes)
	}
}

func TestTrainingErrors(t *testing.T) {
	const head = "# annotator: e\n# article: x\nclass\tcertainty\tvoice\tloaded\ttext\n"
	for _, tt := range []struct{ name, data, want string }{
		{"class", head + "opinion\tsure\town\t-\tText.", `corpus/training/t.tsv:4: unknown class "opinion"`},
		{"voice", head + "fact\tsure\tours\t-\tText.", `corpus/training/t.tsv:4: unknown voice "ours"`},
		{"loaded", head + "fact\tsure\town\tvile=epithet\tText.", `corpus/training/t.tsv:4: loaded "vile" does not occur in the line`},
		{"category", head + "fact\tsure\town\tText=bad\tText.", `corpus/training/t.tsv:4: unknown category "bad"`},
		{"columns", head + "fact\tsure\tText.", `corpus/training/t.tsv:4: 3 columns, want 5`},
		{"register", "# article: x\n# register: rant\n", `corpus/training/t.tsv:2: unknown register "rant"`},
		{"no article", "# annotator: e\nfact\tsure\town\t-\tText.", `corpus/training/t.tsv:2: a line before any "# article: "`},
		{"twice", head + "fact\tsure\town\t-\tText.\n# article: x\n", `article "x" stands in corpus/training/t.tsv already`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := corpus.Training(fstest.MapFS{"training/t.tsv": {Data: []byte(tt.data)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

func TestRewrites(t *testing.T) {
	all, err := corpus.Rewrites(corpus.FS)
	if err != nil {
		t.Fatal(err)
	}
	measured := 0
	for _, r := range all {
		if r.Kinds[0] == "" || r.Kinds[1] == "" || len(r.Copies[0]) < 10 || len(r.Copies[1]) < 10 || len(r.Links) < 5 {
			t.Errorf("%s: %d and %d lines, %d links, kinds %q", r.ID, len(r.Copies[0]), len(r.Copies[1]), len(r.Links), r.Kinds)
		}
		if r.Measured() {
			measured++
			if c := r.Agreement(); c.Recall() < .8 || c.Precision() < .8 {
				t.Errorf("%s: the annotators agree on %+v only", r.ID, c)
			}
		}
	}
	if len(all) != 48 || measured != 12 {
		t.Errorf("%d rewrites, %d measured, want 48 and 12", len(all), measured)
	}
}

func TestRewritesErrors(t *testing.T) {
	const text = "# a: wire\n# b: blog\na\t1\tOne.\nb\t1\tTwo.\n"
	for _, tt := range []struct{ name, data, second, want string }{
		{"copy", "# c: wire\n", "", `corpus/rewrites/t.tsv:1: want "# a: "`},
		{"number", text + "a\t3\tThree.\n", "", "corpus/rewrites/t.tsv:5: line 3 of copy a, want 2"},
		{"columns", text + "a\tOne.\n", "", "corpus/rewrites/t.tsv:5: want a copy"},
		{"no text", text + "a\t2\t\n", "", "corpus/rewrites/t.tsv:5: no text"},
		{"kind", text + "link\ta1\tb1\talike\n", "", `corpus/rewrites/t.tsv:5: unknown kind "alike"`},
		{"no such line", text + "link\ta1\tb2\tsame\n", "", `corpus/rewrites/t.tsv:5: there is no line "b2"`},
		{"other copy", text + "link\tb1\ta1\tsame\n", "", `corpus/rewrites/t.tsv:5: there is no line "b1"`},
		{"twice", text + "link\ta1\tb1\tsame\nlink\ta1\tb1\tjudge\n", "", "corpus/rewrites/t.tsv:6: a1 and b1 are linked twice"},
		{"second", text + "link\ta1\tb1\tsame\n", "link\ta1\tb7\tsame\n", `corpus/rewrites/second/t.tsv:1: there is no line "b7"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := fstest.MapFS{"rewrites/t.tsv": {Data: []byte(tt.data)}}
			if tt.second != "" {
				files["rewrites/second/t.tsv"] = &fstest.MapFile{Data: []byte(tt.second)}
			}
			_, err := corpus.Rewrites(files)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

func TestRewriteAgreement(t *testing.T) {
	r := corpus.Rewrite{
		Links:  []corpus.LinkedLines{{A: 0, B: 0, Kind: "same"}, {A: 1, B: 1, Kind: "partial"}, {A: 2, B: 2, Kind: "judge"}, {A: 3, B: 3, Kind: "same"}},
		Second: []corpus.LinkedLines{{A: 0, B: 0, Kind: "partial"}, {A: 1, B: 1, Kind: "judge"}, {A: 2, B: 2, Kind: "same"}, {A: 4, B: 4, Kind: "same"}},
	}
	if got, want := r.Agreement(), (corpus.Counts{Found: 1, False: 1, Missed: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestAgree(t *testing.T) {
	a, err := corpus.Agree(corpus.FS)
	if err != nil {
		t.Fatal(err)
	}
	if a.Lines < 550 || a.ClassKappa < 0.6 || a.Commentary < 0.7 {
		t.Errorf("agreement %+v", a)
	}
	const head = "# article: x\nclass\tcertainty\tvoice\tloaded\ttext\n"
	first := "# annotator: e\n" + head + "fact\tsure\town\t-\tOne.\ncommentary\tsure\town\t-\tTwo.\nfact\tsure\tquoted\t-\tThree.\nfact\tjudge\town\tFour=epithet\tFour.\n"
	second := "# annotator: f\n" + head + "fact\tsure\town\t-\tOne.\ncommentary\tsure\town\t-\tTwo.\ncommentary\tsure\tquoted\t-\tThree.\nfact\tsure\town\tFour=epithet\tFour.\n"
	fsys := fstest.MapFS{"training/a.tsv": {Data: []byte(first)}, "training/second.tsv": {Data: []byte(second)}}
	got, err := corpus.Agree(fsys)
	want := corpus.Agreement{Lines: 4, Class: 0.75, ClassKappa: 0.5, SureKappa: 0.4, Commentary: 2.0 / 3, VoiceKappa: 1, LoadedF1: 1, FirstLoaded: 1}
	got.SureKappa = float64(int(got.SureKappa*1000+0.5)) / 1000
	if err != nil || got != want {
		t.Errorf("agreement %+v (%v), want %+v", got, err, want)
	}
}

// TestNames holds that what is told of two copies depends on their words and not
// on their names: renamed so that they change places, they give the same findings.
func TestNames(t *testing.T) {
	a := newAnalyzer(t)
	for _, s := range load(t) {
		for i := range s.Articles {
			for k := i + 1; k < len(s.Articles); k++ {
				x, y := s.Articles[i], s.Articles[k]
				got, want := told(t, a, x, y, "1", "2"), told(t, a, x, y, "2", "1")
				if !slices.Equal(got, want) {
					t.Errorf("%s, %s and %s:\n%s\nrenamed:\n%s", s.ID, x.ID, y.ID, strings.Join(without(got, want), "\n"), strings.Join(without(want, got), "\n"))
				}
			}
		}
	}
}

func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(x string) bool { return slices.Contains(b, x) })
}

// told compares two articles under the given ids and writes each finding by
// outlet, sorted.
func told(t *testing.T, a *analyzer.Analyzer, x, y news.Article, idX, idY string) []string {
	x.ID, y.ID = idX, idY
	r, err := a.Compare([]news.Article{x, y}, analyzer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	st := r.Stories[0]
	var out []string
	for _, f := range st.Findings {
		line := []string{st.Documents[f.Document].Outlet, string(f.Kind), f.Category, string(f.Certainty), st.Text(f)}
		if f.Counterpart != nil {
			line = append(line, f.Counterpart.Span.Of(st.Documents[f.Counterpart.Document].Text))
		}
		out = append(out, strings.Join(line, " | "))
	}
	slices.Sort(out)
	return out
}
