package fetch

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	toml "github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
	"golang.org/x/net/html/charset"

	"gloss/analyzer/ingest"
)

// largestList is the most bytes of a list of feeds.
const largestList = 16 << 20

// ReadSources reads a list of feeds, OPML or TOML, told by what it holds. The problems are
// of single feeds; with the error, which has file and line, nothing was read.
func ReadSources(path string) (list []Source, problems []ingest.Problem, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largestList+1))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > largestList {
		return nil, nil, fmt.Errorf("%s: larger than %d MiB", path, largestList>>20)
	}
	if text := bytes.TrimLeft(data, "\ufeff \t\r\n"); bytes.HasPrefix(text, []byte("<")) {
		list, err = readOPML(path, data)
	} else {
		list, err = readTOML(path, data)
	}
	if err != nil {
		return nil, nil, err
	}
	good := list[:0]
	for _, s := range list {
		if _, err := ParseAddress(s.URL); err != nil {
			problems = append(problems, ingest.Problem{Path: s.Where, What: fmt.Sprintf("feed %q: %v", Shown(s.URL), err), Fatal: true})
			continue
		}
		good = append(good, s)
	}
	if len(list) == 0 {
		return nil, nil, fmt.Errorf("%s: a list without feeds", path)
	}
	return good, problems, nil
}

// readOPML reads the outlines of an OPML list that have a feed's address, however deep.
func readOPML(path string, data []byte) ([]Source, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict, d.Entity, d.CharsetReader = false, xml.HTMLEntity, charset.NewReaderLabel
	var list []Source
	first := true
	for {
		line, _ := d.InputPos()
		t, err := d.Token()
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			line, _ = d.InputPos()
			return nil, fmt.Errorf("%s:%d: not OPML: %s", path, line, strings.TrimPrefix(err.Error(), "XML syntax error on "))
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if first && !strings.EqualFold(e.Name.Local, "opml") {
			return nil, fmt.Errorf("%s:%d: not OPML: it begins with <%.40s>", path, line, e.Name.Local)
		}
		first = false
		if !strings.EqualFold(e.Name.Local, "outline") {
			continue
		}
		for _, a := range e.Attr {
			if strings.EqualFold(a.Name.Local, "xmlUrl") && strings.TrimSpace(a.Value) != "" {
				list = append(list, Source{URL: strings.TrimSpace(a.Value), Where: fmt.Sprintf("%s:%d", path, line)})
			}
		}
	}
}

// A tomlList is a list of feeds in TOML.
type tomlList struct {
	Feed []struct {
		URL    string       `toml:"url"`
		Outlet string       `toml:"outlet"`
		Kind   string       `toml:"kind"`
		Delay  tomlDuration `toml:"delay"`
	} `toml:"feed"`
}

type tomlDuration time.Duration

// UnmarshalText reads "5s".
func (d *tomlDuration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	if err != nil || v < 0 {
		return fmt.Errorf("%q is not a time such as \"5s\"", text)
	}
	*d = tomlDuration(v)
	return nil
}

// readTOML reads a list of [[feed]] tables; a key that it does not know is an error.
func readTOML(path string, data []byte) ([]Source, error) {
	var in tomlList
	d := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return nil, tomlError(path, err)
	}
	lines := tableLines(data)
	var list []Source
	for i, f := range in.Feed {
		s := Source{URL: strings.TrimSpace(f.URL), Outlet: strings.TrimSpace(f.Outlet), Kind: f.Kind, Delay: time.Duration(f.Delay), Where: path}
		if i < len(lines) {
			s.Where = fmt.Sprintf("%s:%d", path, lines[i])
		}
		switch ingest.OutletKind(f.Kind) {
		case "", ingest.Newsroom, ingest.Agency, ingest.Aggregator, ingest.PressRelease:
		default:
			return nil, fmt.Errorf("%s: no kind %q; there are newsroom, agency, aggregator, press release", s.Where, f.Kind)
		}
		if s.URL == "" {
			return nil, fmt.Errorf("%s: a feed without url", s.Where)
		}
		list = append(list, s)
	}
	return list, nil
}

// tomlError is an error of the library with file and line.
func tomlError(path string, err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) && len(unknown.Errors) > 0 {
		e := unknown.Errors[0]
		line, _ := e.Position()
		return fmt.Errorf("%s:%d: no key %q; a [[feed]] has url, outlet, kind, delay", path, line, strings.Join(e.Key(), "."))
	}
	var bad *toml.DecodeError
	if errors.As(err, &bad) {
		line, _ := bad.Position()
		return fmt.Errorf("%s:%d: %s", path, line, strings.TrimPrefix(bad.Error(), "toml: "))
	}
	return fmt.Errorf("%s: %s", path, strings.TrimPrefix(err.Error(), "toml: "))
}

// tableLines are the lines on which the [[feed]] tables of a list that can be read begin.
func tableLines(data []byte) []int {
	var lines []int
	var p unstable.Parser
	p.Reset(data)
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.ArrayTable {
			continue
		}
		key := e.Key()
		if key.Next() && string(key.Node().Data) == "feed" && key.IsLast() {
			lines = append(lines, p.Shape(key.Node().Raw).Start.Line)
		}
	}
	return lines
}
