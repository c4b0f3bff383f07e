package eval

import (
	"gloss/analyzer/news"
	"gloss/corpus"
)

// training is gloss's own labelled text: single sentences in short pieces, many
// registers and sides. Lists and rules are tuned on it, so its figures flatter.
var training = Set{Name: "training", Task: "sentences", Own: measureTraining}

// trainingTallies are what is counted line by line.
type trainingTallies struct {
	commentary, boilerplate, loaded *Tally
	voice                           confusion
}

func measureTraining(j *Job) error {
	texts, err := corpus.Training(corpus.FS)
	if err != nil {
		return err
	}
	if err := j.fingerprint("corpus/training", corpus.FS, "training/*.tsv"); err != nil {
		return err
	}
	t := trainingTallies{NewTally(3), NewTally(3), NewTally(3), newConfusion(3)}
	for _, x := range texts {
		a, spans := x.Article()
		d := j.Analyzer.Document(a)
		for i := range d.Sentences {
			if k := lineAt(spans, d.Sentences[i].Span); k >= 0 {
				t.line(j, d, i, x.ID, x.Lines[k], spans[k])
			}
		}
	}
	for _, r := range []struct {
		task string
		t    *Tally
	}{{"commentary", t.commentary}, {"boilerplate", t.boilerplate}, {"loaded", t.loaded}} {
		j.Add(r.task, "P", r.t.total(right, wrong), "found", "texts", r.t.Sample(precision))
		j.Add(r.task, "R", r.t.total(right, missed), "labelled", "texts", r.t.Sample(recall))
		j.Add(r.task, "F1", r.t.total(right, missed), "labelled", "texts", r.t.Sample(f1))
	}
	j.Add("voice", "accuracy", t.voice.total(), "sentences", "texts", t.voice.Sample(t.voice.accuracy))
	return j.annotators()
}

// annotators adds how far two people agree who labelled a tenth of the text.
func (j *Job) annotators() error {
	a, err := corpus.Agree(corpus.FS)
	if err != nil {
		return err
	}
	for _, r := range []struct {
		measure string
		value   float64
	}{{"kappa of the class", a.ClassKappa}, {"kappa, both sure", a.SureKappa}, {"F1 of commentary", a.Commentary}, {"kappa of the voice", a.VoiceKappa}, {"F1 of loaded words", a.LoadedF1}} {
		j.rows = append(j.rows, Row{Task: "two annotators", Set: j.set.Name, Measure: r.measure, N: a.Lines, Of: "lines", Value: r.value})
	}
	return nil
}

// line counts sentence i of d, which holds most of line l.
func (t trainingTallies) line(j *Job, d *news.Document, i int, doc string, l corpus.Line, at news.Span) {
	s := d.Sentences[i]
	tickSure(t.boilerplate, doc, s.Kind == news.Boilerplate, l.Class == "boilerplate", l.Sure)
	if s.Kind != news.Prose || l.Class == "boilerplate" || l.Class == "heading" {
		return
	}
	opinion := j.Stages.Isolator.Opinion(d, i)
	tickSure(t.commentary, doc, opinion.Sure && d.VoiceOf(i) == news.Own, l.Class == "commentary", l.Sure)
	if v, ok := map[string]int{"own": 0, "attributed": 1, "quoted": 2}[l.Voice]; ok {
		if got := d.VoiceOf(i); got != news.Unclear {
			t.voice.add(doc, v, int(got))
		}
	}
	t.loadedWords(j, d, i, doc, l, at)
}

// loadedWords counts the loaded words of a line, in any voice, that a list has.
func (t trainingTallies) loadedWords(j *Job, d *news.Document, i int, doc string, l corpus.Line, at news.Span) {
	hits := j.Stages.Scorer.Loaded(d, i)
	for _, w := range l.Loaded {
		span := news.Span{Start: at.Start + w.Start, End: at.Start + w.End}
		found := false
		for _, h := range hits {
			found = found || h.Overlap(span) > 0
		}
		tickSure(t.loaded, doc, found, true, true)
	}
	for _, h := range hits {
		known := false
		for _, w := range l.Loaded {
			known = known || h.Overlap(news.Span{Start: at.Start + w.Start, End: at.Start + w.End}) > 0
		}
		if !known {
			tickSure(t.loaded, doc, true, false, true)
		}
	}
}

// tickSure counts one item; what the annotator was not sure of counts neither way.
func tickSure(t *Tally, doc string, found, gold, sure bool) {
	switch {
	case !sure:
	case found && gold:
		t.Add(doc, right, 1)
	case found:
		t.Add(doc, wrong, 1)
	case gold:
		t.Add(doc, missed, 1)
	}
}

// lineAt is the line that holds most of a sentence, -1 for none.
func lineAt(lines []news.Span, at news.Span) int {
	best, most := -1, 0
	for k, l := range lines {
		if o := l.Overlap(at); 2*o >= min(l.Len(), at.Len()) && o > most {
			best, most = k, o
		}
	}
	return best
}
