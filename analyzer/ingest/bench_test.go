package ingest_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gloss/analyzer/ingest"
)

// manyLines is some MB of JSON Lines, articles of 2 to 4 kB.
func manyLines() []byte {
	var b bytes.Buffer
	for i := range 1500 {
		text := strings.Repeat(fmt.Sprintf("The council voted %d to 4 on Tuesday to build the barrier, and the mayor said “it will hold” for 100 years. Residents said that they had not been asked.\n\n", i), 12+i%12)
		line, err := json.Marshal(map[string]any{"id": fmt.Sprint(i), "outlet": fmt.Sprint("Outlet ", i%40), "title": "Council votes on barrier – again", "url": fmt.Sprintf("https://outlet%d.example/news/%d", i%40, i),
			"published": "2024-05-03T10:00:00Z", "tags": []string{"council", "barrier"}, "text": text})
		if err != nil {
			panic(err)
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}

// BenchmarkJSONLines compares the reading of articles, with all that is said of
// them, to what encoding/json alone takes to decode the same lines. Compare the
// MB/s of one run.
func BenchmarkJSONLines(b *testing.B) {
	data := manyLines()
	b.Run("gloss", func(b *testing.B) {
		r := ingest.Reader{Lists: lists(b)}
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			if err := r.Read("-", bytes.NewReader(data), func(ingest.Item) bool { n++; return true }); err != nil || n != 1500 {
				b.Fatal(n, err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			for sc := bufio.NewReader(bytes.NewReader(data)); ; n++ {
				line, err := sc.ReadBytes('\n')
				if err != nil {
					break
				}
				var a struct{ ID, Outlet, Title, URL, Published, Text string }
				if err := json.Unmarshal(line, &a); err != nil {
					b.Fatal(err)
				}
			}
			if n != 1500 {
				b.Fatal(n)
			}
		}
	})
}
