package eval

import (
	"gloss/analyzer"
	"gloss/analyzer/align"
	"gloss/corpus"
)

// rewrites are gloss's own made-up texts, two on an event, freely rewritten, with the
// lines that say the same. Those that two people marked are only measured.
var rewrites = Set{Name: "rewrites", Task: "links", Own: measureRewrites}

func measureRewrites(j *Job) error {
	all, err := corpus.Rewrites(corpus.FS)
	if err != nil {
		return err
	}
	if err := j.fingerprint("corpus/rewrites", corpus.FS, "rewrites/*.tsv", "rewrites/second/*.tsv"); err != nil {
		return err
	}
	found := map[string]*Tally{"dev": NewTally(3), "quality": NewTally(3)}
	agreed := NewTally(3)
	for _, r := range all {
		s := rewritten(j.Analyzer, &r)
		part := "dev"
		if r.Measured() {
			part = "quality"
			agreed.addCounts(r.ID, r.Agreement())
		}
		found[part].addCounts(r.ID, s.CountLinks(align.Links(s.Documents, align.Options{})))
	}
	for _, part := range []string{"dev", "quality"} {
		j.part = part
		t := found[part]
		j.Add("links", "P", t.total(right, wrong), "links found", "rewrites", t.Sample(precision))
		j.Add("links", "R", t.total(right, missed), "links", "rewrites", t.Sample(recall))
		j.Add("links", "F1", t.total(right, missed), "links", "rewrites", t.Sample(f1))
	}
	j.Add("two annotators", "F1 of links", agreed.total(right, missed), "links", "rewrites", agreed.Sample(f1))
	return nil
}

// rewritten is a rewrite as a story whose links are known.
func rewritten(a *analyzer.Analyzer, r *corpus.Rewrite) *LinkedStory {
	l := newLinkedStory("rewrites", r.ID)
	for _, lines := range r.Copies {
		l.addUnits(a, lines)
	}
	for _, k := range r.Links {
		l.link(0, k.A, 1, k.B, k.Sure())
	}
	return l
}
