package ingest

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
)

// parseFeed parses RSS, Atom or JSON Feed. Of a feed that cannot be parsed as a
// whole, the items that can be parsed by themselves are read; broken holds the
// numbers of the others, 0 for an end that is missing.
func parseFeed(data []byte) (f *gofeed.Feed, broken []int, err error) {
	data = feedText(data)
	if deeper(data, deepestFeed) {
		return nil, nil, errNoFeed{"elements nested too deep"}
	}
	f, err = tryFeed(data)
	if err != nil {
		if f, broken = feedByItems(data); f != nil {
			return f, broken, nil
		}
		return nil, nil, err
	}
	if f.FeedType == "json" && !bytes.Contains(data, []byte(`"items"`)) {
		return nil, nil, errNoFeed{"a JSON object without items"}
	}
	if opened := max(len(openings(data, "<item")), len(openings(data, "<entry"))); opened > len(f.Items) {
		// the parser may have stopped at an element that is not closed, or run over it
		if each, broken := feedByItems(data); each != nil && len(each.Items) > len(f.Items) {
			return each, broken, nil
		}
	}
	return f, nil, nil
}

// deepestFeed is how deep the elements of a feed may be nested; hardly one has ten. The
// library calls itself for each, and a stack that overflows ends the program.
const deepestFeed = 5000

// longestTag is how far the end of a tag is looked for, in bytes.
const longestTag = 4096

// deeper reports whether the elements of data, as far as brackets tell them, are nested
// deeper than limit.
func deeper(data []byte, limit int) bool {
	depth := 0
	for {
		i := bytes.IndexByte(data, '<')
		if i < 0 || i+1 >= len(data) {
			return false
		}
		data = data[i+1:]
		switch {
		case bytes.HasPrefix(data, []byte("![CDATA[")):
			_, data, _ = bytes.Cut(data, []byte("]]>"))
		case bytes.HasPrefix(data, []byte("!--")):
			_, data, _ = bytes.Cut(data, []byte("-->"))
		case data[0] == '!' || data[0] == '?':
		case data[0] == '/':
			depth = max(0, depth-1)
		default:
			tag, _, _ := bytes.Cut(data[:min(len(data), longestTag)], []byte{'>'})
			if !bytes.HasSuffix(tag, []byte{'/'}) {
				depth++
			}
		}
		if depth > limit {
			return true
		}
	}
}

// feedText is the bytes of a feed, with what it declares of its encoding made true:
// valid UTF-8 is that, and what is declared to be UTF-8 and is not is Windows-1252.
func feedText(data []byte) []byte {
	head := data[:min(len(data), 200)]
	at := bytes.Index(head, []byte("encoding="))
	if !bytes.HasPrefix(bytes.TrimLeft(head, "\ufeff \t\r\n"), []byte("<?xml")) {
		at = -1
	}
	declared := ""
	if at >= 0 && at+len(`encoding=""`) < len(head) {
		declared, _, _ = strings.Cut(string(head[at+len(`encoding="`):]), string(head[at+len("encoding=")]))
	}
	utf := declared == "" || strings.EqualFold(declared, "utf-8")
	switch valid := utf8.Valid(data); {
	case valid && !utf:
		return bytes.Replace(data, []byte(declared), []byte("utf-8"), 1)
	case !valid && utf && !mostlyUTF8(data):
		text, _ := textOf(data)
		return []byte(text)
	}
	return data
}

// mostItems is how many items of a feed are read one by one.
const mostItems = 2000

// feedByItems parses each item of a broken feed of XML by itself; nil if none can be.
func feedByItems(data []byte) (f *gofeed.Feed, broken []int) {
	open, shut, end := "<item", "</item>", "</channel></rss>"
	if len(openings(data, open)) == 0 {
		open, shut, end = "<entry", "</entry>", "</feed>"
	}
	at := openings(data, open)
	if len(at) == 0 {
		return nil, nil
	}
	head := data[:at[0]]
	if rdf := bytes.Index(head, []byte(":RDF")); rdf > 0 { // RSS 1.0: its items stand beside the channel
		end = "</" + string(head[bytes.LastIndexByte(head[:rdf], '<')+1:rdf]) + ":RDF>"
	}
	most := min(len(at), mostItems, MaxFeed/(len(head)+1)) // each is parsed with the head before it
	for n, from := range at[:most] {
		to := len(data)
		if n+1 < len(at) {
			to = at[n+1]
		}
		piece := data[from:to]
		if i := bytes.LastIndex(piece, []byte(shut)); i >= 0 {
			piece = piece[:i]
		} else if n+1 == len(at) {
			broken = append(broken, 0)
			continue
		}
		one, err := tryFeed(slices.Concat(head, piece, []byte(shut+end)))
		switch {
		case err != nil || len(one.Items) != 1:
			broken = append(broken, n+1)
		case f == nil:
			f = one
		default:
			f.Items = append(f.Items, one.Items...)
		}
	}
	if (most < len(at) || !bytes.Contains(data[at[len(at)-1]:], []byte(end[strings.LastIndex(end, "<"):]))) && !slices.Contains(broken, 0) {
		broken = append(broken, 0)
	}
	return f, broken
}

// openings are the places where elements of that name begin.
func openings(data []byte, name string) []int {
	var out []int
	for i := 0; ; {
		k := bytes.Index(data[i:], []byte(name))
		if k < 0 || i+k+len(name) >= len(data) {
			return out
		}
		i += k + len(name)
		if c := data[i]; c == '>' || c <= ' ' {
			out = append(out, i-len(name))
		}
	}
}

func tryFeed(data []byte) (f *gofeed.Feed, err error) {
	defer func() {
		if recover() != nil {
			f, err = nil, errNoFeed{"it cannot be parsed"}
		}
	}()
	f, err = gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return nil, errNoFeed{oneLine(err.Error())}
	}
	return f, nil
}

type errNoFeed struct{ what string }

func (e errNoFeed) Error() string { return "not a feed: " + e.what }
