package isolate

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"gloss/analyzer/news"
)

// Sentences longer than this many words are not compared word by word: the cost
// of a diff grows with the product of length and differences.
const maxDiffWords = 600

// An edit replaces words [AFrom, ATo) of one sentence by words [BFrom, BTo) of
// another. One of the two may be empty.
type edit struct {
	aFrom, aTo, bFrom, bTo int
}

// wordDiff returns the edits that turn the words a into b, ascending, with no
// function words at their edges. Inflected forms are one word: "providing" and
// "provides" are no difference. It diffs whole words by go-diff's
// device for lines: one rune stands for one word, so that no edit cuts a word. The time-out
// of that package, which would make results depend on the machine's load, is off;
// its semantic clean-up is not used, since it merges what changed with what did
// not. wordDiff(b, a) mirrors wordDiff(a, b).
func wordDiff(a, b []news.Word) []edit {
	if len(a) > maxDiffWords || len(b) > maxDiffWords {
		return []edit{{0, len(a), 0, len(b)}}
	}
	if sameWords(a, b) {
		return nil
	}
	order := slices.CompareFunc(a, b, func(x, y news.Word) int { return strings.Compare(root(x.Fold), root(y.Fold)) })
	swapped := order > 0 // one canonical direction, so that the result mirrors
	if swapped {
		a, b = b, a
	}
	runeOf := make(map[string]rune, len(a)+len(b)) // by word, then by root
	ra, rb := runes(a, runeOf), runes(b, runeOf)
	diffs := differ.DiffMainRunes(ra, rb, false)
	var edits []edit
	i, j := 0, 0
	for _, d := range diffs {
		n := utf8.RuneCountInString(d.Text)
		if d.Type == diffmatchpatch.DiffEqual {
			i, j = i+n, j+n
			continue
		}
		if k := len(edits) - 1; k < 0 || edits[k].aTo != i || edits[k].bTo != j {
			edits = append(edits, edit{i, i, j, j})
		}
		e := &edits[len(edits)-1]
		if d.Type == diffmatchpatch.DiffDelete {
			i += n
			e.aTo = i
		} else {
			j += n
			e.bTo = j
		}
	}
	if swapped {
		a, b = b, a
		for k, e := range edits {
			edits[k] = edit{e.bFrom, e.bTo, e.aFrom, e.aTo}
		}
	}
	return tidy(edits, a, b)
}

func (e edit) oneSided() bool { return e.aFrom == e.aTo || e.bFrom == e.bTo }

// tidy joins edits that only function words part, if one of them has words on one
// side only ("as a result of this" / "following"), and takes function words off the
// edges.
func tidy(edits []edit, a, b []news.Word) []edit {
	var out []edit
	for _, e := range edits {
		if k := len(out) - 1; k >= 0 && e.aFrom-out[k].aTo <= maxBridge && (out[k].oneSided() || e.oneSided()) &&
			allFunctional(a[out[k].aTo:e.aFrom]) && allFunctional(b[out[k].bTo:e.bFrom]) {
			out[k].aTo, out[k].bTo = e.aTo, e.bTo
			continue
		}
		out = append(out, e)
	}
	n := 0
	for _, e := range out {
		e.aFrom, e.aTo = trim(a, e.aFrom, e.aTo)
		e.bFrom, e.bTo = trim(b, e.bFrom, e.bTo)
		if e.aFrom < e.aTo || e.bFrom < e.bTo {
			out[n] = e
			n++
		}
	}
	return out[:n]
}

// maxBridge is how many unchanged function words join two edits.
const maxBridge = 2

func allFunctional(words []news.Word) bool {
	return !slices.ContainsFunc(words, func(w news.Word) bool { return !functional[w.Fold] })
}

// trim takes function words off both ends of words [from, to).
func trim(words []news.Word, from, to int) (int, int) {
	for from < to && functional[words[from].Fold] {
		from++
	}
	for from < to && functional[words[to-1].Fold] {
		to--
	}
	return from, to
}

func sameWords(a, b []news.Word) bool {
	return slices.EqualFunc(a, b, func(x, y news.Word) bool { return x.Fold == y.Fold })
}

// differ is go-diff without its time-out.
var differ = func() *diffmatchpatch.DiffMatchPatch {
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	return dmp
}()

// runes stands for the words, one rune for all with one root.
func runes(words []news.Word, runeOf map[string]rune) []rune {
	out := make([]rune, len(words))
	for i, w := range words {
		r, ok := runeOf[w.Fold]
		if !ok {
			base := root(w.Fold)
			if r, ok = runeOf[base]; !ok {
				r = rune(len(runeOf) + 1)
				runeOf[base] = r
			}
			runeOf[w.Fold] = r
		}
		out[i] = r
	}
	return out
}
