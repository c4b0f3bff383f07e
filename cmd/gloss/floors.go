package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gloss/cmd/gloss/internal/eval"
)

// floorFlags are the flags of gloss eval that hold figures to floors.
type floorFlags struct {
	file, changelog  string
	raise, allowFall bool
}

// flooredSets are the sets whose figures have floors: gloss's own.
var flooredSets = []string{"corpus", "rewrites", "training", "planted", "corpus pile"}

func (f *floorFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.file, "floors", "", "`FILE` with the figures on gloss's own corpus that must not fall")
	flags.BoolVar(&f.raise, "raise-floors", false, "write what was reached into the file where it is higher")
	flags.BoolVar(&f.allowFall, "allow-regression", false, "lower the floors to what was reached, with a line in the changelog")
	flags.StringVar(&f.changelog, "changelog", "CHANGELOG.md", "`FILE` in which lowered floors are noted")
}

// errFell says that a figure is under its floor.
var errFell = errors.New("figures fell under their floors")

// read reads the floors, nil if no file is named.
func (f *floorFlags) read() (eval.Floors, error) {
	if f.file == "" {
		if f.raise || f.allowFall {
			return nil, errors.New("--raise-floors and --allow-regression need --floors FILE")
		}
		return nil, nil
	}
	data, err := os.ReadFile(f.file)
	if err != nil {
		return nil, pathError(f.file, err)
	}
	return eval.ParseFloors(f.file, string(data))
}

// hold compares the table with the floors and rewrites these as the flags say.
func (f *floorFlags) hold(w io.Writer, floors eval.Floors, t *eval.Table) error {
	if f.file == "" {
		return nil
	}
	drops, reached := floors.Check(t, flooredSets...)
	for _, d := range drops {
		fmt.Fprintln(w, "gloss: fell:", d)
	}
	switch {
	case len(drops) > 0 && !f.allowFall:
		return fmt.Errorf("%d %w; --allow-regression lowers them, and says so in the changelog", len(drops), errFell)
	case len(drops) > 0:
		if err := note(f.changelog, drops); err != nil {
			return err
		}
		return os.WriteFile(f.file, []byte(floors.Lower(drops).Raise(reached).String()), 0o644)
	case f.raise:
		return os.WriteFile(f.file, []byte(floors.Raise(reached).String()), 0o644)
	}
	return nil
}

// note writes the lowered floors under the changelog's first heading of a version.
func note(changelog string, drops []eval.Drop) error {
	data, err := os.ReadFile(changelog)
	if err != nil {
		return pathError(changelog, err)
	}
	head, rest, ok := strings.Cut(string(data), "\n## ")
	title, rest, ok2 := strings.Cut(rest, "\n")
	if !ok || !ok2 {
		return fmt.Errorf("%s: no heading of a version (## …) to note lowered floors under", changelog)
	}
	lines := ""
	for _, d := range drops {
		lines += "- Floor lowered: " + d.String() + ".\n"
	}
	return os.WriteFile(changelog, []byte(head+"\n## "+title+"\n"+lines+rest), 0o644)
}
