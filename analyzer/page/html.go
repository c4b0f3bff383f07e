package page

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
)

// Style is the style sheet of every page.
var Style = style + filterRules() + columnRules()

//go:embed page.css
var style string

// Script is the script of every page. Pages can be read without it.
//
//go:embed page.js
var Script string

//go:embed page.html
var source string

// Templates are the parts of a page, see the package comment.
var Templates = template.Must(parts.Clone())

// Parts returns the Templates for somebody to add pages of their own to: what was
// executed once cannot be added to.
func Parts() (*template.Template, error) { return parts.Clone() }

var parts = template.Must(template.New("page").Funcs(template.FuncMap{
	"plural": Plural,
	"lower":  strings.ToLower,
	"signs":  func(f *Finding) string { return f.Sign() },
	"names":  names,
	"groups": func() []*Group { return Groups },
}).Parse(source))

// mostColumns is how many columns can be hidden without the script.
const mostColumns = 40

// columnRules hide the columns that the reader does not choose.
func columnRules() string {
	var sb strings.Builder
	for i := range mostColumns {
		fmt.Fprintf(&sb, ".story:has(.choose [value=\"%d\"]:not(:checked)) [data-col=\"%d\"]{display:none}\n", i, i)
	}
	return sb.String()
}

// filterRules hide the marks and lists that the reader does not choose.
func filterRules() string {
	var sb strings.Builder
	rule := func(name string) {
		off := fmt.Sprintf(":root:has(#v-%s:not(:checked)) ", name)
		fmt.Fprintf(&sb, "%[1]s:is(.ref,.finding,.list,.gap).%[2]s{display:none}%[1]smark.%[2]s{text-decoration:none;background:none;border:0;padding:0}%[1]smark.%[2]s:is(::before,::after){content:none}\n", off, name)
	}
	for _, g := range Groups {
		rule(g.Name)
	}
	rule("sure")
	rule("judge")
	return sb.String()
}

// Policy is the content security policy of a page: its own style sheet and script, and
// nothing from anywhere.
var Policy = "default-src 'none'; style-src " + hash(Style) + "; script-src " + hash(Script) + "; base-uri 'none'; form-action 'none'"

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Head is the beginning of a page, up to and with <body>, with the style sheet.
func Head(title string) string {
	return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" + Policy + "\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
		template.HTMLEscapeString(title) + "</title>\n<style>" + Style + "</style>\n</head>\n<body>\n"
}

// Foot is the end of a page, with the script.
var Foot = "<script>" + Script + "</script>\n</body>\n</html>\n"

// Plural is a number and what is counted, in the form of that number.
func Plural(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// names are the outlets of some columns: all, or two and how many more.
func names(cs []*Column) string {
	var out []string
	for i, c := range cs {
		if i == 2 && len(cs) > 3 {
			return strings.Join(out, ", ") + fmt.Sprintf(" and %d more", len(cs)-2)
		}
		out = append(out, c.Outlet)
	}
	return strings.Join(out, ", ")
}
