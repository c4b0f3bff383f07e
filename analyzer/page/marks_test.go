package page

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/news"
)

// write shows tokens as text: <n …> for mark n, ^n for its sign, {…} for a voice.
func write(ts []Token, number map[*Mark]int) string {
	var sb strings.Builder
	for _, t := range ts {
		switch {
		case t.Open != nil:
			fmt.Fprintf(&sb, "<%d ", number[t.Open])
		case t.Close:
			sb.WriteByte('>')
		case t.Ref != nil:
			fmt.Fprintf(&sb, "^%d", number[t.Ref])
		case t.Voice != "":
			sb.WriteString("{" + t.Text + "}")
		default:
			sb.WriteString(t.Text)
		}
	}
	return sb.String()
}

func TestTokens(t *testing.T) {
	const text = "abcdefghij"
	for _, c := range []struct {
		name  string
		spans [][2]int
		at    [2]int
		voice [2]int
		want  string
	}{
		{"none", nil, [2]int{0, 10}, [2]int{}, "abcdefghij"},
		{"one", [][2]int{{2, 4}}, [2]int{0, 10}, [2]int{}, "ab<1 cd>^1efghij"},
		{"nested", [][2]int{{0, 6}, {2, 4}}, [2]int{0, 10}, [2]int{}, "<1 ab<2 cd>^2ef>^1ghij"},
		{"same", [][2]int{{2, 4}, {2, 4}}, [2]int{0, 10}, [2]int{}, "ab<1 <2 cd>>^1^2efghij"},
		{"crossing", [][2]int{{1, 5}, {3, 8}}, [2]int{0, 10}, [2]int{}, "a<1 bc<2 de>>^1<2 fgh>^2ij"},
		{"adjacent", [][2]int{{1, 3}, {3, 5}}, [2]int{0, 10}, [2]int{}, "a<1 bc>^1<2 de>^2fghij"},
		{"empty", [][2]int{{3, 3}}, [2]int{0, 10}, [2]int{}, "abc^1defghij"},
		{"over the beginning", [][2]int{{0, 4}}, [2]int{2, 10}, [2]int{}, "<1 cd>^1efghij"},
		{"over the end", [][2]int{{6, 10}}, [2]int{0, 8}, [2]int{}, "abcdef<1 gh>"},
		{"all", [][2]int{{0, 10}}, [2]int{0, 10}, [2]int{}, "<1 abcdefghij>^1"},
		{"voice", [][2]int{{2, 6}}, [2]int{0, 10}, [2]int{4, 8}, "ab<1 cd{ef}>^1{gh}ij"},
	} {
		t.Run(c.name, func(t *testing.T) {
			number := make(map[*Mark]int)
			var marks []*Mark
			for i, s := range c.spans {
				m := &Mark{Span: news.Span{Start: s[0], End: s[1]}, Anchor: "x"}
				number[m] = i + 1
				marks = append(marks, m)
			}
			slices.SortStableFunc(marks, outer)
			voices := []voiced{{news.Span{Start: c.voice[0], End: c.voice[1]}, "quoted"}}
			if got := write(tokens(text, news.Span{Start: c.at[0], End: c.at[1]}, marks, voices), number); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestTokensProperty holds, for many random marks, that the words are all there, that
// marks nest, that each covers just its bytes, and that each has one sign.
func TestTokensProperty(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	text := strings.Repeat("0123456789", 4)
	for range 3000 {
		at := news.Span{Start: r.Intn(10), End: 30 + r.Intn(11)}
		var marks []*Mark
		for range r.Intn(7) {
			a, b := r.Intn(41), r.Intn(41)
			m := &Mark{Span: news.Span{Start: min(a, b), End: max(a, b)}, Anchor: "x"}
			if m.End > at.Start && m.Start < at.End {
				marks = append(marks, m)
			}
		}
		slices.SortStableFunc(marks, outer)
		checkTokens(t, text, at, marks, tokens(text, at, marks, []voiced{{news.Span{Start: 12, End: 17}, "quoted"}}))
	}
}

func checkTokens(t *testing.T, text string, at news.Span, marks []*Mark, ts []Token) {
	t.Helper()
	where := at.Start
	var open []*Mark
	refs := make(map[*Mark]int)
	for _, k := range ts {
		switch {
		case k.Open != nil:
			open = append(open, k.Open)
		case k.Close:
			if len(open) == 0 {
				t.Fatal("a mark is closed that is not open")
			}
			open = open[:len(open)-1]
		case k.Ref != nil:
			refs[k.Ref]++
			if k.Ref.End != where {
				t.Fatalf("sign of %v at %d", k.Ref.Span, where)
			}
		default:
			end := where + len(k.Text)
			if text[where:end] != k.Text {
				t.Fatalf("words %q at %d", k.Text, where)
			}
			for _, m := range marks {
				if covers, is := m.Start <= where && end <= m.End, slices.Contains(open, m); covers != is || !covers && m.Overlap(news.Span{Start: where, End: end}) > 0 {
					t.Fatalf("mark %v on bytes %d to %d: open %v", m.Span, where, end, is)
				}
			}
			where = end
		}
	}
	if where != at.End || len(open) > 0 {
		t.Fatalf("ends at %d of %d with %d marks open", where, at.End, len(open))
	}
	for _, m := range marks {
		if want := b2i(m.End <= at.End); refs[m] != want {
			t.Fatalf("mark %v of %v has %d signs, want %d", m.Span, at, refs[m], want)
		}
	}
}
