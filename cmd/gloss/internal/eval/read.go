package eval

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// Data is a file of a set, read whole.
type Data struct {
	Path  string
	Bytes []byte
}

// read reads a file and notes its fingerprint.
func (j *Job) read(file string) (*Data, error) {
	b, err := readFile(file)
	if err != nil {
		return nil, err
	}
	h := sha256.Sum256(b)
	d := &Data{Path: filepath.ToSlash(file), Bytes: b}
	j.sources = append(j.sources, Source{Set: j.set.Name, Path: d.Path, SHA256: hex.EncodeToString(h[:])[:12]})
	return d, nil
}

// readFile reads a file; the error names it once.
func readFile(file string) ([]byte, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		var pe *fs.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(file), err)
	}
	return b, nil
}

// beside reads the file of that name that stands beside d.
func (j *Job) beside(d *Data, name string) (*Data, error) {
	return j.read(filepath.Join(filepath.Dir(filepath.FromSlash(d.Path)), name))
}

// readLines calls use with each record of a JSON Lines file. A field of T whose
// tag does not say omitempty must be there and not be null, at any depth. Every
// error, also of use, names file and line.
func readLines[T any](d *Data, use func(rec T) error) error {
	line, records := 0, 0
	for rest := d.Bytes; len(rest) > 0; {
		var raw []byte
		raw, rest, _ = bytes.Cut(rest, []byte("\n"))
		line++
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		records++
		var rec T
		err := decode(raw, &rec)
		if err == nil {
			err = use(rec)
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", d.Path, line, err)
		}
	}
	if records == 0 {
		return fmt.Errorf("%s:1: no record in it", d.Path)
	}
	return nil
}

// readWhole decodes a file that is one JSON object. An error names the line.
func readWhole(d *Data, into any) error {
	if err := decode(d.Bytes, into); err != nil {
		line := 1
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			line += bytes.Count(d.Bytes[:min(int(syntax.Offset), len(d.Bytes))], []byte("\n"))
		}
		return fmt.Errorf("%s:%d: %w", d.Path, line, err)
	}
	return nil
}

func decode(raw []byte, into any) error {
	if !utf8.Valid(raw) {
		return errors.New("not UTF-8")
	}
	var free any
	if err := json.Unmarshal(raw, &free); err != nil {
		return fmt.Errorf("not JSON: %w", err)
	}
	t := reflect.TypeOf(into).Elem()
	if _, ok := free.(map[string]any); !ok && t.Kind() == reflect.Struct {
		return errors.New("not a JSON object")
	}
	if name := missing(free, t); name != "" {
		return fmt.Errorf("column %q is missing", name)
	}
	err := json.Unmarshal(raw, into)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("column %q is %s, want %s", wrong.Field, wrong.Value, wrong.Type)
	}
	return err
}

// missing returns the name of the first field of t that v lacks, "" if none.
func missing(v any, t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		m, ok := v.(map[string]any)
		if !ok {
			return "" // the wrong type: decoding says so
		}
		for i := range t.NumField() {
			name, option, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			x, ok := m[name]
			switch {
			case option == "omitempty" && (!ok || x == nil):
				continue
			case !ok || x == nil:
				return name
			}
			if inner := missing(x, t.Field(i).Type); inner != "" {
				return name + "." + inner
			}
		}
	case reflect.Slice:
		list, _ := v.([]any)
		for i, x := range list {
			if inner := missing(x, t.Elem()); inner != "" {
				return fmt.Sprintf("%d.%s", i, inner)
			}
		}
	case reflect.Map:
		m, _ := v.(map[string]any)
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if inner := missing(m[k], t.Elem()); inner != "" {
				return k + "." + inner
			}
		}
	}
	return ""
}

// class returns the index of label among the known ones.
func class(column, label string, known ...string) (int, error) {
	for i, k := range known {
		if k == label {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%s %q is not one of %s", column, label, strings.Join(known, ", "))
}

// linkSet checks the links between n and m units.
func linkSet(column string, links [][]int, n, m int) (map[[2]int]bool, error) {
	set := make(map[[2]int]bool, len(links))
	for _, l := range links {
		if len(l) != 2 || l[0] < 0 || l[0] >= n || l[1] < 0 || l[1] >= m {
			return nil, fmt.Errorf("%s: %v is no link between %d and %d sentences", column, l, n, m)
		}
		set[[2]int{l[0], l[1]}] = true
	}
	return set, nil
}
