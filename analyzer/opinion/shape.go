package opinion

import (
	"strings"

	"gloss/analyzer/news"
)

// shape reads the sentence's end and its marks.
func (f *Features) shape(text string, words []news.Word) {
	trimmed := strings.TrimRight(text, "\"”’')] \u00a0\n")
	ownEnd := len(f.kept) > 0 && f.kept[len(f.kept)-1] == len(words)-1
	switch {
	case !ownEnd:
	case strings.HasSuffix(trimmed, "?"):
		f.Dense[fQuestion] = 1
	case strings.HasSuffix(trimmed, "!"):
		f.Dense[fExclamation] = 1
	case strings.HasSuffix(trimmed, ":"):
		f.Dense[fColon] = 1
	case strings.HasSuffix(trimmed, "...") || strings.HasSuffix(trimmed, "…"):
		f.Dense[fEllipsis] = 1
	case !strings.HasSuffix(trimmed, "."):
		f.Dense[fUnended] = 1
	}
	n := len(words)
	if n <= 7 {
		f.Dense[fShort] = 1
	}
	f.Dense[fLength] = lengthOf(n)
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ';':
			f.Dense[fSemicolon] = 1
		case '(':
			f.Dense[fAside] = 1
		case '$', '%':
			f.Dense[fUnits] = 1
		case 0xe2:
			if strings.HasPrefix(text[i:], "—") || strings.HasPrefix(text[i:], " – ") || strings.HasPrefix(text[i:], "– ") {
				f.Dense[fDash] = 1
			} else if strings.HasPrefix(text[i:], "€") {
				f.Dense[fUnits] = 1
			}
		case '-':
			if strings.HasPrefix(text[i:], "--") || i > 0 && text[i-1] == ' ' {
				f.Dense[fDash] = 1
			}
		}
	}
	f.scare(words)
}

// scare notes quotation marks around no more than three words where nobody is credited.
func (f *Features) scare(words []news.Word) {
	if f.Dense[fCredited] > 0 {
		return
	}
	run, k := 0, 0
	for i := range words {
		if k < len(f.kept) && f.kept[k] == i {
			k++
			if run > 0 && run <= 3 {
				f.Dense[fScare] = 1
			}
			run = 0
			continue
		}
		run++
	}
	if run > 0 && run <= 3 && len(words) > run {
		f.Dense[fScare] = 1
	}
}
