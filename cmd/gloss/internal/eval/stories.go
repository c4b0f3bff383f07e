package eval

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"

	"gloss/analyzer"
	"gloss/corpus"
)

// stories are gloss's own annotated stories, the whole pipeline on each. Those of
// the part "quality" are only measured: nothing is tuned on them.
var stories = Set{Name: "corpus", Task: "stories", Own: measureStories}

// storyMeasures are what is shown of each task: the measures that its marks, most
// of which are not complete, can carry.
var storyMeasures = map[string][]string{
	"links": {"P", "R", "F1"}, "commentary": {"P", "R", "F1"}, "omissions": {"P", "R", "F1"}, "accuracy": {"P", "R"},
	"boilerplate": {"P", "R"}, "swaps": {"R"}, "insertions": {"R"}, "attribution": {"R"}, "loaded": {"R"},
	"voice": {"accuracy"}, "indirect speech": {"accuracy"},
}

var storyValues = map[string]func([]float64) float64{"P": precision, "R": recall, "F1": f1, "accuracy": recall}

func measureStories(j *Job) error {
	all, err := corpus.Load(corpus.FS)
	if err != nil {
		return err
	}
	if err := j.fingerprint("corpus", corpus.FS, "*/*.txt", "*/marks.tsv", "stories.tsv"); err != nil {
		return err
	}
	tallies := make(map[string]*Tally) // by part and task
	for _, s := range all {
		r, err := j.Analyzer.Compare(s.Articles, analyzer.Options{})
		if err != nil {
			return err
		}
		for task, c := range corpus.Score(s, r.Stories[0].Story, r.Stories[0].Findings) {
			key := s.Split + " " + task
			if tallies[key] == nil {
				tallies[key] = NewTally(3)
			}
			tallies[key].addCounts(s.ID, c)
		}
	}
	for _, part := range []string{"dev", "quality"} {
		j.part = part
		for _, task := range corpus.Tasks {
			t := tallies[part+" "+task]
			for _, m := range storyMeasures[task] {
				n, of := t.total(right, missed), "marks"
				if m == "P" {
					n, of = t.total(right, wrong), "findings"
				}
				j.Add(task, m, n, of, "stories", t.Sample(storyValues[m]))
			}
		}
	}
	j.part = ""
	return nil
}

// fingerprint notes the files of a set that gloss brings as one source.
func (j *Job) fingerprint(name string, fsys fs.FS, patterns ...string) error {
	h := sha256.New()
	for _, p := range patterns {
		files, err := fs.Glob(fsys, p)
		if err != nil {
			return err
		}
		for _, f := range files {
			data, err := fs.ReadFile(fsys, f)
			if err != nil {
				return err
			}
			fmt.Fprintf(h, "%s\x00%d\x00", f, len(data))
			h.Write(data)
		}
	}
	j.sources = append(j.sources, Source{Set: j.set.Name, Path: name, SHA256: hex.EncodeToString(h.Sum(nil))[:12]})
	return nil
}
