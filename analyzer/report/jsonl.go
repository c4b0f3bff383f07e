package report

import (
	"bufio"
	"encoding/json"
	"io"

	"gloss/analyzer/outlet"
)

// A jsonlWriter writes a report as lines of JSON, each an object with a type: first
// "report", then for each story "story" and its "warning"s, then "outlet"s, "figures"
// and the "warning"s about the whole. The parts are those of the Report JSON.
type jsonlWriter struct {
	w    *bufio.Writer
	enc  *json.Encoder
	tool Tool
	run  Run
	head bool // was written
}

func newJSONL(w io.Writer, tool Tool, run Run) *jsonlWriter {
	j := &jsonlWriter{w: bufio.NewWriterSize(w, 1<<16), tool: tool, run: run}
	j.enc = json.NewEncoder(j.w)
	j.enc.SetEscapeHTML(false)
	return j
}

// A lineType says what the object of a line is.
type lineType struct {
	Type string `json:"type"`
}

// begin writes the first line, once.
func (j *jsonlWriter) begin() error {
	if j.head {
		return nil
	}
	j.head = true
	return j.enc.Encode(struct {
		lineType
		Schema int     `json:"schema"`
		Tool   Tool    `json:"tool"`
		Run    jsonRun `json:"run"`
	}{lineType{"report"}, Schema, j.tool, j.run.json()})
}

// Story writes one story and its warnings.
func (j *jsonlWriter) Story(s Story, warnings []Warning) error {
	if err := j.begin(); err != nil {
		return err
	}
	err := j.enc.Encode(struct {
		lineType
		jsonStory
	}{lineType{"story"}, s.json()})
	if err != nil {
		return err
	}
	return j.warnings(s.ID, warnings)
}

func (j *jsonlWriter) warnings(story string, list []Warning) error {
	for _, w := range list {
		err := j.enc.Encode(struct {
			lineType
			Story string `json:"story,omitempty"`
			Warning
		}{lineType{"warning"}, story, w})
		if err != nil {
			return err
		}
	}
	return nil
}

// Close writes what holds of each outlet and of the whole.
func (j *jsonlWriter) Close(sum Summary) error {
	if err := j.begin(); err != nil {
		return err
	}
	figures := roundedOutlets(sum.Outlets)
	for _, o := range figures.Outlets {
		err := j.enc.Encode(struct {
			lineType
			outlet.Outlet
		}{lineType{"outlet"}, o})
		if err != nil {
			return err
		}
	}
	figures.Outlets = nil
	err := j.enc.Encode(struct {
		lineType
		outlet.Summary
	}{lineType{"figures"}, figures})
	if err != nil {
		return err
	}
	if err := j.warnings("", sum.Warnings); err != nil {
		return err
	}
	return j.w.Flush()
}
