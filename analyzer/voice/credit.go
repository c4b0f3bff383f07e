package voice

import (
	"strings"

	"gloss/analyzer/lexicon"
)

// Words that decide how a report verb is read.
var (
	subordinators = set("although though while if when as because since even whereas")
	writer        = set("i we i've we've i'd i'm we're i'll we'll you you'll you'd you've you're")                // the outlet itself speaks
	determiner    = set("a an the this that these those its his her their our my your no any some each every of") // a noun follows
	auxiliary     = set("has have had is are was were be been being will would may might could should can did does do also later then previously reportedly not n't repeatedly publicly")
	pronoun       = set("he she they it who")
	notSubjects   = set("that this which what everything everyone nothing and or but to")
	nobody        = set("nobody everyone everybody anybody anyone no who whoever somebody someone")
	naming        = set("call calls called calling branded dubbed pronounce pronounces pronounced")
	noSpeaker     = set("evidence facts fact history truth reality logic experience sense")
	timeWords     = set("on monday tuesday wednesday thursday friday saturday sunday earlier later last this yesterday today week month year in an a statement email interview the news agency reporters told at to by press conference release during morning afternoon evening night")
	passiveAux    = set("is are was were be been being")
)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// credits finds the attributions of a sentence, in the order of its cues.
func (c *clause) credits() []credit {
	var found []credit
	if cr, ok := c.viewCredit(); ok {
		found = append(found, cr)
	}
	if cr, ok := c.sayingCredit(); ok {
		found = append(found, cr)
	}
	target := c.mediaTarget()
	for _, h := range c.hits {
		first, last := h.First, h.Last
		if c.quoted[first] {
			continue
		}
		switch h.Term.Category {
		case "stance.unnamed_source":
			if !c.addressed(first, last) {
				found = append(found, c.unnamedCredit(h, first, last))
			}
		case "stance.attribution":
			if cr, ok := c.phraseCredit(h, first, last); ok {
				found = append(found, cr)
			}
		case "opinion.media_reference":
		default:
			if target && !c.namedBefore(first) {
				continue // "the media is telling us": a target, not a source
			}
			if cr, ok := c.verbCredit(h, first, last); ok {
				found = append(found, cr)
			}
		}
	}
	return found
}

// addressed reports whether words [first, last) speak of the media as such, or to
// the reader ("we are told"): the writer's own figure of speech, not a source.
func (c *clause) addressed(first, last int) bool {
	for k := first; k < last; k++ {
		switch c.fold(k) {
		case "us", "we", "we're", "you":
			return true
		}
	}
	for _, h := range c.hits {
		if h.Term.Category == "opinion.media_reference" && h.First < last && first < h.Last {
			return true
		}
	}
	return false
}

// mediaTarget reports whether the sentence speaks of the media as such.
func (c *clause) mediaTarget() bool {
	for _, h := range c.hits {
		if h.Term.Category == "opinion.media_reference" {
			return true
		}
	}
	return false
}

// namedBefore reports whether a capitalised word stands before word k that does
// not merely begin the sentence.
func (c *clause) namedBefore(k int) bool {
	for i := 1; i < k; i++ {
		if c.capital(i) {
			return true
		}
	}
	return false
}

// unnamedCredit is "reports show …", "critics say …": the rest is attributed to
// nobody in particular.
func (c *clause) unnamedCredit(h lexicon.Hit, first, last int) credit {
	from, to, before := last, len(c.words), 0
	switch {
	case last == len(c.words) || first > 0 && strings.Contains(c.gap(first), ",") && c.atEnd(last):
		from, to = 0, first
	case first > 0 && strings.Contains(c.gap(first), ",") && strings.Contains(c.gap(last), ","):
		before = first // "The plan, critics argue, is …"
	}
	return credit{from: from, to: to, before: before, source: h.Span, cue: h.Span, unnamed: true,
		reason: "unnamed source “" + h.Of(c.d.Text) + "”"}
}

// views are what "in somebody's …" credits by.
var views = set("view opinion eyes words account telling judgment judgement")

// viewCredit is "In Quill's view, …": the sentence after it is attributed.
func (c *clause) viewCredit() (credit, bool) {
	if c.fold(0) != "in" && c.fold(0) != "to" && c.fold(0) != "for" {
		return credit{}, false
	}
	for k := 2; k < min(len(c.words), 6); k++ {
		if views[c.fold(k)] && strings.Contains(c.gap(k+1), ",") && !writer[c.fold(1)] && c.fold(1) != "my" && c.fold(1) != "our" {
			return credit{from: k + 1, to: len(c.words), source: c.spanOf(1, k), cue: c.spanOf(0, k+1), unnamed: !c.named(1, k),
				reason: "credited with “" + c.textOf(0, k+1) + "”"}, true
		}
	}
	return credit{}, false
}

// sayings are nouns of what somebody says.
var sayings = set("claim excuse argument view position explanation answer story message complaint contention allegation defence defense case")

// sayingCredit is "the company's excuse was that …": what follows is attributed to
// whoever has the excuse. "The answer is that …", nobody's, is the outlet's own.
func (c *clause) sayingCredit() (credit, bool) {
	for k := 1; k < min(len(c.words)-3, 10); k++ {
		if !sayings[c.fold(k)] || c.fold(k+1) != "is" && c.fold(k+1) != "was" || c.fold(k+2) != "that" || c.quotedAt(k) {
			continue
		}
		genitive := strings.ContainsAny(c.words[k-1].Of(c.d.Text), "'’") || possessive[c.fold(k-1)]
		if !genitive {
			return credit{}, false
		}
		return credit{from: k + 2, to: len(c.words), source: c.spanOf(0, k+1), cue: c.spanOf(k, k+2), unnamed: !c.named(0, k) && !possessive[c.fold(k-1)],
			reason: "reported with “" + c.textOf(max(0, k-4), k+2) + "”"}, true
	}
	return credit{}, false
}

var possessive = set("his her their its")

// prepositions begin the phrases that credit by a preposition.
var prepositions = set("according as per citing quoting")

// phraseCredit reads a listed phrase: one that begins with a preposition credits
// what follows it, one with a subject of its own ("the report said", "court
// documents show") reports what follows. Others ("in a statement") credit nobody
// by themselves.
func (c *clause) phraseCredit(h lexicon.Hit, first, last int) (credit, bool) {
	if prepositions[c.fold(first)] || c.fold(first) == "in" && c.fold(last-1) == "of" {
		return c.prepositionCredit(h, first, last)
	}
	if f := c.fold(first); f == "told" || f == "in" || last-first < 2 || !reporting[c.fold(last-1)] {
		return credit{}, false
	}
	cr := credit{from: last, to: c.complementEnd(last), source: c.spanOf(first, last-1), cue: h.Span,
		reason: "reported with “" + h.Of(c.d.Text) + "”"}
	if c.atEnd(last) {
		from := first // "…, the county's own records show": the owner belongs to the credit
		for from > 0 && first-from < 6 && !strings.Contains(c.gap(from), ",") {
			from--
		}
		if from == 0 || !strings.Contains(c.gap(from), ",") {
			from = first
		}
		cr.from, cr.to, cr.source = 0, from, c.spanOf(from, last-1)
	}
	return cr, true
}

// reporting are the verbs that end a listed phrase with a subject.
var reporting = set("said says say read reads stated states added adds continued alleges allege claimed claims noted notes found shows showed show state reported announced")

// prepositionCredit is "according to X, …", "…, as per X": all but the credit is
// attributed to X.
func (c *clause) prepositionCredit(h lexicon.Hit, first, last int) (credit, bool) {
	if last >= len(c.words) || c.fold(first) == "per" && !c.capital(last) && !determiner[c.fold(last)] {
		return credit{}, false // "per cent", "per day"
	}
	end := last + 1
	for end < len(c.words) && !c.breaksAt(end) && end-last < 14 {
		end++
	}
	cr := credit{source: c.spanOf(last, end), cue: h.Span,
		reason: "credited with “" + c.textOf(first, end) + "”"}
	cr.unnamed = !c.named(last, end)
	switch {
	case first == 0:
		cr.from, cr.to = end, len(c.words)
	case end < len(c.words) && c.breaksAt(end):
		cr.before, cr.from, cr.to = first, end, len(c.words) // in the middle
	default:
		cr.from, cr.to = 0, first
	}
	return cr, true
}

// named reports whether words [from, to) name somebody: a capital that is not just
// the sentence's, or a name known from elsewhere in the text.
func (c *clause) named(from, to int) bool {
	for k := from; k < to; k++ {
		if c.capital(k) && (k > 0 || c.names[c.fold(k)] || to > 1 && c.capital(1)) {
			return true
		}
	}
	return false
}

// verbCredit is "X said that …", "…, X said" and "X accused Y of …".
func (c *clause) verbCredit(h lexicon.Hit, first, last int) (credit, bool) {
	verb := c.fold(first)
	for last > first+1 && (tails[c.fold(last-1)] || naming[verb]) {
		last-- // the list has "stated that": what is reported begins with "that"
	}
	if first == 0 && (verb == "says" || verb == "said") && last < len(c.words) && c.capital(last) {
		end := last + 1
		for end < len(c.words) && !c.breaksAt(end) {
			end++
		}
		return credit{from: end, to: len(c.words), source: c.spanOf(last, end), cue: h.Span, reason: "reported with “" + c.textOf(first, end) + "”"}, true
	}
	subject := c.subject(first)
	if subject < 0 || !c.isVerb(first, last, verb, subject) {
		// "…," said Smith: the subject follows
		if c.inverted(first, last) {
			return c.trailing(h, first, first), true
		}
		return credit{}, false
	}
	if noSpeaker[c.fold(first-1)] {
		return credit{}, false // "the evidence confirms": the writer's own conclusion
	}
	for k := subject; k < first; k++ {
		if writer[c.fold(k)] {
			return credit{}, false
		}
	}
	if nobody[c.fold(subject)] {
		return credit{}, false // "everyone thinks": the writer's own figure of speech
	}
	if next := c.fold(last); c.fold(subject) == "it" && (next == "you" || next == "us") {
		return credit{}, false // "it tells you something": a figure of speech
	}
	if before := c.fold(subject - 1); c.atEnd(last) && (before == "and" || before == "but") {
		return credit{}, false // "they were asked, and they answered": told, not credited
	}
	if c.atEnd(last) && subject > 0 {
		return c.trailing(h, subject, first), true
	}
	from, ok := c.complement(last, h.Term.Category == "stance.report_evaluative")
	if !ok {
		return credit{}, false
	}
	who := c.spanOf(subject, first)
	before := 0
	if subject > 0 && strings.Contains(c.gap(subject), ",") && strings.Contains(c.gap(last), ",") {
		before = subject // "The link, Ames continued, “is good.”"
	}
	return credit{from: from, before: before, to: c.complementEnd(from), source: who, cue: h.Span,
		unnamed: !c.named(subject, first) && !pronoun[c.fold(subject)],
		reason:  "reported with “" + c.textOf(max(subject, first-6), last) + "”"}, true
}

// tails are words that end a listed report verb and belong to what is reported.
var tails = set("that the a an his her its their in on there it he she they reporters journalists how why what by with from of for this last no at")

// trailing is the credit that ends a sentence: what stands before its comma is
// attributed.
func (c *clause) trailing(h lexicon.Hit, subject, verb int) credit {
	who := c.spanOf(subject, verb)
	if subject == verb { // inverted
		end := verb + 2
		for end < len(c.words) && !c.breaksAt(end) && c.capital(end) {
			end++
		}
		who = c.spanOf(min(verb+1, len(c.words)), min(end, len(c.words)))
	}
	return credit{from: 0, to: subject, source: who, cue: h.Span,
		reason: "reported with “" + c.textOf(subject, min(len(c.words), verb+2)) + "”"}
}
