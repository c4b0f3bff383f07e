package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the golden output in testdata/script")

// TestMain lets the test binary stand in for gloss when a script runs it.
func TestMain(m *testing.M) {
	version = "test" // the golden reports name it
	testscript.Main(m, map[string]func(){"gloss": main})
}

// TestScripts runs the txtar scripts of testdata/script through the real command.
// The sample corpus is at $CORPUS, tiny data sets at $EVALDATA; where the
// condition "shared" holds, the real ones are at $SHARED.
func TestScripts(t *testing.T) {
	abs := func(path string) string {
		p, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	corpus, evalData, shared := abs("../../corpus"), abs("internal/eval/testdata/data"), os.Getenv("GLOSS_SHARED")
	if shared == "" {
		shared = abs("../../../shared")
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("CORPUS", "corpus") // a short name, the same on every machine: reports name the command that made them
			if err := os.Symlink(corpus, filepath.Join(env.WorkDir, "corpus")); err != nil {
				return err
			}
			env.Setenv("EVALDATA", evalData)
			env.Setenv("SHARED", shared)
			env.Setenv("NO_COLOR", os.Getenv("NO_COLOR"))
			return nil
		},
		Condition: func(cond string) (bool, error) {
			_, err := os.Stat(shared)
			return cond == "shared" && err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"binary":    writeBinary,
			"big":       writeBig,
			"encode":    encode,
			"widths":    checkWidths,
			"pipe":      earlyClose,
			"samescore": sameScore,
			"samebut":   sameBut,
			"serve":     serve,
			"stories":   writeStories,
			"samebody":  sameBody,
		},
	})
}
