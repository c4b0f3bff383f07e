package segment

import (
	"strings"
	"testing"
	"time"

	"gloss/analyzer/news"
)

// newslike returns at least n bytes of text as news have it.
func newslike(n int) string {
	paragraphs := []string{
		"HARLOW, Ill. (AP) — The city council voted 9–2 on Monday to close the old harbour, which has served the town since 1894, Mayor Ada Quill said.",
		"“We didn’t want this,” Quill told reporters at 5 p.m. “The Marine Board left us no choice. It was this or $4.7 million a year.”",
		"Sen. Mara Voss, who represents the district in the U.S. Senate, called the vote “a gift to the Springfield lobby” and said she would appeal. Her office didn't answer further questions.",
		"What Comes Next",
		"According to the plan, some 1,200 workers will be offered posts in the new port, which Harlow Foods Inc. has leased until 2041. No. 3 quay closes first. Unions weren’t consulted.",
		"Asked whether the people’s petition would change anything, Tom Roe Jr., the council’s chairman, said: “No.”",
		"The decision follows years of decline; traffic fell by 38 percent between 2010 and 2020, a far-reaching study by the state found. It blamed the canal, the '90s tariffs and poor upkeep.",
		"Read also: Harbour Fees Rise Again",
		"“We will be back,” one of the dockers shouted as the meeting broke up. “And then we’ll see who’s laughing!”",
	}
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(paragraphs[i%len(paragraphs)])
		b.WriteString("\n\n")
	}
	return b.String()
}

// BenchmarkDocument measures articles of 4 kB.
func BenchmarkDocument(b *testing.B) {
	s := own(b)
	a := article(newslike(4000))
	b.SetBytes(int64(len(a.Text)))
	b.ReportAllocs()
	for b.Loop() {
		s.Document(a)
	}
}

// BenchmarkDocumentLong measures one article of 1 MB.
func BenchmarkDocumentLong(b *testing.B) {
	s := own(b)
	a := article(newslike(1 << 20))
	b.SetBytes(int64(len(a.Text)))
	b.ReportAllocs()
	for b.Loop() {
		s.Document(a)
	}
}

func BenchmarkAppendWords(b *testing.B) {
	text := newslike(4000)
	at := trim(text, news.Span{End: len(text)})
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	dst := AppendWords(nil, text, at)
	for b.Loop() {
		dst = AppendWords(dst[:0], text, at)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		own(b)
	}
}

// hostile are pieces that, repeated, tempt a splitter into looking back or ahead
// further and further.
var hostile = map[string]string{
	"straight marks": `"`, "opening marks": `“`, "closing marks": `”`, "single marks": ` 'a`, "possessives": `s’ `, "quotations": `“a” `,
	"dots": `.`, "spaced dots": ` .`, "dots and capitals": `. A`, "questions": `a? `, "stops in marks": `." `, "no space": `ab`, "glued sentences": `aaa.Bbb`,
	"initials": `J. `, "dotted": `a.`, "numbers": `1,000`, "brackets": `. (`, "opening brackets": `((`, "references": `.[1]`, "apostrophes": `'`, "soft hyphens": "\u00AD",
	"line ends": "\n", "short lines": "a\n", "capital lines": "Aa\n", "paragraphs": "A b.\n\n", "open paragraphs": "“A b.\n\n", "questions repeated": "Why is it so?\n\n",
	"polls": "take our poll\n\n", "share bar": "facebook\n\n", "commas": ",", "spaces": " ", "no-break spaces": ". \u00A0", "bytes order marks": "\ufeff",
	"notes": "Comments are closed. ", "authors": "Ada Quill is a poet. ", "asked": "Why is it so?\n\nIt is.\n\n", "signs": "Donate here @a #b |\n\n", "credits": "By Ada Quill\n\n", "numbered": "1. A b c\n\nIt is.\n\n",
	"singles in doubles": `" 'a' `, "hyphens": "-", "bullets": " •",
}

// TestLinear holds that the work grows with the text and not with its square. A
// hostile text 64 times as long is due 64 times as long; a rule that looks back
// over all of it would take 4096 times. The line is drawn between the two, at
// 1024, and crossing it must happen three times over, so that a busy computer
// fails nothing.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	s := own(t)
	took := func(piece string, n int) time.Duration {
		a := article(strings.Repeat(piece, n/len(piece)))
		start := time.Now()
		s.Document(a)
		return max(time.Since(start), 20*time.Microsecond)
	}
	const small, times, slack = 20000, 64, 16
	for name, piece := range hostile {
		var a, b time.Duration
		slow := 0
		for slow < 3 {
			if a, b = took(piece, small), took(piece, times*small); b <= slack*times*a {
				break
			}
			slow++
		}
		if slow == 3 {
			t.Errorf("%s: %v for %d bytes, %v for %d times as many", name, a, small, b, times)
		}
	}
}
