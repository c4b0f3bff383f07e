package opinion

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// words counts what single words say: person, tense, mood, figures, names.
func (f *Features) words(text string, words []news.Word) {
	if len(f.kept) == 0 {
		return
	}
	var figures, names, past, present, length, adverbs, own int
	first := words[0].Fold
	if f.kept[0] == 0 {
		switch first {
		case "but":
			f.Dense[fBut] = 1
		case "and", "so", "or", "because", "nor", "yet", "then":
			f.Dense[fConjunction] = 1
		case "this", "that", "it", "these", "those", "such", "that's", "it's":
			f.Dense[fDemonstrative] = 1
		case "there", "here":
			f.Dense[fThereIs] = 1
		}
	}
	verbs := 0
	for _, k := range f.kept {
		w := words[k]
		own++
		length += len(w.Fold)
		c := text[w.Start]
		switch {
		case c >= '0' && c <= '9':
			if plainFigure(text, w) {
				figures++
			}
			continue
		case k > 0 && capital(text[w.Start:]) && w.Fold != "i":
			names++
			if w.Len() > 3 && allCapitals(w.Of(text)) {
				f.Dense[fCapitals] = 1
			}
			continue
		}
		if role, ok := wordRoles[w.Fold]; ok {
			switch role {
			case fPast:
				past, verbs = past+1, verbs+1
			case fPresent:
				present, verbs = present+1, verbs+1
			case fWill, fShould, fCould:
				verbs++
				f.Dense[role] = 1
			default:
				f.Dense[role] = 1
			}
		}
		switch n := len(w.Fold); {
		case n > 4 && strings.HasSuffix(w.Fold, "ed"):
			past, verbs = past+1, verbs+1
		case n > 4 && strings.HasSuffix(w.Fold, "ly"):
			adverbs++
		case n > 5 && strings.HasSuffix(w.Fold, "est"):
			f.Dense[fSuperlative] = 1
		case strings.IndexByte(w.Fold, '\'') > 0:
			f.contraction(w.Fold, &present, &verbs)
		}
	}
	f.Dense[fFigures] = float32(min(figures, 3)) / 2
	f.Dense[fNames] = float32(min(names, 6)) / 3
	f.Dense[fNameShare] = float32(names) / float32(own)
	f.Dense[fWordLength] = float32(length)/float32(own)/5 - 1
	f.Dense[fAdverbs] = float32(min(adverbs, 2))
	if past > 0 {
		f.Dense[fPast] = float32(min(past, 3)) / 2
	}
	if present > 0 && past == 0 {
		f.Dense[fPresent] = 1
	}
	if verbs == 0 {
		f.Dense[fVerbless] = 1
	}
}

func (f *Features) contraction(fold string, present, verbs *int) {
	switch at := strings.IndexByte(fold, '\''); fold[at:] {
	case "'t":
		f.Dense[fContraction], f.Dense[fNegation] = 1, 1
		*verbs++
	case "'re", "'ve", "'m", "'s":
		f.Dense[fContraction] = 1
		*present, *verbs = *present+1, *verbs+1
	case "'ll", "'d":
		f.Dense[fContraction] = 1
		*verbs++
	}
}

// wordRoles are the words that count by themselves.
var wordRoles = roles(map[int]string{
	fFirstPerson: "i me my mine myself i'm i've i'd i'll", fWe: "we us our ours ourselves we're we've we'll let's",
	fSecondPerson: "you your yours yourself you're you've you'll you'd", fThirdPerson: "he she him her his hers",
	fPast:    "was were had did said told came went made took gave got saw left found held began became",
	fPresent: "is are has have does do am seems means remains needs wants goes comes makes takes looks gets keeps",
	fShould:  "should must ought need", fWill: "will won't shall", fCould: "could would may might can perhaps maybe",
	fSuperlative: "most least worst best", fNegation: "not no never nothing nobody none nor without neither hardly",
})

func roles(of map[int]string) map[string]int {
	m := make(map[string]int)
	for role, words := range of {
		for _, w := range strings.Fields(words) {
			m[w] = role
		}
	}
	return m
}

// capital reports whether s begins with a capital letter.
func capital(s string) bool {
	if s[0] < utf8.RuneSelf {
		return s[0] >= 'A' && s[0] <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func allCapitals(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

// plainFigure tells a figure from a number that is part of a word: "24-hour",
// "45th".
func plainFigure(text string, w news.Word) bool {
	return !strings.HasPrefix(text[w.End:], "-") && !strings.HasSuffix(w.Fold, "th") && !strings.HasSuffix(w.Fold, "st") && !strings.HasSuffix(w.Fold, "nd") && !strings.HasSuffix(w.Fold, "rd")
}
