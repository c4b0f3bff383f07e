package analyzer_test

import (
	"testing"

	"gloss/analyzer"
	"gloss/lexicons"
)

// BenchmarkNew is what every command pays before it reads an article.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := analyzer.New(lexicons.FS, "bench"); err != nil {
			b.Fatal(err)
		}
	}
}
