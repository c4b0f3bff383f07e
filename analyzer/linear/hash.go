package linear

// A Hash is that of words one after another. The zero Hash is not the beginning:
// use Start.
type Hash uint32

// Start is the Hash of no words, and prime what it is mixed with (FNV-1a).
const (
	Start Hash = 2166136261
	prime Hash = 16777619
)

// Word is the hash after one more word.
func (h Hash) Word(s string) Hash {
	for i := 0; i < len(s); i++ {
		h = (h ^ Hash(s[i])) * prime
	}
	return (h ^ ' ') * prime
}

// Bucket is the bucket of one word.
func (h Hash) Bucket() uint32 { return h.mixed() & (wordBuckets - 1) }

// Pair is the bucket of several words.
func (h Hash) Pair() uint32 { return wordBuckets + h.mixed()&(pairBuckets-1) }

func (h Hash) mixed() uint32 {
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	h *= 0x297a2d39
	h ^= h >> 15
	return uint32(h)
}
