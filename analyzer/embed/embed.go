// Package embed turns words into vectors that lie close where meanings do.
//
// Method: a text is cut into the word pieces of BERT's uncased vocabulary, and the
// static vectors of the pieces are added up; the cosine of two sums says how alike
// two texts are in meaning ("killed" and "died" .6, "killed" and "council" .1).
// The vectors were distilled from the sentence encoder all-MiniLM-L6-v2: they are
// the least-squares solution by which a plain sum of pieces comes nearest to what
// the encoder says of whole sentences. So the length of a piece's vector is its
// weight, too: "the" is short, "embargo" is long. README.md beside this file is the
// model card, recipe/ makes vectors.bin again.
//
// Why not the encoder itself: 90 MB, and a thousand times as slow; and why not
// word2vec or GloVe, the textbook way: vocabularies of 100 MB and more, with
// nothing for a word that is not listed. What it gets wrong: word order and
// negation ("man bites dog", "will not resign") are invisible, numbers and names
// lie close to other numbers and names, and opposites close to each other. Callers
// must weigh those apart.
//
//	v := embed.Of("Two people were killed in the blast.")
//	w := embed.Of("The explosion left two dead.")
//	embed.Cosine(&v, &w)
//
// Cost: the vectors stay in the binary's own pages and are not copied; the first
// call indexes the vocabulary (about a millisecond, 0.8 MB). A program that asks
// nothing pays nothing.
package embed

import (
	_ "embed" // the vectors
	"encoding/binary"
	"encoding/hex"
	"math"
	"strings"
	"sync"
	"unsafe"
)

// Width is the number of dimensions of a vector.
const Width = 256

// A Vector is the sum of the vectors of a text's pieces. The zero Vector is that
// of a text without any.
type Vector [Width]float32

//go:embed vectors.bin
var file string

// The layout of vectors.bin: magic, SHA-256 of all that follows, the number of
// pieces (uint32, little-endian), a scale for each (float32), Width int8 for each,
// and the pieces themselves in the order of their numbers, a line feed after each.
const (
	magic      = "glossvec1\n"
	afterMagic = len(magic) + 32
)

// slots is the size of the table, a power of two well above the number of pieces.
const slots = 1 << 16

// filterBits is the size of the filter, a power of two: 32 KB stay in the fastest cache.
const filterBits = 1 << 18

// A slot holds a piece.
type slot struct {
	hash  uint32
	piece int32 // the piece's number + 1; 0 for an empty slot
}

// A model is vectors.bin, indexed.
type model struct {
	pieces  []string  // by number
	scale   []float32 // by number
	vectors string    // Width bytes each
	rarity  []float32 // by number
	table   []slot    // open addressing by hash
	filter  []uint64  // a bit for the last bits of every hash: most words that are no piece are told by it
}

var loaded = sync.OnceValue(func() *model {
	n := int(binary.LittleEndian.Uint32([]byte(file[afterMagic : afterMagic+4])))
	scales := file[afterMagic+4:]
	m := &model{scale: make([]float32, n), rarity: make([]float32, n), pieces: make([]string, 0, n), table: make([]slot, slots), filter: make([]uint64, filterBits/64)}
	for i := range n {
		m.rarity[i] = float32(min(unlisted, math.Log(float64(max(3, i-firstWord+3)))))
		m.scale[i] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(scales[4*i : 4*i+4])))
	}
	m.vectors = scales[4*n : 4*n+Width*n]
	for p := range strings.Lines(scales[4*n+Width*n:]) {
		p = p[:len(p)-1]
		m.put(hash(start, p), int32(len(m.pieces)))
		m.pieces = append(m.pieces, p)
	}
	return m
})

// Fingerprint is the beginning of the SHA-256 of the vectors, in hexadecimal. It
// is part of the file: nothing is read to tell it.
func Fingerprint() string { return hex.EncodeToString([]byte(file[len(magic) : len(magic)+8])) }

// Of returns the vector of a text.
func Of(text string) Vector {
	var v Vector
	var store [96]int32
	v.Add(Pieces(store[:0], text))
	return v
}

// Add adds the vectors of pieces, numbers as Pieces returns them, to v.
func (v *Vector) Add(pieces []int32) {
	m := loaded()
	for ; len(pieces) >= 4; pieces = pieces[4:] { // four at once: v is read and written a quarter as often
		p, q, r, s := m.row(pieces[0]), m.row(pieces[1]), m.row(pieces[2]), m.row(pieces[3])
		ps, qs, rs, ss := m.scale[pieces[0]], m.scale[pieces[1]], m.scale[pieces[2]], m.scale[pieces[3]]
		for k := range v {
			v[k] = v[k] + ps*floats[p[k]] + qs*floats[q[k]] + rs*floats[r[k]] + ss*floats[s[k]]
		}
	}
	for _, piece := range pieces {
		p, ps := m.row(piece), m.scale[piece]
		for k := range v {
			v[k] += ps * floats[p[k]]
		}
	}
}

// row is the unscaled vector of a piece: bytes that are int8.
func (m *model) row(piece int32) *[Width]byte {
	return (*[Width]byte)(unsafe.Pointer(unsafe.StringData(m.vectors[int(piece)*Width : int(piece+1)*Width])))
}

// floats are the values of an int8, by its byte: looking one up takes half the time
// of converting it.
var floats = func() (f [256]float32) {
	for i := range f {
		f[i] = float32(int8(i))
	}
	return f
}()

// Cosine is the cosine of the angle between two vectors, -1 to 1; 0 if one of them
// is zero.
func Cosine(a, b *Vector) float64 {
	var dot, aa, bb float32
	for k := range a {
		dot += a[k] * b[k]
		aa += a[k] * a[k]
		bb += b[k] * b[k]
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return float64(dot) / math.Sqrt(float64(aa)*float64(bb))
}

// Normalise makes v of length 1, so that Dot is the cosine; a zero v stays zero.
func (v *Vector) Normalise() {
	sum := Dot(v, v)
	if sum == 0 {
		return
	}
	f := float32(1 / math.Sqrt(sum))
	for k := range v {
		v[k] *= f
	}
}

// Dot is the sum of the products of the components of two vectors.
func Dot(a, b *Vector) float64 {
	var s0, s1, s2, s3 float32
	for k := 0; k < Width; k += 4 {
		s0 += a[k] * b[k]
		s1 += a[k+1] * b[k+1]
		s2 += a[k+2] * b[k+2]
		s3 += a[k+3] * b[k+3]
	}
	return float64(s0 + s1 + s2 + s3)
}

// unlisted is the rarity of a word that the vocabulary has only in pieces.
const unlisted = 11

// Rarity is how rare a word in lower case is in English, 1 for "the" to 11 for one
// that is not among the 22,000 commonest: the natural logarithm of its place in
// the vocabulary, which is ordered by frequency (Zipf's law makes that the
// logarithm of its frequency but for a constant).
func Rarity(word string) float32 {
	m := loaded()
	h := start
	for i := 0; i < len(word); i++ {
		h = (h ^ uint32(word[i])) * 16777619
	}
	if p, ok := m.findString(h, word); ok {
		return m.rarity[p]
	}
	return unlisted
}
