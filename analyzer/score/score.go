// Package score measures how loaded a text is and in what tone it is written:
// loaded terms with their category and citation, their density per 100 words, and
// a sentiment between -1 and +1 with the words that carried it.
//
// Method: loaded terms come from the lexicons and are counted only where the
// outlet speaks in its own voice and no other copy of the story has the term (or
// one of its kind in the same claim). Tone is a small linear model (tone.weights,
// trained by gloss train tone) of three measures: VADER's (Hutto and Gilbert 2014,
// by github.com/jonreiter/govader), the summed log-odds of the words in the model
// of github.com/cdipaolo/sentiment, and what single words say that neither lists,
// by their likeness to words that people rated. Names and topic words are left
// out, negation turns a word round. Trained on people's ratings of sentences of
// newspaper editorials, it answers in their unit, a quarter of a rating of -4 to 4.
//
// Why not cdipaolo/sentiment's own answer: it is a naive Bayes classifier of film
// reviews (Maas et al. 2011, 25,000 reviews) which answers 0 or 1, calls an empty
// or unknown text negative, knows no negation and glues words at dashes. Its word
// counts are useful; its answer is not. Why not VADER alone: of what makes an
// editorial's tone it lists half.
//
//	correlation with 20 people's mean rating, 3,133 sentences of editorials,
//	5-fold cross-validation by document                                   r
//	cdipaolo/sentiment alone                                            .17
//	VADER alone, names and topic words left out                         .43
//	VADER alone, with them                                              .49
//	combined                                                            .57
//	combined, names masked but not topic words                          .61
//	one person against the others (Hutto and Gilbert 2014, all parts)   .75
//
// Topic words would help, since editors are rated negative where their subject is;
// but a war is nobody's tone. What it gets wrong: sarcasm has the tone of its
// words, and what is done to whom is not seen:
//
//	What a wonderful idea.   // positive
package score

import (
	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
)

// A Scorer finds loaded terms and measures tone. It is safe for concurrent use.
type Scorer struct {
	loaded *lexicon.Set
	judge  *opinion.Judge
	Tone   *Tone
}

// New returns a Scorer with the loaded.* and topic lists of lex, which measures tone
// by method. judge finds what is used like the listed terms.
func New(lex *lexicon.Set, judge *opinion.Judge, method Method) *Scorer {
	return &Scorer{loaded: lex.Only("loaded"), judge: judge, Tone: NewTone(lex, method)}
}

// A Term is a loaded term where it stands.
type Term struct {
	lexicon.Hit
	Document, Sentence int
	Voice              news.Voice
	Shared             bool // another copy has it, or one of its kind, in the same claim
}

// Charged reports whether the term counts against its outlet: own voice and not shared.
func (t Term) Charged() bool { return t.Voice == news.Own && !t.Shared }

// Terms returns the loaded terms in the prose of a story's documents, in the order
// of document and place.
func (s *Scorer) Terms(st *news.Story) []Term {
	bySentence := make(map[news.Place][]Term)
	for d, doc := range st.Documents {
		for i, sent := range doc.Sentences {
			if sent.Kind != news.Prose {
				continue
			}
			for _, h := range s.Loaded(doc, i) {
				p := news.Place{Document: d, Sentence: i}
				bySentence[p] = append(bySentence[p], Term{Hit: h, Document: d, Sentence: i, Voice: doc.VoiceAt(i, h.Span)})
			}
		}
	}
	for _, r := range st.Rows {
		if !st.Shares(r) {
			continue
		}
		for i, a := range r.Places {
			for _, b := range r.Places[i+1:] {
				if a.Document != b.Document {
					share(bySentence[a], bySentence[b], st.Documents[a.Document], st.Documents[b.Document])
				}
			}
		}
	}
	var all []Term
	for d, doc := range st.Documents {
		for i := range doc.Sentences {
			all = append(all, distinct(bySentence[news.Place{Document: d, Sentence: i}])...)
		}
	}
	return all
}

// share marks the terms two sentences have in common: the same term first, then,
// one for one, terms of the same category that are left.
func share(a, b []Term, da, db *news.Document) {
	used := make([]bool, len(b))
	left := make([]int, 0, len(a))
	for i := range a {
		same := false
		for j := range b {
			if a[i].Term == b[j].Term || sameWords(a[i], b[j], da, db) {
				a[i].Shared, b[j].Shared, used[j], same = true, true, true, true
			}
		}
		if !same {
			left = append(left, i)
		}
	}
	for _, i := range left {
		for j := range b {
			if !used[j] && a[i].Hit.Term.Category == b[j].Hit.Term.Category {
				a[i].Shared, b[j].Shared, used[j] = true, true, true
				break
			}
		}
	}
}

func sameWords(a, b Term, da, db *news.Document) bool {
	if a.Last-a.First != b.Last-b.First {
		return false
	}
	for k := range a.Last - a.First {
		if da.SentenceWords(a.Sentence)[a.First+k].Fold != db.SentenceWords(b.Sentence)[b.First+k].Fold {
			return false
		}
	}
	return true
}

// distinct drops terms that lie within a longer one.
func distinct(ts []Term) []Term {
	var out []Term
	for i, t := range ts {
		inside := false
		for j, u := range ts {
			if i != j && u.Span.Contains(t.Span) && (u.Span != t.Span || j < i) {
				inside = true
			}
		}
		if !inside {
			out = append(out, t)
		}
	}
	return out
}

// Density is the number of loaded terms in a stretch per 100 of its words; 0 for
// no words.
func Density(terms, words int) float64 {
	if words == 0 {
		return 0
	}
	return 100 * float64(terms) / float64(words)
}

// Loaded returns the loaded terms of sentence i of d, in any voice.
func (s *Scorer) Loaded(d *news.Document, i int) []lexicon.Hit {
	return s.loaded.Find(nil, d.Text, d.SentenceWords(i), d.Sentences[i].Span)
}
