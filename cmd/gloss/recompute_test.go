package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gloss/analyzer/page"
)

// TestRecompute holds that every number of the text report follows from the CSV
// tables: it reads nothing but these, counts again from sentences, findings, terms
// and alignments, and compares. Of the outlets' figures, two columns are taken as
// figures.csv has them: p and the interval of the difference. What follows from p,
// q, is computed.
func TestRecompute(t *testing.T) {
	runs := map[string][]string{
		"a pile": {"report", tempText(t, "pile.jsonl", pileOf(t)), "--min-stories", "2"},
	}
	for name, write := range map[string]func(articles, known io.Writer) error{
		"invented stories": func(articles, known io.Writer) error { return inventStories(articles, known, 9) },
		"the corpus":       shuffledCorpus,
	} {
		var articles, known bytes.Buffer
		if err := write(&articles, &known); err != nil {
			t.Fatal(err)
		}
		runs[name] = []string{"report", tempText(t, "many.jsonl", articles.String()), "--stories", tempText(t, "stories.tsv", known.String()), "--min-stories", "3"}
	}
	for _, s := range storyFolders(t) {
		runs[filepath.Base(s)] = []string{"compare", s}
	}
	story := "../../corpus/port-ellery-barrier/"
	runs["a base"] = []string{"compare", story + "the-lantern.txt", story + "coast-sentinel.txt", "--base", story + "harbour-herald.txt"}
	for name, args := range runs {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			gloss(t, append(args, "--format", "csv,text", "--width", "200", "--out", dir)...)
			text, err := os.ReadFile(filepath.Join(dir, "report.txt"))
			if err != nil {
				t.Fatal(err)
			}
			r := readTables(t, dir)
			stories, outlets, _ := strings.Cut(string(text), "\nOUTLETS over ")
			r.checkStories(t, stories)
			if args[0] == "report" {
				if outlets == "" {
					t.Fatal("no outlets in the text report")
				}
				r.checkOutlets(t, outlets)
			}
		})
	}
}

func tempText(t *testing.T, name, text string) string {
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// shuffledCorpus are the stories of the sample corpus, as if the same outlets had them
// all. One copy is an opinion piece, one an excerpt, one an agency's.
func shuffledCorpus(articles, known io.Writer) error {
	folders, err := filepath.Glob("../../corpus/*/story.txt")
	if err != nil || len(folders) == 0 {
		return errors.New("no sample corpus")
	}
	enc := json.NewEncoder(articles)
	for i, f := range folders {
		files, err := filepath.Glob(filepath.Join(filepath.Dir(f), "*.txt"))
		if err != nil {
			return err
		}
		files = slices.DeleteFunc(files, func(f string) bool { return filepath.Base(f) == "story.txt" })
		for k, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			a := map[string]any{"id": fmt.Sprintf("%d-%d", i, k), "outlet": fmt.Sprintf("Outlet %d", (k+i/3)%4), "text": string(text), "title": "The story in brief"}
			switch {
			case i == 1 && k == 0:
				a["genre"] = "opinion"
			case i == 2 && k == 0:
				a["excerpt"] = true
			case i%3 == 0 && k == 1:
				a["outlet"] = "Associated Press"
			}
			fmt.Fprintf(known, "%s\tstory%d\n", a["id"], i)
			if err := enc.Encode(a); err != nil {
				return err
			}
		}
	}
	return nil
}

// A row is a row of a table, by column.
type row map[string]string

func (r row) int(t *testing.T, name string) int { return int(r.float(t, name)) }

func (r row) float(t *testing.T, name string) float64 {
	t.Helper()
	text, ok := r[name]
	if !ok {
		t.Fatalf("no column %s", name)
	}
	if text == "" {
		return 0
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// tables are what was read of the CSVs of a report.
type tables struct {
	stories  []row
	articles []*article
	outlets  []row
	figures  []row
	measures []measure
	in       map[string][]row // "table story" → its rows
}

// An article is a copy with its rows.
type article struct {
	row
	sentences, findings, terms []row
	shared                     map[string]bool // by sentence
	headline                   bool            // it has one: its title, or a heading before its first prose
	begun                      bool            // a sentence of prose was read
}

func readTables(t *testing.T, dir string) *tables {
	read := func(name string) []row {
		f, err := os.Open(filepath.Join(dir, name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var rows []row
		for _, l := range lines[1:] {
			r := make(row)
			for i, cell := range l {
				r[lines[0][i]] = strings.TrimPrefix(cell, "'")
			}
			rows = append(rows, r)
		}
		return rows
	}
	r := &tables{stories: read("stories"), outlets: read("outlets"), figures: read("figures"), measures: measuresOf(t, read("measures")), in: make(map[string][]row)}
	byID := make(map[string]*article)
	for _, a := range read("articles") {
		if a["version_of"] == "" {
			x := &article{row: a, shared: make(map[string]bool), headline: a["title"] != ""}
			byID[a["article"]] = x
			r.articles = append(r.articles, x)
		}
	}
	for _, name := range []string{"sentences", "findings", "terms", "alignments", "swaps"} {
		for _, x := range read(name) {
			key := name + " " + x["story"]
			r.in[key] = append(r.in[key], x)
			a := byID[x["article"]]
			switch {
			case a == nil: // an earlier version
			case name == "sentences" && x["kind"] == "heading" && !a.begun:
				a.headline = true
			case name == "sentences" && x["kind"] == "prose" && x["words"] == "0":
				a.begun = true
			case name == "sentences" && x["kind"] == "prose" && x["words"] != "0":
				a.sentences, a.begun = append(a.sentences, x), true
				a.shared[x["sentence"]] = x["shared"] == "true"
			case name == "findings":
				a.findings = append(a.findings, x)
			case name == "terms":
				a.terms = append(a.terms, x)
			}
		}
	}
	return r
}

// of are the copies of a story.
func (r *tables) of(story string) []*article {
	var out []*article
	for _, a := range r.articles {
		if a.row["story"] == story {
			out = append(out, a)
		}
	}
	return out
}

// A mean is one of tones, weighted by words.
type mean struct {
	value    float64
	n, words int
}

func (m *mean) add(tone float64, words int) {
	if words > 0 {
		m.value = (m.value*float64(m.words) + tone*float64(words)) / float64(m.words+words)
		m.n, m.words = m.n+1, m.words+words
	}
}

func (m mean) String() string {
	if m.n == 0 {
		return "–"
	}
	return fmt.Sprintf("%s n=%d", decimals(m.value), m.n)
}

// decimals are two of three.
func decimals(x float64) string {
	x = math.Round(x*1000) / 1000
	if math.Abs(x) < 0.005 {
		return "0.00"
	}
	return fmt.Sprintf("%+.2f", x)
}

func density(terms, words int) string {
	if words == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %d/%d", 100*float64(terms)/float64(words), terms, words)
}

// comments says whether a finding counts as commentary.
func comments(f row) bool {
	return f["kind"] == "commentary" || f["kind"] == "insertion" && f["category"] == "commentary"
}

// column is an article's column of the table of figures.
func (a *article) column(t *testing.T) []string {
	shared, own, charged := 0, 0, 0
	var commentary, onlyHere, sharedTone mean
	sure, judge, loaded, loadedOf := 0, 0, 0, 0
	whole := make(map[string]bool)
	for _, f := range a.findings {
		switch {
		case !comments(f):
			continue
		case f["kind"] == "commentary":
			whole[f["sentence"]] = true
		}
		if f["certainty"] == "judge" {
			judge++
			continue
		}
		sure++
		commentary.add(f.float(t, "tone"), f.int(t, "tone_words"))
		loadedOf += f.int(t, "own_words")
		for _, x := range a.terms {
			if x["list"] != "unlisted" && x["voice"] == "own" && x.int(t, "start") >= f.int(t, "start") && x.int(t, "end") <= f.int(t, "end") {
				loaded++
			}
		}
	}
	for _, s := range a.sentences {
		own += s.int(t, "own_words")
		switch {
		case s["shared"] == "true":
			shared++
			sharedTone.add(s.float(t, "tone"), s.int(t, "tone_words"))
		case !whole[s["sentence"]]:
			onlyHere.add(s.float(t, "tone"), s.int(t, "tone_words"))
		}
	}
	for _, x := range a.terms {
		if x["list"] != "unlisted" && x["voice"] == "own" && x["shared"] == "false" {
			charged++
		}
	}
	return []string{fmt.Sprint(len(a.sentences)), fmt.Sprint(shared), fmt.Sprint(len(a.sentences) - shared), fmt.Sprint(sure), fmt.Sprint(judge),
		commentary.String(), onlyHere.String(), sharedTone.String(), density(loaded, loadedOf), density(charged, own)}
}

// cells are those of a line of a table.
func cells(line string) []string {
	parts := strings.Split(strings.Trim(line, "│"), "│")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

var (
	tonePattern     = regexp.MustCompile(`tone ([-+]?\d\.\d\d)(?: “[^”]*”(?:, “[^”]*”)*)? · loaded (\d+\.\d) per 100 words`)
	rowsPattern     = regexp.MustCompile(`(\d+) copies, (\d+) claims? in more than one copy`)
	alikePattern    = regexp.MustCompile(`with (\d+) % of their uncommon word pairs`)
	detailsPattern  = regexp.MustCompile(`(\d+) sentences?, (\d+) details? in shared sentences`)
	rewordedPattern = regexp.MustCompile(`(\d+) other rewordings?`)
)

// checkStories compares the numbers that the text says of each story.
func (r *tables) checkStories(t *testing.T, text string) {
	parts := strings.Split(text, "FRAMING REPORT")[1:]
	if len(parts) != len(r.stories) {
		t.Fatalf("%d stories in the text, %d in the tables", len(parts), len(r.stories))
	}
	for i, s := range r.stories {
		id, part := s["story"], parts[i]
		copies := r.of(id)
		line := strings.Join(strings.Fields(part), " ")
		if len(copies) > 1 && s["comparable"] == "true" {
			same(t, id+": copies and claims", rowsPattern.FindAllString(line, -1), []string{fmt.Sprintf("%d copies, %s in more than one copy", len(copies), page.Plural(s.int(t, "rows"), "claim"))})
		}
		if rows := r.in["alignments "+id]; len(rows) > 0 {
			same(t, id+": rows", rows[len(rows)-1]["row"], s["rows"])
		}
		var alike []string
		if s["similarity"] != "" {
			alike = []string{fmt.Sprintf("with %.0f %% of their uncommon word pairs", 100*s.float(t, "similarity"))}
		}
		same(t, id+": likeness", alikePattern.FindAllString(line, -1), alike)
		r.checkFindings(t, id, line, copies)
		if s["comparable"] == "true" {
			checkFigures(t, id, part, copies)
		}
	}
}

// checkFindings compares tones, and how many findings there are of what is counted.
func (r *tables) checkFindings(t *testing.T, id, line string, copies []*article) {
	var tones, details, reworded []string
	for _, a := range copies {
		sentences, facts := 0, 0
		for _, f := range a.findings {
			switch {
			case f["kind"] == "addition":
				sentences++
			case f["kind"] == "insertion" && f["category"] == "fact":
				facts++
			}
			if comments(f) {
				tones = append(tones, fmt.Sprintf("tone %s · loaded %.1f per 100 words", decimals(f.float(t, "tone")), f.float(t, "loaded_per_100")))
			}
		}
		if a.row["base"] == "false" && sentences+facts > 0 {
			details = append(details, fmt.Sprintf("%s, %s in shared sentences", page.Plural(sentences, "sentence"), page.Plural(facts, "detail")))
		}
	}
	n := 0
	for _, s := range r.in["swaps "+id] {
		if s["kind"] == "rewording" {
			n++
		}
	}
	if n > 0 {
		reworded = []string{page.Plural(n, "other rewording")}
	}
	var told []string
	for _, m := range tonePattern.FindAllStringSubmatch(line, -1) {
		told = append(told, fmt.Sprintf("tone %s · loaded %s per 100 words", m[1], m[2]))
	}
	slices.Sort(told)
	slices.Sort(tones)
	same(t, id+": tones", told, tones)
	same(t, id+": only here", detailsPattern.FindAllString(line, -1), details)
	same(t, id+": rewordings", rewordedPattern.FindAllString(line, -1), reworded)
}

// checkFigures compares the table of figures.
func checkFigures(t *testing.T, id, part string, copies []*article) {
	_, part, ok := strings.Cut(part, "FIGURES per outlet")
	if !ok {
		t.Errorf("%s: no figures", id)
		return
	}
	var got [][]string // lines of the tables, further tables of a story behind the first
	n := 0
	for _, l := range strings.Split(part, "\n") {
		switch {
		case strings.HasPrefix(l, "┌"):
			n = -1
		case strings.HasPrefix(l, "│"):
			if n++; n > 0 {
				if n > len(got) {
					got = append(got, nil)
				}
				got[n-1] = append(got[n-1], cells(l)[1:]...)
			}
		}
		if strings.Contains(l, "One story carries no rank") {
			break
		}
	}
	var want [][]string
	for _, a := range copies {
		if a.row["base"] == "true" {
			continue
		}
		for i, c := range a.column(t) {
			if i == len(want) {
				want = append(want, nil)
			}
			want[i] = append(want[i], c)
		}
	}
	same(t, id+": figures", got, want)
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := fmt.Sprintf("%q", got), fmt.Sprintf("%q", want); g != w {
		t.Errorf("%s:\nthe text has   %s\nthe tables say %s", what, g, w)
	}
}
