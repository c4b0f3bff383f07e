package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// pruneAtOnce is how many articles are one transaction.
const pruneAtOnce = 500

// Older is how many articles and versions were added before a time, and the bytes
// of their texts.
func (s *Store) Older(before time.Time) (n int, bytes int64, err error) {
	err = s.read.QueryRow(`SELECT count(*), coalesce(sum(bytes), 0) FROM articles WHERE added < ?`, Stamp(before)).Scan(&n, &bytes)
	return n, bytes, s.failure(err)
}

// Prune deletes the articles and versions that were added before a time, what feeds
// said of pages that they named before it, and all that quotes them; what stays is how
// many they were, by day and outlet, and the addresses of pages, which are not fetched
// again. Stories that lose an article are looked for again. It returns how many are gone, also with
// an error: then the others are still there. progress is told of them; nil: nobody
// asks.
func (s *Store) Prune(ctx context.Context, before time.Time, progress func(done int)) (done int, err error) {
	for {
		n := 0
		err := s.Write(ctx, func(tx *Tx) error {
			n, err = tx.prune(before)
			return err
		})
		if done += n; err != nil {
			return done, err
		}
		if n == 0 {
			return done, s.prunePages(ctx, before)
		}
		if progress != nil {
			progress(done)
		}
	}
}

// prunePages deletes what feeds said of pages that were found before a time, and sees
// to it that none that was fetched is looked at again, which would bring its article
// back as a new one. Then the log is emptied, where the texts still stand; another
// process that reads just now may keep it from that.
func (s *Store) prunePages(ctx context.Context, before time.Time) error {
	err := s.Write(ctx, func(tx *Tx) error {
		_, err := tx.Exec(`UPDATE pages SET item = '', next_due = CASE state WHEN 'waiting' THEN next_due ELSE '' END
			WHERE found < ? AND (item <> '' OR next_due <> '' AND state <> 'waiting')`, Stamp(before))
		return err
	})
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.emptyLog(ctx)
}

// emptyLog moves what stands in the log into the file, as far as those who read allow. It
// waits for them only a little: other writers wait for it.
func (s *Store) emptyLog(ctx context.Context) error {
	for _, step := range []string{`PRAGMA busy_timeout = 2000`, `PRAGMA wal_checkpoint(TRUNCATE)`, fmt.Sprintf(`PRAGMA busy_timeout = %d`, s.wait.Milliseconds())} {
		rows, err := s.write.QueryContext(ctx, step)
		if _, err = collect(s, rows, err, func(*sql.Rows) (struct{}, error) { return struct{}{}, nil }); err != nil {
			return err
		}
	}
	return nil
}

// prune deletes some articles.
func (tx *Tx) prune(before time.Time) (int, error) {
	for _, step := range []string{
		`CREATE TEMP TABLE IF NOT EXISTS going (article INTEGER PRIMARY KEY)`,
		`CREATE TEMP TABLE IF NOT EXISTS losing (story TEXT PRIMARY KEY)`,
		`DELETE FROM going`,
		`DELETE FROM losing`,
	} {
		if _, err := tx.Exec(step); err != nil {
			return 0, err
		}
	}
	res, err := tx.Exec(`INSERT INTO going SELECT article FROM articles WHERE added < ? ORDER BY article LIMIT ?`, Stamp(before), pruneAtOnce)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return 0, err
	}
	for _, step := range []string{
		`INSERT INTO pruned (day, outlet, articles, versions, bytes)
			SELECT substr(added, 1, 10), outlet, count(*) FILTER (WHERE version = 1), count(*) FILTER (WHERE version > 1), sum(bytes)
			FROM articles JOIN going USING (article) GROUP BY 1, 2
			ON CONFLICT (day, outlet) DO UPDATE SET articles = articles + excluded.articles, versions = versions + excluded.versions, bytes = bytes + excluded.bytes`,
		`INSERT INTO losing SELECT DISTINCT story FROM members JOIN going USING (article)`,
		`DELETE FROM analyses WHERE analysis IN (SELECT analysis FROM stories JOIN losing USING (story))`,
		`DELETE FROM stories WHERE story IN (SELECT story FROM losing)`,
		`DELETE FROM members WHERE story IN (SELECT story FROM losing)`,
		`DELETE FROM piles`,
		`UPDATE pages SET item = '' WHERE item <> '' AND address IN (SELECT address FROM articles JOIN going USING (article))`,
		`DELETE FROM articles WHERE article IN (SELECT article FROM going)`,
	} {
		if _, err := tx.Exec(step); err != nil {
			return 0, err
		}
	}
	return int(n), nil
}

// Vacuum writes the file anew, without the room of what was deleted, and returns
// how many bytes that saved. It needs as much room again meanwhile.
func (s *Store) Vacuum(ctx context.Context) (saved int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	size := func() (n int64) {
		s.write.QueryRow(`SELECT page_count * page_size FROM pragma_page_count, pragma_page_size`).Scan(&n)
		return n
	}
	before := size()
	if _, err := s.write.ExecContext(ctx, `VACUUM`); err != nil {
		return 0, s.failure(err)
	}
	return before - size(), s.emptyLog(ctx)
}
