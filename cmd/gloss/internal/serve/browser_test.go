package serve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gloss/cmd/gloss/internal/browser"
)

// widths are a phone's, a tablet's and a projector's.
var widths = []int64{360, 800, 1400}

// look searches a page for barriers at every width, and takes its picture.
func look(t *testing.T, p *browser.Page, name string) {
	t.Helper()
	for _, w := range widths {
		p.Size(w, 900)
		p.Axe()
		if n := p.Overflow(); n > 0 {
			t.Errorf("%s: %d pixels wider than %d", name, n, w)
		}
		small(t, p, fmt.Sprintf("%s at %d", name, w))
		if dir := shots(t); dir != "" {
			p.Screenshot(shot(dir, fmt.Sprintf("%s-%d", name, w)), true)
		}
	}
	for _, c := range p.Complaints() {
		t.Errorf("%s: the browser complains: %s", name, c)
	}
}

// small fails for targets smaller than 24 by 24 pixels that are no part of running
// text (WCAG 2.2, 2.5.8).
func small(t *testing.T, p *browser.Page, where string) {
	t.Helper()
	var found []string
	p.Eval(`[...document.querySelectorAll("button, input:not([type=hidden]), select, summary, nav a, a.button, a.pick")]
		.filter(e => e.checkVisibility() && !e.closest(".skip"))
		.map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width && (r.width < 24 || r.height < 24))
		.map(([e, r]) => e.outerHTML.slice(0, 80) + " " + Math.round(r.width) + "x" + Math.round(r.height))`, &found)
	for _, f := range found {
		t.Errorf("%s: too small to hit: %s", where, f)
	}
}

func open(t *testing.T, b *browser.Browser, srv *httptest.Server, path string, before ...browser.Action) *browser.Page {
	t.Helper()
	return b.Open(t, srv.URL+path, before...)
}

func eval[T any](p *browser.Page, expression string) (v T) {
	p.Eval(expression, &v)
	return v
}

// TestLooks holds that every page can be read and used, at three widths.
func TestLooks(t *testing.T) {
	b := browser.Start(t)
	_, srv := newServer(t, nil)
	for name, path := range map[string]string{
		"home": "/", "words": "/glossary?q=slammed", "read": "/story/port-ellery-barrier", "mark": "/story/port-ellery-barrier/mark", "compare": "/story/port-ellery-barrier/compare",
		"rewrite": "/story/port-ellery-barrier/rewrite", "handout": "/story/port-ellery-barrier/handout", "answers": "/story/port-ellery-barrier/handout?answers=1",
		"lesson": "/story/port-ellery-barrier/lesson",
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, b, srv, path)
			look(t, p, name)
			for _, r := range p.Requests() {
				if !strings.HasPrefix(r, srv.URL) {
					t.Errorf("asks for %s", r)
				}
			}
		})
	}
}

// TestForcedColours holds that no words vanish where the system sets the colours.
func TestForcedColours(t *testing.T) {
	b := browser.Start(t)
	_, srv := newServer(t, nil)
	p := open(t, b, srv, "/")
	p.Media("screen", "forced-colors=active", "prefers-color-scheme=dark")
	p.Run(chromedp.Navigate(srv.URL + "/story/port-ellery-barrier"))
	p.Size(1000, 900)
	if dir := shots(t); dir != "" {
		p.Screenshot(shot(dir, "read-forced"), false)
	}
	gone := eval[[]string](p, `(() => { const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\)$/.test(c)) return c } return "rgb(0, 0, 0)" };
		return [...document.querySelectorAll("main *")].filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && getComputedStyle(e).color === ground(e))
			.map(e => e.outerHTML.slice(0, 100)) })()`)
	if len(gone) > 0 {
		t.Errorf("%d pieces of text have the colour of their ground, the first %s", len(gone), gone[0])
	}
	if a, b := eval[string](p, `getComputedStyle(document.querySelector(".steps [aria-current]")).borderBottomColor`), eval[string](p, `getComputedStyle(document.querySelector(".steps a:not([aria-current])")).borderBottomColor`); a == b {
		t.Errorf("the page that is open looks like the others: %s", a)
	}
}

// TestWithoutScripts holds that reading needs no script.
func TestWithoutScripts(t *testing.T) {
	b := browser.Start(t)
	_, srv := newServer(t, nil)
	for path, want := range map[string]string{"/": "Put them side by side", "/story/port-ellery-barrier": "Nobody asked them.", "/story/port-ellery-barrier/mark": "needs scripts",
		"/story/port-ellery-barrier/handout?answers=1": "What gloss says", "/glossary": "gloss’s lists"} {
		p := open(t, b, srv, path, browser.NoScript())
		if dir := shots(t); dir != "" && strings.HasSuffix(path, "barrier") {
			p.Size(1400, 900)
			p.Screenshot(shot(dir, "noscript"), true)
		}
		body := eval[string](p, "document.body.innerText")
		if !strings.Contains(body, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
}

// TestTryByHand pastes with the keyboard alone, adds a third text and drops a file.
func TestTryByHand(t *testing.T) {
	b := browser.Start(t)
	_, srv := newServer(t, nil)
	p := open(t, b, srv, "/")
	if !eval[bool](p, `document.querySelector(".text-box.more").hidden`) {
		t.Error("the third box shows before it is asked for")
	}
	p.Run(chromedp.Click("#more"))
	if got := eval[string](p, `document.activeElement.id`); got != "name2" {
		t.Errorf("focus on %q, want the third box's name", got)
	}
	p.Eval(fmt.Sprintf(`text0.value = %s; true`, literal(sample(t, sentinel))), new(bool))
	p.Eval(fmt.Sprintf(`(() => { const d = new DataTransfer(); d.items.add(new File([%s], "harbour-herald.txt", {type: "text/plain"}));
		document.dispatchEvent(new DragEvent("drop", {dataTransfer: d, bubbles: true, cancelable: true})); return true })()`, literal(sample(t, herald))), new(bool))
	if got := eval[string](p, `chosen.textContent`); got != "Chosen: harbour-herald.txt" {
		t.Errorf("after the drop it says %q", got)
	}
	p.Eval(`document.querySelector("#try .main-button").focus(), true`, new(bool))
	p.Press(kb.Enter)
	p.Run(chromedp.WaitVisible(".steps"))
	if got := eval[string](p, "location.pathname"); !strings.HasPrefix(got, "/story/t-") {
		t.Errorf("at %s, want the story", got)
	}
	if text := eval[string](p, "document.body.innerText"); !strings.Contains(text, "Nobody asked them.") || !strings.Contains(text, "Harbour Herald") {
		t.Error("the story does not show both texts")
	}
	p.Run(chromedp.Navigate(srv.URL + "/"))
	p.Eval(fmt.Sprintf(`text0.value = "x".repeat(%d), text0.dispatchEvent(new Event("input", {bubbles: true})), true`, maxText+1), new(bool))
	if got := eval[string](p, `document.getElementById("text0-note").textContent`); !strings.Contains(got, "gloss takes 60,000") {
		t.Errorf("too long a text: %q", got)
	}
}

func literal(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// marksNow are the marks on the page, as its file would have them.
func marksNow(p *browser.Page) marksFile { return eval[marksFile](p, "file()") }

// TestMarkByKeys marks with the keyboard alone.
func TestMarkByKeys(t *testing.T) {
	b := browser.Start(t)
	s, srv := newServer(t, nil)
	p := open(t, b, srv, "/story/port-ellery-barrier/mark")
	p.Eval(`document.querySelector("main").focus(), true`, new(bool))
	for range 4 { // summary, then the first text
		p.Press(kb.Tab)
		if eval[bool](p, `document.activeElement.matches(".w")`) {
			break
		}
	}
	if !eval[bool](p, `document.activeElement.matches(".w")`) {
		t.Fatal("Tab does not reach the text")
	}
	p.Press(kb.ArrowDown, kb.ArrowDown, kb.ArrowDown) // third sentence after the headline
	p.Press("s", "1")
	p.Press(kb.ArrowRight)
	p.Press(kb.ArrowUp, kb.ArrowUp, kb.ArrowRight, kb.ArrowRight, kb.ArrowRight)
	p.Press("2")
	f := marksNow(p)
	if len(f.Marks) != 2 || f.Marks[0].Text != "Nobody asked them." && f.Marks[0].Text != "Nobody asked them" || f.Marks[0].Kind != asCommentary || f.Marks[1].Kind != asLoaded {
		t.Fatalf("marks %+v", f.Marks)
	}
	if got := eval[string](p, `said.textContent`); !strings.HasPrefix(got, "Marked as loaded words") {
		t.Errorf("it says %q", got)
	}
	p.Press("z")
	if n := len(marksNow(p).Marks); n != 1 {
		t.Errorf("%d marks after undo, want 1", n)
	}
	data, _ := json.Marshal(marksNow(p))
	st, err := s.memory.get("port-ellery-barrier")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readMarks(st, data); err != nil {
		t.Errorf("what the page saves cannot be read: %v", err)
	}
	look(t, p, "marked")
}

// at is the middle of word i of the first text, in the window.
func at(p *browser.Page, i int) (x, y float64) {
	xy := eval[[2]float64](p, fmt.Sprintf(`(() => { const w = texts[0].words[%d]; w.scrollIntoView({block: "center", behavior: "instant"}); const r = w.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()`, i))
	return xy[0], xy[1]
}

// TestMarkByMouse draws over words, and clicks the first and the last instead.
func TestMarkByMouse(t *testing.T) {
	b := browser.Start(t)
	_, srv := newServer(t, nil)
	p := open(t, b, srv, "/story/port-ellery-barrier/mark")
	p.Size(1400, 900)
	const press, move, release = input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseMoved, input.DispatchMouseEventTypeMouseReleased
	x, y := at(p, 20)
	x2, y2 := eval[[2]float64](p, `(() => { const r = texts[0].words[24].getBoundingClientRect(); return [r.x + 2, r.y + r.height / 2] })()`)[0], 0.0
	y2 = eval[float64](p, `(() => { const r = texts[0].words[24].getBoundingClientRect(); return r.y + r.height / 2 })()`)
	left := chromedp.ButtonLeft
	p.Run(chromedp.MouseEvent(press, x, y, left, chromedp.ClickCount(1)), chromedp.MouseEvent(move, (x+x2)/2, y2, left), chromedp.MouseEvent(move, x2, y2, left), chromedp.MouseEvent(release, x2, y2, left, chromedp.ClickCount(1)))
	if got := eval[[]int](p, "span(chosen)"); len(got) != 2 || got[0] != 20 || got[1] != 24 {
		t.Errorf("drawn over words 20 to 24, chosen %v", got)
	}
	p.Run(chromedp.Click(`[data-kind="attributed"]`))
	for _, i := range []int{30, 33} { // no dragging: first and last word
		x, y := at(p, i)
		p.Run(chromedp.MouseClickXY(x, y))
	}
	p.Run(chromedp.Click(`[data-kind="unclear"]`))
	x, y = at(p, 40)
	p.Run(chromedp.MouseClickXY(x, y), chromedp.Click(`[data-act="sentence"]`), chromedp.Click(`[data-kind="commentary"]`))
	f := marksNow(p)
	var kinds []string
	for _, m := range f.Marks {
		kinds = append(kinds, string(m.Kind))
	}
	if got := strings.Join(kinds, " "); got != "attributed unclear commentary" {
		t.Fatalf("marks %q", got)
	}
	if n := len(strings.Fields(f.Marks[1].Text)); n != 4 {
		t.Errorf("%q has %d words, want 4", f.Marks[1].Text, n)
	}
	x, y = at(p, 31) // a click on a mark chooses it
	p.Run(chromedp.MouseClickXY(x, y), chromedp.Click(`[data-act="remove"]`))
	if n := len(marksNow(p).Marks); n != 2 {
		t.Errorf("%d marks after one was taken off, want 2", n)
	}
}

// TestMarkByTouch taps the first and the last word.
func TestMarkByTouch(t *testing.T) {
	b := browser.Start(t)
	_, srv := newServer(t, nil)
	p := open(t, b, srv, "/story/port-ellery-barrier/mark")
	p.Size(360, 740)
	for _, i := range []int{14, 17} {
		x, y := at(p, i)
		p.Eval(fmt.Sprintf(`(() => { const e = document.elementFromPoint(%f, %f), o = {bubbles: true, pointerType: "touch", clientX: %f, clientY: %f};
			for (const n of ["pointerdown", "pointerup", "click"]) e.dispatchEvent(new PointerEvent(n, o)); return true })()`, x, y, x, y), new(bool))
	}
	if got := eval[[]int](p, "span(chosen)"); len(got) != 2 || got[0] != 14 || got[1] != 17 {
		t.Fatalf("tapped words 14 and 17, chosen %v", got)
	}
	if covered := eval[bool](p, `marker.getBoundingClientRect().height > innerHeight / 3`); covered {
		t.Error("the buttons cover more than a third of a phone")
	}
	p.Run(chromedp.Click(`[data-kind="loaded"]`))
	if f := marksNow(p); len(f.Marks) != 1 || f.Marks[0].Kind != asLoaded {
		t.Errorf("marks %+v", f.Marks)
	}
	if dir := shots(t); dir != "" {
		p.Screenshot(shot(dir, "marked-phone"), false)
	}
}

// TestSaveAndCompare saves marks, goes on with them, and lays them over those of
// another.
func TestSaveAndCompare(t *testing.T) {
	b := browser.Start(t)
	s, srv := newServer(t, nil)
	p := open(t, b, srv, "/story/port-ellery-barrier/mark")
	p.Eval(`URL.createObjectURL = blob => { window.saved = blob; return "#" }, true`, new(bool))
	p.Eval(`reader.value = "Ana", texts[0].words[0].focus(), true`, new(bool))
	p.Press(kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, "s", "1", kb.ArrowDown, "s", "4")
	p.Run(chromedp.Click("#save"))
	saved := eval[string](p, `new Promise(done => { const look = () => window.saved ? saved.text().then(done) : setTimeout(look, 20); look() })`)
	if got := eval[string](p, "said.textContent"); !strings.HasPrefix(got, "Saved 2 marks as marks-port-ellery-votes-on-a-tidal-barrier-ana.json") {
		t.Errorf("it says %q", got)
	}
	p.Run(chromedp.Navigate(srv.URL + "/story/port-ellery-barrier/mark"))
	file := fmt.Sprintf(`(() => { const d = new DataTransfer(); d.items.add(new File([%s], "ana.json")); return d.files })()`, literal(saved))
	p.Eval(fmt.Sprintf(`document.getElementById("go-on").files = %s, document.getElementById("go-on").dispatchEvent(new Event("change")), new Promise(r => setTimeout(() => r(true), 300))`, file), new(bool))
	if n := len(marksNow(p).Marks); n != 2 {
		t.Fatalf("%d marks after the file was opened again, want 2", n)
	}
	other := strings.Replace(strings.Replace(saved, `"name": "Ana"`, `"name": "<b>Ben</b>"`, 1), `"kind": "commentary"`, `"kind": "attributed"`, 1)
	p.Eval(fmt.Sprintf(`(() => { const d = new DataTransfer(); d.items.add(new File([%s], "ben.json")); others.files = d.files; form.target = ""; changed = false; return true })()`, literal(other)), new(bool))
	p.Run(chromedp.Click(`#then-box .main-button`), chromedp.WaitVisible(".picture"))
	text := eval[string](p, "document.body.innerText")
	for _, want := range []string{"You differ", "<b>Ben</b>: ", "Ana: ", "all alike", "not clear", "both marked"} {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(want)) && want != "all alike" {
			t.Errorf("the comparison does not say %q", want)
		}
	}
	if strings.Contains(text, "%") || strings.Contains(text, "points:") {
		t.Error("somebody is scored")
	}
	look(t, p, "compared")
	_ = s
}

// TestRewriteByHand picks a sentence and rewrites it.
func TestRewriteByHand(t *testing.T) {
	b := browser.Start(t)
	_, srv := newServer(t, nil)
	p := open(t, b, srv, "/story/port-ellery-barrier/rewrite")
	p.Run(chromedp.Click(".tasks a"), chromedp.WaitVisible("#text"))
	p.Eval(`document.querySelector("textarea").value = "The council did not hold a public vote on the charge.", document.querySelector("form .main-button").focus(), true`, new(bool))
	p.Press(kb.Enter)
	p.Run(chromedp.WaitVisible("#result"))
	look(t, p, "rewritten")
}

// TestPaper holds that hand-outs of every sample fit on two pages of A4, and of
// Letter, in black and white.
func TestPaper(t *testing.T) {
	b := browser.Start(t)
	s, srv := newServer(t, nil)
	p := open(t, b, srv, "/")
	visit := func(path, size string) []byte {
		p.Media("") // what the browser itself takes: paper when it prints
		p.Run(chromedp.Navigate(srv.URL + path))
		p.Eval(fmt.Sprintf(`(() => { const s = new CSSStyleSheet(); s.replaceSync("@page { size: %s }"); document.adoptedStyleSheets = [s]; return true })()`, size), new(bool))
		return p.PDF()
	}
	for _, l := range s.samples {
		for _, with := range []string{"", "?answers=1"} {
			var pdf []byte
			for _, size := range []string{"letter", "A4"} {
				pdf = visit("/story/"+l.ID+"/handout"+with, size)
				if n := pageCount(pdf); n < 1 || n > 2 {
					t.Errorf("%s%s: %d pages of %s", l.ID, with, n, size)
				}
			}
			p.Media("print")
			colours := eval[[]string](p, `[...new Set([...document.querySelectorAll(".sheet, .sheet *")].flatMap(e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.borderTopColor] }))]
				.filter(c => { const m = c.match(/[\d.]+/g).map(Number); return m[0] !== m[1] || m[1] !== m[2] })`)
			if len(colours) > 0 {
				t.Errorf("%s%s: printed in colours %v", l.ID, with, colours)
			}
			if dir := shots(t); dir != "" {
				os.WriteFile(shot(dir, l.ID+strings.Trim(with, "?=1"))+".pdf", pdf, 0o644)
			}
		}
		if !l.Lesson {
			continue
		}
		pdf := visit("/story/"+l.ID+"/lesson", "A4")
		if n := pageCount(pdf); n < 1 || n > 3 {
			t.Errorf("%s: the lesson plan has %d pages", l.ID, n)
		}
		if dir := shots(t); dir != "" {
			os.WriteFile(shot(dir, l.ID+"-lesson")+".pdf", pdf, 0o644)
		}
	}
}

// pageCount counts the pages of a PDF as Chromium writes it.
func pageCount(pdf []byte) int { return bytes.Count(pdf, []byte("/Type /Page\n")) }
