package browser

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// An Action is one of chromedp's that returns nothing: Click, WaitVisible, SendKeys and
// others.
type Action = chromedp.Action[chromedp.Void]

// A Page is one tab. Its methods fail the test they were opened for.
type Page struct {
	t     testing.TB
	ctx   context.Context
	width int64 // of the window

	mu         sync.Mutex
	requests   []string
	complaints []string
}

// Open loads an address in a tab of its own, 1280 by 800 pixels. before runs in the
// empty tab.
func (b *Browser) Open(t testing.TB, address string, before ...Action) *Page {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	t.Cleanup(cancel)
	p := &Page{t: t}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		t.Fatalf("browser: %v", err)
	}
	p.ctx, cancel = context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	call(p, network.Enable, network.EnableParams{})
	call(p, log.Enable, cdp.Empty{})
	call(p, runtime.Enable, cdp.Empty{})
	p.Size(1280, 800)
	p.Run(before...)
	p.Run(chromedp.Navigate(address))
	return p
}

// NoScript is an action before Open: the page's scripts do not run.
func NoScript() Action {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
}

// Touch is an action before Open: the screen is touched, there is no mouse.
func Touch() Action {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
		return err
	})
}

// For makes the page fail another test than the one it was opened for, of which that
// must be a part.
func (p *Page) For(t testing.TB) { p.t = t }

// Text is what an element shows; it needs no scripts.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	text, err := chromedp.Run(p.ctx, chromedp.Text(chromedp.CSS(selector)))
	if err != nil {
		p.t.Fatalf("browser: %s: %v", selector, err)
	}
	return text
}

// call sends a command of the protocol to the tab.
func call[P, R any](p *Page, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	r, err := chromedp.Call(p.ctx, command, params)
	if err != nil {
		p.t.Fatalf("browser: %s: %v", command.Method, err)
	}
	return r
}

func (p *Page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			p.complaints = append(p.complaints, e.Entry.Text)
		}
	case *runtime.EventExceptionThrown:
		p.complaints = append(p.complaints, thrown(e.ExceptionDetails))
	}
}

// Requests are the addresses that the tab has asked for, the page's own among them.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.requests)
}

// Complaints are what the browser has complained of: errors of scripts, content that
// the page's own policy forbids, answers that failed.
func (p *Page) Complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.complaints)
}

// Run does actions in the tab.
func (p *Page) Run(actions ...Action) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.t.Fatalf("browser: %v", err)
	}
}

// Eval puts the value of a JavaScript expression into out, as encoding/json does; a
// promise is waited for.
func (p *Page) Eval(expression string, out any) {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise))
	if err == nil {
		err = json.Unmarshal(value, out)
	}
	if err != nil {
		p.t.Fatalf("browser: %.200s: %v", expression, err)
	}
}

// Press presses keys, as package kb names them, on what has the focus.
func (p *Page) Press(keys ...string) {
	p.t.Helper()
	for _, k := range keys {
		p.Run(chromedp.KeyEvent(k))
	}
}

// Size sets the window's size in CSS pixels. One narrower than 600 is a phone's.
func (p *Page) Size(width, height int64) {
	p.t.Helper()
	p.width = width
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600})
}

// Media makes the page think it is shown so: "screen" or "print", and features such
// as "prefers-color-scheme=dark" or "forced-colors=active".
func (p *Page) Media(media string, features ...string) {
	p.t.Helper()
	var fs []*emulation.MediaFeature
	for _, f := range features {
		name, value, _ := strings.Cut(f, "=")
		fs = append(fs, &emulation.MediaFeature{Name: name, Value: value})
	}
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media, Features: fs})
}

// Colourless shows the page as one who sees no colours does.
func (p *Page) Colourless() {
	p.t.Helper()
	call(p, emulation.SetEmulatedVisionDeficiency, emulation.SetEmulatedVisionDeficiencyParams{Type: emulation.SetEmulatedVisionDeficiencyTypeAchromatopsia})
}

// Screenshot writes the whole page, or what the window shows of it, as a PNG.
func (p *Page) Screenshot(path string, whole bool) {
	p.t.Helper()
	png := call(p, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: &whole}).Data
	if err := os.WriteFile(path, png, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// PDF prints the page on A4.
func (p *Page) PDF() []byte {
	p.t.Helper()
	pdf, err := chromedp.Run(p.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		p.t.Fatalf("browser: %v", err)
	}
	return pdf
}

// Overflow is by how many CSS pixels the page is wider than the window.
func (p *Page) Overflow() (pixels int64) {
	p.t.Helper()
	p.Eval("document.documentElement.scrollWidth", &pixels) // a phone zooms out, so that window.innerWidth grows, too
	return max(pixels-p.width, 0)
}

// thrown is what a script's exception says.
func thrown(e *runtime.ExceptionDetails) string {
	if e.Exception != nil && e.Exception.Description != "" {
		return e.Exception.Description
	}
	return e.Text
}
