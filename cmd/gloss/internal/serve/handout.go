package serve

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// A sheet is a hand-out: two copies of a story opposite each other, on one or two
// pages of A4 or Letter, in black and white.
type sheet struct {
	Answers bool
	Copies  []sheetCopy
	Choices []choice
	Notes   []note
	More    int    // notes that had no room
	Size    string // CSS class: how small the letters are
	Long    bool   // more than two pages
	Two     [2]int // the copies, as the form names them
}

type choice struct {
	Index int
	Name  string
}

type sheetCopy struct {
	Letter, Name string
	Blocks       []sheetBlock
}

type sheetBlock struct {
	Heading bool
	Number  int // of the paragraph; 0 for a heading
	Parts   []part
}

// A part is a stretch of text with the labels that all of its words have.
type part struct {
	Text    string
	Classes string // "c-commentary c-loaded"; empty without answers
	Note    int    // number of the note on it; 0 if there is none
}

// A note is one answer.
type note struct {
	Number int
	Words  string
	Why    string // in one sentence
	explanation
}

// How many words of the two copies fit on two pages, by the size of the letters.
const (
	fitsLarge  = 900
	fitsMiddle = 1250
	fitsSmall  = 1700
	maxNotes   = 14
)

// handout is the print view.
func (s *Server) handout(w http.ResponseWriter, r *http.Request) error {
	st, err := s.open(r)
	if err != nil {
		return err
	}
	a, b := st.contrast()
	if pair := s.lessons[st.ID].pair; pair != [2]string{} { // what the lesson plan speaks of
		a, b = st.named(pair[0], a), st.named(pair[1], b)
	}
	a, b = st.asked(r.FormValue("a"), a), st.asked(r.FormValue("b"), b)
	p := sheet{Answers: r.FormValue("answers") != "", Two: [2]int{a, b}}
	for d := range st.Documents {
		p.Choices = append(p.Choices, choice{d, st.Outlet(d)})
	}
	two := []int{a, b}
	if a == b {
		two = two[:1]
	}
	words := 0
	var gloss *reader
	if p.Answers {
		gloss = tool(st)
	}
	for _, d := range two {
		words += len(st.words[d])
		c := sheetCopy{Letter: st.Letter(d), Name: st.Outlet(d)}
		var notes map[int]int
		if p.Answers {
			notes = p.number(st, d, maxNotes/len(two))
		}
		c.Blocks = sheetBlocks(st, gloss, d, notes)
		p.Copies = append(p.Copies, c)
	}
	switch {
	case words <= fitsLarge:
		p.Size = "large"
	case words <= fitsMiddle:
		p.Size = "middle"
	default:
		p.Size, p.Long = "small", words > fitsSmall
	}
	title := "Hand-out"
	if p.Answers {
		title = "Hand-out with answers"
	}
	return s.show(w, "handout", frame{Title: title, Story: st, At: "handout", Data: p})
}

// named is the copy of that outlet, or else d.
func (st *story) named(outlet string, d int) int {
	for i := range st.Documents {
		if st.Outlet(i) == outlet {
			return i
		}
	}
	return d
}

// asked is the copy that a form names, or else d.
func (st *story) asked(index string, d int) int {
	for i := range st.Documents {
		if fmt.Sprint(i) == index {
			return i
		}
	}
	return d
}

// contrast is the copy with most commentary and the one with least: the pair that
// shows most in little time.
func (st *story) contrast() (most, least int) {
	n := make([]int, len(st.Documents))
	for _, f := range st.Findings {
		if l, ok := labelOf(f); ok && !f.Shared {
			n[f.Document]++
			if l == asCommentary && f.Certainty == news.Sure {
				n[f.Document] += 2
			}
		}
	}
	for d := range n {
		if n[d] > n[most] {
			most = d
		}
		if n[d] < n[least] {
			least = d
		}
	}
	if most == least && len(n) > 1 {
		least = (most + 1) % len(n)
	}
	return most, least
}

// number chooses what is explained of copy d: gloss's doubts first, then what it
// marks, then swaps, as long as there is room; and numbers them in the order of the
// text. It returns the number of each by the index of its finding.
func (p *sheet) number(st *story, d, room int) map[int]int {
	rank := func(f news.Finding) int {
		_, marks := labelOf(f)
		switch {
		case f.Document != d || f.Shared || f.Part != news.InText || !rewritable(f):
			return -1
		case marks && f.Certainty == news.Judge:
			return 0
		case marks:
			return 1
		}
		return 2
	}
	var chosen []int
	for want := range 3 {
		for i, f := range st.Findings {
			switch {
			case rank(f) != want:
			case len(chosen) < room:
				chosen = append(chosen, i)
			case want < 2: // marked on the sheet, without a note
				p.More++
			}
		}
	}
	slices.Sort(chosen)
	numbers := make(map[int]int)
	for _, i := range chosen {
		f, n := st.Findings[i], len(p.Notes)+1
		e := st.explain(f)
		numbers[i] = n
		p.Notes = append(p.Notes, note{n, st.Text(f), e.Text, e})
	}
	return numbers
}

// sheetBlocks are the paragraphs of copy d, with marks where gloss is given.
func sheetBlocks(st *story, gloss *reader, d int, notes map[int]int) []sheetBlock {
	ends := make(map[int]int) // word at which a note's words end → the note
	for i, n := range notes {
		f := st.Findings[i]
		for w, at := range st.words[d] {
			if at.Overlap(f.Span) > 0 {
				ends[n] = w
			}
		}
	}
	at := make(map[int]int)
	for n, w := range ends {
		at[w] = max(at[w], n)
	}
	var out []sheetBlock
	number, w := 0, 0
	for _, b := range st.blocks(d) {
		sb := sheetBlock{Heading: b.Heading}
		if !b.Heading {
			number++
			sb.Number = number
		}
		for i, sentence := range b.Sentences {
			if i > 0 {
				sb.Parts = append(sb.Parts, part{Text: " "})
			}
			for _, piece := range sentence {
				p := part{Text: piece.Text}
				if piece.Word {
					if gloss != nil {
						p.Classes, p.Note = classes(gloss.is[d][w]), at[w]
					}
					w++
				}
				sb.Parts = joined(sb.Parts, p)
			}
		}
		out = append(out, sb)
	}
	return bridged(out)
}

func classes(s labelSet) string {
	var cs []string
	for _, k := range labels {
		if s.has(k.Label) {
			cs = append(cs, "c-"+string(k.Label))
		}
	}
	return strings.Join(cs, " ")
}

// joined adds p to parts, as one with the last if they look the same.
func joined(parts []part, p part) []part {
	if n := len(parts) - 1; n >= 0 && parts[n].Classes == p.Classes && parts[n].Note == 0 {
		parts[n].Text += p.Text
		parts[n].Note = p.Note
		return parts
	}
	return append(parts, p)
}

// bridged gives what stands between two words with the same labels these labels,
// too: a line under a sentence does not stop at each word.
func bridged(blocks []sheetBlock) []sheetBlock {
	for i := range blocks {
		parts := blocks[i].Parts
		var out []part
		for k, p := range parts {
			between := p.Classes == "" && k > 0 && k+1 < len(parts) && parts[k-1].Classes == parts[k+1].Classes && parts[k-1].Note == 0
			if between && !strings.ContainsFunc(p.Text, func(r rune) bool { return r > ' ' && strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789", r) }) {
				p.Classes = parts[k-1].Classes
			}
			out = joined(out, p)
		}
		blocks[i].Parts = out
	}
	return blocks
}
