package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"

	"gloss/analyzer"
	"gloss/analyzer/ingest"
	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
)

// houseFile is the name of the file of house rules.
const houseFile = "gloss.toml"

// A house is what a file of house rules says. The zero house says nothing.
type house struct {
	Lexicons   []string               `toml:"lexicons"` // folders, relative to the file's
	Ignore     []ignored              `toml:"ignore"`
	Thresholds houseThresholds        `toml:"thresholds"`
	Outlets    map[string]houseOutlet `toml:"outlets"` // by name
	Report     struct {
		Kinds []kind `toml:"kinds"` // of finding that are told; none: all
	} `toml:"report"`

	path string // of the file; empty if there is none
}

type ignored struct {
	Term   string `toml:"term"`
	Reason string `toml:"reason"`
}

type houseThresholds struct {
	Sure   float64  `toml:"sure"`
	Judge  float64  `toml:"judge"`
	Link   float64  `toml:"link"`
	Within duration `toml:"within"`
}

type houseOutlet struct {
	Kind      outletKind `toml:"kind"`
	Spellings []string   `toml:"spellings"`
	Domains   []string   `toml:"domains"`
}

// The types of values that have rules of their own. They are structs, since the
// decoder asks no string for its rules.
type (
	kind       struct{ news.FindingKind }
	outletKind struct{ ingest.OutletKind }
	duration   struct{ minutes int }
)

func (k *kind) UnmarshalText(text []byte) error {
	if !slices.Contains(news.Kinds, news.FindingKind(text)) {
		return fmt.Errorf("%q is no kind of finding; there are %s", text, listed(news.Kinds))
	}
	k.FindingKind = news.FindingKind(text)
	return nil
}

func (k *outletKind) UnmarshalText(text []byte) error {
	if !slices.Contains(ingest.OutletKinds, ingest.OutletKind(text)) {
		return fmt.Errorf("%q is no kind of outlet; there are %s", text, listed(ingest.OutletKinds))
	}
	k.OutletKind = ingest.OutletKind(text)
	return nil
}

func (d *duration) UnmarshalText(text []byte) error {
	n, err := minutes("within", string(text))
	d.minutes = n
	return err
}

// listed are names with commas between.
func listed[T ~string](names []T) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = string(n)
	}
	return strings.Join(out, ", ")
}

// houseRules reads the file that --config names, or else the first gloss.toml from
// the working directory upward; "none" reads none, nor is one read for no command.
func houseRules(cmd *cobra.Command) (*house, error) {
	if cmd == nil {
		return &house{}, nil
	}
	name, _ := cmd.Flags().GetString("config")
	switch name {
	case "none":
		return &house{}, nil
	case "":
		found, err := upward(houseFile)
		if found == "" || err != nil {
			return &house{}, err
		}
		name = found
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("house rules: %w", pathError(name, err))
	}
	return readHouse(name, text)
}

// upward is the path of the first file of that name in the working directory or
// above it, as short as it can be said; empty if there is none.
func upward(name string) (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", nil // there is no directory to look in
	}
	for say := name; ; say = filepath.Join("..", say) {
		switch info, err := os.Stat(filepath.Join(dir, name)); {
		case err == nil && info.Mode().IsRegular():
			return say, nil
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("house rules: %w", err)
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", nil
		}
		dir = up
	}
}

// readHouse reads the house rules in text. The error names the line of everything
// that is not known there.
func readHouse(name string, text []byte) (*house, error) {
	h := &house{path: name}
	d := toml.NewDecoder(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).DisallowUnknownFields()
	err := d.Decode(h)
	var unknown *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case errors.As(err, &unknown):
		var errs []error
		for _, e := range unknown.Errors {
			line, _ := e.Position()
			errs = append(errs, fmt.Errorf("%s:%d: unknown key %q (known: %s)", name, line, strings.Join(e.Key(), "."), strings.Join(houseKeys, ", ")))
		}
		return nil, errors.Join(errs...)
	case errors.As(err, &wrong):
		line, _ := wrong.Position()
		return nil, fmt.Errorf("%s:%d: %s", name, line, strings.TrimPrefix(wrong.Error(), "toml: "))
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return h, h.check()
}

// houseKeys are the keys of the file, for those who misspell one.
var houseKeys = []string{"lexicons", "ignore.term", "ignore.reason", "thresholds.sure", "thresholds.judge", "thresholds.link", "thresholds.within",
	"outlets.NAME.kind", "outlets.NAME.spellings", "outlets.NAME.domains", "report.kinds"}

func (h *house) check() error {
	var errs []error
	for i, g := range h.Ignore {
		switch {
		case strings.TrimSpace(g.Term) == "":
			errs = append(errs, fmt.Errorf("%s: ignore %d: no term", h.path, i+1))
		case strings.TrimSpace(g.Reason) == "":
			errs = append(errs, fmt.Errorf("%s: ignore %d, %q: no reason is given", h.path, i+1, g.Term))
		}
	}
	for _, t := range []struct {
		key   string
		value float64
	}{{"sure", h.Thresholds.Sure}, {"judge", h.Thresholds.Judge}, {"link", h.Thresholds.Link}} {
		if !(t.value >= 0 && t.value <= 1) {
			errs = append(errs, fmt.Errorf("%s: thresholds.%s %v is no probability from 0 to 1", h.path, t.key, t.value))
		}
	}
	return errors.Join(errs...)
}

// rules are those that concern the analysis.
func (h *house) rules() (analyzer.House, error) {
	out := analyzer.House{Sure: h.Thresholds.Sure, Judge: h.Thresholds.Judge, Link: h.Thresholds.Link}
	for _, folder := range h.Lexicons {
		dir := folder
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(h.path), dir)
		}
		if info, err := os.Stat(dir); err != nil {
			return out, fmt.Errorf("%s: lexicons: %w", h.path, pathError(dir, err))
		} else if !info.IsDir() {
			return out, fmt.Errorf("%s: lexicons: %s is no folder", h.path, dir)
		}
		out.Lexicons = append(out.Lexicons, lexicon.Layer{Root: filepath.ToSlash(dir), FS: os.DirFS(dir)})
	}
	for _, g := range h.Ignore {
		out.Ignore = append(out.Ignore, lexicon.Ignored(g))
	}
	for _, k := range h.Report.Kinds {
		out.Kinds = append(out.Kinds, k.FindingKind)
	}
	return out, nil
}

// name tells the lists how the house calls outlets. What is not said of one that is
// known stays as it was.
func (h *house) name(lists *ingest.Lists) error {
	var lines strings.Builder
	for _, name := range slices.Sorted(maps.Keys(h.Outlets)) {
		o := h.Outlets[name]
		kind := o.Kind.OutletKind
		if kind == "" {
			kind = ingest.Newsroom
			if known, ok := lists.Named(name); ok {
				kind = known.Kind
			}
		}
		for _, s := range append(slices.Concat(o.Spellings, o.Domains), name) {
			if strings.ContainsAny(s, "\t\n;") || strings.TrimSpace(s) == "" {
				return fmt.Errorf("%s: outlets: %q is no name of an outlet", h.path, s)
			}
		}
		spellings := strings.Join(o.Spellings, ";")
		for _, domain := range append(slices.Clone(o.Domains), "") {
			fmt.Fprintf(&lines, "%s\t%s\t%s\t%s\n", domain, name, kind, spellings)
		}
	}
	return lists.Add(h.path, lines.String())
}
