package planted

import (
	"regexp"
	"strings"
	"sync"
)

// form compiles an expression when it is first needed: those with counts take
// milliseconds, and every command would wait for them.
func form(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// The forms of a sentence with one credit. A speaker is up to 60 bytes without
// marks.
var (
	quoteFirst   = form(`^(["“])([^"“”]+)(["”]) (?:([^"“”,;:]{2,60}) (said|says|added)|(said|says|added) ([^"“”,;:]{2,60}))\.$`)
	quoteLast    = form(`^([^"“”,;:]{2,60}) (said|says|added)[,:] (["“])([^"“”]+)(["”])$`)
	speakerFirst = form(`^([^"“”,;:.]{2,60}?) (said|says|added) (that )?([^"“”;:?!]{15,})\.$`)
	speakerLast  = form(`^([^"“”;:?!]{15,}), ([^"“”,;:.]{2,60}) (said|says)\.$`)
	otherCredit  = form(`\b(said|says|added|told|according|called|asked)\b`)
	whenOrWhere  = form(`^(on|in|at|of|to|no|yes|so|nothing|he|she|it|they|his|her|its|their|there|last|this|during|after|before|when|but|and|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b`)
	nobody       = form(`^(?i:he|she|it|they|but|and|i|we|you|who|what|that|this|if|as|when|while|although|after|before|on|in|at)\b`)
)

// moveCredits puts attributions before what was said that stood after it, and the
// other way about.
func (d *draft) moveCredits(r *draw, p float64) {
	for i := range d.paragraphs {
		for k := range d.paragraphs[i] {
			u := &d.paragraphs[i][k]
			if !r.chance(p) || u.glued || u.fixed || d.nextGlued(i, k) {
				continue
			}
			if text, ok := d.moveCredit(u.text); ok {
				u.text = text
				u.note(Credit)
			}
		}
	}
}

// moveCredit returns text with its credit at the other end.
func (d *draft) moveCredit(text string) (string, bool) {
	if m := quoteFirst().FindStringSubmatch(text); m != nil {
		said, who, verb := m[2], m[4]+m[7], m[5]+m[6]
		if s, ok := strings.CutSuffix(said, ","); ok {
			said = s + "."
		}
		if !strings.ContainsAny(said[len(said)-1:], ".?!") || nobody().MatchString(who) && !pronouns[strings.ToLower(who)] {
			return "", false
		}
		return capital(who) + " " + verb + ", " + m[1] + said + m[3], true
	}
	if m := quoteLast().FindStringSubmatch(text); m != nil && !otherCredit().MatchString(m[1]) && !nobody().MatchString(m[1]) {
		who, ok := d.known.inside(m[1])
		said := m[4]
		if s, cut := strings.CutSuffix(said, "."); cut {
			said = s + ","
		}
		if !ok || !strings.ContainsAny(said[len(said)-1:], ",?!") {
			return "", false
		}
		return m[3] + capital(said) + m[5] + " " + who + " " + m[2] + ".", true
	}
	if m := speakerFirst().FindStringSubmatch(text); m != nil && d.reports(m[1], m[4]) {
		if who, ok := d.known.inside(m[1]); ok {
			return capital(m[4]) + ", " + who + " " + m[2] + ".", true
		}
	}
	if m := speakerLast().FindStringSubmatch(text); m != nil && !otherCredit().MatchString(m[1]) && !nobody().MatchString(m[2]) && wordCount(m[2]) <= 6 {
		if said, ok := d.known.inside(m[1]); ok && !strings.Contains(m[2], " and ") {
			return capital(m[2]) + " " + m[3] + " " + said + ".", true
		}
	}
	return "", false
}

// reports reports whether who is a speaker and said is what he said, and not when
// he said it.
func (d *draft) reports(who, said string) bool {
	return !nobody().MatchString(who) && wordCount(who) <= 8 && !otherCredit().MatchString(who) && !otherCredit().MatchString(said) && !whenOrWhere().MatchString(said)
}

// attribute credits a statement with "according to", or by another report verb.
func (d *draft) attribute(r *draw, p float64) {
	for i := range d.paragraphs {
		for k := range d.paragraphs[i] {
			u := &d.paragraphs[i][k]
			hit, form, pick := r.chance(p), r.chance(0.25), r.next()
			if !hit || u.planted != nil || u.fixed {
				continue
			}
			if form && !u.glued && d.accordingTo(u) {
				u.note(Attribute)
			} else if u.changeVerb(pick) {
				u.note(Attribute)
			}
		}
	}
}

// accordingTo makes "According to X, …" of "X said …". The new credit is a swap.
func (d *draft) accordingTo(u *unit) bool {
	m := speakerFirst().FindStringSubmatchIndex(u.text)
	if m == nil || !d.reports(u.text[m[2]:m[3]], u.text[m[8]:m[9]]) {
		return false
	}
	who, ok := d.known.inside(u.text[m[2]:m[3]])
	if !ok {
		return false
	}
	text := "According to " + who + ","
	u.edits = append(u.edits, edit{at: span(0, m[8]-1), text: text, mark: span(0, len(text)), label: "neutral", swap: true})
	return true
}
