package cluster

// A usage counts in how many different sentences of the pile each word pair
// stands, in a sample of them that their words decide. Counts share cells, so that
// their size does not depend on the pile; with fewer than some ten million articles
// that hardly makes a pair common that is not.
type usage struct {
	seen  pieceSet
	cells []uint8
}

const (
	cellBits      = 25
	sentenceShare = 4 // one sentence in so many is counted
)

func newUsage() *usage { return &usage{cells: make([]uint8, 1<<cellBits)} }

// add counts the word pairs of the pieces of s that no text had before: so a text
// that is copied to the letter counts once, in whatever order texts come.
func (u *usage) add(s *sketch) {
	s.eachPiece(func(_ int, words []uint32) {
		if len(words) < 2 {
			return
		}
		if h := hashOf(words); h%sentenceShare != 0 || !u.seen.add(h) {
			return
		}
		for i := 1; i < len(words); i++ {
			if words[i-1]&words[i]&1 == 0 {
				if c := &u.cells[pairHash(words[i-1], words[i])>>(32-cellBits)]; *c <= common/sentenceShare {
					*c++
				}
			}
		}
	})
}

// commonPairs returns which word pairs are common.
func (u *usage) commonPairs() commonPairs {
	c := make(commonPairs, len(u.cells)/64)
	for i, n := range u.cells {
		if n > common/sentenceShare {
			c[i/64] |= 1 << (i % 64)
		}
	}
	return c
}

// commonPairs has a bit for each cell of a usage: small enough to stay in a cache.
type commonPairs []uint64

// has reports whether the word pair with that hash is common.
func (c commonPairs) has(pair uint32) bool {
	i := pair >> (32 - cellBits)
	return c[i/64]>>(i%64)&1 != 0
}

// pairHash is the hash of two neighbouring words.
func pairHash(a, b uint32) uint32 {
	h := (uint64(a)*0x9E3779B97F4A7C15 ^ uint64(b)*0xC2B2AE3D27D4EB4F) * 0xBF58476D1CE4E5B9
	return uint32(h >> 32)
}

// tripleHash is the hash of three, of which pair is that of the first two.
func tripleHash(pair, c uint32) uint64 { return mix(uint64(pair), uint64(c)) }

// A pieceSet is a set of 64-bit hashes in many small tables, so that growing one
// takes little.
type pieceSet struct {
	tables [256][]uint64 // of a power of two slots; 0 is an empty one
	count  [256]int
}

// add adds h and reports whether it was new.
func (s *pieceSet) add(h uint64) bool {
	if h == 0 {
		h = 1
	}
	k := h >> 56
	if s.count[k]*8 >= len(s.tables[k])*7 {
		old := s.tables[k]
		s.tables[k] = make([]uint64, max(64, 2*len(old)))
		for _, x := range old {
			if x != 0 {
				*s.slot(x) = x
			}
		}
	}
	at := s.slot(h)
	if *at == h {
		return false
	}
	*at = h
	s.count[k]++
	return true
}

// slot is where h is, or would be.
func (s *pieceSet) slot(h uint64) *uint64 {
	table := s.tables[h>>56]
	mask := uint64(len(table) - 1)
	for i := h >> 8 & mask; ; i = (i + 1) & mask {
		if table[i] == 0 || table[i] == h {
			return &table[i]
		}
	}
}
