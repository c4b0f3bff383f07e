package serve

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"gloss/analyzer/news"
)

// A plan is a lesson plan: lesson.md of a story's folder. What it says about gloss
// stands in one table, so that a test can hold it against what gloss says today.
type plan struct {
	Body  template.HTML // goldmark leaves raw HTML out
	Calls []call
	pair  [2]string // outlets of the hand-out
	text  string
	file  string
}

// A call is one line of the table of a plan: words of a copy, what gloss says
// about them, what to ask.
type call struct {
	Copy, Words, Says, Ask string
	Line                   int // of the file, from 1
}

const callsHeader = "| Copy | Words | gloss says | Ask |"

// handoutPair is how a plan names the copies of its hand-out.
var handoutPair = regexp.MustCompile(`For the hand-out take \*([^*]+)\* and \*([^*]+)\*`)

// firstCell is the name of a copy's file in the table, as it is rendered.
var firstCell = regexp.MustCompile(`<tr>\n<td>([a-z-]+)</td>`)

// readPlan reads a plan. The error names file and line.
func readPlan(file, text string) (plan, error) {
	p := plan{text: text, file: file}
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table)).Convert([]byte(text), &b); err != nil {
		return p, fmt.Errorf("%s: %w", file, err)
	}
	p.Body = template.HTML(firstCell.ReplaceAllStringFunc(b.String(), func(cell string) string { // files' names are for the machine
		return "<tr>\n<td>" + spoken(firstCell.FindStringSubmatch(cell)[1]) + "</td>"
	}))
	m := handoutPair.FindStringSubmatch(text)
	if m == nil {
		return p, fmt.Errorf("%s: does not say which copies the hand-out takes: want %s", file, handoutPair)
	}
	p.pair = [2]string{m[1], m[2]}
	in := false
	for n, line := range strings.Split(text, "\n") {
		switch {
		case line == callsHeader:
			in = true
			continue
		case !strings.HasPrefix(line, "|"):
			in = false
		}
		if !in || strings.HasPrefix(line, "|---") || strings.HasPrefix(line, "| ---") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) != 4 {
			return p, fmt.Errorf("%s:%d: %d columns, want 4", file, n+1, len(cells))
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		p.Calls = append(p.Calls, call{cells[0], cells[1], cells[2], cells[3], n + 1})
	}
	if len(p.Calls) == 0 {
		return p, fmt.Errorf("%s: no table that begins %s", file, callsHeader)
	}
	return p, nil
}

// lesson is the page of a lesson plan.
func (s *Server) lesson(w http.ResponseWriter, r *http.Request) error {
	plan, ok := s.lessons[r.PathValue("id")]
	if !ok {
		return errNoPage
	}
	st, err := s.open(r)
	if err != nil {
		return err
	}
	return s.show(w, "lesson", frame{Title: "Lesson plan", Story: st, At: "lesson", Data: plan})
}

// verdict is what gloss says about words of a copy, in the words of the lesson
// plans. The error says that the words are not there, or more than once.
func (st *story) verdict(copy, words string) (string, error) {
	d := st.document(copy)
	if d < 0 {
		return "", fmt.Errorf("no copy %q", copy)
	}
	text := st.Documents[d].Text
	if n := strings.Count(text, words); n != 1 {
		return "", fmt.Errorf("%q stands %d times in %s, want once", words, n, copy)
	}
	start := strings.Index(text, words)
	at := news.Span{Start: start, End: start + len(words)}
	var says []string
	add := func(s string) {
		if !slices.Contains(says, s) {
			says = append(says, s)
		}
	}
	for _, f := range st.Findings {
		own := f.Document == d && f.Part == news.InText && !f.Missing() && overlaps(f.Span, at)
		if c := f.Counterpart; c != nil && !own && c.Document == d && overlaps(c.Span, at) {
			switch f.Kind {
			case news.Omission:
				if 2*at.Len() >= c.Span.Len() {
					add("missing in " + st.Outlet(f.Document))
				}
			case news.Swap, news.Accuracy, news.Attribution, news.QuoteDiff:
				own = true
			}
		}
		if own && f.Kind != news.Placement {
			add(st.short(f))
		}
	}
	slices.Sort(says)
	if len(says) > 0 {
		return strings.Join(says, "; "), nil
	}
	for i, sentence := range st.Documents[d].Sentences {
		if sentence.Overlap(at) > 0 && st.SharedPlaces()[news.Place{Document: d, Sentence: i}] {
			return "nothing: other copies have the sentence", nil
		}
	}
	return "nothing", nil
}

// overlaps reports whether one covers at least half of the shorter of the two.
func overlaps(a, b news.Span) bool {
	o := a.Overlap(b)
	return o > 0 && 2*o >= min(a.Len(), b.Len())
}

// short names a finding in a few words: those of the page.
func (st *story) short(f news.Finding) string {
	s := strings.ToLower(st.explain(f).Name)
	if f.Shared {
		return s + ", but nobody’s"
	}
	if f.Certainty == news.Judge {
		s += " (to judge)"
	}
	return s
}
