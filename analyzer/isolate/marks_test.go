package isolate_test

import (
	"testing"

	"gloss/analyzer/news"
)

// TestMarks holds that quotation marks which only one copy has are a finding of
// that copy, and what the words inside are is told.
func TestMarks(t *testing.T) {
	const head = "The council voted 9 to 4 on Tuesday to build a tidal barrier across the harbour mouth.\n\n"
	for _, tt := range []struct{ name, a, b, category, text string }{
		{"a paraphrase became a quotation", `Mayor Ruth Hale told reporters the plan was "a disaster for the whole town and its crews".`,
			`Mayor Ruth Hale told reporters the plan was a disaster for the whole town and its crews.`, "quoted here", "a disaster for the whole town and its crews"},
		{"the same marks", `Mayor Ruth Hale told reporters the plan was “a disaster for the whole town and its crews”.`,
			`Mayor Ruth Hale told reporters the plan was "a disaster for the whole town and its crews".`, "", ""},
		{"other words inside", `"We will fight this scheme in every court of the land," said Tom Pryle, who leads the opposition.`,
			`"We will fight this shameful scheme in every court of the land," said Tom Pryle, who leads the opposition.`, "changed", ""},
		{"marks around two words", `Mayor Ruth Hale told reporters the plan was a "whole disaster" for the town and its fishing crews.`,
			`Mayor Ruth Hale told reporters the plan was a whole disaster for the town and its fishing crews.`, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			st, r := read(t, -1, head+tt.a, head+tt.b)
			var found []news.Finding
			for _, f := range r.Findings {
				if f.Kind == news.QuoteDiff {
					found = append(found, f)
				}
			}
			if tt.category == "" {
				if len(found) > 0 {
					t.Errorf("findings %+v, want none", found)
				}
				return
			}
			if len(found) != 1 || found[0].Category != tt.category {
				t.Fatalf("findings %+v, want one of category %q", found, tt.category)
			}
			if got := found[0].Of(st.Documents[found[0].Document].Text); tt.text != "" && got != tt.text {
				t.Errorf("text %q, want %q", got, tt.text)
			}
		})
	}
}

// TestRemainder holds that a clause which only one of two linked sentences has is
// a finding of its own.
func TestRemainder(t *testing.T) {
	const rest = "\n\nFishing crews blocked the slipway for three hours before the meeting began."
	st, r := read(t, -1,
		"The council voted on Tuesday to build a tidal barrier across the harbour mouth, and the borough engineer resigned hours later over the cost estimates."+rest,
		"The council voted on Tuesday to build a tidal barrier across the harbour mouth."+rest)
	for _, f := range r.Findings {
		if f.Kind == news.Insertion && f.Of(st.Documents[f.Document].Text) == "borough engineer resigned hours later over the cost estimates" {
			return
		}
	}
	t.Errorf("findings %+v, none of the clause", r.Findings)
}
