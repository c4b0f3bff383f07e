package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// A joint is what stands between two words.
type joint uint8

const (
	plain  joint = iota // space, quotation mark, slash
	hyphen              // a hyphen that touches both words
	comma               // comma, dash, ellipsis
	broken              // anything that ends a phrase
)

// A search is one sentence being matched.
type search struct {
	trie     *trie
	text     string
	words    []news.Word
	end      int        // of the sentence, in text
	sets     [][3]int32 // of symbols, of each word; most are the empty set, 0
	hits     []Hit
	start    int // word from which the trie is being walked
	question bool
}

// Find appends to dst where the terms of s stand in one sentence: words are the
// sentence's words (their spans point into text), sentence its span, by which ^, $
// and ? are judged. Within one list the longest of overlapping matches is
// reported, terms of different lists all are. The hits are sorted by start, then
// category.
func (s *Set) Find(dst []Hit, text string, words []news.Word, sentence news.Span) []Hit {
	if s.trie == nil || len(words) == 0 {
		return dst
	}
	t := s.trie()
	m := search{trie: t, text: text, words: words, end: sentence.End, sets: make([][3]int32, len(words)), hits: dst}
	m.question = endsInQuestion(sentence.Of(text))
	for i, w := range words {
		m.sets[i] = t.setsOf(text, w)
	}
	m.follow(rootStart, 0)
	for i := range words {
		m.start = i
		for _, set := range m.sets[i] {
			for _, sym := range t.sets[set] {
				if to := t.first[sym]; to != 0 {
					m.at(to, i+1)
				}
			}
		}
	}
	return longest(m.hits, len(dst))
}

// setsOf looks a text word up: by its Fold, by its Fold with a genitive that the
// Fold leaves out, and as written.
func (t *trie) setsOf(text string, w news.Word) (sets [3]int32) {
	var ok bool
	if sets[0], ok = t.folds[w.Fold]; !ok && len(t.prefixes) > 0 {
		sets[0] = t.prefixSet(w.Fold)
	}
	if hasGenitive(text, w) {
		var buf [32]byte
		sets[1] = t.folds[string(append(append(buf[:0], w.Fold...), "'s"...))]
	}
	if len(t.surfaces) > 0 {
		sets[2] = t.surfaces[w.Of(text)]
	}
	return sets
}

// at handles having arrived at a node, with word i the next.
func (m *search) at(n int32, i int) {
	for _, a := range m.trie.nodes[n].accept {
		if m.accepts(a.flags, i) {
			first, last := m.start, i
			m.hits = append(m.hits, Hit{a.term, news.Span{Start: m.words[first].Start, End: m.words[last-1].End}, first, last})
		}
	}
	if i < len(m.words) && len(m.trie.nodes[n].edges) > 0 {
		m.follow(n, i)
	}
}

// follow tries every edge of a node on word i.
func (m *search) follow(n int32, i int) {
	edges := m.trie.nodes[n].edges
	if len(edges) == 0 {
		return
	}
	for _, set := range m.sets[i] {
		for _, sym := range m.trie.sets[set] {
			for _, e := range find(edges, sym) {
				if m.joined(i, e.before) {
					m.at(e.to, i+1)
				}
			}
		}
	}
	for _, e := range edges { // wildcards sort first
		switch e.symbol {
		case symAny:
			if m.joined(i, e.before) {
				m.at(e.to, i+1)
			}
		case symGap:
			m.skip(e, i)
		default:
			return
		}
	}
}

// skip follows ".." from word i on.
func (m *search) skip(e edge, i int) {
	if !m.joined(i, e.before) {
		return
	}
	for k := i; k < len(m.words) && k <= i+maxGap; k++ {
		if k > i && m.joint(k) > hyphen {
			return
		}
		m.follow(e.to, k)
	}
}

// find returns the edges of a symbol.
func find(edges []edge, sym int32) []edge {
	lo, hi := 0, len(edges)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); edges[mid].symbol < sym {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for hi < len(edges) && edges[hi].symbol == sym {
		hi++
	}
	return edges[lo:hi]
}

// joined reports whether word i may follow the word before it within a term that
// demands a comma, a hyphen or nothing there. A hyphen may always stand.
func (m *search) joined(i int, demand joint) bool {
	if i == m.start {
		return true
	}
	j := m.joint(i)
	return j == demand || demand == plain && j == hyphen
}

// joint is what stands between word i-1 and word i.
func (m *search) joint(i int) joint {
	return jointOf(m.text[m.words[i-1].End:m.words[i].Start])
}

func jointOf(between string) joint {
	switch between {
	case " ":
		return plain
	case "-", "‑":
		return hyphen
	}
	j := plain
	for _, r := range between {
		switch r {
		case ',', '—', '–', '…':
			j = max(j, comma)
		case '-':
			j = max(j, comma)
		case '.':
			switch {
			case strings.Contains(between, ".."):
				j = max(j, comma)
			default:
				return broken
			}
		case ';', ':', '!', '?', '(', ')', '[', ']', '{', '}', '|', '•':
			return broken
		}
	}
	return j
}

// accepts reports whether the place of a match that ends before word i is the one
// its flags ask for.
func (m *search) accepts(flags uint8, i int) bool {
	switch {
	case flags&afterComma != 0 && (m.start == 0 || m.joint(m.start) != comma):
		return false
	case flags&atEnd != 0 && i != len(m.words), flags&inQuestion != 0 && !m.question:
		return false
	case flags&beforeComma == 0:
		return true
	case i < len(m.words):
		return m.joint(i) == comma
	}
	return jointOf(m.text[m.words[i-1].End:max(m.end, m.words[i-1].End)]) == comma
}

// endsInQuestion reports whether a question mark is among the marks after the
// last letter of a sentence.
func endsInQuestion(sentence string) bool {
	for len(sentence) > 0 {
		r, n := utf8.DecodeLastRuneInString(sentence)
		switch r {
		case '?':
			return true
		case ' ', '\n', '\t', '!', '.', '…', '"', '\'', '”', '’', ')', ']', '»':
			sentence = sentence[:len(sentence)-n]
		default:
			return false
		}
	}
	return false
}

// longest removes from hits[from:] what a longer match of the same list overlaps,
// then the exceptions, and sorts the rest. Of one term's matches at one start the
// longest counts, but the shortest of a term with "..".
func longest(hits []Hit, from int) []Hit {
	found := hits[from:]
	if len(found) > 1 {
		slices.SortFunc(found, func(a, b Hit) int {
			return cmp.Or(cmp.Compare(a.Term.list, b.Term.list), cmp.Compare(a.First, b.First),
				cmp.Compare(a.Term.Line, b.Term.Line), byEnd(a, b))
		})
		found = slices.CompactFunc(found, func(a, b Hit) bool { return a.Term == b.Term && a.First == b.First })
		slices.SortFunc(found, byLength)
		kept := found[:0]
		for _, h := range found {
			if !slices.ContainsFunc(kept, func(k Hit) bool {
				return k.Term.list == h.Term.list && k.First < h.Last && h.First < k.Last
			}) {
				kept = append(kept, h)
			}
		}
		found = kept
		slices.SortFunc(found, func(a, b Hit) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Term.list, b.Term.list))
		})
	}
	found = slices.DeleteFunc(found, func(h Hit) bool { return h.Term.Except })
	return hits[:from+len(found)]
}

// byEnd orders two matches of one term at one start.
func byEnd(a, b Hit) int {
	if a.Term.gappy {
		return cmp.Compare(a.Last, b.Last)
	}
	return cmp.Compare(b.Last, a.Last)
}

// byLength puts the longest match of each list first; of equally long ones an
// exception, then the first in the text, then the first in the file.
func byLength(a, b Hit) int {
	except := 0
	if a.Term.Except != b.Term.Except {
		if except = 1; a.Term.Except {
			except = -1
		}
	}
	return cmp.Or(cmp.Compare(a.Term.list, b.Term.list), cmp.Compare(b.Last-b.First, a.Last-a.First), except,
		cmp.Compare(a.First, b.First), cmp.Compare(a.Term.Line, b.Term.Line))
}
