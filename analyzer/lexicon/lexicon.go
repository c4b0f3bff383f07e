// Package lexicon loads gloss's cited word lists and finds their terms in a
// sentence.
//
// Method: at load time every term becomes paths of folded words (inflections,
// alternatives, optional words), the paths of all lists go into one trie whose
// edges are words, and at each word of a sentence the trie is walked once. Matching words and not bytes is the point: a byte automaton
// (Aho-Corasick) is faster still, but finds "ally" in "rally" and "us" in "bus",
// does not know that "dictator’s" and "Dictator" are one word, and cannot say
// "any word" or "sentence end". A list of regular expressions knows all that and
// costs a hundred passes over the text instead of one.
//
// What it gets wrong: it sees words, not senses, and never whose words they are.
// "The regime of daily exercise helped" hits the label "regime"; an entry should
// therefore be a phrase wherever the word alone is innocent, and a hit is
// evidence, not a verdict. A term never matches across a comma, dash, bracket or
// full stop that it does not itself have:
//
//	fat cat     "the fat cat bonus"   hit
//	            "fat, cat-like"       no hit
package lexicon

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"gloss/analyzer/news"
)

// Tokenize appends the words of text[at.Start:at.End] to dst, with spans that
// point into text. It must be the tokenizer that makes the words Find is given.
type Tokenize func(dst []news.Word, text string, at news.Span) []news.Word

// A Source is what an entry rests on, a line of sources.tsv. The zero Source is
// that of an unknown key.
type Source struct {
	Key      string // as the lists' third column names it
	Citation string // in full, for a person to read
	Link     string // may be empty
	Licence  string // of the cited work; may be empty
}

// A Term is one entry of a list.
type Term struct {
	Text     string  // as the list has it, in term syntax
	Category string  // "loaded.epithet": the list's folder and name
	List     string  // "epithet": the list's name alone
	Weight   float64 // strength, in (0, 3]: 1 mild, 2 strong, 3 extreme
	Source   string  // key of a Source
	Note     string  // why it is listed; may be empty
	File     string  // "lexicons/loaded/epithet.tsv"
	Line     int     // counts from 1
	Except   bool    // "!term": where it stands, no shorter term of its list is reported

	list    int     // index in Set.lists
	pattern pattern // no elements in a list that is not matched
	gappy   bool    // has a ".."
}

// In reports whether t is of category, or of a list of category: a term of
// "loaded.epithet" is in "loaded.epithet", in "loaded" and in "".
func (t *Term) In(category string) bool { return within(t.Category, category) }

func within(category, of string) bool {
	return of == "" || category == of || strings.HasPrefix(category, of) && category[len(of)] == '.'
}

// A Hit is one place where a term stands.
type Hit struct {
	Term      *Term
	news.Span     // from its first word to its last, without the marks around them
	First     int // index of its first word in the words given to Find
	Last      int // index after its last word, as in news.Sentence
}

// Category is the category of h's term, such as "loaded.epithet".
func Category(h Hit) string { return h.Term.Category }

// A List is one file of terms.
type List struct {
	Category string   // "loaded.epithet"
	File     string   // "lexicons/loaded/epithet.tsv"
	About    string   // one-sentence definition
	Exact    bool     // matched as written; otherwise folded
	Matched  bool     // false: loaded as data, Find never reports its terms
	Hits     []string // sentences that at least one of its terms must match
	Misses   []string // sentences that none of its terms may match
	Terms    []*Term  // in the order of the file
}

// A Set is a number of loaded lists, ready to match. It is safe for concurrent
// use. Get one from Load; the zero Set has no terms.
type Set struct {
	lists       []*List
	sources     map[string]Source
	fingerprint string
	tokenize    Tokenize
	classes     map[string][]atom // "@folder/file" → the one-word atoms of that list
	trie        func() *trie      // compiled on first use; nil for the zero Set
}

// unmatched are the folders whose lists are data for other stages: their terms
// are kept as written and never compiled.
var unmatched = []string{"abbreviation", "boilerplate", "framing"}

// Lists returns the lists of s, sorted by category.
func (s *Set) Lists() []*List { return slices.Clone(s.lists) }

// Terms returns the terms of one category: "loaded.epithet" of that list,
// "loaded" of all lists of that folder, "" all. They are sorted by category, then
// line. nil if there are none.
func (s *Set) Terms(category string) []*Term {
	var terms []*Term
	for _, l := range s.lists {
		if within(l.Category, category) {
			terms = append(terms, l.Terms...)
		}
	}
	return terms
}

// Source returns what stands in sources.tsv under key, or the zero Source.
func (s *Set) Source(key string) Source { return s.sources[key] }

// Only returns a Set with the lists of the given categories alone, which Find
// walks faster. It shares its terms with s, and keeps its Fingerprint: what the
// lists are did not change. Its first Find costs milliseconds; keep it.
func (s *Set) Only(categories ...string) *Set {
	part := &Set{sources: s.sources, fingerprint: s.fingerprint, tokenize: s.tokenize, classes: s.classes}
	for _, l := range s.lists {
		if slices.ContainsFunc(categories, func(c string) bool { return within(l.Category, c) }) {
			part.lists = append(part.lists, l)
		}
	}
	part.trie = lazily(part.lists, part.classes)
	return part
}

// lazily compiles the lists once, when they are first needed: most parts of a Set
// are never searched.
func lazily(lists []*List, classes map[string][]atom) func() *trie {
	return sync.OnceValue(func() *trie { return compile(lists, classes) })
}

// Fingerprint is a hexadecimal prefix (16 digits) of a SHA-256 over the names and
// contents of all files that were loaded, whatever their order.
func (s *Set) Fingerprint() string { return s.fingerprint }

// Explain returns the terms in which the given word or words stand, in any form
// the terms match, wherever in the term: Explain("slammed") gives slam~, and
// Explain("ludicrous") every phrase with that word. Sorted as by Terms; nil if
// there is none.
func (s *Set) Explain(word string) []*Term {
	if s.tokenize == nil {
		return nil
	}
	words := s.tokenize(nil, word, news.Span{End: len(word)})
	if len(words) == 0 {
		return nil
	}
	var found []*Term
	for _, t := range s.Terms("") {
		if t.explains(word, words, s.tokenize) {
			found = append(found, t)
		}
	}
	return found
}

func (t *Term) explains(text string, words []news.Word, tokenize Tokenize) bool {
	if t.pattern.elements == nil {
		own := tokenize(nil, t.Text, news.Span{End: len(t.Text)})
		return runs(len(own), len(words), func(i, k int) bool { return own[i].Fold == words[k].Fold })
	}
	found := false
	t.pattern.expand(func(atoms []atom) {
		found = found || runs(len(atoms), len(words), func(i, k int) bool { return atoms[i].is(text, words[k]) })
	})
	if len(words) == 1 { // expand may stop short of some alternatives
		t.pattern.each(func(a atom) { found = found || a.is(text, words[0]) })
	}
	return found
}

// runs reports whether m consecutive of n places agree with places 0..m.
func runs(n, m int, same func(i, k int) bool) bool {
	for i := 0; i+m <= n; i++ {
		k := 0
		for k < m && same(i+k, k) {
			k++
		}
		if k == m {
			return true
		}
	}
	return false
}

// A SyntaxError is one thing wrong with the lists, with its place.
type SyntaxError struct {
	File string // "lexicons/loaded/epithet.tsv"
	Line int    // counts from 1; 0 if it is about the whole file
	What string
}

// A Layer is a file system of lists that is laid over another one.
type Layer struct {
	Root string // how errors and Term.File name its root: "house/lexicons"
	FS   fs.FS  // sources.tsv (may be missing) and every folder/name.tsv
}

// Load reads sources.tsv and every folder/name.tsv of fsys, then those of the
// layers: a file of a category that is known already adds its terms to that list
// (its header about may be missing; of a term that both have, the layer's entry
// holds), any other file is a new list. tokenize must be the tokenizer of the
// texts that will be searched. The error joins one *SyntaxError for each thing
// that is wrong in any file; the Set is then nil.
func Load(fsys fs.FS, tokenize Tokenize, layers ...Layer) (*Set, error) {
	l := loader{tokenize: tokenize, sources: map[string]Source{}}
	var files []file
	for _, y := range append([]Layer{{root, fsys}}, layers...) {
		files = append(files, l.read(y)...)
	}
	return l.set(fingerprint(files))
}

// set makes the Set of the lists that were read.
func (l *loader) set(fingerprint string) (*Set, error) {
	slices.SortFunc(l.lists, func(a, b *List) int { return cmp.Compare(a.Category, b.Category) })
	for i, list := range l.lists {
		for _, t := range list.Terms {
			t.list = i
		}
	}
	classes := l.resolveClasses()
	if err := l.err(); err != nil {
		return nil, err
	}
	return &Set{
		lists: l.lists, sources: l.sources, fingerprint: fingerprint, tokenize: l.tokenize,
		classes: classes, trie: lazily(l.lists, classes),
	}, nil
}
