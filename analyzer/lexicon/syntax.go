package lexicon

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"gloss/analyzer/news"
)

type parser struct {
	exact    bool
	tokenize Tokenize
}

// parseTerm reads a term. lexicons/README.md has the syntax.
func parseTerm(text string, exactCase bool, tokenize Tokenize) (pattern, error) {
	body, flags := strings.TrimSpace(strings.TrimPrefix(text, "!")), uint8(0)
	if rest, ok := strings.CutPrefix(body, "^"); ok {
		body, flags = rest, flags|atStart
	}
	if rest, ok := strings.CutPrefix(body, ","); ok {
		body, flags = rest, flags|afterComma
	}
	if rest, ok := strings.CutSuffix(body, "?"); ok {
		body, flags = strings.TrimSpace(rest), flags|inQuestion
	}
	if rest, ok := strings.CutSuffix(body, "$"); ok {
		body, flags = rest, flags|atEnd
	}
	p := parser{exactCase, tokenize}
	parts, err := split(body)
	if err != nil {
		return pattern{}, err
	}
	read := pattern{flags: flags}
	for _, part := range parts {
		e, err := p.element(part)
		if err != nil {
			return pattern{}, err
		}
		read.elements = append(read.elements, e)
	}
	return read, read.check()
}

func cross(sequences, alternatives [][]atom) [][]atom {
	out := make([][]atom, 0, len(sequences)*len(alternatives))
	for _, s := range sequences {
		for _, a := range alternatives {
			joined := make([]atom, 0, len(s)+len(a))
			out = append(out, append(append(joined, s...), a...))
		}
	}
	return out
}

// split parts a term at spaces outside brackets.
func split(s string) ([]string, error) {
	var elements []string
	depth, from := 0, 0
	for i, r := range s + " " {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ' ' && depth == 0:
			if from < i {
				elements = append(elements, s[from:i])
			}
			from = i + 1
		}
		if depth < 0 || depth > 1 {
			return nil, errors.New("brackets do not match, or stand inside each other")
		}
	}
	if depth != 0 {
		return nil, errors.New("a bracket is not closed")
	}
	if len(elements) == 0 {
		return nil, errors.New("stands for no word")
	}
	return elements, nil
}

// element reads what stands between two spaces, or in brackets.
func (p parser) element(e string) (element, error) {
	e, withComma := strings.CutSuffix(e, ",")
	var alternatives element
	if inner, ok := strings.CutPrefix(e, "("); ok {
		inner, ok = strings.CutSuffix(inner, ")")
		if !ok {
			return nil, fmt.Errorf("%q: a space must follow the bracket", e)
		}
		for _, alt := range strings.Split(inner, "|") {
			sequences := [][]atom{nil}
			for _, w := range strings.Fields(alt) {
				forms, err := p.simple(w)
				if err != nil {
					return nil, err
				}
				sequences = cross(sequences, forms)
			}
			alternatives = append(alternatives, sequences...)
		}
	} else {
		if strings.ContainsAny(e, "()") {
			return nil, fmt.Errorf("%q: a space must stand before the bracket", e)
		}
		for _, alt := range strings.Split(e, "|") {
			forms, err := p.simple(alt)
			if err != nil {
				return nil, err
			}
			alternatives = append(alternatives, forms...)
		}
	}
	if withComma {
		for _, alt := range alternatives {
			if len(alt) == 0 || alt[len(alt)-1].kind == gap {
				return nil, errors.New("a comma must follow a word")
			}
			alt[len(alt)-1].after = comma
		}
	}
	return alternatives, nil
}

// simple reads one word with its marks.
func (p parser) simple(w string) ([][]atom, error) {
	w, withComma := strings.CutSuffix(w, ",")
	var forms [][]atom
	switch {
	case w == "_":
		forms = [][]atom{{{kind: anyWord, text: "_"}}}
	case w == "..":
		return [][]atom{{{kind: gap, text: ".."}}}, nil
	case strings.HasPrefix(w, "@"):
		forms = [][]atom{{{kind: class, text: w[1:]}}}
	default:
		var err error
		if forms, err = p.word(w); err != nil {
			return nil, err
		}
	}
	if withComma {
		for _, f := range forms {
			f[len(f)-1].after = comma
		}
	}
	return forms, nil
}

func (p parser) word(w string) ([][]atom, error) {
	bare := strings.Trim(w, "~*")
	if strings.ContainsAny(bare, "~*_@^$?!\",;:") || strings.Trim(bare, "=") != bare || bare == "" {
		return nil, fmt.Errorf("%q is not a word", w)
	}
	marked := len(bare) != len(w)
	var inflected []string
	switch {
	case !marked:
		inflected = []string{bare}
	case p.exact:
		return nil, fmt.Errorf("%q: no ~ or * in a list of exact case", w)
	case w == bare+"~":
		inflected = verbForms(strings.ToLower(bare))
	case w == "~"+bare:
		inflected = nounForms(strings.ToLower(bare))
	case w == bare+"*":
		inflected = []string{bare}
	default:
		return nil, fmt.Errorf("%q: want word~, ~word or word*", w)
	}
	var forms [][]atom
	for _, form := range inflected {
		atoms := p.atoms(form)
		if len(atoms) == 0 || strings.IndexFunc(form, unicode.IsSpace) >= 0 {
			return nil, fmt.Errorf("%q is not a word", w)
		}
		forms = append(forms, atoms)
	}
	if strings.HasSuffix(w, "*") {
		last := &forms[0][len(forms[0])-1]
		if last.kind != folded || len([]rune(last.text)) < minPrefix {
			return nil, fmt.Errorf("%q: at least %d letters before *", w, minPrefix)
		}
		last.kind = prefix
	}
	return forms, nil
}

// atoms tokenises one word of a term. A hyphen makes two, which a text may join
// or not; "=" makes two that a hyphen must join.
func (p parser) atoms(form string) []atom {
	var atoms []atom
	for i, part := range strings.Split(form, "=") {
		if i > 0 && len(atoms) > 0 {
			atoms[len(atoms)-1].after = hyphen
		}
		for _, w := range p.tokenize(nil, part, news.Span{End: len(part)}) {
			switch {
			case p.exact:
				atoms = append(atoms, atom{kind: exact, text: w.Of(part)})
			case hasGenitive(part, w):
				atoms = append(atoms, atom{kind: genitive, text: w.Fold + "'s"})
			default:
				atoms = append(atoms, atom{kind: folded, text: w.Fold})
			}
		}
	}
	return atoms
}

// hasGenitive reports whether w ends in "'s" in the text and its Fold does not.
func hasGenitive(text string, w news.Word) bool {
	of := w.Of(text)
	if n := len(of); n < 3 || of[n-1]|0x20 != 's' || !(of[n-2] == '\'' || strings.HasSuffix(of[:n-1], "’")) {
		return false
	}
	return !strings.HasSuffix(w.Fold, "'s")
}
