package isolate

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// A figure is a number in a sentence with what it counts.
type figure struct {
	value    string  // digits, number words and scales written as such
	size     float64 // the same as a number
	of       string  // root of the next content word: "1,340 homes" counts "hom"
	from, to int     // words of the number alone
}

// scales are part of a number, not what it counts.
var scales = map[string]float64{"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "thousand": 1e3, "hundred": 100}

// clock are words that make the number before them a time of day.
var clock = map[string]bool{"am": true, "pm": true, "a.m": true, "p.m": true, "o'clock": true}

// normal writes a number with its scale as one number: "1.5" million, "1.5m" and
// "1500000" are the same. size is 0 if it is none.
func normal(value string, scale float64) (string, float64) {
	number := strings.TrimRightFunc(value, unicode.IsLetter)
	suffix := value[len(number):]
	if clock[suffix] || strings.Count(number, ".") > 1 {
		return value, 0
	}
	if s, ok := scales[suffix]; ok {
		scale *= s
	}
	x, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return value, 0
	}
	return strconv.FormatFloat(x*scale, 'f', -1, 64), x * scale
}

// rough is how far two rounded figures may differ, as a share of the larger.
const rough = 0.06

// rounded reports whether two figures may be one, rounded in other ways: "nearly
// 9,200" and "more than 9,100".
func (s *story) rounded(p, q news.Place, f, g figure) bool {
	return math.Abs(f.size-g.size) <= rough*math.Max(f.size, g.size) && (s.about(p, f) || s.about(q, g))
}

// about reports whether a word before figure f says that it is rounded.
func (s *story) about(p news.Place, f figure) bool {
	words := s.Documents[p.Document].SentenceWords(p.Sentence)
	for k := max(0, f.from-2); k < f.from; k++ {
		switch words[k].Fold {
		case "about", "around", "nearly", "almost", "some", "over", "than", "roughly", "approximately":
			return true
		}
	}
	return false
}

// figuresOf finds the numbers of the sentence at p.
func (s *story) figuresOf(p news.Place) []figure {
	if fs, ok := s.figured[p]; ok {
		return fs
	}
	fs := s.readFigures(p)
	s.figured[p] = fs
	return fs
}

func (s *story) readFigures(p news.Place) []figure {
	d := s.Documents[p.Document]
	words := d.SentenceWords(p.Sentence)
	numbers := make(map[int]string)
	for _, h := range s.cues(p) {
		if h.Term.In("number") && h.Term.Note != "" {
			numbers[h.First] = strings.Fields(h.Term.Note)[0]
		}
	}
	var fs []figure
	for k := 0; k < len(words); k++ {
		f := figure{value: digits(words[k]), from: k, to: k + 1}
		if f.value == "" {
			f.value = numbers[k]
		}
		if after := d.Text[words[k].End:]; f.value == "" || strings.HasPrefix(after, ":") || k > 0 && strings.HasSuffix(d.Text[:words[k].Start], ":") && digits(words[k-1]) != "" {
			continue // no number, or a time of day
		}
		scale := 1.0
		for f.to < len(words) && scales[words[f.to].Fold] > 0 {
			scale *= scales[words[f.to].Fold]
			f.to++
		}
		if f.to < len(words) && clock[words[f.to].Fold] {
			continue // a time of day
		}
		f.value, f.size = normal(f.value, scale)
		if f.size == 1 || f.size == 0 {
			continue // "one of them", "once"
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

// digits is the number that a word written in digits is, without its ordinal
// ending; "" for any other word.
func digits(w news.Word) string {
	if r, _ := utf8.DecodeRuneInString(w.Fold); !unicode.IsDigit(r) {
		return ""
	}
	for _, ending := range [...]string{"st", "nd", "rd", "th"} {
		if n, ok := strings.CutSuffix(w.Fold, ending); ok {
			return n
		}
	}
	return w.Fold
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
				return (q.opposite(f, g) || g.of == f.of && f.of != "" && !units[f.of]) && !s.rounded(p, q.at, f, g)
			})
			if i < 0 || slices.ContainsFunc(mine, func(m figure) bool { return m.value == theirs[i].value }) {
				continue
			}
			values[theirs[i].value]++
			others = append(others, news.Counterpart{Place: q.at, Span: s.phrase(q.at, theirs[i].from, theirs[i].to).span()})
		}
		agreed := len(others) > 1 && len(values) == 1
		if len(others) == 0 {
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
