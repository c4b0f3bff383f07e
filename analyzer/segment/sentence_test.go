package segment

import (
	"slices"
	"strings"
	"testing"
)

// TestSentences lists texts with a | at each boundary; the | is taken out before
// segmenting.
func TestSentences(t *testing.T) {
	for _, text := range []string{
		// Plain ends.
		`The vote failed. |Nobody was surprised.`,
		`Who voted no? |Eleven members did! |They said so.`,
		`The tower fell in 1999. |She rebuilt it.`,
		`It cost $3.10. |Trading went on at 4.5 percent.`,
		`Twelve people were hurt. |12 of them were children.`,
		`"No."`,
		// Quotations.
		`The terms, Lund went on, "are good enough for this." |North Harbour will sign.`,
		`The terms, Lund went on, “are good enough for this.” |North Harbour will sign.`,
		`“It is a disaster!” the mayor shouted. |She left.`,
		`"It is a disaster!" the mayor shouted. |She left.`,
		`“Why now?” Ames asked. |Nobody answered.`,
		`"Why now?" Mayor Ada Ames asked. |Nobody answered.`,
		`“Why now?” |Ames walked out.`,
		`“We lost. |We will try again,” he said. |“Then we win.”`,
		`Asked whether he would stay, he said, "No." |Then he left.`,
		`He called it ‘a gift.’ |She did not.`,
		`He left (for good.) |She stayed.`,
		`He left (he had asked twice.) at noon.`,
		`The bill is dead. |“We tried,” she said.`,
		`The bill is dead. |'We tried,' she said.`,
		`The bill is dead. |'90s laws apply.`,
		// Abbreviations that do not end a sentence.
		`Mr. Brown said the U.S. Senate would vote at 5 p.m. Tuesday. |Sen. Lee agreed.`,
		`Gen. Mara Voss and the Rev. Amos Pike met Cpl. Dan Roy on St. Anne Street.`,
		`The case is Ames vs. Borland, i.e. No. 12 on the list, see p. 4 and Fig. 2.`,
		`She owns Harlow Foods Inc. of Ohio and sits with Yahoo! Inc. lawyers.`,
		`On Jan. 6, 2021, and again in Sept. 2022, he spoke.`,
		`GEN. VOSS SPOKE TO SEN. LEE.`,
		`J. K. Marlow and John F. Hale wrote to A. J. P. Reed.`,
		`Dr. Lee of Springfield, Ill., and Tom Roe Jr. agreed.`,
		`He lives on 5th St. near the bay.`,
		// Abbreviations that do.
		`He moved to the U.S. |The move was hard.`,
		`She sold Harlow Foods Inc. |He bought it.`,
		`She sold Harlow Foods Inc. |Neither side gave a price.`,
		`She sold Harlow Foods Co. |Experts doubt the price.`,
		`She sold Harlow Foods Ltd. |Mr. Ames bought it.`,
		`The council sold its shares in Harlow Foods Inc. |Ames, who opposed it, left.`,
		`The council sold its shares in Harlow Foods Inc. |Ames resigned on Monday.`,
		`The council sold its shares in Harlow Foods Inc. |Harlow Foods Inc. said nothing.`,
		`The council sold its shares in Harlow Foods Inc. Chairman Ann Ames said no.`,
		`Harlow Foods Inc. Chairman resigned on Monday, and St. Louis voted.`,
		`The council sold its shares in Harlow Foods Inc. |Gov. Ann Ames said nothing.`,
		`She met Tampa, Fla. Gov. Ann Ames and a Harlow Foods Inc. President at noon.`,
		`The U.S. Workers Union and the St. Officials Trust met Ohio Corp. Counsel Ann Lee.`,
		`They met at 5 p.m. |Officials declined to comment.`,
		`At 5 a.m. Mr. Roe left. |He came back at 6 p.m. |Mr. Roe slept.`,
		`He walked down Main St. |The shop was shut.`,
		`That is for you and I. |Did Albert I. Roe call?`,
		`They chose Plan B. |It failed.`,
		`Was it No. 2? |No. |He said so. `,
		// Ellipses.
		`He waited ... and waited… but nothing came.`,
		`He waited... |Then he left.`,
		`It was … I cannot say.`,
		`He wrote that “the plan [...] failed” and left.`,
		// What holds dots and is no end.
		`Write to ada.quill@ledger.example.com or see www.ledger.example.com/News.html today. |She reads it.`,
		`Version 2.0.1 of config.go is out. |iPhone owners may wait.`,
		`The raid failed. |al-Noor claimed it.`,
		`The harbour - the oldest in the state - will close - for good.`,
		// Glued, as scraped text has it.
		`The vote failed.|The mayor left. |She said “no.”|The council went on.`,
		// References.
		`He was born in Harlow. [17] |She was not.[3] |They met.`,
		// Items.
		`1. The first point stands. |2. The second does too.`,
		// Informal text.
		`i saw it. |it was bad. |why did they do that? |nobody knows`,
	} {
		want := strings.Split(text, "|")
		for i := range want {
			want[i] = strings.TrimSpace(want[i])
		}
		got := texts(document(t, strings.ReplaceAll(text, "|", "")))
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}

// TestParagraphs writes each paragraph's sentences as one string.
func TestParagraphs(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"blank line", "The vote failed and\n\nthe mayor left.", []string{"The vote failed and", "the mayor left."}},
		{"one paragraph per line", "The vote failed on Monday after a long debate.\nThe mayor left.\nNobody stayed.", []string{"The vote failed on Monday after a long debate.", "The mayor left.", "Nobody stayed."}},
		{"windows line ends", "The vote failed.\r\n\r\nThe mayor left.\r\nNobody stayed.\r\n", []string{"The vote failed.", "The mayor left.", "Nobody stayed."}},
		{"wrapped", "The council voted on Monday to close the old harbour, which has\nserved the town since its founding. Mayor Ada Quill said that the\nMarine Board had asked for it. Nobody\nobjected.", []string{"The council voted on Monday to close the old harbour, which has\nserved the town since its founding. + Mayor Ada Quill said that the\nMarine Board had asked for it. + Nobody\nobjected."}},
		{"heading over wrapped text", "Harbour to Close\nThe council voted on Monday to close the old harbour, which has\nserved the town since its founding, by nine votes to\nthree.", []string{"Harbour to Close", "The council voted on Monday to close the old harbour, which has\nserved the town since its founding, by nine votes to\nthree."}},
		{"list", "The plan has three parts:\n* close the harbour\n* sell the cranes\n* build homes", []string{"The plan has three parts:", "* close the harbour", "* sell the cranes", "* build homes"}},
		{"short wrapped", "It was a cold\nnight in the town.", []string{"It was a cold\nnight in the town."}},
		{"short lines", "harbour\ncranes and boats\nhomes", []string{"harbour", "cranes and boats", "homes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := document(t, c.text)
			var got []string
			for i, s := range d.Sentences {
				if s.Paragraph == len(got) {
					got = append(got, d.SentenceText(i))
				} else {
					got[s.Paragraph] += " + " + d.SentenceText(i)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("\n got %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestWithoutLists holds that a Segmenter without lists still divides.
func TestWithoutLists(t *testing.T) {
	d := New(Lists{}).Document(article("The vote failed. It was close. Read also: More"))
	if len(d.Sentences) != 3 {
		t.Errorf("got %q", texts(d))
	}
	if d := New(Lists{}).Document(article(" \n\t\n")); len(d.Sentences)+len(d.Words)+len(d.Quotations) != 0 {
		t.Errorf("white space gave %v", d)
	}
}
