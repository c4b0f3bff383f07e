package cluster

import "sync"

// A sketcher makes sketches of texts, several at a time, and writes them to the
// spill in blocks.
type sketcher struct {
	spill   *allocator
	usage   *usage
	batch   []numbered
	room    chan struct{} // one for each goroutine that may run
	running sync.WaitGroup
	mu      sync.Mutex
	failed  error
	blocks  []extent
	texts   []uint64 // article → hash of its words
}

// A numbered is the text of an article by its number.
type numbered struct {
	n    int
	text string
}

// batchSize is how many texts go to a goroutine at once.
const batchSize = 64

// add hands a text on, and waits while there is no room.
func (k *sketcher) add(n int, text string) error {
	k.batch = append(k.batch, numbered{n, text})
	if len(k.batch) < batchSize {
		return nil
	}
	k.start()
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.failed
}

func (k *sketcher) start() {
	batch := k.batch
	k.batch = make([]numbered, 0, batchSize)
	k.room <- struct{}{}
	k.running.Go(func() {
		defer func() { <-k.room }()
		k.sketch(batch)
	})
}

func (k *sketcher) sketch(batch []numbered) {
	sketches := make([]sketch, len(batch))
	block := make([]byte, 0, 2000*len(batch))
	for i, t := range batch {
		sketches[i].read(t.text)
		block = sketches[i].encode(block, t.n)
	}
	at, err := k.spill.write(block)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.failed == nil {
		k.failed = err
	}
	k.blocks = append(k.blocks, at)
	last := batch[len(batch)-1].n
	if last >= len(k.texts) {
		k.texts = append(k.texts, make([]uint64, last+1-len(k.texts))...)
	}
	for i, t := range batch {
		k.usage.add(&sketches[i])
		k.texts[t.n] = sketches[i].text
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
