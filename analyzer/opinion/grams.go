package opinion

import (
	"gloss/analyzer/linear"
	"gloss/analyzer/news"
)

// grams hashes the own words, alone and by twos, names and figures as such.
func (f *Features) grams(text string, words []news.Word) {
	before, last := linear.Start, -2
	for _, k := range f.kept {
		w := words[k]
		fold := w.Fold
		switch c := text[w.Start]; {
		case c >= '0' && c <= '9':
			fold = "0"
		case k > 0 && capital(text[w.Start:]) && fold != "i":
			fold = "A"
		}
		h := linear.Start.Word(fold)
		if fold != "A" && fold != "0" {
			f.Words++
			f.gram(h.Bucket(), k, k+1)
		}
		switch {
		case k == 0:
			f.gram(sentenceStart.Word(fold).Pair(), k, k+1)
		case last == k-1:
			f.gram(before.Word(fold).Pair(), last, k+1)
		}
		before, last = h, k
	}
}

// sentenceStart is the hash of what stands before the first word.
var sentenceStart = linear.Start.Word("^")

func (f *Features) gram(bucket uint32, first, last int) {
	f.Grams = append(f.Grams, bucket)
	f.Places = append(f.Places, Place{first, last})
}

// Folds appends the words that Grams has alone to dst, for those who train.
func (f *Features) Folds(dst []string, d *news.Document, i int) []string {
	words := d.SentenceWords(i)
	for _, k := range f.kept {
		c := d.Text[words[k].Start]
		if c >= '0' && c <= '9' || k > 0 && capital(d.Text[words[k].Start:]) && words[k].Fold != "i" {
			continue
		}
		dst = append(dst, words[k].Fold)
	}
	return dst
}
