package main

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gloss/analyzer/report"
)

// schemaOf compiles the part of a schema that at, a JSON pointer, names.
func schemaOf(t *testing.T, text []byte, at string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json" + at)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func valid(s *jsonschema.Schema, text string) error {
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// reportRuns are runs that between them write every part of a report: one story
// and a pile, with and without a base, versions, an agency's copy, boilerplate,
// excerpts, opinion, house rules, odd titles, nothing in common.
func reportRuns(t *testing.T) map[string][]string {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	const story = "../../corpus/port-ellery-barrier"
	return map[string][]string{
		"one story": {"compare", story},
		"a base":    {"compare", story + "/the-lantern.txt", "--base", story + "/harbour-herald.txt"},
		"nothing in common": {"compare", write("a.txt", "The council voted on Tuesday to close the pool."),
			write("b.txt", "A comet passed behind Jupiter at dawn, astronomers said.")},
		"no story":    {"report", filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt")},
		"a pile":      {"report", write("pile.jsonl", pileOf(t)), "--min-stories", "2"},
		"the corpus":  append([]string{"report", "--min-stories", "2"}, storyFolders(t)...),
		"quotes":      {"compare", story, "--quote-limit", "40"},
		"house rules": {"compare", story, "--config", write("gloss.toml", "[report]\nkinds = [\"commentary\", \"swap\"]\n")},
	}
}

// storyFolders are the folders of the sample stories.
func storyFolders(t *testing.T) []string {
	notes, err := filepath.Glob("../../corpus/*/story.txt")
	if err != nil || len(notes) == 0 {
		t.Fatal("no stories", err)
	}
	for i, n := range notes {
		notes[i] = filepath.Dir(n)
	}
	return notes
}

// pileOf is a small pile: three outlets' copies of two stories, with an earlier
// version, an opinion piece, an excerpt, an agency, boilerplate, signs that formats
// have to escape.
func pileOf(t *testing.T) string {
	type article struct {
		ID        string `json:"id"`
		Outlet    string `json:"outlet"`
		Title     string `json:"title"`
		URL       string `json:"url,omitempty"`
		Published string `json:"published"`
		Byline    string `json:"byline,omitempty"`
		Text      string `json:"text"`
	}
	base := []string{"The council approved the £420m flood wall on Tuesday, by nine votes to seven, after a long debate about what it will cost ratepayers.",
		"Engineers told councillors that the work would take six years to finish and would close the harbour road for two winters.",
		"Opponents said the plan was a blank cheque drawn on people who were never asked about the wall at all.",
		"The Environment Agency will pay half of the cost and the county council will borrow the rest over thirty years.",
		"Work on the first section is to begin in the spring, once the survey of the riverbed has been completed.",
		"A report by the auditor found that costs could rise by fifteen per cent if the ground turns out to be soft."}
	other := []string{"Doctors at the Marlow hospital will strike for two days in March over staffing levels on its night wards.",
		"The union said eighty per cent of its members had voted in favour on a turnout of sixty-two per cent.",
		"Managers said emergency care would be covered throughout and urged both sides to return to the talks.",
		"The last strike at the hospital, nine years ago, led to four hundred operations being postponed in a week.",
		"Talks at the conciliation service broke down on Friday evening after eleven hours without any agreement.",
		"A spokeswoman for patients said that people wanted a settlement before the winter rather than after it."}
	text := func(lines []string, more ...string) string {
		return strings.Join(append(append([]string{}, lines...), more...), "\n\n")
	}
	articles := []article{
		{"a1", "The Ledger", "=Wall, \"approved\"", "https://ledger.example/a?x=1&y=<2>", "2026-03-02T09:00:00Z", "", text(base, "Nobody asked the people who have to pay for this shameful folly.", "Read more: our guide to the wall")},
		{"a0", "The Ledger", "Wall approved", "https://ledger.example/a?x=1&y=<2>", "2026-03-02T07:00:00Z", "", text(base[:5])},
		{"a2", "=Harbour | Post", "@Wall\n- tonight", "", "2026-03-02T10:00:00Z", "", text(base, "What were the councillors thinking? It is a *disgrace*, [frankly](http://x.example).")},
		{"a3", "東京 Tribune", "Wall", "", "2026-03-02T11:00:00Z", "By Reuters", strings.ReplaceAll(text(base), "said", "claimed")},
		{"a4", "The Column", "Opinion | The wall", "https://column.example/opinion/wall", "2026-03-03T11:00:00Z", "", text(base, "This is a scandal and we should all be ashamed of it.")},
		{"b1", "The Ledger", "Strike", "", "2026-03-05", "", text(other, "Reports suggest more walkouts may follow.")},
		{"b2", "=Harbour | Post", "Strike", "", "2026-03-05", "", text(other[:5], "Surely patients deserve better than this cruel farce.")},
		{"b3", "東京 Tribune", "Strike", "", "2026-03-06", "", text(other[1:])},
	}
	var buf strings.Builder
	enc := json.NewEncoder(&buf)
	for _, a := range articles {
		if err := enc.Encode(a); err != nil {
			t.Fatal(err)
		}
	}
	return buf.String()
}

// gloss runs the command and returns what it printed.
func gloss(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(args, strings.NewReader(""), &stdout, &stderr); status != exitWritten {
		t.Fatalf("gloss %q: status %d: %s", args, status, stderr.String())
	}
	return stdout.String()
}

// TestSchemas holds that what is written is what the schemas say: the Report JSON and
// its lines ours, which is closed, SARIF the published one.
func TestSchemas(t *testing.T) {
	sarif, err := os.ReadFile("testdata/sarif/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	whole, line, log := schemaOf(t, report.JSONSchema, ""), schemaOf(t, report.JSONSchema, "#/$defs/line"), schemaOf(t, sarif, "")
	if printed := gloss(t, "schema"); printed != string(report.JSONSchema) {
		t.Error("gloss schema prints another schema")
	}
	for name, args := range reportRuns(t) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			gloss(t, append(args, "--format", "json,jsonl,sarif", "--out", dir)...)
			read := func(file string) string {
				text, err := os.ReadFile(filepath.Join(dir, file))
				if err != nil {
					t.Fatal(err)
				}
				return string(text)
			}
			if err := valid(whole, read("report.json")); err != nil {
				t.Errorf("json: add what is new to analyzer/report/schema.json: %v", err)
			}
			for i, l := range strings.Split(strings.TrimSuffix(read("report.jsonl"), "\n"), "\n") {
				if err := valid(line, l); err != nil {
					t.Errorf("jsonl, line %d: %v", i+1, err)
				}
			}
			if err := valid(log, read("report.sarif")); err != nil {
				t.Errorf("sarif: %v", err)
			}
		})
	}
	if valid(whole, `{"schema":1}`) == nil || valid(line, `{"type":"story"}`) == nil || valid(log, `{"version":"2.1.0"}`) == nil {
		t.Error("a schema takes anything")
	}
}

// TestSARIFPlaces holds that a region's bytes, characters, lines and columns all cut
// the finding's words out of the file that is named.
func TestSARIFPlaces(t *testing.T) {
	dir := t.TempDir()
	copyOf := func(name, head string) string {
		text, err := os.ReadFile("../../corpus/port-ellery-barrier/" + name)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, strings.ReplaceAll(name, "-", " "))
		if err := os.WriteFile(file, []byte(head+strings.ReplaceAll(string(text), "\n", "\r\n😀 ")), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	files := []string{copyOf("the-lantern.txt", "outlet: The Lantern\ntitle: A wall\n\n"), copyOf("coast-sentinel.txt", "")}
	var log struct {
		Runs []struct {
			Results []struct {
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           *struct {
							StartLine, StartColumn, EndLine, EndColumn, ByteOffset, ByteLength int
							CharOffset, CharLength                                             *int
							Snippet                                                            struct{ Text string }
						}
					}
				}
				PartialFingerprints map[string]string
			}
		}
	}
	if err := json.Unmarshal([]byte(gloss(t, "compare", files[0], files[1], "--format", "sarif")), &log); err != nil {
		t.Fatal(err)
	}
	regions, characters := 0, 0
	for _, r := range log.Runs[0].Results {
		for _, l := range r.Locations {
			at := l.PhysicalLocation.Region
			if at == nil {
				continue
			}
			regions++
			u, err := url.Parse(l.PhysicalLocation.ArtifactLocation.URI)
			if err != nil || u.Scheme != "file" {
				t.Fatal(u, err)
			}
			data, err := os.ReadFile(u.Path)
			if err != nil {
				t.Fatal(err)
			}
			want := at.Snippet.Text
			if got := string(data[at.ByteOffset : at.ByteOffset+at.ByteLength]); got != want {
				t.Errorf("bytes cut %q, want %q", got, want)
			}
			if at.CharOffset != nil {
				characters++
				if got := string(utf16.Decode(utf16.Encode([]rune(string(data)))[*at.CharOffset:][:*at.CharLength])); got != want {
					t.Errorf("characters cut %q, want %q", got, want)
				}
			}
			lines := strings.SplitAfter(string(data), "\n")
			offset := func(line, column int) int {
				n := len(strings.Join(lines[:line-1], ""))
				return n + len(string(utf16.Decode(utf16.Encode([]rune(lines[line-1]))[:column-1])))
			}
			if got := string(data[offset(at.StartLine, at.StartColumn):offset(at.EndLine, at.EndColumn)]); got != want {
				t.Errorf("lines and columns cut %q, want %q", got, want)
			}
		}
	}
	if regions < 20 || characters == 0 || characters == regions {
		t.Errorf("%d regions, %d with characters", regions, characters)
	}
}
