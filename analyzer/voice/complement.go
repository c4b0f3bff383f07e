package voice

import (
	"strings"
)

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
	if before := c.fold(k - 1); i == k && k > 2 && (before == "and" || before == "but") && !c.quotedAt(0) {
		return 0 // "The minister thanked her and said …"
	}
	if i == k && k > 1 && strings.Contains(c.gap(k), ",") {
		j := k - 1
		for j > 0 && !strings.Contains(c.gap(j), ",") && k-j < longestAside {
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
	if i+1 == k && c.fold(i) == "which" && strings.Contains(c.gap(i), ",") {
		return i // "the alliance, which says …"
	}
	if i == k || notSubjects[c.fold(i)] && i+1 == k {
		return -1
	}
	return i
}

// longestAside is how many words may stand between a name and its verb.
const longestAside = 28

// isVerb tells a report verb from a noun of the same spelling and from a
// participle or infinitive that reports nothing.
func (c *clause) isVerb(first, last int, verb string, subject int) bool {
	before := c.fold(first - 1)
	if determiner[before] || before == "to" || before == "of" || before == "for" || strings.HasSuffix(before, "ing") && len(before) > 5 && !c.capital(first-1) {
		return false
	}
	if supposed[before] || c.generic(first) {
		return false
	}
	switch {
	case passiveAux[before]:
		return strings.HasSuffix(verb, "ing")
	case auxiliary[before]:
		return true
	case strings.HasSuffix(verb, "ing"):
		return false
	case strings.HasSuffix(verb, "ed"), verb == "said", verb == "told", verb == "wrote", verb == "thought", verb == "found", verb == "knew", verb == "held", verb == "forecast":
		return !c.participle(last)
	case verb == "says":
		return !noSpeech[c.fold(last)]
	case strings.HasSuffix(verb, "s"):
		next := c.fold(last)
		return pronoun[before] || next == "to" && claiming[verb] || next == "that" || determiner[next] || c.capital(last) || pronoun[next] || c.atEnd(last) || c.breaksAt(last)
	}
	return plurals[before] || strings.HasSuffix(before, "s") || verb == "say" || verb == "believe" || verb == "think"
}

// noSpeech are words that cannot begin what is said: "every word he says and …".
var noSpeech = set("and or but is are was were be in on at to about with of for from by as will would has have can could should")

// supposed are words before a verb by which nobody has said anything yet: "the
// minister will say", "don't think".
var supposed = set("must may might should will can do don't let us them")

// generic reports whether the verb at word k is that of "the man who says", who is
// anybody.
func (c *clause) generic(k int) bool {
	if k > 1 && passiveAux[c.fold(k-1)] {
		k-- // "those who were sneering"
	}
	return c.fold(k-1) == "who" && k > 1 && !c.capital(k-2) && !c.breaksAt(k-1)
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
	for k := last + 1; k < len(c.words) && !c.breaksAt(k); k++ {
		if finite(c.fold(k), c.fold(k-1)) {
			return false // what was said follows, and not who said it
		}
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
	if speaking[c.fold(k-1)] && len(c.words)-k > 2 {
		return k, true
	}
	switch f := c.fold(k); {
	case f == "to" && claiming[c.fold(k-1)]:
		return k, true
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

// speaking are verbs that what is said follows at once: few say a prayer.
var speaking = set("say says said argue argues argued insist insists insisted")

// claiming are verbs that an infinitive reports: "claims to have lent it".
var claiming = set("claim claims claimed profess professes professed")

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
