package report

import _ "embed"

// JSONSchema is the JSON Schema (draft 2020-12) of the Report JSON, and in $defs/line
// that of the lines of the format jsonl. It is closed: a field that it does not name
// is an error, so that it cannot fall behind what is written.
//
//go:embed schema.json
var JSONSchema []byte
