package train

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"gloss/analyzer"
	"gloss/analyzer/news"
)

// lines gives each line of a set's JSON Lines file to take. dir is the folder that
// holds the sets; name the file's path in it.
func lines[T any](dir, name string, take func(T) error) error {
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		path = filepath.Join(dir, "eval", name)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<26)
	for n := 1; s.Scan(); n++ {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if err := take(v); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return s.Err()
}

// alone makes a Document of a sentence that a set gives without its article, all
// of it prose.
func alone(st analyzer.Stages, text string) *news.Document {
	d := st.Segmenter.Document(news.Article{ID: "1", Text: text})
	for i := range d.Sentences {
		d.Sentences[i].Kind = news.Prose
	}
	st.Marker.Mark(d)
	return d
}

// folds divides groups among n folds, the largest group first into the fold that
// has least.
func divide(examples []*Example, n int, by func(*Example) string) []int {
	sizes := make(map[string]int)
	var order []string
	for _, e := range examples {
		g := by(e)
		if sizes[g] == 0 {
			order = append(order, g)
		}
		sizes[g]++
	}
	of, filled := make(map[string]int), make([]int, n)
	for _, g := range bySize(order, sizes) {
		least := 0
		for k := range filled {
			if filled[k] < filled[least] {
				least = k
			}
		}
		of[g] = least
		filled[least] += sizes[g]
	}
	out := make([]int, len(examples))
	for i, e := range examples {
		out[i] = of[by(e)]
	}
	return out
}
