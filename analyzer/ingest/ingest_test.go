package ingest_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
)

func TestText(t *testing.T) {
	tests := []struct {
		name, data, text, problem string
		fatal                     bool
	}{
		{"plain", "A café.", "A café.", "", false},
		{"byte order mark stays, spans count it", "\ufeffA.", "\ufeffA.", "", false},
		{"latin", "caf\xe9 \x93quoted\x94", "café “quoted”", "not UTF-8 (first at byte 3), read as Windows-1252", false},
		{"utf-16 little", "\xff\xfeN\x00o\x00", "No", "UTF-16 (little endian), read as such", false},
		{"utf-16 big", "\xfe\xff\x00N\x00o", "No", "UTF-16 (big endian), read as such", false},
		{"empty", "", "", "empty: no text in it", true},
		{"blank", " \n\t\ufeff", "", "empty: no text in it", true},
		{"binary", "PK\x03\x04\x00\x00", "", "not text: it has control bytes as binary files have", true},
		{"huge", strings.Repeat("a ", ingest.MaxArticle/2+1), "", "larger than 4 MiB, the most gloss reads as one article", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, p := ingest.Text("x.txt", []byte(tt.data))
			if text != tt.text {
				t.Errorf("text %.40q, want %.40q", text, tt.text)
			}
			switch {
			case p == nil && tt.problem != "":
				t.Errorf("no problem, want %q", tt.problem)
			case p != nil && (p.What != tt.problem || p.Fatal != tt.fatal || p.Error() != "x.txt: "+tt.problem):
				t.Errorf("problem %q (fatal %v), want %q (fatal %v)", p, p.Fatal, tt.problem, tt.fatal)
			}
		})
	}
}

func TestJSONLines(t *testing.T) {
	in := strings.Join([]string{
		"\ufeff" + `{"id":"a","outlet":"The Ledger","title":"Wall","text":"One."}`,
		``,
		`{"text":"Two."}`,
		`{"id":"a","text":"Again."}`,
		`[1,2]`,
		`{"id":"e","text":""}`,
		`{"id":7,"text":"x"}`,
		"{\"id\":\"bad\xff\",\"text\":\"x\"}",
		`{"id":"last","text":"No newline."}`,
	}, "\n")
	var got []string
	problems, err := ingest.JSONLines("in.jsonl", strings.NewReader(in), func(a news.Article) {
		got = append(got, a.ID+"|"+a.Outlet+"|"+a.Title+"|"+a.Text)
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a|The Ledger|Wall|One.", "3|3||Two.", "last|last||No newline."}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("articles %q, want %q", got, want)
	}
	wantProblems := []string{
		`in.jsonl:4: id "a" was used on line 1`,
		`in.jsonl:5: not a JSON article`,
		`in.jsonl:6: article "e" has no text`,
		`in.jsonl:7: field "id" is a number, not a string`,
		`in.jsonl:8: not UTF-8 (first at byte 10 of the line)`,
	}
	for i, p := range problems {
		if i >= len(wantProblems) || !strings.HasPrefix(p.Error(), wantProblems[i]) || !p.Fatal {
			t.Errorf("problem %q, want %q", p, wantProblems[min(i, len(wantProblems)-1)])
		}
	}
	if len(problems) != len(wantProblems) {
		t.Errorf("%d problems, want %d", len(problems), len(wantProblems))
	}
}

func TestJSONLinesLongLine(t *testing.T) {
	in := `{"text":"` + strings.Repeat("a", 2*ingest.MaxArticle) + "\"}\n{\"text\":\"b\"}\n"
	n := 0
	problems, err := ingest.JSONLines("-", strings.NewReader(in), func(news.Article) { n++ })
	if err != nil || n != 1 || len(problems) != 1 || problems[0].Line != 1 {
		t.Errorf("%d articles, problems %v, error %v", n, problems, err)
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("caf\xe9"))
	f.Add([]byte("\xff\xfeN\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, p := ingest.Text("x", data)
		if !utf8.ValidString(text) {
			t.Errorf("%q is not valid UTF-8", text)
		}
		if utf8.Valid(data) && p == nil && text != string(data) {
			t.Error("valid text was changed")
		}
	})
}

func FuzzJSONLines(f *testing.F) {
	f.Add("{\"id\":\"a\",\"text\":\"b\"}\n[]\n")
	f.Fuzz(func(t *testing.T, in string) {
		seen := map[string]bool{}
		_, err := ingest.JSONLines("x", strings.NewReader(in), func(a news.Article) {
			if a.ID == "" || seen[a.ID] || !utf8.ValidString(a.Text) {
				t.Errorf("article %+v", a)
			}
			seen[a.ID] = true
		})
		if err != nil {
			t.Error(err)
		}
	})
}
