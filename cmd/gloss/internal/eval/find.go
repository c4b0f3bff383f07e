package eval

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// folders are what was found under a folder of data.
type folders struct {
	of       map[string][]string // by set, in the order of their paths
	unknown  []string            // names of folders with data that no set reads
	problems []error             // folders that could not be read
}

// findFolders looks for the sets' folders under dir, dir itself included. A set's
// folder is not searched for others.
func findFolders(dir string, sets []Set) (*folders, error) {
	f := &folders{of: make(map[string][]string)}
	if dir == "" {
		return f, nil
	}
	known := make(map[string]bool)
	for _, s := range sets {
		known[s.Name] = len(s.Files) > 0
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s: no such folder", dir)
	}
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	dir = filepath.Clean(dir) + string(filepath.Separator) // if it is a link, its target
	err = filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		name := filepath.Base(p)
		if p == dir {
			name = filepath.Base(root)
		}
		switch {
		case err != nil:
			f.problems = append(f.problems, fmt.Errorf("%s: cannot be read", filepath.ToSlash(p)))
			return fs.SkipDir
		case !e.IsDir():
		case known[name]:
			f.of[name] = append(f.of[name], p)
			return fs.SkipDir
		case p != dir && strings.HasPrefix(name, "."):
			return fs.SkipDir
		case holdsData(p) && !slices.Contains(f.unknown, name):
			f.unknown = append(f.unknown, name)
		}
		return nil
	})
	return f, err
}

// holdsData reports whether a folder has files such as sets are made of.
func holdsData(folder string) bool {
	entries, err := os.ReadDir(folder)
	return err == nil && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return path.Ext(e.Name()) == ".jsonl" })
}

// findFile returns the first file of folders that matches one of the patterns, in
// their order; "" if there is none.
func findFile(folders []string, patterns string) string {
	for _, pattern := range strings.Fields(patterns) {
		for _, folder := range folders {
			entries, err := os.ReadDir(folder)
			if err != nil {
				continue
			}
			for _, e := range entries {
				if ok, _ := path.Match(pattern, e.Name()); ok && !e.IsDir() {
					return filepath.Join(folder, e.Name())
				}
			}
		}
	}
	return ""
}
