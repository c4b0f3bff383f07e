package embed_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gloss/analyzer/embed"
)

// TestNearer holds that meanings lie closer than topics do.
func TestNearer(t *testing.T) {
	for _, tt := range []struct{ text, near, far string }{
		{"killed", "died", "council"},
		{"Two people were killed in the blast.", "The explosion left two dead.", "Two people were elected in the vote."},
		{"The company cut 900 jobs.", "Nine hundred workers were laid off by the firm.", "The company opened a new office."},
		{"He criticised the plan.", "He attacked the proposal.", "He bought the house."},
	} {
		text, near, far := embed.Of(tt.text), embed.Of(tt.near), embed.Of(tt.far)
		if n, f := embed.Cosine(&text, &near), embed.Cosine(&text, &far); n <= f {
			t.Errorf("%q: %q %.2f, %q %.2f", tt.text, tt.near, n, tt.far, f)
		}
	}
}

func TestEmpty(t *testing.T) {
	v, w := embed.Of(" \x00 "), embed.Of("word")
	if v != (embed.Vector{}) {
		t.Error("a text without pieces has a vector")
	}
	if c := embed.Cosine(&v, &w); c != 0 {
		t.Errorf("cosine with nothing %v, want 0", c)
	}
	v.Normalise()
	if v != (embed.Vector{}) {
		t.Error("nothing has a length")
	}
}

func TestDot(t *testing.T) {
	v, w := embed.Of("The minister resigned."), embed.Of("The minister has quit.")
	c := embed.Cosine(&v, &w)
	v.Normalise()
	w.Normalise()
	if d := embed.Dot(&v, &w); math.Abs(d-c) > 1e-5 {
		t.Errorf("dot of normalised %v, cosine %v", d, c)
	}
}

func TestRarity(t *testing.T) {
	var last float32
	for _, w := range []string{"the", "said", "government", "councillor", "zzyzx"} {
		r := embed.Rarity(w)
		if r <= last {
			t.Errorf("rarity of %q %v, not above %v", w, r, last)
		}
		last = r
	}
	if n := testing.AllocsPerRun(100, func() { embed.Rarity("embargo") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestFingerprint holds that the file says of itself what it is.
func TestFingerprint(t *testing.T) {
	data, err := os.ReadFile("vectors.bin")
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 10<<20 {
		t.Errorf("vectors.bin has %d bytes, more than 10 MiB", len(data))
	}
	const head = len("glossvec1\n")
	sum := sha256.Sum256(data[head+sha256.Size:])
	if hex.EncodeToString(sum[:]) != hex.EncodeToString(data[head:head+sha256.Size]) {
		t.Error("vectors.bin is not what its checksum says")
	}
	if got, want := embed.Fingerprint(), hex.EncodeToString(sum[:8]); got != want {
		t.Errorf("fingerprint %s, want %s", got, want)
	}
}

// A reference is what the reference tokenizer made of a text.
type reference struct {
	Text   string
	Pieces []int32
}

// TestPieces compares with the reference tokenizer (recipe/reference.py).
func TestPieces(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "pieces.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for s := bufio.NewScanner(f); s.Scan(); n++ {
		var r reference
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		if got := embed.Pieces(nil, r.Text); !slices.Equal(got, r.Pieces) && len(got)+len(r.Pieces) > 0 {
			t.Errorf("%q: pieces %v, want %v", r.Text, got, r.Pieces)
		}
	}
	if n < 300 {
		t.Errorf("%d texts, want 300", n)
	}
}

// TestPiecesOfSets compares with what the reference tokenizer made of some ten
// thousand sentences of the evaluation sets, by checksum: their texts may not be
// part of the project.
func TestPiecesOfSets(t *testing.T) {
	shared := os.Getenv("GLOSS_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(shared); err != nil {
		t.Skip("skipped: no ../shared")
	}
	list, err := os.ReadFile(filepath.Join("testdata", "sets.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	all := 0
	for line := range strings.Lines(string(list)) {
		if line[0] == '#' {
			continue
		}
		c := strings.Split(strings.TrimSpace(line), "\t") // file, fields, texts, SHA-256
		n, sum := piecesOf(t, filepath.Join(shared, filepath.FromSlash(c[0])), strings.Split(c[1], ","))
		if fmt.Sprint(n) != c[2] || sum != c[3] {
			t.Errorf("%s: %d texts with checksum %s, want %s with %s", c[0], n, sum, c[2], c[3])
		}
		all += n
	}
	if all < 10000 {
		t.Errorf("%d texts, want 10000", all)
	}
}

// piecesOf is the checksum of the pieces of all lines of the given fields of a
// file.
func piecesOf(t *testing.T, file string, fields []string) (int, string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	h, n := sha256.New(), 0
	for line := range strings.Lines(string(data)) {
		var rec map[string]any
		if err := json.Unmarshal([]byte(line), &rec); err != nil {
			t.Fatal(err)
		}
		for _, f := range fields {
			text, _ := rec[f].(string)
			for _, s := range strings.Split(text, "\n") {
				if strings.TrimSpace(s) == "" {
					continue
				}
				for _, p := range embed.Pieces(nil, s) {
					fmt.Fprintf(h, "%d ", p)
				}
				fmt.Fprintln(h)
				n++
			}
		}
	}
	return n, hex.EncodeToString(h.Sum(nil))
}

func FuzzPieces(f *testing.F) {
	f.Add("The U.S. envoy’s “final” offer, 1,000.50 – naïve?")
	f.Add("中文 한국어 \u200b\ufeff İ")
	f.Fuzz(func(t *testing.T, s string) {
		got := embed.Pieces(nil, s)
		if len(got) > len(s) {
			t.Errorf("%d pieces of %d bytes", len(got), len(s))
		}
		if !utf8.ValidString(s) {
			return
		}
		if up := embed.Pieces(nil, strings.ToLower(s)); isASCII(s) && !slices.Equal(got, up) {
			t.Errorf("case matters: %v, %v", got, up)
		}
	})
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

const sentence = "Councillors in Port Ellery voted late on Tuesday to build a £214 million tidal barrier across the mouth of the River Ashel."

func BenchmarkOf(b *testing.B) {
	for b.Loop() {
		embed.Of(sentence)
	}
}

func BenchmarkDot(b *testing.B) {
	v, w := embed.Of(sentence), embed.Of("The barrier will be built.")
	for b.Loop() {
		embed.Dot(&v, &w)
	}
}

func BenchmarkRarity(b *testing.B) {
	for b.Loop() {
		embed.Rarity("councillors")
	}
}
