package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/gob"
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"gloss/analyzer/cluster"
)

// A Key tells a result apart by everything that it depends on.
type Key [sha256.Size]byte

// PileKey is the key of the stories among the View's articles, looked for as how
// says. Articles do not change, and their numbers are never used again: their
// count and the highest number tell any two sets of them apart that the store had.
func (v *View) PileKey(how string) (Key, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	var n, last int64
	err := v.tx.QueryRow(`SELECT count(*), coalesce(max(article), 0) FROM articles`).Scan(&n, &last)
	return sha256.Sum256(fmt.Appendf(nil, "%d %d %s", n, last, how)), v.store.failure(err)
}

// Pile are the stories that SavePile saved with that key; nil if they are not
// there.
func (v *View) Pile(key Key) (*cluster.Result, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	var data []byte
	err := v.tx.QueryRow(`SELECT data FROM piles WHERE key = ?`, key[:]).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		data, err = unpack(data)
	}
	if err != nil {
		return nil, v.store.failure(err)
	}
	res := &cluster.Result{}
	return res, v.store.failure(gob.NewDecoder(bytes.NewReader(data)).Decode(res))
}

// SavePile saves the stories of a View. Only what changed is written; what was found
// in stories that are no more is dropped.
func (s *Store) SavePile(ctx context.Context, key Key, res *cluster.Result) error {
	var data bytes.Buffer
	kept := *res
	kept.Links = nil
	if err := gob.NewEncoder(&data).Encode(&kept); err != nil {
		return err
	}
	return s.Write(ctx, func(tx *Tx) error {
		changed, err := tx.saveMembers(res)
		if err != nil {
			return err
		}
		if err := tx.saveStories(res, changed); err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT OR REPLACE INTO piles (pile, key, found, articles, data) VALUES (1, ?, ?, (SELECT count(*) FROM articles), ?)`,
			key[:], Stamp(s.Now()), pack(data.Bytes()))
		return err
	})
}

// A member is where an article belongs.
type member struct{ story, latest string }

// saveMembers saves which articles are of which stories, and returns the stories
// that have not the same ones as before.
func (tx *Tx) saveMembers(res *cluster.Result) (changed map[string]bool, err error) {
	want := make(map[string]member)
	for _, st := range res.Stories {
		for _, id := range st.Members {
			want[id] = member{st.ID, ""}
		}
		for _, v := range st.Versions {
			for _, id := range v.Earlier {
				want[id] = member{st.ID, v.Latest}
			}
		}
	}
	changed = make(map[string]bool)
	rows, err := tx.Query(`SELECT a.id, m.story, m.latest FROM members m JOIN articles a USING (article)`)
	var gone []string
	if _, err = collect(tx.store, rows, err, func(rows *sql.Rows) (struct{}, error) {
		var id string
		var m member
		err := rows.Scan(&id, &m.story, &m.latest)
		switch w, ok := want[id]; {
		case w == m:
			delete(want, id)
			return struct{}{}, err
		case !ok:
			gone = append(gone, id)
		}
		changed[m.story] = true
		return struct{}{}, err
	}); err != nil {
		return nil, err
	}
	for _, id := range gone {
		if _, err := tx.Exec(`DELETE FROM members WHERE article = (SELECT article FROM articles WHERE id = ?)`, id); err != nil {
			return nil, err
		}
	}
	put, err := tx.Prepare(`INSERT OR REPLACE INTO members (article, story, latest) SELECT article, ?, ? FROM articles WHERE id = ?`)
	if err != nil {
		return nil, err
	}
	defer put.Close()
	for id, m := range want {
		if _, err := put.Exec(m.story, m.latest, id); err != nil {
			return nil, err
		}
		changed[m.story] = true
	}
	return changed, nil
}

// saveStories saves the stories. What was found in one that has other articles now
// is dropped: it is not said of the story as it is.
func (tx *Tx) saveStories(res *cluster.Result, changed map[string]bool) error {
	there := make(map[string]bool)
	for _, st := range res.Stories {
		there[st.ID] = true
	}
	rows, err := tx.Query(`SELECT story FROM stories`)
	list, err := collect(tx.store, rows, err, func(rows *sql.Rows) (id string, err error) { return id, rows.Scan(&id) })
	if err != nil {
		return err
	}
	for _, id := range list {
		if !there[id] {
			if _, err := tx.Exec(`DELETE FROM stories WHERE story = ?`, id); err != nil {
				return err
			}
		}
	}
	const date = `coalesce((SELECT published FROM articles WHERE id = ?), '')`
	put, err := tx.Prepare(`INSERT INTO stories (story, first, last, wire, weakest_a, weakest_b, similarity) VALUES (?, ` + date + `, ` + date + `, ?, ?, ?, ?)
		ON CONFLICT (story) DO UPDATE SET first = excluded.first, last = excluded.last, wire = excluded.wire,
		weakest_a = excluded.weakest_a, weakest_b = excluded.weakest_b, similarity = excluded.similarity
		WHERE (first, last, wire, weakest_a, weakest_b, similarity) IS NOT (excluded.first, excluded.last, excluded.wire, excluded.weakest_a, excluded.weakest_b, excluded.similarity)`)
	if err != nil {
		return err
	}
	defer put.Close()
	for _, st := range res.Stories {
		if _, err := put.Exec(st.ID, st.First, st.Last, st.Wire, st.Weakest.A, st.Weakest.B, st.Weakest.Similarity); err != nil {
			return err
		}
	}
	for id := range changed {
		if _, err := tx.Exec(`UPDATE stories SET analysis = NULL WHERE story = ?`, id); err != nil {
			return err
		}
	}
	_, err = tx.Exec(`DELETE FROM analyses WHERE analysis NOT IN (SELECT analysis FROM stories WHERE analysis IS NOT NULL)`)
	return err
}

var (
	packer   = sync.OnceValue(func() *zstd.Encoder { e, _ := zstd.NewWriter(nil); return e }) // without options: cannot fail
	unpacker = sync.OnceValue(func() *zstd.Decoder { d, _ := zstd.NewReader(nil); return d })
)

func pack(data []byte) []byte { return packer().EncodeAll(data, nil) }

func unpack(data []byte) ([]byte, error) { return unpacker().DecodeAll(data, nil) }
