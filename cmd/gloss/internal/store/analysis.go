package store

import (
	"database/sql"
	"errors"

	"gloss/analyzer/report"
)

// An Analysis is what was found in one story.
type Analysis struct {
	Key   Key
	Data  []byte // as package analyzer encodes it
	Story report.Story
}

// Analysis is the Data of that key; nil if it is not there.
func (v *View) Analysis(key Key) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	var data []byte
	err := v.tx.QueryRow(`SELECT data FROM analyses WHERE analysis = ?`, key[:]).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		data, err = unpack(data)
	}
	return data, v.store.failure(err)
}

// PutAnalysis writes what was found in a story, in place of what was found before.
// A story that is no more is passed over.
func (tx *Tx) PutAnalysis(a Analysis, tool report.Tool) error {
	story := a.Story.Story.ID
	var old []byte
	err := tx.QueryRow(`SELECT analysis FROM stories WHERE story = ?`, story).Scan(&old)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT OR IGNORE INTO analyses (analysis, made, version, lexicons, models, data) VALUES (?, ?, ?, ?, ?, ?)`,
		a.Key[:], Stamp(tx.store.Now()), tool.Version, tool.Lexicons, tool.Models, pack(a.Data)); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE stories SET analysis = ? WHERE story = ?`, a.Key[:], story); err != nil {
		return err
	}
	if old != nil && string(old) != string(a.Key[:]) {
		if _, err := tx.Exec(`DELETE FROM analyses WHERE analysis = ? AND NOT EXISTS (SELECT 1 FROM stories WHERE analysis = ?1)`, old); err != nil {
			return err
		}
	}
	return tx.putFindings(a)
}

func (tx *Tx) putFindings(a Analysis) error {
	s := a.Story
	for i, f := range s.Findings {
		d := s.Documents[f.Document]
		var other, otherText string
		if c := f.Counterpart; c != nil {
			o := s.Document(c.Document)
			other, otherText = o.ID, c.Span.Of(o.Text)
		}
		_, err := tx.Exec(`INSERT OR IGNORE INTO findings (analysis, place, finding, article, outlet, kind, category, certainty, part, start, "end", text, voice, reason, shared, tone, loaded, other_article, other_text)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			a.Key[:], i, f.ID, d.ID, d.Outlet, string(f.Kind), f.Category, string(f.Certainty), string(f.Part), f.Start, f.End, s.Text(f), f.Voice.String(),
			f.Reason, f.Shared, f.Tone, f.Loaded, other, otherText)
		if err != nil {
			return err
		}
	}
	return nil
}
