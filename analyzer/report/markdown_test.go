package report

import (
	"strings"
	"testing"
)

func TestMarkdownSigns(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                  "plain",
		"a | b":                  `a \| b`,
		"*a* _b_ `c` ~d~":        "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~",
		"<img src=x onerror=1>":  "&lt;img src=x onerror=1&gt;",
		"[x](http://y)":          `\[x\](http:<!-- -->/<!-- -->/y)`,
		"@user #12 www.a.b":      "@<!-- -->user #<!-- -->12 www<!-- -->.a.b",
		"two\nlines\x1b[31m red": `two lines\[31m red`,
		"&amp; \\ $1 to $2":      `&amp;amp; \\ \$1 to \$2`,
	} {
		if got := markdown(text); got != want {
			t.Errorf("markdown(%q) = %q, want %q", text, got, want)
		}
	}
	if markdownLink("javascript:alert(1)") != "" || markdownLink("https://a.example/x> y") != "" || !strings.Contains(markdownLink("https://a.example/x_(y)"), "<https://a.example/x_(y)>") {
		t.Error("links")
	}
}
