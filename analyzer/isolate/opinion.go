package isolate

import (
	"strings"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
)

// weigh weighs the own-voice words of the sentence at p.
func (s *story) weigh(p news.Place) opinion.Weighed {
	f := s.iso.features.Get().(*opinion.Features)
	defer s.iso.features.Put(f)
	s.iso.judge.Read(f, s.Documents[p.Document], p.Sentence, s.cues(p))
	return opinion.Weighed{Odds: s.iso.judge.Commentary(f), Credited: f.Credited()}
}

// clause is the logarithm of the odds that the own-voice words of p are commentary.
func (iso *Isolator) clause(p phrase) float64 {
	f := iso.features.Get().(*opinion.Features)
	defer iso.features.Put(f)
	iso.judge.ReadPart(f, p.d, p.sentence, p.hits, p.span())
	return iso.judge.Commentary(f)
}

// told are the cues that speak for the sentence at p being commentary, and those
// that speak against, as they are told.
func (s *story) told(p news.Place) (pro, con []opinion.Cue) {
	f := s.iso.features.Get().(*opinion.Features)
	defer s.iso.features.Put(f)
	d := s.Documents[p.Document]
	s.iso.judge.Read(f, d, p.Sentence, s.cues(p))
	cues := s.iso.judge.Cues(f, d, p.Sentence, s.cues(p))
	n := 0
	for n < len(cues) && cues[n].Weight > 0 {
		n++
	}
	return cues[:n], cues[n:]
}

// shownCues is how many cues a reason names.
const shownCues = 3

// reason says in words what made the call, strongest first, and the category it
// falls in: the first cue that is a kind of opinion. whose says whose words they are.
func reason(text string, cues []opinion.Cue, whose news.Voice) (category, why string) {
	category = "interpretation"
	for _, c := range cues {
		if c.Kind() {
			category = c.Name
			break
		}
	}
	var parts []string
	for _, c := range cues[:min(len(cues), shownCues)] {
		part := c.Name
		if c.At.Len() > 0 {
			part += " “" + c.At.Of(text) + "”"
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		parts = append(parts, "states how things are")
	}
	if whose == news.Unclear {
		return category, strings.Join(parts, "; ") + "; not clear whose words"
	}
	return category, strings.Join(parts, "; ") + "; own voice, no source"
}

// lastWords is the end of s from a word's beginning, for display.
func lastWords(s string) string {
	if len(s) <= 40 {
		return s
	}
	if i := strings.IndexByte(s[len(s)-40:], ' '); i >= 0 {
		return "…" + s[len(s)-40+i:]
	}
	return s
}

// An Opinion is what speaks for one sentence being commentary, taken by itself:
// neither its surroundings nor other copies are looked at.
type Opinion struct {
	Score       float64       // logarithm of the odds against those of opinion.Judge.Alone; higher is more opinion. 0 is undecided
	Probability float64       // of being commentary where nothing around it is known
	Sure        bool          // would be sure commentary among reports
	ToJudge     bool          // would be put before the reader, or is sure
	Credited    bool          // somebody is credited
	Reason      string        // strongest evidence first
	For         []opinion.Cue // what speaks for it, and
	Against     []opinion.Cue // what speaks against it, as they are told
}

// Opinion weighs sentence i of d, whose passages must have been set.
func (iso *Isolator) Opinion(d *news.Document, i int) Opinion {
	s := iso.reading(&news.Story{Documents: []*news.Document{d}, Base: -1})
	p := news.Place{Sentence: i}
	e := s.weigh(p)
	pro, con := s.told(p)
	_, why := reason(d.Text, pro, d.VoiceOf(i))
	o := Opinion{Score: e.Odds - iso.judge.Alone(), Probability: iso.judge.InContext(e.Odds, opinion.Surroundings{}), Credited: e.Credited, Reason: why, For: pro, Against: con}
	o.Sure = !e.Credited && o.Probability >= iso.judge.Sure()
	o.ToJudge = !e.Credited && o.Probability >= iso.judge.ToJudge()
	return o
}

// Lists are the lists that opinion is read from.
func (iso *Isolator) Lists() *lexicon.Set { return iso.lex }

// Other is the answer of another model of the judge's weights for sentence i of d;
// ok is false if they have none of that name.
func (iso *Isolator) Other(d *news.Document, i int, model string) (odds float64, ok bool) {
	s := iso.reading(&news.Story{Documents: []*news.Document{d}, Base: -1})
	f := iso.features.Get().(*opinion.Features)
	defer iso.features.Put(f)
	iso.judge.Read(f, d, i, s.cues(news.Place{Sentence: i}))
	return iso.judge.Other(model, f)
}
