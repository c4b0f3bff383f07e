package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"gloss/analyzer/page"
)

// A counted is a count and what it was counted among; of tone, a sum over words and
// the words.
type counted struct{ n, of float64 }

// A unit is what one outlet has in one story, by measure.
type unit struct {
	outlet    string
	values    map[string]counted
	sentences float64 // tone's: that were read
	articles  []*article
}

func (u *unit) add(measure string, n, of float64) {
	v := u.values[measure]
	u.values[measure] = counted{v.n + n, v.of + of}
}

// units counts a story again, outlet by outlet; none where no two outlets can be
// compared.
func (r *tables) units(t *testing.T, s row) []*unit {
	if s["comparable"] != "true" {
		return nil
	}
	copies := r.of(s["story"])
	by := make(map[string]*unit)
	unitOf := make(map[*article]*unit)
	for _, a := range copies {
		if g := a.row["genre"]; g != "" && g != "news" || a.row["excerpt"] == "true" || a.row["base"] == "true" {
			continue
		}
		name := a.row["outlet"]
		if by[name] == nil {
			by[name] = &unit{outlet: name, values: make(map[string]counted)}
		}
		by[name].articles = append(by[name].articles, a)
		unitOf[a] = by[name]
	}
	if len(by) < 2 {
		return nil
	}
	for a, u := range unitOf {
		u.article(t, a, len(copies))
	}
	r.rows(t, s, copies, unitOf)
	var out []*unit
	for _, u := range by {
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b *unit) int { return strings.Compare(a.outlet, b.outlet) })
	return out
}

// article counts an article's sentences and findings.
func (u *unit) article(t *testing.T, a *article, copies int) {
	own, onlyWords, shared := 0, 0, 0
	var here, elsewhere mean
	for _, s := range a.sentences {
		if s["voice"] == "own" {
			own++
		}
		if s["shared"] == "true" {
			shared++
			elsewhere.add(s.float(t, "tone"), s.int(t, "tone_words"))
		} else {
			onlyWords += s.int(t, "own_words")
			here.add(s.float(t, "tone"), s.int(t, "tone_words"))
		}
	}
	n, sh := float64(len(a.sentences)), float64(shared)
	u.add("commentary", 0, float64(own))
	u.add("commentary_to_judge", 0, float64(own))
	u.add("loaded", 0, float64(onlyWords))
	u.add("unnamed", 0, n-sh)
	u.add("shared", sh, n)
	if copies >= 3 {
		u.add("attribution", 0, sh)
	}
	if shared >= 6 {
		u.add("placement", 0, sh)
	}
	if a.headline {
		u.add("headline", 0, 1)
	}
	for _, m := range []string{"swap_stronger", "swap_weaker", "swap_hedge", "swap_attribution", "swap_label", "swap_agency", "quotation"} {
		u.add(m, 0, sh)
	}
	if here.words > 0 && elsewhere.words > 0 {
		u.add("tone", float64(here.words)*(here.value-elsewhere.value), float64(here.words))
		u.sentences += float64(here.n)
	}
	for _, f := range a.findings {
		if m := measureOf(f); m == "loaded" && a.shared[f["sentence"]] {
			continue
		} else if m != "" {
			u.add(m, 1, 0)
		}
		if f["kind"] == "omission" {
			u.add("omission", 0, 1)
		}
	}
}

// measureOf is the measure that counts a finding.
func measureOf(f row) string {
	switch f["kind"] {
	case "commentary", "insertion":
		if comments(f) {
			return map[string]string{"sure": "commentary", "judge": "commentary_to_judge"}[f["certainty"]]
		}
	case "loaded":
		if f["shared"] == "false" && f["category"] != "unlisted" {
			return "loaded"
		}
	case "attribution":
		if f["category"] == "unnamed" {
			return "unnamed"
		}
		return "attribution"
	case "omission":
		if f["certainty"] == "sure" {
			return "omission"
		}
	case "placement", "headline", "quotation":
		return f["kind"]
	case "swap":
		return "swap_" + f["category"]
	}
	return ""
}

// rows counts what needs the claims: those that most others carry, and the agency's.
func (r *tables) rows(t *testing.T, s row, copies []*article, unitOf map[*article]*unit) {
	claims := make(map[string][]row)
	for _, x := range r.in["alignments "+s["story"]] {
		claims[x["row"]] = append(claims[x["row"]], x)
	}
	guarded, wired := make(map[string]bool), make(map[string]bool)
	for _, places := range claims {
		has := make(map[string]bool)
		for _, p := range places {
			has[p["article"]] = true
		}
		lack := 0
		for _, a := range copies {
			if a.row["excerpt"] != "true" && !has[a.row["article"]] {
				lack++
			}
		}
		others := len(has) - 1
		for _, p := range places {
			place := p["article"] + " " + p["sentence"]
			if others >= 2 && others > lack {
				guarded[place] = true
			}
			if has[s["wire"]] && p["article"] != s["wire"] {
				wired[place] = true
			}
		}
	}
	for _, a := range copies {
		u := unitOf[a]
		if u == nil {
			continue
		}
		for _, x := range a.sentences {
			place := a.row["article"] + " " + x["sentence"]
			if guarded[place] {
				u.add("omission", 0, 1)
			}
			if wired[place] {
				u.add("wire", 1, 0)
			}
		}
		if s["wire"] != "" && a.row["article"] != s["wire"] {
			u.add("wire", 0, float64(len(a.sentences)))
		}
	}
}

// checkOutlets compares the figures of outlets, which it computes again from the
// units, with figures.csv, and these with the text.
func (r *tables) checkOutlets(t *testing.T, text string) {
	var stories [][]*unit
	for _, s := range r.stories {
		if us := r.units(t, s); us != nil {
			stories = append(stories, us)
		}
	}
	same(t, "stories", strings.Fields(text)[0], fmt.Sprint(len(stories)))
	byOutlet := make(map[string][]row)
	for _, f := range r.figures {
		byOutlet[f["outlet"]] = append(byOutlet[f["outlet"]], f)
		r.checkFigure(t, f, stories)
	}
	tests := r.checkQ(t)
	if enough := slices.ContainsFunc(r.outlets, func(o row) bool { return o["counts_only"] == "false" }); enough {
		if _, rest, _ := strings.Cut(strings.Join(strings.Fields(text), " "), "q is corrected for "); !strings.HasPrefix(rest, page.Plural(tests, "test")+" ") {
			t.Errorf("the tables have %d tests, the text has %.40s", tests, rest)
		}
	}
	for _, o := range r.outlets {
		r.checkOutlet(t, text, o, byOutlet[o["outlet"]], stories)
	}
	r.checkSideBySide(t, text, byOutlet)
}

// near is equality but for the rounding of sums.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-4*max(1, math.Abs(want)) {
		t.Errorf("%s: the table says %v, computed is %v", what, got, want)
	}
}

// checkFigure computes a figure of figures.csv again.
func (r *tables) checkFigure(t *testing.T, f row, stories [][]*unit) {
	name, measure := f["outlet"], f["measure"]
	what := name + ", " + measure
	m := r.measure(t, measure)
	var vs []counted
	sentences := 0.0
	var own, rest counted
	var difference, weight float64
	pairs, telling := 0, 0
	for _, units := range stories {
		i := slices.IndexFunc(units, func(u *unit) bool { return u.outlet == name })
		if i < 0 {
			continue
		}
		v, others, tells := units[i].values[measure], counted{}, units[i].values[measure].n != 0
		vs, sentences = append(vs, v), sentences+units[i].sentences
		for k, u := range units {
			if x := u.values[measure]; k != i {
				others.n, others.of, tells = others.n+x.n, others.of+x.of, tells || x.n != 0
			}
		}
		if v.of == 0 || others.of == 0 {
			continue
		}
		pairs++
		if tells {
			telling++
		}
		own.n, own.of, rest.n, rest.of = own.n+v.n, own.of+v.of, rest.n+others.n, rest.of+others.of
		difference += (v.n*others.of - others.n*v.of) / (v.of + others.of)
		weight += v.of * others.of / (v.of + others.of)
	}
	var sum counted
	for _, v := range vs {
		sum.n, sum.of = sum.n+v.n, sum.of+v.of
	}
	n := sum.n
	if measure == "tone" {
		n, rest.n = sentences, 0
	}
	near(t, what+": count", f.float(t, "count"), n)
	near(t, what+": of", f.float(t, "of"), sum.of)
	if f["rate"] != "" {
		near(t, what+": rate", f.float(t, "rate"), m.scale*sum.n/sum.of)
	}
	if f["low"] != "" {
		low, high := interval(m.interval, vs)
		near(t, what+": low", f.float(t, "low"), m.scale*low)
		near(t, what+": high", f.float(t, "high"), m.scale*high)
	}
	if f["difference"] != "" {
		near(t, what+": difference", f.float(t, "difference"), m.scale*difference/weight)
		near(t, what+": rest's count", f.float(t, "rest_count"), rest.n)
		near(t, what+": rest's of", f.float(t, "rest_of"), rest.of)
		same(t, what+": stories compared", f["difference_stories"], fmt.Sprint(pairs))
		same(t, what+": telling", f["telling"], fmt.Sprint(telling))
	}
}

// A measure is one thing that is counted of outlets.
type measure struct {
	name, title, interval string
	scale                 float64
}

func measuresOf(t *testing.T, rows []row) (list []measure) {
	for _, m := range rows {
		list = append(list, measure{m["measure"], m["title"], m["interval"], m.float(t, "scale")})
	}
	return list
}

func (r *tables) measure(t *testing.T, name string) measure {
	for _, m := range r.measures {
		if m.name == name {
			return m
		}
	}
	t.Fatalf("no measure %s", name)
	return measure{}
}

// interval is that of a rate over stories: of counts Garwood's, of shares Clopper and
// Pearson's, of means Student's, each for the variance between stories.
func interval(method string, vs []counted) (low, high float64) {
	var n, of, spread, k float64
	for _, v := range vs {
		n, of = n+v.n, of+v.of
		if v.of > 0 {
			k++
		}
	}
	for _, v := range vs {
		spread += (v.n - n/of*v.of) * (v.n - n/of*v.of) * k / (k - 1)
	}
	student := distuv.StudentsT{Sigma: 1, Nu: k - 1}.Quantile(.975)
	few := student / distuv.UnitNormal.Quantile(.975)
	switch method {
	case "t":
		return n/of - student*math.Sqrt(spread)/of, n/of + student*math.Sqrt(spread)/of
	case "gamma":
		by := 1.0
		if n > 0 {
			by = max(1, few*few*spread/n)
		}
		if n > 0 {
			low = distuv.Gamma{Alpha: n / by, Beta: of / by}.Quantile(.025)
		}
		return low, distuv.Gamma{Alpha: n/by + 1, Beta: of / by}.Quantile(.975)
	}
	if p := n / of; p > 0 && p < 1 {
		of, n = min(of, of*of*p*(1-p)/(few*few*spread)), p*min(of, of*of*p*(1-p)/(few*few*spread))
	}
	high = 1
	if n > 0 {
		low = distuv.Beta{Alpha: n, Beta: of - n + 1}.Quantile(.025)
	}
	if n < of {
		high = distuv.Beta{Alpha: n + 1, Beta: of - n}.Quantile(.975)
	}
	return low, high
}

// checkQ corrects p for all tests, and returns their number.
func (r *tables) checkQ(t *testing.T) int {
	var tested []row
	for _, f := range r.figures {
		if f["difference"] == "" {
			continue
		}
		if f.int(t, "telling") < 2 {
			same(t, f["outlet"]+", "+f["measure"]+": q", f["q"], "1")
		} else {
			tested = append(tested, f)
		}
	}
	slices.SortFunc(tested, func(a, b row) int { return cmp.Compare(b.float(t, "p"), a.float(t, "p")) })
	q := 1.0
	for i, f := range tested {
		q = min(q, f.float(t, "p")*float64(len(tested))/float64(len(tested)-i))
		near(t, f["outlet"]+", "+f["measure"]+": q", f.float(t, "q"), q)
	}
	return len(tested)
}
