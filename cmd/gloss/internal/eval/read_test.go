package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestErrors holds that a bad line is named by set, file and line, and that the
// other sets are measured all the same.
func TestErrors(t *testing.T) {
	const (
		good    = `{"id":"1","text":"The ferry left.","label":"OBJ"}` + "\n"
		pair    = `{"pair":["a","b"],"A":[{"i":0,"text":"The ferry left.","gold":{"class":"fact","sure":true}}],"B":[{"i":0,"text":"The bus came."}],`
		seedsOf = `{"files":{"A":{"file":"a.txt","sentences":[]},"B":{"file":"b.txt","sentences":[]}},"alignments":[],"must_not_align":[],"only_in_A":[],"only_in_B":[]}`
	)
	tests := []struct{ name, file, content, want string }{
		{"no JSON", "checkthat_subjectivity_en/dev_test.jsonl", good + "{\"id\":", "dev_test.jsonl:2: not JSON: unexpected end"},
		{"no object", "checkthat_subjectivity_en/dev_test.jsonl", "[1]\n", "dev_test.jsonl:1: not a JSON object"},
		{"not UTF-8", "checkthat_subjectivity_en/dev_test.jsonl", good + "\n{\"text\":\"\xff\"}\n", "dev_test.jsonl:3: not UTF-8"},
		{"empty file", "checkthat_subjectivity_en/dev_test.jsonl", "\n\n", "dev_test.jsonl:1: no record in it"},
		{"no column", "checkthat_subjectivity_en/dev_test.jsonl", good + `{"text":"x"}`, `dev_test.jsonl:2: column "label" is missing`},
		{"null", "pang_lee_subjectivity/open.jsonl", `{"text":null,"label":"OBJ"}`, `open.jsonl:1: column "text" is missing`},
		{"wrong type", "checkthat_subjectivity_en/dev_test.jsonl", `{"text":3,"label":"OBJ"}`, `dev_test.jsonl:1: column "text" is number, want string`},
		{"unknown label", "checkthat_subjectivity_en/dev_test.jsonl", `{"text":"x","label":"MAYBE"}`, `dev_test.jsonl:1: label "MAYBE" is not one of OBJ, SUBJ`},
		{"inner column", "newsmtsc/devtest_mt.jsonl", `{"id":"1","text":"x","targets":[{"polarity":"neg"},{"from":1}]}`, `devtest_mt.jsonl:1: column "targets.1.polarity" is missing`},
		{"unknown polarity", "newsmtsc/devtest_mt.jsonl", `{"id":"1","text":"x","targets":[{"polarity":"odd"}]}`, `devtest_mt.jsonl:1: polarity "odd"`},
		{"link out of range", "aesop_align/pairs_open.jsonl", `{"fable":"f","a":["x"],"b":["y"],"links":[[0,1]]}`, "pairs_open.jsonl:1: links: [0 1] is no link between 1 and 1 sentences"},
		{"half a link", "aesop_align/pairs_open.jsonl", `{"fable":"f","a":["x"],"b":["y"],"links":[[0]]}`, "pairs_open.jsonl:1: links: [0] is no link"},
		{"added out of range", "argrewrite_align/pairs_open.jsonl", `{"student":"1","old":[],"new":[],"links":[],"modified":[],"added":[0]}`, "pairs_open.jsonl:1: added: no sentence 0 among 0"},
		{"no such label", "mrpc/train.jsonl", `{"label":2,"s1":"x","s2":"y"}`, `train.jsonl:1: label "2"`},
		{"span outside", "babe/sg2_open.jsonl", `{"text":"é","label_bias":"biased","label_opinion":"mixed","bias_spans":[[0,2]],"group":"g"}`, "sg2_open.jsonl:1: bias_spans: [0 2] does not lie in a text of 1 characters"},
		{"span of three", "babe/sg2_open.jsonl", `{"text":"é","label_bias":"biased","label_opinion":"mixed","bias_spans":[[0,1,2]],"group":"g"}`, "sg2_open.jsonl:1: bias_spans: [0 1 2] is no span"},
		{"sentence outside", "sentence_segmentation/ud_ewt_dev.jsonl", `{"doc_id":"d","text":"x","sentences":[[0,9]]}`, "ud_ewt_dev.jsonl:1: sentences: [0 9] does not lie"},
		{"line outside", "ptc_semeval2020/articles_open.jsonl", `{"text":"x","group":"g","lines":[{"start":3,"end":4,"techniques":[]}]}`, "articles_open.jsonl:1: lines: 3 to 4 does not lie"},
		{"bias span outside", "basil/articles_open.jsonl", `{"event":"e","title":{"text":""},"sentences":[{"para":0,"text":"x","spans":[{"start":0,"end":7,"quote":"no"}],"lexical":true,"informational":false}]}`, "articles_open.jsonl:1: sentences.0.spans: 0 to 7"},
		{"quote or not", "basil/articles_open.jsonl", `{"event":"e","title":{"text":""},"sentences":[{"para":0,"text":"x","spans":[{"start":0,"end":1,"quote":"?"}],"lexical":true,"informational":false}]}`, `quote "?" is not one of no, yes`},
		{"three articles", "pairs/pairs.jsonl", `{"pair":["a","b","c"],"A":[],"B":[],"links":[]}`, "pairs.jsonl:1: pair: 3 articles, want 2"},
		{"no labels", "pairs/pairs.jsonl", pair + `"swaps":[]}`, `pairs.jsonl:1: column "links" is missing, and there is no file of labels`},
		{"unknown class", "pairs/pairs.jsonl", strings.Replace(pair, "fact", "fakt", 1) + `"links":[]}`, `pairs.jsonl:1: class "fakt"`},
		{"unknown side", "pairs/pairs.jsonl", pair + `"links":[],"insertions":[[{"side":"C","i":0,"text":"x"}]]}`, `pairs.jsonl:1: side "C"`},
		{"lines out of order", "pairs/pairs.jsonl", strings.Replace(pair, `"i":0`, `"i":5`, 1) + `"links":[]}`, "pairs.jsonl:1: line 0 of A has i 5"},
		{"no text beside", "seeds/gold.json", seedsOf, "a.txt: no such file"},
		{"no gold", "seeds/gold.json", "{\n\"files\": {,}\n}", "gold.json:2: not JSON"},
		{"a side short", "seeds/gold.json", strings.Replace(seedsOf, `"A"`, `"C"`, 1), `gold.json: column "files.A" is missing`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "eval", tt.file), tt.content)
			write(t, filepath.Join(dir, "eval", "wnc_sample", "train.jsonl"), `{"biased":"a vile ferry","neutral":"a ferry"}`)
			table := run(t, Config{Dir: dir})
			set := filepath.Dir(tt.file)
			if len(table.Problems) != 1 || !strings.HasPrefix(table.Problems[0].Error(), set+": ") || !strings.Contains(table.Problems[0].Error(), tt.want) {
				t.Fatalf("problems %v, want one with %q", table.Problems, tt.want)
			}
			notes := make(map[string]string)
			for _, r := range table.Rows {
				notes[r.Set] = r.Note
			}
			if notes[set] != "failed" || len(notes) != 2 || notes["wnc_sample"] != "" {
				t.Errorf("rows %+v", table.Rows)
			}
		})
	}
}

// TestTwoFilesFail holds that each file of a set is reported.
func TestTwoFilesFail(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"ud_ewt_dev.jsonl", "ud_gum_newslike_dev.jsonl"} {
		write(t, filepath.Join(dir, "sentence_segmentation", name), "{")
	}
	if table := run(t, Config{Dir: dir}); len(table.Problems) != 2 || len(table.Rows) != 2 || table.Rows[1].Part != "GUM" {
		t.Errorf("problems %v, rows %+v", table.Problems, table.Rows)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}
