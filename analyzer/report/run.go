package report

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/bits"
	"strings"

	"gloss/analyzer/news"
	html "gloss/analyzer/page"
)

// A Run says what a report was made from and how, so that it can be made again. The
// zero Run says nothing.
type Run struct {
	Command string   // the command line that makes the report again, quoted for a shell; empty if it was not a command
	Options []Option // what was chosen of what bears on findings, by name; what is not named is as gloss has it
	Input   Input
}

// An Option is a choice and its value.
type Option struct {
	Name, Value string
}

// An Input is the articles that a report was made from.
type Input struct {
	Articles    int    // how many were read; 0: not known
	Fingerprint string // of their content, in whatever order and files they came: 16 hexadecimal digits
}

// A Fingerprint takes articles in and tells their set from others: two runs over the
// same texts by the same outlets have the same fingerprint, whatever the order, the
// format and the names of the files. It is the sum of the articles' SHA-256 hashes.
type Fingerprint struct {
	articles int
	sum      [4]uint64
}

// Add takes an article in.
func (f *Fingerprint) Add(a *news.Article) { f.AddHash(ArticleHash(a)) }

// ArticleHash is an article's part in a Fingerprint.
func ArticleHash(a *news.Article) (hash [sha256.Size]byte) {
	h := sha256.New()
	for _, s := range []string{a.Outlet, a.Title, a.Byline, a.Published, a.URL, a.Text} {
		fmt.Fprintf(h, "%d\x00", len(s))
		h.Write([]byte(s))
	}
	h.Sum(hash[:0])
	return hash
}

// AddHash takes an article in by its ArticleHash.
func (f *Fingerprint) AddHash(hash [sha256.Size]byte) {
	var carry uint64
	for i := range f.sum {
		f.sum[i], carry = bits.Add64(f.sum[i], binary.LittleEndian.Uint64(hash[8*i:]), carry)
	}
	f.articles++
}

// Input is what was taken in.
func (f *Fingerprint) Input() Input {
	var b []byte
	for _, x := range append(f.sum[:], uint64(f.articles)) {
		b = binary.LittleEndian.AppendUint64(b, x)
	}
	hash := sha256.Sum256(b)
	return Input{f.articles, hex.EncodeToString(hash[:8])}
}

// lines are what a report says of its making to a reader, name and value.
func (r Run) lines(tool Tool) [][2]string {
	out := [][2]string{{"gloss", tool.Version}, {"lexicons", tool.Lexicons}}
	add := func(name, value string) {
		if value != "" {
			out = append(out, [2]string{name, value})
		}
	}
	add("models", tool.Models)
	if r.Input.Articles > 0 {
		add("input", fmt.Sprintf("%s, %s", html.Plural(r.Input.Articles, "article"), r.Input.Fingerprint))
	}
	var options []string
	for _, o := range r.Options {
		options = append(options, o.Name+"="+o.Value)
	}
	if r.Command == "" { // which has them, too
		add("options", strings.Join(options, " "))
	}
	add("again", r.Command)
	return out
}

// A jsonRun is a Run in JSON.
type jsonRun struct {
	Command string            `json:"command,omitempty"`
	Options map[string]string `json:"options"`
	Input   *jsonInput        `json:"input,omitempty"`
}

type jsonInput struct {
	Articles    int    `json:"articles"`
	Fingerprint string `json:"fingerprint"`
}

func (r Run) json() jsonRun {
	out := jsonRun{Command: r.Command, Options: make(map[string]string)}
	for _, o := range r.Options {
		out.Options[o.Name] = o.Value
	}
	if r.Input.Articles > 0 {
		out.Input = &jsonInput{r.Input.Articles, r.Input.Fingerprint}
	}
	return out
}
