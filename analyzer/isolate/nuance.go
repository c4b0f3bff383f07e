package isolate

import (
	"fmt"
	"maps"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// leastStrength is the difference in summed strength of loaded terms from which
// one wording is stronger than another.
const leastStrength = 0.7

// judge says what the exchange of phrase a for phrase b changes.
func (w *wording) judge(a, b phrase) nuance {
	ka, kb := a.key(), b.key()
	if ka == kb || w.neutral[[2]string{ka, kb}] || a.spelledOut() == b.spelledOut() {
		return nuance{}
	}
	for _, rule := range [...]func(*wording, phrase, phrase) (nuance, bool){
		(*wording).quotations, (*wording).listed, (*wording).negations,
		(*wording).offices, (*wording).credits, (*wording).reportVerbs, (*wording).hedges,
		(*wording).labels, (*wording).strengths, (*wording).causes, (*wording).names,
	} {
		if n, ok := rule(w, a, b); ok {
			return n
		}
	}
	return nuance{}
}

// contractions undoes the contractions that a copy desk spells out.
var contractions = strings.NewReplacer("can't", "cannot", "won't", "willnot", "shan't", "shallnot", "n't", "not", "'ll", "will", "'ve", "have", "'re", "are", "'m", "am")

// spelledOut is the phrase without contractions, to compare only.
func (p phrase) spelledOut() string {
	var sb strings.Builder
	for _, w := range p.words() {
		sb.WriteString(contractions.Replace(w.Fold))
	}
	return sb.String()
}

func between(a, b phrase) string { return fmt.Sprintf("“%s” against “%s”", a.text(), b.text()) }

// quotations: the words inside the marks differ, or only one copy has marks.
func (w *wording) quotations(a, b phrase) (nuance, bool) {
	qa, qb := a.quotedHere(), b.quotedHere()
	switch {
	case qa && qb:
		return nuance{news.QuoteDiff, "changed", news.Judge, 0, "the words inside the marks differ: " + between(a, b)}, true
	case qa:
		return nuance{news.QuoteDiff, "quoted here", news.Judge, 0, "in quotation marks only here: " + between(a, b)}, true
	case qb:
		return nuance{news.QuoteDiff, "quoted here", news.Judge, 1, "in quotation marks only here: " + between(b, a)}, true
	}
	return nuance{}, false
}

// listed: the exchange stands in the framing pairs.
func (w *wording) listed(a, b phrase) (nuance, bool) {
	f, ok := w.pair(a, b)
	if !ok {
		return nuance{}, false
	}
	side := 0
	if !f.first {
		side, a, b = 1, b, a
	}
	return nuance{news.Swap, f.category, news.Sure, side, between(a, b) + ", a listed pair (" + f.term.Note + ")"}, true
}

// pair finds a framing pair in two phrases: the phrases as they are, or one or two
// neighbouring words of each.
func (w *wording) pair(a, b phrase) (framed, bool) {
	for _, x := range a.grams() {
		for _, y := range b.grams() {
			if f, ok := w.framing[[2]string{x, y}]; ok {
				return f, true
			}
		}
	}
	return framed{}, false
}

// mostWords is how many content words a phrase may have to be searched for parts.
const mostWords = 6

// grams are the phrase's key, and its words and word pairs if it is short.
func (p phrase) grams() []string {
	key := p.key()
	grams := []string{key}
	words := strings.Fields(key)
	if len(words) < 2 || len(words) > mostWords {
		return grams
	}
	for i, word := range words {
		grams = append(grams, word)
		if i > 0 && len(words) > 2 {
			grams = append(grams, words[i-1]+" "+word)
		}
	}
	return grams
}

// negations: one copy denies what the other says in the same words.
func (w *wording) negations(a, b phrase) (nuance, bool) {
	na, nb := len(a.in("negation")) > 0, len(b.in("negation")) > 0
	if na == nb || !maps.Equal(a.affirmed(), b.affirmed()) {
		return nuance{}, false
	}
	return nuance{news.Accuracy, "negation", news.Judge, 0, "one copy negates: " + between(a, b)}, true
}

// affirmed is the phrase's content without its negations.
func (p phrase) affirmed() map[string]bool {
	m := p.content()
	for _, h := range p.in("negation") {
		for _, word := range p.d.SentenceWords(p.sentence)[h.First:h.Last] {
			delete(m, root(word.Fold))
		}
	}
	return m
}

// offices: two different offices or occupations in the same place.
func (w *wording) offices(a, b phrase) (nuance, bool) {
	ra, rb := a.in("name.role"), b.in("name.role")
	if len(ra) == 0 || len(rb) == 0 || max(a.to-a.from, b.to-b.from) > sureWords {
		return nuance{}, false
	}
	for _, x := range ra {
		for _, y := range rb {
			if strings.EqualFold(x.Of(a.d.Text), y.Of(b.d.Text)) || x.Term == y.Term {
				return nuance{}, false
			}
		}
	}
	return nuance{news.Accuracy, "title", news.Judge, 0, "titles differ: " + between(a, b)}, true
}

// credits: who is said to have said it differs, or is named by one copy only.
func (w *wording) credits(a, b phrase) (nuance, bool) {
	ca := len(a.in("stance.unnamed_source")) + len(a.in("stance.attribution"))
	cb := len(b.in("stance.unnamed_source")) + len(b.in("stance.attribution"))
	if ca > 0 == (cb > 0) {
		return nuance{}, false
	}
	side := 0
	if cb > 0 {
		side, a, b = 1, b, a
	}
	for _, h := range b.hits { // of the whole sentence
		if h.Term.In("stance.unnamed_source") || h.Term.In("stance.attribution") {
			return nuance{}, false // it credits somebody, too, in another place
		}
	}
	return nuance{news.Swap, "attribution", news.Sure, side, "credit only here: " + between(a, b)}, true
}

// verbClasses order report verbs by what they say of the words reported.
var verbClasses = [...]string{"stance.report_neutral", "stance.report_distancing", "stance.report_endorsing", "stance.report_evaluative"}

var verbSays = [...]string{"reports", "keeps its distance", "takes it for true", "judges"}

func (p phrase) verbClass() (class int, weight float64, ok bool) {
	for c := len(verbClasses) - 1; c >= 0; c-- {
		if sum, h := p.weight(verbClasses[c]); h.Term != nil {
			return c, sum, true
		}
	}
	return 0, 0, false
}

// long reports whether the phrase is too long to have been exchanged word for
// word.
func (p phrase) long() bool { return p.to-p.from > mostWords }

// reportVerbs: said, claimed, admitted, hailed.
func (w *wording) reportVerbs(a, b phrase) (nuance, bool) {
	ca, wa, oka := a.verbClass()
	cb, wb, okb := b.verbClass()
	if !oka || !okb {
		return nuance{}, false
	}
	if ca == cb {
		if ca == len(verbClasses)-1 && math.Abs(wa-wb) >= leastStrength/2 {
			return stronger(a, b, wa > wb, news.Sure), true
		}
		return nuance{}, ca < len(verbClasses)-1 // two neutral verbs: style
	}
	side := 0
	if cb > ca {
		side, a, b, ca, cb = 1, b, a, cb, ca
	}
	return nuance{news.Swap, "attribution", news.Sure, side,
		fmt.Sprintf("%s: the verb here %s, there it %s", between(a, b), verbSays[ca], verbSays[cb])}, true
}

func stronger(a, b phrase, first bool, c news.Certainty) nuance {
	side := 0
	if !first {
		side, a, b = 1, b, a
	}
	return nuance{news.Swap, "stronger", c, side, "stronger here: " + between(a, b)}
}

// hedges: one copy is less certain.
func (w *wording) hedges(a, b phrase) (nuance, bool) {
	wa, _ := a.weight("stance.hedge")
	wb, _ := b.weight("stance.hedge")
	if (wa > 0) == (wb > 0) {
		return nuance{}, false
	}
	side := 0
	if wb > 0 {
		side, a, b = 1, b, a
	}
	return nuance{news.Swap, "hedge", news.Sure, side, "hedged here: " + between(a, b)}, true
}

// labels: one copy names a person or group by an epithet.
func (w *wording) labels(a, b phrase) (nuance, bool) {
	wa, _ := a.weight("loaded.epithet")
	wb, _ := b.weight("loaded.epithet")
	if math.Abs(wa-wb) < leastStrength || a.long() || b.long() {
		return nuance{}, false
	}
	side := 0
	if wb > wa {
		side, a, b = 1, b, a
	}
	return nuance{news.Swap, "label", news.Sure, side, "label here: " + between(a, b)}, true
}

// strengths: the loaded terms of one phrase weigh more.
func (w *wording) strengths(a, b phrase) (nuance, bool) {
	sum := func(p phrase) float64 {
		l, _ := p.weight("loaded")
		s, _ := p.weight("stance.booster")
		return l + s
	}
	wa, wb := sum(a), sum(b)
	if math.Abs(wa-wb) < leastStrength || a.long() || b.long() {
		return nuance{}, wa > 0 && wb > 0 // both loaded alike: style
	}
	return stronger(a, b, wa > wb, news.Sure), true
}

// causes: one copy says why, the other only when.
func (w *wording) causes(a, b phrase) (nuance, bool) {
	ca, cb := len(a.in("stance.causal")) > 0, len(b.in("stance.causal")) > 0
	sa, sb := len(a.in("stance.sequence")) > 0, len(b.in("stance.sequence")) > 0
	if !(ca && sb && !cb || cb && sa && !ca) {
		return nuance{}, false
	}
	n := stronger(a, b, ca, news.Judge)
	n.reason = "a cause here, a sequence there: " + strings.TrimPrefix(n.reason, "stronger here: ")
	return n, true
}

// names: one name in two spellings.
func (w *wording) names(a, b phrase) (nuance, bool) {
	if !a.isName() || !b.isName() || a.to-a.from != b.to-b.from {
		return nuance{}, false
	}
	aw, bw := a.words(), b.words()
	for k := range aw {
		if aw[k].Fold != bw[k].Fold && !misspelt(aw[k].Fold, bw[k].Fold) {
			return nuance{}, false
		}
	}
	return nuance{news.Accuracy, "name", news.Judge, 0, "names differ: " + between(a, b)}, true
}

// misspelt reports whether two folded names are one in two spellings: a letter or
// two added, dropped or changed (Levenshtein 1966), in names of five letters or
// more.
func misspelt(a, b string) bool {
	ra, rb := []rune(a), []rune(b)
	if min(len(ra), len(rb)) < 5 {
		return false
	}
	row := make([]int, len(rb)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range ra {
		last := row[0]
		row[0] = i + 1
		for j, y := range rb {
			cost := last
			if x != y {
				cost++
			}
			last, row[j+1] = row[j+1], min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(rb)] <= 2
}

func (p phrase) isName() bool {
	for k, word := range p.words() {
		r, _ := utf8.DecodeRuneInString(p.d.Text[word.Start:])
		if !unicode.IsUpper(r) || p.from+k == 0 || len(p.in("time")) > 0 {
			return false
		}
	}
	return p.from < p.to
}
