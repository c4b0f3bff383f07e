package ingest

import "sync"

// A task is the reading of one piece.
type task func() []Item

// ordered runs the tasks that split emits, as many at a time as there are
// workers, and hands their Items on in the order of the tasks. No more than a few
// tasks wait, so that a fast splitter does not fill the memory. emit returns
// false once each has. The error is split's.
func ordered(workers int, split func(emit func(task) bool) error, each func(Item) bool) error {
	if workers < 2 {
		wanted := true
		return split(func(t task) bool {
			for _, it := range t() {
				wanted = wanted && each(it)
			}
			return wanted
		})
	}
	type job struct {
		task task
		done chan []Item
	}
	queue, work, stop := make(chan job, 2*workers), make(chan job), make(chan struct{})
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for j := range work {
				j.done <- j.task()
			}
		})
	}
	var err error
	running.Go(func() {
		defer close(queue)
		defer close(work)
		err = split(func(t task) bool {
			j := job{t, make(chan []Item, 1)}
			select {
			case <-stop:
				return false
			case queue <- j:
			}
			work <- j
			return true
		})
	})
	wanted := true
	for j := range queue {
		for _, it := range <-j.done {
			if wanted && !each(it) {
				wanted = false
				close(stop)
			}
		}
	}
	running.Wait()
	return err
}
