package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
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
		ctx, cancel := context.WithCancel(context.Background())
		var stdout, stderr watched
		root := rootCommand()
		root.SetArgs(append(c.args, "--config", "none"))
		root.SetOut(&stdout)
		root.SetErr(&stderr)
		ended := make(chan error, 1)
		go func() { ended <- root.ExecuteContext(ctx) }()
		address := ""
		for range 600 { // a busy machine
			if m := regexp.MustCompile(`http://\S+`).FindString(stdout.String()); m != "" {
				address = m
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		resp, err := http.Get(address)
		if err != nil {
			cancel()
			t.Fatalf("%s: %v; %s", name, err, stderr.String())
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK || !strings.Contains(string(body), c.page) {
			t.Errorf("%s: %s, no %q on the page", name, resp.Status, c.page)
		}
		if !strings.Contains(stderr.String(), c.warning) || c.warning == "" && strings.Contains(stderr.String(), "other computers") {
			t.Errorf("%s: warns %q", name, stderr.String())
		}
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("%s: ends with %v", name, err)
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
