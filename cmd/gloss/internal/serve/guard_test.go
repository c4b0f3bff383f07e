package serve

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"gloss/analyzer"
	"gloss/analyzer/news"
)

// TestHost holds that only this computer's own names are answered: a web site whose
// name is made to lead here (DNS rebinding) reads nothing.
func TestHost(t *testing.T) {
	_, srv := newServer(t, nil)
	_, open := newServer(t, func(c *Config) { c.Open = true })
	for _, c := range []struct {
		host           string
		own, fromOther bool
	}{
		{"localhost:8765", true, true}, {"127.0.0.1:8765", true, true}, {"[::1]:8765", true, true}, {"LOCALHOST", true, true}, {"localhost.:80", true, true},
		{"evil.example:8765", false, false}, {"evil.example", false, false}, {"127.0.0.1.evil.example", false, false}, {"localhost.evil.example", false, false},
		{"192.168.1.20:8765", false, true}, {"[fe80::1]:8765", false, true}, {"", false, false}, {"localhost:8765.evil.example", false, false},
	} {
		for _, s := range []struct {
			address string
			want    bool
		}{{srv.URL, c.own}, {open.URL, c.fromOther}} {
			r, err := http.NewRequest(http.MethodGet, s.address+"/", nil)
			if err != nil {
				t.Fatal(err)
			}
			if r.Host = c.host; c.host == "" {
				r.Host = "-" // net/http puts its own in place of an empty one
			}
			resp, body := do(t, r)
			if (resp.StatusCode == http.StatusOK) != s.want {
				t.Errorf("host %q: %s, want an answer: %v", c.host, resp.Status, s.want)
			}
			if !s.want && strings.Contains(body, "Try it with your own texts") {
				t.Errorf("host %q is shown the page", c.host)
			}
		}
	}
}

// TestForeignForms holds that another site cannot send a form here.
func TestForeignForms(t *testing.T) {
	s, srv := newServer(t, nil)
	good := tried(s, sample(t, sentinel), sample(t, herald))
	noToken := form{fields: good.fields[1:]}
	badToken := form{fields: append([][2]string{{"token", strings.Repeat("0", len(s.token))}}, good.fields[1:]...)}
	for name, c := range map[string]struct {
		f      form
		change func(*http.Request)
		want   int
	}{
		"own":                    {good, nil, http.StatusSeeOther},
		"an old browser":         {good, func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Del("Origin") }, http.StatusSeeOther},
		"in a network":           {good, func(r *http.Request) { r.Header.Del("Sec-Fetch-Site") }, http.StatusSeeOther},
		"cross-site":             {good, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, http.StatusForbidden},
		"same-site":              {good, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, http.StatusForbidden},
		"other origin":           {good, func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Origin", "http://evil.example") }, http.StatusForbidden},
		"null origin":            {good, func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Origin", "null") }, http.StatusForbidden},
		"no token":               {noToken, nil, http.StatusForbidden},
		"another token":          {badToken, nil, http.StatusForbidden},
		"put":                    {good, func(r *http.Request) { r.Method = http.MethodPut }, http.StatusMethodNotAllowed},
		"get":                    {form{}, func(r *http.Request) { r.Method = http.MethodGet }, http.StatusNotFound},
		"nonsense":               {good, func(r *http.Request) { r.Header.Set("Content-Type", "multipart/form-data; boundary=x") }, http.StatusBadRequest},
		"a token in the address": {noToken, func(r *http.Request) { r.URL.RawQuery = "token=" + s.token }, http.StatusForbidden},
	} {
		resp, body := post(t, srv, "/try", c.f, c.change)
		if resp.StatusCode != c.want {
			t.Errorf("%s: %s, want %d: %.300s", name, resp.Status, c.want, body)
		}
		if len(resp.Cookies()) > 0 {
			t.Errorf("%s: a cookie is set", name)
		}
	}
	for _, path := range []string{"/story/port-ellery-barrier/compare", "/story/port-ellery-barrier/agreement.json", "/story/port-ellery-barrier/rewrite"} {
		if resp, _ := post(t, srv, path, form{}, nil); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s without a token: %s", path, resp.Status)
		}
	}
}

// TestOversize holds that too much is refused with what to do about it, and costs
// no more memory than the limit.
func TestOversize(t *testing.T) {
	s, srv := newServer(t, nil)
	huge := strings.Repeat("The council voted on Tuesday. ", 4*maxBody/30)
	for name, change := range map[string]func(*http.Request){
		"said":   nil,
		"unsaid": func(r *http.Request) { r.ContentLength = -1 }, // chunked
	} {
		resp, body := post(t, srv, "/try", tried(s, huge, "x"), change)
		if resp.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(body, "60,000 characters") {
			t.Errorf("%s: %s %.300s", name, resp.Status, body)
		}
	}
	long := tried(s, sample(t, sentinel), strings.Repeat("x ", maxText/2)+"x")
	if resp, _ := post(t, srv, "/try", long, nil); resp.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("one text too long: %s", resp.Status)
	}
	f := form{fields: [][2]string{{"token", s.token}, {"finding", "x"}, {"text", strings.Repeat("x", maxRewrite+1)}}}
	if resp, _ := post(t, srv, "/story/port-ellery-barrier/rewrite", f, nil); resp.StatusCode < 400 {
		t.Errorf("too long a sentence: %s", resp.Status)
	}
}

// TestInjection holds that whatever is pasted is shown as text and never runs.
func TestInjection(t *testing.T) {
	s, srv := newServer(t, nil)
	evil := `<script>alert(1)</script><img src=x onerror=alert(2)> "onmouseover="alert(3)" {{.Token}} </textarea><svg onload=alert(4)>`
	a, b := sample(t, sentinel), sample(t, herald)
	f := form{fields: [][2]string{{"token", s.token}, {"name", evil[:maxName-2]}, {"text", evil + "\n\n" + a + "\n\n" + evil}, {"name", "</title><script>"}, {"text", b}}}
	resp, body := post(t, srv, "/try", f, nil)
	to := resp.Header.Get("Location")
	if to == "" {
		t.Fatalf("%s %s", resp.Status, body)
	}
	for _, p := range []string{"", "/mark", "/compare", "/rewrite", "/handout", "/handout?answers=1", "/handout?a=%3Cscript%3E&b=0"} {
		resp, body := get(t, srv.URL+to+p)
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", p, resp.Status)
		}
		for _, bad := range []string{"<script>", "<img src=x", "<svg onload", `"onmouseover=`, s.token + " </textarea>"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: the page has %s", p, bad)
			}
		}
	}
	for _, q := range []string{"<script>alert(1)</script>", `"><img src=x>`} {
		if _, body := get(t, srv.URL+"/glossary?"+values("q", q)); strings.Contains(body, q) {
			t.Errorf("the glossary has %s", q)
		}
	}
}

// TestMemory holds that a class cannot fill the memory, that a story is compared
// once for all who ask at the same time, and that what failed is not kept.
func TestMemory(t *testing.T) {
	m := newMemory(3, 100)
	text := func(n int) *story {
		st := &story{}
		st.Story.Story = &news.Story{Documents: []*news.Document{{Article: news.Article{Text: strings.Repeat("x", n)}}}}
		return st
	}
	for _, id := range []string{"a", "b", "c", "a", "d"} {
		if _, err := m.make(id, func() (*story, error) { return text(10), nil }); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[string]bool{"a": true, "b": false, "c": true, "d": true} {
		if _, err := m.get(id); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", id, err == nil, want)
		}
	}
	m.make("big", func() (*story, error) { return text(95), nil })
	if _, err := m.get("big"); err != nil || m.order.Len() != 1 || m.size != 95 {
		t.Errorf("%d stories of %d bytes, want the last alone", m.order.Len(), m.size)
	}
	if _, err := m.make("bad", func() (*story, error) { return nil, errBusy }); err != errBusy {
		t.Error(err)
	}
	if _, err := m.get("bad"); err != errGone {
		t.Errorf("what failed is kept: %v", err)
	}
	var made, done sync.WaitGroup
	calls := make(chan int, 50)
	made.Add(1)
	for range 30 {
		done.Add(1)
		go func() {
			defer done.Done()
			m.make("class", func() (*story, error) { calls <- 1; made.Wait(); return text(5), nil })
		}()
	}
	time.Sleep(10 * time.Millisecond) // let them ask
	made.Done()
	done.Wait()
	if n := len(calls); n != 1 {
		t.Errorf("compared %d times for one class", n)
	}
}

// TestClass holds that thirty readers at once are all answered.
func TestClass(t *testing.T) {
	s, srv := newServer(t, nil)
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			a := sample(t, sentinel) + strings.Repeat(" One more word.", i%7)
			resp, body := post(t, srv, "/try", tried(s, a, sample(t, herald)), nil)
			if resp.StatusCode != http.StatusSeeOther {
				t.Errorf("%s %.200s", resp.Status, body)
				return
			}
			if resp, _ := get(t, srv.URL+resp.Header.Get("Location")); resp.StatusCode != http.StatusOK {
				t.Errorf("read: %s", resp.Status)
			}
			if resp, _ := get(t, srv.URL+"/story/"+s.samples[i%len(s.samples)].ID+"/mark"); resp.StatusCode != http.StatusOK {
				t.Errorf("mark: %s", resp.Status)
			}
		}()
	}
	wg.Wait()
}

// TestOwnStories holds that stories of the user's own come first, are read when they
// are opened, and say what is wrong when they cannot be.
func TestOwnStories(t *testing.T) {
	read := 0
	own := Listing{ID: "own-1", Title: "Ours", Copies: func() (analyzer.Copies, error) {
		read++
		return analyzer.Copies{ID: "o", Articles: []news.Article{{ID: "1", Outlet: "One", Text: sample(t, sentinel)}, {ID: "2", Outlet: "Two", Text: sample(t, herald)}}}, nil
	}}
	_, srv := newServer(t, func(c *Config) { c.Stories = []Listing{own}; c.Corpus = nil })
	if _, body := get(t, srv.URL+"/"); !strings.Contains(body, "/story/own-1") || strings.Contains(body, "sample story") || read != 0 {
		t.Errorf("the first page, with %d stories read: %s", read, body)
	}
	for range 3 {
		if resp, body := get(t, srv.URL+"/story/own-1"); resp.StatusCode != http.StatusOK || !strings.Contains(body, "Nobody asked them.") {
			t.Errorf("%s %.200s", resp.Status, body)
		}
	}
	if read != 1 {
		t.Errorf("read %d times", read)
	}
}
