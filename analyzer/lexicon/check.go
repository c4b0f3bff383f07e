package lexicon

import (
	"errors"
	"fmt"
	"strings"

	"gloss/analyzer/news"
)

// Check tries every list on its own example sentences, and returns one joined
// *SyntaxError for each sentence that a list should have hit and did not, or
// should have missed and did not.
func (s *Set) Check() error {
	var errs []error
	for _, l := range s.lists {
		if !l.Matched {
			continue
		}
		only := s.Only(l.Category)
		try := func(sentence string) []Hit {
			at := news.Span{End: len(sentence)}
			return only.Find(nil, sentence, s.tokenize(nil, sentence, at), at)
		}
		for _, sentence := range l.Hits {
			if len(try(sentence)) == 0 {
				errs = append(errs, &SyntaxError{l.File, 0, fmt.Sprintf("no term in %q", sentence)})
			}
		}
		for _, sentence := range l.Misses {
			if hits := try(sentence); len(hits) > 0 {
				errs = append(errs, &SyntaxError{l.File, hits[0].Term.Line, fmt.Sprintf("term %q in %q", hits[0].Term.Text, sentence)})
			}
		}
	}
	return errors.Join(errs...)
}

// resolveClasses collects, for every "@folder/file" in a pattern, the one-word
// terms of that list.
func (l *loader) resolveClasses() map[string][]atom {
	known, names := map[string]*List{}, []string{}
	for _, list := range l.lists {
		if list.Matched {
			name := strings.Replace(list.Category, ".", "/", 1)
			known[name], names = list, append(names, name)
		}
	}
	classes := map[string][]atom{}
	for _, list := range l.lists {
		for _, t := range list.Terms {
			for _, name := range t.classNames() {
				from := known[name]
				if from == nil {
					l.errs = append(l.errs, &SyntaxError{t.File, t.Line, fmt.Sprintf("unknown list @%s (nearest: %s)", name, nearest(name, names))})
					continue
				}
				if classes[name] == nil {
					classes[name] = oneWordAtoms(from)
				}
			}
		}
	}
	return classes
}

func oneWordAtoms(list *List) []atom {
	atoms := []atom{}
	for _, t := range list.Terms {
		if t.Except || t.pattern.flags != 0 || len(t.pattern.elements) != 1 {
			continue
		}
		for _, alt := range t.pattern.elements[0] {
			if len(alt) == 1 && alt[0].kind < class && alt[0].after == plain {
				atoms = append(atoms, alt[0])
			}
		}
	}
	return atoms
}

func (t *Term) classNames() []string {
	var names []string
	t.pattern.each(func(a atom) {
		if a.kind == class {
			names = append(names, a.text)
		}
	})
	return names
}
