package serve

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"gloss/analyzer"
	"gloss/analyzer/news"
)

// A task is one finding that a reader may write a neutral version of.
type task struct {
	ID     string
	Copy   string
	Before string // the sentence up to the words
	Words  string
	After  string
	Other  string // the sentence of another copy that says the same; empty if none does
	From   string // that copy
	explanation
	finding news.Finding
}

// tasks are what can be rewritten: commentary and loaded words first.
func (st *story) tasks() []task {
	var out []task
	for _, f := range st.Findings {
		if f.Sentence < 0 || f.Shared || f.Part != news.InText || !rewritable(f) || st.Documents[f.Document].Sentences[f.Sentence].Kind != news.Prose {
			continue
		}
		s, text := st.Documents[f.Document].Sentences[f.Sentence], st.Documents[f.Document].Text
		if !s.Contains(f.Span) {
			continue
		}
		t := task{ID: f.ID, Copy: st.Outlet(f.Document), Before: text[s.Start:f.Start], Words: f.Span.Of(text), After: text[f.End:s.End], explanation: st.explain(f), finding: f}
		t.Other, t.From = st.beside(f)
		out = append(out, t)
	}
	return out
}

func rewritable(f news.Finding) bool {
	if _, ok := labelOf(f); ok {
		return true
	}
	return f.Kind == news.Swap && f.Category != "hedge" && f.Category != "weaker"
}

// beside is a sentence of another copy that says the same as f's.
func (st *story) beside(f news.Finding) (text, from string) {
	if c := f.Counterpart; c != nil && c.Sentence >= 0 && c.Document < len(st.Documents) {
		return st.Documents[c.Document].SentenceText(c.Sentence), st.Outlet(c.Document)
	}
	here := news.Place{Document: f.Document, Sentence: f.Sentence}
	for _, r := range st.Rows {
		if !slices.Contains(r.Places, here) {
			continue
		}
		for _, p := range r.Places {
			if p.Document != f.Document {
				return st.Documents[p.Document].SentenceText(p.Sentence), st.Outlet(p.Document)
			}
		}
	}
	return "", ""
}

type rewritePage struct {
	Tasks  []task
	Chosen *task
	Text   string // what the reader wrote
	Result *rewritten
	Limit  int
}

// maxRewrite is the length of a rewritten sentence, in bytes.
const maxRewrite = 2000

// rewriteForm lists what can be rewritten, and shows the one that was chosen.
func (s *Server) rewriteForm(w http.ResponseWriter, r *http.Request) error {
	st, err := s.open(r)
	if err != nil {
		return err
	}
	p := rewritePage{Tasks: st.tasks(), Limit: maxRewrite}
	if id := r.FormValue("finding"); id != "" {
		if p.Chosen = choose(p.Tasks, id); p.Chosen == nil {
			return errNoPage
		}
		p.Text = strings.TrimSpace(p.Chosen.Before + p.Chosen.Words + p.Chosen.After)
	}
	return s.show(w, "rewrite", frame{Title: "Rewrite", Story: st, At: "rewrite", Data: p})
}

func choose(tasks []task, id string) *task {
	for i := range tasks {
		if tasks[i].ID == id {
			return &tasks[i]
		}
	}
	return nil
}

// rewrite compares the story once more, with the sentence as it was written.
func (s *Server) rewrite(w http.ResponseWriter, r *http.Request) error {
	st, err := s.open(r)
	if err != nil {
		return err
	}
	p := rewritePage{Tasks: st.tasks(), Limit: maxRewrite}
	if p.Chosen = choose(p.Tasks, r.PostFormValue("finding")); p.Chosen == nil {
		return errNoPage
	}
	p.Text = strings.Join(strings.Fields(strings.ToValidUTF8(r.PostFormValue("text"), "\uFFFD")), " ")
	if len(p.Text) > maxRewrite {
		return &problem{http.StatusRequestEntityTooLarge, "That is too long for one sentence.", fmt.Sprintf("Go back and keep it under %s characters.", thousands(maxRewrite))}
	}
	if p.Result, err = s.again(r, st, p.Chosen.finding, p.Text); err != nil {
		return err
	}
	return s.show(w, "rewrite", frame{Title: "Rewrite", Story: st, At: "rewrite", Data: p})
}

// A rewritten says what gloss still finds in a sentence, and what is lost.
type rewritten struct {
	Cut     bool          // the sentence was taken out
	Left    []explanation // still there, or new
	Was     int           // findings that there were
	Lost    []string      // figures and names that the sentence had
	Aligned bool          // another copy has a sentence that says this
}

// again runs the stages over the copies with one sentence changed.
func (s *Server) again(r *http.Request, st *story, f news.Finding, text string) (*rewritten, error) {
	doc := st.Documents[f.Document]
	old := doc.Sentences[f.Sentence].Span
	copies := st.copies
	copies.Articles = slices.Clone(copies.Articles)
	i := slices.IndexFunc(copies.Articles, func(a news.Article) bool { return a.ID == doc.ID })
	copies.Articles[i] = replaced(copies.Articles[i], old, text)
	at := news.Span{Start: old.Start, End: old.Start + len(text)}
	if st.Documents[f.Document].Text[:old.Start] != copies.Articles[i].Text[:old.Start] {
		return nil, fmt.Errorf("story %s: a copy's text is not the article's", st.ID)
	}
	now := &story{ID: st.ID, copies: copies}
	err := s.work(r, func() (err error) {
		now.Story, _, err = s.Analyzer.Story(copies, analyzer.Options{})
		return err
	})
	if err != nil {
		return nil, err
	}
	res := &rewritten{Cut: text == "", Lost: lost(old.Of(doc.Text), text)}
	for _, x := range st.Findings {
		if rewritable(x) && !x.Shared && x.Document == f.Document && x.Sentence == f.Sentence {
			res.Was++
		}
	}
	if res.Cut {
		return res, nil
	}
	for _, x := range now.Findings {
		if x.Document == f.Document && !x.Missing() && x.Part == news.InText && x.Span.Overlap(at) > 0 && rewritable(x) && !x.Shared {
			e := now.explain(x)
			e.Whose = x.Span.Of(now.Documents[x.Document].Text)
			res.Left = append(res.Left, e)
		}
	}
	for _, row := range now.Rows {
		for _, p := range row.Places {
			res.Aligned = res.Aligned || p.Document == f.Document && now.Documents[p.Document].Sentences[p.Sentence].Overlap(at) > 0
		}
	}
	return res, nil
}

// replaced is an article with other words in place of a stretch.
func replaced(a news.Article, at news.Span, text string) news.Article {
	a.Text = a.Text[:at.Start] + text + a.Text[at.End:]
	shift := len(text) - at.Len()
	a.Blocks = slices.Clone(a.Blocks)
	for i := range a.Blocks {
		b := &a.Blocks[i]
		if b.Start >= at.End {
			b.Start += shift
		}
		if b.End >= at.End {
			b.End += shift
		}
	}
	return a
}

// lost are the figures and names of a sentence that its new version has not: what
// a reader learned before and does not learn now.
func lost(before, after string) []string {
	kept := make(map[string]bool)
	for _, w := range strings.FieldsFunc(after, notInWord) {
		kept[strings.ToLower(strings.Trim(w, outer))] = true
	}
	var out []string
	last := -2 // the word that ended the last name
	for i, w := range strings.FieldsFunc(before, notInWord) {
		w = strings.Trim(w, outer)
		r := []rune(w + " ")
		name := i > 0 && unicode.IsUpper(r[0]) && len(r) > 2
		switch {
		case !unicode.IsDigit(r[0]) && !name || kept[strings.ToLower(w)]:
			continue
		case name && last == i-1 && strings.Contains(before, out[len(out)-1]+" "+w):
			out[len(out)-1] += " " + w // Flood Resilience Fund is one name
		default:
			out = append(out, w)
		}
		if name {
			last = i
		}
	}
	var whole []string // Pryle is no other than Dennis Pryle
	for i, w := range out {
		if !slices.ContainsFunc(out[:i], func(o string) bool { return strings.Contains(" "+o+" ", " "+w+" ") }) {
			whole = append(whole, w)
		}
	}
	return whole
}

const outer = "'’-.,"

func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(outer, r) || unicode.IsSpace(r)
}
