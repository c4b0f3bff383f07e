package main

import "sync"

// inOrder calls f for 0 … n-1 in as many goroutines as there are workers, and each
// with the results, in their order and in the caller's goroutine. A few results
// wait for their turn at the most. The first error of f, in that order, or of each
// ends it.
func inOrder[T any](workers, n int, f func(i int) (T, error), each func(T) error) error {
	type result struct {
		value T
		err   error
	}
	slots := make([]chan result, 4*workers)
	for i := range slots {
		slots[i] = make(chan result, 1)
	}
	next, stop := make(chan int), make(chan struct{})
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for i := range next {
				v, err := f(i)
				select {
				case slots[i%len(slots)] <- result{v, err}:
				case <-stop:
				}
			}
		})
	}
	running.Go(func() {
		defer close(next)
		for i := range n {
			select {
			case next <- i:
			case <-stop:
				return
			}
		}
	})
	defer running.Wait()
	defer close(stop)
	for i := range n {
		r := <-slots[i%len(slots)]
		if r.err != nil {
			return r.err
		}
		if err := each(r.value); err != nil {
			return err
		}
	}
	return nil
}
