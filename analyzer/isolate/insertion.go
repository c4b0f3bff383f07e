package isolate

import (
	"strings"

	"gloss/analyzer/news"
)

// Sizes of insertions, in content words.
const (
	leastFact   = 3 // fewer are style
	leastClause = 4 // from here an evaluation is a clause
)

// clauseOdds is the logarithm of the odds of commentary from which a clause without
// a listed evaluation is put before the reader as commentary.
const clauseOdds = 1.3

// inserted says what phrase p adds, which no other copy has in this claim; other
// is the sentence it is measured against.
func (w *wording) inserted(p, other phrase) nuance {
	content := len(p.content())
	if content == 0 {
		return nuance{}
	}
	say := func(category string, c news.Certainty, why string) nuance {
		return nuance{news.Insertion, category, c, 0, why + ": “" + p.text() + "”"}
	}
	has := func(categories ...string) bool {
		for _, c := range categories {
			if len(p.in(c)) > 0 {
				return true
			}
		}
		return false
	}
	voice := p.d.VoiceAt(p.sentence, p.span())
	switch {
	case p.quotedHere() && other.quotes(p):
		return nuance{news.QuoteDiff, "changed", news.Judge, 0, "the words inside the marks differ: “" + p.text() + "” only here"}
	case p.quotedHere():
		return nuance{news.QuoteDiff, "quoted here", news.Judge, 0, "words in quotation marks only here: “" + p.text() + "”"}
	case has("stance.unnamed_source"):
		return say("attribution", news.Sure, "unnamed source only here")
	case p.credits() || p.creditClause():
		return say("attribution", news.Sure, "credit only here")
	case has("negation") && len(p.affirmed()) == 0:
		return nuance{news.Accuracy, "negation", news.Judge, 0, "negated only here: “" + p.text() + "”"}
	case voice == news.Own && p.evaluates() >= 2 && content >= leastClause:
		return say("commentary", news.Sure, "evaluation only here")
	case voice == news.Own && has("loaded.epithet"):
		return say("label", news.Sure, "label only here")
	case voice != news.Quoted && has("stance.report_distancing") && content <= 3:
		return say("hedge", news.Sure, "doubt cast only here")
	case (has("stance.hedge") || has("loaded.scare_quote_marker")) && content <= 3:
		return say("hedge", news.Sure, "hedge only here")
	case has("loaded.intensifier", "stance.booster") && content <= 3:
		return say("intensifier", news.Sure, "intensifier only here")
	case voice == news.Own && p.evaluates() > 0:
		return say("commentary", news.Judge, "evaluation only here")
	case voice == news.Own && len(p.words()) >= leastClause && w.opinion(p) >= clauseOdds:
		return say("commentary", news.Judge, readsLike)
	case content >= leastFact:
		return say("fact", news.Sure, "detail only here")
	}
	return nuance{}
}

// quotes reports whether p quotes the quotation that holds phrase o as well: they
// have two content words of it in common between the marks.
func (p phrase) quotes(o phrase) bool {
	mine := make(map[string]bool)
	for _, word := range p.words() {
		if !functional[word.Fold] && p.d.VoiceAt(p.sentence, word.Span) == news.Quoted {
			mine[root(word.Fold)] = true
		}
	}
	common := 0
	for _, word := range o.d.SentenceWords(o.sentence) {
		if mine[root(word.Fold)] && o.d.VoiceAt(o.sentence, word.Span) == news.Quoted {
			common++
		}
	}
	return common >= 2
}

// evaluates is the summed weight of the evaluating terms of p.
func (p phrase) evaluates() float64 {
	sum := 0.0
	for _, category := range [...]string{"opinion.verdict", "opinion.evaluative_adjective", "opinion.sarcasm",
		"opinion.generalisation", "loaded.evaluative", "loaded.dysphemism", "loaded.epithet", "loaded.scare_quote_marker"} {
		s, _ := p.weight(category)
		if category == "opinion.verdict" || category == "opinion.sarcasm" {
			s *= 2
		}
		sum += s
	}
	return sum
}

// credits reports whether a phrase credits by a preposition: "according to …".
func (p phrase) credits() bool {
	for _, h := range p.in("stance.attribution") {
		switch p.d.SentenceWords(p.sentence)[h.First].Fold {
		case "according", "as", "per", "citing", "quoting":
			return true
		case "in":
			return strings.HasSuffix(h.Of(p.d.Text), " of") // "in the words of"
		}
	}
	return false
}

// creditClause is "…, Smith said": a named credit without a preposition.
func (p phrase) creditClause() bool {
	if len(p.content()) > 6 || len(p.in("stance.report_neutral")) == 0 {
		return false
	}
	for _, ps := range p.d.PassagesOf(p.sentence) {
		if ps.Source.Overlap(p.span()) > 0 {
			return true
		}
	}
	return false
}
