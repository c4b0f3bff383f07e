package store

import (
	"context"
	"embed"
	"fmt"
	"strings"
)

// The migrations: schema/N.sql makes version N of version N-1. What was once
// released is never changed.
//
//go:embed schema/*.sql
var schema embed.FS

func migrations() []string {
	var list []string
	for n := 1; ; n++ {
		text, err := schema.ReadFile(fmt.Sprintf("schema/%d.sql", n))
		if err != nil {
			return list
		}
		list = append(list, string(text))
	}
}

// Schema is the store's documented schema, as SQL that makes an empty one.
func Schema() string { return strings.Join(migrations(), "\n") }

// migrate brings the schema to this version.
func (s *Store) migrate() error {
	return s.Write(context.Background(), func(tx *Tx) error {
		var version int
		if err := tx.QueryRow(`PRAGMA user_version`).Scan(&version); err != nil {
			return err
		}
		list := migrations()
		if version > len(list) {
			return fmt.Errorf("%w: its schema is version %d, this gloss knows %d", ErrNewer, version, len(list))
		}
		for n := version; n < len(list); n++ {
			if _, err := tx.Exec(list[n]); err != nil {
				return fmt.Errorf("schema %d: %w", n+1, err)
			}
		}
		if version == len(list) {
			return nil
		}
		_, err := tx.Exec(fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, len(list)))
		return err
	})
}

// Integrity reads the whole file and returns an ErrCorrupt if it is damaged.
func (s *Store) Integrity() error {
	for _, check := range []string{`PRAGMA integrity_check(1)`, `PRAGMA foreign_key_check`} {
		rows, err := s.read.Query(check)
		if err != nil {
			return s.failure(err)
		}
		for rows.Next() {
			var said any
			columns, _ := rows.Columns()
			row := make([]any, len(columns))
			for i := range row {
				row[i] = new(any)
			}
			row[0] = &said
			if err := rows.Scan(row...); err != nil {
				rows.Close()
				return s.failure(err)
			}
			if said != "ok" {
				rows.Close()
				return fmt.Errorf("%s: %w (%v): restore a copy, or make a new store and import again", s.path, ErrCorrupt, said)
			}
		}
		if err := rows.Close(); err != nil {
			return s.failure(err)
		}
	}
	return nil
}
