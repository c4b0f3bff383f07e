package planted

import (
	"regexp"
	"slices"
	"strings"

	"gloss/analyzer/news"
	"gloss/analyzer/segment"
)

// How much the operations on whole sentences may do.
const (
	leastToCut  = 8  // sentences; a shorter copy is not cut
	longestJoin = 45 // words of a merged sentence
	leastHalf   = 5  // words of either half of a split one
	longestMove = 3  // paragraphs
)

func wordCount(text string) int {
	return len(segment.AppendWords(nil, text, news.Span{End: len(text)}))
}

// cutTail leaves out the last tenth to third of the copy.
func (d *draft) cutTail(r *draw, p float64) {
	total := 0
	for _, units := range d.paragraphs {
		total += len(units)
	}
	if total < leastToCut || !r.chance(p) {
		return
	}
	keep := total - total/10 - r.below(total/4+1) - 1
	n := 0
	for i, units := range d.paragraphs {
		for k := range units {
			if n >= keep && !units[k].glued {
				d.cut = units[k].from[0].Sentence
				d.paragraphs = d.paragraphs[:i+1]
				if d.paragraphs[i] = units[:k]; k == 0 {
					d.paragraphs = d.paragraphs[:i]
				}
				return
			}
			n++
		}
	}
}

// drop leaves out single sentences: never the first, never part of a longer
// quotation, never one that the next leans on.
func (d *draft) drop(r *draw, p float64) {
	for i := range d.paragraphs {
		var kept []unit
		units := d.paragraphs[i]
		for k, u := range units {
			alone := !u.glued && !u.fixed && !d.nextGlued(i, k)
			if k+1 < len(units) {
				alone = alone && !leans(units[k+1].text)
			}
			if hit := r.chance(p); hit && alone && i+k > 0 {
				d.dropped = append(d.dropped, u.from[0].Sentence)
				continue
			}
			kept = append(kept, u)
		}
		d.paragraphs[i] = kept
	}
	d.paragraphs = slices.DeleteFunc(d.paragraphs, func(units []unit) bool { return len(units) == 0 })
}

// nextGlued reports whether the unit after unit k of paragraph i is glued to it.
func (d *draft) nextGlued(i, k int) bool {
	if k+1 < len(d.paragraphs[i]) {
		return d.paragraphs[i][k+1].glued
	}
	return i+1 < len(d.paragraphs) && len(d.paragraphs[i+1]) > 0 && d.paragraphs[i+1][0].glued
}

// leans reports whether a sentence begins with a word that needs the one before.
func leans(text string) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\"“"), " ")
	return pronouns[strings.ToLower(strings.TrimRight(first, ",'’s"))]
}

// reorder takes paragraphs from their places and puts them up to longestMove
// further up or down; the first stays.
func (d *draft) reorder(r *draw, p float64) {
	for i := 1; i < len(d.paragraphs); i++ {
		hit, far, up := r.chance(p), 1+r.below(longestMove), r.below(2) == 0
		if !hit || d.paragraphs[i][0].moved || !d.loose(i) || i+1 < len(d.paragraphs) && leans(d.paragraphs[i+1][0].text) {
			continue
		}
		to := min(len(d.paragraphs)-1, i+far)
		if up {
			to = max(1, i-far)
		}
		if to == i || !d.gap(i, to) {
			continue
		}
		moved := d.paragraphs[i]
		for k := range moved {
			moved[k].moved = true
			moved[k].note(Reorder)
		}
		d.paragraphs = slices.Insert(slices.Delete(d.paragraphs, i, i+1), to, moved)
	}
}

// loose reports whether paragraph i can stand elsewhere.
func (d *draft) loose(i int) bool {
	return !d.paragraphs[i][0].glued && !leans(d.paragraphs[i][0].text) && !d.nextGlued(i, len(d.paragraphs[i])-1)
}

// gap reports whether a paragraph from place i may stand at place to: it would
// part no two that belong together.
func (d *draft) gap(i, to int) bool {
	after := to
	if to > i {
		after = to + 1
	}
	return after >= len(d.paragraphs) || !d.paragraphs[after][0].glued && !leans(d.paragraphs[after][0].text)
}

// merge makes one sentence of two neighbours of a paragraph.
func (d *draft) merge(r *draw, p float64) {
	joins := [...]string{", and ", "; ", ", while "}
	for i := range d.paragraphs {
		units := d.paragraphs[i]
		for k := 0; k+1 < len(units); k++ {
			a, b := &units[k], units[k+1]
			hit, join := r.chance(p), joins[r.below(len(joins))]
			if !hit || !plain(a) || !plain(&b) || d.nextGlued(i, k+1) || wordCount(a.text)+wordCount(b.text) > longestJoin {
				continue
			}
			rest, ok := d.known.inside(b.text)
			if !ok || leans(b.text) && join == ", while " || strings.Contains(a.text, "; ") {
				continue
			}
			if strings.Contains(a.text, ", and ") || strings.Contains(a.text, "while ") {
				join = "; "
			}
			a.text = strings.TrimSuffix(a.text, ".") + join + rest
			a.from = append(slices.Clone(a.from), b.from...)
			slices.SortFunc(a.from, compareOrigins)
			a.from = slices.Compact(a.from)
			a.note(Merge)
			units = slices.Delete(units, k+1, k+2)
		}
		d.paragraphs[i] = units
	}
}

// plain reports whether u is a statement without quotations that ends in a full
// stop after a word that is no abbreviation.
func plain(u *unit) bool {
	return !u.glued && !u.fixed && !strings.ContainsAny(u.text, "\"“”?!:") && stops.MatchString(u.text)
}

var stops = regexp.MustCompile(`(\p{Ll}{3}|[0-9])\.$`)

// Where a sentence may be divided: the text between the halves, and what begins
// the second.
var (
	semicolon = regexp.MustCompile(`; (?:but |and |however, )?`)
	conjoined = regexp.MustCompile(`, (?:and|but) (he|she|it|they|we) `)
	contrast  = regexp.MustCompile(`, but (the|a|an|his|her|its|their|no|some|most) `)
	relative  = regexp.MustCompile(`, which (was|is|has|had|will|were|are|have) [^,;]*\.$`)
)

// divide returns the halves of text; ok is false if it has none. It depends on the
// text alone.
func divide(text string) (a, b string, ok bool) {
	if m := semicolon.FindStringIndex(text); m != nil {
		a, b = text[:m[0]], text[m[1]:]
	} else if m := conjoined.FindStringSubmatchIndex(text); m != nil {
		a, b = text[:m[0]], text[m[2]:]
	} else if m := contrast.FindStringSubmatchIndex(text); m != nil {
		a, b = text[:m[0]], "but "+text[m[2]:]
	} else if m := relative.FindStringSubmatchIndex(text); m != nil {
		a, b = text[:m[0]], "it "+text[m[2]:]
		switch text[m[2]:m[3]] {
		case "were", "are", "have":
			b = "they " + text[m[2]:]
		}
	}
	if wordCount(a) < leastHalf || wordCount(b) < leastHalf {
		return "", "", false
	}
	return a + ".", capital(b), true
}

// split makes two sentences of one that came whole from the source.
func (d *draft) split(r *draw, p float64) {
	for i := range d.paragraphs {
		var out []unit
		for k, u := range d.paragraphs[i] {
			hit := r.chance(p)
			if hit && len(u.from) == 1 && !slices.Contains(u.done, Merge) && plain(&u) && !d.nextGlued(i, k) {
				if a, b, ok := divide(u.text); ok {
					u.note(Split)
					second := u
					second.done = slices.Clone(u.done)
					second.text, second.from = b, []Origin{{u.from[0].Sentence, Second}}
					u.text, u.from = a, []Origin{{u.from[0].Sentence, First}}
					out = append(out, u, second)
					continue
				}
			}
			out = append(out, u)
		}
		d.paragraphs[i] = out
	}
}
