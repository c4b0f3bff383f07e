package serve

import (
	"encoding/json"
	"math"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/news"
	"gloss/analyzer/page"
)

// opened is a sample story.
func opened(t *testing.T, s *Server, id string) *story {
	t.Helper()
	r := httptest.NewRequest("GET", "/story/"+id, nil)
	r.SetPathValue("id", id)
	st, err := s.open(r)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// marked is a file of marks: "label: words" each, in the first copy that has them.
func markedFile(t *testing.T, st *story, name string, marks ...string) marksFile {
	t.Helper()
	f := marksFile{Format: marksFormat, Version: marksVersion, Story: st.Print, Title: st.Title, Name: name}
	for _, m := range marks {
		l, words, _ := strings.Cut(m, ": ")
		d := slices.IndexFunc(st.Documents, func(d *news.Document) bool { return strings.Contains(d.Text, words) })
		if d < 0 {
			t.Fatalf("no copy has %q", words)
		}
		start := strings.Index(st.Documents[d].Text, words)
		f.Marks = append(f.Marks, mark{st.Documents[d].ID, news.Span{Start: start, End: start + len(words)}, label(l), words})
	}
	return f
}

// TestAlpha compares with the value of Krippendorff's own example (2011,
// "Computing Krippendorff's Alpha-Reliability", A: binary data, two observers, no
// missing data), and with what must hold.
func TestAlpha(t *testing.T) {
	example := [][2]int{{0, 1}, {1, 1}, {0, 1}, {0, 0}, {0, 0}, {0, 1}, {0, 0}, {0, 0}, {1, 0}, {0, 0}}
	var c coincidences
	for _, u := range example {
		c.add(u[0]+u[1], 2-u[0]-u[1])
	}
	if a, ok := c.alpha(); !ok || math.Abs(a-0.095) > .0005 {
		t.Errorf("alpha %.4f, want 0.095", a)
	}
	var same, none, alone coincidences
	for i := range 10 {
		same.add(3*(i%2), 3*(1-i%2))
		none.add(0, 3)
		alone.add(1, 0)
	}
	if a, ok := same.alpha(); !ok || a != 1 {
		t.Errorf("full agreement: %v %v", a, ok)
	}
	if _, ok := none.alpha(); ok {
		t.Error("alpha of marks that nobody made")
	}
	if _, ok := alone.alpha(); ok {
		t.Error("alpha of one reader")
	}
}

// TestSpots holds what is listed, in which order.
func TestSpots(t *testing.T) {
	s, _ := newServer(t, nil)
	st := opened(t, s, "port-ellery-barrier")
	people := readers(st, []marksFile{
		markedFile(t, st, "Ana", "commentary: Nobody asked them", "commentary: What were the other seven afraid of", "loaded: pushed through", "unclear: everyone in the chamber knew it"),
		markedFile(t, st, "", "commentary: Nobody asked them.", "attributed: What were the other seven afraid of", "loaded: has pushed through a"),
	})
	if people[1].Name != "Reader 2" {
		t.Errorf("a reader without a name is %q", people[1].Name)
	}
	gloss := tool(st)
	group := make(map[string]group)
	doubt := make(map[string]bool)
	last := doubtful
	for _, sp := range spots(st, people, gloss) {
		group[sp.Text], doubt[sp.Text] = sp.Group, sp.Doubt
		if sp.Group < last {
			t.Errorf("%q comes too late", sp.Text)
		}
		last = sp.Group
		if sp.Ask == "" {
			t.Errorf("%q: nothing to ask", sp.Text)
		}
		if sp.Doubt != (sp.Group == doubtful) {
			t.Errorf("%q: doubt %v, group %d", sp.Text, sp.Doubt, sp.Group)
		}
	}
	for text, want := range map[string]int{"Nobody asked them.": int(alike), "What were the other seven afraid of?": int(differ),
		"The figures had been out of date for two years, and everyone in the chamber knew it.": int(differ), "The council has put £3 million aside for compensation; the Harbour Trust said talks on who would qualify had yet to begin.": -1} {
		got, ok := group[text]
		if ok && doubt[text] {
			want = int(doubtful) // what gloss doubts comes first, whatever people say
		}
		if ok != (want >= 0) || ok && int(got) != want {
			t.Errorf("%q in group %d (%v), want %d", text, got, ok, want)
		}
	}
	if len(group) < 5 {
		t.Errorf("only %d sentences to talk about", len(group))
	}
	c := inCommon(st, people)
	if c.All != 3+2 || c.Any != 3+7+4+6 {
		t.Errorf("in common %+v", c)
	}
	if s := inCommon(st, people[:1]).String(); s != "" {
		t.Errorf("one reader is counted: %q", s)
	}
}

// TestReadMarks holds that a file which does not fit is refused in words.
func TestReadMarks(t *testing.T) {
	s, _ := newServer(t, nil)
	st := opened(t, s, "port-ellery-barrier")
	good := markedFile(t, st, "  Ana \n B ", "commentary: Nobody asked them")
	data, _ := json.Marshal(good)
	f, err := readMarks(st, data)
	if err != nil || f.Name != "Ana B" || len(f.Marks) != 1 {
		t.Fatalf("%+v, %v", f, err)
	}
	for want, change := range map[string]func(*marksFile){
		"is not a file of marks":   func(f *marksFile) { f.Format = "x" },
		"another version":          func(f *marksFile) { f.Version = 9 },
		"marks on other texts":     func(f *marksFile) { f.Story = "0" },
		"more than 2000":           func(f *marksFile) { f.Marks = slices.Repeat(f.Marks, maxMarks+1) },
		"was changed":              func(f *marksFile) { f.Marks[0].Text = "Everybody was asked" },
		"was changed ":             func(f *marksFile) { f.Marks[0].Kind = "slant" },
		"was changed after":        func(f *marksFile) { f.Marks[0].Document = "none" },
		"was changed after it":     func(f *marksFile) { f.Marks[0].End = 1 << 30 },
		"was changed after it was": func(f *marksFile) { f.Marks[0].Start = -1 },
	} {
		bad := good
		bad.Marks = slices.Clone(good.Marks)
		change(&bad)
		data, _ := json.Marshal(bad)
		if _, err := readMarks(st, data); err == nil || !strings.Contains(err.Error(), strings.TrimSpace(want)) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	for _, junk := range []string{"", "{}", "[]", "null", "\x00", `{"format":"gloss marks","marks":{}}`} {
		if _, err := readMarks(st, []byte(junk)); err == nil {
			t.Errorf("%q is read", junk)
		}
	}
}

func FuzzReadMarks(f *testing.F) {
	st := &story{Print: "p"}
	st.Story.Story = &news.Story{Documents: []*news.Document{{Article: news.Article{ID: "a", Text: "It stands. Ünder."}}}}
	f.Add([]byte(`{"format":"gloss marks","version":1,"story":"p","marks":[{"document":"a","start":0,"end":2,"kind":"loaded","text":"It"}]}`))
	f.Add([]byte(`{"format":"gloss marks","version":1,"story":"p","marks":[{"document":"a","start":12,"end":13,"kind":"loaded","text":""}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := readMarks(st, data)
		if err != nil {
			return
		}
		for _, m := range file.Marks {
			_ = m.Span.Of(st.Documents[0].Text) // must not panic
		}
	})
}

// TestRewrite holds that a neutral sentence leaves nothing, that another loaded one
// is seen, and that what is lost is named.
func TestRewrite(t *testing.T) {
	s, _ := newServer(t, nil)
	st := opened(t, s, "port-ellery-barrier")
	r := httptest.NewRequest("POST", "/", nil)
	i := slices.IndexFunc(st.tasks(), func(k task) bool { return k.Words == "cash-strapped" })
	if i < 0 {
		t.Fatal("no task for a loaded word")
	}
	f := st.tasks()[i].finding
	for _, c := range []struct {
		text    string
		left    bool
		lost    string
		aligned bool
	}{
		{"The Flood Resilience Fund will pay £128 million and the council will borrow another £52 million.", false, "", true},
		{"The Flood Resilience Fund will pay £128 million and the cash-strapped council will borrow a lot.", true, "52", true},
		{"", false, "Flood Resilience Fund 128 52", false},
	} {
		got, err := s.again(r, st, f, c.text)
		if err != nil {
			t.Fatal(err)
		}
		if (len(got.Left) > 0) != c.left || strings.Join(got.Lost, " ") != c.lost || got.Aligned != c.aligned || got.Cut != (c.text == "") {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
}

// TestPlain holds that everything gloss says of the samples is said in whole plain
// sentences, and says whose words it is about.
func TestPlain(t *testing.T) {
	s, _ := newServer(t, nil)
	jargon := []string{"lexicon", "epithet", "dysphemism", "evaluative", "factive", "probability", "verdict", "insertion", "omission", "voice", "loaded.", "scare_quote", "attribution"}
	for _, l := range s.samples {
		st := opened(t, s, l.ID)
		r := st.reading()
		for _, lists := range [][]page.List{r.Noticed, r.Came, r.Harmless} {
			for _, list := range lists {
				for _, f := range list.Findings {
					if f.Label() != list.Label || f.Reason == "" || f.Measure != "" {
						t.Errorf("%s: a finding is called %q, with %q", l.ID, f.Label(), f.Reason)
					}
				}
			}
		}
		for _, f := range st.Findings {
			e := st.explain(f)
			if e.Text == "" || e.Name == "" || e.Whose == "" || !strings.HasSuffix(e.Text, ".") || strings.Contains(e.Text, "..") {
				t.Errorf("%s: %+v", l.ID, e)
			}
			plain := e.Text
			for _, q := range []string{st.Text(f)} {
				plain = strings.ReplaceAll(plain, q, "")
			}
			for _, j := range jargon {
				if strings.Contains(strings.ToLower(plain), j) && !strings.Contains(st.Text(f), j) {
					t.Errorf("%s: %q has %q", l.ID, e.Text, j)
				}
			}
		}
	}
}

// TestSameTwice holds that a file which came twice, as files do that were collected,
// counts as one reader, and two readers who mark alike as two.
func TestSameTwice(t *testing.T) {
	s, srv := newServer(t, nil)
	get(t, srv.URL+"/story/port-ellery-barrier")
	st, err := s.memory.get("port-ellery-barrier")
	if err != nil {
		t.Fatal(err)
	}
	saved := func(name string) string {
		data, err := json.Marshal(markedFile(t, st, name, "commentary: Nobody asked them."))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	f := form{fields: [][2]string{{"token", s.token}}, files: [][2]string{{"ana.json", saved("Ana")}, {"ana (1).json", saved("Ana")}, {"ben.json", saved("Ben")}}}
	_, body := post(t, srv, "/story/port-ellery-barrier/compare", f, nil)
	if !strings.Contains(body, "“ana (1).json” has the same name and the same marks") || !strings.Contains(body, "both marked") || strings.Contains(body, "all 3 of you") {
		t.Errorf("Ana counts twice, or Ben not: %.600s", body)
	}
}
