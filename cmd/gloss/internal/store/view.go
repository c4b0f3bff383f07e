package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"sync"

	"gloss/analyzer/news"
)

// A View is the store as it was when the View began, whatever is written
// meanwhile. It is safe for concurrent use, and must be closed.
type View struct {
	store *Store
	mu    sync.Mutex
	tx    *sql.Tx
	ctx   context.Context
}

// View begins a View.
func (s *Store) View(ctx context.Context) (*View, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, s.failure(err)
	}
	v := &View{store: s, tx: tx, ctx: ctx}
	var n int
	if err := tx.QueryRow(`SELECT count(*) FROM feeds`).Scan(&n); err != nil { // it begins with its first query
		tx.Rollback()
		return nil, s.failure(err)
	}
	return v, nil
}

// Close ends the View.
func (v *View) Close() { v.tx.Rollback() }

// A Card is what a View says of an article without its text.
type Card struct {
	Number    int64 // in the order they came; never used again
	ID        string
	Outlet    string
	Title     string
	URL       string
	Published string
	Version   int // of its address, from 1
	Added     string
	Hash      [sha256.Size]byte // report.ArticleHash
}

// Cards calls f with every article, in the order they came, and with the beginning
// of its text if it has no title.
func (v *View) Cards(f func(c Card, text string)) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	rows, err := v.tx.Query(`SELECT article, id, outlet, title, url, published, version, added, hash,
		CASE WHEN title = '' THEN (SELECT substr(text, 1, 400) FROM texts t WHERE t.article = a.article) ELSE '' END FROM articles a ORDER BY article`)
	_, err = collect(v.store, rows, err, func(rows *sql.Rows) (struct{}, error) {
		var c Card
		var text string
		var hash []byte
		err := rows.Scan(&c.Number, &c.ID, &c.Outlet, &c.Title, &c.URL, &c.Published, &c.Version, &c.Added, &hash, &text)
		if copy(c.Hash[:], hash); err == nil {
			f(c, text)
		}
		return struct{}{}, err
	})
	return err
}

// Size is how many articles there are.
func (v *View) Size() (n int, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	err = v.tx.QueryRow(`SELECT count(*) FROM articles`).Scan(&n)
	return n, v.store.failure(err)
}

const articleColumns = `a.id, a.outlet, a.title, a.byline, a.published, a.url, a.language, a.genre, a.genre_reason, a.credit, a.credit_reason, a.agency, a.excerpt, a.path, a."offset", t.text, t.blocks, t.captions`

// Each calls f with every article, in the order they came, until it returns an
// error, which is returned. agency says that its outlet is a news agency.
func (v *View) Each(f func(a *news.Article, agency bool) error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	rows, err := v.tx.QueryContext(v.ctx, `SELECT `+articleColumns+` FROM articles a JOIN texts t USING (article) ORDER BY a.article`)
	if err != nil {
		return v.store.failure(err)
	}
	defer rows.Close()
	for rows.Next() {
		a, agency, err := scanArticle(rows)
		if err != nil {
			return v.store.failure(err)
		}
		if err := f(a, agency); err != nil {
			return err
		}
	}
	return v.store.failure(rows.Err())
}

// Articles are the articles with these IDs, in their order.
func (v *View) Articles(ids []string) ([]news.Article, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	list := make([]news.Article, 0, len(ids))
	for _, id := range ids {
		rows, err := v.tx.Query(`SELECT `+articleColumns+` FROM articles a JOIN texts t USING (article) WHERE a.id = ?`, id)
		found, err := collect(v.store, rows, err, func(rows *sql.Rows) (*news.Article, error) {
			a, _, err := scanArticle(rows)
			return a, err
		})
		if err == nil && len(found) == 0 {
			err = fmt.Errorf("%s: no article has the id %q", v.store.path, id)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, *found[0])
	}
	return list, nil
}

func scanArticle(rows *sql.Rows) (*news.Article, bool, error) {
	a := &news.Article{}
	var agency bool
	var blocks, captions string
	err := rows.Scan(&a.ID, &a.Outlet, &a.Title, &a.Byline, &a.Published, &a.URL, &a.Language, &a.Genre.Name, &a.Genre.Reason, &a.Credit.Name, &a.Credit.Reason,
		&agency, &a.Excerpt, &a.Path, &a.Offset, &a.Text, &blocks, &captions)
	if err != nil {
		return nil, false, err
	}
	if a.Blocks, err = decodeBlocks(blocks); err == nil && captions != "" {
		err = json.Unmarshal([]byte(captions), &a.Captions)
	}
	return a, agency, err
}
