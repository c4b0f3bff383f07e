// Package store keeps articles, feeds, stories and findings in one SQLite file.
//
// Method: every state of an article is a row, told by its canonical address and
// the hash of what it says, so that the same input may come any number of times.
// There is one writer at a time: what belongs together (an article and the page it
// came from) is one transaction of Write, which is in the file, and stays there
// whatever happens to the process, when Write returns. Readers see the state of
// their beginning and wait for nobody (SQLite's write-ahead log). Why not a folder
// of files: then what was fetched, and what is known of it, could disagree after a
// kill. What it gets wrong: an article that moved to another address is another
// article:
//
//	s, err := store.Open("gloss.db", store.Options{})
//	err = s.Write(ctx, func(tx *store.Tx) error {
//		arrival, err := tx.Add(&article, 0, false)
//		return err
//	})
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Options say how a store is opened. The zero Options make it if it is not there.
type Options struct {
	ReadOnly bool             // it must be there, and nothing is changed
	Now      func() time.Time // the clock; nil: time.Now
	Wait     time.Duration    // how long to wait for another writer; 0: DefaultWait
}

// DefaultWait is how long a writer waits for another.
const DefaultWait = 30 * time.Second

// The errors that a caller may want to tell apart.
var (
	ErrForeign  = errors.New("not a gloss store")
	ErrNewer    = errors.New("made by a newer gloss")
	ErrBusy     = errors.New("another process is writing to it")
	ErrCorrupt  = errors.New("damaged")
	ErrReadOnly = errors.New("may not be written to")
)

// A Store is an open store. It is safe for concurrent use.
type Store struct {
	path     string
	readOnly bool
	now      func() time.Time
	wait     time.Duration
	write    *sql.DB // one connection
	read     *sql.DB
	mu       sync.Mutex // of the writer
}

// largestLog is how many bytes the write-ahead log keeps once what it held is in the file.
const largestLog = 16 << 20

// applicationID marks the file as a gloss store: "glos".
const applicationID = 0x676C6F73

// Open opens the store at path, and brings an older one to this version's schema.
// A file that is something else is an ErrForeign and left as it is.
func Open(path string, opt Options) (*Store, error) {
	s := &Store{path: path, readOnly: opt.ReadOnly, now: opt.Now, wait: opt.Wait}
	if s.now == nil {
		s.now = time.Now
	}
	if s.wait == 0 {
		s.wait = DefaultWait
	}
	if err := s.open(); err != nil {
		s.Close()
		return nil, s.failure(err)
	}
	return s, nil
}

func (s *Store) open() error {
	fresh, err := absent(s.path)
	if err != nil {
		return err
	}
	if fresh && s.readOnly {
		return fs.ErrNotExist
	}
	version := 0
	if !fresh {
		if version, err = s.check(); err != nil {
			return err
		}
	}
	if s.read, err = connect(s.path, "ro", s.wait, "query_only(1)"); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(8)
	if s.readOnly {
		return nil
	}
	if s.write, err = connect(s.path, "rwc", s.wait, "journal_mode(wal)", "synchronous(full)", "foreign_keys(1)", "secure_delete(1)", fmt.Sprintf("journal_size_limit(%d)", largestLog)); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if version == len(migrations()) {
		return s.mayWrite()
	}
	return s.migrate()
}

// absent reports whether there is nothing yet at path: SQLite is not asked of what
// is no file at all.
func absent(path string) (bool, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("%w: not a file", ErrForeign)
	}
	return info.Size() == 0, nil
}

// check tells a store from another program's database, and a newer one, without
// changing it, and returns the version of the schema.
func (s *Store) check() (version int, err error) {
	db, err := connect(s.path, "ro", s.wait)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	var application, tables int
	err = db.QueryRow(`SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).
		Scan(&application, &version, &tables)
	switch {
	case isCode(err, sqlite3.SQLITE_NOTADB):
		return 0, fmt.Errorf("%w: no SQLite file", ErrForeign)
	case err != nil:
		return 0, err
	case application == 0 && tables == 0 && !s.readOnly:
		return 0, nil // one that was killed while it was made
	case application != applicationID:
		return 0, fmt.Errorf("%w: an SQLite file of another program", ErrForeign)
	case version > len(migrations()):
		return 0, fmt.Errorf("%w: its schema is version %d, this gloss knows %d", ErrNewer, version, len(migrations()))
	case version < len(migrations()) && s.readOnly:
		return 0, fmt.Errorf("its schema is version %d, this gloss wants %d: open it for writing once", version, len(migrations()))
	}
	return version, nil
}

// connect opens a pool of connections. The path may hold any character.
func connect(path, mode string, wait time.Duration, pragmas ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	q := url.Values{"mode": {mode}, "_pragma": append([]string{fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds())}, pragmas...)}
	switch {
	case mode != "ro":
		q.Set("_txlock", "immediate") // two that read first could not both go on to write
	case frozen(abs):
		q.Set("immutable", "1")
	}
	dsn := &url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: q.Encode()}
	return sql.Open("sqlite", dsn.String())
}

// mayWrite is an error if the store may not be written to. It does not wait for
// another who writes.
func (s *Store) mayWrite() error {
	ctx := context.Background()
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.ExecContext(ctx, `PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; ROLLBACK`)
	if isCode(err, sqlite3.SQLITE_BUSY) {
		err = nil
	}
	_, again := conn.ExecContext(ctx, fmt.Sprintf(`PRAGMA busy_timeout = %d`, s.wait.Milliseconds()))
	return errors.Join(err, again)
}

// isCode reports whether err is SQLite's of that primary code.
func isCode(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == code
}

// frozen reports whether a file is at rest in a folder that may not be written to,
// where SQLite could not make the files by which readers and a writer agree.
func frozen(path string) bool {
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return false
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".gloss-*")
	if err != nil {
		return true
	}
	f.Close()
	os.Remove(f.Name())
	return false
}

// Close ends the use of the store.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*sql.DB{s.read, s.write} { // the last one that closes tidies the log away
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// Path is where the store is.
func (s *Store) Path() string { return s.path }

// Now is the store's clock, in UTC to the second.
func (s *Store) Now() time.Time { return s.now().UTC().Truncate(time.Second) }

// A Tx is a transaction of Write.
type Tx struct {
	*sql.Tx
	store *Store
	ctx   context.Context
}

// Write calls f in a transaction that holds all that f does, or, if f or the store
// returns an error, nothing of it. When it returns nil, what was written is in the
// file. One call runs at a time; a second process waits for as long as Options say.
func (s *Store) Write(ctx context.Context, f func(tx *Tx) error) error {
	if s.readOnly {
		return fmt.Errorf("%s: %w: it was opened for reading", s.path, ErrReadOnly)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return s.failure(err)
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return s.failure(err)
	}
	defer tx.Rollback()
	if err := f(&Tx{tx, s, ctx}); err != nil {
		return s.failure(err)
	}
	return s.failure(tx.Commit())
}

// failure says what is wrong with the store, in words for a person.
func (s *Store) failure(err error) error {
	var e *sqlite.Error
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case strings.HasPrefix(err.Error(), s.path+": "):
		return err
	case errors.As(err, &e):
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			err = fmt.Errorf("%w (waited %v)", ErrBusy, s.wait)
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			err = fmt.Errorf("%w (%v): restore a copy, or make a new store and import again", ErrCorrupt, e)
		case sqlite3.SQLITE_FULL:
			err = fmt.Errorf("no room left: %w", err)
		case sqlite3.SQLITE_IOERR:
			err = fmt.Errorf("cannot be read or written, is the disk full? %w", err)
		case sqlite3.SQLITE_READONLY:
			err = fmt.Errorf("%w (%v)", ErrReadOnly, e)
		case sqlite3.SQLITE_CANTOPEN:
			if _, missing := os.Stat(s.path); missing == nil { // the files beside it cannot be made
				err = fmt.Errorf("%w (%v)", ErrReadOnly, e)
			} else {
				err = fmt.Errorf("cannot be made: %w", err)
			}
		}
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", s.path, err)
}

// Stamp writes a time as the store keeps it; empty for the zero time.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

// Time reads what Stamp wrote; the zero time for anything else.
func Time(s string) time.Time {
	t, _ := time.Parse("2006-01-02T15:04:05Z", s)
	return t
}
