package isolate_test

import (
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/news"
)

// TestAsides reads clauses that one copy has inside a shared sentence.
func TestAsides(t *testing.T) {
	tests := []struct {
		name string
		b    string
		want []string
	}{
		{"an aside between commas", with(2, "Fishing crews, who have heard this kind of hollow promise before and know what it is worth, blocked the slipway for three hours before the meeting began."),
			[]string{"B insertion/commentary who have heard this kind of hollow promise before and know what it is worth"}},
		{"a verdict before a colon", with(0, "Nobody should be surprised by a folly like that: the council voted 9 to 4 on Tuesday to build a tidal barrier across the harbour mouth."),
			[]string{"B insertion/commentary Nobody should be surprised by a folly like that"}},
		{"a fact between commas", with(2, "Fishing crews, some of them from villages twelve miles up the coast, blocked the slipway for three hours before the meeting began."), nil},
		{"somebody's words", with(2, "Fishing crews blocked the slipway for three hours before the meeting began, and Ames said it was a shameful betrayal of the whole town."), nil},
		{"a clause that all have", strings.Join(wire, "\n\n"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			st, r := read(t, -1, strings.Join(wire, "\n\n"), tt.b)
			got := slices.DeleteFunc(told(st, r, news.Insertion), func(s string) bool { return !strings.Contains(s, "/commentary") })
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			for i, f := range r.Findings {
				for _, g := range r.Findings[:i] {
					if f.Kind == news.Insertion && g.Kind == news.Insertion && f.Document == g.Document && f.Span.Overlap(g.Span) > 0 {
						t.Errorf("%q and %q are told of the same words", f.Reason, g.Reason)
					}
				}
			}
		})
	}
}
