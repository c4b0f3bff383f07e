package serve

import (
	"fmt"
	"net/http"
	"slices"

	"gloss/analyzer/news"
	"gloss/analyzer/page"
)

// plainGroups are package page's groups in the words of a class. The names and
// signs are the same, so that its style and filters serve here, too.
var plainGroups = map[string]page.Group{
	"commentary": {Title: "What the outlet thinks", Label: "Commentary", Says: "The outlet says what it thinks: it judges, mocks, warns, or asks a question that is no real question."},
	"loaded":     {Title: "Loaded words", Label: "Loaded words", Says: "Words that praise or blame where a plain word would do."},
	"sourcing":   {Title: "Who said it", Label: "Who said it", Says: "A source without a name, or one that another copy names and this one does not."},
	"swap":       {Title: "Other words for the same thing", Label: "Other words", Says: "The copies tell the same thing, and the difference in words changes how it feels."},
	"only":       {Title: "Only in one copy", Label: "Only here", Says: "No other copy says this. That is no fault: it may be news, background, or somebody whom others left out."},
	"missing":    {Title: "Missing in one copy", Label: "Missing here", Says: "Most copies say this, and this one does not. It may have been cut for room."},
	"placement":  {Title: "Place in the text, and headlines", Label: "Place", Says: "It comes much earlier or later than in another copy, or only in the headline."},
	"accuracy":   {Title: "Facts that differ", Label: "Facts differ", Says: "A name, a number or a date differs. Somebody may have made a mistake. That is not slant."},
	"shared":     {Title: "The same words in more than one copy: nobody’s", Label: "Nobody’s", Says: "A loaded word, but more than one copy has it. It came with the story: no outlet is to blame or to praise."},
	"changed":    {Title: "Changed after it was published", Label: "Changed", Says: "An earlier version had it otherwise, or not at all."},
}

// A readPage is the copies opposite each other, and what gloss says about them.
type readPage struct {
	*page.Story
	Groups     []*page.Group // in the words of this page
	Noticed    []page.List   // what asks to be looked at
	Came       []page.List   // what came along
	Harmless   []page.List   // what differs and does not matter much
	Comparable bool
	Warnings   []string
}

// read shows the copies opposite each other, with the marks of gloss.
func (s *Server) read(w http.ResponseWriter, r *http.Request) error {
	st, err := s.open(r)
	if err != nil {
		return err
	}
	return s.show(w, "read", frame{Title: "Read", Story: st, At: "read", Data: st.reading()})
}

// reading lays the story out as every page of gloss does, and says it plainly.
func (st *story) reading() readPage {
	p := st.Page("s1", nil)
	for d, c := range p.Columns {
		c.Outlet = st.Outlet(d)
	}
	r := readPage{Story: p, Comparable: st.Comparable()}
	plain := make(map[string]*page.Group)
	for _, g := range page.Groups {
		said := plainGroups[g.Name]
		said.Name, said.Sign = g.Name, g.Sign
		plain[g.Name] = &said
		if g.Name != "changed" || p.HasVersions {
			r.Groups = append(r.Groups, &said)
		}
	}
	for _, l := range p.Lists {
		l.Group = plain[l.Name]
		for _, f := range l.Findings {
			st.say(f, l.Group)
		}
		if len(l.Findings) == 0 {
			continue
		}
		switch l.Name {
		case "only", "missing", "placement", "changed":
			r.Came = append(r.Came, l)
		case "accuracy", "shared":
			r.Harmless = append(r.Harmless, l)
		default:
			r.Noticed = append(r.Noticed, l)
		}
	}
	order := []string{"commentary", "loaded", "swap", "sourcing"}
	slices.SortFunc(r.Noticed, func(a, b page.List) int { return slices.Index(order, a.Name) - slices.Index(order, b.Name) })
	for _, w := range st.warnings {
		text := w.Text
		if d := st.document(w.Document); d >= 0 {
			text = fmt.Sprintf("%s: %s", st.Outlet(d), text)
		}
		r.Warnings = append(r.Warnings, text)
	}
	return r
}

// say puts a finding into the words of a class.
func (st *story) say(f *page.Finding, g *page.Group) {
	e := st.explain(f.Finding)
	f.Group, f.Reason, f.Measure, f.Whose = g, e.Text, "", ""
	if f.Kind == news.Omission {
		f.Reason += " It may have been cut for room."
	}
	if !f.Missing() && f.Part == news.InText {
		f.Whose = "Whose words? " + sentenceCase(e.Whose) + "."
	}
	if f.Against != nil && f.Counterpart.Document < len(st.Documents) {
		f.Against.Outlet = st.Outlet(f.Counterpart.Document)
	}
	f.Category = "" // a word for researchers: the export has it
	if slices.Contains([]news.FindingKind{news.Insertion, news.QuoteDiff, news.Headline}, f.Kind) {
		f.Kind = news.Addition // a label that is the group's alone
	}
}
