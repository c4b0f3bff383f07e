package page

import "gloss/analyzer/news"

// A Group is findings that a reader takes together, and that are marked, listed and
// filtered as one.
type Group struct {
	Name  string // in CSS classes, filters and addresses
	Title string // heading of its list
	Label string // of one finding
	Sign  string // stands beside a mark
	Says  string // what a mark of the group means, in a plain sentence
	For   string // what was looked for, where nothing was found
	Kinds []news.FindingKind
}

// Groups are all groups, in the order in which a report lists them.
var Groups = []*Group{
	{"commentary", "Commentary in the outlet’s own voice", "Commentary", "■",
		"Only this copy says so, in the outlet’s own words, and it judges, mocks, urges or asks a question that wants no answer.",
		"verdicts, rhetorical questions, exhortation, sarcasm, address to the reader, loaded labels, in no other copy and credited to nobody", []news.FindingKind{news.Commentary, news.Insertion}},
	{"sourcing", "Sourcing", "Sourcing", "▲",
		"Who is said to have said it: a source without a name, a credit that another copy gives and this one does not, or that differs.",
		"sources without a name, credits that others give and one drops, credits and hedges only in one copy", []news.FindingKind{news.Attribution, news.Insertion}},
	{"swap", "Swaps that change the framing", "Swap", "⇄",
		"The copies tell the same with another word here, and the other word weighs differently.",
		"stronger or weaker words, labels, hedges, report verbs, agency and quotation marks that differ inside a shared sentence", []news.FindingKind{news.Swap, news.QuoteDiff}},
	{"only", "Only here", "Only here", "□",
		"No other copy says this. That is no fault by itself.",
		"sentences and details that one copy alone has, besides those above", []news.FindingKind{news.Addition, news.Insertion}},
	{"missing", "Missing here", "Missing here", "∅",
		"Most other copies say this, and this one does not.",
		"claims that most others carry, never fewer than two, and one copy lacks", []news.FindingKind{news.Omission}},
	{"placement", "Placement and headlines", "Placement", "↕",
		"Told much earlier or later than in another copy, or said in the headline alone.",
		"claims that stand much higher or lower in one copy; headlines that say what their body, or the others’ headlines, do not", []news.FindingKind{news.Placement, news.Headline}},
	{"accuracy", "Accuracy: names, titles, numbers that differ", "Accuracy", "≠",
		"A name, a title, a number or a date differs from another copy. That is a question of fact, not of slant.",
		"figures, titles, names and negations that differ inside a shared sentence", []news.FindingKind{news.Accuracy}},
	{"shared", "In more than one copy, so charged to nobody", "In more copies", "○",
		"A loaded term, but another copy has it, too: it is charged to nobody.",
		"loaded terms that more than one copy has", []news.FindingKind{news.Loaded}},
	{"loaded", "Loaded terms in own voice", "Loaded term", "●",
		"A word that carries a judgement, in the outlet’s own voice and in no other copy.",
		"terms of the loaded lists outside quotations and reported speech", []news.FindingKind{news.Loaded}},
	{"changed", "Changed after publication", "Changed", "Δ",
		"An earlier version of this article had it otherwise, or not at all.",
		"sentences that an earlier version lacks, has in other words, or has and the latest has not", []news.FindingKind{news.Changed}},
}

func group(name string) *Group {
	for _, g := range Groups {
		if g.Name == name {
			return g
		}
	}
	return nil
}

// LookedFor is what was looked for to find the findings of a group.
func LookedFor(name string) string { return group(name).For }

// groupOf is the group that a finding is in.
func groupOf(f news.Finding) *Group {
	switch f.Kind {
	case news.Commentary:
		return group("commentary")
	case news.Insertion:
		switch f.Category {
		case "commentary", "label", "intensifier":
			return group("commentary")
		case "attribution", "hedge":
			return group("sourcing")
		}
		return group("only")
	case news.Attribution:
		return group("sourcing")
	case news.Swap, news.QuoteDiff:
		return group("swap")
	case news.Omission:
		return group("missing")
	case news.Accuracy:
		return group("accuracy")
	case news.Placement, news.Headline:
		return group("placement")
	case news.Loaded:
		if f.Shared {
			return group("shared")
		}
		return group("loaded")
	case news.Changed:
		return group("changed")
	}
	return group("only")
}
