package isolate

import (
	"slices"

	"gloss/analyzer/news"
)

// leastQuoted is how many words a quotation has whose marks are compared: fewer
// are scare quotes, which are judged as words.
const leastQuoted = 3

// marks finds quotations of the sentence at p whose words stand in another copy
// without marks: a paraphrase became a quotation, or a quotation a paraphrase. A
// quotation that any other copy quotes, too, is none.
func (s *story) marks(p news.Place, partners []partner) {
	d := s.Documents[p.Document]
	words := d.SentenceWords(p.Sentence)
	for _, quoted := range quotedRuns(d, words) {
		run := words[quoted[0]:quoted[1]]
		if len(run) < leastQuoted || allFunctional(run) {
			continue
		}
		var bare *news.Counterpart
		for _, q := range partners {
			o := s.Documents[q.at.Document]
			others := o.SentenceWords(q.at.Sentence)
			at := sameRun(others, run)
			if at < 0 {
				continue
			}
			found := others[at : at+len(run)]
			if slices.ContainsFunc(found, func(w news.Word) bool { return inMarks(o, w.Span) }) {
				bare = nil
				break
			}
			if bare == nil {
				bare = &news.Counterpart{Place: q.at, Span: news.Span{Start: found[0].Start, End: found[len(found)-1].End}}
			}
		}
		if bare != nil {
			a := s.phrase(p, quoted[0], quoted[1])
			s.note(p, a, bare, nuance{news.QuoteDiff, "quoted here", news.Judge, 0, "in quotation marks only here; another copy has the same words without: “" + a.text() + "”"})
		}
	}
}

// quotedRuns are the stretches of words between quotation marks.
func quotedRuns(d *news.Document, words []news.Word) [][2]int {
	var runs [][2]int
	for i := range words {
		switch {
		case !inMarks(d, words[i].Span):
		case len(runs) > 0 && runs[len(runs)-1][1] == i:
			runs[len(runs)-1][1]++
		default:
			runs = append(runs, [2]int{i, i + 1})
		}
	}
	return runs
}

// inMarks reports whether at lies between quotation marks.
func inMarks(d *news.Document, at news.Span) bool {
	i, _ := slices.BinarySearchFunc(d.Quotations, at.Start, func(q news.Quotation, start int) int {
		if q.End <= start {
			return -1
		}
		return 1
	})
	return i < len(d.Quotations) && !d.Quotations[i].Block && d.Quotations[i].Inner.Contains(at)
}

// sameRun returns where in words the words of run stand, one after another; -1 if
// they do not.
func sameRun(words, run []news.Word) int {
	for i := 0; i+len(run) <= len(words); i++ {
		if sameWords(words[i:i+len(run)], run) {
			return i
		}
	}
	return -1
}
