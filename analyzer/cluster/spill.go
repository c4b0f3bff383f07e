package cluster

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"sync"
)

// A Memory is a Spill that is kept in memory, for piles that fit there. The zero
// Memory is empty.
type Memory struct {
	mu   sync.RWMutex
	data []byte
}

// WriteAt writes as os.File's does.
func (m *Memory) WriteAt(p []byte, off int64) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if end := int(off) + len(p); end > len(m.data) {
		m.data = slices.Grow(m.data, end-len(m.data))[:end]
	}
	return copy(m.data[off:], p), nil
}

// ReadAt reads as os.File's does.
func (m *Memory) ReadAt(p []byte, off int64) (int, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if off > int64(len(m.data)) {
		return 0, io.EOF
	}
	n := copy(p, m.data[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// An extent is a part of the spill, or of what is kept in memory before it.
type extent struct {
	offset int64
	size   int32 // bytes
}

// An allocator hands out the spill's space, which is never given back. What it
// writes first, up to a limit, stays in memory.
type allocator struct {
	spill  Spill
	mu     sync.Mutex
	end    int64
	shared *allocator // has the end of the same spill; nil: this one
	limit  int        // blocks in memory
	blocks [][]byte
}

// memoryBlock is what is taken of the memory at once.
const memoryBlock = 1 << 20

func (a *allocator) write(data []byte) (extent, error) {
	at := extent{0, int32(len(data))}
	if a.keep(data, &at) {
		return at, nil
	}
	owner := a
	if a.shared != nil {
		owner = a.shared
	}
	owner.mu.Lock()
	offset := owner.end
	owner.end += int64(len(data))
	owner.mu.Unlock()
	at.offset = offset + int64(a.limit)*memoryBlock
	if _, err := a.spill.WriteAt(data, offset); err != nil {
		return at, fmt.Errorf("temporary file: %w", err)
	}
	return at, nil
}

// keep keeps data in memory, if there is room.
func (a *allocator) keep(data []byte, at *extent) bool {
	if a.limit == 0 || len(data) > memoryBlock {
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	n := len(a.blocks)
	if n == 0 || len(a.blocks[n-1])+len(data) > memoryBlock {
		if n == a.limit {
			return false
		}
		a.blocks = append(a.blocks, make([]byte, 0, memoryBlock))
		n++
	}
	block := &a.blocks[n-1]
	at.offset = int64(n-1)*memoryBlock + int64(len(*block))
	*block = append(*block, data...)
	return true
}

// read returns what was written at at, in buf unless it is in memory. No one writes
// at the same time.
func (a *allocator) read(at extent, buf []byte) (data, newBuf []byte, err error) {
	offset := at.offset - int64(a.limit)*memoryBlock
	if offset < 0 {
		from := at.offset % memoryBlock
		return a.blocks[at.offset/memoryBlock][from : from+int64(at.size)], buf, nil
	}
	buf = slices.Grow(buf[:0], int(at.size))[:at.size]
	if _, err := a.spill.ReadAt(buf, offset); err != nil && err != io.EOF {
		return nil, buf, fmt.Errorf("temporary file: %w", err)
	}
	return buf, buf, nil
}

// The shape of partitions.
const (
	partitionBits = 8
	partitionBuf  = 2 << 10 // numbers of one partition that one goroutine holds back
)

// partitions are a multiset of numbers, parted by their highest bits, so that each
// part can be sorted in memory. A writer is of one goroutine.
type partitions struct {
	*allocator
	shift   int // of a number, to its part
	mu      sync.Mutex
	extents [1 << partitionBits][]extent
}

// newPartitions returns partitions of numbers of so many bits.
func newPartitions(a *allocator, bits int) *partitions {
	return &partitions{allocator: a, shift: max(0, bits-partitionBits)}
}

type partitionWriter struct {
	*partitions
	buffers [1 << partitionBits][]uint64
	bytes   []byte
}

func (p *partitions) writer() *partitionWriter { return &partitionWriter{partitions: p} }

func (w *partitionWriter) add(x uint64) error {
	part := x >> w.shift
	b := append(w.buffers[part], x)
	if len(b) < partitionBuf {
		w.buffers[part] = b
		return nil
	}
	w.buffers[part] = b[:0]
	return w.flush(int(part), b)
}

// close writes what was held back.
func (w *partitionWriter) close() error {
	for part, b := range w.buffers {
		if err := w.flush(part, b); err != nil {
			return err
		}
		w.buffers[part] = nil
	}
	return nil
}

func (w *partitionWriter) flush(part int, b []uint64) error {
	if len(b) == 0 {
		return nil
	}
	w.bytes = w.bytes[:0]
	for _, x := range b {
		w.bytes = binary.LittleEndian.AppendUint64(w.bytes, x)
	}
	at, err := w.write(w.bytes)
	w.mu.Lock()
	w.extents[part] = append(w.extents[part], at)
	w.mu.Unlock()
	return err
}

// A sorter reads parts, sorted. It is of one goroutine.
type sorter struct {
	numbers, other []uint64
	buf            []byte
}

// part returns the numbers of a part, ascending. They are valid until the next
// call.
func (s *sorter) part(p *partitions, part int) ([]uint64, error) {
	s.numbers = s.numbers[:0]
	for _, at := range p.extents[part] {
		var data []byte
		var err error
		if data, s.buf, err = p.read(at, s.buf); err != nil {
			return nil, err
		}
		for ; len(data) > 0; data = data[8:] {
			s.numbers = append(s.numbers, binary.LittleEndian.Uint64(data))
		}
	}
	s.sort(p.shift)
	return s.numbers, nil
}

// sort sorts the numbers by their lowest bits, of which the others agree (a radix
// sort, least digit first).
func (s *sorter) sort(bits int) {
	if len(s.numbers) < 1<<9 {
		slices.Sort(s.numbers)
		return
	}
	s.other = slices.Grow(s.other[:0], len(s.numbers))[:len(s.numbers)]
	for shift := 0; shift < bits; shift += digitBits {
		var at [1 << digitBits]int
		for _, x := range s.numbers {
			at[x>>shift%(1<<digitBits)]++
		}
		sum := 0
		for d, n := range at {
			at[d], sum = sum, sum+n
		}
		for _, x := range s.numbers {
			d := x >> shift % (1 << digitBits)
			s.other[at[d]] = x
			at[d]++
		}
		s.numbers, s.other = s.other, s.numbers
	}
}

// digitBits are sorted by at once.
const digitBits = 11
