package fetch

import (
	"strings"
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"

	"gloss/analyzer/news"
)

// Changes are how many words of title and text a later version of an article has that the
// one before had not, and the other way round. A word that moved is both. The figure is for
// a log: of a text that takes long to compare it may be too large.
func Changes(before, after *news.Article) (added, removed int) {
	d := diffmatchpatch.New()
	d.DiffTimeout = time.Second
	words := func(a *news.Article) string {
		return strings.Join(strings.Fields(a.Title+" "+a.Text), "\n") + "\n"
	}
	x, y, _ := d.DiffLinesToRunes(words(before), words(after))
	for _, part := range d.DiffMainRunes(x, y, false) {
		n := len([]rune(part.Text))
		switch part.Type {
		case diffmatchpatch.DiffInsert:
			added += n
		case diffmatchpatch.DiffDelete:
			removed += n
		}
	}
	return added, removed
}
