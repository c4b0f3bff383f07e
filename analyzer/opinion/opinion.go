// Package opinion says how far a sentence reads like commentary, and why.
//
// Method: a linear model (analyzer/linear) of the sentence's words in the outlet's
// own voice: the terms of the cited lists, person, tense, mood, question form,
// figures, names, length and marks, single words and pairs. A second model reads
// the answers for the sentences around and for the rest of the copy, since
// commentary comes in runs. Both are trained by gloss train commentary on gloss's
// own labelled text (README.md here is the model card); the weights of the lists
// and forms can be read in the file's head.
//
// Why not word lists alone: they detect little (macro-F1 .61 at best on BABE,
// against .88 here). Why not a transformer: it needs a hundred times the memory,
// runs a thousand times slower and cannot say which words made the call.
//
//	                                  own text   sure calls  own      annotated  BABE,     CheckThat
//	                                  by outlet  at P .95    stories  pairs      opinion   dev_test
//	                                  F1         recall      F1       F1         macro-F1  macro-F1
//	rules with weights set by hand    .60        .44         .60      .831       .816      –
//	lists and forms, learned          .892       .63         .50      .852       .823      .646
//	and words and pairs               .905       .71         .56      .859       .826      .637
//	and what words resemble (all)     .926       .84         .76      .884       .881      .685
//	all but lists and forms           .883       .66         .68      .848       .870      .691
//
// Own text is cross-validated by outlet; the other four sets were not trained on.
// Own stories are the four of the split "quality", 52 marks. The first row is with
// an earlier alignment; ACCURACY.md has what is reached now.
//
// What it gets wrong: dry irony in the grammar of fact ("Just another accident at
// a mine that never has any."), analysis that is background for one reader and
// opinion for another, and registers it was not trained on (sport, reviews).
//
//	j, err := opinion.New(lex, nil)
//	j.Read(&f, doc, i, hits)
//	odds := j.Commentary(&f) // > 0: rather commentary
package opinion

import (
	_ "embed" // the weights
	"fmt"
	"strings"
	"sync"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/linear"
)

//go:embed default.weights
var weights []byte

var standard = sync.OnceValues(func() (*linear.Set, error) { return linear.Read(weights) })

// A Judge weighs sentences for opinion. It is safe for concurrent use.
type Judge struct {
	*Reader
	set        *linear.Set
	commentary *linear.Model
	context    *linear.Model
	loaded     *linear.Model // nil: none

	sure, toJudge float64 // see Sure and ToJudge
}

// lists are the first parts of the categories of lists that features are read
// from.
var lists = []string{"opinion", "loaded", "stance", "name", "negation", "number", "time"}

// Lists are the lists that a Judge reads: Read must be given their terms.
func Lists(lex *lexicon.Set) *lexicon.Set { return lex.Only(lists...) }

// New returns a Judge that reads the lists of lex. weights are the models, as
// gloss train writes them; nil are gloss's own. It is an error if they lack the
// models "commentary" and "context", or know lists that lex does not have.
func New(lex *lexicon.Set, weights []byte) (*Judge, error) {
	set, err := standard()
	if weights != nil {
		set, err = linear.Read(weights)
	}
	if err != nil {
		return nil, err
	}
	j := &Judge{Reader: NewReader(categories(lex)), set: set, commentary: set.Model("commentary"), context: set.Model("context"), loaded: set.Model("loaded")}
	if j.commentary == nil || j.context == nil {
		return nil, fmt.Errorf("weights: no models %q and %q", "commentary", "context")
	}
	j.sure, j.toJudge = j.context.Limits["sure"], j.context.Limits["judge"]
	for _, m := range set.Models {
		names := j.Names()
		switch m.Name {
		case "context":
			names = contextNames[:]
		case "loaded":
			names = nil
		}
		if err := m.Order(names); err != nil {
			return nil, err
		}
	}
	return j, nil
}

func categories(lex *lexicon.Set) []string {
	var out []string
	for _, l := range lex.Lists() {
		top, _, _ := strings.Cut(l.Category, ".")
		for _, t := range lists {
			if t == top {
				out = append(out, l.Category)
			}
		}
	}
	return out
}

// Fingerprint tells the weights apart, in hexadecimal.
func (j *Judge) Fingerprint() string { return j.set.Fingerprint }

// Card says what the models were trained on.
func (j *Judge) Card() map[string]string { return j.set.Card }

// Commentary is the logarithm of the odds that the sentence f was read from is
// commentary, by itself.
func (j *Judge) Commentary(f *Features) float64 {
	return j.commentary.Score(f.Dense, f.Grams, f.Words)
}

// Alone is what Commentary must say at least of a sentence of which nothing around
// is known for it to be rather opinion: 0 where the weights do not say.
func (j *Judge) Alone() float64 { return j.commentary.Limits["alone"] }

// Other is the answer of another model of the weights ("bias", "slant"); ok is
// false if they have none of that name.
func (j *Judge) Other(name string, f *Features) (odds float64, ok bool) {
	m := j.set.Model(name)
	if m == nil {
		return 0, false
	}
	return m.Score(f.Dense, f.Grams, f.Words), true
}
