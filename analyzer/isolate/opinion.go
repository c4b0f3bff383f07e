package isolate

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
)

// What each kind of cue says for opinion, in the units in which sureOpinion and
// judgeOpinion are given. A list's cue counts once at full weight and a quarter
// for each further hit.
var opinionWeights = map[string]float64{
	"opinion.verdict":              2.0,
	"opinion.rhetorical_question":  2.0,
	"opinion.exhortation":          1.6,
	"opinion.sarcasm":              1.8,
	"opinion.first_person":         1.0,
	"opinion.second_person":        1.5,
	"opinion.modal_verdict":        1.3,
	"opinion.generalisation":       0.8,
	"opinion.prediction":           0.7,
	"opinion.media_reference":      1.0,
	"opinion.colloquial":           0.8,
	"opinion.evaluative_adjective": 1.1,
	"loaded.epithet":               0.8,
	"loaded.dysphemism":            0.8,
	"loaded.euphemism":             0.2,
	"loaded.intensifier":           0.7,
	"loaded.evaluative":            0.7,
	"loaded.emotive_verb":          0.5,
	"loaded.scare_quote_marker":    0.6,
	"stance.booster":               0.8,
	"stance.hedge":                 0.5,
	"stance.factive":               0.4,
	"stance.causal":                0.3,
	"negation":                     0.4,
	"number":                       -0.5,
}

// The names by which a reader is told of a cue.
var cueNames = map[string]string{
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
	"loaded.epithet":               "label",
	"loaded.dysphemism":            "harsh name",
	"loaded.intensifier":           "intensifier",
	"loaded.evaluative":            "evaluation",
	"loaded.emotive_verb":          "emotive verb",
	"loaded.scare_quote_marker":    "distancing mark",
	"stance.booster":               "booster",
	"loaded.euphemism":             "euphemism",
	"stance.hedge":                 "hedge",
	"stance.factive":               "takes it for a fact",
	"stance.causal":                "cause",
	"negation":                     "negation",
}

// strongCues are the lists one term of which makes a sentence opinion by itself.
// The others need company: "must" is a duty, "will" a plan, "great" a size.
var strongCues = map[string]bool{
	"opinion.verdict": true, "opinion.rhetorical_question": true, "opinion.exhortation": true, "opinion.sarcasm": true,
	"opinion.first_person": true, "opinion.second_person": true, "opinion.media_reference": true, "opinion.generalisation": true,
	"opinion.evaluative_adjective": true, "loaded.epithet": true, "loaded.dysphemism": true, "loaded.evaluative": true,
	"loaded.scare_quote_marker": true,
}

// cued reports whether the sentence has what it takes to be sure commentary among
// reports: shape and tense alone never do.
func (o opinion) cued() bool { return o.strong > 0 || o.weak > 1 }

// Evidence that is not in a list.
const (
	questionWeight    = 1.5
	exclamationWeight = 1.2
	shortWeight       = 0.5 // no more than shortWords words
	shortWords        = 7
	fragmentWeight    = 0.9 // begins with And, But, So, Or, Because
	contractionWeight = 0.8
	presentWeight     = 0.5  // a statement in the present tense about how things are
	leadInWeight      = -2.5 // ends in a colon: it announces somebody's words
	creditWeight      = -3.0
	figureWeight      = -1.2
	dateWeight        = -0.6
	nameWeight        = -0.25 // each name, to four
	pastWeight        = -0.5
	marksWeight       = -0.4 // somebody's words stand in it, between marks
)

// An opinion is what speaks for a sentence being commentary.
type opinion struct {
	score    float64
	cues     []cue // strongest first
	category string
	credited bool // somebody is credited: never sure commentary
	strong   int  // cues that say opinion by themselves
	weak     int  // cues that say so only together
}

// A cue is one piece of evidence with the words it was read from.
type cue struct {
	weight float64
	name   string
	words  string
}

// weighOpinion weighs the own-voice words of the sentence at p.
func (s *story) weighOpinion(p news.Place) opinion {
	d := s.Documents[p.Document]
	words := d.SentenceWords(p.Sentence)
	sent := d.Sentences[p.Sentence]
	var o opinion
	own := 0
	for _, w := range words {
		if d.VoiceAt(p.Sentence, w.Span) == news.Own {
			own++
		}
	}
	for _, ps := range d.PassagesOf(p.Sentence) {
		if ps.Source.Len() > 0 || ps.Voice == news.Attributed {
			o.credited = true
		}
	}
	seen := make(map[string]int)
	for _, h := range strongest(s.cues(p)) {
		list, base := opinionWeight(h.Term.Category)
		if d.VoiceAt(p.Sentence, h.Span) != news.Own {
			continue
		}
		w := base * strength(h)
		if seen[list] > 0 {
			w /= 4
		}
		seen[list]++
		o.add(cue{w, cueNames[list], h.Of(d.Text)})
		switch {
		case seen[list] > 1 || base <= 0:
		case strongCues[list] && h.Term.Weight >= 1:
			o.strong++
		default:
			o.weak++
		}
	}
	s.form(d, sent, words, &o)
	s.report(d, sent, words, p, &o)
	if strings.ContainsAny(sent.Of(d.Text), "“”\"") {
		o.score += marksWeight
	}
	if own*2 < len(words) {
		o.score -= 2
	}
	if len(o.cues) > 0 {
		o.category = o.cues[0].name
	}
	return o
}

// opinionWeight is what a category says for opinion, and the list it is weighed as:
// itself or, where that has no weight, its first part; 0 for neither.
func opinionWeight(category string) (list string, weight float64) {
	if w, ok := opinionWeights[category]; ok {
		return category, w
	}
	list, _, _ = strings.Cut(category, ".")
	return list, opinionWeights[list]
}

// strongest keeps of hits that overlap only the one that says most: a word counts
// once, in however many lists it stands. Hits of lists without weight are left out.
func strongest(hits []lexicon.Hit) []lexicon.Hit {
	weight := func(h lexicon.Hit) float64 {
		_, w := opinionWeight(h.Term.Category)
		return math.Abs(w) * strength(h)
	}
	var out []lexicon.Hit
	for _, h := range hits {
		if weight(h) == 0 {
			continue
		}
		if k := len(out) - 1; k >= 0 && h.First < out[k].Last {
			if weight(h) > weight(out[k]) {
				out[k] = h
			}
			continue
		}
		out = append(out, h)
	}
	return out
}

// strength makes a term's weight tell a little: 1 is as listed.
func strength(h lexicon.Hit) float64 { return 0.7 + 0.3*h.Term.Weight }

func (o *opinion) add(c cue) {
	o.score += c.weight
	if c.name == "" || c.weight <= 0 {
		return
	}
	i := len(o.cues)
	for i > 0 && o.cues[i-1].weight < c.weight {
		i--
	}
	o.cues = append(o.cues[:i], append([]cue{c}, o.cues[i:]...)...)
}

// form weighs the shape of the sentence.
func (s *story) form(d *news.Document, sent news.Sentence, words []news.Word, o *opinion) {
	text := strings.TrimRight(sent.Of(d.Text), "\"”’')] \u00a0")
	switch {
	case strings.HasSuffix(text, "?"):
		o.add(cue{questionWeight, "question in own voice", text})
		o.strong++
	case strings.HasSuffix(text, "!"):
		o.add(cue{exclamationWeight, "exclamation", lastWords(text)})
		o.strong++
	case strings.HasSuffix(text, ":"):
		o.score += leadInWeight
	}
	if len(words) == 0 {
		return
	}
	if len(words) <= shortWords {
		o.add(cue{shortWeight, "short aside", text})
	}
	switch words[0].Fold {
	case "but":
		o.score += fragmentWeight / 3 // reports begin so, too
	case "and", "so", "or", "because", "nor", "yet":
		o.add(cue{fragmentWeight, "begins with", words[0].Of(d.Text)})
	}
	for _, w := range words {
		if strings.Contains(w.Fold, "n't") || strings.HasSuffix(w.Fold, "'re") || strings.HasSuffix(w.Fold, "'ll") || strings.HasSuffix(w.Fold, "'ve") || w.Fold == "it's" || w.Fold == "that's" {
			o.add(cue{contractionWeight, "", ""})
			break
		}
	}
}

// report weighs what marks a sentence as a report of facts.
func (s *story) report(d *news.Document, sent news.Sentence, words []news.Word, p news.Place, o *opinion) {
	if o.credited {
		o.score += creditWeight
	}
	figures, names, past, dates := 0, 0, 0, 0
	for k, w := range words {
		r, _ := utf8.DecodeRuneInString(d.Text[w.Start:])
		switch {
		case unicode.IsDigit(r) && plainFigure(d.Text, w):
			figures++
		case k > 0 && unicode.IsUpper(r) && w.Fold != "i":
			names++
		}
		if strings.HasSuffix(w.Fold, "ed") || w.Fold == "was" || w.Fold == "were" || w.Fold == "had" {
			past++
		}
	}
	for _, h := range s.cues(p) {
		if strings.HasPrefix(h.Term.Category, "time.") {
			dates++
		}
	}
	if figures > 0 {
		o.score += figureWeight * math.Min(2, float64(figures))
	}
	if dates > 0 {
		o.score += dateWeight
	}
	o.score += nameWeight * math.Min(4, float64(names))
	if past > 0 {
		o.score += pastWeight
	} else {
		o.score += presentWeight
	}
}

// plainFigure tells a figure from a number that is part of a word: "24-hour",
// "45th".
func plainFigure(text string, w news.Word) bool {
	return !strings.HasPrefix(text[w.End:], "-") && !strings.HasSuffix(w.Fold, "th") && !strings.HasSuffix(w.Fold, "st") && !strings.HasSuffix(w.Fold, "nd") && !strings.HasSuffix(w.Fold, "rd")
}

// lastWords is the end of s from a word's beginning, for display.
func lastWords(s string) string {
	if len(s) <= 40 {
		return s
	}
	if i := strings.IndexByte(s[len(s)-40:], ' '); i >= 0 {
		return "…" + s[len(s)-40+i:]
	}
	return s
}

// An Opinion is what speaks for one sentence being commentary, taken by itself:
// neither its surroundings nor other copies are looked at.
type Opinion struct {
	Score    float64 // evidence, without bounds; higher is more opinion. 0 is undecided
	Sure     bool    // would be sure commentary among reports
	Credited bool    // somebody is credited
	Reason   string  // strongest evidence first
}

// Opinion weighs sentence i of d, whose passages must have been set.
func (iso *Isolator) Opinion(d *news.Document, i int) Opinion {
	s := &story{Story: &news.Story{Documents: []*news.Document{d}, Base: -1}, iso: iso, hits: make(map[news.Place][]lexicon.Hit)}
	o := s.weighOpinion(news.Place{Sentence: i})
	return Opinion{Score: o.score, Sure: !o.credited && o.score >= sureOpinion && o.cued(), Credited: o.credited, Reason: o.reason()}
}
