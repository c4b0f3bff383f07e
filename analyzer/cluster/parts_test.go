package cluster

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"gloss/analyzer/news"
	"gloss/analyzer/segment"
)

// TestSketch compares writings that differ in nothing a reader would call a word.
func TestSketch(t *testing.T) {
	for _, c := range []struct {
		name  string
		a, b  string
		equal bool
	}{
		{"quotes and apostrophes", "“Don’t go,” said Ann’s son.", `"Don't go," said Ann's son.`, true},
		{"possessive", "Ellery's wall", "Ellery wall", true},
		{"points", "the U.S. and the E.U. agree", "the US and the EU agree", true},
		{"commas in numbers", "some 1,200 homes", "some 1200 homes", true},
		{"case", "CAFÉ owners", "café owners", true},
		{"composed", norm.NFD.String("Málaga’s café"), "Málaga's café", true},
		{"soft hyphens", "har\u00adbour wall\u200b stands\ufeff", "harbour wall stands", true},
		{"a joiner before a blank", "wall\u200b stands", "wall stands", true},
		{"dashes", "a wall—of sorts", "a wall of sorts", true},
		{"blanks", "a wall\n\nof sorts", "a wall of sorts", true},
		{"other words", "a wall of sorts", "a hall of sorts", false},
		{"order", "wall a", "a wall", false},
		{"decimals", "4.7 per cent", "47 per cent", true}, // a price of cheap folding
		{"sentences", "It ended.Then it began.", "It ended. Then it began.", true},
	} {
		var a, b sketch
		a.read(c.a)
		b.read(c.b)
		if (hashOf(a.words) == hashOf(b.words)) != c.equal {
			t.Errorf("%s: %q and %q: equal %v", c.name, c.a, c.b, !c.equal)
		}
	}
}

func TestSketchPieces(t *testing.T) {
	var s sketch
	s.read("The council voted on it. No. They all went home!\nThe end of it")
	var got []string
	s.eachPiece(func(line int, words []uint32) { got = append(got, fmt.Sprint(line, ":", len(words))) })
	if want := []string{"0:5", "0:5", "1:4"}; !slices.Equal(got, want) {
		t.Errorf("pieces %q, want %q", got, want)
	}
	if n := len(s.lineWords(0)); n != 10 {
		t.Errorf("line 0 has %d words, want 10", n)
	}
}

// FuzzSketch holds that pieces and lines cover the words, and that what is written
// is read again.
func FuzzSketch(f *testing.F) {
	f.Add("The U.S. said: “It’s 1,200.”\nÉtats-Unis!")
	f.Add("\xff\xfe . 'a' x.y.z\u00ad \u0301")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		var s, again sketch
		s.read(text)
		n := 0
		s.eachPiece(func(line int, words []uint32) {
			if len(words) == 0 {
				t.Fatal("an empty piece")
			}
			n += len(words)
		})
		if n != len(s.words) {
			t.Fatalf("pieces have %d words of %d", n, len(s.words))
		}
		n = 0
		for l := range s.lines {
			n += len(s.lineWords(l))
		}
		if n != len(s.words) {
			t.Fatalf("lines have %d words of %d", n, len(s.words))
		}
		k, rest := again.decode(append(s.encode(nil, 7), "rest"...))
		if k != 7 || string(rest) != "rest" || !slices.Equal(again.words, s.words) || !slices.Equal(again.pieces, s.pieces) || !slices.Equal(again.lines, s.lines) {
			t.Fatal("not what was written")
		}
	})
}

func TestMinutes(t *testing.T) {
	for _, s := range []string{"2026-03-01T10:20:30Z", "2026-03-01T10:20:30+02:00", "1999-12-31T23:59:00-08:30", "1970-01-01T00:00:00Z", "2024-02-29T12:00:00Z", "2100-03-01T00:00:00Z"} {
		want, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		if got := minutes(s); int64(got) != want.Unix()/60 {
			t.Errorf("%s: %d minutes, want %d", s, got, want.Unix()/60)
		}
	}
	if got, want := minutes("2026-03-01"), minutes("2026-03-01T12:00:00"); got != want {
		t.Errorf("a day alone is %d, want its noon %d", got, want)
	}
	for _, s := range []string{"", "yesterday", "2026-13-01", "2026/03/01", "0000-00-00", "9999-12-31"} {
		if minutes(s) != undated {
			t.Errorf("%q is a date", s)
		}
	}
}

func TestSorter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 511, 512, 5000} {
		for _, bits := range []int{1, 11, 12, 44, 56} {
			var s sorter
			for range n {
				s.numbers = append(s.numbers, 7<<57|r.Uint64()>>(64-bits))
			}
			want := slices.Sorted(slices.Values(s.numbers))
			s.sort(bits)
			if !slices.Equal(s.numbers, want) {
				t.Errorf("%d numbers of %d bits are not sorted", n, bits)
			}
		}
	}
}

// TestPartitions writes numbers from two writers and reads them all again.
func TestPartitions(t *testing.T) {
	p := newPartitions(&allocator{spill: &Memory{}}, 40)
	r := rand.New(rand.NewPCG(2, 2))
	var want, got []uint64
	a, b := p.writer(), p.writer()
	for i := range 100_000 {
		x := r.Uint64() >> 24
		if i < 60_000 {
			x >>= 9 // all into few parts
		}
		want = append(want, x)
		w := a
		if i%3 == 0 {
			w = b
		}
		if err := w.add(x); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.close(); err != nil {
		t.Fatal(err)
	}
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
	var s sorter
	for part := range 1 << partitionBits {
		numbers, err := s.part(p, part)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, numbers...)
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Error("other numbers than were written")
	}
}

func TestAllocator(t *testing.T) {
	spill := &allocator{spill: &Memory{}}
	a := &allocator{spill: spill.spill, shared: spill, limit: 2}
	r := rand.New(rand.NewPCG(3, 3))
	var at []extent
	var want [][]byte
	for range 40 {
		data := make([]byte, r.IntN(200_000))
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		e, err := a.write(data)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := spill.write(data[:len(data)/2]); err != nil {
			t.Fatal(err)
		}
		at, want = append(at, e), append(want, data)
	}
	if len(a.blocks) != 2 || spill.end == 0 {
		t.Fatalf("%d blocks in memory and %d bytes beyond: the test covers one of both", len(a.blocks), spill.end)
	}
	for i, e := range at {
		got, _, err := a.read(e, nil)
		if err != nil || !slices.Equal(got, want[i]) {
			t.Errorf("%d: not what was written, error %v", i, err)
		}
	}
}

func TestPieceSet(t *testing.T) {
	var s pieceSet
	seen := make(map[uint64]bool)
	r := rand.New(rand.NewPCG(4, 4))
	for range 200_000 {
		h := mix(uint64(r.IntN(100_000)), 1)
		if s.add(h) == seen[h] {
			t.Fatalf("%x: new %v", h, !seen[h])
		}
		seen[h] = true
	}
	if !s.add(0) || s.add(0) {
		t.Error("0 is not kept once")
	}
}

func TestIntersection(t *testing.T) {
	for _, c := range []struct {
		x, y []uint32
		want int
	}{{nil, nil, 0}, {[]uint32{1}, nil, 0}, {[]uint32{1, 3, 5}, []uint32{0, 3, 4, 5, 9}, 2}, {[]uint32{7}, []uint32{7}, 1}} {
		if got := intersection(c.x, c.y); got != c.want || intersection(c.y, c.x) != got {
			t.Errorf("%v and %v have %d in common, want %d", c.x, c.y, got, c.want)
		}
	}
}

func TestRuns(t *testing.T) {
	a := "The council voted eight to five on Tuesday. Nobody asked them. It will cost 214 million pounds, they said."
	b := "It will cost 214 million pounds, officials said. The council voted eight to five on Monday."
	got := Runs(a, b)
	if len(got) != 2 || got[0].A.Of(a) != "The council voted eight to five on" || got[1].B.Of(b) != "It will cost 214 million pounds" {
		for _, r := range got {
			t.Logf("%d: %q, %q", r.Words, r.A.Of(a), r.B.Of(b))
		}
		t.Errorf("%d runs", len(got))
	}
	if got := Runs(a, ""); len(got) != 0 {
		t.Errorf("%d runs with nothing", len(got))
	}
}

// FuzzRuns holds that both sides of a run have the same words.
func FuzzRuns(f *testing.F) {
	f.Add("a b c d e f g a b c d e", "x a b c d e y a b c d e f")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		covered := make([]bool, len(b))
		for _, r := range Runs(a, b) {
			x, y := segment.AppendWords(nil, a, r.A), segment.AppendWords(nil, b, r.B)
			if len(x) != r.Words || !slices.EqualFunc(x, y, func(v, w news.Word) bool { return v.Fold == w.Fold }) {
				t.Fatalf("%q against %q", r.A.Of(a), r.B.Of(b))
			}
			for i := r.B.Start; i < r.B.End; i++ {
				if covered[i] {
					t.Fatal("runs overlap")
				}
				covered[i] = true
			}
		}
	})
}

func TestHashURL(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		equal bool
	}{
		{"https://www.l.example/wall/", "http://l.example/wall#top", true},
		{"https://l.example/wall?utm_source=x&fbclid=1", "https://l.example/wall", true},
		{"https://l.example/?id=1", "https://l.example/?id=2", false},
	} {
		if (hashURL(c.a) == hashURL(c.b)) != c.equal {
			t.Errorf("%s and %s: equal %v", c.a, c.b, !c.equal)
		}
	}
	if hashURL("") != 0 || hashURL("https://") != 0 {
		t.Error("no address has a hash")
	}
}
