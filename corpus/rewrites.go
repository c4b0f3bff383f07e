package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A Rewrite is two texts on one event, most of them one written from the other, with
// the lines that say the same.
type Rewrite struct {
	ID     string        // "dock-strike"
	Kinds  [2]string     // what each copy is: "wire report", "partisan blog"
	Copies [2][]string   // the lines of each copy, a sentence or a fragment each
	Links  []LinkedLines // in the order of the file
	Second []LinkedLines // as somebody else marked them; nil: nobody did
}

// Measured reports whether nothing may be learned from r: two people marked it, to
// measure by.
func (r *Rewrite) Measured() bool { return r.Second != nil }

// LinkedLines are a line of either copy that say the same, in whole or in essential part.
type LinkedLines struct {
	A, B int // count from 0
	Kind string
}

// Sure is false where a second careful annotator could choose otherwise.
func (l LinkedLines) Sure() bool { return l.Kind != "judge" }

// linkKinds are the kinds of linked lines.
var linkKinds = []string{"same", "paraphrase", "partial", "judge"}

// Rewrites reads the rewrites of fsys, sorted by ID. The error joins one for every
// line that is wrong, with file and line.
func Rewrites(fsys fs.FS) ([]Rewrite, error) {
	files, err := fs.Glob(fsys, "rewrites/*.tsv")
	if err != nil {
		return nil, err
	}
	var out []Rewrite
	var errs []error
	for _, f := range files {
		r := Rewrite{ID: strings.TrimSuffix(path.Base(f), ".tsv")}
		data, err := fs.ReadFile(fsys, f)
		if err != nil {
			return nil, err
		}
		errs = append(errs, eachLine(path.Join("corpus", f), string(data), r.line))
		second := path.Join("rewrites/second", path.Base(f))
		switch data, err := fs.ReadFile(fsys, second); {
		case err == nil:
			errs = append(errs, eachLine(path.Join("corpus", second), string(data), func(_ int, line string) error {
				l, err := r.linked(strings.Split(line, "\t"), r.Second)
				r.Second = append(r.Second, l)
				return err
			}))
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
		out = append(out, r)
	}
	return out, errors.Join(errs...)
}

// line takes in a line of a file: what a copy is, a line of a copy, or a link.
func (r *Rewrite) line(_ int, line string) error {
	if about, ok := strings.CutPrefix(line, "# "); ok {
		side, kind, ok := strings.Cut(about, ": ")
		i := strings.Index("ab", side)
		if !ok || len(side) != 1 || i < 0 {
			return errors.New(`want "# a: " or "# b: " and what the copy is`)
		}
		r.Kinds[i] = kind
		return nil
	}
	f := strings.Split(line, "\t")
	if f[0] == "link" {
		l, err := r.linked(f, r.Links)
		r.Links = append(r.Links, l)
		return err
	}
	if len(f) != 3 || f[0] != "a" && f[0] != "b" {
		return errors.New(`want a copy (a or b), a number and a text, or "link" and three columns`)
	}
	lines := &r.Copies[strings.Index("ab", f[0])]
	if want := strconv.Itoa(len(*lines) + 1); f[1] != want {
		return fmt.Errorf("line %s of copy %s, want %s", f[1], f[0], want)
	}
	if f[2] == "" || strings.TrimSpace(f[2]) != f[2] {
		return errors.New("no text, or space around it")
	}
	*lines = append(*lines, f[2])
	return nil
}

// linked reads a line that links two lines, and is not among those before it.
func (r *Rewrite) linked(f []string, before []LinkedLines) (LinkedLines, error) {
	if len(f) != 4 || f[0] != "link" {
		return LinkedLines{}, fmt.Errorf("%d columns, want 4, the first \"link\"", len(f))
	}
	l := LinkedLines{Kind: f[3]}
	if !slices.Contains(linkKinds, l.Kind) {
		return l, fmt.Errorf("unknown kind %q", l.Kind)
	}
	for i, to := range []*int{&l.A, &l.B} {
		number, ok := strings.CutPrefix(f[1+i], "ab"[i:i+1])
		n, err := strconv.Atoi(number)
		if !ok || err != nil || n < 1 || n > len(r.Copies[i]) {
			return l, fmt.Errorf("there is no line %q", f[1+i])
		}
		*to = n - 1
	}
	if slices.ContainsFunc(before, func(o LinkedLines) bool { return o.A == l.A && o.B == l.B }) {
		return l, fmt.Errorf("%s and %s are linked twice", f[1], f[2])
	}
	return l, nil
}

// Agreement counts the second annotator's links against the first's; what one of them
// leaves to judge counts neither for nor against.
func (r *Rewrite) Agreement() Counts {
	type lines struct{ a, b int }
	sure, judged := make(map[lines]bool), make(map[lines]bool)
	var c Counts
	for _, l := range r.Links {
		if l.Sure() {
			sure[lines{l.A, l.B}] = true
		} else {
			judged[lines{l.A, l.B}] = true
		}
	}
	for _, l := range r.Second {
		at := lines{l.A, l.B}
		c.add(l.Sure() && sure[at], false, l.Sure() && !sure[at] && !judged[at])
		delete(sure, at)
	}
	c.Missed += len(sure)
	return c
}
