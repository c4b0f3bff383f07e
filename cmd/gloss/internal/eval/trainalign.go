package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"gloss/analyzer"
	"gloss/analyzer/align"
	"gloss/corpus"
)

// A Training says what the weights of align are learned from.
type Training struct {
	Dir      string          // folder of data sets
	Without  map[string]bool // kinds of evidence to leave out
	Analyzer *analyzer.Analyzer
	Log      io.Writer // how well the weights fit, set by set
}

// linkShares are how much the linked pairs of a set count together, whatever
// their number.
var linkShares = map[string]float64{"corpus": 600, "rewrites": 800, "excerpts": 80, "planted": 300, "argrewrite_align": 350, "aesop_align": 1300}

const (
	linkDecay    = 1.5  // penalty of large weights; for texts retold, a fifth
	retoldFactor = 2    // a link missed between texts retold counts as two made wrongly
	copiesFactor = 0.75 // between copies, as three quarters of one
	linkTurns    = 3    // the context is learned anew with the weights of the turn before
)

// TrainAlign learns the weights of package align: the models are fitted one after
// another, each with the answers of the one before as evidence. It is
// deterministic. On the annotated pairs nothing is learned; how they come out goes
// to the log, to choose one design over another by.
func TrainAlign(cfg Training) (*align.Weights, error) {
	stories, err := TrainingLinks(cfg.Analyzer, cfg.Dir)
	if err != nil {
		return nil, err
	}
	judging, err := JudgingLinks(cfg.Analyzer, cfg.Dir)
	if err != nil {
		return nil, err
	}
	w, err := align.ParseWeights(firstWeights)
	if err != nil {
		return nil, err
	}
	w.Fit(align.Lexical, linkExamples(stories, w), linkDecay, cfg.Without)
	w.Fit(align.Full, linkExamples(stories, w), linkDecay, cfg.Without)
	for range linkTurns {
		var free, close []align.Example
		for _, e := range linkExamples(stories, w) {
			retold := e.Evidence.Retold()
			switch {
			case e.Linked && retold:
				e.Weight *= retoldFactor
			case e.Linked:
				e.Weight *= copiesFactor
			}
			if retold {
				free = append(free, e)
			} else {
				close = append(close, e)
			}
		}
		w.Fit(align.Retold, free, linkDecay/5.0, cfg.Without)
		w.Fit(align.Context, close, linkDecay, cfg.Without)
	}
	if w, err = align.ParseWeights(w.String()); err != nil {
		return nil, err
	}
	logLinks(cfg.Log, append(stories, judging...), w)
	return w, nil
}

// firstWeights are those that the first examples are found with: nothing is clear,
// and a place says nothing.
const firstWeights = "bias\t-4\t-4\t0\t0\ncosine\t6\t6\t0\t0\nprior\t0\t0\t1\t1\nrival\t0\t0\t-3\t-3\n"

// linkExamples are all pairs of sentences of stories.
func linkExamples(stories []*LinkedStory, w *align.Weights) []align.Example {
	var out []align.Example
	var sets []string // by example
	linked := make(map[string]float64)
	for _, s := range stories {
		for _, p := range align.Pairs(s.Documents, align.Options{Weights: w}) {
			is, known := s.Linked(p.A, p.B)
			if !known {
				continue
			}
			if is {
				linked[s.Set]++
			}
			out, sets = append(out, align.Example{Evidence: p.Evidence, Linked: is}), append(sets, s.Set)
		}
	}
	for i := range out {
		out[i].Weight = linkShares[sets[i]] / linked[sets[i]]
	}
	return out
}

// logLinks writes to log how many of the links of each set w finds.
func logLinks(log io.Writer, stories []*LinkedStory, w *align.Weights) {
	counts := make(map[string]corpus.Counts)
	for _, s := range stories {
		c, n := counts[s.Set], s.CountLinks(align.Links(s.Documents, align.Options{Weights: w}))
		counts[s.Set] = corpus.Counts{Found: c.Found + n.Found, False: c.False + n.False, Missed: c.Missed + n.Missed}
	}
	for _, set := range slices.Sorted(maps.Keys(counts)) {
		c := counts[set]
		fmt.Fprintf(log, "%-16s links P %.3f R %.3f F1 %.3f\n", set, c.Precision(), c.Recall(), c.F1())
	}
}
