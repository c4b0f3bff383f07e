package eval

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// argrewrite are drafts of student essays with the sentences that correspond.
// More than half of the links are of equal sentences, so the modified ones and
// the sentences only in the new draft stand apart. None of the set's links cross: a
// sentence that was moved, even to the letter, is annotated as one deleted and one
// added. So what gloss links is read the same way, but for the measure "moves too".
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
		got := j.linked(draftTexts(p.Old), draftTexts(p.New))
		count(moves, p.Student, got, gold)
		got = inOrder(got)
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
	j.Add("links", "F1, moves too", moves.total(right, missed), "links", "students", moves.Sample(f1))
	j.Add("links", "F1, modified", modified.total(right, missed), "links", "students", modified.Sample(f1))
	j.Add("additions", "F1, new sentences", added.total(right, missed), "sentences", "students", added.Sample(f1))
	return nil
}

// inOrder leaves of links the most that do not cross each other.
func inOrder(links map[[2]int]bool) map[[2]int]bool {
	order := slices.SortedFunc(maps.Keys(links), func(p, q [2]int) int { return cmp.Or(p[0]-q[0], p[1]-q[1]) })
	best, from := make([]int, len(order)), make([]int, len(order))
	last := -1
	for i, p := range order {
		best[i], from[i] = 1, -1
		for k, q := range order[:i] {
			if q[0] <= p[0] && q[1] <= p[1] && best[k]+1 > best[i] {
				best[i], from[i] = best[k]+1, k
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	out := make(map[[2]int]bool)
	for ; last >= 0; last = from[last] {
		out[order[last]] = true
	}
	return out
}
