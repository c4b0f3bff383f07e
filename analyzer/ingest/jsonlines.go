package ingest

import (
	"bufio"
	"bytes"
	"io"
	"sync"
)

// chunkSize is how many bytes of lines are read as one task.
const chunkSize = 256 << 10

// chunks are used again when their lines have been read: every text is a copy.
var chunks = sync.Pool{New: func() any {
	chunk := make([]byte, 0, chunkSize+headSize)
	return &chunk
}}

// lines reads JSON Lines: one JSON article a line.
func (s *source) lines(r *bufio.Reader) error {
	skipMark(r)
	n := 1
	for {
		chunk, count, tooLong, err := readLines(r)
		first := n
		n += count
		more := s.emit(func() []Item {
			defer chunks.Put(&chunk)
			return s.lineChunk(chunk, first)
		})
		if !more {
			return nil
		}
		if tooLong {
			s.fail(n, "line longer than %d MiB", MaxRecord>>20)
			n++
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return s.broken(n, err)
		}
	}
}

// readLines reads whole lines up to a chunk's size. A line that is too long is
// skipped and ends the chunk.
func readLines(r *bufio.Reader) (chunk []byte, count int, tooLong bool, err error) {
	chunk = (*chunks.Get().(*[]byte))[:0]
	start := 0 // of the line that is being read
	for {
		part, err := r.ReadSlice('\n')
		if !tooLong && len(chunk)-start+len(part) > MaxRecord {
			tooLong, chunk = true, chunk[:start]
		}
		if !tooLong {
			chunk = append(chunk, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil || tooLong {
			if len(chunk) > start {
				count++
			}
			return chunk, count, tooLong, err
		}
		count++
		if start = len(chunk); start >= chunkSize {
			return chunk, count, false, nil
		}
	}
}

// lineChunk reads the lines of chunk, of which the first has the number n.
func (s *source) lineChunk(chunk []byte, n int) []Item {
	p := parsers.Get()
	defer parsers.Put(p)
	items := make([]Item, 0, 64)
	for len(chunk) > 0 {
		line, rest, _ := bytes.Cut(chunk, []byte("\n"))
		if !blankLine(line) {
			items = append(items, s.jsonArticle(p, line, n)...)
		}
		chunk, n = rest, n+1
	}
	return items
}
