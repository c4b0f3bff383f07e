package isolate

import (
	"maps"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// Opinion at or above which an addition is commentary.
const (
	sureOpinion  = 0.8
	judgeOpinion = 0.3
)

// How far the surroundings carry: commentary comes in runs, and in copies that
// comment throughout.
const (
	neighbourShare = 0.35
	copyShare      = 1.0
	pieceShare     = 3.0  // what a copy that comments throughout adds, for its share of
	leastPiece     = 0.2  // sentences that are opinion by themselves, beyond this
	sureAround     = 0.3  // surroundings that make a sentence without cues sure
	sureUnaided    = -0.2 // what a sentence must bring of its own to be sure
)

// additions finds the sentences that stand in no row and tells commentary from
// report among them.
func (s *story) additions() {
	for d, doc := range s.Documents {
		if d == s.Base {
			continue
		}
		opinions := s.ownOpinions(d)
		if !English(doc) {
			for i, o := range opinions {
				o.credited = true // the lists are English: nobody is accused by them here
				opinions[i] = o
			}
		}
		mean := meanOpinion(opinions)
		for i := range doc.Sentences {
			o, ok := opinions[i]
			if !ok {
				continue
			}
			s.addition(news.Place{Document: d, Sentence: i}, o, s.around(opinions, i, mean))
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

// ownOpinions weighs all additions of document d, by sentence.
func (s *story) ownOpinions(d int) map[int]opinion {
	doc := s.Documents[d]
	opinions := make(map[int]opinion)
	for i, sent := range doc.Sentences {
		p := news.Place{Document: d, Sentence: i}
		if sent.Kind == news.Prose && sent.First < sent.Last && !s.shared[p] {
			opinions[i] = s.weighOpinion(p)
		}
	}
	return opinions
}

// meanOpinion is how far the uncredited additions of a copy comment, on average;
// drawn towards 0 where there are few.
func meanOpinion(opinions map[int]opinion) float64 {
	sum, n, cued := 0.0, 0, 0
	for _, i := range slices.Sorted(maps.Keys(opinions)) { // in order: sums of floats depend on it
		if o := opinions[i]; !o.credited {
			sum += max(-1, min(2, o.score))
			n++
			if o.score >= sureOpinion && o.cued() {
				cued++
			}
		}
	}
	return sum/(float64(n)+2) + pieceShare*max(0, float64(cued)/(float64(n)+2)-leastPiece)
}

// around is what the surroundings of sentence i add to its opinion.
func (s *story) around(opinions map[int]opinion, i int, mean float64) float64 {
	near, n := 0.0, 0
	for _, k := range [...]int{i - 1, i + 1} {
		if o, ok := opinions[k]; ok && !o.credited {
			near += max(-1.5, min(2, o.score))
			n++
		}
	}
	if n > 0 {
		near /= float64(n)
	}
	return neighbourShare*near + copyShare*mean
}

// addition notes the addition at p, as commentary if its opinion carries that.
func (s *story) addition(p news.Place, o opinion, around float64) {
	doc := s.Documents[p.Document]
	voice, score, answered := doc.VoiceOf(p.Sentence), o.score+around, s.answered(p)
	f := news.Finding{Document: p.Document, Sentence: p.Sentence, Span: doc.Sentences[p.Sentence].Span, Voice: voice}
	switch {
	case voice == news.Own && !o.credited && score >= sureOpinion && o.score >= sureUnaided && (o.cued() || around >= sureAround) && !answered:
		f.Kind, f.Certainty = news.Commentary, news.Sure
	case voice != news.Quoted && voice != news.Attributed && !o.credited && score >= judgeOpinion && (o.score > 0 || o.strong > 0):
		f.Kind, f.Certainty = news.Commentary, news.Judge
	default:
		f.Kind, f.Certainty, f.Category = news.Addition, news.Sure, additionCategory(voice, o)
		f.Reason = "no other copy has a sentence that says this"
		if s.Base >= 0 {
			f.Reason = "the base has no sentence that says this"
		}
		s.add(f)
		return
	}
	f.Category, f.Reason = o.category, o.reason()
	if f.Category == "" {
		f.Category = "interpretation"
	}
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

func additionCategory(v news.Voice, o opinion) string {
	switch {
	case v == news.Quoted:
		return "quotation"
	case v == news.Attributed || o.credited:
		return "reported"
	}
	return "fact"
}

// reason says in words what made the call, strongest first.
func (o opinion) reason() string {
	var parts []string
	for _, c := range o.cues {
		if len(parts) == 3 {
			break
		}
		parts = append(parts, c.name+" “"+c.words+"”")
	}
	if len(parts) == 0 {
		return "states how things are in own voice, with no source"
	}
	return strings.Join(parts, "; ") + "; own voice, no source"
}
