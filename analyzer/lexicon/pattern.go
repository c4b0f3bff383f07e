package lexicon

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// An atomKind says what an atom compares.
type atomKind uint8

const (
	folded   atomKind = iota // the word's Fold
	genitive                 // the Fold with "'s", when the text has it ("that's")
	exact                    // the word as the text has it
	prefix                   // the beginning of the Fold
	class                    // membership in a list: "@opinion/evaluative_adjective"
	anyWord                  // "_": one word, whichever
	gap                      // "..": none to maxGap words
)

// maxGap is the number of words that ".." may skip.
const maxGap = 3

// minPrefix is the least number of letters before "*": shorter ones match words
// nobody thought of.
const minPrefix = 4

// maxExpanded is how many of a term's word sequences are compared with those of
// the other terms of its list, and searched by Explain.
const maxExpanded = 200

// maxWild bounds the "_" and ".." of one term: each multiplies the ways to walk.
const maxWild = 4

// An atom matches one word (a gap: none to maxGap).
type atom struct {
	kind  atomKind
	after joint // what must follow the word: plain, hyphen or comma
	text  string
}

func (a atom) is(text string, w news.Word) bool {
	switch a.kind {
	case folded:
		return w.Fold == a.text
	case genitive:
		return w.Fold == a.text || strings.TrimSuffix(a.text, "'s") == w.Fold && hasGenitive(text, w)
	case exact:
		return w.Of(text) == a.text
	case prefix:
		return strings.HasPrefix(w.Fold, a.text)
	}
	return false
}

// The conditions a pattern may put on its place.
const (
	atStart     = 1 << iota // ^ first word of the sentence
	afterComma              // , a comma, dash or ellipsis stands before
	atEnd                   // $ last word of the sentence
	inQuestion              // ? the sentence ends with a question mark
	beforeComma             // a comma, dash or ellipsis follows; set where a term ends in one
)

// An element is what stands between two spaces of a term, or in brackets: one of
// its alternatives must match. An alternative without atoms makes it optional.
type element [][]atom

func (e element) optional() bool {
	return slices.ContainsFunc(e, func(alt []atom) bool { return len(alt) == 0 })
}

// A pattern is a term's syntax, read.
type pattern struct {
	elements []element
	flags    uint8
}

// expand calls f with the first maxExpanded of the word sequences p stands for.
func (p pattern) expand(f func(atoms []atom)) {
	left := maxExpanded
	var from func(i int, sofar []atom)
	from = func(i int, sofar []atom) {
		if i == len(p.elements) {
			left--
			f(sofar)
			return
		}
		for _, alt := range p.elements[i] {
			if left == 0 {
				return
			}
			from(i+1, append(sofar[:len(sofar):len(sofar)], alt...))
		}
	}
	from(0, nil)
}

// words is a word sequence as a person would write it.
func words(atoms []atom) string {
	texts := make([]string, len(atoms))
	for i, a := range atoms {
		texts[i] = a.text
	}
	return strings.Join(texts, " ")
}

// each calls f with every atom of p.
func (p pattern) each(f func(a atom)) {
	for _, e := range p.elements {
		for _, alt := range e {
			for _, a := range alt {
				f(a)
			}
		}
	}
}

func (p pattern) has(kind atomKind) bool {
	found := false
	p.each(func(a atom) { found = found || a.kind == kind })
	return found
}

// check refuses what would match anywhere, or never, or take long.
func (p pattern) check() error {
	wild := 0
	p.each(func(a atom) {
		if a.kind >= anyWord {
			wild++
		}
	})
	if wild > maxWild {
		return fmt.Errorf("more than %d gaps", maxWild)
	}
	for _, e := range p.elements {
		for _, alt := range e {
			if len(alt) > 0 && alt[0].kind >= anyWord {
				return errors.New("begins with a gap")
			}
		}
		if !e.optional() {
			break
		}
	}
	for i := len(p.elements) - 1; i >= 0; i-- {
		for _, alt := range p.elements[i] {
			if len(alt) > 0 && alt[len(alt)-1].kind == gap {
				return errors.New("ends with a gap")
			}
		}
		if !p.elements[i].optional() {
			return nil
		}
	}
	return errors.New("stands for no word")
}
