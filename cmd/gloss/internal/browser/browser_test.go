package browser

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const bad = `<!doctype html><html lang="en"><head><title>Bad</title><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<style>p { color: #bbb } @media (prefers-color-scheme: dark) { body { background: #000 } } @media print { p { color: #000 } }</style></head>
<body><main><h1>Bad</h1><p>Too pale to read</p><input id="a"><div style="width: 1500px">wide</div></main>
<img src="http://tracker.example/x.png" alt=""><script>document.title = "ran"; if (location.hash) missing()</script></body></html>`

func open(t *testing.T, b *Browser, before ...Action) *Page {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a page.html")
	if err := os.WriteFile(path, []byte(bad), 0o644); err != nil {
		t.Fatal(err)
	}
	return b.Open(t, File(path)+"#x", before...)
}

// TestPage holds that what the helper is asked for is really seen: a page with known
// faults has just these.
func TestPage(t *testing.T) {
	b := Start(t)
	p := open(t, b)
	var ids []string
	for _, v := range p.Violations() {
		if v.Impact == "serious" || v.Impact == "critical" {
			ids = append(ids, v.ID)
		}
	}
	slices.Sort(ids)
	if want := []string{"color-contrast", "label"}; !slices.Equal(ids, want) {
		t.Errorf("axe-core found %v, want %v", ids, want)
	}
	p.Media("print")
	for _, v := range p.Violations() {
		if v.ID == "color-contrast" {
			t.Error("the print style was not looked at")
		}
	}
	p.Media("screen", "prefers-color-scheme=dark")
	var dark bool
	p.Eval(`matchMedia("(prefers-color-scheme: dark)").matches`, &dark)
	if !dark {
		t.Error("not dark")
	}
	p.Size(360, 800)
	if n := p.Overflow(); n < 1000 {
		t.Errorf("overflow %d, want over 1000", n)
	}
	p.Press(kb.Tab)
	var focus, title string
	p.Eval("document.activeElement.id", &focus)
	p.Eval("document.title", &title)
	if focus != "a" || title != "ran" {
		t.Errorf("focus %q, title %q", focus, title)
	}
	complaints := strings.Join(p.Complaints(), "\n")
	for _, want := range []string{"missing is not defined", "Content Security Policy"} {
		if !strings.Contains(complaints, want) {
			t.Errorf("no complaint %q in %q", want, complaints)
		}
	}
	if !slices.ContainsFunc(p.Requests(), func(r string) bool { return strings.HasPrefix(r, "file:") }) {
		t.Errorf("requests %q", p.Requests())
	}
	if pdf := p.PDF(); !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("no PDF")
	}
	png := filepath.Join(t.TempDir(), "a.png")
	p.Colourless()
	p.Screenshot(png, true)
	if data, err := os.ReadFile(png); err != nil || !bytes.HasPrefix(data, []byte("\x89PNG")) {
		t.Errorf("no PNG: %v", err)
	}
}

func TestNoScript(t *testing.T) {
	p := open(t, Start(t), NoScript())
	title, err := chromedp.Run(p.ctx, chromedp.Title())
	if err != nil || title != "Bad" {
		t.Errorf("title %q, %v: the script ran", title, err)
	}
}

// TestMissing holds that a machine without a browser is told so where one is asked
// for.
func TestMissing(t *testing.T) {
	t.Setenv("GLOSS_BROWSER", "")
	t.Setenv("PATH", t.TempDir())
	if path, err := find(); err == nil && !strings.HasPrefix(path, "/Applications") {
		t.Errorf("found %q", path)
	}
	t.Setenv("GLOSS_BROWSER", "/no/such/chromium")
	if _, err := find(); err == nil {
		t.Error("a browser that does not exist was found")
	}
}
