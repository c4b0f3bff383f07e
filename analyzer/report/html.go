package report

import (
	"bufio"
	"bytes"
	"fmt"
	"html/template"
	"io"

	html "gloss/analyzer/page"
)

// MostInOneFile is how many stories one HTML file holds at the most; a report over
// more is a folder.
const MostInOneFile = 50

// An htmlWriter writes a report as one HTML file.
type htmlWriter struct {
	w       io.Writer
	tool    Tool
	run     Run
	stories bytes.Buffer
	n       int
}

func newHTML(to Sink, tool Tool, run Run, opt TextOptions) (Writer, error) {
	if opt.Stories > MostInOneFile {
		return nil, fmt.Errorf("%d stories are more than one HTML file holds (%d)", opt.Stories, MostInOneFile)
	}
	return &htmlWriter{w: to.Stream, tool: tool, run: run}, nil
}

// Page lays the story out for a reader with a browser. key begins every id on the page,
// so that several stories can share one: letters and digits.
func (s Story) Page(key string, warnings []Warning) *html.Story {
	in := html.Input{Key: key, Story: s.Story, Findings: s.Findings, Rewordings: s.Rewordings, Measures: s.Measures}
	for _, w := range warnings {
		text := w.Text
		if w.Document != "" {
			text = w.Document + ": " + text
		}
		in.Warnings = append(in.Warnings, text)
	}
	return html.New(in)
}

func (h *htmlWriter) Story(s Story, warnings []Warning) error {
	h.n++
	return html.Templates.ExecuteTemplate(&h.stories, "story", s.Page(fmt.Sprintf("s%d", h.n), warnings))
}

func (h *htmlWriter) Close(Summary) error {
	w := bufio.NewWriter(h.w)
	w.WriteString(html.Head("Framing report"))
	w.WriteString("<main>")
	html.Templates.ExecuteTemplate(w, "key", html.Groups)
	w.Write(h.stories.Bytes())
	w.WriteString("<p class=\"made\">Not checked: whether the facts are true; pictures; order of publication; who copied whom. A finding says what differs, not why.</p>")
	for _, l := range h.run.lines(h.tool) {
		w.WriteString("<p class=\"made\">" + template.HTMLEscapeString(l[0]+" "+l[1]) + "</p>")
	}
	w.WriteString("</main>")
	html.Templates.ExecuteTemplate(w, "view", html.Groups)
	w.WriteString(html.Foot)
	return w.Flush()
}
