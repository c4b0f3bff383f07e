package segment

import (
	"slices"
	"strings"
	"testing"
)

// TestQuotations writes each quotation as its text, with + before one that is
// not closed and ' before one in single marks.
func TestQuotations(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"none", `Nothing was said.`, nil},
		{"straight", `She said, "We will go." He left.`, []string{`"We will go."`}},
		{"curly", `She said, “We will go.” He left.`, []string{`“We will go.”`}},
		{"guillemets", `«This is a disgrace,» said Mr Abbey. «Why should we pay?»`, []string{`«This is a disgrace,»`, `«Why should we pay?»`}},
		{"two", `"Yes," she said, "we will."`, []string{`"Yes,"`, `"we will."`}},
		{"only no", `Asked again, he said, "No."`, []string{`"No."`}},
		{"mixed marks", `She said, “We will go." He left.`, []string{`“We will go."`}},
		{"mixed the other way", `She said, "We will go.” He left.`, []string{`"We will go.”`}},
		{"nested double", `“He told me “no” and left,” she said.`, []string{`“He told me “no” and left,”`, `“no”`}},
		{"nested single", `“He told me ‘no thanks’ and left,” she said.`, []string{`“He told me ‘no thanks’ and left,”`, `'‘no thanks’`}},
		{"single straight", `Mayor calls plan 'a gift to the rich' in debate`, []string{`''a gift to the rich'`}},
		{"single with possessive", `Pupils call the plan ‘the teachers’ own fault’ today.`, []string{`'‘the teachers’ own fault’`}},
		{"decade", `The '90s were kind to the town's workers' club.`, nil},
		{"curly decade", `The ’90s and the ‘80s were kind to the workers’ club.`, nil},
		{"elision", `Get ’em while they’re hot, and rock 'n' roll.`, nil},
		{"inches", `He is 6'2" and the screen is 15" wide.`, nil},
		{"digit closes", `She wrote "it ended in 1999" and left.`, []string{`"it ended in 1999"`}},
		{"bracket", `He left ("for good") that day.`, []string{`"for good"`}},
		{"dash", `The plan—"a joke"—failed.`, []string{`"a joke"`}},
		{"unclosed", "He said, “We go.\n\nShe stayed.", []string{`+“We go.`}},
		{"opened anew", "“We go.\n\n“We stay.\n\n“We end,” he said.", []string{"“We go.\n\n“We stay.\n\n“We end,”"}},
		{"opened anew, straight", "\"We go.\n\n\"We end,\" he said. \"Really.\"", []string{"\"We go.\n\n\"We end,\"", `"Really."`}},
		{"not opened anew", "Ames said: “We go.\n\nWe stay.\n\nWe end.”\n\nHe left.", []string{"“We go.\n\nWe stay.\n\nWe end.”"}},
		{"another begins", "Ames said: “We go.\n\nLund said “no” twice.", []string{"+“We go.", "“no”"}},
		{"over boilerplate", "Ames said: “We go.\n\nRead also: Harbour Vote Delayed\n\nWe end.”", []string{"“We go.\n\nRead also: Harbour Vote Delayed\n\nWe end.”"}},
		{"too far", "Ames said: “We go.\n\n" + strings.Repeat("He went on.\n\n", 13) + "We end.”", []string{"+“We go."}},
		{"turned mark", `He said ”We go” twice.`, []string{`”We go”`}},
		{"stray closing mark", `He left.” She stayed.`, nil},
		{"spaced marks", `He called it " a joke " twice.`, []string{`" a joke "`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := document(t, c.text)
			var got []string
			for _, q := range d.Quotations {
				s := q.Of(d.Text)
				if !q.Closed {
					s = "+" + s
				}
				if q.SingleMarks {
					s = "'" + s
				}
				got = append(got, s)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}
