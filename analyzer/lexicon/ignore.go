package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// An Ignored is a term that a reader does not want to be told of, in term syntax,
// and why. It may hit what lists have, and what they have not.
type Ignored struct {
	Term   string
	Reason string
}

// An Ignorer knows ignored terms. The zero Ignorer, and nil, know none.
type Ignorer struct{ set *Set }

// Without returns a Set whose lists of the given categories do not report the
// ignored terms: each becomes an exception in every one of them, so that longer
// terms in which it stands still are reported. Its Fingerprint depends on what is
// ignored. The Ignorer tells the terms themselves. The error joins what is wrong
// with any of the terms.
func (s *Set) Without(ignored []Ignored, categories ...string) (*Set, *Ignorer, error) {
	if len(ignored) == 0 {
		return s, nil, nil
	}
	own := &List{Category: "ignored.term", Matched: true}
	sum := sha256.New()
	fmt.Fprint(sum, s.fingerprint)
	var errs []error
	for _, g := range sorted(ignored) {
		p, err := parseTerm(g.Term, false, s.tokenize)
		if err != nil {
			errs = append(errs, fmt.Errorf("ignored term %q: %w", g.Term, err))
			continue
		}
		own.Terms = append(own.Terms, &Term{Text: g.Term, Category: own.Category, List: "term", Weight: 1, Note: g.Reason, pattern: p, gappy: p.has(gap)})
		fmt.Fprintf(sum, "\x00%s", g.Term)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, nil, err
	}
	out := &Set{sources: s.sources, tokenize: s.tokenize, classes: s.classes, fingerprint: hex.EncodeToString(sum.Sum(nil)[:8])}
	for i, l := range s.lists {
		if l.Matched && slices.ContainsFunc(categories, func(c string) bool { return within(l.Category, c) }) {
			l = l.excepting(own.Terms, i)
		}
		out.lists = append(out.lists, l)
	}
	out.trie = lazily(out.lists, out.classes)
	alone := []*List{own}
	return out, &Ignorer{&Set{lists: alone, tokenize: s.tokenize, classes: s.classes, trie: lazily(alone, s.classes)}}, nil
}

// sorted are the ignored terms, each once.
func sorted(ignored []Ignored) []Ignored {
	out := slices.Clone(ignored)
	slices.SortFunc(out, func(a, b Ignored) int { return strings.Compare(a.Term, b.Term) })
	return slices.CompactFunc(out, func(a, b Ignored) bool { return a.Term == b.Term })
}

// excepting is l with terms as exceptions; i is its place in the Set.
func (l *List) excepting(terms []*Term, i int) *List {
	with := *l
	with.Terms = slices.Clone(l.Terms)
	for _, t := range terms {
		except := *t
		except.Category, except.List, except.Except, except.list = l.Category, l.Category, true, i
		with.Terms = append(with.Terms, &except)
	}
	return &with
}

// Whole reports whether words, which stand in text, are an ignored term from the
// first to the last.
func (g *Ignorer) Whole(text string, words []news.Word) bool {
	if g == nil || g.set == nil || len(words) == 0 {
		return false
	}
	at := news.Span{Start: words[0].Start, End: words[len(words)-1].End}
	for _, h := range g.set.Find(nil, text, words, at) {
		if h.First == 0 && h.Last == len(words) {
			return true
		}
	}
	return false
}
