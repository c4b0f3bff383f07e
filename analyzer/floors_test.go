package analyzer_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// floors is policy: a package imports only packages of lower floors. To make a
// forbidden import pass, argue for the change here, in review.
var floors = map[string]int{
	"gloss/analyzer/news":              0,
	"gloss/analyzer/embed":             1,
	"gloss/analyzer/linear":            0,
	"gloss/lexicons":                   0,
	"gloss/analyzer/lexicon":           1,
	"gloss/analyzer/ingest":            2,
	"gloss/analyzer/segment":           2,
	"gloss/analyzer/cluster":           3,
	"gloss/analyzer/opinion":           3,
	"gloss/analyzer/voice":             3,
	"gloss/analyzer/align":             3,
	"gloss/analyzer/isolate":           4,
	"gloss/analyzer/score":             4,
	"gloss/analyzer/outlet":            5,
	"gloss/analyzer/page":              5,
	"gloss/analyzer/report":            6,
	"gloss/analyzer":                   7,
	"gloss/corpus":                     7,
	"gloss/corpus/planted":             7,
	"gloss/cmd/gloss/internal/browser": 8,
	"gloss/cmd/gloss/internal/eval":    8,
	"gloss/cmd/gloss/internal/diff":    7,
	"gloss/cmd/gloss/internal/fetch":   8,
	"gloss/cmd/gloss/internal/train":   8,
	"gloss/cmd/gloss/internal/serve":   8,
	"gloss/cmd/gloss/internal/store":   8,
	"gloss/cmd/gloss":                  9,
}

// impure are packages that nothing below cmd may import: the same bytes in must
// give the same bytes out.
var impure = []string{"net", "time", "math/rand", "crypto/rand", "os", "syscall", "runtime", "hash/maphash"}

// pure are packages below impure ones that parse and do nothing else.
var pure = map[string]bool{"net/url": true}

// TestFloors reads the source files and not the build's own list, which the test
// cache would not notice to have changed.
func TestFloors(t *testing.T) {
	found := map[string]bool{}
	err := filepath.WalkDir("..", func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (strings.HasPrefix(e.Name(), ".") && e.Name() != ".." || e.Name() == "testdata" || e.Name() == "bin") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel("..", filepath.Dir(file))
		if err != nil {
			return err
		}
		pkg := path.Join("gloss", filepath.ToSlash(rel))
		floor, ok := floors[pkg]
		if !ok {
			t.Errorf("%s: package %s stands on no floor", file, pkg)
			return nil
		}
		found[pkg] = true
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			checkImport(t, file, pkg, floor, imp.Path.Value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range floors {
		if !found[pkg] {
			t.Errorf("package %s has a floor and no source", pkg)
		}
	}
}

func checkImport(t *testing.T, file, pkg string, floor int, quoted string) {
	imported, err := strconv.Unquote(quoted)
	if err != nil {
		t.Fatal(err)
	}
	if below, ok := floors[imported]; ok && below >= floor {
		t.Errorf("%s: %s (floor %d) imports %s (floor %d)", file, pkg, floor, imported, below)
	}
	if strings.HasPrefix(pkg, "gloss/cmd/") {
		return
	}
	for _, p := range impure {
		if pure[imported] {
			continue
		}
		if imported == p || strings.HasPrefix(imported, p+"/") {
			t.Errorf("%s: %s imports %q: below cmd there is no clock, network, file or chance", file, pkg, imported)
		}
	}
}
