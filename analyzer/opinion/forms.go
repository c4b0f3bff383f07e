package opinion

// The dense features that are not lists, in the order of formTable.
const (
	fQuestion = iota
	fExclamation
	fColon
	fUnended
	fShort
	fLength
	fConjunction
	fBut
	fDemonstrative
	fContraction
	fFirstPerson
	fWe
	fSecondPerson
	fThirdPerson
	fPast
	fPresent
	fShould
	fWill
	fCould
	fFigures
	fUnits
	fNames
	fNameShare
	fAdverbs
	fSuperlative
	fWordLength
	fDash
	fAside
	fEllipsis
	fSemicolon
	fScare
	fCapitals
	fCredited
	fQuotedShare
	fAttributedShare
	fNegation
	fThereIs
	fVerbless
	forms // their number
)

// A form is a feature that no list has.
type form struct {
	id   string // its name in the weights
	told string // in the words a reader is told; "" is never told
}

var formTable = [forms]form{
	fQuestion:        {"question", "question in own voice"},
	fExclamation:     {"exclamation", "exclamation"},
	fColon:           {"colon", "announces somebody’s words"},
	fUnended:         {"unended", "no full stop"},
	fShort:           {"short", "short aside"},
	fLength:          {"length", ""},
	fConjunction:     {"conjunction", "begins as speech does"},
	fBut:             {"but", "begins with “but”"},
	fDemonstrative:   {"demonstrative", "takes up what was said"},
	fContraction:     {"contraction", "spoken style"},
	fFirstPerson:     {"first_person", "first person"},
	fWe:              {"we", "speaks for “us”"},
	fSecondPerson:    {"second_person", "address to the reader"},
	fThirdPerson:     {"third_person", "speaks of a person"},
	fPast:            {"past", "tells what happened"},
	fPresent:         {"present", "states how things are"},
	fShould:          {"should", "says what should be"},
	fWill:            {"will", "foretells"},
	fCould:           {"could", "supposes"},
	fFigures:         {"figures", "figures"},
	fUnits:           {"units", "money or per cent"},
	fNames:           {"names", "names"},
	fNameShare:       {"name_share", "dense with names"},
	fAdverbs:         {"adverbs", "adverbs of manner"},
	fSuperlative:     {"superlative", "superlative"},
	fWordLength:      {"word_length", ""},
	fDash:            {"dash", "dash"},
	fAside:           {"aside", "remark in brackets"},
	fEllipsis:        {"ellipsis", "trailing off"},
	fSemicolon:       {"semicolon", "argued sentence"},
	fScare:           {"scare", "scare quotes"},
	fCapitals:        {"capitals", "words in capitals"},
	fCredited:        {"credited", "somebody is credited"},
	fQuotedShare:     {"quoted_share", ""},
	fAttributedShare: {"attributed_share", ""},
	fNegation:        {"negation", "negation"},
	fThereIs:         {"there_is", "asserts that something is"},
	fVerbless:        {"verbless", "fragment"},
}
