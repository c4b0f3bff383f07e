package cluster

import "sync"

// A sketcher makes sketches of texts, several at a time, and writes them to the
// spill in blocks.
type sketcher struct {
	spill   *allocator
	usage   *usage
	batch   []numbered
	size    int           // bytes of the batch
	room    chan struct{} // one for each goroutine that may run
	running sync.WaitGroup
	mu      sync.Mutex
	failed  error
	blocks  []extent
	lines   []uint8 // counters of lines, see recurring
}

// A numbered is the text of an article by its number.
type numbered struct {
	n      int
	outlet uint64 // hash of its name
	text   string
}

// So many texts, or bytes of them, go to a goroutine at once.
const (
	batchSize  = 64
	batchBytes = 512 << 10
)

// add hands a text on, and waits while there is no room.
func (k *sketcher) add(n int, outlet uint64, text string) error {
	k.batch = append(k.batch, numbered{n, outlet, text})
	if k.size += len(text); len(k.batch) < batchSize && k.size < batchBytes {
		return nil
	}
	k.start()
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.failed
}

func (k *sketcher) start() {
	batch := k.batch
	k.batch, k.size = make([]numbered, 0, batchSize), 0
	k.room <- struct{}{}
	k.running.Go(func() {
		defer func() { <-k.room }()
		k.sketch(batch)
	})
}

func (k *sketcher) sketch(batch []numbered) {
	sketches := make([]sketch, len(batch))
	block := make([]byte, 0, 2000*len(batch))
	var lines []uint64
	for i, t := range batch {
		s := &sketches[i]
		s.read(t.text)
		block = s.encode(block, t.n)
		for l := range s.lines {
			lines = append(lines, lineHash(t.outlet, s.lineWords(l)))
		}
	}
	at, err := k.spill.write(block)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.failed == nil {
		k.failed = err
	}
	k.blocks = append(k.blocks, at)
	for _, h := range lines {
		for _, i := range cellsOf(h) {
			if k.lines[i] < leastRecurring {
				k.lines[i]++
			}
		}
	}
	for i := range sketches {
		k.usage.add(&sketches[i])
	}
}

// finish waits until everything is sketched.
func (k *sketcher) finish() error {
	if len(k.batch) > 0 {
		k.start()
	}
	k.running.Wait()
	return k.failed
}
