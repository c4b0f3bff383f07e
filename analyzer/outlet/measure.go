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
	Note     string  `json:"note"`     // what it does not mean
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
	commentary: {"commentary", "commentary, sure", "sure commentary: sentences only here and clauses inside shared ones", "own-voice sentences", 100, Gamma,
		"that a sentence evaluates, not that it is wrong"},
	commentaryJudge: {"commentary_to_judge", "commentary, to judge", "commentary to judge: sentences and clauses", "own-voice sentences", 100, Gamma,
		"calls that gloss leaves to the reader"},
	loaded: {"loaded", "loaded terms, only here", "listed loaded terms in own voice, in sentences only here", "own-voice words of sentences only here", 100, Gamma,
		"a loaded term may be the right word"},
	tone: {"tone", "tone, only here − shared", "mean tone of own-voice words of sentences only here, less that of the same article's shared sentences (−1 to +1)",
		"own-voice words of sentences only here that can carry tone", 1, T, "how the words sound, not whom they favour"},
	unnamed: {"unnamed", "unnamed sources", "credits that name nobody, in sentences only here", "sentences only here", 100, Gamma,
		"a source may have reasons to stay unnamed"},
	attribution: {"attribution", "credit changed, dropped", "shared sentences that credit nobody, or nobody by name, where most others name a source", "shared sentences, in stories of three copies or more", 100, Gamma,
		"all to judge: the credit may stand nearby"},
	omission: {"omission", "omissions", "claims that most other copies carry, two at least, and this one lacks; not its cut tail", "such claims, carried or lacked", 100, Beta,
		"a claim may be told in wholly other words, or be left out for space"},
	placement: {"placement", "claims moved", "claims that stand far higher or lower than in the other copies", "shared sentences, in articles with six or more", 100, Gamma, "all to judge"},
	headline: {"headline", "headline not in body", "headlines of whose content words three in five are not in the body", "articles with a headline", 100, Beta,
		"all to judge: a headline may use a synonym"},
	swapStronger:    {"swap_stronger", "swaps: stronger", "words exchanged for stronger ones", "shared sentences", 100, Gamma, "sure and to judge together"},
	swapWeaker:      {"swap_weaker", "swaps: weaker", "words exchanged for weaker ones", "shared sentences", 100, Gamma, "sure and to judge together"},
	swapHedge:       {"swap_hedge", "swaps: doubt", "words exchanged for ones that hedge", "shared sentences", 100, Gamma, "sure and to judge together"},
	swapAttribution: {"swap_attribution", "swaps: report verb", "report verbs and credits exchanged: said, claimed, admitted", "shared sentences", 100, Gamma, "doubt and belief together; sure and to judge together"},
	swapLabel:       {"swap_label", "swaps: label", "names of people and things exchanged for labels", "shared sentences", 100, Gamma, "sure and to judge together"},
	swapAgency:      {"swap_agency", "swaps: agency", "who acted is told otherwise: killed, died", "shared sentences", 100, Gamma, "sure and to judge together"},
	quotation:       {"quotation", "quotations differ", "words inside quotation marks that differ, or marks only here", "shared sentences", 100, Gamma, "all to judge; which copy quotes rightly is not known"},
	shared:          {"shared", "text others have", "sentences that another copy has, too", "prose sentences", 100, Beta, "who copied whom is not known"},
	wire:            {"wire", "agency's text", "sentences that the agency's copy has, too", "prose sentences, in stories with an agency's copy that is another article", 100, Beta, "an agency's copy is only known where one was read"},
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
