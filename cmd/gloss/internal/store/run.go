package store

import (
	"context"
	"time"
)

// A Run is one use of the store by a command.
type Run struct {
	ID       int64
	Command  string // import, fetch, watch, report, prune
	Version  string // of gloss
	Began    time.Time
	Ended    time.Time // zero: it runs, or was killed
	Status   string    // done, partial, interrupted, failed
	Read     int       // articles that came
	Added    int       // of them, new ones
	Versions int       // and new versions of known ones
	Problems int
	Note     string
}

// Begin notes that a command begins to use the store.
func (s *Store) Begin(ctx context.Context, command, version string) (Run, error) {
	r := Run{Command: command, Version: version, Began: s.Now()}
	err := s.Write(ctx, func(tx *Tx) error {
		return tx.QueryRow(`INSERT INTO runs (command, version, began) VALUES (?, ?, ?) RETURNING run`, command, version, Stamp(r.Began)).Scan(&r.ID)
	})
	return r, err
}

// PutRun writes how far a run is. It belongs into the transaction that its counts
// are of.
func (tx *Tx) PutRun(r *Run) error {
	_, err := tx.Exec(`UPDATE runs SET ended = ?, status = ?, read = ?, added = ?, versions = ?, problems = ?, note = ? WHERE run = ?`,
		Stamp(r.Ended), r.Status, r.Read, r.Added, r.Versions, r.Problems, r.Note, r.ID)
	return err
}

// Count counts an arrival.
func (r *Run) Count(a Arrival) {
	r.Read++
	switch a.Outcome {
	case New:
		r.Added++
	case NewVersion:
		r.Versions++
	}
}

// End notes that a run ended.
func (s *Store) End(ctx context.Context, r *Run, status string) error {
	r.Ended, r.Status = s.Now(), status
	return s.Write(ctx, func(tx *Tx) error { return tx.PutRun(r) })
}
