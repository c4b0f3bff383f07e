package cluster

import (
	"sync"
	"sync/atomic"
)

// parallel calls f for 0 … n-1 in as many goroutines as there are workers, each
// with what start made for it, and reports progress. It returns the first error.
func parallel[W any](p *Pile, stage Stage, n int, start func() W, f func(w W, i int) error, end func(w W) error) error {
	var next, done atomic.Int64
	var mu sync.Mutex
	var failed error
	fail := func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if failed == nil {
			failed = err
		}
		next.Store(int64(n))
	}
	step := int64(max(1, min(64, n/(8*p.opt.Workers))))
	var running sync.WaitGroup
	for range p.opt.Workers {
		running.Go(func() {
			w := start()
			for {
				to := next.Add(step)
				for i := to - step; i < min(to, int64(n)); i++ {
					if err := f(w, int(i)); err != nil {
						fail(err)
						return
					}
				}
				if to-step >= int64(n) {
					break
				}
				if d := done.Add(step); p.opt.Progress != nil {
					mu.Lock()
					ok := p.opt.Progress(stage, int(min(d, int64(n))), n)
					mu.Unlock()
					if !ok {
						fail(ErrStopped)
					}
				}
			}
			if end != nil {
				if err := end(w); err != nil {
					fail(err)
				}
			}
		})
	}
	running.Wait()
	return failed
}
