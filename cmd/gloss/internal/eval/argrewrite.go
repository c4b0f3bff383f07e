package eval

import "fmt"

// argrewrite are drafts of student essays with the sentences that correspond.
// More than half of the links are of equal sentences, so the modified ones and
// the sentences only in the new draft stand apart. None of the set's links cross, and
// one in a hundred shares a sentence with another: a sentence that was moved, even to
// the letter, is annotated as one deleted and one added, and of the parts of a sentence
// that was divided one is linked and the others are added. So what gloss links is read
// the same way, as the reference is, but for the measure "moves and splits too".
var argrewrite = Set{Name: "argrewrite_align", Task: "links", Files: []File{{Names: suffixed("pairs"), Measure: measureArgrewrite}}}

type draftPair struct {
	Student  string          `json:"student"`
	Old      []draftSentence `json:"old"`
	New      []draftSentence `json:"new"`
	Links    [][]int         `json:"links"`
	Modified [][]int         `json:"modified"`
	Added    []int           `json:"added"`
}

type draftSentence struct {
	Text string `json:"text"`
}

func draftTexts(sentences []draftSentence) []string {
	out := make([]string, len(sentences))
	for i, s := range sentences {
		out[i] = s.Text
	}
	return out
}

func measureArgrewrite(j *Job, d *Data) error {
	all, moves, modified, added := NewTally(3), NewTally(3), NewTally(3), NewTally(3)
	err := readLines(d, func(p draftPair) error {
		gold, err := linkSet("links", p.Links, len(p.Old), len(p.New))
		if err != nil {
			return err
		}
		changed, err := linkSet("modified", p.Modified, len(p.Old), len(p.New))
		if err != nil {
			return err
		}
		isNew := make(map[int]bool)
		for _, i := range p.Added {
			if i < 0 || i >= len(p.New) {
				return fmt.Errorf("added: no sentence %d among %d", i, len(p.New))
			}
			isNew[i] = true
		}
		links := j.linked(draftTexts(p.Old), draftTexts(p.New))
		count(moves, p.Student, links, gold)
		got := oneToOne(links, len(p.Old), len(p.New))
		count(all, p.Student, got, gold)
		unlinked := make(map[int]bool)
		for i := range p.New {
			unlinked[i] = true
		}
		differing := make(map[[2]int]bool)
		for l := range got {
			delete(unlinked, l[1])
			if p.Old[l[0]].Text != p.New[l[1]].Text {
				differing[l] = true
			}
		}
		count(modified, p.Student, differing, changed)
		count(added, p.Student, unlinked, isNew)
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("links", "F1", all.total(right, missed), "links", "students", all.Sample(f1))
	j.Add("links", "F1, moves and splits too", moves.total(right, missed), "links", "students", moves.Sample(f1))
	j.Add("links", "F1, modified", modified.total(right, missed), "links", "students", modified.Sample(f1))
	j.Add("additions", "F1, new sentences", added.total(right, missed), "sentences", "students", added.Sample(f1))
	return nil
}

// oneToOne leaves, of links between m and n sentences, those whose probabilities add
// up to the most with no sentence in two of them and none that cross.
func oneToOne(links map[[2]int]float64, m, n int) map[[2]int]bool {
	best := make([][]float64, m+1) // of the sentences from i and k onward
	for i := range best {
		best[i] = make([]float64, n+1)
	}
	for i := m - 1; i >= 0; i-- {
		for k := n - 1; k >= 0; k-- {
			best[i][k] = max(best[i+1][k], best[i][k+1], links[[2]int{i, k}]+best[i+1][k+1])
		}
	}
	out := make(map[[2]int]bool)
	for i, k := 0, 0; i < m && k < n; {
		switch best[i][k] {
		case best[i+1][k]:
			i++
		case best[i][k+1]:
			k++
		default:
			out[[2]int{i, k}] = true
			i, k = i+1, k+1
		}
	}
	return out
}
