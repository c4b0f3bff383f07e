package planted

import (
	"regexp"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// A rate is how often a clause of one label is inserted.
type rate struct {
	label string
	p     float64
}

// insert puts at most one clause into each sentence, by rates in their order.
func (d *draft) insert(r *draw, rates []rate) {
	used := make(map[string]bool)
	for i := range d.paragraphs {
		for k := range d.paragraphs[i] {
			u := &d.paragraphs[i][k]
			for _, rate := range rates {
				hit, slot, pick := r.chance(rate.p), r.below(len(slots)), r.next()
				if hit && u.planted == nil && !u.fixed && !u.has(Insert) {
					d.insertOne(u, rate.label, slot, pick, used)
				}
			}
		}
	}
}

// has reports whether o was done to u.
func (u *unit) has(o Operation) bool {
	return slices.Contains(u.done, o)
}

// slots are the kinds of place where a clause can stand.
var slots = [...]string{"auxiliary", "end", "figure", "speaker", "opening"}

// insertOne tries the slots from number first on. A clause that the copy has
// already is passed over as long as there are others.
func (d *draft) insertOne(u *unit, label string, first int, pick uint64, used map[string]bool) {
	for n := range slots {
		slot := slots[(first+n)%len(slots)]
		var list []clause
		for _, c := range theBank().clauses[slot] {
			if c.label == label && !used[c.text] {
				list = append(list, c)
			}
		}
		if len(list) == 0 {
			continue
		}
		c := list[pick%uint64(len(list))]
		if e, ok := d.place(u, slot, c); ok {
			used[c.text] = true
			u.edits = append(u.edits, e...)
			u.note(Insert)
			return
		}
	}
}

// place returns the edits that put c into its slot.
func (d *draft) place(u *unit, slot string, c clause) ([]edit, bool) {
	if strings.HasSuffix(u.text, "?") || c.label == "attribution" && (u.has(Attribute) || otherCredit().MatchString(u.text) || strings.ContainsAny(u.text, "\"“")) {
		return nil, false
	}
	at, text := -1, c.text
	switch slot {
	case "auxiliary":
		at = u.afterAuxiliary(c.label)
		text = " " + text
	case "end":
		if stops.MatchString(u.text) && !strings.ContainsAny(u.text, "\"“”") && !strings.Contains(u.text, "; ") {
			at = len(u.text) - 1
		}
	case "figure":
		at = u.beforeFigure()
		text = " " + text
	case "speaker":
		at = d.afterSpeaker(u)
	case "opening":
		return d.opening(u, c)
	}
	if at < 0 || !u.free(span(at, at)) {
		return nil, false
	}
	lead := len(text) - len(strings.TrimLeft(text, " "))
	return []edit{{at: span(at, at), text: text, mark: span(lead, len(text)), label: c.label}}, true
}

// opening puts c before the first word, which loses its capital.
func (d *draft) opening(u *unit, c clause) ([]edit, bool) {
	words := u.words()
	if len(words) < leastHalf || !openers[strings.ToLower(words[0].Of(u.text))] || words[0].Start != 0 || !u.free(words[0].Span) || u.glued {
		return nil, false
	}
	low, ok := d.known.inside(words[0].Of(u.text))
	if !ok {
		return nil, false
	}
	return []edit{{at: words[0].Span, text: c.text + " " + low, mark: span(0, len(c.text)), label: c.label}}, true
}

var (
	auxiliaries = set("was were has have had")
	participles = set("been made taken given found held paid sent sold built shut fallen risen written broken chosen won lost left begun")
	unmodified  = set("expected scheduled located based supposed used interested married needed called aged limited related")
	prepositive = set("by with for of among after")
	negations   = set("no nobody none never not nor neither nothing only")
	notPlural   = set("is was has this its his as")
	yearOrPart  = regexp.MustCompile(`^(1[89]|20)\d\d$`)
	figure      = regexp.MustCompile(`^[1-9][0-9,]+$`)
)

// afterAuxiliary is where an adverb stands: "was | dismissed"; -1 if nowhere.
func (u *unit) afterAuxiliary(label string) int {
	words := u.words()
	if label != "hedge" && slices.ContainsFunc(words, func(w news.Word) bool { return negations[strings.ToLower(w.Of(u.text))] }) {
		return -1
	}
	for i := 1; i+1 < len(words); i++ {
		next := words[i+1].Of(u.text)
		verbal := participles[next] || strings.HasSuffix(next, "ed") && len(next) > 4
		if !auxiliaries[words[i].Of(u.text)] || !verbal || unmodified[next] || next == "been" && label != "hedge" {
			continue
		}
		if at := words[i].End; u.text[at:words[i+1].Start] == " " && u.free(span(at, at)) {
			return at
		}
	}
	return -1
}

// beforeFigure is where "no fewer than" stands: "by | 397 votes"; -1 if nowhere.
func (u *unit) beforeFigure() int {
	words := u.words()
	for i := 1; i+1 < len(words); i++ {
		n, next := words[i].Of(u.text), words[i+1].Of(u.text)
		if !figure.MatchString(n) || yearOrPart.MatchString(n) || !prepositive[words[i-1].Of(u.text)] || !strings.HasSuffix(next, "s") || notPlural[next] {
			continue
		}
		at := words[i-1].End
		if u.text[at:words[i].Start] == " " && u.text[words[i].End:words[i+1].Start] == " " && u.free(span(at, at)) {
			return at
		}
	}
	return -1
}

// afterSpeaker is where a label stands: "Hutchins | said"; -1 if nowhere.
func (d *draft) afterSpeaker(u *unit) int {
	words := u.words()
	for i := 0; i+1 < len(words); i++ {
		next := words[i+1].Of(u.text)
		if (next != "said" && next != "says") || !d.named(u, words, i) || u.text[words[i].End:words[i+1].Start] != " " {
			continue
		}
		if at := words[i].End; u.free(span(at, at)) {
			return at
		}
	}
	return -1
}
