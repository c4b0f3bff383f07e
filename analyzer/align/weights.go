package align

import (
	"crypto/sha256"
	_ "embed" // the weights
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"gloss/analyzer/embed"
)

// Weights are four plain logistic models. They are read from weights.tsv, which
// gloss train align writes.
type Weights struct {
	lexical logistic // by words alone: decides what is clear
	full    logistic // by words and vectors
	context logistic // by all that, and the accepted links around
	retold  logistic // the same for texts that share few words: other rules hold there
}

// A logistic is a logistic regression: a weight for each kind of evidence.
type logistic struct {
	Evidence
	bias float64
}

// The names of the models, in the order of the columns of weights.tsv.
const (
	Lexical = "lexical"
	Full    = "full"
	Context = "context"
	Retold  = "retold"
)

func (l *logistic) probability(e *Evidence) float64 { return l.below(e, kinds) }

// below is the probability by the kinds of evidence before end.
func (l *logistic) below(e *Evidence, end int) float64 {
	z := l.bias
	for k, x := range e[:end] {
		z += l.Evidence[k] * x
	}
	return 1 / (1 + math.Exp(-z))
}

//go:embed weights.tsv
var shipped string

var defaults = sync.OnceValue(func() *Weights {
	w, err := ParseWeights(shipped)
	if err != nil {
		panic("align: weights.tsv: " + err.Error())
	}
	return w
})

// ParseWeights reads the text of a file of weights: a header, then a line for each
// kind of evidence with a weight for each model, and one named "bias".
func ParseWeights(text string) (*Weights, error) {
	w := &Weights{}
	models := []*logistic{&w.lexical, &w.full, &w.context, &w.retold}
	row := make(map[string]int)
	for k, n := range kindNames {
		row[n] = k
	}
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' || strings.HasPrefix(line, "evidence\t") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 1+len(models) {
			return nil, fmt.Errorf("line %d: %d columns, want %d", n+1, len(f), 1+len(models))
		}
		k, ok := row[f[0]]
		if !ok && f[0] != "bias" {
			return nil, fmt.Errorf("line %d: no evidence is called %q", n+1, f[0])
		}
		for i, m := range models {
			v, err := strconv.ParseFloat(f[i+1], 64)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
			if ok {
				m.Evidence[k] = v
			} else {
				m.bias = v
			}
		}
	}
	return w, nil
}

// String writes w as ParseWeights reads it.
func (w *Weights) String() string {
	var b strings.Builder
	b.WriteString("evidence\t" + Lexical + "\t" + Full + "\t" + Context + "\t" + Retold + "\n")
	for k, n := range kindNames {
		fmt.Fprintf(&b, "%s\t%.4g\t%.4g\t%.4g\t%.4g\n", n, w.lexical.Evidence[k], w.full.Evidence[k], w.context.Evidence[k], w.retold.Evidence[k])
	}
	fmt.Fprintf(&b, "bias\t%.4g\t%.4g\t%.4g\t%.4g\n", w.lexical.bias, w.full.bias, w.context.bias, w.retold.bias)
	return b.String()
}

// Fingerprint tells the weights, and the vectors they go with, apart from others.
func Fingerprint() string {
	sum := sha256.Sum256([]byte(shipped))
	return hex.EncodeToString(sum[:8]) + "-" + embed.Fingerprint()
}
