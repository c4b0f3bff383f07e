package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// A watched is output that a test waits for.
type watched struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *watched) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *watched) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestServe holds that the page is served at the address that is printed, that it
// lists the user's own story, and that the command ends cleanly.
func TestServe(t *testing.T) {
	for name, c := range map[string]struct {
		args          []string
		page, warning string
	}{
		"alone":     {[]string{"serve"}, "Or take a sample story", ""},
		"own":       {[]string{"serve", "../../corpus/port-ellery-barrier"}, "/story/own-1", ""},
		"pile":      {[]string{"serve", "../../corpus/port-ellery-barrier", "../../corpus/nimbrel-breach-layoffs"}, "/story/own-2", ""},
		"to others": {[]string{"serve", "--listen", ":0"}, "Other computers on this network can open it", "there is no password and no encryption"},
	} {
		t.Run(name, func(t *testing.T) {
			address, said, end := startServe(t, c.args...)
			defer end()
			status, body := fetchPage(t, address)
			if status != http.StatusOK || !strings.Contains(body, c.page) {
				t.Errorf("%d, no %q on the page", status, c.page)
			}
			if !strings.Contains(said(), c.warning) || c.warning == "" && strings.Contains(said(), "other computers") {
				t.Errorf("warns %q", said())
			}
		})
	}
}

// startServe runs gloss serve until it has printed its address. end stops it and
// fails the test if it ended with an error; said is what it complained of so far.
func startServe(t *testing.T, args ...string) (address string, said func() string, end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	stderr := new(watched)
	lines, stdout := io.Pipe()
	root := rootCommand()
	root.SetArgs(append(args, "--config", "none"))
	root.SetOut(stdout)
	root.SetErr(stderr)
	ended := make(chan error, 1)
	go func() {
		err := root.ExecuteContext(ctx)
		stdout.Close() // the reader below gives up when the command has
		ended <- err
	}()
	end = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("ends with %v", err)
		}
	})
	// However long the machine takes: the command prints its address, or it ends.
	first, err := bufio.NewReader(lines).ReadString('\n')
	address = regexp.MustCompile(`http://\S+`).FindString(first)
	if address == "" {
		cancel()
		t.Fatalf("no address: printed %q (%v), complained %q, ended with %v", first, err, stderr.String(), <-ended)
	}
	go io.Copy(io.Discard, lines)
	return address, stderr.String, end
}

func fetchPage(t *testing.T, address string) (status int, body string) {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// TestServeStore holds that the stories of a store are listed by their headline and
// open with the texts of the store.
func TestServeStore(t *testing.T) {
	db := filepath.Join(t.TempDir(), "pile.db")
	var stdout, stderr bytes.Buffer
	if status := run([]string{"import", "../../corpus/port-ellery-barrier", "../../corpus/nimbrel-breach-layoffs", "--db", db, "--config", "none"}, strings.NewReader(""), &stdout, &stderr); status != exitWritten {
		t.Fatalf("import: status %d, %s", status, stderr.String())
	}
	address, _, end := startServe(t, "serve", "--db", db)
	defer end()
	_, home := fetchPage(t, address)
	links := regexp.MustCompile(`/story/own-\d+`).FindAllString(home, -1)
	if len(links) == 0 || !strings.Contains(home, "Your stories") {
		t.Fatalf("no story of the store on the first page:\n%s", home)
	}
	all := ""
	for _, l := range links {
		status, body := fetchPage(t, strings.TrimSuffix(address, "/")+l)
		if status != http.StatusOK {
			t.Errorf("%s: %d", l, status)
		}
		all += body
	}
	for _, want := range []string{"Nobody asked them.", "Nimbrel"} { // one of each story
		if !strings.Contains(all, want) {
			t.Errorf("%d stories, none says %q", len(links), want)
		}
	}
}

// TestServeWrong holds that what cannot be served is said.
func TestServeWrong(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for want, args := range map[string][]string{
		"is not an address":      {"serve", "--listen", "here"},
		"address already in use": {"serve", "--listen", taken.Addr().String()},
		"exclude each other":     {"serve", "--db", "x.db", "../../corpus/port-ellery-barrier"},
		"no such file":           {"serve", "--db", "none.db"},
		"nothing to compare":     {"serve", "../../corpus/port-ellery-barrier/the-lantern.txt"},
	} {
		var stdout, stderr bytes.Buffer
		if status := run(append(args, "--config", "none"), strings.NewReader(""), &stdout, &stderr); status != exitNothing || !strings.Contains(stderr.String(), want) {
			t.Errorf("%v: status %d, %s, want %q", args, status, stderr.String(), want)
		}
	}
}
