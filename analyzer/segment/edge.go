package segment

import (
	"strings"

	"gloss/analyzer/news"
)

// Limits of what may stand before an article's first sentence and after its last.
const (
	longestEdge    = 240 // bytes of one paragraph there
	deepestHead    = 8   // paragraphs
	deepestFoot    = 10
	mostSkipped    = 2   // paragraphs in the foot that nothing speaks against
	longestStray   = 160 // bytes of one of those
	fewestBody     = 6   // words of a first sentence
	fewestLead     = 10  // words of what is more likely the first sentence of the news
	mostBriefWords = 14  // of a credit that could begin a sentence, too
	mostStrayWords = 12  // of a last line without a full stop
	shortestOutlet = 5   // bytes of an outlet's name
	fewestPhone    = 7   // digits of a telephone number

	edgeScore = 5 // what a paragraph needs that no phrase knows
	edgeKinds = 2 // different signs it needs
	weakScore = 7 // what it needs if none of them is strong
)

// A surround looks for what stands around one article on its page.
type surround struct {
	*Segmenter
	text   string
	ps     []paragraph
	outlet string // as the outlet's name may stand in the text, "" if not known
	titled bool   // the title is not part of the text
	buf    []byte // of normal
}

// normal returns t as phrases are compared, until the next call.
func (e *surround) normal(t string) []byte {
	e.buf = normalise(e.buf[:0], t)
	return e.buf
}

func (s *Segmenter) surround(a news.Article, ps []paragraph) *surround {
	e := &surround{Segmenter: s, text: a.Text, ps: ps, titled: a.Title != ""}
	if name := strings.TrimPrefix(a.Outlet, "The "); len(name) >= shortestOutlet {
		e.outlet = name
	}
	return e
}

// A zone says where in the article a paragraph stands.
type zone uint8

const (
	inside zone = iota
	head        // before the first sentence
	foot        // among the last paragraphs
	end         // no prose comes after it
)

const (
	askedReader = "question to the reader before other boilerplate"
	manySigns   = "several signs of page furniture"
)

// mark marks the article's surroundings: from its ends inward it goes on while
// paragraphs are boilerplate by a phrase that counts only there, by their form,
// or by several weak signs together.
func (e *surround) mark() {
	for i := 0; i < len(e.ps) && i < deepestHead; i++ {
		if e.ps[i].kind != news.Prose || e.marked(i, e.why(i, head)) {
			continue
		}
		if t := e.ps[i].Of(e.text); endsTerminal(t) && wordCount(t, fewestBody) == fewestBody {
			break
		}
	}
	skipped := 0
	for i := len(e.ps) - 1; i >= max(0, len(e.ps)-deepestFoot); i-- {
		if e.ps[i].kind != news.Prose || i > 0 && e.marked(i, e.why(i, foot)) {
			continue
		}
		e.ps[i].foot = true
		if skipped++; skipped > mostSkipped || e.ps[i].Len() > longestStray {
			break
		}
	}
	for i := range e.ps {
		if e.ps[i].kind == news.Prose && e.ps[i].Len() <= longestEdge && e.beside(i) {
			e.marked(i, e.weighed(e.ps[i].Of(e.text), inside, true))
		}
	}
}

// suits reports whether t is short enough for a phrase that only short lines have.
func (p *phrase) suits(t string) bool {
	return p.use != brief || wordCount(t, mostBriefWords+1) <= mostBriefWords
}

// marked makes paragraph i boilerplate if why is not empty, and says so.
func (e *surround) marked(i int, why string) bool {
	if why == "" {
		return false
	}
	e.ps[i].mark(why)
	e.ps[i].split = true
	return true
}

// beside reports whether a neighbour of paragraph i is boilerplate.
func (e *surround) beside(i int) bool {
	return i > 0 && e.ps[i-1].kind == news.Boilerplate || i+1 < len(e.ps) && e.ps[i+1].kind == news.Boilerplate
}

// why says why paragraph i, which stands in z, is boilerplate, "" if it is not.
func (e *surround) why(i int, z zone) string {
	t := e.ps[i].Of(e.text)
	if len(t) > longestEdge {
		return ""
	}
	f := e.ends.find(e.normal(t))
	title := i == 0 && !e.titled // it may be
	if p := f.edge; p != nil && p.suits(t) && (oneSentence(t) || p.start && len(t) <= longestStray) && (p.end || !title) {
		return p.reason()
	}
	if z == head {
		switch rest, from := strings.CutPrefix(t, "From "); {
		case placeLine(t):
			return "dateline"
		case from && strings.Contains(rest, ", ") && isByline("By "+rest):
			return "byline"
		case title:
			return ""
		case signature(t):
			return "byline"
		case strings.Contains(t, " | ") && !endsTerminal(t) && wordCount(t, mostShapeWords+1) <= mostShapeWords:
			return "line with a bar"
		}
		return e.weighed(t, head, e.beside(i))
	}
	if f.uses&asks != 0 && i+1 < len(e.ps) && e.ps[i+1].kind == news.Boilerplate && strings.HasSuffix(t, "?") && oneSentence(t) {
		return askedReader
	}
	if signature(t) {
		return "signature"
	}
	if why := e.endNote(e.ps[i].Span, i); why != "" {
		return why
	}
	if following(e.ps, i) < 0 {
		z = end
	}
	return e.weighed(t, z, e.beside(i))
}

// weighed weighs the signs that t, which stands in z, is about the page and not
// the news. near says that boilerplate stands beside it.
func (e *surround) weighed(t string, z zone, near bool) string {
	score, strong, kinds := e.signs(t)
	if i := strings.Index(t, e.outlet); e.outlet != "" && i >= 0 {
		score, strong, kinds = score+2, strong+1, kinds+1
		if i == 0 || i == len("The ") && t[:i] == "The " {
			score++
		}
	}
	if z != inside {
		score++
		if near {
			score++
		}
	}
	open := !endsTerminal(t)
	switch {
	case z == head && !open && wordCount(t, fewestLead) == fewestLead:
		score--
	case z == end && open && stray(t):
		// The article has ended with a full stop; this has none.
		score, strong, kinds = score+4, strong+1, kinds+1
		if strings.ContainsAny(t, "0123456789") || strings.Contains(t, ": ") {
			kinds++
		}
	case z != head && z != inside && open:
		score++
	}
	if score >= edgeScore && kinds >= edgeKinds && (strong > 0 || score >= weakScore) {
		return manySigns
	}
	return ""
}

// endNote says why the sentence or paragraph at, which ends the article in
// paragraph i, is a note about the author, "" if it is not: it begins with the name
// that stands in the byline, or with a name that the article has not had, and goes
// on as such notes do.
func (e *surround) endNote(at news.Span, i int) string {
	t := at.Of(e.text)
	if !endsTerminal(t) || len(t) > longestEdge || starters[firstField(t)] {
		return ""
	}
	end, n, last := 0, 0, ""
	for end < len(t) && n < 5 {
		k := strings.IndexByte(t[end:], ' ')
		if k <= 0 || !upperInitial(t[end:]) {
			break
		}
		last = t[end : end+k]
		end, n = end+k+1, n+1
	}
	if n == 0 || n > 4 || len(last) < 3 || !isLetter(before(t, 0, end-1)) {
		return ""
	}
	for j := 0; j < min(i, deepestHead); j++ {
		if e.ps[j].kind == news.Boilerplate && credits(e.ps[j].Of(e.text), t[:end-1]) {
			return "note about the author of the byline"
		}
	}
	if n < 2 || following(e.ps, i) >= 0 {
		return ""
	}
	b := e.normal(t[end:])
	if len(b) == 0 {
		return ""
	}
	list := e.ends.anchored[string(b[:keyLen(b)])]
	for k := range list {
		p := &list[k]
		if p.use != endBio || !p.at(b) {
			continue
		}
		if strings.Contains(e.text[:at.Start], last) {
			return ""
		}
		return p.reason()
	}
	return ""
}

// credits reports whether a line of the head says that name wrote the article.
func credits(line, name string) bool {
	i := strings.Index(line, name)
	if i < 0 {
		return false
	}
	by := strings.ToLower(line[:i])
	return strings.HasPrefix(by, "by ") || strings.HasPrefix(by, "from ") || strings.Contains(by, " by ") || strings.HasSuffix(by, "| ")
}

// trailing returns how many of the last sentences of paragraph i, one of the
// article's last, are boilerplate, and why.
func (e *surround) trailing(i int, cuts []news.Span) (n int, why string) {
	for k := len(cuts) - 1; k >= 0 && cuts[k].Len() <= longestStray; k-- {
		if k == 0 && (n == 0 || i == 0) {
			break // a paragraph of one sentence has been looked at
		}
		w := e.trail(i, cuts[k], n > 0)
		if w == "" {
			break
		}
		n, why = n+1, w
	}
	return n, why
}

// trail says why the sentence at, in paragraph i, is boilerplate, "" if it is not.
// near says that the next one is.
func (e *surround) trail(i int, at news.Span, near bool) string {
	t := at.Of(e.text)
	b := e.normal(t)
	f := e.ends.find(b)
	if f.edge != nil && f.edge.suits(t) {
		return f.edge.reason()
	}
	if p := e.phrases.find(b).sentence; p != nil {
		return p.reason()
	}
	if near && f.uses&asks != 0 && strings.HasSuffix(t, "?") {
		return askedReader
	}
	if why := e.endNote(at, i); why != "" {
		return why
	}
	z := foot
	if near || following(e.ps, i) < 0 && at.End == e.ps[i].End {
		z = end
	}
	return e.weighed(t, z, near)
}
