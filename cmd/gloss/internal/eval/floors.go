package eval

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Floors are figures under which gloss's own corpus must not fall, one to a line:
// set, part, task, measure, value.
type Floors []Floor

// A Floor is one line of a floors file.
type Floor struct {
	Set, Part, Task, Measure string
	Value                    float64 // 0..1, three decimals
}

const floorsHeader = "set\tpart\ttask\tmeasure\tvalue"

// slack is how far under its floor a figure may be: rounding, and no more.
const slack = 0.0005

// ParseFloors reads a floors file. The error joins one for each bad line, with its
// number.
func ParseFloors(name, data string) (Floors, error) {
	var fs Floors
	var errs []error
	for n, line := range strings.Split(strings.TrimRight(data, "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") || line == floorsHeader {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			errs = append(errs, fmt.Errorf("%s:%d: %d columns, want 5", name, n+1, len(f)))
			continue
		}
		v, err := strconv.ParseFloat(f[4], 64)
		if err != nil || v < 0 || v > 1 {
			errs = append(errs, fmt.Errorf("%s:%d: value %q is no number from 0 to 1", name, n+1, f[4]))
			continue
		}
		fs = append(fs, Floor{f[0], f[1], f[2], f[3], v})
	}
	return fs, errors.Join(errs...)
}

// String writes the floors as a file of them.
func (fs Floors) String() string {
	var sb strings.Builder
	sb.WriteString("# What gloss reaches on its own corpus; make eval fails under it. Only --allow-regression lowers a line.\n" + floorsHeader + "\n")
	for _, f := range fs {
		fmt.Fprintf(&sb, "%s\t%s\t%s\t%s\t%.3f\n", f.Set, f.Part, f.Task, f.Measure, f.Value)
	}
	return sb.String()
}

func (f Floor) key() string { return f.Set + "\t" + f.Part + "\t" + f.Task + "\t" + f.Measure }

// A Drop is a figure that fell under its floor.
type Drop struct {
	Floor
	Now float64 // NaN: the figure is not measured any more
}

func (d Drop) String() string {
	now := "not measured"
	if !math.IsNaN(d.Now) {
		now = fmt.Sprintf("%.3f", d.Now)
	}
	return fmt.Sprintf("%s %s: %s %s %s, floor %.3f", d.Set, d.Part, d.Task, d.Measure, now, d.Value)
}

// Check compares a table with the floors. It returns the figures that fell, and
// the floors as they would be if all figures became theirs: raised where they
// rose, lowered where they fell, and a line for each figure that has none.
func (fs Floors) Check(t *Table, sets ...string) (drops []Drop, reached Floors) {
	now := make(map[string]float64)
	for _, r := range t.Rows {
		if r.Note == "" && slices.Contains(sets, r.Set) {
			f := Floor{r.Set, r.Part, r.Task, r.Measure, math.Floor(r.Value*1000) / 1000}
			now[f.key()] = r.Value
			reached = append(reached, f)
		}
	}
	for _, f := range fs {
		v, ok := now[f.key()]
		if !ok {
			drops = append(drops, Drop{f, math.NaN()})
		} else if v < f.Value-slack {
			drops = append(drops, Drop{f, v})
		}
	}
	return drops, reached
}

// Raise returns the floors with each raised to what was reached, none lowered.
func (fs Floors) Raise(reached Floors) Floors {
	old := make(map[string]float64)
	for _, f := range fs {
		old[f.key()] = f.Value
	}
	out := slices.Clone(reached)
	for i, f := range out {
		out[i].Value = max(f.Value, old[f.key()])
	}
	return out
}

// Lower returns the floors with those that fell at what is now reached, and without
// those that are not measured any more.
func (fs Floors) Lower(drops []Drop) Floors {
	var out Floors
	for _, f := range fs {
		i := slices.IndexFunc(drops, func(d Drop) bool { return d.key() == f.key() })
		if i < 0 {
			out = append(out, f)
		} else if !math.IsNaN(drops[i].Now) {
			f.Value = math.Floor(drops[i].Now*1000) / 1000
			out = append(out, f)
		}
	}
	return out
}

// of returns the floor of a row, if it has one.
func (fs Floors) of(r Row) (float64, bool) {
	for _, f := range fs {
		if f.Set == r.Set && f.Part == r.Part && f.Task == r.Task && f.Measure == r.Measure {
			return f.Value, true
		}
	}
	return 0, false
}
