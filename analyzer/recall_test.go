package analyzer_test

import (
	"reflect"
	"testing"

	"gloss/analyzer"
	"gloss/corpus"
	"gloss/lexicons"
)

// TestRecall holds that a story with what was found in it before is the same as
// one that is analysed.
func TestRecall(t *testing.T) {
	a, err := analyzer.New(lexicons.FS, "test")
	if err != nil {
		t.Fatal(err)
	}
	all, err := corpus.Load(corpus.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		c := analyzer.Copies{ID: s.ID, Articles: s.Articles}
		want, wantWarnings, err := a.Story(c, analyzer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if c.Found, err = analyzer.Encode(want); err != nil {
			t.Fatalf("%s: %v", s.ID, err)
		}
		got, warnings, err := a.Story(c, analyzer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(warnings, wantWarnings) {
			t.Errorf("%s: recalled it differs", s.ID)
		}
		c.Found = []byte(`{"Story":{"ID":""}}`)
		if got, _, err = a.Story(c, analyzer.Options{}); err != nil || len(got.Findings) > 0 {
			t.Errorf("%s: analysed again though it is known: %d findings, %v", s.ID, len(got.Findings), err)
		}
	}
}
