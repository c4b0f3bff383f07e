package isolate

import (
	"strings"

	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
)

// additions finds the sentences that stand in no row and tells commentary from
// report among them.
func (s *story) additions() {
	for d, doc := range s.Documents {
		if d == s.Base {
			continue
		}
		weighed := s.ownEvidence(d)
		if !English(doc) {
			for i, e := range weighed {
				e.Credited = true // the lists are English: nobody is accused by them here
				weighed[i] = e
			}
		}
		all := opinion.Sum(weighed)
		for i := range doc.Sentences {
			if e, ok := weighed[i]; ok {
				s.addition(news.Place{Document: d, Sentence: i}, e, s.iso.judge.InContext(e.Odds, opinion.Around(weighed, i, all)))
			}
		}
	}
}

// leastEnglish is the share of function words from which a text is taken for
// English; news has about .4, other languages in Latin letters under .1.
const leastEnglish = 0.15

// English reports whether the prose of d reads like English; true for texts too
// short to tell.
func English(d *news.Document) bool {
	words, function := 0, 0
	for _, s := range d.Sentences {
		if s.Kind != news.Prose {
			continue
		}
		for _, w := range d.Words[s.First:s.Last] {
			words++
			if functional[w.Fold] {
				function++
			}
		}
	}
	return words < 20 || float64(function) >= leastEnglish*float64(words)
}

// ownEvidence weighs all additions of document d, by sentence.
func (s *story) ownEvidence(d int) map[int]opinion.Weighed {
	doc := s.Documents[d]
	weighed := make(map[int]opinion.Weighed)
	for i, sent := range doc.Sentences {
		p := news.Place{Document: d, Sentence: i}
		if sent.Kind == news.Prose && sent.First < sent.Last && !s.shared[p] {
			weighed[i] = s.weigh(p)
		}
	}
	return weighed
}

// addition notes the addition at p, as commentary if it is likely enough to be.
func (s *story) addition(p news.Place, e opinion.Weighed, probability float64) {
	doc := s.Documents[p.Document]
	voice, judge := doc.VoiceOf(p.Sentence), s.iso.judge
	f := news.Finding{Document: p.Document, Sentence: p.Sentence, Span: doc.Sentences[p.Sentence].Span, Voice: voice}
	switch {
	case voice == news.Own && !e.Credited && probability >= judge.Sure() && !s.answered(p):
		f.Kind, f.Certainty, f.Probability = news.Commentary, news.Sure, probability
	case voice != news.Quoted && voice != news.Attributed && !e.Credited && probability >= judge.ToJudge():
		f.Kind, f.Certainty, f.Probability = news.Commentary, news.Judge, probability
	default:
		f.Kind, f.Certainty, f.Category = news.Addition, news.Sure, additionCategory(voice, e)
		f.Reason = "no other copy has a sentence that says this"
		if s.Base >= 0 {
			f.Reason = "the base has no sentence that says this"
		}
		s.add(f)
		return
	}
	pro, _ := s.told(p)
	f.Category, f.Reason = reason(doc.Text, pro, voice)
	s.add(f)
}

// answered reports whether the sentence at p is a question that somebody else
// answers in the next one: an interview, not rhetoric.
func (s *story) answered(p news.Place) bool {
	doc := s.Documents[p.Document]
	if !strings.HasSuffix(strings.TrimRight(doc.SentenceText(p.Sentence), "”\"’' "), "?") {
		return false
	}
	for i := p.Sentence + 1; i < len(doc.Sentences); i++ {
		if doc.Sentences[i].Kind == news.Prose {
			v := doc.VoiceOf(i)
			return v == news.Quoted || v == news.Attributed && len(s.rowsOf[news.Place{Document: p.Document, Sentence: i}]) == 0
		}
	}
	return false
}

func additionCategory(v news.Voice, e opinion.Weighed) string {
	switch {
	case v == news.Quoted:
		return "quotation"
	case v == news.Attributed || e.Credited:
		return "reported"
	}
	return "fact"
}
