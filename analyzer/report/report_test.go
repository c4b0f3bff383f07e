package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"

	"gloss/analyzer/isolate"
	"gloss/analyzer/news"
	"gloss/analyzer/report"
	"gloss/analyzer/score"
)

// sample is a report with one finding of the sort that breaks layouts: control
// characters, wide characters, a word wider than a line.
func sample() *report.Report {
	long := strings.Repeat("a", 300) + " " + strings.Repeat("❤️", 100)
	doc := func(id, outlet, text string) *news.Document {
		return &news.Document{Article: news.Article{ID: id, Outlet: outlet, Text: text},
			Sentences: []news.Sentence{{Span: news.Span{Start: 0, End: len(text)}}}}
	}
	a := doc("a", "The \x1b[31mLedger\x1b[0m", "東京の 日報 \x1b]0;owned\x07 "+long+"\r\nend.")
	b := doc("b", strings.Repeat("wide outlet name ", 5), "short.")
	st := &news.Story{ID: "1", Base: -1, Documents: []*news.Document{a, b},
		Rows: []news.Row{{Places: []news.Place{{Document: 0}, {Document: 1}}, Probability: 0.5}}}
	tone := -0.25
	found := isolate.Result{Findings: []news.Finding{{Kind: news.Commentary, Category: "verdict", Certainty: news.Sure, Part: news.InText,
		Span: a.Sentences[0].Span, Reason: "a \x1b[1mreason", Tone: &tone}}}
	return &report.Report{Tool: report.Tool{Version: "v", Lexicons: "l"}, Stories: []report.Story{report.Build(st, found, make([]score.Measures, 2), nil)}}
}

func TestTextWidths(t *testing.T) {
	for _, view := range report.Views {
		for _, width := range []int{0, 1, 40, 60, 80, 200} {
			var buf bytes.Buffer
			if err := sample().Write(&buf, "text", report.TextOptions{Width: width, View: view}); err != nil {
				t.Fatal(err)
			}
			most := max(width, report.MinWidth)
			if width == 0 {
				most = 80
			}
			for _, l := range strings.Split(buf.String(), "\n") {
				if w := displaywidth.String(l); w > most {
					t.Errorf("%s at %d: line of %d columns: %s", view, width, w, l)
				}
			}
			if strings.ContainsAny(buf.String(), "\x1b\x07\r") {
				t.Errorf("%s at %d: control characters of the article reach the terminal", view, width)
			}
		}
	}
}

func TestTextColour(t *testing.T) {
	var plain, colour bytes.Buffer
	r := sample()
	if err := r.Write(&plain, "text", report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := r.Write(&colour, "text", report.TextOptions{Color: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(colour.String(), "\x1b[") {
		t.Error("no colour")
	}
	if got := stripColour(colour.String()); got != plain.String() {
		t.Error("colour changes more than colour")
	}
}

func stripColour(s string) string {
	var sb strings.Builder
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return sb.String() + s
		}
		sb.WriteString(s[:i])
		s = s[i+strings.IndexByte(s[i:], 'm')+1:]
	}
}

// TestJSON holds what scorers rely on: spans that cut the text they name.
func TestJSON(t *testing.T) {
	var buf bytes.Buffer
	if err := sample().Write(&buf, "json", report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Schema  int
		Stories []struct {
			Documents []struct {
				ID, Text  string
				Sentences []struct {
					ID          string
					Start, End  int
					Kind, Voice string
				}
			}
			Rows []struct {
				Sentences []struct{ Document, Sentence string }
				Support   int
			}
			Findings []struct {
				ID, Kind, Certainty, Document, Part, Sentence, Text, Reason string
				Start, End                                                  int
				Tone                                                        *float64
			}
		}
		Warnings []struct{}
	}
	if err := json.Unmarshal(buf.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	s := got.Stories[0]
	f := s.Findings[0]
	if got.Schema != report.Schema || s.Rows[0].Support != 2 || f.Text != s.Documents[0].Text[f.Start:f.End] ||
		f.Sentence != s.Documents[0].Sentences[0].ID || *f.Tone != -0.25 || len(f.ID) != 16 {
		t.Errorf("report %+v", got)
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := sample().Write(&bytes.Buffer{}, "xml", report.TextOptions{}); err == nil || !strings.Contains(err.Error(), `"xml"`) {
		t.Errorf("error %v", err)
	}
}
