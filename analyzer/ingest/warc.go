package ingest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A warcRecord is one record of a WARC file (ISO 28500): an HTTP response, or text
// that was converted from one.
type warcRecord struct {
	Type      string // response, conversion, resource, request, …, lower case
	ID        string // WARC-Record-ID, without the <> around it
	URI       string // WARC-Target-URI, without the <> that old writers put around it
	Date      string // WARC-Date
	Status    int    // of the HTTP response; 0 if it is none
	MediaType string // of the content, as its header says, with parameters ("text/html; charset=iso-8859-1")
	Body      []byte // content, with transfer and content encodings undone; nil for other types
	N         int    // counts records from 1
}

const (
	warcHeader = 64 << 10 // bytes of the longest header that is read
	maxField   = 4 << 10  // bytes to which lines are added
	maxCodings = 4        // encodings of a response, one around the other
)

// A warcReader reads the records of a WARC file of version 0.17 to 1.1. Why not
// net/http for the responses in it: archives hold what servers sent, and one
// header line that breaks the rules would lose the page; besides, below cmd
// nothing imports the network. What is broken is a *recordError, and reading goes
// on at the next record. It gets wrong a length that is too large and ends at the
// end of a later record, by chance.
type warcReader struct {
	in    *bufio.Reader
	limit int
	n     int
	err   error // to be told by the next call
}

// newWARCReader reads records whose content has at most limit bytes, both as it
// is in the file and when its encodings are undone.
func newWARCReader(r *bufio.Reader, limit int) *warcReader {
	return &warcReader{in: r, limit: limit}
}

// next returns the next record, and io.EOF at the end. After a *recordError,
// whose Line is the record's number, next may be called again. Of a record that
// the end of the file cuts off, what is there is returned, then the error.
func (w *warcReader) next() (warcRecord, error) {
	if err := w.err; err != nil {
		w.err = nil
		return warcRecord{}, err
	}
	if err := w.find(); err != nil {
		return warcRecord{}, err
	}
	w.n++
	head, err := w.header()
	if err != nil {
		return warcRecord{}, err
	}
	h, _ := takeFields(head)
	length, err := strconv.ParseInt(h["content-length"], 10, 64)
	switch {
	case h["content-length"] == "":
		return warcRecord{}, w.lost("no Content-Length")
	case err != nil || length < 0:
		return warcRecord{}, w.lost(fmt.Sprintf("Content-Length %.40q is no length", h["content-length"]))
	}
	return w.content(h, length)
}

// content reads what is in a record, and what its header says of it.
func (w *warcReader) content(h map[string]string, length int64) (warcRecord, error) {
	rec := warcRecord{
		Type: strings.ToLower(h["warc-type"]),
		ID:   bare(h["warc-record-id"]),
		URI:  bare(h["warc-target-uri"]),
		Date: h["warc-date"],
		N:    w.n,
	}
	media := h["content-type"]
	isHTTP := rec.Type == "response" && (media == "" || strings.HasPrefix(strings.ToLower(media), "application/http"))
	wanted := isHTTP || rec.Type == "conversion" || rec.Type == "resource"
	if !wanted || length > int64(w.limit) {
		n, err := io.CopyN(io.Discard, w.in, length)
		w.cut(n, length, err)
		if wanted {
			return warcRecord{}, &recordError{w.n, fmt.Sprintf("larger than %s (%d bytes): skipped", sizeWords(w.limit), length)}
		}
		rec.MediaType = media
		return rec, nil
	}
	block := make([]byte, length)
	n, err := io.ReadFull(w.in, block)
	w.cut(int64(n), length, err)
	rec.Body, rec.MediaType = block[:n], media
	if isHTTP {
		if what := rec.response(block[:n], w.limit); what != "" {
			return warcRecord{}, &recordError{w.n, what}
		}
	}
	return rec, nil
}

// cut keeps for the next call that only n bytes of a record are there.
func (w *warcReader) cut(n, length int64, err error) {
	switch {
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		w.err = &recordError{w.n, fmt.Sprintf("the file ends inside this record, of whose %d bytes it has %d", length, n)}
	case err != nil:
		w.err = err
	}
}

// find goes to the next record. Between records there are blank lines only;
// where the length of the one before was wrong there is something else.
func (w *warcReader) find() error {
	for {
		b, err := w.in.ReadByte()
		if err != nil {
			return err
		}
		if b != '\r' && b != '\n' {
			break
		}
	}
	if err := w.in.UnreadByte(); err != nil {
		return err
	}
	if w.atRecord() {
		return nil
	}
	if w.n == 0 {
		return w.lost("no WARC record at the beginning")
	}
	return w.lost("other bytes after this record, whose Content-Length may be wrong")
}

// atRecord reports whether a record begins here.
func (w *warcReader) atRecord() bool {
	p, _ := w.in.Peek(7)
	return string(p) == "WARC/1." || string(p) == "WARC/0."
}

// lost says what is wrong and goes to the next line that begins a record.
func (w *warcReader) lost(what string) error {
	skipped := 0
	for !w.atRecord() {
		line, err := w.in.ReadSlice('\n')
		skipped += len(line)
		for err == bufio.ErrBufferFull {
			line, err = w.in.ReadSlice('\n')
			skipped += len(line)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			w.err = err
			break
		}
	}
	if skipped > 0 {
		what += fmt.Sprintf(": %d bytes skipped", skipped)
	}
	return &recordError{w.n, what}
}

// header reads a record's version and the fields after it, to the blank line.
func (w *warcReader) header() ([]byte, error) {
	var head []byte
	for {
		part, err := w.in.ReadSlice('\n')
		if len(head) <= warcHeader {
			head = append(head, part...)
		}
		switch {
		case err == io.EOF:
			return nil, &recordError{w.n, "the file ends inside this record's header"}
		case err == bufio.ErrBufferFull: // the line goes on
		case err != nil:
			return nil, err
		case len(head) > warcHeader:
			return nil, w.lost(fmt.Sprintf("header longer than %d KiB", warcHeader>>10))
		case bytes.HasSuffix(head, []byte("\n\n")), bytes.HasSuffix(head, []byte("\n\r\n")):
			return head, nil
		}
	}
}

// response reads the HTTP response in block; what is empty unless there is none.
func (rec *warcRecord) response(block []byte, limit int) (what string) {
	var h map[string]string
	for {
		line, _, _ := bytes.Cut(block, []byte{'\n'})
		status := bytes.Fields(line[:min(len(line), 64)])
		if !bytes.HasPrefix(line, []byte("HTTP/")) || len(status) < 2 {
			return "no HTTP response in it"
		}
		code, err := strconv.ParseUint(string(status[1]), 10, 10)
		if err != nil {
			return "no HTTP response in it"
		}
		rec.Status = int(code)
		h, block = takeFields(block)
		if rec.Status/100 != 1 || !bytes.HasPrefix(block, []byte("HTTP/")) { // 100 Continue
			break
		}
	}
	rec.MediaType = h["content-type"]
	codings := strings.Split(strings.ToLower(h["content-encoding"]+","+h["transfer-encoding"]), ",")
	codings = slices.DeleteFunc(codings, func(c string) bool { return strings.TrimSpace(c) == "" })
	if len(codings) > maxCodings {
		return fmt.Sprintf("its content is encoded %d times", len(codings))
	}
	for _, coding := range slices.Backward(codings) {
		var err error
		if block, err = undo(strings.TrimSpace(coding), block, limit); err != nil {
			return "its content " + err.Error()
		}
	}
	rec.Body = block
	return ""
}

// wantedFields are the fields that takeFields keeps.
var wantedFields = []string{
	"warc-type", "warc-record-id", "warc-target-uri", "warc-date",
	"content-type", "content-length", "content-encoding", "transfer-encoding",
}

// takeFields reads the header fields after the first line of data, to a blank
// line, by their names in lower case. What is no field is passed over; of fields
// of one name the first counts, but encodings add up.
func takeFields(data []byte) (fields map[string]string, rest []byte) {
	fields = make(map[string]string)
	add := func(name, sep string, value []byte) {
		if len(fields[name]) < maxField {
			fields[name] = strings.Trim(fields[name]+sep+string(bytes.TrimSpace(value)), " ")
		}
	}
	name := ""
	_, rest, _ = bytes.Cut(data, []byte{'\n'})
	for len(rest) > 0 {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte{'\n'})
		line = bytes.TrimSuffix(line, []byte{'\r'})
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' { // folded
			if name != "" {
				add(name, " ", line)
			}
			continue
		}
		key, value, _ := bytes.Cut(line, []byte{':'})
		name = fieldName(key)
		if _, twice := fields[name]; name != "" && !twice {
			add(name, "", value)
		} else if strings.HasSuffix(name, "-encoding") {
			add(name, ",", value)
		} else {
			name = ""
		}
	}
	return fields, rest
}

// fieldName is the name in wantedFields that key is, or nothing.
func fieldName(key []byte) string {
	for _, name := range wantedFields {
		if bytes.EqualFold(bytes.TrimSpace(key), []byte(name)) {
			return name
		}
	}
	return ""
}

// bare takes the <> off an identifier.
func bare(id string) string {
	if strings.HasPrefix(id, "<") && strings.HasSuffix(id, ">") {
		return id[1 : len(id)-1]
	}
	return id
}
