package align

import (
	"fmt"
	"strings"
	"testing"
)

// TestMemo holds that what a memo says of a word does not depend on the words asked
// for before, far more than it remembers, nor on the word's length.
func TestMemo(t *testing.T) {
	var words []string
	for i := range 3 * remembers {
		words = append(words, fmt.Sprintf("wording%d", i))
	}
	words = append(words, "", "two", "not", "the", "councils", "café", strings.Repeat("x", longestKey), strings.Repeat("x", longestKey+1), "1998")
	used := new(memo)
	for range 2 {
		for _, w := range words {
			used.know(w)
		}
	}
	for _, w := range words[len(words)-300:] {
		fresh := new(memo)
		if got, want := used.know(w).known, fresh.know(w).known; got != want {
			t.Errorf("%q: %v, first asked for %v", w, got, want)
		}
		if got, want := used.vectorOf(w), fresh.vectorOf(w); *got != *want {
			t.Errorf("%q: another vector than when first asked for", w)
		}
	}
}
