package ingest

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// prepare makes visible what the text alone would not show: quotation elements get
// their marks, exponents are raised; what is hidden, struck out, or the number of a
// note goes.
func prepare(doc *html.Node) {
	var gone, divided []*html.Node
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch {
		case n.Data == "q":
			mark(n)
		case n.Data == "sup" && noteNumber(n), n.Data == "del", n.Data == "s", n.Data == "strike", has(n, "hidden"):
			gone = append(gone, n)
		case n.Data == "sup":
			if t := n.FirstChild; t != nil && t.Type == html.TextNode {
				t.Data = raised.Replace(t.Data)
			}
		case n.Data == "footer" && within(n, "blockquote"): // who is quoted; extraction drops footers
			n.Data, n.DataAtom = "p", atom.P
		case n.Data == "p" && n.Parent != nil:
			divided = append(divided, n)
		}
	}
	for _, n := range gone {
		if n.Parent != nil && n.Data != "body" && n.Data != "html" {
			n.Parent.RemoveChild(n)
		}
	}
	for _, n := range divided {
		divide(n)
	}
}

// within reports whether n lies in an element of that name.
func within(n *html.Node, name string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == name {
			return true
		}
	}
	return false
}

// divide makes several paragraphs of one that two line breaks part.
func divide(p *html.Node) {
	var children []*html.Node
	parts := make(map[*html.Node]bool) // line breaks before another one
	for c := range p.ChildNodes() {
		children = append(children, c)
		if c.Type == html.ElementNode && c.Data == "br" && nextElement(c) == "br" {
			parts[c] = true
		}
	}
	if len(parts) == 0 {
		return
	}
	into := p
	for _, c := range children {
		if parts[c] {
			next := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P, Attr: p.Attr}
			p.Parent.InsertBefore(next, into.NextSibling)
			into = next
		}
		if into != p || parts[c] {
			p.RemoveChild(c)
		}
		if into != p && !parts[c] {
			into.AppendChild(c)
		}
	}
}

// mark puts quotation marks into a quotation element, single ones into one inside
// another, none where they stand already.
func mark(n *html.Node) {
	open, shut := "“", "”"
	for p := n.Parent; p != nil; p = p.Parent {
		if has(p, "quoted") {
			open, shut = "‘", "’"
		}
	}
	n.Data, n.DataAtom = "span", 0
	n.Attr = append(n.Attr, html.Attribute{Key: "quoted"})
	text := strings.TrimSpace(textIn(n))
	before := ""
	if n.PrevSibling != nil && n.PrevSibling.Type == html.TextNode {
		before = n.PrevSibling.Data
	}
	if text == "" || strings.HasPrefix(text, "“") || strings.HasPrefix(text, `"`) || strings.HasSuffix(before, "“") || strings.HasSuffix(before, `"`) {
		return
	}
	n.InsertBefore(&html.Node{Type: html.TextNode, Data: open}, n.FirstChild)
	n.AppendChild(&html.Node{Type: html.TextNode, Data: shut})
}

// raised are digits as exponents.
var raised = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "-", "⁻", "−", "⁻")

// noteNumber reports whether a raised element is the number of a note: a link, in
// brackets, a sign, or after the sign that ends a sentence or a part of one.
func noteNumber(n *html.Node) bool {
	text := strings.TrimSpace(textIn(n))
	if strings.Trim(text, "[]0123456789*†‡") != "" {
		return false
	}
	if strings.ContainsAny(text, "[*†‡") || n.FirstChild != nil && n.FirstChild.Type == html.ElementNode {
		return true
	}
	return n.PrevSibling != nil && n.PrevSibling.Type == html.TextNode && (sentence(n.PrevSibling.Data) || strings.HasSuffix(n.PrevSibling.Data, ","))
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
