package diff

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// A Diff is how a new report differs from an old one.
type Diff struct {
	Old      Side     `json:"old"`
	New      Side     `json:"new"`
	Made     []Change `json:"made"` // what differs in how they were made; none: the same tool, lists, models, options and articles
	Findings struct {
		Same     int       `json:"same"`
		Appeared []Finding `json:"appeared"`
		Went     []Went    `json:"went"`
		Changed  []Changed `json:"changed"`
	} `json:"findings"`
	Articles struct {
		Same     int       `json:"same"`
		Appeared []Article `json:"appeared"`
		Went     []Article `json:"went"`
		Changed  []Article `json:"changed"` // title or text; what is shown is the new
	} `json:"articles"`
	Stories struct {
		Same     int     `json:"same"` // the same copies
		Appeared []Story `json:"appeared"`
		Went     []Story `json:"went"`
		Changed  []Moved `json:"changed"`
	} `json:"stories"`
	Outlets struct {
		Appeared []string `json:"appeared"`
		Went     []string `json:"went"`
		Moved    []Figure `json:"moved"`
	} `json:"outlets"`
}

// A Side is one of the reports.
type Side struct {
	Name     string `json:"name"`
	Made     Made   `json:"made"`
	Stories  int    `json:"stories"`
	Articles int    `json:"articles"`
	Findings int    `json:"findings"`
}

// A Change is a value that differs.
type Change struct {
	What string `json:"what"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// A Went is a finding that the new report has not.
type Went struct {
	Finding
	WithArticle bool `json:"with_article"` // its article is not in the new report
}

// A Changed is a finding of both reports, as the new one has it, with what differs.
type Changed struct {
	Finding
	Changes []Change `json:"changes"`
}

// A Moved story has other copies than before.
type Moved struct {
	ID   string   `json:"id"`
	Was  string   `json:"was"` // its id in the old report
	Came []string `json:"came"`
	Left []string `json:"left"`
}

// A Figure is a figure of an outlet that moved.
type Figure struct {
	Outlet  string   `json:"outlet"`
	Measure string   `json:"measure"`
	Title   string   `json:"title"`
	Old     Counted  `json:"old"`
	New     Counted  `json:"new"`
	Moved   *float64 `json:"moved,omitempty"` // new rate − old rate; absent where one has none
}

// A Counted is a figure's count, what it was counted among, and its rate, if it has one.
type Counted struct {
	Count int      `json:"count"`
	Of    int      `json:"of"`
	Rate  *float64 `json:"rate,omitempty"`
}

// Compare says how new differs from old. Everything is listed in the order of the
// report that has it.
func Compare(old, new *Report) *Diff {
	d := &Diff{Old: old.side(), New: new.side(), Made: made(old.Made, new.Made)}
	d.Findings.Appeared, d.Findings.Went, d.Findings.Changed = []Finding{}, []Went{}, []Changed{}
	d.Articles.Appeared, d.Articles.Went, d.Articles.Changed = []Article{}, []Article{}, []Article{}
	d.Stories.Appeared, d.Stories.Went, d.Stories.Changed = []Story{}, []Story{}, []Moved{}
	d.Outlets.Appeared, d.Outlets.Went, d.Outlets.Moved = []string{}, []string{}, []Figure{}
	d.articles(old, new)
	d.findings(old, new)
	d.stories(old, new)
	d.outlets(old, new)
	return d
}

// Alike reports whether nothing of what is compared differs, but perhaps how the
// reports were made.
func (d *Diff) Alike() bool {
	return len(d.Findings.Appeared)+len(d.Findings.Went)+len(d.Findings.Changed)+len(d.Articles.Appeared)+len(d.Articles.Went)+len(d.Articles.Changed)+
		len(d.Stories.Appeared)+len(d.Stories.Went)+len(d.Stories.Changed)+len(d.Outlets.Appeared)+len(d.Outlets.Went)+len(d.Outlets.Moved) == 0
}

func (r *Report) side() Side {
	return Side{r.Name, r.Made, len(r.stories), len(r.articles), len(r.findings)}
}

// made says what differs in how two reports were made.
func made(old, new Made) []Change {
	changes := []Change{}
	add := func(what, a, b string) {
		if a != b {
			changes = append(changes, Change{what, a, b})
		}
	}
	add("version", old.Version, new.Version)
	add("lexicons", old.Lexicons, new.Lexicons)
	add("models", old.Models, new.Models)
	keys := slices.Sorted(maps.Keys(old.Options))
	for _, k := range slices.Sorted(maps.Keys(new.Options)) {
		if _, ok := old.Options[k]; !ok {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		add("option "+k, old.Options[k], new.Options[k])
	}
	add("articles", old.Input, new.Input)
	return changes
}

func byID[T any](list []*T, id func(*T) string) map[string]*T {
	m := make(map[string]*T, len(list))
	for _, x := range list {
		m[id(x)] = x
	}
	return m
}

// quoteLimit is the option that leaves words of the texts out: between reports that were
// made with another, texts are not compared.
const quoteLimit = "quote-limit"

func (d *Diff) articles(old, new *Report) {
	was := byID(old.articles, func(a *Article) string { return a.ID })
	is := byID(new.articles, func(a *Article) string { return a.ID })
	cut := old.Made.Options[quoteLimit] != new.Made.Options[quoteLimit]
	for _, a := range new.articles {
		switch o := was[a.ID]; {
		case o == nil:
			d.Articles.Appeared = append(d.Articles.Appeared, *a)
		case !cut && o.text != a.text || o.Title != a.Title || o.Outlet != a.Outlet:
			d.Articles.Changed = append(d.Articles.Changed, *a)
		default:
			d.Articles.Same++
		}
	}
	for _, a := range old.articles {
		if is[a.ID] == nil {
			d.Articles.Went = append(d.Articles.Went, *a)
		}
	}
}

func (d *Diff) findings(old, new *Report) {
	id := func(f *Finding) string { return f.ID }
	was, is := byID(old.findings, id), byID(new.findings, id)
	for _, f := range new.findings {
		o := was[f.ID]
		if o == nil {
			d.Findings.Appeared = append(d.Findings.Appeared, *f)
		} else if c := changes(o, f); len(c) > 0 {
			d.Findings.Changed = append(d.Findings.Changed, Changed{*f, c})
		} else {
			d.Findings.Same++
		}
	}
	there := byID(new.articles, func(a *Article) string { return a.ID })
	for _, f := range old.findings {
		if is[f.ID] == nil {
			d.Findings.Went = append(d.Findings.Went, Went{*f, there[f.Document] == nil})
		}
	}
}

// rounding is how far two figures that are written with three decimals can lie apart
// and have been almost the same.
const rounding = 0.0015

func changes(a, b *Finding) []Change {
	var list []Change
	add := func(what, x, y string) {
		if x != y {
			list = append(list, Change{what, x, y})
		}
	}
	number := func(what string, x, y *float64) {
		if x == nil || y == nil || math.Abs(*x-*y) > rounding {
			add(what, decimal(x), decimal(y))
		}
	}
	add("certainty", a.Certainty, b.Certainty)
	add("voice", a.Voice, b.Voice)
	add("shared", fmt.Sprint(a.Shared), fmt.Sprint(b.Shared))
	number("tone", a.Tone, b.Tone)
	number("loaded_per_100", a.Loaded, b.Loaded)
	add("reason", a.Reason, b.Reason)
	return list
}

func decimal(x *float64) string {
	if x == nil {
		return "–"
	}
	return strings.TrimSuffix(fmt.Sprintf("%.3f", *x), ".000")
}

// stories finds for each new story the old one that it shares most articles with.
func (d *Diff) stories(old, new *Report) {
	in := make(map[string]int)
	for i, s := range old.stories {
		for _, a := range s.Articles {
			in[a] = i
		}
	}
	met := make(map[int]bool)
	for _, s := range new.stories {
		shared, best := make(map[int]int), -1
		for _, a := range s.Articles {
			i, ok := in[a]
			if !ok {
				continue
			}
			met[i] = true
			if shared[i]++; best < 0 || shared[i] > shared[best] || shared[i] == shared[best] && i < best {
				best = i
			}
		}
		if best < 0 {
			d.Stories.Appeared = append(d.Stories.Appeared, *s)
			continue
		}
		o := old.stories[best]
		m := Moved{s.ID, o.ID, without(s.Articles, o.Articles), without(o.Articles, s.Articles)}
		if len(m.Came)+len(m.Left) == 0 {
			d.Stories.Same++
		} else {
			d.Stories.Changed = append(d.Stories.Changed, m)
		}
	}
	for i, s := range old.stories {
		if !met[i] {
			d.Stories.Went = append(d.Stories.Went, *s)
		}
	}
}

// without are the strings of a that b has not.
func without(a, b []string) []string {
	out := []string{}
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

func (d *Diff) outlets(old, new *Report) {
	name := func(o *Outlet) string { return o.Name }
	was, is := byID(old.outlets, name), byID(new.outlets, name)
	titles := make(map[string]string)
	for _, m := range new.measures {
		titles[m.Name] = m.Title
	}
	for _, o := range new.outlets {
		before := was[o.Name]
		if before == nil {
			d.Outlets.Appeared = append(d.Outlets.Appeared, o.Name)
			continue
		}
		for _, f := range o.Figures {
			i := slices.IndexFunc(before.Figures, func(x figure) bool { return x.Measure == f.Measure })
			if i < 0 {
				continue
			}
			b := before.Figures[i]
			moved := (*float64)(nil)
			if b.Rate != nil && f.Rate != nil {
				by := math.Round((*f.Rate-*b.Rate)*1000) / 1000
				moved = &by
			}
			if b.Count != f.Count || b.Of != f.Of || (b.Rate == nil) != (f.Rate == nil) || moved != nil && math.Abs(*moved) > rounding {
				d.Outlets.Moved = append(d.Outlets.Moved, Figure{o.Name, f.Measure, titles[f.Measure], Counted{b.Count, b.Of, b.Rate}, Counted{f.Count, f.Of, f.Rate}, moved})
			}
		}
	}
	for _, o := range old.outlets {
		if is[o.Name] == nil {
			d.Outlets.Went = append(d.Outlets.Went, o.Name)
		}
	}
}
