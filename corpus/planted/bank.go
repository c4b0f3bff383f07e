package planted

import (
	_ "embed" // the banks
	"fmt"
	"strings"
	"sync"

	"gloss/analyzer/news"
)

//go:embed commentary.tsv
var commentaryFile string

//go:embed facts.tsv
var factsFile string

//go:embed synonyms.tsv
var synonymsFile string

//go:embed verbs.tsv
var verbsFile string

//go:embed clauses.tsv
var clausesFile string

// A Line is a sentence of a bank: what is planted in a copy.
type Line struct {
	Text       string
	Sort       string     // commentary: the kind, as corpus/README.md has it; a fact: number, date, grim, …
	Voice      news.Voice // of the whole sentence
	Commentary bool
}

// A bank holds all that copies are made with.
type bank struct {
	commentary, facts []Line
	synonyms          map[string][]synonym // by first word, the longest phrase first
	verbs             map[string][]verb
	clauses           map[string][]clause // by slot
}

// A synonym replaces words by text; figure demands that a figure follows.
type synonym struct {
	words  []string
	text   string
	figure bool
}

// A verb is what may stand for a report verb, and the label of that swap.
type verb struct{ text, label string }

// A clause is what may be inserted, and the label of that insertion.
type clause struct{ text, label string }

// theBank is the embedded data. That it can be read is tested, and nothing else
// can change it.
var theBank = sync.OnceValue(func() *bank {
	b, err := readBank()
	if err != nil {
		panic(err)
	}
	return b
})

// Comments returns the sentences of comment that Make plants.
func Comments() []Line { return append([]Line(nil), theBank().commentary...) }

// Facts returns the sentences that Make plants as decoys.
func Facts() []Line { return append([]Line(nil), theBank().facts...) }

func readBank() (*bank, error) {
	b := &bank{synonyms: map[string][]synonym{}, verbs: map[string][]verb{}, clauses: map[string][]clause{}}
	voices := map[string]news.Voice{"own": news.Own, "attributed": news.Attributed, "quoted": news.Quoted}
	err := rows("commentary.tsv", commentaryFile, 2, func(c []string) error {
		b.commentary = append(b.commentary, Line{Text: c[1], Sort: c[0], Voice: news.Own, Commentary: true})
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows("facts.tsv", factsFile, 3, func(c []string) error {
		v, ok := voices[c[0]]
		if !ok {
			return fmt.Errorf("unknown voice %q", c[0])
		}
		b.facts = append(b.facts, Line{Text: c[2], Sort: c[1], Voice: v})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := rows("synonyms.tsv", synonymsFile, 3, b.addSynonyms); err != nil {
		return nil, err
	}
	err = rows("verbs.tsv", verbsFile, 3, func(c []string) error {
		b.verbs[c[1]] = append(b.verbs[c[1]], verb{c[2], c[0]})
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows("clauses.tsv", clausesFile, 3, func(c []string) error {
		b.clauses[c[1]] = append(b.clauses[c[1]], clause{c[2], c[0]})
		return nil
	})
	return b, err
}

// addSynonyms takes one line of the table with all its forms.
func (b *bank) addSynonyms(c []string) error {
	from, to := strings.Split(c[1], "/"), strings.Split(c[2], "/")
	if len(from) != len(to) {
		return fmt.Errorf("%d forms on one side and %d on the other", len(from), len(to))
	}
	if c[0] != "=" && c[0] != ">" {
		return fmt.Errorf("unknown way %q", c[0])
	}
	for i := range from {
		b.addSynonym(from[i], to[i])
		if c[0] == "=" {
			b.addSynonym(to[i], from[i])
		}
	}
	return nil
}

func (b *bank) addSynonym(from, to string) {
	from, figure := strings.CutSuffix(from, " #")
	s := synonym{words: strings.Fields(from), text: strings.TrimSuffix(to, " #"), figure: figure}
	list := b.synonyms[s.words[0]]
	at := 0
	for at < len(list) && len(list[at].words) >= len(s.words) {
		at++
	}
	list = append(list, synonym{})
	copy(list[at+1:], list[at:])
	list[at] = s
	b.synonyms[s.words[0]] = list
}

// rows calls take with the columns of every line of a table that is no comment.
func rows(name, text string, columns int, take func([]string) error) error {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != columns {
			return fmt.Errorf("%s:%d: %d columns, want %d", name, n, len(c), columns)
		}
		for i, s := range c {
			if s == "" || strings.TrimSpace(s) != s {
				return fmt.Errorf("%s:%d: column %d is empty or has space around it", name, n, i+1)
			}
		}
		if err := take(c); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return nil
}
