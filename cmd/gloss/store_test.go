package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gloss/cmd/gloss/internal/store"
)

// A made-up article of a pile.
type invented struct {
	ID        string `json:"id"`
	Outlet    string `json:"outlet"`
	URL       string `json:"url"`
	Published string `json:"published"`
	Title     string `json:"title"`
	Text      string `json:"text"`
}

// inventPile makes the articles of some days: stories that several outlets have in
// their own order and with their own words, an outlet's footer, phrases that become
// common, later versions, and articles that stand alone.
func inventPile(seed uint64, days, stories int) [][]invented {
	r := rand.New(rand.NewPCG(seed, 1))
	vocabulary := make([]string, 1500)
	for i := range vocabulary {
		var b []byte
		for range 2 + r.IntN(3) {
			b = append(b, "bdfgklmnprstvz"[r.IntN(14)], "aeiou"[r.IntN(5)])
		}
		vocabulary[i] = string(b)
	}
	word := func() string { return vocabulary[int(float64(len(vocabulary))*r.Float64()*r.Float64())] }
	phrases := []string{"officials confirmed late on monday", "according to senior council members", "the regional water board", "pending a formal inquiry next spring"}
	sentence := func() string {
		words := []string{"The", word(), word(), "said", "the"}
		for range 6 + r.IntN(8) {
			words = append(words, word())
			if r.IntN(5) == 0 {
				words = append(words, "of the")
			}
		}
		if r.IntN(2) == 0 {
			words = append(words, phrases[r.IntN(len(phrases))])
		}
		return strings.Join(words, " ") + "."
	}
	outlets := []string{"Ledger", "Herald", "Lantern", "Gazette", "Courier", "Echo"}
	var all [][]invented
	for d := range days {
		var list []invented
		for s := range stories {
			facts := make([]string, 8)
			for i := range facts {
				facts[i] = sentence()
			}
			for o := range 1 + r.IntN(4) {
				outlet := outlets[(s+o)%len(outlets)]
				lines := []string{sentence()}
				for _, f := range facts {
					if r.IntN(6) > 0 {
						lines = append(lines, f)
					}
					if r.IntN(6) == 0 {
						lines = append(lines, sentence())
					}
				}
				if r.IntN(2) == 0 {
					lines[0] += " That is a disgrace, and everybody knows it."
				}
				if outlet == "Ledger" {
					lines = append(lines, "Sign up for the daily letter of the "+outlet+" and never miss a story.")
				}
				id := fmt.Sprintf("d%d-s%d-%s", d, s, strings.ToLower(outlet))
				a := invented{id, outlet, "https://" + strings.ToLower(outlet) + ".example/" + id, fmt.Sprintf("2026-03-%02dT%02d:%02d:00Z", d+1, r.IntN(24), r.IntN(60)),
					"Story " + id, strings.Join(lines, "\n\n")}
				list = append(list, a)
				if r.IntN(8) == 0 { // edited later
					a.ID, a.Published, a.Text = id+"-later", fmt.Sprintf("2026-03-%02dT23:59:00Z", d+2), a.Text+"\n\nThis article was corrected: "+sentence()
					list = append(list, a)
				}
			}
		}
		all = append(all, list)
	}
	return all
}

func writePile(t *testing.T, path string, list []invented) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, a := range list {
		if err := enc.Encode(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// glossRun runs the real command and returns what it wrote; it must end with that
// status.
func glossRun(t *testing.T, dir string, status int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command("gloss", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	err := cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != status {
		t.Fatalf("gloss %s: status %d, want %d (%v); said %s", strings.Join(args, " "), got, status, err, errs.String())
	}
	return out.String(), errs.String()
}

// withoutCommand is a report without the line that says which command makes it.
func withoutCommand(s string) string {
	return regexp.MustCompile(`(?m)^\s*"command": .*$`).ReplaceAllString(s, "")
}

// TestIncremental holds that a store which grew day by day, and was reported on each
// day, has the same stories and the same report as all articles at once, read from
// files; that most of it was not found again; and that the days did interfere: word
// pairs became common, and stories of the day before changed.
func TestIncremental(t *testing.T) {
	dir := t.TempDir()
	days := inventPile(7, 2, 60)
	var before map[string]float64
	changed := 0
	var files []string
	for d, list := range days {
		day := fmt.Sprintf("day%d.jsonl", d)
		files = append(files, day)
		writePile(t, filepath.Join(dir, day), list)
		glossRun(t, dir, 0, "import", day, "--db", "grown.db")
		now := similarities(t, dir)
		for id, s := range now {
			if b, ok := before[id]; ok && b != s {
				changed++
			}
		}
		before = now
		for _, format := range []string{"json", "tsv"} {
			full, _ := glossRun(t, dir, 0, append([]string{"stories", "--format", format}, files...)...)
			if got, _ := glossRun(t, dir, 0, "stories", "--db", "grown.db", "--format", format); got != full {
				t.Fatalf("day %d: the stories of the store, as %s, are not those of the files", d, format)
			}
		}
		full, _ := glossRun(t, dir, 0, append([]string{"report", "--format", "json"}, files...)...)
		got, said := glossRun(t, dir, 0, "report", "--db", "grown.db", "--format", "json")
		if withoutCommand(got) != withoutCommand(full) {
			t.Fatalf("day %d: the report on the store is not that on the files", d)
		}
		var stories, made, known int
		if _, rest, ok := strings.Cut(said, " in grown.db, "); !ok {
			t.Fatal(said)
		} else if _, err := fmt.Sscanf(rest, "%d stories; %d compared now, %d before", &stories, &made, &known); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		if t.Logf("day %d: %d stories, %d compared, %d known", d, stories, made, known); d > 0 && (known < stories/4 || made == 0) {
			t.Errorf("day %d: of %d stories %d were known", d, stories, known)
		}
		for _, options := range [][]string{{"--format", "text"}, {"--format", "html", "--since", "2026-03-02", "--outlet", "Echo"}} {
			if d < len(days)-1 {
				break
			}
			part := append([]string{"report", "--db", "grown.db"}, options...)
			again, _ := glossRun(t, dir, 0, append(part, "--again")...)
			if got, _ := glossRun(t, dir, 0, part...); got != again {
				t.Errorf("day %d: the report with %v is not the one that is made afresh", d, options)
			}
		}
	}
	if changed == 0 {
		t.Error("no story of the day before changed its similarity: the days do not interfere, and the test holds nothing")
	}
	glossRun(t, dir, 0, "db", "check", "--db", "grown.db")
}

// similarities are the similarities of the stories' weakest pairs.
func similarities(t *testing.T, dir string) map[string]float64 {
	t.Helper()
	var out struct {
		Stories []struct {
			ID      string
			Weakest struct{ Similarity float64 }
		}
	}
	text, _ := glossRun(t, dir, 0, "stories", "--db", "grown.db", "--format", "json")
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	found := make(map[string]float64)
	for _, s := range out.Stories {
		found[s.ID] = s.Weakest.Similarity
	}
	return found
}

// TestPrunedStore holds that what stays is reported on as if nothing else had been
// there.
func TestPrunedStore(t *testing.T) {
	dir := t.TempDir()
	days := inventPile(11, 2, 30)
	for d, list := range days {
		day := fmt.Sprintf("day%d.jsonl", d)
		writePile(t, filepath.Join(dir, day), list)
		glossRun(t, dir, 0, "import", day, "--now", fmt.Sprintf("2026-03-%02dT12:00:00Z", d+1))
		glossRun(t, dir, 0, "report", "--db", "gloss.db")
	}
	glossRun(t, dir, 0, "db", "prune", "--older", "2026-03-02")
	glossRun(t, dir, 0, "db", "check")
	full, _ := glossRun(t, dir, 0, "report", "day1.jsonl", "--format", "json")
	if got, _ := glossRun(t, dir, 0, "report", "--db", "gloss.db", "--format", "json"); withoutCommand(got) != withoutCommand(full) {
		t.Error("the report on the pruned store is not that on what stayed")
	}
	data, err := os.ReadFile(filepath.Join(dir, "gloss.db"))
	if err != nil {
		t.Fatal(err)
	}
	if gone := days[0][0].Text[:60]; bytes.Contains(data, []byte(gone)) {
		t.Errorf("the file still has %q of a pruned article", gone)
	}
	if kept := days[1][0].Text[:60]; !bytes.Contains(data, []byte(kept)) {
		t.Errorf("the file does not have %q, which it kept: nothing can be told from it", kept)
	}
}

// dump is what a store holds, but for times.
func dump(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT id || '|' || address || '|' || version || '|' || hex(content) || '|' || outlet || '|' || published || '|' || text FROM articles JOIN texts USING (article) ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var sb strings.Builder
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		sb.WriteString(line + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return sb.String()
}

// TestKilledImport kills the real process at random moments, many times: the store
// is whole each time and has every article that was said to be kept, and in the end
// holds what an import that nobody disturbs holds. GLOSS_KILLS says how many times.
func TestKilledImport(t *testing.T) {
	dir := t.TempDir()
	writePile(t, filepath.Join(dir, "pile.jsonl"), inventPile(3, 1, 700)[0])
	began := time.Now()
	glossRun(t, dir, 0, "import", "pile.jsonl", "--db", "whole.db")
	whole, took := dump(t, filepath.Join(dir, "whole.db")), time.Since(began)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d, undisturbed %v", seed, took)
	r := rand.New(rand.NewPCG(seed, 2))
	kills, between := 15, 0
	if long := os.Getenv("GLOSS_KILLS"); long != "" {
		kills, _ = strconv.Atoi(long)
	}
	path := filepath.Join(dir, "gloss.db")
	for k := range kills {
		if k%4 == 0 { // from the beginning again
			for _, name := range []string{path, path + "-wal", path + "-shm"} {
				os.Remove(name)
			}
		}
		kept := killed(t, dir, time.Duration(r.Int64N(int64(took))), "import", "pile.jsonl", "--print")
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			continue // it was killed before it began
		}
		there := verify(t, path, kept)
		if there > 0 && there < strings.Count(whole, "\n") {
			between++
		}
	}
	if between == 0 {
		t.Error("no kill came in the middle: the test holds nothing")
	}
	t.Logf("%d of %d kills came in the middle", between, kills)
	glossRun(t, dir, 0, "import", "pile.jsonl")
	if dump(t, path) != whole {
		t.Error("after the kills, the same import does not come to the same")
	}
}

// killed starts the command, kills it after a time and returns the ids that it said
// were kept.
func killed(t *testing.T, dir string, after time.Duration, args ...string) (ids []string) {
	t.Helper()
	cmd := exec.Command("gloss", args...)
	cmd.Dir = dir
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := time.AfterFunc(after, func() { cmd.Process.Signal(syscall.SIGKILL) })
	defer stop.Stop()
	text, _ := io.ReadAll(out)
	cmd.Wait()
	lines := bufio.NewScanner(bytes.NewReader(text[:bytes.LastIndexByte(text, '\n')+1])) // the last line may be cut
	for lines.Scan() {
		if _, id, ok := strings.Cut(lines.Text(), "\t"); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// verify checks that a store is whole and has these articles, and returns how many
// it has.
func verify(t *testing.T, path string, ids []string) int {
	t.Helper()
	s, err := store.Open(path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Integrity(); err != nil {
		t.Fatal(err)
	}
	v, err := s.View(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if _, err := v.Articles(ids); err != nil {
		t.Fatalf("an article that was said to be kept is gone: %v", err)
	}
	n, err := v.Size()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestKilledReport holds that a report killed at any moment leaves a store from
// which the same report is made.
func TestKilledReport(t *testing.T) {
	dir := t.TempDir()
	writePile(t, filepath.Join(dir, "pile.jsonl"), inventPile(5, 1, 80)[0])
	glossRun(t, dir, 0, "import", "pile.jsonl")
	began := time.Now()
	want, _ := glossRun(t, dir, 0, "report", "pile.jsonl", "--format", "json")
	took := time.Since(began)
	r := rand.New(rand.NewPCG(uint64(began.UnixNano()), 3))
	for range 4 {
		killed(t, dir, time.Duration(r.Int64N(int64(took))), "report", "--db", "gloss.db", "--format", "json")
		verify(t, filepath.Join(dir, "gloss.db"), nil)
	}
	if got, _ := glossRun(t, dir, 0, "report", "--db", "gloss.db", "--format", "json"); withoutCommand(got) != withoutCommand(want) {
		t.Error("after the kills, the report is another one")
	}
}
