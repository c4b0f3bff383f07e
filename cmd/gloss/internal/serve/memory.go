package serve

import (
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"gloss/analyzer"
	"gloss/analyzer/news"
	"gloss/analyzer/report"
)

// A story is one story as it was compared.
type story struct {
	report.Story
	ID       string // in the address
	Title    string
	Print    string // fingerprint of its texts; files of marks name it
	Lesson   bool
	copies   analyzer.Copies
	warnings []report.Warning
	words    [][]word // of each copy, made for marking
}

// A memory keeps the stories that were looked at last, up to a number of stories
// and of bytes of text. It is safe for concurrent use.
type memory struct {
	mu      sync.Mutex
	stories int
	bytes   int
	size    int        // bytes of text in it
	order   *list.List // of *kept, the last used in front
	byID    map[string]*list.Element
}

// A kept is a story that is compared, or about to be: whoever comes first does it
// and the others wait until it is ready.
type kept struct {
	id    string
	ready chan struct{}
	story *story
	err   error
	size  int
}

func newMemory(stories, bytes int) *memory {
	return &memory{stories: stories, bytes: bytes, order: list.New(), byID: make(map[string]*list.Element)}
}

// find returns what is kept under id, or a new place for it that the caller has to
// fill.
func (m *memory) find(id string, fill bool) (k *kept, ours bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.byID[id]; ok {
		m.order.MoveToFront(e)
		return e.Value.(*kept), false
	}
	if !fill {
		return nil, false
	}
	k = &kept{id: id, ready: make(chan struct{}), err: errGone}
	m.byID[id] = m.order.PushFront(k)
	return k, true
}

// get returns the story that is in memory under id; the error is errGone if none
// is.
func (m *memory) get(id string) (*story, error) {
	k, _ := m.find(id, false)
	if k == nil {
		return nil, errGone
	}
	<-k.ready
	return k.story, k.err
}

// make returns the story under id, and calls f for it if it is not in memory. Of
// several that ask for one story at the same time one calls, and the others wait.
// What failed is not kept.
func (m *memory) make(id string, f func() (*story, error)) (*story, error) {
	k, ours := m.find(id, true)
	if !ours {
		<-k.ready
		return k.story, k.err
	}
	defer func() {
		close(k.ready)
		m.settle(k)
	}()
	k.story, k.err = f()
	return k.story, k.err
}

// settle counts what was made, and forgets what was not used for longest if that
// is too much; never k itself.
func (m *memory) settle(k *kept) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k.err != nil {
		m.drop(m.byID[k.id])
		return
	}
	for _, d := range k.story.Documents {
		k.size += len(d.Text)
	}
	m.size += k.size
	for m.order.Len() > m.stories || m.size > m.bytes {
		e := m.order.Back()
		if e.Value.(*kept) == k {
			return
		}
		m.drop(e)
	}
}

func (m *memory) drop(e *list.Element) {
	if e == nil {
		return
	}
	k := e.Value.(*kept)
	m.order.Remove(e)
	delete(m.byID, k.id)
	m.size -= k.size
}

// fingerprint tells stories apart by their texts alone: 16 hexadecimal digits.
// Two pupils who open one story on two computers have the same.
func fingerprint(articles []news.Article) string {
	h := sha256.New()
	for _, a := range articles {
		fmt.Fprintf(h, "%d\x00%s\x00%s\x00", len(a.Text), a.Title, a.Text)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// address is where a story of these articles is found: whoever does not know the
// texts and their names cannot guess it.
func address(articles []news.Article) string {
	named := slices.Clone(articles)
	for i := range named {
		named[i].Title = named[i].Outlet + "\n" + named[i].Title
	}
	return "t-" + fingerprint(named)
}
