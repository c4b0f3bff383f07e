package score

import (
	"gloss/analyzer/news"
)

// A Tonal is a tone with what it was read from. Sentences 0 means not measured.
type Tonal struct {
	Value     float64 `json:"value"`     // -1 (negative) .. +1 (positive)
	Sentences int     `json:"sentences"` // how many were read
	Words     int     `json:"words"`     // how many words could carry tone
}

// A Rate is a number of loaded terms with the words they stand among.
type Rate struct {
	Terms  int     `json:"terms"`
	Words  int     `json:"words"`
	Per100 float64 `json:"per_100"` // terms per 100 words; 0 for no words
}

// Measures are the figures of one copy.
type Measures struct {
	Sentences        int   `json:"sentences"`  // prose sentences
	Words            int   `json:"words"`      // words of prose
	OwnWords         int   `json:"own_words"`  // of these, in the outlet's own voice
	Shared           int   `json:"shared"`     // prose sentences that another copy has
	OnlyHere         int   `json:"only_here"`  // prose sentences that no other copy has
	Commentary       int   `json:"commentary"` // sure, sentences and clauses
	CommentaryJudge  int   `json:"commentary_to_judge"`
	ToneCommentary   Tonal `json:"tone_commentary"`
	ToneOnlyHere     Tonal `json:"tone_only_here"` // own voice, only here, no commentary
	ToneOwnHere      Tonal `json:"tone_own_here"`  // own voice, sentences only here, commentary among them
	ToneShared       Tonal `json:"tone_shared"`
	LoadedCommentary Rate  `json:"loaded_commentary"`
	LoadedOwn        Rate  `json:"loaded_own"` // charged terms, among all own-voice words

	BySentence []SentenceMeasures `json:"-"` // what the figures are summed from, by sentence; zero for what is no prose
	Terms      []Term             `json:"-"` // loaded terms of its prose, in any voice, by place
}

// SentenceMeasures are what a sentence of prose adds to the figures of its copy.
type SentenceMeasures struct {
	OwnWords  int     // in the outlet's own voice
	Tone      float64 // of these, -1 (negative) .. +1 (positive)
	ToneWords int     // how many of these could carry tone; 0: Tone means nothing
	Shared    bool    // another copy has it; with a base, the base has
}

// Tones are the tones of m: of sure commentary, of other text only here, of all text
// only here, of shared text.
func (m *Measures) Tones() [4]Tonal {
	return [4]Tonal{m.ToneCommentary, m.ToneOnlyHere, m.ToneOwnHere, m.ToneShared}
}

// Measure sets Tone and Loaded of the findings that are commentary or other text
// only here, and returns the figures of each document of st and the loaded terms
// as findings: charged ones, and shared ones with Shared set.
func (s *Scorer) Measure(st *news.Story, findings []news.Finding) ([]Measures, []news.Finding, error) {
	terms := s.Terms(st)
	byPlace := make(map[news.Place][]Term)
	all := make([]Measures, len(st.Documents))
	for _, t := range terms {
		p := news.Place{Document: t.Document, Sentence: t.Sentence}
		byPlace[p] = append(byPlace[p], t)
		all[t.Document].Terms = append(all[t.Document].Terms, t)
	}
	m := &meter{Scorer: s, st: st, terms: byPlace, all: all, comments: make(map[news.Place]bool), measured: make(map[string]measured)}
	for i := range findings {
		if err := m.finding(&findings[i]); err != nil {
			return nil, nil, err
		}
	}
	if err := m.documents(); err != nil {
		return nil, nil, err
	}
	return m.all, append(loadedFindings(st, terms), s.unlistedFindings(st)...), nil
}

// A meter adds up the figures of one story.
type meter struct {
	*Scorer
	st       *news.Story
	terms    map[news.Place][]Term
	all      []Measures
	comments map[news.Place]bool // sentences that are commentary as a whole
	measured map[string]measured // tones of sentences that are wholly the outlet's, by text: copies repeat them
}

type measured struct {
	tone float64
	read int
}

// tone is the tone of the own words of sentence i of d.
func (m *meter) tone(d *news.Document, i int, own []news.Word) (tone float64, read int, err error) {
	text := d.SentenceText(i)
	whole := len(own) == d.Sentences[i].Last-d.Sentences[i].First
	if x, ok := m.measured[text]; ok && whole {
		return x.tone, x.read, nil
	}
	tone, _, read, err = m.Tone.Of(d, i, own)
	if whole && err == nil {
		m.measured[text] = measured{tone, read}
	}
	return tone, read, err
}

// finding measures one finding, if it is text only here.
func (m *meter) finding(f *news.Finding) error {
	comment := f.Kind == news.Commentary || f.Kind == news.Insertion && f.Category == "commentary"
	if !comment && f.Kind != news.Addition {
		return nil
	}
	p := news.Place{Document: f.Document, Sentence: f.Sentence}
	doc, c := m.st.Documents[f.Document], &m.all[f.Document]
	words := m.ownWords(p, f.Span)
	tone, carriers, read, err := m.Tone.Of(doc, f.Sentence, words)
	if err != nil {
		return err
	}
	charged := 0
	for _, t := range m.terms[p] {
		if f.Span.Contains(t.Span) && t.Voice == news.Own {
			charged++
		}
	}
	density := Density(charged, len(words))
	f.Tone, f.Loaded, f.OwnWords, f.ToneOf = &tone, &density, len(words), read
	for _, c := range carriers {
		f.ToneWords = append(f.ToneWords, c.Span)
	}
	if !comment {
		return nil
	}
	if f.Kind == news.Commentary {
		m.comments[p] = true
	}
	if f.Certainty == news.Judge {
		c.CommentaryJudge++
		return nil
	}
	c.Commentary++
	c.ToneCommentary.add(tone, read)
	c.LoadedCommentary.Terms += charged
	c.LoadedCommentary.Words += len(words)
	return nil
}

// documents adds up what does not depend on findings.
func (m *meter) documents() error {
	shared := m.st.SharedPlaces()
	for d, doc := range m.st.Documents {
		c := &m.all[d]
		c.BySentence = make([]SentenceMeasures, len(doc.Sentences))
		for i, sent := range doc.Sentences {
			if sent.Kind != news.Prose || sent.First == sent.Last {
				continue
			}
			p := news.Place{Document: d, Sentence: i}
			own := m.ownWords(p, sent.Span)
			c.Sentences++
			c.Words += sent.Last - sent.First
			c.OwnWords += len(own)
			tone, read, err := m.tone(doc, i, own)
			if err != nil {
				return err
			}
			c.BySentence[i] = SentenceMeasures{len(own), tone, read, shared[p]}
			switch {
			case shared[p]:
				c.Shared++
				c.ToneShared.add(tone, read)
			default:
				c.OnlyHere++
				c.ToneOwnHere.add(tone, read)
				if !m.comments[p] {
					c.ToneOnlyHere.add(tone, read)
				}
			}
			for _, t := range m.terms[p] {
				if t.Charged() {
					c.LoadedOwn.Terms++
				}
			}
		}
		c.LoadedOwn.Words = c.OwnWords
		c.LoadedOwn.Per100 = Density(c.LoadedOwn.Terms, c.LoadedOwn.Words)
		c.LoadedCommentary.Per100 = Density(c.LoadedCommentary.Terms, c.LoadedCommentary.Words)
	}
	return nil
}

// add takes a sentence into a mean weighted by words.
func (t *Tonal) add(tone float64, words int) {
	if words == 0 {
		return
	}
	t.Value = (t.Value*float64(t.Words) + tone*float64(words)) / float64(t.Words+words)
	t.Words += words
	t.Sentences++
}

// ownWords are the words of the sentence at p, within at, in the outlet's voice.
func (m *meter) ownWords(p news.Place, at news.Span) []news.Word {
	doc := m.st.Documents[p.Document]
	var own []news.Word
	for _, w := range doc.SentenceWords(p.Sentence) {
		if at.Contains(w.Span) && doc.VoiceAt(p.Sentence, w.Span) == news.Own {
			own = append(own, w)
		}
	}
	return own
}

// loadedFindings states the loaded terms: those charged to their outlet, and
// those that another copy has in the same claim, charged to nobody. Quoted and attributed terms are
// nobody's finding.
func loadedFindings(st *news.Story, terms []Term) []news.Finding {
	var fs []news.Finding
	for _, t := range terms {
		if t.Voice != news.Own || t.Document == st.Base {
			continue
		}
		f := news.Finding{Kind: news.Loaded, Category: t.Hit.Term.List, Certainty: news.Sure, Document: t.Document, Part: news.InText,
			Sentence: t.Sentence, Span: t.Span, Voice: t.Voice, Shared: t.Shared}
		f.Reason = "“" + t.Of(st.Documents[t.Document].Text) + "” is in the list " + t.Hit.Term.Category + " (" + t.Hit.Term.Source + ")"
		if t.Hit.Term.Note != "" {
			f.Reason += ": " + t.Hit.Term.Note
		}
		if t.Hit.Term.Weight < 1 {
			f.Certainty = news.Judge
		}
		fs = append(fs, f)
	}
	return fs
}
