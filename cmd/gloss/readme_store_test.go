package main

import (
	"database/sql"
	"os"
	"path/filepath"
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
