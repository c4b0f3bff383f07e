package serve

import (
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what gloss says today into the lesson plans")

// TestLessons holds that every sample has a lesson plan that speaks of words that
// are in its copies, and that says of them what gloss says today; with -update it
// is written anew. What a plan says besides must hold whatever gloss finds.
func TestLessons(t *testing.T) {
	s, _ := newServer(t, nil)
	for _, l := range s.samples {
		p, ok := s.lessons[l.ID]
		if !ok {
			t.Errorf("corpus/%s has no lesson.md", l.ID)
			continue
		}
		for _, want := range []string{"\n## 20 minutes\n", "\n## 45 minutes\n", "\n## Sentences to talk about\n", "\n## What pupils will miss\n"} {
			if !strings.Contains(p.text, want) {
				t.Errorf("%s: no section %q", p.file, strings.TrimSpace(want))
			}
		}
		r := httptest.NewRequest("GET", "/story/"+l.ID, nil)
		r.SetPathValue("id", l.ID)
		st, err := s.open(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, outlet := range p.pair {
			if st.named(outlet, -1) < 0 {
				t.Errorf("%s: no copy %q for the hand-out", p.file, outlet)
			}
		}
		lines := strings.Split(p.text, "\n")
		for _, c := range p.Calls {
			says, err := st.verdict(c.Copy, c.Words)
			switch {
			case err != nil:
				t.Errorf("%s:%d: %v", p.file, c.Line, err)
			case says != c.Says && *update:
				lines[c.Line-1] = fmt.Sprintf("| %s | %s | %s | %s |", c.Copy, c.Words, says, c.Ask)
			case says != c.Says:
				t.Errorf("%s:%d: gloss says %q of %q, the plan says %q (make golden writes it)", p.file, c.Line, says, c.Words, c.Says)
			}
		}
		if *update {
			file := filepath.Join("../../../..", filepath.FromSlash(p.file))
			if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestLessonNames holds that a teacher reads the names of papers, not of files.
func TestLessonNames(t *testing.T) {
	s, _ := newServer(t, nil)
	for id, p := range s.lessons {
		for _, c := range p.Calls {
			if body := string(p.Body); strings.Contains(body, "<td>"+c.Copy+"</td>") || !strings.Contains(body, "<td>"+spoken(c.Copy)+"</td>") {
				t.Errorf("%s: the table names %q", id, c.Copy)
			}
		}
	}
}
