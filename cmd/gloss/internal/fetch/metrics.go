package fetch

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// reasons are all reasons of failures, so that one that did not happen is 0 and not missing.
var reasons = []Reason{BadAddress, Private, Robots, NoHost, Connection, Certify, TooSlow, CutShort, TooLarge, Redirects, Busy, Denied, Gone, BadServer, BadStatus, NoFeed, NoArticle, Down, Unkept}

// WriteMetrics writes what came of the last run in the text format of Prometheus, version
// 0.0.4. All are gauges: those who run gloss from a timer start a new process each time,
// whose counters would begin anew.
func WriteMetrics(w io.Writer, s Summary) error {
	m := &metrics{bufio.NewWriter(w)}
	m.family("gloss_fetch_last_run_timestamp_seconds", "When the last run ended, in seconds since 1970.")
	m.value("gloss_fetch_last_run_timestamp_seconds", "", "", seconds(s.Ended))
	m.family("gloss_fetch_duration_seconds", "How long the last run took.")
	m.value("gloss_fetch_duration_seconds", "", "", s.Ended.Sub(s.Began).Seconds())
	m.family("gloss_fetch_interrupted", "1 if the last run was interrupted.")
	m.value("gloss_fetch_interrupted", "", "", truth(s.Stopped))
	m.counts("gloss_fetch_feeds", "Feeds of the last run by what became of them.", "result", map[string]int{"read": s.Feeds - s.Unchanged, "unchanged": s.Unchanged, "failed": s.FeedsFailed})
	m.counts("gloss_fetch_articles", "Articles of the last run by what became of them.", "result",
		map[string]int{"new": s.New, "changed": s.Changed, "unchanged": s.Same, "withdrawn": s.Withdrawn, "failed": s.PagesFailed, "aside": s.asides()})
	m.family("gloss_fetch_waiting", "Feeds and pages that the last run left for another one.")
	m.value("gloss_fetch_waiting", "", "", float64(s.Left))
	failures := make(map[string]int)
	for _, r := range reasons {
		failures[string(r)] = 0
	}
	for r, n := range s.Failures {
		failures[string(r)] = n
	}
	m.counts("gloss_fetch_failures", "Failures of the last run by reason, of feeds and pages.", "reason", failures)
	feeds := feedLabels(s.Sources)
	for _, f := range []struct {
		name, help string
		value      func(SourceResult) float64
	}{
		{"gloss_feed_up", "1 if the feed was had in the last run.", func(r SourceResult) float64 { return truth(r.OK) }},
		{"gloss_feed_last_success_timestamp_seconds", "When the feed was last had, in seconds since 1970; 0 if never.", func(r SourceResult) float64 { return seconds(r.LastSuccess) }},
		{"gloss_feed_articles", "New and changed articles from the feed in the last run.", func(r SourceResult) float64 { return float64(r.Articles) }},
		{"gloss_feed_duration_seconds", "How long the feed itself took in the last run, with waiting.", func(r SourceResult) float64 { return r.Took.Seconds() }},
	} {
		m.family(f.name, f.help)
		for i, r := range s.Sources {
			m.value(f.name, "feed", feeds[i], f.value(r))
		}
	}
	return m.w.Flush()
}

// feedLabels are what the feeds are called, each in another way: a collector refuses the
// whole file for two that are called the same, as addresses that are long, or have
// passwords, may be when they are shown.
func feedLabels(sources []SourceResult) []string {
	labels, used := make([]string, len(sources)), make(map[string]bool)
	for i, r := range sources {
		label := Shown(r.URL)
		for n := 2; used[label]; n++ {
			label = fmt.Sprintf("%s (%d)", Shown(r.URL), n)
		}
		labels[i], used[label] = label, true
	}
	return labels
}

type metrics struct{ w *bufio.Writer }

func (m *metrics) family(name, help string) {
	fmt.Fprintf(m.w, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
}

var escapeLabel = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func (m *metrics) value(name, label, is string, v float64) {
	if label != "" {
		name += "{" + label + `="` + escapeLabel.Replace(strings.ToValidUTF8(is, "")) + `"}`
	}
	fmt.Fprintln(m.w, name, strconv.FormatFloat(v, 'f', -1, 64))
}

func (m *metrics) counts(name, help, label string, counts map[string]int) {
	m.family(name, help)
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		m.value(name, label, k, float64(counts[k]))
	}
}

func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
