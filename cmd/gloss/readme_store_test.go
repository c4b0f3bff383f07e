package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestReadmeQueries holds that every question in the README's section on stores is
// answered by a store that has something to say of it.
func TestReadmeQueries(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n## A store\n")
	section, _, _ = strings.Cut(section, "\n## ")
	_, block, ok := strings.Cut(section, "```sql\n")
	if !ok {
		t.Fatal("no SQL in the README's section on stores")
	}
	block, _, _ = strings.Cut(block, "```")
	dir := t.TempDir()
	corpus, err := filepath.Abs("../../corpus")
	if err != nil {
		t.Fatal(err)
	}
	writePile(t, filepath.Join(dir, "pile.jsonl"), inventPile(13, 1, 20)[0])
	glossRun(t, dir, 0, "import", filepath.Join(corpus, "port-ellery-barrier"), filepath.Join(corpus, "halmet-valley-shelling"), "pile.jsonl")
	known, _ := glossRun(t, dir, 0, "stories", "--db", "gloss.db")
	glossRun(t, dir, 0, "report", "--db", "gloss.db")
	db, err := sql.Open("sqlite", filepath.Join(dir, "gloss.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	queries := 0
	for query := range strings.SplitSeq(block, ";") {
		if strings.TrimSpace(query) == "" {
			continue
		}
		queries++
		rows, err := db.Query(query)
		if err != nil {
			t.Errorf("%v:%s", err, query)
			continue
		}
		n := 0
		for rows.Next() {
			n++
		}
		if err := rows.Err(); err != nil || n == 0 {
			t.Errorf("%d rows, %v:%s\n%s", n, err, query, known)
		}
		rows.Close()
	}
	if queries < 5 {
		t.Errorf("only %d queries", queries)
	}
}

// TestFindingsOfChangedStories holds that a store has no findings of stories that
// have other articles now, until they are reported again, and keeps the others'.
func TestFindingsOfChangedStories(t *testing.T) {
	dir := t.TempDir()
	list := inventPile(17, 1, 12)[0]
	story := func(a invented) string { return a.ID[:len("d0-s1-")] }
	late := 2 // a third copy
	for story(list[late]) != story(list[late-2]) || strings.HasSuffix(list[late].ID, "-later") || strings.HasSuffix(list[late-1].ID, "-later") {
		late++
	}
	writePile(t, filepath.Join(dir, "first.jsonl"), append(slices.Clone(list[:late]), list[late+1:]...))
	writePile(t, filepath.Join(dir, "late.jsonl"), list[late:late+1])
	stories := func() (n int) {
		db, err := sql.Open("sqlite", filepath.Join(dir, "gloss.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.QueryRow(`SELECT count(DISTINCT story) FROM finding`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	glossRun(t, dir, 0, "import", "first.jsonl")
	glossRun(t, dir, 0, "report", "--db", "gloss.db")
	before := stories()
	glossRun(t, dir, 0, "import", "late.jsonl")
	glossRun(t, dir, 0, "stories", "--db", "gloss.db")
	if n := stories(); n >= before || n < before/2 {
		t.Errorf("after one story changed, findings of %d stories of %d", n, before)
	}
	glossRun(t, dir, 0, "report", "--db", "gloss.db")
	if n := stories(); n < before {
		t.Errorf("after the report, findings of %d stories, %d before", n, before)
	}
}
