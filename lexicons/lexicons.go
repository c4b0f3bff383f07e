// Package lexicons holds gloss's word lists as data: one file a list, one line an
// entry, each with its weight, its source and, where it needs one, its reason.
//
// The lists are embedded and passed to package lexicon as a value, instead of
// being compiled into Go tables: whoever contests an entry can find, cite and
// change it without reading code. README.md has the format. What this gets wrong:
// a list knows no context; "regime" in a text about exercise is still "regime".
package lexicons

import "embed"

// FS holds sources.tsv and every folder/name.tsv.
//
//go:embed *.tsv */*.tsv
var FS embed.FS
