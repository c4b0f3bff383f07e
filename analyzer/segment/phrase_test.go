package segment

import "testing"

// TestPhraseReason holds that a reason quotes an entry's words and says the rest in
// words, not in the lists' signs.
func TestPhraseReason(t *testing.T) {
	for entry, want := range map[string]string{
		"^sign up for … briefing": "begins with “sign up for … briefing”",
		"line: ^related:":         "begins with “related:”",
		"line: ^advertisement$":   "says no more than “advertisement”",
		"for more, read$":         "ends with “for more, read”",
		"all rights reserved":     "has the words “all rights reserved”",
	} {
		m, _, _ := compilePhrases([]string{entry})
		n := 0
		for _, index := range []map[string][]phrase{m.anchored, m.free} {
			for _, list := range index {
				for k := range list {
					n++
					if got := list[k].reason(); got != want {
						t.Errorf("%s: %s, not %s", entry, got, want)
					}
				}
			}
		}
		if n != 1 {
			t.Errorf("%s: %d phrases", entry, n)
		}
	}
}
