package browser_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gloss/analyzer"
	"gloss/analyzer/news"
	"gloss/analyzer/outlet"
	"gloss/analyzer/report"
	"gloss/cmd/gloss/internal/browser"
	"gloss/corpus"
	"gloss/lexicons"
)

// htmlReport writes the HTML report over stories to a folder, and returns its path.
func htmlReport(t *testing.T, stories ...[]news.Article) string {
	t.Helper()
	dir := t.TempDir()
	create := func(name string) (io.Writer, error) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, err
		}
		return os.Create(path)
	}
	a, err := analyzer.New(lexicons.FS, "test")
	if err != nil {
		t.Fatal(err)
	}
	format, err := report.FormatOf("html")
	if err != nil {
		t.Fatal(err)
	}
	stream, err := create(format.File)
	if err != nil {
		t.Fatal(err)
	}
	w, err := format.Open(report.Sink{Stream: stream, Create: create}, a.Tool(), report.Run{Command: "gloss report \"pile\""}, report.TextOptions{Stories: len(stories)})
	if err != nil {
		t.Fatal(err)
	}
	total := outlet.NewTotal()
	for i, articles := range stories {
		s, warnings, err := a.Story(analyzer.Copies{ID: fmt.Sprintf("story %d", i+1), Articles: articles}, analyzer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		total.Add(s.Count())
		if err := w.Story(s, warnings); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(report.Summary{Outlets: total.Summary(outlet.Options{MinStories: 2})}); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, format.File)
}

// sample are the copies of a story of the corpus.
func sample(t *testing.T, id string) []news.Article {
	t.Helper()
	stories, err := corpus.Load(corpus.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stories {
		if s.ID == id {
			return s.Articles
		}
	}
	t.Fatalf("no story %s", id)
	return nil
}

// bridges are the copies of an invented story, of the same outlets whatever its number.
func bridges(n int) []news.Article {
	text := fmt.Sprintf("The council of Harwick approved bridge %[1]d over the river on Monday by %[2]d votes to %[1]d. Engineer Ingrid Tasker said it would open in May. The Harbour Trust said talks had not begun. ", n, n+3)
	copies := []news.Article{{Outlet: "Harwick Herald", Text: text}, {Outlet: "Coast Sentinel", Text: strings.Replace(text, "said it", "claimed it", 1) + "That is not a good look."}, {Outlet: "The Lantern", Text: text + "Nobody was asked. Shameful tricks did it."}}
	for i := range copies {
		copies[i].ID = fmt.Sprintf("%d-%d", n, i)
		copies[i].Title = fmt.Sprintf("Bridge <b>%d</b>", n)
		copies[i].URL = fmt.Sprintf("https://%d.example/%d", i, n)
		copies[i].Published = fmt.Sprintf("2026-03-%02dT10:00:00Z", 1+n%28)
	}
	return copies
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
				p.Screenshot(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+".png"), true)
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

// TestReportBarriers opens pages of every kind in a real browser.
func TestReportBarriers(t *testing.T) {
	b := browser.Start(t)
	t.Run("story", func(t *testing.T) { barriers(t, b, htmlReport(t, sample(t, "port-ellery-barrier"))) })
	t.Run("several", func(t *testing.T) {
		barriers(t, b, htmlReport(t, bridges(1), sample(t, "aldmoor-ground-sale"), bridges(2), bridges(3)))
	})
}

// TestReportUse uses a story's page with the keyboard, a pointer and a finger.
func TestReportUse(t *testing.T) {
	b := browser.Start(t)
	path := htmlReport(t, sample(t, "port-ellery-barrier"))
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
	p.Axe() // with the card
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
	p.Eval(`(e => (e.scrollIntoView({block: "center"}), e.getClientRects()[0].left + 5))(document.querySelector(".texts mark.commentary"))`, &x)
	p.Eval(`document.querySelector(".texts mark.commentary").getClientRects()[0].top + 5`, &y)
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
	for _, c := range append(p.Complaints(), again.Complaints()...) {
		t.Errorf("the browser complains: %s", c)
	}
}

// TestReportFinger taps.
func TestReportFinger(t *testing.T) {
	b := browser.Start(t)
	path := htmlReport(t, sample(t, "port-ellery-barrier"))
	p := b.Open(t, browser.File(path), browser.Touch())
	p.Size(360, 800)
	tap := func() {
		x, y := 0.0, 0.0
		p.Eval(`(e => (e.scrollIntoView({block: "center"}), e.getBoundingClientRect().left + e.offsetWidth / 2))(document.querySelector(".texts .ref.commentary"))`, &x)
		p.Eval(`(e => e.getBoundingClientRect().top + e.offsetHeight / 2)(document.querySelector(".texts .ref.commentary"))`, &y)
		p.Run(chromedp.TapXY(x, y))
	}
	tap()
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
	tap()
	p.Eval(`location.hash.length > 1`, &shown)
	if !shown {
		t.Error("the second tap does not lead to the list")
	}
}

// TestReportNoScript holds that a page can be read, filtered and followed without
// scripts.
func TestReportNoScript(t *testing.T) {
	b := browser.Start(t)
	path := htmlReport(t, sample(t, "port-ellery-barrier"))
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

// TestReportFolder holds what a report over many stories is: an index, a file for each
// story, every link between them alive.
func TestReportFolder(t *testing.T) {
	var stories [][]news.Article
	for n := range 51 {
		stories = append(stories, bridges(n))
	}
	path := htmlReport(t, stories...)
	dir := filepath.Dir(path)
	index, err := os.ReadFile(path)
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

	b := browser.Start(t)
	p := b.Open(t, browser.File(path))
	p.Run(chromedp.SendKeys(chromedp.CSS("#find"), "<b>17</b>"))
	n := 0
	p.Eval(`[...document.querySelectorAll("[data-find]")].filter(e => !e.hidden).length`, &n)
	if n != 1 {
		t.Errorf("%d stories found", n)
	}
	p.Run(chromedp.Click(chromedp.CSS("[data-find]:not([hidden]) a")))
	p.Run(chromedp.WaitVisible(chromedp.CSS(".story")))
}
