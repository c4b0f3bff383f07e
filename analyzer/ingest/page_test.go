package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
)

// story is the paragraphs that every page of these tests has.
var story = []string{
	"The council of Listow voted on Tuesday evening to build a wall along the river at a cost of 40 million pounds, after a debate of four hours.",
	"The leader of the council, Maren Holdsworth, said that the wall would protect two thousand homes and that work would begin in the spring.",
	"Fishing crews who use the slipway said that they had not been asked, and that they would take the matter to court before the summer.",
	"The borough engineer told the meeting that the ground under the quay was soft, and that the foundations would have to be deeper than planned.",
}

// pageOf is a page of the story with the rest between its second paragraph and its
// third, in a body of that class.
func pageOf(class, head, rest string) []byte {
	p := func(s string) string { return "<p>" + s + "</p>" }
	return []byte("<html lang=en><head><title>Wall agreed - The Ledger</title>" + head + "</head><body><h1>Wall agreed</h1><div class='" + class + "'>" +
		p(story[0]) + p(story[1]) + rest + p(story[2]) + p(story[3]) + "</div></body></html>")
}

// TestPieces holds what small pieces of pages become.
func TestPieces(t *testing.T) {
	tests := []struct {
		name, class, rest string
		has, lacks        string
		kind              news.BlockKind // of the piece that has begins
	}{
		{"quotation element", "", "<p>He said <q>we were cheated</q> and left.</p>", "He said “we were cheated” and left.", "", news.Paragraph},
		{"one inside another", "", "<p>He said <q>we were <q>never</q> told</q>.</p>", "He said “we were ‘never’ told”.", "", news.Paragraph},
		{"one with its marks", "", "<p>He said “<q>nobody listened</q>” and left.</p>", "He said “nobody listened” and left.", "““", news.Paragraph},
		{"struck out", "", "<p>It will <del>not</del> cost more.</p>", "It will cost more.", "not cost", news.Paragraph},
		{"hidden", "", "<p hidden>Not to be seen.</p>", story[1], "Not to be seen", news.Paragraph},
		{"number of a note", "", "<p>They met in the evening.<sup>1</sup> Nobody spoke.</p>", "They met in the evening. Nobody spoke.", "", news.Paragraph},
		{"exponent", "", "<p>It took 10<sup>6</sup> tonnes of stone, the engineer said.</p>", "It took 10⁶ tonnes", "", news.Paragraph},
		{"escaped twice", "", "<p>&amp;quot;We were cheated,&amp;quot; he said &amp;amp; left.</p>", "\"We were cheated,\" he said &amp; left.", "&quot;", news.Paragraph},
		{"block quote", "", "<blockquote><p>It is a shameful waste of money and of time.</p></blockquote>", "It is a shameful waste", "", news.BlockQuote},
		{"who is quoted", "", "<blockquote><p>It is a shameful waste of money and of time.</p><footer>— Cy Dole, fisherman</footer></blockquote>", "— Cy Dole, fisherman", "", news.BlockQuote},
		{"line breaks in a paragraph", "", "<p>The mayor spoke first of all.<br><br>Then the engineer spoke at length.<br> <br>Nobody else did.</p>", "Then the engineer spoke at length.\n\nNobody", "", news.Paragraph},
		{"embedded post", "", "<blockquote class='twitter-tweet'><p>It is a shameful waste of money and of time.</p></blockquote>", "It is a shameful waste", "", news.Embed},
		{"a class that only holds its name", "story js-twitter-tweets load-instagram-media", "", story[1], "", news.Paragraph},
		{"a class that has captions", "article-body has-caption", "", story[1], "", news.Paragraph},
		{"heading in bold", "", "<p><b>What comes next</b></p>", "What comes next", "", news.Subheading},
		{"quotation in bold", "", "<p><b>“We will not be moved on this by anyone”</b></p>", "“We will not be moved", "", news.Paragraph},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			articles, _, problems := readAll(t, ingest.Reader{}, "x.html", pageOf(tt.class, "", tt.rest))
			if len(articles) != 1 {
				t.Fatalf("%d articles, problems %v", len(articles), problems)
			}
			a := articles[0]
			i := strings.Index(a.Text, tt.has)
			if i < 0 || tt.lacks != "" && strings.Contains(a.Text, tt.lacks) {
				t.Fatalf("text %q", a.Text)
			}
			same(t, "kind", kindAt(a, i), tt.kind.String())
		})
	}
}

// TestBylines holds which lines under a headline name who wrote the article, and
// that a lead that begins with "By" stays.
func TestBylines(t *testing.T) {
	for line, want := range map[string]string{
		"By Ann Lee": "Ann Lee", "By Ann Lee and Bo Orr, Health Editors | 3 May 2024": "Ann Lee; Bo Orr", "By Reuters": "Reuters", "By Ann Lee in Listow": "Ann Lee in Listow",
		"By Tuesday night the fire was out.":                                  "",
		"By Monday, 40 homes were gone and the road to the harbour was shut.": "",
		"By Christmas, Mr Lee said, nobody would remember it":                 "",
	} {
		page := strings.Replace(string(pageOf("", "", "")), "</h1>", "</h1><p>"+line+"</p>", 1)
		articles, _, _ := readAll(t, ingest.Reader{}, "x.html", []byte(page))
		if len(articles) != 1 || articles[0].Byline != want || strings.Contains(articles[0].Text, line) != (want == "") {
			t.Errorf("%q: %+v, want byline %q", line, articles, want)
		}
	}
}

// TestLinkedData holds which of a page's described articles is its own.
func TestLinkedData(t *testing.T) {
	const other = `{"@type":"NewsArticle","headline":"School wins prize","author":{"name":"Cy Dole"},"datePublished":"2020-01-01","articleBody":"` + "Cats. " + `"}`
	const own = `{"@type":"NewsArticle","headline":"Wall agreed","url":"https://l.example/wall/","author":{"name":"Ann Lee"},"datePublished":"2024-05-03"}`
	for name, tt := range map[string]struct{ data, byline, date string }{
		"own":                       {own, "Ann Lee", "2024-05-03"},
		"another first":             {"[" + other + "," + own + "]", "Ann Lee", "2024-05-03"},
		"another in a list":         {`[{"@type":"ItemList","itemListElement":[` + other + "]}," + own + "]", "Ann Lee", "2024-05-03"},
		"only another":              {other, "", ""},
		"other title, same address": {strings.Replace(own, "Wall agreed", "Plan passes", 1), "Ann Lee", "2024-05-03"},
	} {
		head := `<link rel="canonical" href="http://www.l.example/wall"><script type="application/ld+json">` + tt.data + "</script>"
		articles, _, problems := readAll(t, ingest.Reader{}, "x.html", pageOf("", head, ""))
		if len(articles) != 1 || articles[0].Byline != tt.byline || articles[0].Published != tt.date || !strings.Contains(articles[0].Text, story[2]) {
			t.Errorf("%s: %+v, problems %v", name, articles, problems)
		}
	}
}

// TestNamesInEnglish holds that names of other languages make no English text
// foreign.
func TestNamesInEnglish(t *testing.T) {
	r := ingest.Reader{Lists: lists(t)}
	for _, text := range []string{
		"Los Angeles 112, San Antonio 98. Las Vegas 101, El Paso 90. San Diego 88, Los Gatos 79. La Mesa 70, Del Mar 66. Los Altos 61, San Mateo 58. Las Cruces 55, El Monte 51.",
		"1. Mathieu van der Poel 2. Wout van Aert 3. Dylan van Baarle 4. Mike van den Berg 5. Jan de Vries 6. Tom van Dijk 7. Bas van der Meer 8. Kees de Groot 9. Piet van Loon",
	} {
		if a, aside, _ := read1(t, r, map[string]any{"text": text, "language": "en"}); a == nil {
			t.Errorf("%.30q: set aside, %q", text, aside)
		}
	}
}

// TestListIDs holds that articles of one line have IDs of their own.
func TestListIDs(t *testing.T) {
	articles, _, _ := readAll(t, ingest.Reader{}, "x.json", []byte(`{"articles":[{"text":"a"},{"text":"b"},{"id":"c","text":"c"}]}`))
	var ids []string
	for _, a := range articles {
		ids = append(ids, a.ID)
	}
	if want := []string{"x.json:1.1", "x.json:1.2", "c"}; !slices.Equal(ids, want) {
		t.Errorf("ids %q, want %q", ids, want)
	}
}
