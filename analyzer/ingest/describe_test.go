package ingest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
)

// read1 reads one article from fields.
func read1(t *testing.T, r ingest.Reader, fields map[string]any) (*news.Article, []string, []ingest.Problem) {
	t.Helper()
	if fields["text"] == nil {
		fields["text"] = "The council voted."
	}
	line, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	articles, aside, problems := readAll(t, r, "-", line)
	if len(articles) == 0 {
		return nil, aside, problems
	}
	return articles[0], aside, problems
}

// TestOutletNames holds that one outlet under many spellings is one.
func TestOutletNames(t *testing.T) {
	r := ingest.Reader{Lists: lists(t)}
	if err := r.Lists.Add("mine.tsv", "harbour-herald.example\tHarbour Herald\tnewsroom\tThe Herald of the Harbour; HH\nledger.example\tThe Ledger\tagency\n"); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		outlet any
		url    string
		want   string
	}{
		{"nytimes.com", "", "The New York Times"},
		{"New York Times", "", "The New York Times"},
		{"the new york times", "", "The New York Times"},
		{"www.nytimes.com", "", "The New York Times"},
		{"NYTimes.com", "", "The New York Times"},
		{nil, "https://www.nytimes.com/2024/x.html", "The New York Times"},
		{nil, "https://cooking.nytimes.com/x", "The New York Times"},
		{"BBC News", "", "BBC News"},
		{nil, "https://www.bbc.co.uk/news/x", "BBC News"},
		{nil, "https://www.bbc.com/news/x", "BBC News"},
		{map[string]string{"id": "reuters", "name": "Reuters"}, "", "Reuters"},
		{"HH", "", "Harbour Herald"},
		{"http://harbour-herald.example/", "", "Harbour Herald"},
		{"Marrow Valley Courier", "", "Marrow Valley Courier"},
		{nil, "https://news.unheard-of.co.uk/a", "unheard-of.co.uk"},
		{"Marrow.Valley", "", "Marrow.Valley"},
		{nil, "", "x"},
	}
	for _, tt := range tests {
		a, _, problems := read1(t, r, map[string]any{"id": "x", "outlet": tt.outlet, "url": tt.url})
		if a == nil || a.Outlet != tt.want {
			t.Errorf("%v %s: %v, problems %v; want %q", tt.outlet, tt.url, a, problems, tt.want)
		}
	}
}

func TestOutletsErrors(t *testing.T) {
	for text, want := range map[string]string{
		"a.example\tA":               "mine.tsv:1: 2 columns, want domain, name, kind, other spellings",
		"# x\na.example\tA\tpaper":   `mine.tsv:2: no kind "paper"; there are newsroom, agency, aggregator, press release`,
		"a.example\tA\tnewsroom\t\t": "mine.tsv:1: 5 columns",
	} {
		var o *ingest.Lists
		o, err := ingest.NewLists("", "", "")
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Add("mine.tsv", text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, err := ingest.NewLists("", "opinion\topinion\tbody\n", ""); err == nil || !strings.Contains(err.Error(), `genres.tsv:1: no place "body"`) {
		t.Errorf("%v", err)
	}
}

func TestGenre(t *testing.T) {
	r := ingest.Reader{Lists: lists(t)}
	tests := []struct{ title, url, section, want string }{
		{"Council votes on wall", "https://l.example/news/wall", "Local", "news"},
		{"Opinion | The wall is a mistake", "", "", "opinion"},
		{"OPINION: The wall is a mistake", "", "", "opinion"},
		{"Analysis: Why the wall will come", "", "", "analysis"},
		{"The wall is a mistake – Editorial", "", "", "editorial"},
		{"Letters to the editor: the wall", "", "", "letters"},
		{"The wall", "https://l.example/opinion/2024/the-wall", "", "opinion"},
		{"The wall", "https://l.example/commentisfree/2024/the-wall", "", "opinion"},
		{"The wall", "https://l.example/news/opinion", "", "news"}, // the article's own name
		{"The wall", "https://opinion.l.example/a", "", "opinion"},
		{"The wall", "", "World; Opinion", "opinion"},
		{"Public opinion turns against wall", "", "", "news"},
		{"Opinion turns: wall loses support", "", "", "news"},
		{"Wall", "https://l.example/sponsored/wall", "", "sponsored"},
	}
	for _, tt := range tests {
		a, _, _ := read1(t, r, map[string]any{"title": tt.title, "url": tt.url, "section": tt.section})
		if a.Genre.Name != tt.want || (a.Genre.Reason == "") != (tt.want == "news") {
			t.Errorf("%q %s %q: %+v, want %s", tt.title, tt.url, tt.section, a.Genre, tt.want)
		}
	}
}

func TestCredit(t *testing.T) {
	r := ingest.Reader{Lists: lists(t)}
	const body = "The council voted on Tuesday to build a barrier."
	tests := []struct{ byline, text, want string }{
		{"Ann Lee", body, ""},
		{"The Associated Press", body, "The Associated Press"},
		{"By ANN LEE, Associated Press", body, "The Associated Press"},
		{"Ann Lee for Reuters", body, "Reuters"},
		{"Reuters Staff", body, "Reuters"},
		{"Ann Lee; AFP", body, "Agence France-Presse"},
		{"", "LISTOW, Ireland (AP) — " + body, "The Associated Press"},
		{"", "(Reuters) - " + body, "Reuters"},
		{"", "LONDON, May 3 (Reuters) - " + body, "Reuters"},
		{"", "Wall to be built\n\nPARIS (AFP) – " + body, "Agence France-Presse"},
		{"", "The agency (AP) said that it had closed its office.", ""},
		{"", body + "\n\nThe Associated Press contributed to this report.", "The Associated Press"},
		{"", body + "\n\n(Reporting by Ann Lee; Editing by Bo Orr)\n\nReuters", "Reuters"},
		{"", body + "\n\n— With files from The Canadian Press", "The Canadian Press"},
		{"", body + "\n\n© 2024 AFP", "Agence France-Presse"},
		{"", body + " “Reuters reported it first,” he said.", ""},
		{"", "The Associated Press contributed to this report.\n\n" + strings.Repeat(body+"\n\n", 30), ""},
		{"", "The app reported by users was shut. " + body, ""},
		{"Michael Bloomberg", body, ""},
		{"Ann Lee, from Reuters", body, "Reuters"},
		{"", "Singapore's People's Action Party (PAP) — in power since 1959 — won again.", ""},
		{"", body + "\n\nThe minister told Reuters via email that he would go.", ""},
		{"", body + "\n\nCopyright law was cited by Reuters in its suit.", ""},
		{"", body + "\n\nPhotograph: AP", ""},
		{"", body + "\n\nShe contributed reporting to Reuters for years.", ""},
		{"", body + "\n\nCopyright 2024 The Associated Press. All rights reserved.", "The Associated Press"},
		{"", body + "\n\nThis article was originally published by Reuters.", "Reuters"},
	}
	for _, tt := range tests {
		a, _, _ := read1(t, r, map[string]any{"byline": tt.byline, "text": tt.text})
		if a.Credit.Name != tt.want || (a.Credit.Reason == "") != (tt.want == "") {
			t.Errorf("%q %.60q: %+v, want %q", tt.byline, tt.text, a.Credit, tt.want)
		}
	}
}

// TestCreditTag holds that a tag of an agency's name is a credit, and that the same
// words among others are none.
func TestCreditTag(t *testing.T) {
	r := ingest.Reader{Lists: lists(t)}
	for tags, want := range map[string]string{"harbour, AP": "The Associated Press", "AP Stylebook": "", "ap": ""} {
		if a, _, _ := read1(t, r, map[string]any{"tags": tags}); a.Credit.Name != want {
			t.Errorf("%s: %+v, want %q", tags, a.Credit, want)
		}
	}
	a, _, _ := read1(t, r, map[string]any{"keywords": []string{"harbour", "Reuters"}})
	same(t, "credit", a.Credit.Name, "Reuters")
}

func TestLanguages(t *testing.T) {
	const german = "Der Gemeinderat hat am Dienstag beschlossen, eine Sperre über den Fluss zu bauen. Die Kosten trägt die Stadt, sagte der Bürgermeister, und die Arbeiten sollen im Frühjahr beginnen, wenn das Wetter es zulässt."
	const spanish = "El ayuntamiento aprobó el martes la construcción de una barrera sobre el río. La ciudad pagará los costes, dijo el alcalde, y las obras empezarán en primavera si el tiempo lo permite."
	const russian = "Городской совет во вторник проголосовал за строительство барьера через реку. Расходы оплатит город, сказал мэр, а работы начнутся весной."
	const english = "The council voted on Tuesday to build a barrier across the river. The city will pay for it, the mayor said, and work is to begin in spring if the weather allows."
	tests := []struct{ text, declared, want string }{
		{german, "", "in German"},
		{german, "en", "in German"}, // what is declared is not believed
		{spanish, "", "in Spanish"},
		{russian, "", "in Russian"},
		{"理事会は火曜日、川に障壁を建設することを決定した。費用は市が負担すると市長は述べ、天候が許せば春に工事を始める予定だ。", "", "in Japanese"},
		{"ምክር ቤቱ ማክሰኞ ዕለት በወንዙ ላይ ግድብ ለመገንባት ወሰነ። ወጪውን ከተማዋ ትሸፍናለች ሲሉ ከንቲባው ተናግረዋል። ሥራው በጸደይ ይጀመራል ተብሎ ይጠበቃል።", "", "in another language"},
		{english, "", ""},
		{english, "de", ""},
		{"Rat stimmt zu.", "de-AT", "in German"}, // too short to tell
		{"Rat stimmt zu.", "", ""},
		{"Rat stimmt zu.", "German", "in German"},
		{"Rat stimmt zu.", "gibberish", ""},
	}
	known := lists(t)
	for _, tt := range tests {
		a, aside, _ := read1(t, ingest.Reader{Lists: known}, map[string]any{"text": tt.text, "language": tt.declared})
		if (a == nil) != (tt.want != "") || tt.want != "" && (len(aside) != 1 || aside[0] != tt.want) {
			t.Errorf("%.30q (%s): article %v, aside %q; want %q", tt.text, tt.declared, a != nil, aside, tt.want)
		}
		if a, _, _ = read1(t, ingest.Reader{Lists: known, AllLanguages: true}, map[string]any{"text": tt.text, "language": tt.declared}); a == nil {
			t.Errorf("%.30q: set aside though all languages are wanted", tt.text)
		}
	}
}

func TestPublished(t *testing.T) {
	tests := []struct{ date, want string }{
		{"", ""},
		{"2024-05-03", "2024-05-03"},
		{"2024-05-03T10:00:00Z", "2024-05-03T10:00:00Z"},
		{"2024-05-03T10:00:00.123+02:00", "2024-05-03T10:00:00.123+02:00"},
		{"2024-05-03 10:00:00", "2024-05-03T10:00:00"},
		{"2024-05-03T10:00:00+0200", "2024-05-03T10:00:00+02:00"},
		{"Fri, 03 May 2024 10:00:00 GMT", "2024-05-03T10:00:00Z"},
		{"Fri, 03 May 2024 10:00:00 EST", "2024-05-03T10:00:00-05:00"},
		{"3 May 2024", "2024-05-03"},
		{"May 3, 2024", "2024-05-03"},
		{"May 3, 2024 at 10:15am", "2024-05-03T10:15:00"},
		{"20240503", "2024-05-03"},
		{"31/05/2024", "2024-05-31"},
		{"2024-13-03", "!"},
		{"03/04/2024", "!"}, // two days it could be
		{"yesterday", "!"},
		{strings.Repeat("1", 100), "!"},
	}
	for _, tt := range tests {
		a, _, problems := read1(t, ingest.Reader{}, map[string]any{"published": tt.date})
		if bad := tt.want == "!"; bad != (len(problems) == 1 && !problems[0].Fatal) || !bad && a.Published != tt.want {
			t.Errorf("%q: %q, problems %v; want %q", tt.date, a.Published, problems, tt.want)
		}
	}
}

// TestSourceAddress holds that an address of an article, under a name for its
// outlet, is the article's.
func TestSourceAddress(t *testing.T) {
	a, _, _ := read1(t, ingest.Reader{}, map[string]any{"source": "https://www.l.example/news/wall", "source-hostname": "The Ledger", "hostname": "l.example"})
	same(t, "url", a.URL, "https://www.l.example/news/wall")
	same(t, "outlet", a.Outlet, "The Ledger")
	a, _, _ = read1(t, ingest.Reader{}, map[string]any{"source_url": "https://www.l.example", "id": "x"})
	same(t, "url", a.URL, "")
	same(t, "outlet", a.Outlet, "l.example")
}

func TestExcerpt(t *testing.T) {
	tests := []struct {
		fields map[string]any
		text   string
		want   bool
	}{
		{map[string]any{"text": "All of it."}, "All of it.", false},
		{map[string]any{"text": "", "description": "A summary."}, "A summary.", true},
		{map[string]any{"text": "It begins… [+1234 chars]"}, "It begins…", true},
		{map[string]any{"text": "All of it.", "excerpt": true}, "All of it.", true},
		{map[string]any{"text": "All of it.", "excerpt": "a summary"}, "All of it.", false},
	}
	for _, tt := range tests {
		a, _, _ := read1(t, ingest.Reader{}, tt.fields)
		if a == nil || a.Text != tt.text || a.Excerpt != tt.want {
			t.Errorf("%v: %+v", tt.fields, a)
		}
	}
}
