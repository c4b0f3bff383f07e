package ingest_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
)

func TestPlain(t *testing.T) {
	tests := []struct {
		name, data, text, problem string
		fatal                     bool
	}{
		{"plain", "A café.", "A café.", "", false},
		{"byte order mark stays, spans count it", "\ufeffA.", "\ufeffA.", "", false},
		{"latin", "caf\xe9 \x93quoted\x94", "café “quoted”", "not UTF-8 (first at byte 3), read as Windows-1252", false},
		{"utf-16 little", "\xff\xfeN\x00o\x00", "No", "UTF-16 (little endian), read as such", false},
		{"utf-16 big", "\xfe\xff\x00N\x00o", "No", "UTF-16 (big endian), read as such", false},
		{"decomposed letters and soft hyphens stay", "cafe\u0301 co\u00adop", "cafe\u0301 co\u00adop", "", false},
		{"empty", "", "", "empty: no text in it", true},
		{"blank", " \n\t\ufeff", "", "empty: no text in it", true},
		{"binary", "PK\x03\x04\x00\x00", "", "a ZIP file, which gloss does not read", true},
		{"other binary", "\x7fELF\x00\x00", "", "not text: it has control bytes as binary files have", true},
		{"PDF", "%PDF-1.4\n(The council voted.) Tj", "", "a PDF file, which gloss does not read", true},
		{"sitemap", "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>x</loc></url></urlset>", "", "XML that is no feed, which gloss does not read", true},
		{"huge", strings.Repeat("a ", ingest.MaxArticle/2+1), "", "larger than 4 MiB, the most gloss reads as one article", true},
		{"a head without text", "title: Wall\n\n \n", "", "no text after its head", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			articles, _, problems := readAll(t, ingest.Reader{From: ingest.Text}, "x.txt", []byte(tt.data))
			if tt.text == "" && len(articles) != 0 || tt.text != "" && (len(articles) != 1 || articles[0].Text != tt.text) {
				t.Errorf("articles %v, want %.40q", articles, tt.text)
			}
			var want []ingest.Problem
			if tt.problem != "" {
				want = []ingest.Problem{{Path: "x.txt", What: tt.problem, Fatal: tt.fatal}}
			}
			if !slices.Equal(problems, want) {
				t.Errorf("problems %v, want %v", problems, want)
			}
		})
	}
}

func TestHead(t *testing.T) {
	tests := []struct {
		name, data string
		want       news.Article
	}{
		{"all", "Outlet: The Ledger\nurl: https://l.example/a\npublished: 2024-05-03\nTitle: Wall\nbyline: By Ann Lee\n\nText.",
			news.Article{Outlet: "The Ledger", URL: "https://l.example/a", Published: "2024-05-03", Title: "Wall", Byline: "Ann Lee", Offset: 98, Text: "Text."}},
		{"none: no blank line", "title: Wall\nText.", news.Article{Outlet: "x", Text: "title: Wall\nText."}},
		{"lines that are not known", "title: Wall\nmood: grim\noutlet: The Ledger\ntitle: Gate\n\nText.", news.Article{Outlet: "The Ledger", Title: "Wall", Offset: 55, Text: "Text."}},
		{"none: another key", "Update: the mayor spoke.\n\nText.", news.Article{Outlet: "x", Text: "Update: the mayor spoke.\n\nText."}},
		{"none: prose with a colon", "Title:fight ends\n\nText.", news.Article{Outlet: "x", Text: "Title:fight ends\n\nText."}},
		{"after a byte order mark", "\ufefftitle: Wall\r\n\r\nText.", news.Article{Outlet: "x", Title: "Wall", Offset: 18, Text: "Text."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			articles, _, problems := readAll(t, ingest.Reader{}, "folder/x.txt", []byte(tt.data))
			noted := strings.HasPrefix(tt.name, "lines")
			if len(articles) != 1 || (len(problems) != 0) != noted {
				t.Fatalf("%d articles, problems %v", len(articles), problems)
			}
			if noted {
				checkProblems(t, problems, "folder/x.txt: lines of its head that gloss does not know: mood, title")
			}
			got := *articles[0]
			tt.want.ID, tt.want.Path, tt.want.Genre = "x.txt", "folder/x.txt", news.Label{Name: "news"}
			tt.want.Line = 1 + strings.Count(tt.data[:tt.want.Offset], "\n")
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
			if !strings.HasPrefix(tt.data[got.Offset:], got.Text) {
				t.Errorf("the text does not begin at byte %d of the file", got.Offset)
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
		`{"id":7,"text":"Seven."}`,
		`{"id":"x","text":[1]}`,
		"{\"id\":\"bad\xff\",\"text\":\"x\"}",
		`{"id":"half`,
		`{"id":"last","text":"No newline."}`,
	}, "\n")
	articles, _, problems := readAll(t, ingest.Reader{From: ingest.Lines}, "in.jsonl", []byte(in))
	var got []string
	for _, a := range articles {
		got = append(got, a.ID+"|"+a.Outlet+"|"+a.Title+"|"+a.Text)
	}
	want := []string{"a|The Ledger|Wall|One.", "in.jsonl:3|in.jsonl:3||Two.", "a|a||Again.", "7|7||Seven.", "badÿ|badÿ||x", "last|last||No newline."}
	if !slices.Equal(got, want) {
		t.Errorf("articles %q, want %q", got, want)
	}
	checkProblems(t, problems,
		`in.jsonl:5: not a JSON article, but of type array`,
		`in.jsonl:6: article "e" has no text`,
		`in.jsonl:8: field "text" is an array, not a string`,
		`in.jsonl:9: not UTF-8 (first at byte 10), read as Windows-1252`,
		`in.jsonl:10: not a JSON article: `)
}

func checkProblems(t *testing.T, problems []ingest.Problem, want ...string) {
	t.Helper()
	for i, p := range problems {
		if i >= len(want) || !strings.HasPrefix(p.Error(), want[i]) {
			t.Errorf("problem %q, want %q", p, want[min(i, len(want)-1):])
		}
	}
	if len(problems) != len(want) {
		t.Errorf("%d problems, want %d", len(problems), len(want))
	}
}

func TestLongLine(t *testing.T) {
	long := `{"text":"` + strings.Repeat("a", ingest.MaxRecord) + "\"}"
	articles, _, problems := readAll(t, ingest.Reader{From: ingest.Lines}, "-", []byte("{\"text\":\"a\"}\n"+long+"\n{\"text\":\"b\"}\n"))
	if len(articles) != 2 || articles[1].ID != "-:3" {
		t.Errorf("articles %v", articles)
	}
	checkProblems(t, problems, "-:2: line longer than 16 MiB")
	articles, _, problems = readAll(t, ingest.Reader{From: ingest.JSON}, "-", []byte("["+long+",\n{\"text\":\"b\"}]"))
	if len(articles) != 1 || articles[0].ID != "-:2" {
		t.Errorf("articles %v", articles)
	}
	checkProblems(t, problems, "-:1: larger than 16 MiB")
}

func TestJSONValues(t *testing.T) {
	tests := []struct {
		name, data string
		texts      string
		problems   []string
	}{
		{"array", `[{"text":"a"},{"text":"b"}]`, "a|b", nil},
		{"one, pretty", "{\n \"title\": \"T\",\n \"text\": \"a } \\\" {\"\n}\n", `a } " {`, nil},
		{"one after another", "{\n\"text\":\"a\"}\n{\"text\":\n\"b\"}", "a|b", nil},
		{"envelope", `{"status":"ok","articles":[{"title":"x","content":"a"},{"content":"b"}]}`, "a|b", nil},
		{"an empty envelope before", `{"items":[],"data":[{"text":"a"}]}`, "a", nil},
		{"paragraphs as a list", `[{"title":1984,"text":["a","b"]}]`, "a\n\nb", nil},
		{"another field is no text", `[{"content":[{"x":1}],"text":"a"}]`, "a", nil},
		{"WordPress", `[{"title":{"rendered":"Wall &amp; gate"},"content":{"rendered":"` + strings.Repeat("<p>The council voted on Tuesday to build it.</p>", 9) + `"}}]`,
			strings.TrimSuffix(strings.Repeat("The council voted on Tuesday to build it.\n\n", 9), "\n\n"), nil},
		{"cut off", "[{\"text\":\"a\"},\n", "a", []string{"x.json:2: the array has no end"}},
		{"nested envelopes", `{"response":{"results":[{"body":"a"}]}}`, "a", nil},
		{"one is broken", "[{\"text\":\"a\"},\n{\"text\":},\n{\"text\":\"b\"}]", "a|b", []string{"x.json:2: not a JSON article"}},
		{"no end", "[{\"text\":\"a\"},\n{\"text\":\"b\"", "a", []string{"x.json:2: not a JSON article: it has no end"}},
		{"stray words", "[{\"text\":\"a\"}]\nnonsense\n", "a", []string{"x.json:2: not JSON"}},
		{"no object", "[1, 2]", "", []string{"x.json:1: not JSON", "x.json: empty"}},
		{"deep", "[" + strings.Repeat("{\"a\":", 1000) + "1" + strings.Repeat("}", 1000) + "]", "", []string{"x.json:1: not a JSON article"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			articles, _, problems := readAll(t, ingest.Reader{From: ingest.JSON}, "x.json", []byte(tt.data))
			var texts []string
			for _, a := range articles {
				texts = append(texts, a.Text)
			}
			same(t, "texts", strings.Join(texts, "|"), tt.texts)
			if len(problems) > 0 || len(tt.problems) > 0 {
				checkProblems(t, problems, tt.problems...)
			}
		})
	}
}

func TestTables(t *testing.T) {
	const csv = "\ufeffheadline,body,media_name,junk\r\nWall,\"He said \"\"no\"\".\r\nTwice.\",Ledger,x\r\n\r\nGate,Short.\r\n"
	articles, _, problems := readAll(t, ingest.Reader{}, "x.csv", []byte(csv))
	if len(articles) != 2 || len(problems) != 0 {
		t.Fatalf("%d articles, problems %v", len(articles), problems)
	}
	same(t, "text", articles[0].Text, "He said \"no\".\r\nTwice.")
	same(t, "outlet", articles[0].Outlet, "Ledger")
	same(t, "id", articles[1].ID, "x.csv:5")

	fields := ingest.Reader{Fields: map[string]string{"text": "junk", "id": "headline"}}
	articles, _, _ = readAll(t, fields, "x.csv", []byte(csv))
	if len(articles) != 1 || articles[0].Text != "x" || articles[0].ID != "Wall" {
		t.Errorf("with --fields: %v", articles)
	}
	_, _, problems = readAll(t, ingest.Reader{Fields: map[string]string{"text": "nope"}}, "x.csv", []byte(csv))
	checkProblems(t, problems, `x.csv:1: no column "nope" in the header (headline, body, media_name, junk)`)
	_, _, problems = readAll(t, ingest.Reader{}, "x.csv", []byte("id,text\n1,It stands, he said.\n"))
	checkProblems(t, problems, "x.csv:2: 3 fields, and the header has 2")
	_, _, problems = readAll(t, ingest.Reader{}, "x.tsv", []byte("a\tb\n1\t2\n"))
	checkProblems(t, problems, "x.tsv:1: no column of text in the header (a, b)")
	_, _, problems = readAll(t, ingest.Reader{}, "x.csv", []byte("id,text\n1,\"open\n2,b\n3,\xff\n"))
	checkProblems(t, problems, "x.csv:2: a quote opened on line 2 is not closed", "x.csv:4: not UTF-8 (first at byte 0), read as Windows-1252")
}

func TestArchive(t *testing.T) {
	record := func(kind, media, uri, body string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, media, len(body), body)
	}
	http := func(status, media, body string) string {
		return "HTTP/1.1 " + status + "\r\nContent-Type: " + media + "\r\n\r\n" + body
	}
	page := "<html><head><title>Wall</title></head><body><h1>Wall</h1>" + strings.Repeat("<p>The council voted on Tuesday to build the barrier that the city has been waiting for.</p>", 8) + "</body></html>"
	in := record("warcinfo", "application/warc-fields", "", "software: x") +
		record("response", "application/http; msgtype=response", "https://www.ledger.example/wall", http("200 OK", "text/html; charset=utf-8", page)) +
		record("response", "application/http; msgtype=response", "https://www.ledger.example/gone", http("404 Not Found", "text/html", "gone")) +
		record("response", "application/http; msgtype=response", "https://www.ledger.example/i.png", http("200 OK", "image/png", "\x89PNG")) +
		record("conversion", "text/plain", "https://post.example/gate", "The gate is shut.") +
		"garbage\r\n"
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte(in))
	_ = z.Close()
	for _, data := range [][]byte{[]byte(in), packed.Bytes()} {
		articles, aside, problems := readAll(t, ingest.Reader{}, "crawl.warc.gz", data)
		var got []string
		for _, a := range articles {
			got = append(got, a.Outlet+"|"+a.Title+"|"+a.ID)
		}
		if want := []string{"ledger.example|Wall|https://www.ledger.example/wall", "post.example||https://post.example/gate"}; !slices.Equal(got, want) {
			t.Errorf("articles %q, want %q", got, want)
		}
		if want := []string{"answer without a page (status 4xx)", "no page: image/png"}; !slices.Equal(aside, want) {
			t.Errorf("aside %q, want %q", aside, want)
		}
		if len(problems) != 1 {
			t.Errorf("problems %v", problems)
		}
	}
}

// TestTell holds which format each beginning is taken for.
func TestTell(t *testing.T) {
	const text = "\n\nThe council voted on Tuesday to build a barrier."
	tests := []struct {
		name, data string
		want       int // articles
	}{
		{"a.txt", "Council votes" + text, 1},
		{"noext", "Council votes" + text, 1},
		{"bracket.txt", "[Updated at noon] The council voted.", 1},
		{"angle.txt", "<<Breaking>> The council voted.", 1},
		{"lines", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", 2},
		{"wrong.txt", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", 2},
		{"one.json", "{\n\"text\":\"a\"\n}", 1},
		{"array", "[\n{\"text\":\"a\"},{\"text\":\"b\"}\n]", 2},
		{"jsonfeed", `{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","content_text":"a"},{"id":"2","content_text":"b"}]}`, 2},
		{"table", "id,title,text\n1,T,a\n2,T,b\n", 2},
		{"semicolons", "id;title;text\n1;T;a, b\n2;T;b\n", 2},
		{"tabs", "id\ttext\n1\ta\n", 1},
		{"rss", "<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\"><channel><item><title>T</title><description>a</description></item></channel></rss>", 1},
		{"atom", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>T</title><summary>a</summary></entry></feed>", 1},
		{"page", "<!DOCTYPE html><html><body><h1>T</h1>" + strings.Repeat("<p>The council voted on Tuesday to build the barrier.</p>", 9), 1},
		{"wide", "\xff\xfe{\x00\"\x00t\x00e\x00x\x00t\x00\"\x00:\x00\"\x00a\x00\"\x00}\x00", 1},
	}
	for _, tt := range tests {
		articles, aside, problems := readAll(t, ingest.Reader{AllLanguages: true}, tt.name, []byte(tt.data))
		if len(articles) != tt.want {
			t.Errorf("%s: %d articles, want %d; aside %v, problems %v", tt.name, len(articles), tt.want, aside, problems)
		}
	}
}

// TestCompressed holds that compression is told from the bytes, and that a bomb and
// a truncated file are Problems.
func TestCompressed(t *testing.T) {
	const line = "{\"id\":\"a\",\"text\":\"The council voted.\"}\n"
	pack := func(s string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(s))
		_ = z.Close()
		return b.Bytes()
	}
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	bomb := pack(line + strings.Repeat(" ", 100<<20))
	tests := []struct {
		name    string
		data    []byte
		n       int
		problem string
	}{
		{"gzip", pack(line), 1, ""},
		{"zstd", enc.EncodeAll([]byte(line), nil), 1, ""},
		{"truncated", pack(line + fmt.Sprint(rand.New(rand.NewPCG(1, 2)).Perm(9000)))[:9000], 1, "gzip data end too early"},
		{"bomb", bomb, 1, "expands more than 200 times"},
	}
	for _, tt := range tests {
		articles, _, problems := readAll(t, ingest.Reader{From: ingest.Lines}, "x", tt.data)
		if len(articles) < tt.n || (tt.problem == "") != (len(problems) == 0) || tt.problem != "" && !strings.Contains(problems[len(problems)-1].What, tt.problem) {
			t.Errorf("%s: %d articles, problems %.200v", tt.name, len(articles), problems)
		}
	}
}

// TestWorkers holds that the number of workers changes nothing, and that reading
// stops when no more is wanted.
func TestWorkers(t *testing.T) {
	data := append(manyLines(), "broken\n"...)
	var one []string
	for _, workers := range []int{0, 1, 2, 5} {
		var got []string
		r := ingest.Reader{Workers: workers, Lists: lists(t)}
		if err := r.Read("-", bytes.NewReader(data), func(it ingest.Item) bool {
			got = append(got, fmt.Sprint(it.Line, it.Problems, it.Article != nil && it.Article.ID == fmt.Sprint(len(got))))
			return true
		}); err != nil {
			t.Fatal(err)
		}
		if one == nil {
			one = got
		}
		if !slices.Equal(got, one) {
			t.Errorf("%d workers: another result", workers)
		}
		n := 0
		if err := r.Read("-", bytes.NewReader(data), func(ingest.Item) bool { n++; return n < 700 }); err != nil || n != 700 {
			t.Errorf("%d workers: %d items after the 700th was the last wanted, error %v", workers, n, err)
		}
	}
}

// TestWriter holds that what is written is read again.
func TestWriter(t *testing.T) {
	a := &news.Article{ID: "a", Outlet: "The Ledger", Title: "“Wall” \x01\u2028", Byline: "Ann Lee; Bo Orr", Published: "2024-05-03T10:00:00+02:00", URL: "https://l.example/a", Language: "en",
		Path: "-", Text: "One <b>.\n\nTwo \U000e0001 & \u00ad.", Blocks: []news.Block{{Span: news.Span{Start: 0, End: 8}, Kind: news.Paragraph}, {Span: news.Span{Start: 10, End: 24}, Kind: news.BlockQuote}},
		Captions: []string{"A wall."}, Genre: news.Label{Name: "opinion", Reason: "label"}, Credit: news.Label{Name: "Reuters", Reason: "dateline"}, Excerpt: true}
	var b bytes.Buffer
	if err := ingest.NewWriter(&b).Write(a); err != nil {
		t.Fatal(err)
	}
	got, _, problems := readAll(t, ingest.Reader{Lists: lists(t)}, "-", b.Bytes())
	if len(got) != 1 || !reflect.DeepEqual(got[0], a) {
		t.Errorf("read %+v, problems %v; wrote %+v", got, problems, a)
	}
	bad := strings.Replace(b.String(), `"start":10`, `"start":11`, 1)
	if got, _, _ = readAll(t, ingest.Reader{}, "-", []byte(bad)); len(got) != 1 || got[0].Blocks != nil {
		t.Errorf("blocks that leave out text were taken: %v", got)
	}
}

func TestFieldsFlag(t *testing.T) {
	got, err := ingest.Fields("id=guid, text=article.body")
	if err != nil || !reflect.DeepEqual(got, map[string]string{"id": "guid", "text": "article.body"}) {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "text", "text=", "body=x"} {
		if _, err := ingest.Fields(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
	r := ingest.Reader{Fields: got}
	articles, _, _ := readAll(t, r, "-", []byte(`{"guid":"g","text":"not this","article":{"body":"this"}}`))
	if len(articles) != 1 || articles[0].Text != "this" || articles[0].ID != "g" {
		t.Errorf("%v", articles)
	}
}
