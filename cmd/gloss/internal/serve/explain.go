package serve

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/analyzer/news"
)

// An explanation is a finding in the words of the page.
type explanation struct {
	Kind  string // CSS class and key of kindNames
	Name  string // what the kind is called
	Text  string // one plain sentence
	Whose string // whose words they are
	Doubt bool   // "to judge"
}

// commentaryForms say what a category of commentary does to the reader.
var commentaryForms = map[string]string{
	"verdict":               "It passes judgement",
	"evaluation":            "It says how good or bad something is",
	"interpretation":        "It tells you how to see what happened",
	"question in own voice": "It asks a question that is no real question",
	"question":              "It asks a question that is no real question",
	"says what should be":   "It says what ought to happen",
	"exhortation":           "It tells you what to do",
	"address to the reader": "It talks to you, the reader",
	"first person":          "It speaks as “we” or “I”",
	"harsh name":            "It uses a harsh name",
	"prediction":            "It says what will happen, as if it knew",
	"sarcasm":               "It mocks",
	"generalisation":        "It speaks for everybody, or about all of them",
}

// explain says a finding in one plain sentence, and whose words it is about.
func (st *story) explain(f news.Finding) explanation {
	e := explanation{Kind: string(f.Kind), Name: kindNames[f.Kind], Doubt: f.Certainty == news.Judge, Whose: st.whoseFinding(f)}
	own, other := quote(st.Text(f)), ""
	if c := f.Counterpart; c != nil {
		other = quote(c.Span.Of(st.Document(c.Document).Text))
	}
	switch f.Kind {
	case news.Commentary:
		how := commentaryForms[f.Category]
		if how == "" {
			how = "It gives an opinion"
		}
		e.Text = how + "; only this copy has the sentence, and nobody is named as saying it."
	case news.Loaded:
		e.Text = st.explainLoaded(f, own)
	case news.Insertion:
		e.Kind, e.Name, e.Text = explainInsertion(f, own)
	case news.Swap:
		e.Text = st.explainSwap(f, own, other)
	case news.Addition:
		e.Text = "Only this copy has this sentence. That is not a fault: it may be news, background, or somebody whom others left out."
	case news.Omission:
		e.Text = fmt.Sprintf("%s, and this copy does not.", sentenceCase(spokenShare(strings.Replace(f.Reason, "carry this", "have this sentence", 1))))
	case news.Attribution:
		e.Text = st.explainAttribution(f, own, other)
	case news.QuoteDiff:
		e.Text = "The words between the quotation marks are not the same in all copies."
		if f.Category == "quoted here" {
			e.Text = "Here these words stand in quotation marks, in another copy they do not."
		}
	case news.Accuracy:
		e.Text = fmt.Sprintf("One copy says %s, another %s: somebody may have made a mistake. That is not slant.", own, other)
	case news.Placement:
		e.Text = "This comes much " + f.Category + " here than in the other copy. What comes first is read most."
	case news.Headline:
		e.Text = "The headline says things that the text below it does not say in these words."
	default:
		e.Text = sentenceCase(f.Reason) + "."
	}
	if f.Shared {
		e.Text = "More than one copy has this, so it is nobody’s own choice of words."
	}
	return e
}

// kindNames are what the kinds are called on the page.
var kindNames = map[news.FindingKind]string{
	news.Commentary: "Commentary", news.Loaded: "Loaded words", news.Insertion: "Only in this copy", news.Swap: "Other words",
	news.Addition: "Only in this copy", news.Omission: "Missing here", news.Attribution: "Who said it", news.QuoteDiff: "Quotation",
	news.Accuracy: "Facts that differ", news.Placement: "Place in the text", news.Headline: "Headline", news.Changed: "Changed later",
}

func (st *story) explainLoaded(f news.Finding, own string) string {
	if f.Category == "unlisted" {
		return own + " is in no list, but it is used as loaded words are. You decide."
	}
	what := map[string]string{
		"epithet": "is a name that judges", "evaluative": "praises or blames", "intensifier": "makes the sentence stronger than it needs to be",
		"dysphemism": "is a harsh word for something that has a plain one", "euphemism": "is a soft word for something hard",
		"emotive_verb": "is a verb that carries a feeling", "scare_quote_marker": "casts doubt on what comes after it",
	}[f.Category]
	if what == "" {
		what = "is a loaded word"
	}
	return own + " " + what + "; only this copy uses it here, in its own words."
}

func explainInsertion(f news.Finding, own string) (kind, name, text string) {
	switch f.Category {
	case "commentary":
		return "commentary", "Commentary", "These words give an opinion inside a sentence that the other copies tell without it."
	case "label", "intensifier":
		return "loaded", "Loaded words", own + " is added to a sentence that the other copies tell without it."
	case "hedge":
		return "insertion", "Doubt added", own + " puts some doubt into the sentence; the other copies tell it without."
	case "attribution":
		return "insertion", "Who said it", "Here somebody is named as saying this; in the other copies it stands as a fact."
	}
	return "insertion", "Only in this copy", "A detail that only this copy has, inside a sentence that others have too."
}

func (st *story) explainSwap(f news.Finding, own, other string) string {
	there := fmt.Sprintf("Here it says %s, in another copy %s", own, other)
	if other == "" {
		there = "Only here it says " + own
	}
	switch f.Category {
	case "attribution":
		return there + ". One reports what was said, the other tells you what to think of it."
	case "hedge":
		return there + ": here it is less certain."
	case "stronger":
		return there + ": here it is stronger."
	case "weaker":
		return there + ": here it is weaker."
	case "label":
		return there + ": another name for the same thing or person."
	case "agency":
		return there + ". Who did it is clear in one and not in the other."
	}
	return there + "."
}

func (st *story) explainAttribution(f news.Finding, own, other string) string {
	switch f.Category {
	case "unnamed":
		return own + " names nobody: you cannot ask who said it."
	case "dropped":
		return fmt.Sprintf("Others say that this comes from %s; here it stands as a fact.", other)
	}
	return fmt.Sprintf("Here it is said by %s, in another copy by %s.", own, other)
}

// whoseFinding answers "whose words?" for a finding: own, someone's, not clear.
func (st *story) whoseFinding(f news.Finding) string {
	switch {
	case f.Missing():
		return "not in this copy"
	case f.Shared:
		return "nobody’s: more than one copy has it"
	case f.Part == news.InTitle:
		return "this outlet’s own words, in the headline"
	}
	for _, p := range st.Documents[f.Document].PassagesOf(f.Sentence) {
		if 2*p.Overlap(f.Span) >= f.Span.Len() {
			return st.whose(f.Document, p)
		}
	}
	switch f.Voice {
	case news.Own:
		return "this outlet’s own words"
	case news.Attributed, news.Quoted:
		return "someone else’s words"
	}
	return "not clear"
}

// whose answers "whose words?" for a passage.
func (st *story) whose(d int, p news.Passage) string {
	who := ""
	if words := strings.Fields(p.Source.Of(st.Documents[d].Text)); slices.ContainsFunc(words, tellsWho) {
		who = ": " + clip(strings.Join(words, " "), maxName)
	}
	switch {
	case p.Voice == news.Own:
		return "this outlet’s own words"
	case p.Voice == news.Unclear:
		return "not clear"
	case p.Unnamed:
		return "someone else’s words, and nobody is named"
	case p.Record && who != "":
		return "from a document" + who
	}
	return "someone else’s words" + who
}

// tellsWho reports whether a word says something of a source. "He", "the" and "did
// not" tell a reader nothing; a name, an office or UN does.
func tellsWho(word string) bool {
	word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	if utf8.RuneCountInString(word) < 4 {
		return len(word) > 1 && word == strings.ToUpper(word)
	}
	return !slices.Contains([]string{"they", "them", "this", "that", "these", "those", "some", "such"}, strings.ToLower(word))
}

// spokenShare says "2 of 2" as a person does.
func spokenShare(reason string) string {
	var n, of int
	if _, err := fmt.Sscanf(reason, "%d of %d", &n, &of); err != nil || n != of || n < 2 {
		return reason
	}
	_, rest, _ := strings.Cut(reason, " of ")
	if n == 2 {
		return "both" + strings.TrimPrefix(rest, "2")
	}
	return "all " + rest
}

// quote puts text between quotation marks, in one line.
func quote(s string) string {
	return "“" + clip(strings.Join(strings.Fields(s), " "), 2*maxName) + "”"
}

func sentenceCase(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
