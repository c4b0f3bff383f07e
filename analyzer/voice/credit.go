package voice

import (
	"strings"

	"gloss/analyzer/lexicon"
)

// Words that decide how a report verb is read.
var (
	subordinators = set("although though while if when as because since even whereas")
	writer        = set("i we i've we've i'd i'm we're")                                                          // the outlet itself speaks
	determiner    = set("a an the this that these those its his her their our my your no any some each every of") // a noun follows
	auxiliary     = set("has have had is are was were be been being will would may might could should can did does do also later then previously reportedly not n't repeatedly publicly")
	pronoun       = set("he she they it who")
	notSubjects   = set("that this which what everything everyone nothing and or but to")
	nobody        = set("nobody everyone everybody anybody anyone no who whoever somebody someone")
	naming        = set("call calls called calling branded dubbed")
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
		cr.from, cr.to = 0, first
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

// subject returns the first word of the noun phrase before word k, at the
// nearest break; -1 if there is nothing that can speak.
func (c *clause) subject(k int) int {
	if k == 0 {
		return -1
	}
	i := k
	for i > 0 && !c.breaksAt(i) && k-i < 12 {
		i--
		if f := c.fold(i); f == "and" || f == "but" || f == "that" || f == "while" || f == "although" || f == "when" || f == "as" || f == "because" {
			i++
			break
		}
		if c.quoted[i] {
			i++
			break
		}
	}
	// an apposition between commas: "Smith, a spokesman for X, said"
	if i == k && k > 1 && strings.Contains(c.gap(k), ",") {
		j := k - 1
		for j > 0 && !strings.Contains(c.gap(j), ",") && k-j < 16 {
			j--
		}
		if j > 0 && strings.Contains(c.gap(j), ",") && !c.quoted[j-1] {
			i = j - 1
			for i > 0 && !c.breaksAt(i) && j-i < 6 && c.capital(i-1) {
				i--
			}
			return i
		}
	}
	if i == k || notSubjects[c.fold(i)] && i+1 == k {
		return -1
	}
	return i
}

// isVerb tells a report verb from a noun of the same spelling and from a
// participle or infinitive that reports nothing.
func (c *clause) isVerb(first, last int, verb string, subject int) bool {
	before := c.fold(first - 1)
	if determiner[before] || before == "to" || before == "of" || before == "for" || strings.HasSuffix(before, "ing") && len(before) > 5 {
		return false
	}
	switch {
	case auxiliary[before] && passiveAux[before]:
		return strings.HasSuffix(verb, "ing")
	case auxiliary[before]:
		return true
	case strings.HasSuffix(verb, "ing"):
		return false
	case strings.HasSuffix(verb, "ed"), verb == "said", verb == "told", verb == "wrote", verb == "thought", verb == "found", verb == "knew":
		return !c.participle(last)
	case strings.HasSuffix(verb, "s"):
		next := c.fold(last)
		return pronoun[before] || next == "that" || determiner[next] || c.capital(last) || pronoun[next] || c.atEnd(last) || c.breaksAt(last)
	}
	return plurals[before] || strings.HasSuffix(before, "s") || verb == "say" || verb == "believe" || verb == "think"
}

// participle tells "the charges reported by X" and "an alleged plot" from verbs.
func (c *clause) participle(last int) bool {
	return c.fold(last) == "by"
}

// inverted is said Smith after a quotation or comma.
func (c *clause) inverted(first, last int) bool {
	if first == 0 || !c.breaksAt(first) || last >= len(c.words) || strings.HasSuffix(c.fold(last-1), "ing") {
		return false
	}
	f := c.fold(first)
	return c.capital(last) || determiner[c.fold(last)] || (f == "say" || f == "says" || f == "said") && len(c.words)-last < 8
}

// atEnd reports whether nothing but time, place and addressee follows word k.
func (c *clause) atEnd(k int) bool {
	if k >= len(c.words) {
		return true
	}
	if strings.ContainsAny(c.gap(k), "“\":") {
		return false
	}
	for i := k; i < len(c.words); i++ {
		if c.quoted[i] {
			return i > k && c.breaksAt(i)
		}
		if !timeWords[c.fold(i)] && !c.capital(i) {
			return i > k && strings.Contains(c.gap(i), ",")
		}
	}
	return true
}

// complement is where the reported words begin after a verb that ends before word
// k: at once if a clause follows ("said the talks had failed", "said that …"), else
// at the "as" or "of" of "denounced the charges as …", "accused them of …". A bare
// object is reported by the outlet: "rejected the union". A verb that judges takes
// no clause but one with "that": "praised Ames for …, who has few friends".
func (c *clause) complement(k int, judges bool) (from int, ok bool) {
	if k >= len(c.words) || c.quoted[k] || c.breaksAt(k) {
		return k, true
	}
	if naming[c.fold(k-1)] { // "called the plan a waste": from the second noun phrase on
		for i := k + 1; i < min(len(c.words), k+8); i++ {
			switch f := c.fold(i); {
			case c.quoted[i]:
				return len(c.words), true // the judgement stands between marks
			case f == "a" || f == "an" || f == "the":
				return i, true
			}
		}
		return k + 1, true
	}
	switch f := c.fold(k); {
	case f == "that", f == "how", f == "whether", f == "why", f == "it", f == "he", f == "she", f == "they", f == "there", f == "we", f == "i":
		return k, true
	case f == "as", f == "of":
		return k + 1, true
	}
	for i := k; i < len(c.words); i++ {
		f := c.fold(i)
		if f == "as" && i > k && i-k < 12 {
			return i + 1, true
		}
		if i > k && !judges && finite(f, c.fold(i-1)) {
			return k, true
		}
	}
	if accusing[c.fold(k-1)] {
		for i := k + 1; i < min(len(c.words), k+8); i++ {
			if c.fold(i) == "of" {
				return i + 1, true
			}
		}
	}
	return 0, false
}

// accusing are verbs whose "of" says what somebody is accused of.
var accusing = set("accuse accuses accused accusing warn warns warned suspect suspects suspected")

// plurals are subjects of a verb in its base form that do not end in s.
var plurals = set("police people they who many some others men women children staff media both all most few we you families prosecutors i")

// finite reports whether a folded word can be the verb of a clause, after the word
// before it: "the protracted war" has none.
func finite(f, before string) bool {
	switch f {
	case "is", "are", "was", "were", "will", "would", "has", "have", "had", "should", "could", "can", "may", "might", "must", "did", "does", "do":
		return true
	}
	return len(f) > 4 && strings.HasSuffix(f, "ed") && !determiner[before] && before != "of" && before != "for" || strings.HasSuffix(f, "n't")
}

// complementEnd is where the words a leading report verb governs end: at a
// contrasting main clause, or the comma that ends a subordinate one, else at the
// end of the sentence.
func (c *clause) complementEnd(from int) int {
	subordinate := subordinators[c.fold(0)]
	for k := from + 2; k < len(c.words); k++ {
		if subordinate && strings.Contains(c.gap(k), ",") && !c.quoted[k] {
			return k
		}
		if f := c.fold(k); (f == "but" || f == "while") && strings.Contains(c.gap(k), ",") && !c.quoted[k] {
			return k
		}
	}
	return len(c.words)
}
