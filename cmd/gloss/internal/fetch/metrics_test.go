package fetch

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// TestWriteMetrics compares with a golden file, and holds that each line is one of the
// text format.
func TestWriteMetrics(t *testing.T) {
	began := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	s := Summary{Began: began, Ended: began.Add(90 * time.Second), Feeds: 2, Unchanged: 1, FeedsFailed: 1, New: 12, Changed: 3, Same: 4, Withdrawn: 1, PagesFailed: 2, Left: 5,
		Aside: map[string]int{"in German": 2}, Failures: map[Reason]int{Busy: 1, Gone: 2},
		Sources: []SourceResult{{URL: "https://ledger.example/feed", OK: true, LastSuccess: began, Articles: 12, Took: 1500 * time.Millisecond},
			{URL: "https://me:secret@odd.example/\"quoted\"\\\n", Failure: "no", Took: time.Second}}}
	var b bytes.Buffer
	if err := WriteMetrics(&b, s); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/metrics.prom"
	if *update {
		os.MkdirAll("testdata", 0o777)
		if err := os.WriteFile(golden, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || b.String() != string(want) {
		t.Errorf("%v, got\n%s", err, b.String())
	}
	line := regexp.MustCompile(`^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="([^"\\\n]|\\["\\n])*"\})? [0-9.]+)$`)
	for l := range strings.Lines(b.String()) {
		if !line.MatchString(strings.TrimSuffix(l, "\n")) || strings.Contains(l, "secret") {
			t.Errorf("no line of the format: %q", l)
		}
	}
}

func TestFeedLabels(t *testing.T) {
	long := "https://ledger.example/feed?" + strings.Repeat("x", 400)
	got := feedLabels([]SourceResult{{URL: long + "1"}, {URL: "https://a:b@odd.example/"}, {URL: "https://c:d@odd.example/"}, {URL: long + "2"}, {URL: long + "3"}})
	want(t, "labels", got, []string{Shown(long), "https://xxxxx@odd.example/", "https://xxxxx@odd.example/ (2)", Shown(long) + " (2)", Shown(long) + " (3)"})
}

// TestReasons holds that the metrics name every reason there is.
func TestReasons(t *testing.T) {
	src, err := os.ReadFile("failure.go")
	if err != nil {
		t.Fatal(err)
	}
	all := regexp.MustCompile(`Reason\s+= "([a-z-]+)"`).FindAllStringSubmatch(string(src), -1)
	if len(all) != len(reasons)+1 { // but for an interrupt, which is no failure
		t.Errorf("%d reasons, the metrics name %d", len(all), len(reasons))
	}
}
