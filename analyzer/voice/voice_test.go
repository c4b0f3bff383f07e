package voice_test

import (
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
	"gloss/analyzer/segment"
	"gloss/analyzer/voice"
	"gloss/lexicons"
)

func lists(t testing.TB) *lexicon.Set {
	t.Helper()
	lex, err := lexicon.Load(lexicons.FS, segment.AppendWords)
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

func mark(t testing.TB, text string) *news.Document {
	t.Helper()
	d := segment.New(segment.Lists{Titles: []string{"Mr.", "Gen."}}).Document(news.Article{ID: "x", Text: text})
	voice.New(lists(t)).Mark(d)
	return d
}

// TestPassages writes passages as own <attributed> {quoted} text.
func TestPassages(t *testing.T) {
	tests := []struct{ name, want string }{
		{"plain", "The council voted on Tuesday."},
		{"said that", "The mayor said< that the bridge was unsafe.>"},
		{"said without that", "The mayor said< the bridge was unsafe.>"},
		{"trailing", "<The bridge was unsafe,> the mayor said."},
		{"trailing, a document", "<The bridge had been shut twice before,> the county's own records show."},
		{"evidence that is accepted", "The judge accepted his evidence< that the brakes had failed.>"},
		{"trailing with a day", "<The bridge was unsafe,> police said on Monday."},
		{"according to, first", "According to the ministry,< two people died.>"},
		{"according to, last", "<Two people died,> according to the ministry."},
		{"per a newspaper", "Per Harbour Weekly,< the plan will fail.>"},
		{"as per", "<The plan will fail,> as per Harbour Weekly."},
		{"per cent is no credit", "Prices rose 3 per cent last year."},
		{"claimed", "Holdsworth claimed< the decision would protect homes.>"},
		{"accused of", "Ames accused the port of< hiding weapons from inspectors.>"},
		{"denounced as", "The ministry denounced the report as< a foolish fairy tale.>"},
		{"an action is no report", "Workers rejected the union by 397 votes to 366."},
		{"praise is the outlet's verb", "A top official praised the port for its support of the protracted strike."},
		{"the writer speaks", "I said that this would end badly."},
		{"we are told", "We are told that all is well."},
		{"the media as a target", "While the media keeps telling us that all is lost, the harbour is busy."},
		{"the evidence is no speaker", "The evidence confirms that he lied to voters."},
		{"unnamed", "Reports show< the ministry denied the charges.>"},
		{"critics", "Critics say< the levy will hurt the poor.>"},
		{"promises is a noun", "He is good at making promises he cannot keep."},
		{"claim is a noun", "The claim of victory was widely shared."},
		{"quoted", "The mayor called it{ “a disgrace”} on Tuesday."},
		{"all quoted", "{“It is a disgrace,”} the mayor said."},
		{"one word", "It gave its{ \"warm\"} support to the plan."},
		{"subordinate clause ends", "While police say< the road is safe,> drivers avoid it."},
		{"believes", "Quill believes< the plan is a ridiculous waste of money.>"},
		{"thinks", "Quill thinks< the plan is a ridiculous waste of money.>"},
		{"fear", "Residents fear< the plan will ruin the town.>"},
		{"a plural without s", "The government say< the plan will go ahead.>"},
		{"say residents", "<The plan was a ridiculous waste of money,> say residents."},
		{"says, first", "Says Quill:< The plan is a ridiculous waste of money.>"},
		{"in somebody's view", "In Quill's view,< the plan is a ridiculous waste of money.>"},
		{"in the words of, in the middle", "<The plan is,> in the words of Quill,< a ridiculous waste of money.>"},
		{"critics, in the middle", "<The plan,> critics argue,< is a ridiculous waste of money.>"},
		{"called", "Quill called the plan< a ridiculous waste of money.>"},
		{"in the middle", "<The barrier,> Ames said,< would cost more.>"},
		{"a relative clause speaks", "It was organised by the alliance, which says< it may go to court.>"},
		{"a name in -ing", "Council leader Howard Tilling said< the sale would protect services.>"},
		{"the verb of the speech has no mark", "Sheriff Winship says< state law leaves her no choice.>"},
		{"ruled", "The court ruled on Friday< that the search was unlawful.>"},
		{"a long aside", "Joseph, whose son was shot dead in 2021 and who speaks for a group of bereaved mothers, said< the judgment frightened her.>"},
		{"nobody has said it yet", "The minister will say that she met the industry halfway."},
		{"anybody who says", "The man who says that he will buy a lock is a fool."},
		{"those who sneer", "It is a fine piece of work, and those who were sneering at it had not read it."},
		{"it tells you", "It tells you something about that party that a kept promise is a scandal."},
		{"an answer is told", "They were asked, and they answered."},
		{"somebody's excuse", "The company's excuse was< that the workers had left their stations.>"},
		{"nobody's answer", "The answer is that the workers had left their stations."},
		{"claims to", "Mr Petrie claims< to have lent the club £31 million.>"},
		{"calculated in a year", "The office calculated in 2023< that the charge would bring in €1.9 billion.>"},
		{"found last week", "<Six in ten voters are against it,> the Arden Institute found last week."},
		{"the reader says", "You say it slowly."},
		{"document", "Court documents show< he was paid twice.>"},
	}
	strip := strings.NewReplacer("<", "", ">", "", "{", "", "}", "")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := mark(t, strip.Replace(tt.want))
			if got := written(d); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func written(d *news.Document) string {
	var sb strings.Builder
	for _, p := range d.Passages {
		text := p.Of(d.Text)
		switch p.Voice {
		case news.Attributed:
			text = "<" + text + ">"
		case news.Quoted:
			text = "{" + text + "}"
		case news.Unclear:
			text = "?" + text + "?"
		}
		sb.WriteString(text)
	}
	return sb.String()
}

func TestLeadIn(t *testing.T) {
	d := mark(t, "Nobody was surprised.\n\nThe statement from the palace read as follows:\n\nThe king is well. He rode out at noon.\n\nThe physicians are content with his recovery.\n\nWell, that settles it.\n\nThe guards went home.")
	want := []news.Voice{news.Own, news.Own, news.Attributed, news.Attributed, news.Attributed, news.Own, news.Own}
	for i, v := range want {
		if got := d.VoiceOf(i); got != v {
			t.Errorf("%q: %s, want %s", d.SentenceText(i), got, v)
		}
	}
}

// TestPressLeadIn announces a text without a colon: the paragraph after the line is
// the publication's, or the outlet's own.
func TestPressLeadIn(t *testing.T) {
	const body = "The bridge was shut at noon. Two lorries were turned back."
	tests := []struct {
		line string
		want news.Voice
	}{
		{"Reuters reported on Tuesday.", news.Attributed},
		{"Reuters reported on Tuesday", news.Attributed},
		{"As the Ledger put it", news.Attributed},
		{"As the Harbour Mercury put it this way on Friday,", news.Attributed},
		{"As the Associated Press reported from Port Ellery on 3 March.", news.Attributed},
		{"This is how the Ledger tells it.", news.Attributed},
		{"Here is what the Daily Post wrote in its Sunday edition.", news.Attributed},
		{"The Tallow Tribune has the story.", news.Attributed},
		{"The newspaper wrote on its front page.", news.Attributed},
		{"From Friday's Mercury", news.Attributed},
		{"Via Reuters", news.Attributed},
		{"Reuters reported on Tuesday that the bridge was unsafe.", news.Own}, // says what
		{"The mayor reported on Tuesday.", news.Own},                          // no publication
		{"The agency reported on Tuesday.", news.Own},                         // may be any office
		{"The Ledger reported a loss on Tuesday.", news.Own},                  // of its own business
		{"The star put it down to luck.", news.Own},
		{"The Sun rose at five.", news.Own},
		{"The paper has the council to thank.", news.Own},
		{"From Monday the Daily Post costs more.", news.Own},
		{"As the Ledger put it, nobody was to blame.", news.Own}, // says what
		{"Will the Ledger report it on Tuesday?", news.Own},
		{"The Ledger and the mayor reported on Tuesday.", news.Own},
		{"Reuters reported on Tuesday. It was wrong.", news.Own}, // not alone
	}
	for _, tt := range tests {
		d := mark(t, "The council met on Monday. It sat for an hour.\n\n"+tt.line+"\n\n"+body)
		for i, s := range d.Sentences {
			if strings.Contains(body, s.Of(d.Text)) && d.VoiceOf(i) != tt.want {
				t.Errorf("%q, then %q: %s, want %s", tt.line, s.Of(d.Text), d.VoiceOf(i), tt.want)
			}
		}
	}
}

// TestPressLeadInEnds names sentences by which the outlet speaks again.
func TestPressLeadInEnds(t *testing.T) {
	for _, own := range []string{"Well, that settles it.", "What a relief!", "We have heard that before.", "Is anybody surprised?", "Council leader Ames said the bridge was sound.", "The Post called it “a shambles”."} {
		d := mark(t, "As the Ledger put it on Tuesday.\n\nThe bridge was shut at noon.\n\n"+own+"\n\nThe council meets again in May.")
		last := len(d.Sentences) - 1
		if d.VoiceOf(1) != news.Attributed || d.VoiceOf(last) != news.Own {
			t.Errorf("%q: the text before is %s, the one after %s", own, d.VoiceOf(1), d.VoiceOf(last))
		}
	}
}

func TestGoesOn(t *testing.T) {
	tests := []struct {
		name, text string
		want       []news.Voice
	}{
		{"reported, then a pronoun", "Pryle said the plan was reckless. It was a shameful waste of money.", []news.Voice{news.Attributed, news.Unclear}},
		{"after the credit at the end", "The plan was reckless, Pryle said. It would cost the town £4 million.", []news.Voice{news.Attributed, news.Unclear}},
		{"over several sentences", "Pryle said the plan was reckless. It was a waste of money. The move would cost £4 million. The council had not been asked. Nor has it been since.", []news.Voice{news.Attributed, news.Unclear, news.Unclear, news.Unclear, news.Own}},
		{"no more than three", "Pryle said it was off. It was late. It was dear. It was dull. It was wet.", []news.Voice{news.Attributed, news.Unclear, news.Unclear, news.Unclear, news.Own}},
		{"what they would do", "Residents told the panel that the road was unsafe. They would block it until it was mended.", []news.Voice{news.Attributed, news.Unclear}},
		{"what it had been", "The ministry said the dam was sound. It had been inspected in May.", []news.Voice{news.Attributed, news.Unclear}},
		{"after says, in the present", "Pryle says the plan is reckless. It is a waste of money.", []news.Voice{news.Attributed, news.Unclear}},
		{"the present after said", "Pryle said the plan was reckless. It is hard to imagine a better one.", []news.Voice{news.Attributed, news.Own}},
		{"what he did", "Pryle said the plan was reckless. He left before the vote.", []news.Voice{news.Attributed, news.Own}},
		{"a question", "Pryle said the plan was reckless. Would it have been less so last year?", []news.Voice{news.Attributed, news.Own}},
		{"an outcry", "Pryle said the plan was reckless. It was nothing of the sort!", []news.Voice{news.Attributed, news.Own}},
		{"the writer", "Pryle said the plan was reckless. It was, to my mind, the best yet.", []news.Voice{news.Attributed, news.Own}},
		{"what did not happen", "Pryle said the plan was reckless. The mayor might have brought an umbrella.", []news.Voice{news.Attributed, news.Own}},
		{"something new", "Pryle said the plan was reckless. A default would ruin the town.", []news.Voice{news.Attributed, news.Own}},
		{"the tally", "Pryle said the vote was fair. The tally was 1,204 to 1,177.", []news.Voice{news.Attributed, news.Own}},
		{"reported, then a name", "Pryle said the plan was reckless. The council meets on Tuesday.", []news.Voice{news.Attributed, news.Own}},
		{"a new paragraph", "Pryle said the plan was reckless.\n\nIt was a shameful waste of money.", []news.Voice{news.Attributed, news.Own}},
		{"an embedded post", "Nothing to see.\n\nWhat a shameful waste. Vote them out!\n\n— Dan Ames (@danames) March 3, 2024", []news.Voice{news.Own, news.Quoted, news.Quoted, news.Quoted}},
		{"labels", "Q: Why now?\n\nA: I thought it was a terrible idea.\n\nAMES: We should never have done it.", []news.Voice{news.Quoted, news.Quoted, news.Quoted}},
		{"a turn goes on", "AMES: We should never have done it. I thought it was a terrible idea.\n\nThe inquiry goes on.", []news.Voice{news.Quoted, news.Quoted, news.Own}},
		{"an excerpt", "From the Harbour Mercury: Crews left at noon. The slipway is shut.\n\nWell, that settles it.", []news.Voice{news.Attributed, news.Attributed, news.Own}},
		{"a signed post", "The bridge won today. — Marla Stiers (@marla) April 17, 2024", []news.Voice{news.Quoted}},
		{"a lead-in with an outcry", "In a statement, the union wrote:\n\nThe plan is a disgrace. Shame on them!", []news.Voice{news.Own, news.Attributed, news.Attributed}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := mark(t, tt.text)
			var got []news.Voice
			for i, s := range d.Sentences {
				if s.Kind == news.Prose {
					got = append(got, d.VoiceOf(i))
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestUnnamed(t *testing.T) {
	for text, want := range map[string]bool{
		"Reports show the ministry denied the charges.": true,
		"Two people died, according to Reuters.":        false,
		"Gen. Ames said the road was open.":             false,
	} {
		d := mark(t, text)
		got := false
		for _, p := range d.Passages {
			got = got || p.Unnamed
		}
		if got != want {
			t.Errorf("%q: unnamed %v, want %v", text, got, want)
		}
	}
}

func TestSources(t *testing.T) {
	for text, want := range map[string]string{
		"The indictment says he was paid twice.":                "record",
		"He was paid twice, according to the accounts.":         "record",
		"Ames said that the plan would fail.":                   "",
		"It gave its \"warm\" support to the plan.":             "scare",
		"The council praised its \"warm and cordial support\".": "",
	} {
		got := ""
		for _, p := range mark(t, text).Passages {
			if p.Record {
				got = "record"
			}
			if strings.HasPrefix(p.Reason, "scare quotes") {
				got = "scare"
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzMark(f *testing.F) {
	f.Add("The mayor said “no.” According to reports, he lied.\n\nHe said:\n\nYes.")
	f.Add("said said said according to per per : “")
	m := voice.New(lists(f))
	seg := segment.New(segment.Lists{})
	f.Fuzz(func(t *testing.T, text string) {
		d := seg.Document(news.Article{ID: "x", Text: strings.ToValidUTF8(text, "?")})
		m.Mark(d)
		for i, s := range d.Sentences {
			ps := d.PassagesOf(i)
			if s.Kind != news.Prose {
				if len(ps) > 0 {
					t.Errorf("%s has passages", s.Kind)
				}
				continue
			}
			at := s.Start
			for _, p := range ps {
				if p.Start != at || p.End < p.Start || p.Reason == "" || p.Source.End > len(d.Text) {
					t.Errorf("passage %+v in sentence %+v begins elsewhere than at %d", p, s, at)
				}
				at = p.End
			}
			if at != s.End {
				t.Errorf("passages of %+v end at %d", s, at)
			}
		}
	})
}

func BenchmarkMark(b *testing.B) {
	text := strings.Repeat("The mayor said that the bridge was unsafe. “It is a disgrace,” he added. Reports show prices rose.\n\nNobody asked the crews, according to Ames.\n\n", 50)
	d := segment.New(segment.Lists{}).Document(news.Article{ID: "x", Text: text})
	m := voice.New(lists(b))
	b.ReportMetric(float64(len(d.Sentences)), "sentences/op")
	for b.Loop() {
		m.Mark(d)
	}
}
