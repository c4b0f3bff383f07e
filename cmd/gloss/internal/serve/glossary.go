package serve

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
	"gloss/analyzer/segment"
)

// A glossaryPage says what the words of the page mean, and shows the lists.
type glossaryPage struct {
	Query   string
	Asked   bool
	Found   []entry // that are the word
	Within  []entry // longer ones, with the word in them
	Folders []listFolder
	Sources []lexicon.Source
}

type listFolder struct {
	Name, About string
	Lists       []wordList
}

type wordList struct {
	Name, About, Plain string
	Entries            []entry
}

// An entry is a term as a person reads it.
type entry struct {
	Text, List, Note string
	Source           lexicon.Source
}

// folders are the folders of lists that a class may look at, with what they are
// for. The others hold abbreviations, months and the like.
var folders = []struct{ Name, Title, About string }{
	{"loaded", "Loaded words", "Words that praise or blame where a plain word would do. gloss counts one only when the outlet says it itself, and no other copy says it too."},
	{"opinion", "Signs of commentary", "Ways of speaking that opinion likes. None of them proves anything alone: gloss weighs them together, with the whole sentence."},
	{"stance", "Who says so, and how surely", "Words that hand a claim to somebody, or make it more or less certain."},
}

// plainly says in plain words what a list is about.
var plainly = map[string]string{
	"loaded.dysphemism": "A harsh word for something that has a plain one.", "loaded.emotive_verb": "Verbs that carry a feeling: things do not rise, they soar.",
	"loaded.epithet": "Names for people and groups that judge whoever bears them.", "loaded.euphemism": "A soft word for something hard.",
	"loaded.evaluative": "Words that praise or blame.", "loaded.intensifier": "Words that turn the volume up.", "loaded.scare_quote_marker": "Words that cast doubt on the name that follows: so-called, supposed.",
	"opinion.colloquial": "How people talk, not how news is written.", "opinion.evaluative_adjective": "Describing words that judge.", "opinion.evaluative_noun": "Naming words that judge.",
	"opinion.exhortation": "Telling the reader what to do.", "opinion.first_person": "“I” and “we”: who is that?", "opinion.generalisation": "Everybody, nobody, always, never.",
	"opinion.media_reference": "Talking about “the media”.", "opinion.modal_verdict": "Should, must, ought to.", "opinion.prediction": "Saying what will happen, as if one knew.",
	"opinion.rhetorical_question": "Questions that want no answer.", "opinion.sarcasm": "Saying one thing and meaning another.", "opinion.second_person": "Talking to “you”.", "opinion.verdict": "Passing judgement.",
	"stance.attribution": "According to …", "stance.booster": "Clearly, of course, undoubtedly.", "stance.causal": "Because of, thanks to: who is to blame?", "stance.factive": "Verbs that treat a claim as a fact: revealed, admitted, realised.",
	"stance.hedge": "Perhaps, might, about.", "stance.report_belief": "Verbs for what people think.", "stance.report_distancing": "Verbs that keep away from what was said: claimed, alleged.",
	"stance.report_endorsing": "Verbs that stand behind what was said: showed, confirmed.", "stance.report_evaluative": "Verbs that judge how it was said: slammed, grumbled, hailed.", "stance.report_neutral": "Said, told, wrote.",
	"stance.sequence": "After, then, following: first and next, or cause?", "stance.unnamed_source": "Sources without a name: critics say, observers believe.",
}

// glossary is the page of words.
func (s *Server) glossary(w http.ResponseWriter, r *http.Request) error {
	p := glossaryPage{Query: clip(strings.TrimSpace(r.FormValue("q")), maxName)}
	if p.Query != "" {
		p.Asked = true
		for _, t := range s.Lexicons.Explain(p.Query) {
			switch {
			case !shownFolder(t.Category) || t.Except:
			case s.alone(t, p.Query):
				p.Found = append(p.Found, s.entry(t))
			default:
				p.Within = append(p.Within, s.entry(t))
			}
		}
	}
	used := make(map[string]lexicon.Source)
	for _, f := range folders {
		lf := listFolder{Name: f.Title, About: f.About}
		for _, l := range s.Lexicons.Lists() {
			if !strings.HasPrefix(l.Category, f.Name+".") {
				continue
			}
			_, name, _ := strings.Cut(l.Category, ".")
			wl := wordList{Name: sentenceCase(strings.ReplaceAll(name, "_", " ")), About: l.About, Plain: plainly[l.Category]}
			for _, t := range l.Terms {
				if t.Except {
					continue
				}
				e := s.entry(t)
				used[e.Source.Key] = e.Source
				wl.Entries = append(wl.Entries, e)
			}
			lf.Lists = append(lf.Lists, wl)
		}
		p.Folders = append(p.Folders, lf)
	}
	for _, src := range used {
		p.Sources = append(p.Sources, src)
	}
	slices.SortFunc(p.Sources, func(a, b lexicon.Source) int { return cmp.Compare(a.Citation, b.Citation) })
	return s.show(w, "glossary", frame{Title: "Words", At: "glossary", Data: p})
}

// alone reports whether a term is these words, and not only one that has them in it.
func (s *Server) alone(t *lexicon.Term, words string) bool {
	all := news.Span{End: len(words)}
	hits := s.Lexicons.Find(nil, words, segment.AppendWords(nil, words, all), all)
	return slices.ContainsFunc(hits, func(h lexicon.Hit) bool { return h.Term == t && h.Span == all })
}

func shownFolder(category string) bool {
	return slices.ContainsFunc(folders, func(f struct{ Name, Title, About string }) bool { return strings.HasPrefix(category, f.Name+".") })
}

func (s *Server) entry(t *lexicon.Term) entry {
	return entry{Text: readable(t.Text), List: plainly[t.Category], Note: t.Note, Source: s.Lexicons.Source(t.Source)}
}

// readable writes a term as a person would: without the signs of term syntax.
func readable(term string) string {
	words := strings.Fields(term)
	var out []string
	for _, w := range words {
		switch w {
		case "^", "$", "?", "$?":
			continue
		case "_", "..":
			out = append(out, "…")
			continue
		}
		if class, ok := strings.CutPrefix(w, "@"); ok {
			_, name, _ := strings.Cut(class, "/")
			out = append(out, "("+strings.ReplaceAll(name, "_", " ")+")")
			continue
		}
		w = strings.Trim(w, "^$~*")
		w = strings.NewReplacer("|", " / ", "=", "-", "(", "", ")", "").Replace(w)
		out = append(out, strings.TrimSuffix(strings.TrimSpace(w), " /"))
	}
	return strings.Join(out, " ")
}
