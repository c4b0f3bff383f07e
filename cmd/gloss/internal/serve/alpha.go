package serve

import "encoding/json"

// An agreement is the part of the export that measures one label. The page shows
// none of it.
type agreement struct {
	Label label `json:"label"`
	// Any and All count words: those that at least one reader gave the label, and
	// those that all did.
	Any int `json:"words_marked_by_any"`
	All int `json:"words_marked_by_all"`
	// Share is All / Any, 0..1; absent where nobody used the label.
	Share *float64 `json:"share_in_common,omitempty"`
	// Alpha is Krippendorff's alpha for nominal data, at most 1; absent where it is not
	// defined: fewer than two readers, or no word that they could differ on.
	Alpha *float64 `json:"krippendorff_alpha,omitempty"`
}

// agreements measures every label but "not clear", which counts as a missing
// answer of that reader about that word.
//
// Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology,
// 2nd edition, chapter 11. Sage.
// Hayes, A. F. and Krippendorff, K. (2007). Answering the call for a standard
// reliability measure for coding data. Communication Methods and Measures 1(1), 77–89.
func agreements(st *story, rs []*reader) []agreement {
	var out []agreement
	for _, k := range labels {
		if k.Label == asUnclear {
			continue
		}
		a := agreement{Label: k.Label}
		var c coincidences
		for d, ws := range st.words {
			for w := range ws {
				yes, no := 0, 0
				for _, r := range rs {
					switch is := r.is[d][w]; {
					case is.has(k.Label):
						yes++
					case !is.has(asUnclear):
						no++
					}
				}
				if yes > 0 {
					a.Any++
				}
				if yes > 0 && yes == len(rs) {
					a.All++
				}
				c.add(yes, no)
			}
		}
		if a.Any > 0 {
			share := float64(a.All) / float64(a.Any)
			a.Share = &share
		}
		if alpha, ok := c.alpha(); ok {
			a.Alpha = &alpha
		}
		out = append(out, a)
	}
	return out
}

// coincidences is Krippendorff's matrix for two values: pairs of answers about one
// unit, each unit's divided by its answers less one.
type coincidences struct {
	yesYes, yesNo, noNo float64 // yesNo counts one of the two equal corners
}

// add counts one unit. One that has fewer than two answers pairs nothing.
func (c *coincidences) add(yes, no int) {
	n := float64(yes + no - 1)
	if n < 1 {
		return
	}
	y, m := float64(yes), float64(no)
	c.yesYes += y * (y - 1) / n
	c.yesNo += y * m / n
	c.noNo += m * (m - 1) / n
}

// alpha is 1 - observed / expected disagreement.
func (c coincidences) alpha() (a float64, ok bool) {
	yes, no := c.yesYes+c.yesNo, c.noNo+c.yesNo
	n := yes + no
	if yes*no == 0 {
		return 0, false
	}
	observed := 2 * c.yesNo / n
	expected := 2 * yes * no / (n * (n - 1))
	return 1 - observed/expected, true
}

// An agreementFile is the export of a comparison of marks.
type agreementFile struct {
	Format   string      `json:"format"` // "gloss agreement"
	Version  int         `json:"version"`
	Story    string      `json:"story"`
	Title    string      `json:"title"`
	Readers  int         `json:"readers"` // people; gloss is not among them
	Unit     string      `json:"unit"`
	Unclear  string      `json:"unclear"`
	Measures []agreement `json:"measures"`
	WithTool []agreement `json:"measures_with_gloss_as_a_reader"`
}

func exportAgreement(st *story, people []*reader, gloss *reader) ([]byte, error) {
	return json.MarshalIndent(agreementFile{Format: "gloss agreement", Version: 1, Story: st.Print, Title: st.Title, Readers: len(people),
		Unit: "word", Unclear: "a reader's \"unclear\" on a word counts as that reader's missing answer",
		Measures: agreements(st, people), WithTool: agreements(st, append([]*reader{gloss}, people...))}, "", " ")
}
