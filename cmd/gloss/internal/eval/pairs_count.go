package eval

import (
	"slices"
	"strings"

	"gloss/analyzer/news"
	"gloss/analyzer/report"
)

// pairTallies count what the reports on pairs get right.
type pairTallies struct {
	links, sure, both     *Tally // both: commentary sure or to judge
	marked, unmarked, own *Tally // voice

	swaps, swapsFound, insertions, insertionsFound *Tally
}

func newPairTallies() *pairTallies {
	three, two := func() *Tally { return NewTally(3) }, func() *Tally { return NewTally(2) }
	return &pairTallies{three(), three(), three(), two(), two(), two(), two(), two(), two(), two()}
}

// count adds one pair and its report.
func (t *pairTallies) count(p *annotatedPair, st report.Story) {
	got := p.found(st)
	for l := range p.maybe {
		if !p.links[l] {
			delete(got, l) // one annotator has it: neither for nor against
		}
	}
	count(t.links, p.group, got, p.links)
	t.lines(p, st)
	t.phrases(p, st)
}

// lines counts commentary and voice, by line. A line that is not sure does not
// count, nor, for commentary, a shared one in which somebody marked an insertion:
// to call that commentary is right.
func (t *pairTallies) lines(p *annotatedPair, st report.Story) {
	sure, both := p.commentary(st, news.Sure), p.commentary(st, news.Sure, news.Judge)
	heard := p.voices(st)
	calls := [...]struct {
		*Tally
		got, found, gold map[[2]int]bool
	}{{t.sure, sure, map[[2]int]bool{}, map[[2]int]bool{}}, {t.both, both, map[[2]int]bool{}, map[[2]int]bool{}}}
	for s := range p.lines {
		for _, l := range p.lines[s] {
			if l.Gold == nil || !l.Gold.Sure {
				continue
			}
			u := [2]int{s, l.I}
			t.voice(p.group, l, heard[u])
			if l.Gold.Class == "linked" && p.inserted[u] {
				continue
			}
			for _, c := range calls {
				if c.got[u] {
					c.found[u] = true
				}
				if l.Gold.Class == "commentary" {
					c.gold[u] = true
				}
			}
		}
	}
	for _, c := range calls {
		count(c.Tally, p.group, c.found, c.gold)
	}
}

// voice counts whether all that was heard of a line is in the right voice.
func (t *pairTallies) voice(group string, l goldLine, heard []news.Voice) {
	all := func(voices ...news.Voice) bool {
		return len(heard) > 0 && !slices.ContainsFunc(heard, func(v news.Voice) bool { return !slices.Contains(voices, v) })
	}
	switch l.Gold.Class {
	case "quote":
		tally := t.unmarked
		if strings.ContainsAny(l.Text, `"“”`) {
			tally = t.marked
		}
		tick(tally, group, all(news.Quoted, news.Attributed))
	case "commentary":
		tick(t.own, group, all(news.Own))
	}
}

// rows writes the tallies.
func (t *pairTallies) rows(j *Job) {
	add := func(task, measure string, t *Tally, n int, of string, value func([]float64) float64) {
		j.Add(task, measure, n, of, "groups of pairs", t.Sample(value))
	}
	gold := func(t *Tally) int { return t.total(right, missed) }
	add("links", "P", t.links, t.links.total(right, wrong), "links found", precision)
	add("links", "R", t.links, gold(t.links), "links", recall)
	add("links", "F1", t.links, gold(t.links), "links", f1)
	add("commentary", "P of sure calls", t.sure, t.sure.total(right, wrong), "lines called", precision)
	add("commentary", "R of sure calls", t.sure, gold(t.sure), "lines", recall)
	add("commentary", "F1 of sure calls", t.sure, gold(t.sure), "lines", f1)
	add("commentary", "R of sure and to judge", t.both, gold(t.both), "lines", recall)
	add("commentary", "P of sure and to judge", t.both, t.both.total(right, wrong), "lines called", precision)
	for _, v := range []struct {
		measure string
		*Tally
	}{{"marked quotations not own", t.marked}, {"unmarked quotations not own", t.unmarked}, {"commentary own", t.own}} {
		if v.total() > 0 {
			add("voice", v.measure, v.Tally, v.total(), "lines", share)
		}
	}
	if t.swaps.total() > 0 {
		add("swaps", "R, either annotator's", t.swaps, t.swaps.total(), "swaps", share)
		add("swaps", "P, either annotator's", t.swapsFound, t.swapsFound.total(), "swaps found", share)
	}
	if t.insertions.total() > 0 {
		add("insertions", "R, either annotator's", t.insertions, t.insertions.total(), "insertions", share)
		add("insertions", "P, either annotator's", t.insertionsFound, t.insertionsFound.total(), "insertions found", share)
	}
}
