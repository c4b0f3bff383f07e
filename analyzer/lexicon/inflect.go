package lexicon

import "strings"

// verbForms returns a regular verb's forms: slam, slams, slammed, slamming. Where
// spelling alone cannot tell ("admitted", but "visited"), both are given; a form
// that does not exist is in no text.
func verbForms(lemma string) []string {
	forms := []string{lemma, plural(lemma)}
	stem, last := lemma[:len(lemma)-1], lemma[len(lemma)-1]
	switch {
	case strings.HasSuffix(lemma, "ie"):
		return append(forms, lemma+"d", lemma[:len(lemma)-2]+"ying")
	case strings.HasSuffix(lemma, "ee"), strings.HasSuffix(lemma, "oe"), strings.HasSuffix(lemma, "ye"):
		return append(forms, lemma+"d", lemma+"ing")
	case last == 'e':
		return append(forms, lemma+"d", stem+"ing")
	case last == 'y' && len(stem) > 0 && !vowel(stem[len(stem)-1]):
		return append(forms, stem+"ied", lemma+"ing")
	}
	if doubles(lemma) {
		doubled := lemma + string(last)
		forms = append(forms, doubled+"ed", doubled+"ing")
		if syllables(lemma) == 1 {
			return forms
		}
	}
	return append(forms, lemma+"ed", lemma+"ing")
}

// nounForms returns a regular noun's singular and plural.
func nounForms(lemma string) []string { return []string{lemma, plural(lemma)} }

func plural(lemma string) string {
	for _, end := range []string{"s", "x", "z", "ch", "sh"} {
		if strings.HasSuffix(lemma, end) {
			return lemma + "es"
		}
	}
	n := len(lemma)
	switch last := lemma[n-1]; {
	case last == 'y' && n > 1 && !vowel(lemma[n-2]):
		return lemma[:n-1] + "ies"
	case last == 'o' && n > 1 && !vowel(lemma[n-2]):
		return lemma + "es"
	}
	return lemma + "s"
}

func vowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// doubles reports whether the lemma ends in consonant, one vowel, consonant.
func doubles(lemma string) bool {
	n := len(lemma)
	if n < 3 || vowel(lemma[n-1]) || !vowel(lemma[n-2]) || strings.IndexByte("wxy", lemma[n-1]) >= 0 {
		return false
	}
	return !vowel(lemma[n-3]) || lemma[n-3] == 'u' && n > 3 && lemma[n-4] == 'q'
}

// syllables counts groups of vowels.
func syllables(lemma string) int {
	n, in := 0, false
	for i := range len(lemma) {
		v := vowel(lemma[i]) || lemma[i] == 'y' && i > 0
		if v && !in {
			n++
		}
		in = v
	}
	return n
}

// nearest returns the candidate with the fewest edits from s, the first in
// alphabetical order of those; "none" if there is no candidate.
func nearest(s string, candidates []string) string {
	best, least := "none", 0
	for _, c := range candidates {
		d := edits(s, c)
		if best == "none" || d < least || d == least && c < best {
			best, least = c, d
		}
	}
	return best
}

// edits is the Levenshtein distance of a and b in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for k := range len(b) {
			cost := diagonal
			if a[i] != b[k] {
				cost++
			}
			diagonal = row[k+1]
			row[k+1] = min(cost, row[k]+1, row[k+1]+1)
		}
	}
	return row[len(b)]
}
