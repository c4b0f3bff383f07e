package outlet

import (
	"gloss/analyzer/news"
	"gloss/analyzer/score"
)

// A Measure is one thing that is counted of outlets.
type Measure struct {
	Name     string  `json:"name"`     // as --sort and the exports have it
	Title    string  `json:"title"`    // for a reader: at most 24 columns
	Count    string  `json:"count"`    // what is counted
	Of       string  `json:"of"`       // what it is counted among
	Scale    float64 `json:"scale"`    // the rate is per so many of Of; 1 for tone
	Interval string  `json:"interval"` // method of the interval, see Interval
	Note     string  `json:"note"`     // what it does not mean; may be empty
}

// The methods of intervals.
const (
	Gamma = "gamma" // counts: Garwood's interval of the count divided by its dispersion between stories (Fay and Feuer 1997)
	Beta  = "beta"  // shares: Clopper and Pearson's interval of the effective sample (Korn and Graubard 1998)
	T     = "t"     // means: Student's, with stories as the independent pieces
)

// The places of the measures in Measures, and in what is kept of a story.
const (
	commentary = iota
	commentaryJudge
	loaded
	tone
	unnamed
	attribution
	omission
	placement
	headline
	swapStronger
	swapWeaker
	swapHedge
	swapAttribution
	swapLabel
	swapAgency
	quotation
	shared
	wire
	numMeasures
)

// Measures are all measures, in the order of a report.
var Measures = [numMeasures]Measure{
	commentary: {"commentary", "commentary, sure", "sentences only here, and clauses in shared ones, that are sure commentary", "own-voice sentences", 100, Gamma,
		"They evaluate; that makes none of them wrong."},
	commentaryJudge: {"commentary_to_judge", "commentary, to judge", "the same to judge", "own-voice sentences", 100, Gamma,
		"These calls are the reader's."},
	loaded: {"loaded", "loaded terms, only here", "listed loaded terms in own voice, in sentences only here", "own-voice words of sentences only here", 100, Gamma,
		"A loaded term may be the right word."},
	tone: {"tone", "tone, only here − shared", "mean tone, −1 to +1, of own-voice words of sentences only here, less that of the article's shared sentences",
		"own-voice words of sentences only here that can carry tone", 1, T, "How the words sound, not whom they favour. Counted are the sentences."},
	unnamed: {"unnamed", "unnamed sources", "credits that name nobody, in sentences only here", "sentences only here", 100, Gamma,
		"A source may have reasons to stay unnamed."},
	attribution: {"attribution", "credit changed, dropped", "shared sentences that credit nobody by name where most others do", "shared sentences, in stories of three copies or more", 100, Gamma,
		"All to judge: the credit may stand nearby."},
	omission: {"omission", "omissions", "claims that most other copies carry, two at least, and this one lacks; not its cut tail", "such claims, carried or lacked", 100, Beta,
		"A claim may be told in wholly other words, or left out for space."},
	placement: {"placement", "claims moved", "claims that stand far higher or lower than in the other copies", "shared sentences, in articles with six or more", 100, Gamma, "All to judge."},
	headline: {"headline", "headline not in body", "headlines of whose content words three in five are not in the body", "articles with a headline", 100, Beta,
		"All to judge: a headline may use other words."},
	swapStronger:    {"swap_stronger", "swaps: stronger", "words exchanged for stronger ones, sure and to judge", "shared sentences", 100, Gamma, ""},
	swapWeaker:      {"swap_weaker", "swaps: weaker", "words exchanged for weaker ones, sure and to judge", "shared sentences", 100, Gamma, ""},
	swapHedge:       {"swap_hedge", "swaps: doubt", "words exchanged for ones that hedge, sure and to judge", "shared sentences", 100, Gamma, ""},
	swapAttribution: {"swap_attribution", "swaps: report verb", "report verbs and credits exchanged (said, claimed, admitted), sure and to judge", "shared sentences", 100, Gamma, "Doubt and belief together."},
	swapLabel:       {"swap_label", "swaps: label", "people and things named by a label where others have none, sure and to judge", "shared sentences", 100, Gamma, ""},
	swapAgency:      {"swap_agency", "swaps: agency", "who acted told otherwise (killed, died), sure and to judge", "shared sentences", 100, Gamma, ""},
	quotation:       {"quotation", "quotations differ", "words inside quotation marks that differ, or marks only here", "shared sentences", 100, Gamma, "All to judge: which copy quotes rightly is not known."},
	shared:          {"shared", "text others have", "sentences that another copy has, too", "prose sentences", 100, Beta, "Who copied whom is not known."},
	wire:            {"wire", "agency's text", "sentences that the agency's copy has, too", "prose sentences, in stories with an agency's copy that is another article", 100, Beta, "An agency's text is known only where its copy was read."},
}

// swaps are the measures of swaps, by category.
var swaps = map[string]int{"stronger": swapStronger, "weaker": swapWeaker, "hedge": swapHedge, "attribution": swapAttribution, "label": swapLabel, "agency": swapAgency}

// measureOf is the measure that counts a finding; -1 if none does. loaded terms
// count only in sentences that stand only here, which the caller sees to.
func measureOf(f news.Finding) int {
	switch f.Kind {
	case news.Commentary:
		return byCertainty(f)
	case news.Insertion:
		if f.Category == "commentary" {
			return byCertainty(f)
		}
	case news.Loaded:
		if !f.Shared && f.Category != score.Unlisted {
			return loaded
		}
	case news.Attribution:
		if f.Category == "unnamed" {
			return unnamed
		}
		return attribution
	case news.Omission:
		if f.Certainty == news.Sure {
			return omission
		}
	case news.Placement:
		return placement
	case news.Headline:
		return headline
	case news.Swap:
		if m, ok := swaps[f.Category]; ok {
			return m
		}
	case news.QuoteDiff:
		return quotation
	}
	return -1
}

func byCertainty(f news.Finding) int {
	if f.Certainty == news.Sure {
		return commentary
	}
	return commentaryJudge
}
