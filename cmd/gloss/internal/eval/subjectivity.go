package eval

import "strconv"

// checkthat are news sentences, subjective or objective.
var checkthat = Set{Name: "checkthat_subjectivity_en", Task: "opinion", Files: []File{{
	Names:   Names{Open: "dev_test.jsonl *_open.jsonl", Heldout: "test.jsonl *_heldout.jsonl", Dev: "dev.jsonl", Test: "test.jsonl"},
	Measure: measureSubjectivity,
}}}

// pangLee are lines of film reviews against lines of plot summaries: no news, all
// lower case, labelled by where they were found.
var pangLee = Set{Name: "pang_lee_subjectivity", Task: "opinion", Files: []File{{
	Names:   Names{Open: "open.jsonl", Heldout: "heldout.jsonl", Dev: "dev.jsonl", Test: "test.jsonl"},
	Measure: measureSubjectivity,
}}}

type subjective struct {
	Text  string `json:"text"`
	Label string `json:"label"`
}

// measureSubjectivity calls a sentence subjective if there is more evidence for
// opinion than against. Sentences come without their article, so each is drawn by
// itself.
func measureSubjectivity(j *Job, d *Data) error {
	t := newConfusion(2)
	n := 0
	err := readLines(d, func(s subjective) error {
		gold, err := class("label", s.Label, "OBJ", "SUBJ")
		if err != nil {
			return err
		}
		doc := j.alone(s.Text)
		t.add(strconv.Itoa(n), gold, index(j.opinionIn(doc, whole(doc)) > 0))
		n++
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("opinion", "macro-F1", n, "sentences", "sentences", t.Sample(t.macroF1))
	j.Add("opinion", "F1 of subjective", n, "sentences", "sentences", t.Sample(t.classF1(1)))
	return nil
}
