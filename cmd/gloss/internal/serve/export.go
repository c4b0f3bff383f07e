package serve

import (
	"bytes"
	"net/http"

	"gloss/analyzer/outlet"
	"gloss/analyzer/report"
)

// export is the whole report as data, with the field's own terms.
func (s *Server) export(w http.ResponseWriter, r *http.Request) error {
	st, err := s.open(r)
	if err != nil {
		return err
	}
	total := outlet.NewTotal()
	total.Add(st.Count())
	rep := report.Report{Tool: s.Analyzer.Tool(), Stories: []report.Story{st.Story}, Summary: report.Summary{Outlets: total.Summary(outlet.Options{}), Warnings: st.warnings}}
	var b bytes.Buffer
	if err := rep.Write(&b, "json", report.TextOptions{}); err != nil {
		return err
	}
	return attach(w, "gloss-report.json", "application/json", b.Bytes())
}
