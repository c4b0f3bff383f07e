package lexicon

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Symbols that stand for no word of a list.
const (
	symAny int32 = iota
	symGap
	firstSymbol
)

// A trie holds the patterns of a Set. Its edges may lead to one node from several
// (it is a tree only as far as terms begin alike). Words are replaced by symbols: a text word
// has every symbol whose atom it satisfies, mostly none.
type trie struct {
	nodes    []node
	first    []int32          // symbol → node it leads to from rootAnywhere, or 0
	sets     [][]int32        // sets of symbols; the first is empty
	folds    map[string]int32 // Fold, or Fold with "'s" → set
	surfaces map[string]int32 // word as written → set; nil if no list is exact
	prefixes map[string][]prefixSymbols
}

// The two roots: for patterns that may start anywhere, and at a sentence's start.
const (
	rootAnywhere int32 = iota
	rootStart
	roots
)

type node struct {
	edges  []edge // ascending by symbol, then before
	accept []accept
}

type edge struct {
	symbol int32
	before joint // what must stand before this word
	to     int32
}

type accept struct {
	term  *Term
	flags uint8
}

type prefixSymbols struct {
	text    string
	symbols []int32 // of this prefix and of every shorter one
	set     int32   // the same in trie.sets
}

type compiler struct {
	trie     *trie
	symbols  map[atom]int32
	classOf  map[atom][]int32 // atom of a list named by "@" → symbols of the lists
	children map[childKey]int32
}

type childKey struct {
	from   state
	symbol int32
}

// compile builds the trie of lists. classes are the atoms behind each "@" name.
func compile(lists []*List, classes map[string][]atom) *trie {
	c := compiler{&trie{nodes: make([]node, roots)}, map[atom]int32{}, map[atom][]int32{}, map[childKey]int32{}}
	used := map[string]bool{}
	for _, l := range lists {
		for _, t := range l.Terms {
			if l.Matched {
				c.insert(t)
			}
			for _, name := range t.classNames() {
				used[name] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(classes)) {
		if atoms := classes[name]; used[name] {
			sym := c.symbol(atom{kind: class, text: name})
			for _, a := range atoms {
				c.symbol(a)
				c.classOf[a] = append(c.classOf[a], sym)
			}
		}
	}
	c.determinise()
	c.index()
	return c.trie
}

func (c *compiler) symbol(a atom) int32 {
	switch a.kind {
	case anyWord:
		return symAny
	case gap:
		return symGap
	}
	a.after = plain
	sym, ok := c.symbols[a]
	if !ok {
		sym = firstSymbol + int32(len(c.symbols))
		c.symbols[a] = sym
	}
	return sym
}

// A state is where the part of a term read so far may have led.
type state struct {
	node  int32
	after joint // what the last word demands after it
}

// insert adds a term. Words in a row share nodes with the terms that begin alike;
// the alternatives of an element meet in one new node, so that a term with many
// combinations costs no more than its length.
func (c *compiler) insert(t *Term) {
	states := []state{{rootAnywhere, plain}}
	if t.pattern.flags&atStart != 0 {
		states[0].node = rootStart
	}
	shared := true // states has one node, of the common prefix tree
	for _, e := range t.pattern.elements {
		if len(e) == 1 && shared {
			for _, a := range e[0] {
				states[0] = state{c.child(states[0], c.symbol(a)), a.after}
			}
			continue
		}
		shared = false
		states = c.alternatives(states, e)
	}
	for _, s := range states {
		flags := t.pattern.flags
		if s.after == comma {
			flags |= beforeComma
		}
		n := &c.trie.nodes[s.node]
		n.accept = append(n.accept, accept{t, flags})
	}
}

// alternatives adds one element after each of the states, and returns the states
// it ends in.
func (c *compiler) alternatives(states []state, e element) []state {
	var meets [broken]int32 // node where alternatives meet, by what they demand after them
	var after []state
	for _, alt := range e {
		if len(alt) == 0 {
			after = append(after, states...)
			continue
		}
		last := alt[len(alt)-1]
		meet := &meets[last.after]
		if *meet == 0 {
			*meet = c.node()
			after = append(after, state{*meet, last.after})
		}
		for _, s := range states {
			for _, a := range alt[:len(alt)-1] {
				to := c.node()
				c.link(s, c.symbol(a), to)
				s = state{to, a.after}
			}
			c.link(s, c.symbol(last), *meet)
		}
	}
	return after
}

func (c *compiler) node() int32 {
	c.trie.nodes = append(c.trie.nodes, node{})
	return int32(len(c.trie.nodes)) - 1
}

func (c *compiler) link(from state, symbol, to int32) {
	n := &c.trie.nodes[from.node]
	e := edge{symbol, from.after, to}
	i, ok := slices.BinarySearchFunc(n.edges, e, compareEdges)
	if !ok {
		n.edges = slices.Insert(n.edges, i, e)
	}
}

// child returns the node of the common prefix tree for one more word.
func (c *compiler) child(from state, symbol int32) int32 {
	key := childKey{from, symbol}
	to, ok := c.children[key]
	if !ok {
		to = c.node()
		c.children[key] = to
		c.link(from, symbol, to)
	}
	return to
}

func compareEdges(a, b edge) int {
	return cmp.Or(cmp.Compare(a.symbol, b.symbol), cmp.Compare(a.before, b.before), cmp.Compare(a.to, b.to))
}

// index makes the tables from words to symbols.
func (c *compiler) index() {
	t := c.trie
	t.prefixes, t.sets = map[string][]prefixSymbols{}, [][]int32{nil}
	folds, surfaces := map[string][]int32{}, map[string][]int32{}
	for a, sym := range c.symbols {
		syms := append([]int32{sym}, c.classOf[a]...)
		switch a.kind {
		case folded, genitive:
			folds[a.text] = append(folds[a.text], syms...)
		case exact:
			surfaces[a.text] = append(surfaces[a.text], syms...)
		case prefix:
			head := prefixHead(a.text)
			t.prefixes[head] = append(t.prefixes[head], prefixSymbols{text: a.text, symbols: syms})
		}
	}
	for _, group := range t.prefixes {
		// Longest first, each with the symbols of its own prefixes.
		slices.SortFunc(group, func(a, b prefixSymbols) int {
			return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.text, b.text))
		})
		for i := range group {
			for _, shorter := range group[i+1:] {
				if strings.HasPrefix(group[i].text, shorter.text) {
					group[i].symbols = append(group[i].symbols, shorter.symbols...)
				}
			}
			group[i].set = t.set(group[i].symbols)
		}
	}
	t.folds, t.surfaces = map[string]int32{}, map[string]int32{}
	for fold, syms := range folds {
		t.folds[fold] = t.set(append(syms, t.sets[t.prefixSet(fold)]...))
	}
	for surface, syms := range surfaces {
		t.surfaces[surface] = t.set(syms)
	}
	t.first = make([]int32, int(firstSymbol)+len(c.symbols))
	for _, e := range t.nodes[rootAnywhere].edges {
		t.first[e.symbol] = e.to
	}
}

// set stores a set of symbols and returns its number.
func (t *trie) set(syms []int32) int32 {
	syms = slices.Clone(syms)
	slices.Sort(syms)
	t.sets = append(t.sets, slices.Compact(syms))
	return int32(len(t.sets)) - 1
}

// prefixHead is the part of a word by which prefixes are found: its first
// minPrefix bytes. Every prefix has as many letters, so at least as many bytes.
func prefixHead(fold string) string {
	if len(fold) < minPrefix {
		return ""
	}
	return fold[:minPrefix]
}

// prefixSet returns the set of symbols of every prefix that fold begins with.
func (t *trie) prefixSet(fold string) int32 {
	for _, p := range t.prefixes[prefixHead(fold)] {
		if strings.HasPrefix(fold, p.text) {
			return p.set
		}
	}
	return 0
}
