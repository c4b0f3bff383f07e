package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	html "gloss/analyzer/page"
)

// MostInOneFile is how many stories one HTML file holds; of a report over more, each
// story has a file of its own, and the file of the report lists them.
const MostInOneFile = 50

// Page lays the story out for a reader with a browser. key begins every id on the page,
// so that several stories can share one: letters and digits.
func (s Story) Page(key string, warnings []Warning) *html.Story {
	in := html.Input{Key: key, Story: s.Story, Findings: s.Findings, Kinds: s.Kinds, Rewordings: s.Rewordings, Measures: s.Measures, Weakest: s.Weakest}
	for _, w := range warnings {
		in.Warnings = append(in.Warnings, w.line())
	}
	return html.New(in)
}

func (w Warning) line() string {
	if w.Document != "" {
		return w.Document + ": " + w.Text
	}
	return w.Text
}

// An htmlWriter writes a report as one HTML file, or as one with a file for each story
// beside it. Of stories that were written to files it keeps a line each.
type htmlWriter struct {
	w       io.Writer
	create  func(name string) (io.Writer, error) // nil: one file
	tool    Tool
	run     Run
	bodies  bytes.Buffer // of the stories in the one file
	stories []storyLine
	hrefs   map[string]string // of stories, by ID
	files   map[string]bool
}

func newHTML(to Sink, tool Tool, run Run, opt TextOptions) (Writer, error) {
	h := &htmlWriter{w: to.Stream, tool: tool, run: run, hrefs: make(map[string]string), files: make(map[string]bool)}
	if opt.Stories > MostInOneFile {
		if h.create = to.Create; h.create == nil {
			return nil, fmt.Errorf("--format html: %d stories are more than one file holds (%d): name a folder with --out DIR", opt.Stories, MostInOneFile)
		}
	}
	return h, nil
}

// Story writes one story.
func (h *htmlWriter) Story(s Story, warnings []Warning) error {
	n := len(h.stories) + 1
	if h.create == nil {
		p := s.Page(fmt.Sprintf("s%d", n), warnings)
		h.stories = append(h.stories, lineOf(p, "#"+p.Key))
		h.hrefs[s.ID] = "#" + p.Key
		return html.Templates.ExecuteTemplate(&h.bodies, "story", p)
	}
	p := s.Page("s1", warnings)
	name := h.file(s.ID, n)
	h.stories = append(h.stories, lineOf(p, name))
	h.hrefs[s.ID] = name + "#" + p.Key
	file, err := h.create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(file, 1<<16)
	w.WriteString(html.Head(p.Name()))
	w.WriteString("<header class=\"page\"><h1>Framing report</h1><nav><a href=\"../report.html\">all stories of this report</a></nav></header>\n<main>\n")
	if err := html.Templates.ExecuteTemplate(w, "key", html.Groups); err != nil {
		return err
	}
	if err := html.Templates.ExecuteTemplate(w, "story", p); err != nil {
		return err
	}
	if err := h.end(w, true); err != nil {
		return err
	}
	if c, ok := file.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// file is the name of a story's file: its ID if that can be one, else its number.
func (h *htmlWriter) file(id string, n int) string {
	plain := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' }
	name := "stories/" + id + ".html"
	if id == "" || len(id) > 80 || strings.IndexFunc(id, func(r rune) bool { return !plain(r) }) >= 0 || h.files[name] {
		name = fmt.Sprintf("stories/story.%d.html", n)
	}
	h.files[name] = true
	return name
}

// Close writes what holds of all stories, and in one file the stories after it.
func (h *htmlWriter) Close(sum Summary) error {
	o := newOverview(h.stories, sum)
	o.OneFile, o.hrefs = h.create == nil, h.hrefs
	w := bufio.NewWriterSize(h.w, 1<<16)
	w.WriteString(html.Head(o.title()))
	if err := overviewTemplate.ExecuteTemplate(w, "overview", o); err != nil {
		return err
	}
	if o.OneFile && len(h.stories) > 0 {
		if err := html.Templates.ExecuteTemplate(w, "key", html.Groups); err != nil {
			return err
		}
		w.Write(h.bodies.Bytes())
	}
	return h.end(w, o.OneFile && len(h.stories) > 0)
}

// end writes what comes last on every page: what was not checked, and how it was made.
func (h *htmlWriter) end(w *bufio.Writer, marks bool) error {
	if err := overviewTemplate.ExecuteTemplate(w, "made", h.run.lines(h.tool)); err != nil {
		return err
	}
	if marks {
		if err := html.Templates.ExecuteTemplate(w, "view", html.Groups); err != nil {
			return err
		}
	}
	w.WriteString(html.Foot)
	return w.Flush()
}
