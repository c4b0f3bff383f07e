package serve

import (
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gloss/analyzer"
	"gloss/analyzer/ingest"
	"gloss/analyzer/lexicon"
	"gloss/analyzer/segment"
	"gloss/corpus"
	"gloss/lexicons"
)

var stages = sync.OnceValues(func() (*analyzer.Analyzer, error) { return analyzer.New(lexicons.FS, "test") })

// newServer makes a server with the corpus as samples, and an address for it.
func newServer(t testing.TB, change func(*Config)) (*Server, *httptest.Server) {
	t.Helper()
	a, err := stages()
	if err != nil {
		t.Fatal(err)
	}
	set, err := lexicon.Load(lexicons.FS, segment.AppendWords)
	if err != nil {
		t.Fatal(err)
	}
	lists, err := ingest.NewLists(read(t, "outlets.tsv"), read(t, "genres.tsv"), read(t, "languages.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	c := Config{Analyzer: a, Lexicons: set, Reader: ingest.Reader{Lists: lists}, Corpus: corpus.FS, Errors: testLog{t}}
	if change != nil {
		change(&c)
	}
	s, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(srv.Close)
	return s, srv
}

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := fs.ReadFile(lexicons.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// testLog fails the test for what a server complains of.
type testLog struct{ t testing.TB }

func (l testLog) Write(b []byte) (int, error) {
	l.t.Errorf("the server says: %s", b)
	return len(b), nil
}

// A form is what a browser sends.
type form struct {
	fields [][2]string
	files  [][2]string // name, content
}

// post sends a form as the page's own would be sent, with changes to the request.
func post(t testing.TB, srv *httptest.Server, path string, f form, change func(*http.Request)) (*http.Response, string) {
	t.Helper()
	var b strings.Builder
	m := multipart.NewWriter(&b)
	for _, kv := range f.fields {
		m.WriteField(kv[0], kv[1])
	}
	for _, nc := range f.files {
		w, _ := m.CreateFormFile("files", nc[0])
		io.WriteString(w, nc[1])
	}
	m.Close()
	r, err := http.NewRequest(http.MethodPost, srv.URL+path, strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Origin", srv.URL)
	if change != nil {
		change(r)
	}
	return do(t, r)
}

func get(t testing.TB, address string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return do(t, r)
}

func do(t testing.TB, r *http.Request) (*http.Response, string) {
	t.Helper()
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

// tried is what the first page sends with these texts.
func tried(s *Server, texts ...string) form {
	f := form{fields: [][2]string{{"token", s.token}}}
	for _, x := range texts {
		f.fields = append(f.fields, [2]string{"name", ""}, [2]string{"text", x})
	}
	return f
}

// sample is the text of a copy of the corpus.
func sample(t testing.TB, path string) string {
	t.Helper()
	b, err := fs.ReadFile(corpus.FS, path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const (
	sentinel = "port-ellery-barrier/coast-sentinel.txt"
	herald   = "port-ellery-barrier/harbour-herald.txt"
)

// TestPages holds that every page of every story answers, with the headers that
// keep it to itself.
func TestPages(t *testing.T) {
	s, srv := newServer(t, nil)
	paths := []string{"/", "/glossary", "/glossary?q=slammed", "/static/style.css", "/static/mark.js"}
	for _, l := range s.samples {
		for _, p := range []string{"", "/mark", "/compare", "/rewrite", "/handout", "/handout?answers=1&a=0&b=1", "/report.json"} {
			paths = append(paths, "/story/"+l.ID+p)
		}
		if l.Lesson {
			paths = append(paths, "/story/"+l.ID+"/lesson")
		}
	}
	for _, p := range paths {
		resp, body := get(t, srv.URL+p)
		if resp.StatusCode != http.StatusOK || len(body) < 100 {
			t.Errorf("%s: %s, %d bytes", p, resp.Status, len(body))
		}
		for k, v := range headers {
			if got := resp.Header.Get(k); got != v && k != "Cache-Control" {
				t.Errorf("%s: %s is %q", p, k, got)
			}
		}
		if strings.Contains(body, "://") && strings.HasSuffix(resp.Header.Get("Content-Type"), "html; charset=utf-8") && (strings.Contains(body, `src="http`) || strings.Contains(body, `href="http`)) {
			t.Errorf("%s: loads or links what is elsewhere", p)
		}
	}
	for _, p := range []string{"/nothing", "/story/none", "/story/none/mark", "/static/", "/story/port-ellery-barrier/rewrite?finding=none"} {
		if resp, _ := get(t, srv.URL+p); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s, want 404", p, resp.Status)
		}
	}
}

// TestTry holds that texts that are pasted or dropped become a story.
func TestTry(t *testing.T) {
	s, srv := newServer(t, nil)
	a, b := sample(t, sentinel), sample(t, herald)
	page := "<html><head><title>Vote</title><meta property='og:site_name' content='The Herald'></head><body><article><h1>Vote</h1><p>" +
		strings.ReplaceAll(b, "\n\n", "</p><p>") + "</p></article></body></html>"
	for name, f := range map[string]form{
		"pasted":        tried(s, a, strings.ReplaceAll(b, "\n", "\r\n"), ""),
		"dropped":       {fields: [][2]string{{"token", s.token}}, files: [][2]string{{"a.txt", a}, {"b.html", page}}},
		"both":          {fields: tried(s, a).fields, files: [][2]string{{"b.txt", b}}},
		"an empty file": {fields: tried(s, a, b).fields, files: [][2]string{{"", ""}}},
	} {
		resp, body := post(t, srv, "/try", f, nil)
		to := resp.Header.Get("Location")
		if resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/story/t-") {
			t.Errorf("%s: %s %q %s", name, resp.Status, to, body)
			continue
		}
		if resp, body := get(t, srv.URL+to+"/rewrite"); resp.StatusCode != http.StatusOK || !strings.Contains(body, "Nobody asked them.") {
			t.Errorf("%s: the story has no finding: %s", name, resp.Status)
		}
	}
	for name, c := range map[string]struct {
		f    form
		want string
	}{
		"one text":  {tried(s, a), "1 text"},
		"no text":   {tried(s), "0 texts"},
		"six":       {tried(s, a, b, a+"x", a+"y", a+"z", a+"q"), "6 texts"},
		"the same":  {tried(s, a, a), "the same text"},
		"too long":  {tried(s, a, strings.Repeat(b, 1+maxText/len(b))), "“Text B” is too long"},
		"a PDF":     {form{fields: tried(s, a).fields, files: [][2]string{{"x.pdf", "%PDF-1.7 …"}}}, "PDF"},
		"a picture": {form{fields: tried(s, a).fields, files: [][2]string{{"x.png", "\x89PNG\r\n\x1a\n"}}}, "picture"},
	} {
		resp, body := post(t, srv, "/try", c.f, nil)
		if resp.StatusCode < 400 || resp.StatusCode >= 500 || !strings.Contains(body, c.want) || !strings.Contains(body, "<h1>") {
			t.Errorf("%s: %s, want a page that says %q: %s", name, resp.Status, c.want, body)
		}
	}
}

// shots is where the pages are photographed, for a person to look at.
func shots(t *testing.T) string {
	dir := os.Getenv("GLOSS_SHOTS")
	if dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func values(kv ...string) string {
	v := url.Values{}
	for i := 0; i < len(kv); i += 2 {
		v.Add(kv[i], kv[i+1])
	}
	return v.Encode()
}

func shot(dir, name string) string { return filepath.Join(dir, name+".png") }
