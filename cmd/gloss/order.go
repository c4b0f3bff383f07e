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
	type job struct {
		i    int
		done chan result // room for the one result
	}
	queue, work, stop := make(chan job, 4*workers), make(chan job), make(chan struct{})
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for j := range work {
				v, err := f(j.i)
				j.done <- result{v, err}
			}
		})
	}
	running.Go(func() {
		defer close(queue)
		defer close(work)
		for i := range n {
			j := job{i, make(chan result, 1)}
			select {
			case queue <- j:
			case <-stop:
				return
			}
			work <- j
		}
	})
	defer running.Wait()
	defer close(stop)
	for j := range queue {
		r := <-j.done
		if r.err != nil {
			return r.err
		}
		if err := each(r.value); err != nil {
			return err
		}
	}
	return nil
}
