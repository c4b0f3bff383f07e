package isolate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/align"
	"gloss/analyzer/isolate"
	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
	"gloss/analyzer/segment"
	"gloss/analyzer/voice"
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

// The stages, made once: that takes longer than any story here.
var (
	lex *lexicon.Set
	iso *isolate.Isolator
	seg = segment.New(segment.Lists{})
	vox *voice.Marker
)

// read runs the stages up to isolate over the copies; base is -1 for none.
func read(t testing.TB, base int, copies ...string) (*news.Story, isolate.Result) {
	t.Helper()
	if lex == nil {
		lex = lists(t)
		judge, err := opinion.New(lex, nil)
		if err != nil {
			t.Fatal(err)
		}
		iso, vox = isolate.New(lex, judge), voice.New(lex)
	}
	st := &news.Story{ID: "1", Base: base}
	for i, text := range copies {
		d := seg.Document(news.Article{ID: fmt.Sprint(i), Outlet: string(rune('A' + i)), Text: text})
		vox.Mark(d)
		st.Documents = append(st.Documents, d)
	}
	st.Rows = align.Rows(st.Documents, align.Options{})
	return st, iso.Story(st)
}

// told writes findings as "A swap/stronger protracted | ongoing", sorted, for the
// kinds wanted.
func told(st *news.Story, r isolate.Result, kinds ...news.FindingKind) []string {
	var out []string
	for _, f := range r.Findings {
		if !slices.Contains(kinds, f.Kind) {
			continue
		}
		doc := st.Documents[f.Document]
		text := doc.Text
		if f.Kind == news.Omission {
			text = st.Documents[f.Counterpart.Document].Text
		}
		line := fmt.Sprintf("%s %s/%s %s", doc.Outlet, f.Kind, f.Category, f.Span.Of(text))
		if f.Counterpart != nil && f.Kind != news.Insertion && f.Kind != news.Omission {
			line += " | " + f.Counterpart.Span.Of(st.Documents[f.Counterpart.Document].Text)
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

// wire is a neutral copy. Sentences stand in paragraphs of their own.
var wire = []string{
	"The council voted 9 to 4 on Tuesday to build a tidal barrier across the harbour mouth.",
	"The barrier will cost 212 million pounds, the borough engineer said.",
	"Fishing crews blocked the slipway for three hours before the meeting began.",
	"A flood in 1998 killed eleven people in the old town and ruined four hundred homes.",
	"The treasurer praised the crews for their patience during the long consultation.",
	"Work on the foundations is due to begin in March and to last three years.",
	"The harbour master, Ines Dahl, said dredging would start once the surveys were complete.",
}

// with returns the wire copy with sentence i replaced, or added to if i is
// negative: -3 puts the text after sentence 3.
func with(i int, text string) string {
	s := slices.Clone(wire)
	if i < 0 {
		s = slices.Insert(s, -i, text)
	} else {
		s[i] = text
	}
	return strings.Join(s, "\n\n")
}

func TestWording(t *testing.T) {
	tests := []struct {
		name string
		b    string
		want []string
	}{
		{"nothing", strings.Join(wire, "\n\n"), nil},
		{"an inflection is no difference", with(2, "Fishing crews were blocking the slipway for three hours before the meeting began."), nil},
		{"style", with(2, "Fishing crews obstructed the slipway for three hours before the meeting began."), nil},
		{"report verb", with(1, "The barrier will cost 212 million pounds, the borough engineer claimed."), []string{"B swap/attribution claimed | said"}},
		{"stronger verb", with(4, "The treasurer hailed the crews for their patience during the long consultation."), []string{"B swap/stronger hailed | praised"}},
		{"intensifier", with(1, "The barrier will cost a staggering 212 million pounds, the borough engineer said."), []string{"B insertion/intensifier staggering"}},
		{"hedge", with(5, "Work on the foundations is apparently due to begin in March and to last three years."), []string{"B insertion/hedge apparently"}},
		{"doubt", with(6, "The harbour master, Ines Dahl, said, without evidence, dredging would start once the surveys were complete."), []string{"B insertion/hedge without evidence"}},
		{"called untrue", with(1, "The barrier will cost 212 million pounds, the borough engineer falsely said."), []string{"B insertion/commentary falsely"}},
		{"unnamed source", with(5, "Reports say work on the foundations is due to begin in March and to last three years."), []string{"B insertion/attribution Reports say"}},
		{"credit", with(5, "Work on the foundations is due to begin in March and to last three years, according to the Herald."), []string{"B insertion/attribution according to the Herald"}},
		{"figure", with(3, "A flood in 1998 killed seventeen people in the old town and ruined four hundred homes."), []string{"A accuracy/number eleven | seventeen"}},
		{"office", with(4, "The mayor praised the crews for their patience during the long consultation."), []string{"B accuracy/title mayor | treasurer"}},
		{"misspelt name", with(6, "The harbour master, Ines Dahlen, said dredging would start once the surveys were complete."), nil},
		{"figures written otherwise", with(1, "The barrier will cost £212m, the borough engineer said."), nil},
		{"figures rounded otherwise", with(3, "A flood in 1998 killed eleven people in the old town and ruined more than 390 homes."), nil},
		{"label", with(4, "The treasurer praised the thugs for their patience during the long consultation."), []string{"B swap/label thugs | crews"}},
		{"detail", with(0, "The council voted 9 to 4 on Tuesday, after a public inquiry lasting fourteen months, to build a tidal barrier across the harbour mouth."), []string{"B insertion/fact after a public inquiry lasting fourteen months"}},
	}
	kinds := []news.FindingKind{news.Swap, news.Insertion, news.Accuracy, news.QuoteDiff}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			st, r := read(t, -1, strings.Join(wire, "\n\n"), tt.b)
			if got := told(st, r, kinds...); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestAdditions(t *testing.T) {
	tests := []struct {
		name, text string
		kind       news.FindingKind
		certainty  news.Certainty
	}{
		{"verdict", "That is a disgrace.", news.Commentary, news.Sure},
		{"rhetorical question", "What could possibly go wrong?", news.Commentary, news.Sure},
		{"exhortation", "It is time to wake up, folks.", news.Commentary, news.Sure},
		{"columnist", "I honestly cannot believe we are paying for this nonsense.", news.Commentary, news.Sure},
		{"report", "Police arrested two men near the fish market on Monday, according to a spokesman.", news.Addition, news.Sure},
		{"quoted opinion", "“This is a disgrace and an insult,” said Marta Quill, who owns the chandlery.", news.Addition, news.Sure},
		{"attributed opinion", "Quill said that the plan was a ridiculous waste of money.", news.Addition, news.Sure},
		{"grim fact", "The bodies of two murdered sailors were found in the hold of the trawler in 2004.", news.Addition, news.Sure},
		{"quoted question", "“What were they thinking?” asked Quill on Tuesday.", news.Addition, news.Sure},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			st, r := read(t, -1, strings.Join(wire, "\n\n"), with(-2, tt.text))
			if n := len(told(st, r, news.Addition, news.Commentary)); n != 1 {
				t.Fatalf("%d sentences only here, want 1", n)
			}
			for _, f := range r.Findings {
				if f.Kind != news.Addition && f.Kind != news.Commentary {
					continue
				}
				if got := f.Span.Of(st.Documents[f.Document].Text); got != tt.text || f.Document != 1 {
					t.Errorf("%s %q in copy %d", f.Kind, got, f.Document)
				}
				if f.Kind != tt.kind || f.Certainty != tt.certainty {
					t.Errorf("%s (%s), want %s (%s): %s", f.Kind, f.Certainty, tt.kind, tt.certainty, f.Reason)
				}
				if f.Reason == "" {
					t.Error("no reason")
				}
			}
		})
	}
}

func TestOmissions(t *testing.T) {
	all := strings.Join(wire, "\n\n")
	without := func(i int) string { return strings.Join(slices.Delete(slices.Clone(wire), i, i+1), "\n\n") }
	cut := strings.Join(wire[:4], "\n\n")
	tests := []struct {
		name   string
		base   int
		copies []string
		want   []string
	}{
		{"two copies tell of none", -1, []string{all, without(2)}, nil},
		{"most others have it", -1, []string{all, all, without(2)}, []string{"C omission/ " + wire[2]}},
		{"one other has it", -1, []string{all, without(2), without(2)}, nil},
		{"a copy cut short", -1, []string{all, all, cut}, nil},
		{"against a base", 0, []string{all, without(2)}, []string{"B omission/ " + wire[2]}},
		{"only the base is the measure", 0, []string{without(2), all, all}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			st, r := read(t, tt.base, tt.copies...)
			if got := told(st, r, news.Omission); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestMajority holds that a copy is measured against the wording most share, and
// that a swap against it is told once.
func TestMajority(t *testing.T) {
	all := strings.Join(wire, "\n\n")
	st, r := read(t, -1, all, all, with(4, "The treasurer hailed the crews for their patience during the long consultation."))
	if got, want := told(st, r, news.Swap), []string{"C swap/stronger hailed | praised"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	hailed := with(4, "The treasurer hailed the crews for their patience during the long consultation.")
	st, r = read(t, -1, hailed, hailed, all)
	if got, want := told(st, r, news.Swap), []string{"C swap/weaker praised | hailed"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSourcing(t *testing.T) {
	all := strings.Join(wire, "\n\n")
	st, r := read(t, -1, all, with(-3, "Critics say the levy will be raised again before long."))
	if got, want := told(st, r, news.Attribution), []string{"B attribution/unnamed Critics say"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	dropped := with(6, "Dredging will start once the surveys are complete.")
	st, r = read(t, -1, all, all, dropped)
	got := told(st, r, news.Attribution)
	if len(got) != 1 || !strings.HasPrefix(got[0], "C attribution/dropped Dredging will start") {
		t.Errorf("got %q, want one dropped credit in C", got)
	}
}

func TestHeadline(t *testing.T) {
	st, r := read(t, -1, "Palace Bride Flees Desert Wedding\n\n"+strings.Join(wire, "\n\n"), "Council votes for tidal barrier\n\n"+strings.Join(wire, "\n\n"))
	got := told(st, r, news.Headline)
	if want := []string{"A headline/not in the body Palace Bride Flees Desert Wedding"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPlacement(t *testing.T) {
	moved := append([]string{wire[6]}, wire[:6]...)
	st, r := read(t, -1, strings.Join(wire, "\n\n"), strings.Join(wire, "\n\n"), strings.Join(moved, "\n\n"))
	got := told(st, r, news.Placement)
	if len(got) != 1 || !strings.HasPrefix(got[0], "C placement/higher The harbour master") {
		t.Errorf("got %q, want one placement in C", got)
	}
}

func TestNothingInCommon(t *testing.T) {
	_, r := read(t, -1, wire[0], "A comet passed behind Jupiter and astronomers photographed its broken tail.")
	if len(r.Findings)+len(r.Rewordings) > 0 {
		t.Errorf("findings %v, want none", r.Findings)
	}
}

func FuzzStory(f *testing.F) {
	f.Add(strings.Join(wire, "\n\n"), with(-2, "That is a disgrace."), with(1, "The barrier will cost 3, he claimed."))
	f.Add("“No.”\n\nNo.", "No?", "")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if len(a)+len(b)+len(c) > 4000 {
			return
		}
		valid := func(s string) string { return strings.ToValidUTF8(s, "?") }
		st, r := read(t, -1, valid(a), valid(b), valid(c))
		for _, f := range r.Findings {
			text := st.Documents[f.Document].Text
			if f.Kind == news.Omission {
				text = st.Documents[f.Counterpart.Document].Text
			}
			if f.Start < 0 || f.End > len(text) || f.Start >= f.End || f.Reason == "" {
				t.Errorf("finding %+v in a text of %d bytes", f, len(text))
			}
		}
	})
}

// TestClause holds that a clause without a listed evaluation that reads like
// commentary is put before the reader, and one that reports is not.
func TestClause(t *testing.T) {
	const a = "The council voted on Tuesday to build the harbour wall.\n\nThe mayor, Lena Quill, opened the meeting at nine.\n\nCrews blocked the slipway for three hours."
	for clause, want := range map[string]bool{", never shy of a microphone and a free lunch,": true, ", who was elected in March,": false} {
		_, r := read(t, -1, a, strings.Replace(a, "Quill,", "Quill"+clause, 1))
		got := false
		for _, f := range r.Findings {
			got = got || f.Kind == news.Insertion && f.Category == "commentary" && f.Document == 1
		}
		if got != want {
			t.Errorf("%q: commentary %v, want %v", clause, got, want)
		}
	}
}
