package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gloss/analyzer/news"
)

// TestLogStaysSmall holds that one large import does not leave a log as large beside a
// store that stays open for months.
func TestLogStaysSmall(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gloss.db")
	s := open(t, path)
	defer s.Close()
	add(t, s, news.Article{ID: "large", Outlet: "Herald", Text: strings.Repeat("The wall. ", 4<<20)})
	size := func() int64 {
		info, err := os.Stat(path + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	large := size()
	for _, id := range []string{"a", "b"} { // the log is begun anew by the next writer
		add(t, s, news.Article{ID: id, Outlet: "Herald", Text: "The wall."})
	}
	if small := size(); large < 40<<20 || small > 17<<20 {
		t.Errorf("the log had %d bytes and has %d", large, small)
	}
}
