package ingest_test

import (
	"strings"
	"testing"

	"gloss/analyzer/ingest"
	"gloss/lexicons"
)

// TestHostilePages holds that what is no page any more is refused, in words.
func TestHostilePages(t *testing.T) {
	const p = "<p>The council voted on Tuesday to build the barrier across the river, which took nine years.</p>"
	tests := []struct{ name, page, want string }{
		{"deep", strings.Repeat("<div>", 100_000) + p, "elements nested too deep to be a page"},
		{"tables", strings.Repeat("<table><tr><td>", 1000) + p, "elements nested too deep to be a page"},
		{"many elements", strings.Repeat("<i>a</i> ", 60_000), "more elements than a page has"},
		{"nothing", "<html><body></body></html>", `no article found on the page "x.html"`},
		{"scripts only", "<html><script>" + strings.Repeat("x=1;", 1000) + "</script></html>", `no article found on the page "x.html"`},
		{"large", "<html>" + strings.Repeat(p, ingest.MaxRecord/len(p)+1), "larger than 16 MiB, the most gloss reads as one page"},
	}
	for _, tt := range tests {
		articles, _, problems := readAll(t, ingest.Reader{}, "x.html", []byte(tt.page))
		if len(articles) != 0 || len(problems) != 1 || problems[0].What != tt.want {
			t.Errorf("%s: %d articles, problems %v; want %q", tt.name, len(articles), problems, tt.want)
		}
	}
	for name, page := range map[string]string{
		"long title":    "<title>" + strings.Repeat(" - x", 100_000) + "</title>" + strings.Repeat(p, 9),
		"deep JSON-LD":  "<script type='application/ld+json'>" + strings.Repeat("[", 100_000) + "</script>" + strings.Repeat(p, 9),
		"many articles": `<script type='application/ld+json'>[` + strings.Repeat(`{"@type":"NewsArticle"},`, 20_000) + `{}]</script>` + strings.Repeat(p, 9),
		"entities":      strings.Repeat(p, 9) + "<p>" + strings.Repeat("&amp;", 100_000),
	} {
		if articles, _, problems := readAll(t, ingest.Reader{}, "x.html", []byte(page)); len(articles) != 1 || len(problems) != 0 {
			t.Errorf("%s: %d articles, problems %.200v", name, len(articles), problems)
		}
	}
}

// TestEntityBomb holds that entities which a feed declares are not expanded.
func TestEntityBomb(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">`
	for c := 'b'; c < 'l'; c++ {
		bomb += `<!ENTITY ` + string(c) + ` "` + strings.Repeat("&"+string(c-1)+";", 10) + `">`
	}
	bomb += `]><rss version="2.0"><channel><item><title>T</title><description>&k;</description></item></channel></rss>`
	articles, _, problems := readAll(t, ingest.Reader{From: ingest.Feed}, "x", []byte(bomb))
	for _, a := range articles {
		if len(a.Text) > 1000 {
			t.Errorf("%d bytes of text", len(a.Text))
		}
	}
	if len(articles) == 0 && len(problems) == 0 {
		t.Error("neither an article nor a problem")
	}
}

// TestOutletList holds that no name and no domain of the list stands for two
// outlets.
func TestOutletList(t *testing.T) {
	b, err := lexicons.FS.ReadFile("outlets.tsv")
	if err != nil {
		t.Fatal(err)
	}
	owner := make(map[string]string)
	n := 0
	for _, line := range strings.Split(string(b), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		columns := strings.Split(line, "\t")
		names := []string{columns[0], columns[1]}
		if len(columns) > 3 {
			names = append(names, strings.Split(columns[3], "; ")...)
		}
		for i, name := range names {
			key := strings.TrimPrefix(strings.ToLower(name), "the ")
			if first, ok := owner[key]; ok && (first != columns[1] || i == 0) {
				t.Errorf("%q stands for %s and for %s", name, first, columns[1])
			}
			owner[key] = columns[1]
		}
		if columns[0] != strings.ToLower(columns[0]) || strings.ContainsAny(columns[0], "/: ") || strings.HasPrefix(columns[0], "www.") {
			t.Errorf("domain %q", columns[0])
		}
	}
	if n < 500 {
		t.Errorf("%d lines", n)
	}
}
