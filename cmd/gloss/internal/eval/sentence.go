package eval

import "gloss/analyzer/news"

// alone makes a Document of a sentence that a set gives without its article. What
// kind of line it is is not asked: a sentence without a full stop would be taken
// for a heading, and the set says that it is running text.
func (j *Job) alone(text string) *news.Document {
	d := j.Stages.Segmenter.Document(news.Article{ID: "1", Text: text})
	for i := range d.Sentences {
		d.Sentences[i].Kind = news.Prose
	}
	j.Stages.Marker.Mark(d)
	return d
}

// opinionIn is the opinion of the sentences of d that lie in at by half: the
// strongest, since one verdict makes a sentence one; 0, undecided, if there is
// none.
func (j *Job) opinionIn(d *news.Document, at news.Span) float64 {
	return j.strongest(d, at, func(i int) float64 { return j.Stages.Isolator.Opinion(d, i).Score })
}

func (j *Job) strongest(d *news.Document, at news.Span, answer func(i int) float64) float64 {
	best, found := 0.0, false
	for i, s := range d.Sentences {
		if s.Kind != news.Prose || s.First == s.Last || s.Overlap(at)*2 < min(s.Len(), at.Len()) {
			continue
		}
		if o := answer(i); !found || o > best {
			best, found = o, true
		}
	}
	return best
}

// answerIn is as opinionIn the answer of another model of the weights that are in
// use; of the model of opinion where they have none of that name.
func (j *Job) answerIn(d *news.Document, at news.Span, model string) float64 {
	return j.strongest(d, at, func(i int) float64 {
		if v, ok := j.Stages.Isolator.Other(d, i, model); ok {
			return v
		}
		return j.Stages.Isolator.Opinion(d, i).Score
	})
}

// whole is the span of all of d.
func whole(d *news.Document) news.Span { return news.Span{End: len(d.Text)} }

// loadedIn returns where the loaded terms of d stand, whoever speaks.
func (j *Job) loadedIn(d *news.Document) []news.Span {
	var out []news.Span
	for _, t := range j.Stages.Scorer.Terms(&news.Story{Documents: []*news.Document{d}, Base: -1}) {
		out = append(out, t.Span)
	}
	return out
}

// likeIn returns where words stand in d that are used like the loaded terms and in
// no list.
func (j *Job) likeIn(d *news.Document) []news.Span {
	var out []news.Span
	for i, s := range d.Sentences {
		if s.Kind != news.Prose {
			continue
		}
		for _, w := range j.Stages.Scorer.Like(d, i) {
			out = append(out, d.SentenceWords(i)[w.Index].Span)
		}
	}
	return out
}

func anyOverlaps(spans []news.Span, at news.Span) bool {
	for _, s := range spans {
		if s.Overlap(at) > 0 {
			return true
		}
	}
	return false
}

// biasedIn is the call for labels of biased language: that of a model of bias,
// where the weights in use have one, else biased's.
func (j *Job) biasedIn(d *news.Document, at news.Span, loaded []news.Span) bool {
	known := false
	answer := j.strongest(d, at, func(i int) float64 {
		v, ok := j.Stages.Isolator.Other(d, i, "bias")
		known = known || ok
		return v
	})
	if known {
		return answer > 0
	}
	return biased(j.opinionIn(d, at), anyOverlaps(loaded, at))
}

// biased is gloss's call for labels of biased language: a loaded term stands in
// it, or it reads as opinion. It has no threshold but the one Opinion names.
func biased(opinion float64, loaded bool) bool { return loaded || opinion > 0 }

// tone is the tone of d, its sentences weighted by the words that were read; 0 for
// none.
func (j *Job) tone(d *news.Document) (float64, error) {
	sum, words := 0.0, 0
	for i := range d.Sentences {
		v, _, read, err := j.Stages.Scorer.Tone.Of(d, i, d.SentenceWords(i))
		if err != nil {
			return 0, err
		}
		sum += v * float64(read)
		words += read
	}
	if words == 0 {
		return 0, nil
	}
	return sum / float64(words), nil
}

// polarity cuts a tone into negative 0, neutral 1 and positive 2, where VADER's
// authors cut.
func polarity(tone float64) int {
	switch {
	case tone <= -0.05:
		return 0
	case tone >= 0.05:
		return 2
	}
	return 1
}

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}
