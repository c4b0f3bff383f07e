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
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A sheet is one table of the csv format, each row by the names of its columns.
type sheet []map[string]string

func readSheet(t *testing.T, dir, name string) sheet {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out sheet
	for _, r := range rows[1:] {
		row := make(map[string]string)
		for i, name := range rows[0] {
			row[name] = r[i]
		}
		out = append(out, row)
	}
	return out
}

func num(s string) float64 {
	x, _ := strconv.ParseFloat(s, 64)
	return x
}

// A tally is what is counted, and what it is counted among, of one measure.
type tally struct{ n, of float64 }

// A book is the tallies of every story: by story, outlet and measure.
type book map[string]map[string]map[string]*tally

func (b book) at(story, outlet, measure string) *tally {
	if b[story] == nil {
		b[story] = make(map[string]map[string]*tally)
	}
	if b[story][outlet] == nil {
		b[story][outlet] = make(map[string]*tally)
	}
	if b[story][outlet][measure] == nil {
		b[story][outlet][measure] = new(tally)
	}
	return b[story][outlet][measure]
}

// key names an article, or a sentence of one.
type key [3]string

// recounted counts again, from the tables of single things, what the figures of
// outlets are made of.
func recounted(t *testing.T, dir string) book {
	articles, sentences := readSheet(t, dir, "articles"), readSheet(t, dir, "sentences")
	b := make(book)
	counts := make(map[key]string) // articles that are in figures → their outlet
	outlets := make(map[string]map[string]bool)
	copies := make(map[string][]map[string]string)
	for _, a := range articles {
		if a["version_of"] != "" || a["sentences"] == "" {
			continue
		}
		copies[a["story"]] = append(copies[a["story"]], a)
		if a["base"] == "false" && a["excerpt"] == "false" && (a["genre"] == "" || a["genre"] == "news") {
			counts[key{a["story"], a["article"]}] = a["outlet"]
			if outlets[a["story"]] == nil {
				outlets[a["story"]] = make(map[string]bool)
			}
			outlets[a["story"]][a["outlet"]] = true
		}
	}
	for k := range counts {
		if len(outlets[k[0]]) < 2 {
			delete(counts, k)
		}
	}
	swaps := []string{"swap_stronger", "swap_weaker", "swap_hedge", "swap_attribution", "swap_label", "swap_agency"}
	headed, prosed := make(map[key]bool), make(map[key]bool)
	shared := make(map[key]bool)
	for _, s := range sentences {
		k := key{s["story"], s["article"]}
		if !prosed[k] {
			headed[k] = headed[k] || s["kind"] == "heading"
			prosed[k] = s["kind"] == "prose"
		}
		o, ok := counts[k]
		if !ok || s["kind"] != "prose" || s["words"] == "0" {
			continue
		}
		shared[key{k[0], k[1], s["sentence"]}] = s["shared"] == "true"
		if s["voice"] == "own" {
			b.at(k[0], o, "commentary").of++
			b.at(k[0], o, "commentary_to_judge").of++
		}
		if s["shared"] == "false" {
			b.at(k[0], o, "loaded").of += num(s["own_words"])
			b.at(k[0], o, "unnamed").of++
		}
	}
	wire := make(map[string]string)
	for _, a := range articles {
		if a["wire"] == "true" {
			wire[a["story"]] = a["article"]
		}
	}
	for _, a := range articles {
		story := a["story"]
		k := key{story, a["article"]}
		o, ok := counts[k]
		if !ok {
			continue
		}
		if a["title"] != "" || headed[k] {
			b.at(story, o, "headline").of++
		}
		for _, m := range append(swaps, "quotation") {
			b.at(story, o, m).of += num(a["shared"])
		}
		if len(copies[story]) >= 3 {
			b.at(story, o, "attribution").of += num(a["shared"])
		}
		if num(a["shared"]) >= 6 {
			b.at(story, o, "placement").of += num(a["shared"])
		}
		s := b.at(story, o, "shared")
		s.n, s.of = s.n+num(a["shared"]), s.of+num(a["sentences"])
		if w := num(a["tone_own_here_words"]); w > 0 && num(a["tone_shared_words"]) > 0 {
			s := b.at(story, o, "tone")
			s.n, s.of = s.n+w*(num(a["tone_own_here"])-num(a["tone_shared"])), s.of+w
		}
		if wire[story] != "" && wire[story] != a["article"] {
			b.at(story, o, "wire").of += num(a["sentences"])
		}
	}
	rows := make(map[key][]key) // sentences of a claim
	for _, a := range readSheet(t, dir, "alignments") {
		k := key{a["story"], a["row"]}
		rows[k] = append(rows[k], key{a["story"], a["article"], a["sentence"]})
	}
	claimed, wired := make(map[key]bool), make(map[key]bool)
	for k, places := range rows {
		have := make(map[string]bool)
		for _, p := range places {
			have[p[1]] = true
		}
		lack := 0
		for _, a := range copies[k[0]] {
			if a["excerpt"] == "false" && !have[a["article"]] {
				lack++
			}
		}
		guarded := len(have)-1 >= 2 && len(have)-1 > lack
		for _, p := range places {
			o, ok := counts[key{p[0], p[1]}]
			if !ok {
				continue
			}
			if guarded && !claimed[p] {
				claimed[p] = true
				b.at(p[0], o, "omission").of++
			}
			if w := wire[p[0]]; w != "" && w != p[1] && have[w] && !wired[p] {
				wired[p] = true
				b.at(p[0], o, "wire").n++
			}
		}
	}
	for _, f := range readSheet(t, dir, "findings") {
		o, ok := counts[key{f["story"], f["article"]}]
		if !ok {
			continue
		}
		measure := ""
		switch f["kind"] {
		case "commentary", "insertion":
			if f["kind"] == "commentary" || f["category"] == "commentary" {
				measure = map[string]string{"sure": "commentary", "judge": "commentary_to_judge"}[f["certainty"]]
			}
		case "attribution":
			if measure = "attribution"; f["category"] == "unnamed" {
				measure = "unnamed"
			}
		case "omission":
			b.at(f["story"], o, "omission").of++
			if f["certainty"] == "sure" {
				measure = "omission"
			}
		case "swap":
			if m := "swap_" + f["category"]; slices.Contains(swaps, m) {
				measure = m
			}
		case "placement", "headline", "quotation":
			measure = f["kind"]
		}
		if measure != "" {
			b.at(f["story"], o, measure).n++
		}
	}
	for _, x := range readSheet(t, dir, "terms") {
		k := key{x["story"], x["article"], x["sentence"]}
		if o, ok := counts[key{k[0], k[1]}]; ok && x["charged"] == "true" && !shared[k] {
			b.at(k[0], o, "loaded").n++
		}
	}
	return b
}

// TestRecount holds that every count in a report on outlets, what it is of, the
// rest's, and every rate, can be had again from the tables of single sentences,
// claims and findings.
func TestRecount(t *testing.T) {
	dir := t.TempDir()
	for name, write := range map[string]func(articles, known io.Writer) error{
		"invented": func(articles, known io.Writer) error { return inventStories(articles, known, 9) },
		"corpus":   corpusStories,
	} {
		t.Run(name, func(t *testing.T) {
			pile, known, out := filepath.Join(dir, name+".jsonl"), filepath.Join(dir, name+".tsv"), filepath.Join(dir, name)
			var articles, stories, said bytes.Buffer
			if err := write(&articles, &stories); err != nil {
				t.Fatal(err)
			}
			for file, b := range map[string]*bytes.Buffer{pile: &articles, known: &stories} {
				if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if status := run([]string{"report", pile, "--stories", known, "--format", "csv", "--out", out}, strings.NewReader(""), &said, &said); status != exitWritten {
				t.Fatalf("status %d\n%s", status, &said)
			}
			recount(t, out)
		})
	}
}

// corpusStories are the stories of the sample corpus, as if the same outlets had them
// all. One copy is an opinion piece, one an excerpt, one an agency's.
func corpusStories(articles, known io.Writer) error {
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

func recount(t *testing.T, dir string) {
	b := recounted(t, dir)
	figures, any := readSheet(t, dir, "figures"), 0
	for _, f := range figures {
		var own, compared, rest tally
		stories := 0
		for _, outlets := range b {
			mine := outlets[f["outlet"]][f["measure"]]
			if mine == nil {
				continue
			}
			own.n, own.of = own.n+mine.n, own.of+mine.of
			var others tally
			for o, m := range outlets {
				if x := m[f["measure"]]; o != f["outlet"] && x != nil {
					others.n, others.of = others.n+x.n, others.of+x.of
				}
			}
			if mine.of > 0 && others.of > 0 {
				stories++
				compared.of += mine.of
				rest.n, rest.of = rest.n+others.n, rest.of+others.of
			}
		}
		same := func(what, got string, want float64) {
			if math.Abs(num(got)-want) > 1e-6*max(1, math.Abs(want)) {
				t.Errorf("%s, %s: %s is %s, counted again %v", f["outlet"], f["measure"], what, got, want)
			}
		}
		same("of", f["of"], own.of)
		scale := 100.0
		if f["measure"] == "tone" {
			scale = 1
		} else {
			same("count", f["count"], own.n)
		}
		if f["rate"] != "" {
			any++
			same("rate", f["rate"], scale*own.n/own.of)
			if low, high := num(f["low"]), num(f["high"]); f["low"] != "" && (low > num(f["rate"])+1e-9 || high < num(f["rate"])-1e-9) {
				t.Errorf("%s, %s: rate %s is not between %v and %v", f["outlet"], f["measure"], f["rate"], low, high)
			}
		}
		if f["difference"] != "" {
			same("rest_of", f["rest_of"], rest.of)
			same("difference_stories", f["difference_stories"], float64(stories))
			if f["measure"] != "tone" {
				same("rest_count", f["rest_count"], rest.n)
			}
		}
	}
	if any == 0 {
		t.Error("no rates")
	}
	recorrect(t, figures)
}

// recorrect corrects the probabilities again for their number.
func recorrect(t *testing.T, figures sheet) {
	var ps []float64
	for _, f := range figures {
		if f["p"] != "" && num(f["telling"]) >= 2 {
			ps = append(ps, num(f["p"]))
		}
	}
	slices.Sort(ps)
	for _, f := range figures {
		if f["p"] == "" {
			continue
		}
		q := 1.0
		for i, p := range ps {
			if p >= num(f["p"]) {
				q = min(q, p*float64(len(ps))/float64(i+1))
			}
		}
		if num(f["telling"]) < 2 {
			q = 1
		}
		if math.Abs(q-num(f["q"])) > 1e-9 {
			t.Errorf("%s, %s: q is %s, corrected again %v", f["outlet"], f["measure"], f["q"], q)
		}
	}
}
