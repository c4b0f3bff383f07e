package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"gloss/analyzer/report"
)

// A destination is where a command's report goes: standard output, or files of a folder
// which appear together when the report is whole.
type destination struct {
	report.Writer
	folder *folder // nil: standard output
}

// open makes ready what --format and --out ask for.
func (f *pageFlags) open(cmd *cobra.Command, tool report.Tool, run report.Run, stories int) (*destination, error) {
	out := cmd.OutOrStdout()
	if f.out == "" {
		opt := f.options(out)
		opt.Stories = stories
		format, err := report.FormatOf(f.formats()[0])
		if err != nil {
			return nil, err
		}
		w, err := format.Open(report.Sink{Stream: out, Table: f.table}, tool, run, opt)
		return &destination{Writer: w}, err
	}
	dir, err := newFolder(f.out)
	if err != nil {
		return nil, err
	}
	opt := report.TextOptions{Width: f.width, Color: f.color == "always", View: f.view, Stories: stories, Quote: f.quote}
	var writers report.Several
	for _, name := range f.formats() {
		w, err := dir.open(name, tool, run, opt)
		if err != nil {
			dir.discard()
			return nil, err
		}
		writers = append(writers, w)
	}
	return &destination{writers, dir}, nil
}

// finish makes the report's files appear. It must be called after Close.
func (d *destination) finish() error {
	if d.folder == nil {
		return nil
	}
	return d.folder.keep()
}

// discard leaves no file of a report that did not become whole. After finish it
// does nothing.
func (d *destination) discard() {
	if d.folder != nil {
		d.folder.discard()
	}
}

// A folder takes files that are kept together or not at all: each is written under
// another name, and named when all are written. What else is in the folder stays.
type folder struct {
	dir   string
	made  []string // folders that were made for it, outermost first
	files []*staged
}

// A staged is a file that has not got its name yet.
type staged struct {
	*bufio.Writer
	file *os.File
	path string // that it will have
	done bool   // closed, but for its name
}

// Close ends a file before the others, so that a report of many files has few open.
func (s *staged) Close() error {
	if s.done {
		return nil
	}
	s.done = true
	err := s.Flush()
	if e := s.file.Close(); err == nil {
		err = e
	}
	s.Writer = nil
	if err != nil {
		return fmt.Errorf("--out: %w", pathError(s.path, err))
	}
	return nil
}

// unfinished are the folders that a program that is ended at once must clear away.
var unfinished struct {
	sync.Mutex
	folders map[*folder]bool
}

// discardUnfinished leaves no half-written file when the program ends at once.
func discardUnfinished() {
	unfinished.Lock()
	defer unfinished.Unlock()
	for f := range unfinished.folders {
		f.clear()
	}
}

func newFolder(dir string) (*folder, error) {
	f := &folder{dir: filepath.Clean(dir)}
	unfinished.Lock()
	defer unfinished.Unlock()
	if unfinished.folders == nil {
		unfinished.folders = make(map[*folder]bool)
	}
	unfinished.folders[f] = true
	if err := f.make(f.dir); err != nil {
		return nil, fmt.Errorf("--out: %w", pathError(dir, err))
	}
	return f, nil
}

// make makes a folder and those that it lies in.
func (f *folder) make(dir string) error {
	var missing []string
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || d == filepath.Dir(d) {
			break
		}
		missing = append(missing, d)
	}
	slices.Reverse(missing)
	for _, d := range missing {
		if err := os.Mkdir(d, 0o777); err != nil {
			return err
		}
		f.made = append(f.made, d)
	}
	return nil
}

// open makes a Writer of the format of that name to the folder.
func (f *folder) open(name string, tool report.Tool, run report.Run, opt report.TextOptions) (report.Writer, error) {
	format, err := report.FormatOf(name)
	if err != nil {
		return nil, err
	}
	sink := report.Sink{Create: f.create}
	if format.File != "" {
		if sink.Stream, err = f.create(format.File); err != nil {
			return nil, err
		}
	}
	return format.Open(sink, tool, run, opt)
}

// create begins a file of the folder, its name with slashes.
func (f *folder) create(name string) (io.Writer, error) {
	path := filepath.Join(f.dir, filepath.FromSlash(name))
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, fmt.Errorf("--out: %s is a folder", path)
	}
	unfinished.Lock()
	defer unfinished.Unlock()
	if err := f.make(filepath.Dir(path)); err != nil {
		return nil, fmt.Errorf("--out: %w", pathError(filepath.Dir(path), err))
	}
	file, err := newFile(path)
	if err != nil {
		return nil, fmt.Errorf("--out: %w", pathError(path, err))
	}
	s := &staged{Writer: bufio.NewWriter(file), file: file, path: path}
	f.files = append(f.files, s)
	return s, nil
}

// newFile makes a file beside path that no one has, with the rights of any new file.
func newFile(path string) (*os.File, error) {
	for n := 0; ; n++ {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d-%d.part", filepath.Base(path), os.Getpid(), n))
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, os.ErrExist) {
			return file, err
		}
	}
}

// keep gives the files their names.
func (f *folder) keep() error {
	defer f.discard()
	for _, s := range f.files {
		if err := s.Close(); err != nil {
			return err
		}
	}
	unfinished.Lock()
	defer unfinished.Unlock()
	for len(f.files) > 0 {
		if err := os.Rename(f.files[0].file.Name(), f.files[0].path); err != nil {
			return fmt.Errorf("--out: %w", pathError(f.files[0].path, err))
		}
		f.files, f.made = f.files[1:], nil
	}
	return nil
}

// discard removes what was not kept.
func (f *folder) discard() {
	unfinished.Lock()
	defer unfinished.Unlock()
	f.clear()
	delete(unfinished.folders, f)
}

func (f *folder) clear() {
	for _, s := range f.files {
		s.file.Close()
		os.Remove(s.file.Name())
	}
	for _, d := range slices.Backward(f.made) {
		os.Remove(d) // only if it is empty
	}
	f.files, f.made = nil, nil
}

// formats are the formats that --format names.
func (f *pageFlags) formats() []string { return strings.Split(f.format, ",") }

// checkFormats says whether --format, --out and --table go together.
func (f *pageFlags) checkFormats() error {
	var seen []string
	for _, name := range f.formats() {
		if !slices.Contains(report.Formats, name) {
			return fmt.Errorf("--format %q is not one of %s", name, strings.Join(report.Formats, ", "))
		}
		if slices.Contains(seen, name) {
			return fmt.Errorf("--format names %s twice", name)
		}
		seen = append(seen, name)
	}
	if len(seen) > 1 && f.out == "" {
		return fmt.Errorf("--format %s: several formats need a folder, --out DIR", f.format)
	}
	if info, err := os.Stat(f.out); f.out != "" && err == nil && !info.IsDir() {
		return fmt.Errorf("--out %s: a file, not a folder", f.out)
	}
	tables := strings.Join(report.Tables, ", ")
	switch csv := f.format == "csv" && f.out == ""; {
	case csv && f.table == "":
		return fmt.Errorf("--format csv is several files: it needs a folder, --out DIR, or one --table of %s", tables)
	case !csv && f.table != "":
		return errors.New("--table is of --format csv to standard output; a folder gets all tables")
	case csv && !slices.Contains(report.Tables, f.table):
		return fmt.Errorf("--table %q is not one of %s", f.table, tables)
	}
	return nil
}
