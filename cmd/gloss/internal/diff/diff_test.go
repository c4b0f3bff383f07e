package diff_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"gloss/cmd/gloss/internal/diff"
)

// A rep is a report with one story's findings, as JSON.
func rep(lexicons, articles, findings, figures string) string {
	return fmt.Sprintf(`{"schema":1,"tool":{"name":"gloss","version":"v","lexicons":%q,"models":"m"},"run":{"options":{"tone":"vader"},"input":{"articles":2,"fingerprint":"f"}},
		"stories":[{"id":"1","documents":[%s],"findings":[%s]}],"outlets":[{"outlet":"Ledger","figures":[%s]}],"figures":{"measures":[{"name":"tone","title":"the tone"}]},"warnings":[]}`, lexicons, articles, findings, figures)
}

const (
	a1 = `{"id":"a","outlet":"Ledger","title":"T","text":"x"}`
	a2 = `{"id":"b","outlet":"Post","title":"T","text":"y"}`
	a3 = `{"id":"b","outlet":"Post","title":"T","text":"z"}`
	a4 = `{"id":"c","outlet":"Times","title":"T","text":"z"}`
)

func finding(id, document, certainty, reason, tone string) string {
	return fmt.Sprintf(`{"id":%q,"kind":"commentary","category":"verdict","certainty":%q,"document":%q,"text":"words","voice":"own","reason":%q,"shared":false,"tone":%s}`, id, certainty, document, reason, tone)
}

func read(t *testing.T, text string) *diff.Report {
	t.Helper()
	r, err := diff.Read("file", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCompare(t *testing.T) {
	old := rep("l1", a1+","+a2, strings.Join([]string{finding("1", "a", "sure", "r", "0.1"), finding("2", "a", "sure", "r", "0.1"), finding("3", "a", "judge", "r", "0.1"),
		finding("4", "b", "sure", "r", "0.1"), finding("5", "b", "sure", "r", "null")}, ","), `{"measure":"tone","count":3,"of":10,"rate":0.5},{"measure":"x","count":1,"of":2}`)
	now := rep("l2", a1+","+a4, strings.Join([]string{finding("6", "a", "sure", "r", "0.1"), finding("1", "a", "sure", "r", "0.101"), finding("2", "a", "sure", "other", "0.1"),
		finding("3", "a", "sure", "r", "-0.1")}, ","), `{"measure":"tone","count":3,"of":10,"rate":0.7},{"measure":"x","count":1,"of":2}`)
	d := diff.Compare(read(t, old), read(t, now))
	f := d.Findings
	if f.Same != 1 || len(f.Appeared) != 1 || f.Appeared[0].ID != "6" || len(f.Went) != 2 || !f.Went[0].WithArticle || len(f.Changed) != 2 {
		t.Errorf("findings %+v", f)
	}
	if got := fmt.Sprint(f.Changed[0].Changes, f.Changed[1].Changes); got != "[{reason r other}] [{certainty judge sure} {tone 0.100 -0.100}]" {
		t.Errorf("changes %s", got)
	}
	if a := d.Articles; a.Same != 1 || len(a.Appeared) != 1 || a.Appeared[0].ID != "c" || len(a.Went) != 1 || len(a.Changed) != 0 {
		t.Errorf("articles %+v", a)
	}
	if s := d.Stories; s.Same != 0 || len(s.Changed) != 1 || fmt.Sprint(s.Changed[0]) != "{1 1 [c] [b]}" {
		t.Errorf("stories %+v", s)
	}
	if o := d.Outlets; len(o.Moved) != 1 || o.Moved[0].Title != "the tone" || *o.Moved[0].Moved != 0.2 {
		t.Errorf("outlets %+v", o)
	}
	if fmt.Sprint(d.Made) != "[{lexicons l1 l2}]" || d.Alike() {
		t.Errorf("made %v", d.Made)
	}
	if d := diff.Compare(read(t, old), read(t, rep("l1", a1+","+a3, "", ""))); len(d.Articles.Changed) != 1 || d.Stories.Same != 1 || d.Findings.Went[4].WithArticle {
		t.Errorf("another text: %+v", d)
	}
	if d := diff.Compare(read(t, old), read(t, old)); !d.Alike() || len(d.Made) != 0 {
		t.Errorf("a report differs from itself: %+v", d)
	}
}

// TestText holds that every difference is told, and long lists say what they leave
// out.
// TestQuoteLimit holds that texts are only compared where both reports carry as much of
// them; titles always.
func TestQuoteLimit(t *testing.T) {
	limited := func(s string) string {
		return strings.Replace(s, `"tone":"vader"`, `"tone":"vader","quote-limit":"40"`, 1)
	}
	whole := rep("l", a1+","+a2, "", "")
	for _, c := range []struct {
		now     string
		changed int
	}{
		{rep("l", a1+","+a3, "", ""), 1},
		{limited(rep("l", a1+","+a3, "", "")), 0},
		{limited(rep("l", a1+","+strings.Replace(a2, `"T"`, `"U"`, 1), "", "")), 1},
	} {
		if d := diff.Compare(read(t, whole), read(t, c.now)); len(d.Articles.Changed) != c.changed {
			t.Errorf("%s: %d articles changed, not %d", c.now, len(d.Articles.Changed), c.changed)
		}
	}
}

func TestText(t *testing.T) {
	var many []string
	for i := range diff.Most + 5 {
		many = append(many, finding(fmt.Sprint("n", i), "a", "sure", "r", "0.1"))
	}
	var buf bytes.Buffer
	if err := diff.Compare(read(t, rep("l1", a1, "", "")), read(t, rep("l2", a1, strings.Join(many, ","), ""))).Text(&buf, 60); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"lexicons: l1 → l2", "not made alike", "0 the same, 45 appeared, 0 went, 0 changed", "and 5 more", "+ Ledger  commentary (verdict): words"} {
		if !strings.Contains(strings.ReplaceAll(buf.String(), "\n", " "), strings.ReplaceAll(want, "  ", " ")) {
			t.Errorf("%q is not in\n%s", want, buf.String())
		}
	}
}

func TestReadErrors(t *testing.T) {
	whole := rep("l", a1, finding("1", "a", "sure", "r", "0.1"), "")
	for text, want := range map[string]string{
		"":                                  "empty",
		whole[:200]:                         "ends in the middle",
		"{}":                                "no schema number",
		`{"schema":2}`:                      "its schema is 2, and this gloss reads 1",
		`{"type":"report","schema":9}`:      "its schema is 9",
		"[1]":                               "where { should stand",
		"plain text":                        "invalid character",
		`{"schema":1,"stories":[{"id":3}]}`: "file: no report as --format json or jsonl writes it",
	} {
		if _, err := diff.Read("file", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", text, err, want)
		}
	}
}
