package align

import "strings"

// suffixes are stripped, longest first, so that "supporting", "supported" and
// "support" compare as one word.
var suffixes = [...]string{"ations", "ation", "ingly", "ments", "ment", "edly", "ions", "ion", "ing", "ies", "ed", "es", "ly", "s", "y"}

// stem returns a comparison form of a folded word. It is cruder than Porter's
// stemmer on purpose: both sides of every comparison go through it, and what it
// merges wrongly ("policy", "police") is outvoted by the rest of a sentence.
func stem(fold string) string {
	if fold == "" || fold[0] < 'a' {
		return fold // a number
	}
	w := fold
	for _, s := range suffixes {
		if len(w)-len(s) >= 4 && strings.HasSuffix(w, s) {
			w = w[:len(w)-len(s)]
			break
		}
	}
	if len(w) > 4 && w[len(w)-1] == 'e' {
		w = w[:len(w)-1]
	}
	return w
}

// functionWords carry little of what a sentence claims.
var functionWords = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`a an the of to in on at by for with from and or but as is are was were be
been being has have had do does did will would can could may might must shall should it its this that
these those he she they them his her their i you we our your my me us him who whom whose which what when
where why how not no nor so than then there here also about into over after before if while because up
out off just only more most some any all each other such own same too very said says say told it's that's
don't doesn't didn't isn't wasn't aren't weren't won't can't couldn't wouldn't i'm he'd they're we're
you're there's one through during between against under however`) {
		m[w] = true
	}
	return m
}()
