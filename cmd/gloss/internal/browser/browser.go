// Package browser runs a headless Chromium for tests: pages are opened, used with
// keys and clicks, looked at, printed, and searched for barriers with axe-core.
//
// Method: the real browser through its own protocol, by chromedp. Why not a parser
// of HTML and CSS: contrast, focus, layout and what scripts do are only known to a
// browser. What it gets wrong: it is one browser, and axe-core finds a part of the
// barriers there are; screenshots are still to be looked at by a person.
//
//	b := browser.Start(t)                   // skips or fails where there is none, see Start
//	p := b.Open(t, browser.File(path))      // or an http:// address
//	p.Size(360, 800)
//	p.Media("screen", "prefers-color-scheme=dark")
//	p.Axe()                                 // fails t on serious and critical findings
//	p.Press(kb.Tab)
//	p.Eval("document.activeElement.id", &id)
//
// The environment says which browser: GLOSS_BROWSER=/path/to/chromium, or
// GLOSS_BROWSER=required, as make test sets it. No address but this machine's own
// is resolved.
package browser

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long one page of a test may take on a busy machine.
const patience = 3 * time.Minute

// A Browser is a running Chromium, with a profile of its own.
type Browser struct {
	ctx context.Context
}

// Start runs a browser until t ends. Where there is none, t fails if GLOSS_BROWSER
// is set or CI is, and else is skipped.
func Start(t testing.TB) *Browser {
	t.Helper()
	path, err := find()
	if err != nil {
		if os.Getenv("GLOSS_BROWSER") != "" || os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("skipped: no Chromium (%v)", err)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // Chromium has none for root
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() { cancel(); stop() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("%s does not start: %v", path, err)
	}
	return &Browser{ctx}
}

// names are what Chromium is called by those who package it.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell"}

func find() (string, error) {
	if set := os.Getenv("GLOSS_BROWSER"); set != "" && set != "required" {
		return exec.LookPath(set)
	}
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path, nil
		}
	}
	for _, path := range []string{"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"} {
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium found: make deps installs it, or set GLOSS_BROWSER to its path")
}

// File is the address of a file.
func File(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}).String()
}
