package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// commaOf is what stands between the fields of a table whose header is head: some
// programs write semicolons where a comma is the decimal point.
func commaOf(f Format, head []byte) byte {
	if f == TSV {
		return '\t'
	}
	head, _, _ = bytes.Cut(head, []byte("\n"))
	best := byte(',')
	for _, c := range []byte(";\t") {
		if bytes.Count(head, []byte{c}) > bytes.Count(head, []byte{best}) {
			best = c
		}
	}
	return best
}

// tableChunk is how many bytes of records are read as one task.
const tableChunk = 128 << 10

// A row is one record of a table and the line it began on.
type row struct {
	fields []string
	line   int
}

// table reads delimiter-separated values whose first record names the fields.
func (s *source) table(r *bufio.Reader, comma byte) error {
	c := newCSVReader(r, comma, MaxRecord)
	head, _, err := c.next()
	if err == io.EOF {
		s.fail(0, "empty: no article in it")
		return nil
	}
	if err != nil {
		return s.rowError(err)
	}
	columns, what := s.columns(head)
	if what != "" {
		s.fail(1, "%s", what)
		return nil
	}
	var rows []row
	size := 0
	flush := func() bool {
		batch := rows
		rows, size = nil, 0
		return len(batch) == 0 || s.emit(func() []Item { return s.rows(columns, comma, len(head), batch) })
	}
	for {
		fields, line, err := c.next()
		if err != nil {
			if !flush() || err == io.EOF {
				return nil
			}
			if err := s.rowError(err); err != nil {
				return err
			}
			if re := (*recordError)(nil); !errors.As(err, &re) {
				return nil
			}
			continue
		}
		rows = append(rows, row{fields, line})
		for _, f := range fields {
			size += len(f)
		}
		if size >= tableChunk && !flush() {
			return nil
		}
	}
}

// rowError hands on what is wrong with one record; other errors end the table.
func (s *source) rowError(err error) error {
	if re := (*recordError)(nil); errors.As(err, &re) {
		s.fail(re.Line, "%s", re.What)
		return nil
	}
	return s.broken(0, err)
}

// columns says what role each column has. Of several for one role the best-named
// comes first in its list.
func (s *source) columns(head []string) (byRole [blocksRole][]int, what string) {
	for _, key := range s.Fields {
		if !slices.ContainsFunc(head, func(name string) bool { return strings.TrimSpace(name) == key }) {
			return byRole, "no column " + strconv.Quote(key) + " in the header (" + clip(strings.Join(head, ", "), 200) + ")"
		}
	}
	at := make([]int, len(head))
	for i, name := range head {
		name = strings.TrimSpace(name)
		r, rank := roleOf(name)
		if s.renamed(r) {
			r = noRole
		}
		for field, key := range s.Fields {
			if key == name {
				r, rank = roleNames[field], -1
			}
		}
		if r == noRole || r >= blocksRole {
			continue
		}
		at[i] = rank
		list := append(byRole[r], i)
		for k := len(list) - 1; k > 0 && at[list[k]] < at[list[k-1]]; k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
		byRole[r] = list
	}
	if byRole[textRole] == nil && byRole[htmlRole] == nil && byRole[summaryRole] == nil {
		return byRole, "no column of text in the header (" + clip(strings.Join(head, ", "), 200) + "); name it with --fields text=…"
	}
	return byRole, ""
}

// rows reads records of a table of so many columns.
func (s *source) rows(columns [blocksRole][]int, comma byte, width int, rows []row) []Item {
	items := make([]Item, 0, len(rows))
	for _, rw := range rows {
		var rec record
		note := ""
		for r, list := range columns {
			for _, i := range list {
				if i < len(rw.fields) && rw.fields[i] != "" {
					value := rw.fields[i]
					if !utf8.ValidString(value) {
						value, note = textOf([]byte(value))
					}
					rec.set(role(r), value)
					break
				}
			}
		}
		if len(rw.fields) > width {
			items = append(items, Item{Line: rw.line, Problems: []Problem{{Path: s.path, Line: rw.line, What: fmt.Sprintf("%d fields, and the header has %d: an unquoted %q may have parted a field", len(rw.fields), width, comma)}}})
		}
		items = append(items, s.noting(note, rw.line, []Item{s.item(rw.line, &rec)})...)
	}
	return items
}
