package serve

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"gloss/cmd/gloss/internal/browser"
)

// TestAgain holds that texts which are refused come back with the reason: a browser
// that goes back has lost them.
func TestAgain(t *testing.T) {
	s, srv := newServer(t, nil)
	const text = "\n\"A council\" voted. </textarea><script>alert(1)</script>"
	f := form{fields: [][2]string{{"token", s.token}, {"name", `The "Lantern"`}, {"text", text}, {"name", ""}, {"text", ""}}}
	resp, body := post(t, srv, "/try", f, nil)
	if resp.StatusCode != http.StatusBadRequest {
		t.Errorf("one text: %s", resp.Status)
	}
	for _, want := range []string{`role="alert"`, "That is 1 text", "\n\n&#34;A council&#34; voted. &lt;/textarea&gt;&lt;script&gt;", `value="The &#34;Lantern&#34;"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if strings.Contains(body, "chosen again") {
		t.Error("it speaks of files, and there were none")
	}
	f.files = [][2]string{{"x.png", "\x89PNG\r\n\x1a\n"}}
	if _, body := post(t, srv, "/try", f, nil); !strings.Contains(body, "chosen again") || !strings.Contains(body, "A council") {
		t.Error("a file that cannot be read: the text is gone, or nothing is said of the file")
	}
	letters := strings.Repeat("слово ", maxText/6) // more bytes than characters
	if resp, body := post(t, srv, "/try", tried(s, letters, letters+"x"), nil); resp.StatusCode == http.StatusSeeOther || !strings.Contains(body, "60,001 characters") || strings.Contains(body, "Text A” is too long") {
		t.Errorf("characters are not what is counted: %s", resp.Status)
	}
}

// TestAgainByHand sends one text, reads what is wrong, adds the other and goes on.
func TestAgainByHand(t *testing.T) {
	b := browser.Start(t)
	_, srv := newServer(t, nil)
	p := open(t, b, srv, "/")
	p.Eval(fmt.Sprintf(`text0.value = %s, true`, literal(sample(t, sentinel))), new(bool))
	p.Run(chromedp.Click("#try .main-button"), chromedp.WaitVisible("#problem"))
	if got := eval[string](p, "document.activeElement.id"); got != "problem" {
		t.Errorf("focus on %q, want what is wrong", got)
	}
	p.Eval(fmt.Sprintf(`text1.value = %s, true`, literal(sample(t, herald))), new(bool))
	p.Run(chromedp.Click("#try .main-button"), chromedp.WaitVisible(".steps"))
	if text := eval[string](p, "document.body.innerText"); !strings.Contains(text, "Nobody asked them.") {
		t.Error("the first text is gone")
	}
	p.Run(chromedp.Navigate(srv.URL + "/"))
	p.Eval(fmt.Sprintf(`(() => { const d = new DataTransfer(); d.items.add(new File(["x".repeat(%d)], "big.txt")); files.files = d.files; text0.value = "kept"; return true })()`, maxBody), new(bool))
	p.Run(chromedp.Click("#try .main-button"))
	if got := eval[string](p, `location.pathname + text0.value + document.getElementById("too-much").textContent`); !strings.HasPrefix(got, "/keptThat is too much") {
		t.Errorf("too big a file: %q", got)
	}
}

// TestNothingInCommon holds that of texts about different events nothing is said as
// if they had been compared.
func TestNothingInCommon(t *testing.T) {
	s, srv := newServer(t, nil)
	resp, _ := post(t, srv, "/try", tried(s, "The council voted on Tuesday to build a bridge. It will cost 3 million pounds and open in May.",
		"A football club has sold its ground to a supermarket chain. Fans were disappointed about it."), nil)
	_, body := get(t, srv.URL+resp.Header.Get("Location"))
	if !strings.Contains(body, "no sentence in common") {
		t.Errorf("it is not said: %s", body)
	}
	for _, wrong := range []string{"side by side says the same", "What came along", "tells the same", "found no commentary"} {
		if strings.Contains(body, wrong) {
			t.Errorf("it says %q", wrong)
		}
	}
}

// TestLongWordsAndOtherWays holds that an address that was pasted makes no page
// wider, and that a text that runs from right to left does so on every page.
func TestLongWordsAndOtherWays(t *testing.T) {
	b := browser.Start(t)
	s, srv := newServer(t, nil)
	link := "https://example.org/" + strings.Repeat("abcdefghij", 30)
	long, _ := post(t, srv, "/try", tried(s, "The council voted on Tuesday to build a bridge, see "+link+" for more.", "The council voted on Tuesday to build a disgraceful bridge, see "+link+" for more."), nil)
	right, _ := post(t, srv, "/try", tried(s, "صوّت المجلس يوم الثلاثاء على بناء جسر جديد فوق النهر.", "صوّت المجلس يوم الثلاثاء على بناء جسر فوق النهر. وهذا قرار آخر."), nil)
	p := open(t, b, srv, "/")
	for _, at := range []string{"", "/mark", "/rewrite", "/handout?answers=1"} {
		p.Run(chromedp.Navigate(srv.URL + long.Header.Get("Location") + at))
		for _, w := range widths {
			p.Size(w, 900)
			if n := p.Overflow(); n > 0 {
				t.Errorf("%q: %d pixels wider than %d", at, n, w)
			}
		}
	}
	for at, text := range map[string]string{"/mark": ".para", "/handout": ".two p"} {
		p.Run(chromedp.Navigate(srv.URL + right.Header.Get("Location") + at))
		if got := eval[string](p, `getComputedStyle(document.querySelector("`+text+`")).direction`); got != "rtl" {
			t.Errorf("%s: the text runs %q", at, got)
		}
	}
}

// TestOtherLanguage holds that common words of a language that gloss does not know are
// not called loaded.
func TestOtherLanguage(t *testing.T) {
	s, srv := newServer(t, nil)
	const both = "Der Stadtrat stimmte am Dienstag für den Bau einer neuen Brücke über den Fluss. Die Bürgermeisterin sagte, das Projekt werde drei Millionen Euro kosten und im Mai fertig sein. Gegner des Plans kritisierten die hohen Kosten und forderten eine Abstimmung der Bürger. "
	resp, _ := post(t, srv, "/try", tried(s, both+"Das ist eine Schande für die ganze Stadt.", both+"Niemand weiß, woher das Geld kommen soll."), nil)
	to := srv.URL + resp.Header.Get("Location")
	if _, body := get(t, to); !strings.Contains(body, "does not read like English") || strings.Contains(body, "used as loaded words are") {
		t.Error("the language is not said, or words are called loaded")
	}
	if _, body := get(t, to+"/rewrite"); strings.Contains(body, "?finding=") && strings.Contains(body, "Loaded words") {
		t.Error("loaded words to rewrite")
	}
}

// TestLookUp holds that a word that is only part of longer entries is not called one.
func TestLookUp(t *testing.T) {
	_, srv := newServer(t, nil)
	for q, alone := range map[string]bool{"slammed": true, "disgraceful": true, "plan": false, "the": false, "of course": true} {
		_, body := get(t, srv.URL+"/glossary?"+values("q", q))
		if none := strings.Contains(body, "is in none of the lists"); none == alone {
			t.Errorf("%q is an entry of its own: %v, want %v", q, !none, alone)
		}
	}
	if _, body := get(t, srv.URL+"/glossary?q=plan"); !strings.Contains(body, "by itself is in none") || !strings.Contains(body, "Longer expressions with it") {
		t.Error("the longer entries are not shown")
	}
}

// TestLost holds that names are named whole.
func TestLost(t *testing.T) {
	for _, c := range [][3]string{
		{"The Flood Resilience Fund will pay £128 million.", "Somebody will pay.", "Flood Resilience Fund; 128"},
		{"The Flood Resilience Fund will pay £128 million.", "The Fund will pay £128 million.", "Flood Resilience"},
		{"He met Ana Pryle, Ben Abbey and Ana Pryle.", "He met them.", "Ana Pryle; Ben Abbey"},
		{"In Port Ellery, Harbour Trust people met.", "They met.", "Port Ellery; Harbour Trust"},
	} {
		if got := strings.Join(lost(c[0], c[1]), "; "); got != c[2] {
			t.Errorf("%q → %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// TestTellsWho holds that only what says who it was is named as a source.
func TestTellsWho(t *testing.T) {
	for words, want := range map[string]bool{"he": false, "She did not": false, "The": false, "they": false, "a": false, "I": false,
		"Ms Reik": true, "the UN": true, "the company": true, "Horvat": true, "Li Wei, a mayor": true} {
		if got := slices.ContainsFunc(strings.Fields(words), tellsWho); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
	for reason, want := range map[string]string{"2 of 2 other copies have this": "both other copies have this", "3 of 3 other copies have this": "all 3 other copies have this", "2 of 3 other copies have this": "2 of 3 other copies have this", "cut": "cut"} {
		if got := spokenShare(reason); got != want {
			t.Errorf("%q: %q, want %q", reason, got, want)
		}
	}
}
