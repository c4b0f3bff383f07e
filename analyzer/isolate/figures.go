package isolate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// A figure is a number in a sentence with what it counts.
type figure struct {
	value    string // digits, number words written as such
	of       string // root of the next content word: "1,340 homes" counts "hom"
	from, to int    // words of the number alone
}

// scales are part of a number, not what it counts.
var scales = map[string]bool{"million": true, "billion": true, "trillion": true, "thousand": true, "hundred": true, "per": true}

// figuresOf finds the numbers of the sentence at p.
func (s *story) figuresOf(p news.Place) []figure {
	d := s.Documents[p.Document]
	words := d.SentenceWords(p.Sentence)
	var fs []figure
	for k := 0; k < len(words); k++ {
		f := figure{value: s.numberAt(p, k), from: k, to: k + 1}
		if f.value == "" {
			continue
		}
		for f.to < len(words) && scales[words[f.to].Fold] {
			f.value += " " + words[f.to].Fold
			f.to++
		}
		for j := f.to; j < min(len(words), f.to+2) && f.of == ""; j++ {
			if !functional[words[j].Fold] {
				f.of = root(words[j].Fold)
			}
		}
		fs = append(fs, f)
		k = f.to - 1
	}
	return fs
}

// units are counted by so many figures that the same unit does not mean that the
// same thing is counted: such figures must stand in the same place.
var units = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields("years months weeks days hours minutes seconds times percent cent people pounds dollars euros miles metres kilometres points other more") {
		m[root(w)] = true
	}
	return m
}()

// opposite reports whether figure f of p and figure g of its partner were
// exchanged for each other.
func (q partner) opposite(f, g figure) bool {
	return slices.ContainsFunc(q.edits, func(e edit) bool {
		return e.aFrom <= f.from && f.from < e.aTo && e.bFrom <= g.from && g.from < e.bTo && e.aTo-e.aFrom <= mostWords && e.bTo-e.bFrom <= mostWords
	})
}

// numberAt is the number that word k of the sentence at p is, or "".
func (s *story) numberAt(p news.Place, k int) string {
	w := s.Documents[p.Document].SentenceWords(p.Sentence)[k]
	if r, _ := utf8.DecodeRuneInString(w.Fold); unicode.IsDigit(r) {
		return strings.TrimRight(w.Fold, "sthndr")
	}
	for _, h := range s.cues(p) {
		if h.First == k && h.Term.In("number") && h.Term.Note != "" {
			return strings.Fields(h.Term.Note)[0]
		}
	}
	return ""
}

// figures finds numbers of p that count the same as a number of a partner and are
// not it, wherever they stand in the two sentences. That most copies have the
// other number is said, and tells whose it is.
func (s *story) figures(p news.Place, partners []partner) {
	mine := s.figuresOf(p)
	for _, f := range mine {
		var others []news.Counterpart
		values := make(map[string]int)
		for _, q := range partners {
			theirs := s.figuresOf(q.at)
			if slices.ContainsFunc(theirs, func(g figure) bool { return g.value == f.value }) {
				others = nil
				break
			}
			i := slices.IndexFunc(theirs, func(g figure) bool {
				return q.opposite(f, g) || g.of == f.of && f.of != "" && !units[f.of]
			})
			if i < 0 || slices.ContainsFunc(mine, func(m figure) bool { return m.value == theirs[i].value }) {
				continue
			}
			values[theirs[i].value]++
			others = append(others, news.Counterpart{Place: q.at, Span: s.phrase(q.at, theirs[i].from, theirs[i].to).span()})
		}
		agreed := len(others) > 1 && len(values) == 1
		if len(others) == 0 || !agreed && p.Document > others[0].Document {
			continue
		}
		a, c := s.phrase(p, f.from, f.to), others[0]
		n := nuance{kind: news.Accuracy, category: "number", certainty: news.Judge, reason: fmt.Sprintf("figures differ: “%s” against “%s”", a.text(), c.Of(s.Documents[c.Document].Text))}
		if agreed {
			n.certainty, n.reason = news.Sure, n.reason+fmt.Sprintf(", which %d other copies have", len(others))
		}
		s.note(p, a, &c, n)
	}
}
