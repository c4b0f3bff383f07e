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

		{"credit before the article", "Our Harbour Correspondent\n\nHARLOW, Jan 5 –\n\n" + lead, []string{"b:Our Harbour Correspondent", "b:HARLOW, Jan 5 –"}},
		{"dateline alone", "HARLOW:\n\n" + lead, []string{"b:HARLOW:"}},
		{"agency in slashes", "HARLOW, 5 January. /HNA/\n\n" + lead, []string{"b:HARLOW, 5 January. /HNA/"}},
		{"press release", "Dockers vote to strike\n\nFOR IMMEDIATE RELEASE\n\n" + lead + "ENDS\n\nMedia contact: Ada Quill, 0555 014 2233\n\n###",
			[]string{"h:Dockers vote to strike", "b:FOR IMMEDIATE RELEASE", "b:ENDS", "b:Media contact: Ada Quill, 0555 014 2233", "b:###"}},
		{"release, in prose", lead + "For immediate release of the hostages she had no plan. The press office of the port is shut." + more, nil},
		{"letter", "Dear Editor,\n\n" + lead + "Yours faithfully,\n\nAda Quill, Harlow\n\nLetters may be shortened.",
			[]string{"b:Dear Editor,", "b:Yours faithfully,", "b:Ada Quill, Harlow", "b:Letters may be shortened."}},
		{"letter with its first sentence", "Dear Editor, the council has lost its mind.\n\n" + lead, nil},
		{"columnist", lead + more + "Mara Voss owns a bookshop in Harlow. Her column appears on Mondays.", []string{"b:Mara Voss owns a bookshop in Harlow.", "b:Her column appears on Mondays."}},
		{"columnist without a column", lead + more + "Mara Voss is a retired pilot.", []string{"b:Mara Voss is a retired pilot."}},
		{"somebody the news has had", lead + "Pilot Mara Voss steered the last ship out." + more + "Mara Voss is a retired pilot.", nil},
		{"author of the byline", "By Mara Voss\n\n" + lead + more + "Mara Voss shot two films about the port.", []string{"b:By Mara Voss", "b:Mara Voss shot two films about the port."}},
		{"views", lead + more + "The writer is a former docker. Views are personal.", []string{"b:The writer is a former docker.", "b:Views are personal."}},
		{"author in prose", "The writer is a former docker. He has written about the port for years." + more + lead, nil},
		{"comments", lead + "Comments are closed.", []string{"b:Comments are closed."}},
		{"comments in prose", lead + "The comments were closed to nobody, and the mayor read them all aloud." + more, nil},
		{"number of comments", lead + "23 Comments", []string{"b:23 Comments"}},
		{"question to readers", lead + "Did you work on the docks? Write to our news desk in confidence.", []string{"b:Did you work on the docks?", "b:Write to our news desk in confidence."}},
		{"question to nobody", lead + "Did you ever see a harbour close itself? Nobody has.", nil},
		{"exhortation", lead + "Call your councillor today, and tell her what you think of this vote.", nil},
		{"exhortation without its full stop", lead + "Call your councillor NOW", nil},
		{"our words", lead + "Our town and our members deserve a harbour of their own.", nil},
		{"several signs", lead + "Our reporting is free to read. Donate what you can to keep it so.", []string{"b:Our reporting is free to read.", "b:Donate what you can to keep it so."}},
		{"address and number", lead + "Seen a ship? pictures@ledger.example or 0555 014 2233", []string{"b:Seen a ship?", "b:pictures@ledger.example or 0555 014 2233"}},
		{"links with bars", lead + "Shop | Archive | About the Ledger", []string{"b:Shop | Archive | About the Ledger"}},
		{"hashtags", lead + "#SaveOurPort #Harlow", []string{"b:#SaveOurPort #Harlow"}},
		{"last line without a full stop", lead + "Opinion from the quay since 1987", []string{"b:Opinion from the quay since 1987"}},
		{"where an excerpt is from", lead + "From the Harlow Ledger:" + more, []string{"b:From the Harlow Ledger:"}},
		{"rule", lead + "* * *" + more, []string{"b:* * *"}},

		{"questions and answers", lead + "Why was it closed?" + more + "And the dockers?" + more, []string{"h:Why was it closed?", "h:And the dockers?"}},
		{"one question", lead + "Why was it closed?" + more, nil},
		{"questions that argue", lead + "But who asked them?" + more + "So why now?" + more, nil},
		{"numbered headings", lead + "1. The port they left" + more + "2. The port they found" + more, []string{"h:1. The port they left", "h:2. The port they found"}},
		{"what somebody says", lead + "What the union says" + more, []string{"h:What the union says"}},
		{"heading before a list", lead + "Highlights of the plan\n\n• two new quays\n\n• a crane" + more, []string{"h:Highlights of the plan"}},
		{"heading before links", lead + "Take action\n\nSign the petition: Keep the port", []string{"h:Take action", "b:Sign the petition: Keep the port"}},
		{"heading after a tweet", lead + "— Ada Quill (@adaquill) May 18, 2021\n\nThe reply" + more, []string{"h:The reply"}},

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

// TestOutlet holds that an outlet's name counts among the signs.
func TestOutlet(t *testing.T) {
	s := own(t)
	last := "The Harlow Ledger is published by its staff."
	for outlet, want := range map[string]news.Kind{"The Harlow Ledger": news.Boilerplate, "Harlow Ledger": news.Boilerplate, "The Cranefield Post": news.Prose, "": news.Prose} {
		d := s.Document(news.Article{ID: "test", Outlet: outlet, Title: "Council Closes Harbour", Text: lead + last})
		if x := d.Sentences[len(d.Sentences)-1]; x.Kind != want {
			t.Errorf("outlet %q: %q is %v, want %v", outlet, last, x.Kind, want)
		}
	}
	d := s.Document(news.Article{ID: "test", Outlet: "The Harlow Ledger", Title: "x", Text: lead + "He told the Harlow Ledger that it was over."})
	if x := d.Sentences[len(d.Sentences)-1]; x.Kind != news.Prose {
		t.Errorf("what somebody told the outlet is %v: %s", x.Kind, x.Reason)
	}
}

// TestListExamples holds the examples that the boilerplate lists give.
func TestListExamples(t *testing.T) {
	s := own(t)
	for name, found := range map[string]func([]byte) bool{
		"boilerplate/line.tsv":  func(b []byte) bool { return s.phrases.find(b).uses != 0 },
		"boilerplate/block.tsv": func(b []byte) bool { return s.phrases.find(b).uses != 0 },
		"boilerplate/edge.tsv":  func(b []byte) bool { return s.ends.find(b).uses != 0 },
		"boilerplate/cue.tsv": func(b []byte) bool {
			score, _, kinds := s.cues.weigh(b)
			return score > 0 && kinds > 0
		},
	} {
		for _, x := range examples(t, name, "# hits: ") {
			if !found(normalise(nil, x)) {
				t.Errorf("%s: no phrase in %q", name, x)
			}
		}
		for _, x := range examples(t, name, "# misses: ") {
			if found(normalise(nil, x)) {
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
