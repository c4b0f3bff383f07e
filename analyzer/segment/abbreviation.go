package segment

import (
	"strings"
)

// A class says what a full stop after an abbreviation may mean; the bits may
// stand together.
type class uint8

const (
	title  class = 1 << iota // never ends a sentence before a name
	never                    // never ends a sentence
	number                   // never ends a sentence before a digit
	may                      // the next word decides
	clock                    // "a.m.", "p.m."
)

// compileAbbreviations indexes the lists by the abbreviation without its last
// full stop. Entries are case-sensitive, because "Sat." and "Ill." are
// abbreviations and "sat." and "ill." are words; each also matches in capitals,
// and one in lower case also with a capital.
func compileAbbreviations(l Lists) map[string]class {
	m := make(map[string]class, 4*(len(l.Titles)+len(l.Never)+len(l.May)))
	add := func(entry string, c class) {
		if e, ok := strings.CutSuffix(entry, "#"); ok {
			entry, c = strings.TrimSpace(e), number
		}
		e := strings.TrimSuffix(strings.TrimSpace(entry), ".")
		if e == "" {
			return
		}
		if f := strings.ToLower(e); f == "a.m" || f == "p.m" {
			c |= clock
		}
		m[e] |= c
		if up := strings.ToUpper(e); up != e && len(e) > 2 {
			m[up] |= c
		}
		if e[0] >= 'a' && e[0] <= 'z' && len(e) > 1 {
			m[strings.ToUpper(e[:1])+e[1:]] |= c
		}
	}
	for _, e := range l.Titles {
		add(e, title)
	}
	for _, e := range l.Never {
		add(e, never)
	}
	for _, e := range l.May {
		add(e, may)
	}
	return m
}

// longestAbbreviation bounds how far a full stop is traced back, in bytes.
const longestAbbreviation = 24

// dotted reports whether word is single letters with dots between: "U.S", "a.m".
func dotted(word string) bool {
	if len(word) < 3 || len(word)%2 == 0 {
		return false
	}
	for i := 0; i < len(word); i++ {
		if i%2 == 1 && word[i] != '.' || i%2 == 0 && !isLetter(rune(word[i])) {
			return false
		}
	}
	return true
}

// starters are function words of English. With a capital after an abbreviation
// they show that a new sentence began: a name seldom begins with one. They are a
// closed class, part of the grammar, so they stand here and not in a list.
var starters = set(`The A An This That These Those He She It We They You I His Her Its Their Our My Your
	In On At But And Or So If When While After Before As For From With Without Under Since However Meanwhile There Here
	What Who Whose Whom How Why Where Which Whether Then Also Not No Yes Some Many Most All Both Each Every Several Few
	Another Other Others Neither Nor Either Such Even Although Though Because During Despite Among Between Last Earlier Later By To Of Is Are
	Was Were Do Does Did Has Have Had Can Could Will Would Should Let Please According Still Yet Once Until Unless Only Just
	Instead Moreover Furthermore Nevertheless Nonetheless Thus Therefore Hence Perhaps Maybe Today Yesterday Tomorrow
	Nobody Nothing Everyone Everything Someone Anyone More Much Like About Over Through Into Across Against Throughout
	It's He's She's That's There's They're We're I'm I've I'll I'd You're Don't Didn't Isn't Can't
	It’s He’s She’s That’s There’s They’re We’re I’m I’ve I’ll I’d You’re Don’t Didn’t Isn’t Can’t`)

// openings are words with which the news opens a sentence. With a capital after
// "Inc." or "Co." they show that a new one began; after letters with dots they may
// be part of a name ("the U.S. Workers Union").
var openings = set(`Mr Mrs Ms Make Readers Experts Residents Officials Analysts Critics Supporters Opponents Prosecutors Investigators Authorities
	Lawmakers Investors Shareholders Voters Protesters Workers Employees Scientists Researchers Lawyers Witnesses Campaigners
	Customers Shares Sales Profits`)

// companies are the last words of companies' names.
var companies = set(`Inc Corp Co Cos Ltd Bros Plc`)

// offices are titles that no company gives: after its name a sentence begins.
// After a state's name none does ("Fla. Gov. Ann Lee").
var offices = set(`Gov Sen Rep Gen Prof Judge Mayor Minister Senator Secretary Analyst Spokesman Spokeswoman`)

// timeWords may follow "a.m." and "p.m." inside a sentence.
var timeWords = set(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
	January February March April May June July August September October November December
	Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
	Eastern Central Mountain Pacific Atlantic Greenwich GMT UTC ET EST EDT CT CST CDT MT MST MDT PT PST PDT BST CET CEST`)

// prepositions open the short phrase after which "a.m." goes on: "At 5 a.m. Mr."
var prepositions = set(`At By Around About Before After Until Till Since From Between Shortly Just`)

// saidVerbs follow a speaker's name after a quotation: “Why?” Ames asked.
var saidVerbs = set(`said says asked asks wrote writes replied replies added adds told shouted yelled cried exclaimed
	continued responded answered tweeted demanded wondered joked quipped screamed whispered`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
