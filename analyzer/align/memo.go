package align

import (
	"gloss/analyzer/embed"
)

// The size of a memo.
const (
	remembers  = 1 << 13 // words, a power of two
	longestKey = 20      // bytes of a word that can be remembered
)

// A memo remembers what is known of the words met last, for as long as no other
// word needs the slot. It never changes an answer.
type memo [remembers]remembered

type remembered struct {
	key    [longestKey]byte // the word; copied, not to keep the document
	length uint8            // 0 for an empty slot
	known
	vector *embed.Vector // of length 1; nil until asked for
}

// know returns what is known of a word. It holds until the next call.
func (m *memo) know(fold string) *remembered {
	h := uint32(2166136261)
	for i := 0; i < len(fold); i++ {
		h = (h ^ uint32(fold[i])) * 16777619
	}
	k := &m[(h^h>>16)%remembers]
	if k.length > 0 && string(k.key[:k.length]) == fold {
		return k
	}
	k.vector, k.length = nil, 0
	if len(fold) <= longestKey {
		k.length = uint8(copy(k.key[:], fold))
	}
	var ok bool
	if k.known, ok = listed()[fold]; !ok {
		k.known = knownAs(fold)
		if !k.number {
			k.rarity = embed.Rarity(fold)
		}
	}
	return k
}

// vectorOf returns the vector of a word.
func (m *memo) vectorOf(fold string) *embed.Vector {
	k := m.know(fold)
	if k.vector == nil {
		v := embed.Of(fold)
		v.Normalise()
		k.vector = &v
	}
	return k.vector
}

// A numbering gives the words of a document numbers in the order in which they come.
type numbering struct {
	words []uint64 // by number
	slots []int32  // open addressing: number + 1, 0 for an empty slot; a power of two
}

// reset empties the numbering for so many words.
func (n *numbering) reset(words int) {
	size := 64
	for size < 2*words {
		size *= 2
	}
	n.words, n.slots = n.words[:0], resized(n.slots, size)
	clear(n.slots)
}

// of is the number of a word.
func (n *numbering) of(word uint64) int32 {
	mask := uint64(len(n.slots) - 1)
	for i := word >> 20 & mask; ; i = (i + 1) & mask {
		switch k := n.slots[i]; {
		case k == 0:
			n.words = append(n.words, word)
			n.slots[i] = int32(len(n.words))
			return n.slots[i] - 1
		case n.words[k-1] == word:
			return k - 1
		}
	}
}
