package fetch

import "sync"

// queues run jobs host by host: those of one host one after the other, or as many at the
// same time as a host is asked, so that a slow host holds up nobody else.
type queues struct {
	at int // jobs at the same time for one host

	mu      sync.Mutex
	waiting map[string][]func()
	running map[string]int
	all     sync.WaitGroup
}

func newQueues(at int) *queues {
	return &queues{at: at, waiting: make(map[string][]func()), running: make(map[string]int)}
}

// add puts a job into the queue of its host. A job may add others.
func (q *queues) add(host string, job func()) {
	q.all.Add(1)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting[host] = append(q.waiting[host], job)
	if q.running[host] < q.at {
		q.running[host]++
		go q.work(host)
	}
}

func (q *queues) work(host string) {
	for {
		q.mu.Lock()
		jobs := q.waiting[host]
		if len(jobs) == 0 {
			if q.running[host]--; q.running[host] == 0 {
				delete(q.running, host)
				delete(q.waiting, host)
			}
			q.mu.Unlock()
			return
		}
		q.waiting[host] = jobs[1:]
		q.mu.Unlock()
		jobs[0]()
		q.all.Done()
	}
}

// wait waits until all jobs, and those they added, are done.
func (q *queues) wait() { q.all.Wait() }
