package main

import (
	"errors"
	"runtime"
	"testing"
)

// TestInOrder lets early results take longest: they must still come first.
func TestInOrder(t *testing.T) {
	const n = 200
	for _, workers := range []int{1, 2, 7} {
		next := 0
		err := inOrder(workers, n, func(i int) (int, error) {
			for range (n - i) % 37 {
				runtime.Gosched()
			}
			return i, nil
		}, func(i int) error {
			if i != next {
				t.Fatalf("%d workers: got %d, want %d", workers, i, next)
			}
			next++
			return nil
		})
		if err != nil || next != n {
			t.Errorf("%d workers: %d of %d, error %v", workers, next, n, err)
		}
	}
}

func TestInOrderError(t *testing.T) {
	wrong := errors.New("wrong")
	seen := 0
	err := inOrder(3, 1000, func(i int) (int, error) {
		if i >= 5 {
			return 0, wrong
		}
		return i, nil
	}, func(int) error { seen++; return nil })
	if err != wrong || seen != 5 {
		t.Errorf("error %v after %d results, want %v after 5", err, seen, wrong)
	}
	if err := inOrder(3, 1000, func(i int) (int, error) { return i, nil }, func(int) error { return wrong }); err != wrong {
		t.Errorf("error %v, want that of each", err)
	}
	if err := inOrder(3, 0, func(int) (int, error) { return 0, wrong }, func(int) error { return wrong }); err != nil {
		t.Errorf("error %v from nothing", err)
	}
}
