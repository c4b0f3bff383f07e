package store

import (
	"database/sql"
	"errors"

	"gloss/analyzer/news"
)

// Latest is title and text of the latest version of an article; nil if it is not there.
func (tx *Tx) Latest(a *news.Article) (*news.Article, error) {
	before := &news.Article{URL: a.URL, Outlet: a.Outlet}
	err := tx.QueryRow(`SELECT id, title, text FROM articles JOIN texts USING (article) WHERE address = ? ORDER BY version DESC LIMIT 1`, Address(a)).
		Scan(&before.ID, &before.Title, &before.Text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return before, err
}
