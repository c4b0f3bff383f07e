package ingest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// archive reads a WARC file: the pages of its responses, and the texts of its
// conversion records.
func (s *source) archive(r *bufio.Reader) error {
	w := newWARCReader(r, MaxRecord)
	for {
		rec, err := w.next()
		if err == io.EOF {
			return nil
		}
		if re := (*recordError)(nil); errors.As(err, &re) {
			s.fail(re.Line, "%s", re.What)
			continue
		}
		if err != nil {
			return s.broken(0, err)
		}
		more := true
		rec.URI = strings.ToValidUTF8(rec.URI, "\ufffd")
		media, _, _ := strings.Cut(strings.ToLower(rec.MediaType), ";")
		media = strings.TrimSpace(media)
		switch {
		case rec.Type != "response" && rec.Type != "conversion" && rec.Type != "resource":
		case rec.Type == "response" && rec.Status != 200 && rec.Status != 0:
			more = s.aside(fmt.Sprintf("answer without a page (status %dxx)", rec.Status/100))
		case media == "text/html" || media == "application/xhtml+xml" || media == "" && rec.Type == "response":
			more = s.emit(func() []Item { return s.archived(&rec) })
		case feedMedia[media] && tell(rec.Body, "") == Feed:
			more = s.emit(func() []Item { return s.feed(rec.Body) })
		case media == "text/plain" && rec.Type != "response":
			more = s.emit(func() []Item { return s.converted(&rec) })
		default:
			more = s.aside("no page: " + orElse(media, "unknown kind"))
		}
		if !more {
			return nil
		}
	}
}

// feedMedia are the media types that feeds are sent as.
var feedMedia = map[string]bool{"application/rss+xml": true, "application/atom+xml": true, "application/xml": true, "text/xml": true,
	"application/rdf+xml": true, "application/feed+json": true, "application/json": true}

// archived reads the page of a response.
func (s *source) archived(w *warcRecord) []Item {
	rec := record{ID: w.URI, URL: w.URI}
	if it, ok := s.fromPage(&rec, w.Body, w.MediaType, w.N); !ok {
		return []Item{it}
	}
	return []Item{s.item(w.N, &rec)}
}

// converted reads the text that somebody made of a page.
func (s *source) converted(w *warcRecord) []Item {
	text, what := textOf(w.Body)
	return s.noting(what, w.N, []Item{s.item(w.N, &record{ID: w.URI, URL: w.URI, Text: text})})
}
