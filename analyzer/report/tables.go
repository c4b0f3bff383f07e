package report

import "slices"

// A table is one of the files that the csv format is.
type table struct {
	name, about string
	columns     []column
}

// A column is one of a table's.
type column struct {
	name string
	kind columnKind
	note string
}

// A columnKind is a type of Table Schema.
type columnKind string

const (
	isText   columnKind = "string"
	isCount  columnKind = "integer"
	isNumber columnKind = "number"
	isFlag   columnKind = "boolean"
)

// The columns that many tables have.
var (
	inStory   = column{"story", isText, "id of the story"}
	inArticle = column{"article", isText, "id of the article"}
	byOutlet  = column{"outlet", isText, "outlet's name"}
	atStart   = column{"start", isCount, "byte of the article's text at which it begins"}
	atEnd     = column{"end", isCount, "byte after its last"}
	inWords   = column{"text", isText, "the words from start to end"}
	sentenceC = column{"sentence", isText, "s1 is the article's first; empty for a title and for what is missing"}
	certainty = column{"certainty", isText, "sure or judge"}
	why       = column{"reason", isText, "the rule and the words that fired it"}
)

// tables are the files, in the order of the README.
var tables = []table{
	{"stories", "a row for each story", []column{inStory,
		{"comparable", isFlag, "whether the copies share any sentence"},
		{"copies", isCount, "articles compared"},
		{"rows", isCount, "claims in more than one copy"},
		{"base", isText, "article that is the source text; empty: none is"},
		{"wire", isText, "article that is an agency's text; empty: none is known to be"},
		{"weakest_a", isText, "of the least similar pair of copies, if they were found in a pile"},
		{"weakest_b", isText, "the other of that pair"},
		{"similarity", isNumber, "of that pair, 0 to 1"},
	}},
	{"articles", "a row for each copy and each earlier version of one", slices.Concat([]column{inStory, inArticle, byOutlet,
		{"title", isText, "headline, if it came apart from the text"},
		{"byline", isText, "authors"},
		{"published", isText, "RFC 3339, or the date alone"},
		{"url", isText, "the article's own address"},
		{"path", isText, "file that it was read from"},
		{"offset", isCount, "byte of the file at which the text begins, of plain text"},
		{"bytes", isCount, "of the text"},
		{"genre", isText, "news, opinion, analysis, …"},
		{"genre_reason", isText, "why"},
		{"credit", isText, "agency that the text is credited to"},
		{"credit_reason", isText, "why"},
		{"excerpt", isFlag, "the beginning or a summary"},
		{"base", isFlag, "whether it is the source text"},
		{"wire", isFlag, "whether it is the agency's text"},
		{"version_of", isText, "article that it is an earlier version of; empty: it is compared"},
		{"sentences", isCount, "of prose; from here on empty where nothing could be compared"},
		{"words", isCount, "of them"},
		{"own_words", isCount, "of these, in the outlet's own voice"},
		{"shared", isCount, "sentences that another copy has"},
		{"only_here", isCount, "sentences that no other copy has"},
		{"commentary", isCount, "sure: sentences and clauses"},
		{"commentary_to_judge", isCount, "sentences and clauses"},
	}, toneColumns("commentary", "sure commentary"), toneColumns("only_here", "own-voice sentences only here but for commentary"),
		toneColumns("own_here", "own-voice sentences only here, commentary among them"), toneColumns("shared", "shared sentences"), []column{
			{"loaded_commentary", isCount, "own-voice loaded terms of sure commentary"},
			{"loaded_commentary_words", isCount, "own-voice words of it"},
			{"loaded_own", isCount, "charged loaded terms"},
			{"loaded_own_words", isCount, "own-voice words"},
		})},
	{"sentences", "a row for each sentence, heading and line left out", []column{inStory, inArticle, byOutlet,
		{"sentence", isText, "s1 is the article's first"}, atStart, atEnd,
		{"kind", isText, "prose, heading, boilerplate or caption"},
		{"voice", isText, "of prose: own, attributed, quoted or unclear"},
		{"paragraph", isCount, "from 1"},
		{"words", isCount, "of the sentence"},
		{"own_words", isCount, "of these, in the outlet's own voice; empty, as the next three, where it was not measured"},
		{"shared", isFlag, "whether another copy has it; with a base, whether the base has"},
		{"tone", isNumber, "of its own words, -1 to +1; empty if none can carry any"},
		{"tone_words", isCount, "own words that can carry tone"},
		{"reason", isText, "why it is no prose"},
		inWords,
	}},
	{"alignments", "a row for each sentence of each claim that more than one copy has", []column{inStory,
		{"row", isCount, "number of the claim in the story, from 1"},
		{"support", isCount, "copies that have the claim"},
		{"probability", isNumber, "of its weakest link, 0 to 1"},
		inArticle, byOutlet, {"sentence", isText, "s1 is the article's first"}, atStart, atEnd,
	}},
	{"findings", "a row for each finding", slices.Concat([]column{{"finding", isText, "id: a hash of its content, the same in every run"}, inStory,
		{"kind", isText, "commentary, insertion, addition, omission, swap, attribution, quotation, accuracy, placement, headline, loaded, version"},
		{"category", isText, "within the kind"}, certainty, inArticle, byOutlet,
		{"part", isText, "text or title: what start and end point into; of what is missing, the counterpart's text"},
		sentenceC, {"paragraph", isCount, "from 1"}, atStart, atEnd, inWords,
		{"voice", isText, "own, attributed, quoted or unclear"}, why,
		{"shared", isFlag, "whether another copy has it, so that nobody is charged with it"},
		{"tone", isNumber, "of its own words, -1 to +1; empty, as the next three, where it was not measured"},
		{"tone_words", isCount, "own words that can carry tone"},
		{"own_words", isCount, "words in own voice"},
		{"loaded_per_100", isNumber, "loaded terms per 100 own words"},
		{"probability", isNumber, "of being commentary; empty if that was not asked"},
	}, otherColumns)},
	{"swaps", "a row for each wording that differs inside a claim, whether it changes the framing or not", slices.Concat([]column{
		{"finding", isText, "id; empty for a rewording that was not judged to change the framing"},
		{"kind", isText, "swap, quotation, accuracy or rewording"},
		{"category", isText, "within the kind"}, certainty, inStory, inArticle, byOutlet, sentenceC, atStart, atEnd, inWords,
	}, otherColumns, []column{why})},
	{"terms", "a row for each loaded term in prose, in whatever voice", []column{inStory, inArticle, byOutlet, {"sentence", isText, "s1 is the article's first"}, atStart, atEnd, inWords,
		{"list", isText, "that has it; unlisted: used like the listed, to judge"},
		{"source", isText, "citation: key of the lists' sources"},
		{"weight", isNumber, "1 mild, 2 strong, 3 extreme"},
		{"voice", isText, "own, attributed, quoted or unclear"},
		{"shared", isFlag, "whether another copy has it, or one of its kind, in the same claim"},
		{"charged", isFlag, "whether it counts against the outlet: listed, own voice, not shared, not the base's"},
	}},
	{"outlets", "a row for each outlet; figures of its news articles where another outlet's can be compared", []column{byOutlet,
		{"stories", isCount, "with articles that could be compared"},
		{"articles", isCount, "in them"},
		{"sentences", isCount, "of prose"},
		{"words", isCount, "of them"},
		{"credited", isCount, "articles that are credited to an agency"},
		{"opinion", isCount, "articles labelled opinion, analysis or the like: in no figure"},
		{"excerpts", isCount, "excerpts: in no figure"},
		{"alone", isCount, "articles with no other outlet's to compare: in no figure"},
		{"counts_only", isFlag, "fewer stories than are needed for rates"},
	}},
	{"measures", "a row for each measure of outlets", []column{
		{"measure", isText, "name"},
		{"title", isText, "for a reader"},
		{"counts", isText, "what is counted"},
		{"among", isText, "what it is counted among"},
		{"scale", isNumber, "the rate is per so many; 1 for tone"},
		{"interval", isText, "method of the interval: gamma, beta or t"},
		{"note", isText, "what it does not mean"},
	}},
	{"figures", "a row for each measure of each outlet", []column{byOutlet,
		{"measure", isText, "name"},
		{"count", isCount, "what was counted"},
		{"sure", isCount, "of count, sure findings"},
		{"of", isCount, "what it was counted among"},
		{"stories", isCount, "stories with any of that"},
		{"rate", isNumber, "scale × count / of; of tone the mean; empty where only counts are given"},
		{"low", isNumber, "95 % interval of the rate"},
		{"high", isNumber, ""},
		{"method", isText, "of the interval: gamma, beta or t"},
		{"rough", isFlag, "too few stories carry the interval (~)"},
		{"difference", isNumber, "to the other copies of the same stories, in the unit of the rate"},
		{"difference_low", isNumber, "95 % interval of the difference"},
		{"difference_high", isNumber, ""},
		{"rate_compared", isNumber, "the outlet's rate in the stories that are compared, weighed as the difference is; not scale × count / of"},
		{"rest_rate", isNumber, "that of the other copies; not scale × rest_count / rest_of"},
		{"rest_count", isCount, "what was counted in the other copies"},
		{"rest_of", isCount, "among what"},
		{"difference_stories", isCount, "stories that are compared"},
		{"telling", isCount, "of these, those where the copies differ"},
		{"p", isNumber, "two-sided"},
		{"q", isNumber, "p corrected for all tests of the report"},
		{"difference_rough", isFlag, "too few stories carry the difference (~)"},
	}},
	{"warnings", "a row for each warning", []column{inStory, inArticle, {"text", isText, "what the reader should know"}}},
}

// otherColumns are those of a counterpart.
var otherColumns = []column{
	{"counterpart_article", isText, "the copy, or earlier version, that it is measured against"},
	{"counterpart_outlet", isText, ""},
	{"counterpart_sentence", isText, ""},
	{"counterpart_start", isCount, "byte of that article's text"},
	{"counterpart_end", isCount, ""},
	{"counterpart_text", isText, "the words there"},
}

func toneColumns(name, of string) []column {
	return []column{
		{"tone_" + name, isNumber, "mean tone of " + of + ", weighted by tone_" + name + "_words; empty if none was read"},
		{"tone_" + name + "_sentences", isCount, "how many were read"},
		{"tone_" + name + "_words", isCount, "words of them that can carry tone"},
	}
}

// Tables are the names of the csv format's tables.
var Tables = names(tables, func(t table) string { return t.name })

func tableOf(name string) table { return tables[slices.Index(Tables, name)] }

// dataPackage describes the tables as a Frictionless Data Package (tabular, version 1
// of the specification), with how the report was made.
func dataPackage(tool Tool, run Run) any {
	type field struct {
		Name        string     `json:"name"`
		Type        columnKind `json:"type"`
		Description string     `json:"description,omitempty"`
	}
	type schema struct {
		Fields        []field  `json:"fields"`
		MissingValues []string `json:"missingValues"`
	}
	type dialect struct {
		LineTerminator string `json:"lineTerminator"`
		Delimiter      string `json:"delimiter"`
		DoubleQuote    bool   `json:"doubleQuote"`
	}
	type resource struct {
		Name        string  `json:"name"`
		Path        string  `json:"path"`
		Profile     string  `json:"profile"`
		Description string  `json:"description"`
		Encoding    string  `json:"encoding"`
		Dialect     dialect `json:"dialect"`
		Schema      schema  `json:"schema"`
	}
	var resources []resource
	for _, t := range tables {
		r := resource{Name: t.name, Path: t.name + ".csv", Profile: "tabular-data-resource", Description: t.about, Encoding: "utf-8",
			Dialect: dialect{"\r\n", ",", true}, Schema: schema{MissingValues: []string{""}}}
		for _, c := range t.columns {
			r.Schema.Fields = append(r.Schema.Fields, field{c.name, c.kind, c.note})
		}
		resources = append(resources, r)
	}
	return struct {
		Profile     string     `json:"profile"`
		Name        string     `json:"name"`
		Description string     `json:"description"`
		Schema      int        `json:"gloss_schema"`
		Tool        Tool       `json:"gloss_tool"`
		Run         jsonRun    `json:"gloss_run"`
		Resources   []resource `json:"resources"`
	}{"tabular-data-package", "gloss-report", "A framing report. Offsets are bytes of the articles' own text. Text that begins with one of = + - @ ' (also full-width), " +
		"a tab or a line's end has an apostrophe before it, for spreadsheets; take one away to have the text.", Schema, tool, run.json(), resources}
}
