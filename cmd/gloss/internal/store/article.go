package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"gloss/analyzer/cluster"
	"gloss/analyzer/news"
	"gloss/analyzer/report"
)

// An Outcome says what became of an article that came.
type Outcome uint8

// The outcomes.
const (
	Known      Outcome = iota // it is there, in the same words
	New                       // it was not there
	NewVersion                // its address was there, with other words
)

// String is the outcome in a word.
func (o Outcome) String() string { return [...]string{"known", "new", "version"}[o] }

// An Arrival says what became of an article that came.
type Arrival struct {
	Outcome
	ID      string // as the store names it
	Version int    // of its address, from 1
}

// Address tells an article from others: the canonical form of its URL, or, without
// one, outlet and ID.
func Address(a *news.Article) string {
	if addr := cluster.Address(a.URL); addr != "" {
		return addr
	}
	return strings.ToLower(strings.TrimSpace(a.Outlet)) + " " + a.ID
}

// content is the hash of what an article says.
func content(a *news.Article) []byte {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s\n%s", len(a.Title), a.Title, a.Text)
	return h.Sum(nil)
}

// Add adds an article that came from a feed (0: from none), unless it is there in
// the same words. agency says that its outlet is a news agency. An ID that another
// article has gets the file's name or a number.
func (tx *Tx) Add(a *news.Article, feed int64, agency bool) (Arrival, error) {
	address, hash, whole := Address(a), content(a), report.ArticleHash(a)
	var got Arrival
	err := tx.QueryRow(`SELECT id, version FROM articles WHERE address = ? AND content = ?`, address, hash).Scan(&got.ID, &got.Version)
	if !errors.Is(err, sql.ErrNoRows) {
		return got, err
	}
	if err := tx.QueryRow(`SELECT coalesce(max(version), 0) + 1 FROM articles WHERE address = ?`, address).Scan(&got.Version); err != nil {
		return got, err
	}
	got.Outcome = New
	if got.Version > 1 {
		got.Outcome = NewVersion
	}
	if got.ID, err = tx.freeID(a, address, got.Version); err != nil {
		return got, err
	}
	res, err := tx.Exec(`INSERT INTO articles (id, address, version, content, hash, outlet, title, byline, published, url, language, genre, genre_reason, credit, credit_reason, agency, excerpt, path, "offset", bytes, feed, added)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?)`,
		got.ID, address, got.Version, hash, whole[:], a.Outlet, a.Title, a.Byline, a.Published, a.URL, a.Language, a.Genre.Name, a.Genre.Reason, a.Credit.Name, a.Credit.Reason,
		agency, a.Excerpt, a.Path, a.Offset, len(a.Text), feed, Stamp(tx.store.Now()))
	if err != nil {
		return got, err
	}
	n, err := res.LastInsertId()
	if err != nil {
		return got, err
	}
	_, err = tx.Exec(`INSERT INTO texts (article, text, blocks, captions) VALUES (?, ?, ?, ?)`, n, a.Text, encodeBlocks(a.Blocks), encodeCaptions(a.Captions))
	return got, err
}

// freeID is the ID of a new article or version: its own; if that is used, of a
// version the first one's with the number of the version, so that IDs ascend as
// versions come, and of an article its own with the file's name or the address.
func (tx *Tx) freeID(a *news.Article, address string, version int) (string, error) {
	bases := []string{a.ID, a.Path + "#" + a.ID, address + "#" + a.ID}
	if version > 1 {
		var first string
		err := tx.QueryRow(`SELECT id FROM articles WHERE address = ? ORDER BY version LIMIT 1`, address).Scan(&first)
		if err != nil {
			return "", err
		}
		stem, _, _ := strings.Cut(first, versionMark)
		bases = []string{a.ID, fmt.Sprintf("%s%s%04d", stem, versionMark, version)}
	}
	for n := 1; ; n++ {
		for _, id := range bases {
			if n > 1 {
				id = fmt.Sprintf("%s#%d", id, n)
			}
			var used bool
			if err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?)`, id).Scan(&used); err != nil || !used {
				return id, err
			}
		}
	}
}

// versionMark stands between an article's ID and the number of a later version.
const versionMark = "#v"

// encodeBlocks writes a page's structure; empty if there is none.
func encodeBlocks(blocks []news.Block) string {
	if len(blocks) == 0 {
		return ""
	}
	list := make([][3]any, len(blocks))
	for i, b := range blocks {
		list[i] = [3]any{b.Start, b.End, b.Kind.String()}
	}
	data, _ := json.Marshal(list) // numbers and names: cannot fail
	return string(data)
}

func decodeBlocks(s string) ([]news.Block, error) {
	if s == "" {
		return nil, nil
	}
	var list [][3]json.RawMessage
	if err := json.Unmarshal([]byte(s), &list); err != nil {
		return nil, err
	}
	blocks := make([]news.Block, len(list))
	for i, b := range list {
		var kind string
		for k, v := range []any{&blocks[i].Start, &blocks[i].End, &kind} {
			if err := json.Unmarshal(b[k], v); err != nil {
				return nil, err
			}
		}
		blocks[i].Kind, _ = news.BlockKindOf(kind)
	}
	return blocks, nil
}

func encodeCaptions(captions []string) string {
	if len(captions) == 0 {
		return ""
	}
	data, _ := json.Marshal(captions) // strings: cannot fail
	return string(data)
}
