package news

import "cmp"

// A FindingKind names what a Finding states. The words are those of the reports.
type FindingKind string

// The kinds of finding, as the README's vocabulary defines them.
const (
	Commentary  FindingKind = "commentary"  // an addition in own voice that evaluates, mocks, exhorts or asks rhetorically
	Insertion   FindingKind = "insertion"   // a clause or word only here, inside a shared sentence
	Addition    FindingKind = "addition"    // a sentence only here; not a fault by itself
	Omission    FindingKind = "omission"    // a row that most others carry and this copy lacks
	Swap        FindingKind = "swap"        // wording that differs inside a row and changes the framing
	Attribution FindingKind = "attribution" // who is said to have said it differs, is gone, or names nobody
	QuoteDiff   FindingKind = "quotation"   // the words inside the marks differ
	Accuracy    FindingKind = "accuracy"    // names, titles, numbers, dates that differ: not slant
	Placement   FindingKind = "placement"   // a claim moved far down or up
	Headline    FindingKind = "headline"    // a headline that its body, or the other headlines, do not carry
	Loaded      FindingKind = "loaded"      // a loaded term in own voice, only here
	Changed     FindingKind = "version"     // a sentence that an earlier version lacked, had otherwise, or had and this one has not
)

// Kinds are the kinds of finding.
var Kinds = []FindingKind{Commentary, Insertion, Addition, Omission, Swap, Attribution, QuoteDiff, Accuracy, Placement, Headline, Loaded, Changed}

// A Certainty parts the calls gloss stands behind from those it hands to the reader.
type Certainty string

// The two certainties.
const (
	Sure  Certainty = "sure"
	Judge Certainty = "judge" // "to judge": the reader decides
)

// A Part says which of an article's texts a span points into.
type Part string

// The parts of an article.
const (
	InText  Part = "text"
	InTitle Part = "title"
)

// A Counterpart is the place in another copy that a Finding is measured against.
type Counterpart struct {
	Place
	Span
}

// A Finding is one statement about one copy, with its evidence. Its text is
// always Span.Of the document's text (or title).
type Finding struct {
	ID        string // of its content, unique in a report and the same in every run; set when the report is built
	Kind      FindingKind
	Category  string // within the kind: "verdict", "hedge", "stronger", …; may be empty
	Certainty Certainty
	Document  int  // index in Story.Documents: the copy it is about
	Part      Part // which text Span points into
	Sentence  int  // index in Document.Sentences; -1 for a title, and for what is Missing: it stands nowhere here
	Span
	Voice       Voice
	Reason      string       // the rule and the words that fired it, for a person to read
	Shared      bool         // another copy has it too: charged to nobody
	Counterpart *Counterpart // nil if there is none
	Tone        *float64     // -1 (negative) .. +1 (positive); nil if not measured
	ToneWords   []Span       // words that carried Tone, most first; none if it is 0 or not measured
	Loaded      *float64     // loaded terms per 100 of OwnWords; nil if not measured
	OwnWords    int          // words of Span in the outlet's voice; 0 if Tone and Loaded were not measured
	ToneOf      int          // how many of these could carry Tone
	Probability float64      // of being commentary, 0..1; 0 if that was not asked
}

// Removed is the category of a Changed finding whose words only an earlier version
// has.
const Removed = "removed"

// Missing reports whether f states what is not there: its span is its
// counterpart's, and points into that text.
func (f Finding) Missing() bool {
	return f.Kind == Omission || f.Kind == Changed && f.Category == Removed
}

// CompareFindings orders findings by document, place, kind and category.
func CompareFindings(a, b Finding) int {
	return cmp.Or(a.Document-b.Document, cmp.Compare(a.Part, b.Part), a.Start-b.Start, cmp.Compare(a.Kind, b.Kind), a.End-b.End, cmp.Compare(a.Category, b.Category))
}

// A Rewording is wording that differs inside a row without changing the framing,
// kept for the reader who wants them all.
type Rewording struct {
	A, B Counterpart
}
