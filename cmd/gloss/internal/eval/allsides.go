package eval

import (
	"strconv"
	"strings"

	"gloss/analyzer/news"
)

// allsides are the beginnings of articles; some are tagged as opinion by those
// who collected them. An article's score is the mean opinion of its sentences in
// own voice. Articles tagged as analysis or fact check are left out.
var allsides = Set{Name: "allsides_triples", Task: "opinion", Files: []File{{Names: suffixed("issues"), Measure: measureAllSides}}}

type allsidesIssue struct {
	ID       int               `json:"issue_id"`
	Articles []allsidesArticle `json:"articles"`
}

type allsidesArticle struct {
	Excerpt []string `json:"excerpt"`
	Tag     string   `json:"opinion_tag,omitempty"`
}

func measureAllSides(j *Job, d *Data) error {
	t := newRanking()
	err := readLines(d, func(issue allsidesIssue) error {
		for _, a := range issue.Articles {
			if a.Tag != "" && a.Tag != "OPINION" {
				continue
			}
			doc := j.Analyzer.Document(news.Article{ID: "1", Text: strings.Join(a.Excerpt, "\n\n")})
			t.add(strconv.Itoa(issue.ID), a.Tag == "OPINION", j.meanOpinion(doc))
		}
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("opinion", "AUC, opinion pieces", t.total(), "articles", "issues", t.Sample(auc))
	return nil
}

// meanOpinion is the mean opinion of the sentences of d in own voice; 0,
// undecided, if there is none.
func (j *Job) meanOpinion(d *news.Document) float64 {
	sum, n := 0.0, 0.0
	for i, s := range d.Sentences {
		if s.Kind == news.Prose && s.First < s.Last && d.VoiceOf(i) == news.Own {
			sum += j.Stages.Isolator.Opinion(d, i).Score
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / n
}
