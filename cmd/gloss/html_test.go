package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gloss/cmd/gloss/internal/browser"
)

// htmlReport writes a report over some articles and returns its folder.
func htmlReport(t *testing.T, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	var errs bytes.Buffer
	if code := run(append(args, "--format", "html,json", "--out", dir), strings.NewReader(""), &errs, &errs); code != exitWritten {
		t.Fatalf("exit status %d: %s", code, &errs)
	}
	return dir
}

// looks are the ways in which every page must be without barriers.
var looks = []struct {
	name     string
	width    int64
	media    string
	features []string
}{
	{"wide", 1400, "screen", []string{"prefers-color-scheme=light"}},
	{"dark", 1400, "screen", []string{"prefers-color-scheme=dark"}},
	{"tablet", 800, "screen", []string{"prefers-color-scheme=light"}},
	{"phone", 360, "screen", []string{"prefers-color-scheme=light"}},
	{"print", 800, "print", nil},
}

// barriers looks at a page in all ways.
func barriers(t *testing.T, b *browser.Browser, path string) {
	p := b.Open(t, browser.File(path))
	var opened int
	p.Eval(`document.querySelectorAll("details").forEach(d => d.open = true), document.querySelectorAll("details").length`, &opened)
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			p.For(t)
			p.Size(l.width, 900)
			p.Media(l.media, l.features...)
			p.Axe()
			if n := p.Overflow(); n > 0 && l.media == "screen" {
				t.Errorf("%d pixels wider than the window", n)
			}
			if dir := os.Getenv("GLOSS_SCREENSHOTS"); dir != "" {
				p.Screenshot(filepath.Join(dir, filepath.Base(path)+"-"+l.name+".png"), true)
			}
		})
	}
	p.For(t)
	for _, r := range p.Requests() {
		if r != browser.File(path) {
			t.Errorf("the page asks for %s", r)
		}
	}
	for _, c := range p.Complaints() {
		t.Errorf("the browser complains: %s", c)
	}
}

// TestHTMLBarriers opens pages of every kind in a real browser.
func TestHTMLBarriers(t *testing.T) {
	b := browser.Start(t)
	story := htmlReport(t, "compare", "../../corpus/port-ellery-barrier")
	t.Run("story", func(t *testing.T) { barriers(t, b, filepath.Join(story, "report.html")) })
	several := htmlReport(t, "report", "testdata/html/pile.jsonl", "--stories", "testdata/html/stories.tsv", "--min-stories", "2")
	t.Run("several", func(t *testing.T) { barriers(t, b, filepath.Join(several, "report.html")) })
}

// TestHTMLUse uses a story's page with the keyboard, a pointer and a finger.
func TestHTMLUse(t *testing.T) {
	b := browser.Start(t)
	path := filepath.Join(htmlReport(t, "compare", "../../corpus/port-ellery-barrier"), "report.html")
	p := b.Open(t, browser.File(path))
	str := func(js string) (s string) { p.Eval(js, &s); return s }
	count := func(js string) (n int) { p.Eval(js, &n); return n }
	const visible = `[...document.querySelectorAll(%q)].filter(e => e.getClientRects().length).length`

	// The sign of a mark takes the focus, shows the card, and leads to the list and back.
	p.Eval(`document.querySelector(".texts .ref").focus(), 0`, new(int))
	p.Press(kb.Tab) // so that the focus is the keyboard's
	card := str(`document.querySelector(".card").hidden ? "" : document.querySelector(".card").innerText`)
	id := str(`document.activeElement.hash.slice(1)`)
	why := str(fmt.Sprintf(`document.querySelector("#%s .why").textContent`, id))
	if why == "" || !strings.Contains(card, why) {
		t.Errorf("the card says %q, want the reason %q", card, why)
	}
	p.Press(kb.Escape)
	if n := count(fmt.Sprintf(visible, ".card")); n != 0 {
		t.Error("the card stays after Escape")
	}
	p.Press(kb.Enter)
	if got := str(`location.hash.slice(1)`); got != id {
		t.Errorf("Enter leads to #%s, want #%s", got, id)
	}
	back := str(fmt.Sprintf(`document.querySelector("#%s .back").hash`, id))
	if n := count(fmt.Sprintf(`document.querySelectorAll(%q).length`, back)); n != 1 {
		t.Errorf("%d places to go back to", n)
	}

	// The pointer shows it, too.
	x, y := 0.0, 0.0
	p.Eval(`scrollTo(0, 0), (() => { const r = document.querySelector(".texts mark.commentary").getClientRects()[0]; return r.left + 5 })()`, &x)
	p.Eval(`(() => { const r = document.querySelector(".texts mark.commentary").getClientRects()[0]; return r.top + 5 })()`, &y)
	p.Run(chromedp.MouseEvent("mouseMoved", x, y))
	p.Run(chromedp.Poll[chromedp.Void](`!document.querySelector(".card").hidden`))
	p.Press(kb.Escape)

	// Switches work by key, and the view stands in the address.
	marks := count(fmt.Sprintf(visible, ".ref.commentary"))
	p.Eval(`document.querySelector(".view summary").focus(), 0`, new(int))
	p.Press(kb.Enter, kb.Tab, " ")
	if n := count(fmt.Sprintf(visible, ".texts .ref.commentary, .finding.commentary")); n != 0 || marks == 0 {
		t.Errorf("%d of %d signs of commentary are left", n, marks)
	}
	if h := str(`location.hash`); h != "#view=v-commentary" {
		t.Errorf("address %q", h)
	}
	again := b.Open(t, browser.File(path)+"#view=v-commentary,v-labels")
	var off, hidden bool
	again.Eval(`document.querySelector("#v-commentary").checked`, &off)
	again.Eval(`document.querySelector("#v-labels").checked`, &hidden)
	if off || !hidden {
		t.Error("the view in the address is not shown")
	}
	n := 0
	again.Eval(fmt.Sprintf(visible, ".ref, .finding, .moved"), &n)
	if n != 0 {
		t.Errorf("%d labels are shown though they are hidden", n)
	}

	// A column can be left out.
	p.Run(chromedp.Click(chromedp.CSS(`.choose [value="1"]`)))
	if n := count(fmt.Sprintf(visible, `[data-col="1"]`)); n != 0 {
		t.Errorf("%d cells of a hidden column are shown", n)
	}
}

// TestHTMLFinger taps.
func TestHTMLFinger(t *testing.T) {
	b := browser.Start(t)
	path := filepath.Join(htmlReport(t, "compare", "../../corpus/port-ellery-barrier"), "report.html")
	p := b.Open(t, browser.File(path), browser.Touch())
	p.Size(360, 800)
	tap := chromedp.Tap(chromedp.CSS(".texts .ref.commentary"))
	p.Run(tap)
	var shown bool
	p.Eval(`!document.querySelector(".card").hidden && location.hash === ""`, &shown)
	if !shown {
		t.Error("the first tap does not show the card")
	}
	var inside bool
	p.Eval(`(() => { const r = document.querySelector(".card").getBoundingClientRect(); return r.left >= 0 && r.right <= 360 })()`, &inside)
	if !inside {
		t.Error("the card reaches beyond the window")
	}
	p.Run(tap)
	p.Eval(`location.hash.length > 1`, &shown)
	if !shown {
		t.Error("the second tap does not lead to the list")
	}
}

// TestHTMLNoScript holds that a page can be read, filtered and followed without
// scripts.
func TestHTMLNoScript(t *testing.T) {
	b := browser.Start(t)
	path := filepath.Join(htmlReport(t, "compare", "../../corpus/port-ellery-barrier"), "report.html")
	p := b.Open(t, browser.File(path), browser.NoScript())
	text := p.Text("body")
	for _, want := range []string{"Nobody asked them.", "verdict “Nobody asked”", "Not checked:", "missing here"} {
		if !strings.Contains(text, want) {
			t.Errorf("not shown: %q", want)
		}
	}
	p.Run(chromedp.Click(chromedp.CSS("#v-labels")))
	if text := p.Text("body"); strings.Contains(text, "verdict “Nobody asked”") || !strings.Contains(text, "Nobody asked them.") {
		t.Error("the labels cannot be hidden")
	}
}

// TestHTMLFolder holds what a report over many stories is: an index, a file for each
// story, every link between them alive.
func TestHTMLFolder(t *testing.T) {
	var lines, known bytes.Buffer
	enc := json.NewEncoder(&lines)
	for i := range 51 {
		text := fmt.Sprintf("The council of Harwick approved bridge %[1]d over the river on Monday by %[1]d votes. Engineer Ingrid Tasker said it would open in May. ", i)
		for o, more := range []string{"", "That is not a good look.", "Nobody was asked."} {
			id := fmt.Sprintf("%d-%d", i, o)
			enc.Encode(map[string]string{"id": id, "outlet": "Outlet " + fmt.Sprint(o), "title": fmt.Sprintf("Bridge <b>%d</b>", i), "text": text + more})
			fmt.Fprintf(&known, "%s\tstory %d\n", id, i)
		}
	}
	pile := filepath.Join(t.TempDir(), "pile.jsonl")
	stories := filepath.Join(filepath.Dir(pile), "stories.tsv")
	for path, data := range map[string][]byte{pile: lines.Bytes(), stories: known.Bytes()} {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	dir := htmlReport(t, "report", pile, "--stories", stories)
	index, err := os.ReadFile(filepath.Join(dir, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`href="(stories/[^"#]+)(?:#([^"]+))?"`).FindAllStringSubmatch(string(index), -1)
	files := make(map[string]bool)
	for _, f := range found {
		page, err := os.ReadFile(filepath.Join(dir, f[1]))
		if err != nil || f[2] != "" && !bytes.Contains(page, []byte(`id="`+f[2]+`"`)) {
			t.Errorf("the link to %s leads nowhere: %v", f[0], err)
		}
		files[f[1]] = true
	}
	if len(files) != 51 {
		t.Errorf("%d stories are linked, want 51", len(files))
	}
	if bytes.Contains(index, []byte("<b>7</b>")) || !bytes.Contains(index, []byte("&lt;b&gt;7&lt;/b&gt;")) {
		t.Error("a headline is not escaped")
	}
	var out, errs bytes.Buffer
	if code := run([]string{"report", pile, "--stories", stories, "--format", "html"}, strings.NewReader(""), &out, &errs); code != exitNothing || !strings.Contains(errs.String(), "--out DIR") || out.Len() > 0 {
		t.Errorf("51 stories to one file: exit status %d, %q", code, &errs)
	}

	b := browser.Start(t)
	barriers(t, b, filepath.Join(dir, "report.html"))
	p := b.Open(t, browser.File(filepath.Join(dir, "report.html")))
	p.Run(chromedp.SendKeys(chromedp.CSS("#find"), "bridge 17"))
	n := 0
	p.Eval(`[...document.querySelectorAll("[data-find]")].filter(e => !e.hidden).length`, &n)
	if n == 0 || n > 2 {
		t.Errorf("%d stories found", n)
	}
	p.Run(chromedp.Click(chromedp.CSS("[data-find]:not([hidden]) a")))
	p.Run(chromedp.WaitVisible(chromedp.CSS(".story")))
}
