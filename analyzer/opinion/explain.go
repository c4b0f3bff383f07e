package opinion

import (
	"cmp"
	"slices"
	"strings"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/linear"
	"gloss/analyzer/news"
)

// A Cue is one piece of evidence, as a reader is told.
type Cue struct {
	Name   string    // in plain words: "verdict", "question in own voice"
	List   string    // the list it is from; empty if none
	At     news.Span // the words it was read from; empty if it is the sentence's shape
	Weight float64   // its part of the log odds; below 0 speaks against opinion
}

// against is the index of the first cue that speaks against.
func against(cues []Cue) int {
	n := 0
	for n < len(cues) && cues[n].Weight > 0 {
		n++
	}
	return n
}

// told is how early a cue is told: by its weight, a kind of opinion before a sign of
// it, and bare wording last.
func (c Cue) told() float64 {
	switch {
	case c.Weight <= 0:
		return c.Weight
	case c.Kind():
		return 2 + c.Weight
	case c.Name == gramName:
		return c.Weight / 8
	}
	return c.Weight
}

// Kind reports whether the cue is a kind of opinion, and not only a sign of it.
func (c Cue) Kind() bool {
	return strings.HasPrefix(c.List, "opinion.") || strings.HasPrefix(c.List, "loaded.") || c.Name == formTable[fQuestion].told ||
		c.Name == formTable[fExclamation].told || c.Name == formTable[fShould].told
}

// listNames are the names by which a reader is told of a list's term.
var listNames = map[string]string{
	"opinion.verdict":              "verdict",
	"opinion.rhetorical_question":  "rhetorical question",
	"opinion.exhortation":          "exhortation",
	"opinion.sarcasm":              "sarcasm",
	"opinion.first_person":         "first person",
	"opinion.second_person":        "address to the reader",
	"opinion.modal_verdict":        "says what should be",
	"opinion.generalisation":       "generalisation",
	"opinion.prediction":           "prediction",
	"opinion.media_reference":      "the media as target",
	"opinion.colloquial":           "colloquial",
	"opinion.evaluative_adjective": "evaluation",
	"opinion.evaluative_noun":      "evaluation",
	"loaded.epithet":               "label",
	"loaded.dysphemism":            "harsh name",
	"loaded.intensifier":           "intensifier",
	"loaded.evaluative":            "evaluation",
	"loaded.emotive_verb":          "emotive verb",
	"loaded.euphemism":             "euphemism",
	"loaded.scare_quote_marker":    "distancing mark",
	"stance.booster":               "booster",
	"stance.hedge":                 "hedge",
	"stance.factive":               "takes it for a fact",
	"stance.causal":                "cause",
	"negation.negation":            "negation",
}

// Cues are what made Commentary's answer: what speaks for it, kinds of opinion
// first, then what speaks against, greatest part first. The bias, what has no name
// that says anything to a reader, and parts under leastCue are left out.
func (j *Judge) Cues(f *Features, d *news.Document, i int, hits []lexicon.Hit) []Cue {
	var cues []Cue
	m := j.commentary
	words := d.SentenceWords(i)
	for k, t := range formTable {
		if k == fVerbless && len(words) > fewWords {
			continue // its verb is one that the words' forms do not show
		}
		if part := float64(f.Dense[k] * m.Weight(k)); t.told != "" && part != 0 {
			cues = append(cues, Cue{Name: t.told, At: f.formAt(k, words), Weight: part})
		}
	}
	cues = j.listCues(cues, f, hits)
	cues = j.gramCues(cues, f, words)
	cues = slices.DeleteFunc(cues, func(c Cue) bool { return c.Weight > -leastCue && c.Weight < leastCue })
	slices.SortStableFunc(cues, func(a, b Cue) int { return cmp.Compare(b.told(), a.told()) })
	slices.Reverse(cues[against(cues):])
	return merged(cues)
}

// merged tells once what would be told twice: the part of a cue goes to the one told
// before it that has its name and place, or, if it is bare wording, its words.
func merged(cues []Cue) []Cue {
	out := cues[:0]
	for _, c := range cues {
		k := slices.IndexFunc(out, func(o Cue) bool {
			return o.Name == c.Name && o.At == c.At || c.Name == gramName && o.At.Contains(c.At)
		})
		if k >= 0 && (out[k].Weight > 0) == (c.Weight > 0) {
			out[k].Weight += c.Weight
			continue
		}
		out = append(out, c)
	}
	return out
}

// leastCue is the part of the log odds under which evidence is not worth telling.
const leastCue = 0.1

// listCues adds one cue for each list that has terms in the own words, at its
// first term.
func (j *Judge) listCues(cues []Cue, f *Features, hits []lexicon.Hit) []Cue {
	told := make(map[int]bool)
	for _, h := range hits {
		n, ok := j.lists[h.Term.Category]
		if !ok || told[n] || f.Dense[n] == 0 || !slices.Contains(f.kept, h.First) {
			continue
		}
		told[n] = true
		if name := listNames[h.Term.Category]; name != "" {
			cues = append(cues, Cue{Name: name, List: h.Term.Category, At: h.Span, Weight: float64(f.Dense[n] * j.commentary.Weight(n))})
		}
	}
	return cues
}

// gramName is how single words and pairs are told that no list has. They come last
// among the cues that are shown: they say less to a reader.
const gramName = "wording of opinion"

const (
	maxGramCues = 2 // how many of them are told
	gramWords   = 4 // of how many words at most
	fewWords    = 6
)

// gramCues adds the words and pairs that weigh most. A word's own part and those of
// the pairs it stands in are told as one, without grammar's words at its ends.
func (j *Judge) gramCues(cues []Cue, f *Features, words []news.Word) []Cue {
	norm := float64(linear.Norm(f.Words))
	parts := make([]float64, len(words))
	for n, g := range f.Grams {
		p := f.Places[n]
		w := float64(j.commentary.Grams.At(g)) / norm / float64(p.Last-p.First)
		for k := p.First; k < p.Last; k++ {
			parts[k] += w
		}
	}
	for range maxGramCues {
		first, last, sum := strongest(parts)
		if sum < leastCue {
			break
		}
		clear(parts[first:last])
		for first < last && grammar[words[first].Fold] {
			first++
		}
		for last > first && grammar[words[last-1].Fold] {
			last--
		}
		if first < last {
			cues = append(cues, Cue{Name: gramName, At: news.Span{Start: words[first].Start, End: words[last-1].End}, Weight: sum})
		}
	}
	return cues
}

// strongest is the run of words around the one whose part is greatest.
func strongest(parts []float64) (first, last int, sum float64) {
	if len(parts) == 0 {
		return 0, 0, 0
	}
	for k := range parts {
		if parts[k] > parts[first] {
			first = k
		}
	}
	last, sum = first+1, parts[first]
	for last < len(parts) && last-first < gramWords && parts[last] >= leastCue {
		sum += parts[last]
		last++
	}
	for first > 0 && last-first < gramWords && parts[first-1] >= leastCue {
		first--
		sum += parts[first]
	}
	return first, last, sum
}

// grammar are words that say nothing alone.
var grammar = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields("a an the of to in on at by for from with as and or but that which who is are was were be been has have had it its this these those there he she they his her their him them if so than then when while where into up out over about after before will would can could may might do does did not no any some all one") {
		m[w] = true
	}
	return m
}()

// formAt is where a form stands; empty if it is the sentence's as a whole.
func (f *Features) formAt(k int, words []news.Word) news.Span {
	for _, n := range f.kept {
		w := words[n]
		if role, ok := wordRoles[w.Fold]; ok && role == k {
			return w.Span
		}
		if k == fConjunction || k == fBut || k == fDemonstrative || k == fThereIs {
			return w.Span
		}
		if k == fContraction && strings.IndexByte(w.Fold, '\'') > 0 {
			return w.Span
		}
	}
	return news.Span{}
}
