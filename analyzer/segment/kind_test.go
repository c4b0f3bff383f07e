package segment

import (
	"strings"
	"testing"

	"gloss/analyzer/news"
)

// Prose to stand around what is tested.
const (
	lead = "The council voted on Monday to close the old harbour. It was a long night.\n\n"
	more = "\n\nThe mayor said that the decision was final. Nobody objected to it.\n\n"
)

// TestKinds gives, for each text, the lines that are not prose: "h:" heading,
// "b:" boilerplate, "c:" caption.
func TestKinds(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"prose", lead + more, nil},
		{"title", "Council Closes Harbour\n\n" + lead, []string{"h:Council Closes Harbour"}},
		{"title as a sentence", "Council closes harbour after long debate\n\n" + lead, []string{"h:Council closes harbour after long debate"}},
		{"title as a question", "Is the Old Harbour Lost?\n\n" + lead, []string{"h:Is the Old Harbour Lost?"}},
		{"section, one paragraph per line", lead[:len(lead)-2] + "\nHarbour-Council Ties\nHe said that it was over.", []string{"h:Harbour-Council Ties"}},
		{"section with a quotation", lead + "Quill is a “quiet” reformer" + more, []string{"h:Quill is a “quiet” reformer"}},
		{"quotation without full stop", lead + "“We will not be moved by this”" + more, nil},
		{"lead-in", lead + "According to Ledger News:" + more, nil},
		{"credit of a tweet", lead + "— Ada Quill (@adaquill) May 18, 2021" + more, nil},
		{"items", lead + "Close the harbour\n\nSell the cranes\n\nBuild homes" + more, nil},
		{"sentence that lacks its full stop", lead + "Tom Roe is now 76 years old and has served some nine years in the state prison" + more, nil},
		{"last line", lead + "More to come", nil},

		{"read also", lead + "Read Also : Mayor Forced To Take 'Harsh Steps' [VIDEO]" + more, []string{"b:Read Also : Mayor Forced To Take 'Harsh Steps' [VIDEO]"}},
		{"read also, a question", lead + "READ ALSO: Will He Stay? Voters Decide" + more, []string{"b:READ ALSO: Will He Stay? Voters Decide"}},
		{"related", lead + "Related Article : Harbour Fees Rise" + more, []string{"b:Related Article : Harbour Fees Rise"}},
		{"read, in prose", lead + "He also read the report. Read also by the mayor, it was dull." + more, nil},
		{"handle", lead + "@TownLedger", []string{"b:@TownLedger"}},
		{"handle in prose", lead + "@TownLedger wrote about it." + more, nil},
		{"address", lead + "https://ledger.example.com/v?x=1" + more, []string{"b:https://ledger.example.com/v?x=1"}},
		{"share bar", "Facebook\n\nTwitter\n\nGoogle+\n\n" + lead, []string{"b:Facebook", "b:Twitter", "b:Google+"}},
		{"share bar in one line", "Share Facebook Twitter Email\n\n" + lead, []string{"b:Share Facebook Twitter Email"}},
		{"a network as heading", lead + "Facebook" + more, []string{"h:Facebook"}},
		{"embed", "Email Link Embed Copy and paste this HTML code into your webpage to embed.\n\n" + lead, []string{"b:Email Link Embed Copy and paste this HTML code into your webpage to embed."}},
		{"running story", lead + "This is a breaking news story. Refresh the page for updates.", []string{"b:This is a breaking news story.", "b:Refresh the page for updates."}},
		{"running story beside prose", lead + "This is a developing story. Three people were hurt.", []string{"b:This is a developing story."}},
		{"newsletter after prose", lead + "He left at noon. Sign up for our newsletter.", []string{"b:Sign up for our newsletter."}},
		{"newsletter in prose", lead + "The town asked residents to sign up for its newsletter." + more, nil},
		{"permission", lead + "Article posted with permission from Ada Quill\n\nAda Quill's love of harbours shines in her books", []string{"b:Article posted with permission from Ada Quill", "b:Ada Quill's love of harbours shines in her books"}},
		{"byte order mark", lead + "\ufeff" + more, []string{"b:\ufeff"}},
		{"references", lead + "[6][7] (Townpedia)" + more, []string{"b:[6][7] (Townpedia)"}},
		{"caption", lead + "Boats lie in the old harbour on Sunday. (AP Photo/Tom Roe)" + more, []string{"c:Boats lie in the old harbour on Sunday. (AP Photo/Tom Roe)"}},
		{"byline", "Council Closes Harbour\n\nBy Ada Quill and Tom Roe | The Ledger, May 5, 2021\n\n" + lead, []string{"h:Council Closes Harbour", "b:By Ada Quill and Tom Roe | The Ledger, May 5, 2021"}},
		{"by, in prose", lead + "By Monday the harbour was shut." + more, nil},
		{"date", "Friday, May 7, 2021 10:30 AM\n\n" + lead, []string{"b:Friday, May 7, 2021 10:30 AM"}},

		{"author", lead + more + "Ada Quill is the director of Harbour Watch and author of the book Tides and Quays (and Cranes).\n\nHer new book is Low Water.\n\nFollow her on Twitter here.",
			[]string{"b:Ada Quill is the director of Harbour Watch and author of the book Tides and Quays (and Cranes).", "b:Her new book is Low Water.", "b:Follow her on Twitter here."}},
		{"author in one line", lead + more + "Tom Roe is a reporter for The Ledger. Follow him on Twitter at @tomroe.", []string{"b:Tom Roe is a reporter for The Ledger. Follow him on Twitter at @tomroe."}},
		{"director at the end of the news", lead + more + "Ada Quill is the director of Harbour Watch.", nil},
		{"director before more news", lead + "Ada Quill is the director of Harbour Watch." + more, nil},

		{"poll", lead + "take our poll - story continues below\n\nWill the harbour close?\n\nWill the harbour close?\n\n* Yes, it will.\n\nNo, it will not.\n\nEmail *\n\nYou also agree to this site's Privacy Policy and Terms of Use." + more,
			[]string{"b:take our poll - story continues below", "b:Will the harbour close?", "b:Will the harbour close?", "b:* Yes, it will.", "b:No, it will not.", "b:Email *", "b:You also agree to this site's Privacy Policy and Terms of Use."}},
		{"poll that lost its start", lead + "Will the harbour close?\n\nWill the harbour close?\n\n* Yes.\n\nIf it does, they will regret it.\n\nEmail *\n\nYou also agree to this site's Privacy Policy and Terms of Use." + more,
			[]string{"b:Will the harbour close?", "b:Will the harbour close?", "b:* Yes.", "b:If it does, they will regret it.", "b:Email *", "b:You also agree to this site's Privacy Policy and Terms of Use."}},
		{"a question asked twice", lead + "Will the harbour close?\n\nWill the harbour close?" + more, nil},
		{"poll without an end", lead + "take our poll - story continues below" + more, []string{"b:take our poll - story continues below"}},

		{"remains of a dateline", "( )- Reports show that the harbour is shut.", []string{"b:( )-"}},
		{"dateline with agency", "HARLOW (Reuters) - The harbour is shut.", []string{"b:HARLOW (Reuters) -"}},
		{"dateline with date", "HARLOW, Jan 5 — The harbour is shut.", []string{"b:HARLOW, Jan 5 —"}},
		{"dateline with state", "SPRINGFIELD, Ill. (AP) -- The harbour is shut.", []string{"b:SPRINGFIELD, Ill. (AP) --"}},
		{"dateline without capitals", "Harlow (AP) – The harbour is shut.", []string{"b:Harlow (AP) –"}},
		{"glued agency", "(CNN)The harbour is shut.", []string{"b:(CNN)"}},
		{"spaced hyphens", "The council - nine strong - voted to close the harbour.", nil},
		{"capitals, no dateline", "NATO said that the harbour - the oldest - is shut.", nil},
		{"member and party", "Lund (Labour) said no. Pike - her rival - said yes.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := document(t, c.text)
			var got []string
			for i, s := range d.Sentences {
				if s.Kind == news.Prose {
					if s.Reason != "" {
						t.Errorf("prose with reason %q", s.Reason)
					}
					continue
				}
				if s.Reason == "" {
					t.Errorf("%v without a reason: %q", s.Kind, d.SentenceText(i))
				}
				got = append(got, s.Kind.String()[:1]+":"+d.SentenceText(i))
			}
			if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
				t.Errorf("\n got %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestListExamples holds the examples that the boilerplate lists give.
func TestListExamples(t *testing.T) {
	s := own(t)
	for _, name := range []string{"boilerplate/line.tsv", "boilerplate/block.tsv"} {
		for _, x := range examples(t, name, "# hits: ") {
			if f := s.phrases.find(normalise(nil, x)); f.uses == 0 {
				t.Errorf("%s: no phrase in %q", name, x)
			}
		}
		for _, x := range examples(t, name, "# misses: ") {
			if f := s.phrases.find(normalise(nil, x)); f.uses != 0 {
				t.Errorf("%s: a phrase in %q", name, x)
			}
		}
	}
	for _, name := range []string{"abbreviation/title.tsv", "abbreviation/never.tsv", "abbreviation/may.tsv"} {
		for _, x := range examples(t, name, "# hits: ") {
			if d := s.Document(article(x)); len(d.Sentences) != 1 {
				t.Errorf("%s: %q is %d sentences", name, x, len(d.Sentences))
			}
		}
	}
}
