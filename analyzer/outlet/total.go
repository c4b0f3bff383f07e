package outlet

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Total adds up stories. It keeps some two hundred bytes for each outlet of each
// story, and no text but that of examples. The order in which stories are added
// changes nothing.
type Total struct {
	stories []kept
	outlets map[string]*running
}

// A kept story is its counts.
type kept struct {
	id    string
	units []keptUnit // by outlet's name
}

type keptUnit struct {
	outlet *running // nil: without a name
	values [numMeasures]value
}

// running is one outlet while stories are added.
type running struct {
	Outlet
	in       []place // its stories, in their order; set by Summary
	sure     [numMeasures]int
	examples []candidate
}

// A place is an outlet's unit in a story.
type place struct{ story, unit int }

// NewTotal returns a Total of no stories.
func NewTotal() *Total { return &Total{outlets: make(map[string]*running)} }

// Add adds a story. It must be called from one goroutine at a time.
func (t *Total) Add(s Story) {
	for _, b := range s.beside {
		if b.outlet == "" {
			continue
		}
		r := t.outlet(b.outlet)
		r.Beside.Opinion += b.Opinion
		r.Beside.Excerpts += b.Excerpts
		r.Beside.Alone += b.Alone
	}
	if len(s.units) == 0 {
		return
	}
	k := kept{id: strings.Clone(s.id), units: make([]keptUnit, len(s.units))}
	for i := range s.units {
		u := &s.units[i]
		k.units[i].values = u.values
		if u.outlet != "" {
			k.units[i].outlet = t.add(s, u)
		}
	}
	t.stories = append(t.stories, k)
}

// add adds what one outlet has in one story.
func (t *Total) add(s Story, u *unit) *running {
	r := t.outlet(u.outlet)
	r.Stories++
	r.Articles += int(u.articles)
	r.Credited += int(u.credited)
	r.Sentences += int(u.sentences)
	r.Words += int(u.words)
	for m, n := range u.sure {
		r.sure[m] += int(n)
	}
	for n, e := range u.examples {
		e.nth = n
		i, _ := slices.BinarySearchFunc(r.examples, e, stronger)
		if i >= MostExamples {
			continue
		}
		if s.name != nil {
			e.Finding = s.name(e.found)
		}
		e.keep()
		e.found.Counterpart, e.found.Reason, e.found.Category = nil, "", ""
		r.examples, _ = insert(r.examples, e)
	}
	return r
}

func (t *Total) outlet(name string) *running {
	r := t.outlets[name]
	if r == nil {
		name = strings.Clone(name)
		r = &running{Outlet: Outlet{Name: name}}
		t.outlets[name] = r
	}
	return r
}

// Options tell how a Summary is made. The zero Options are the usual ones.
type Options struct {
	MinStories int    // an outlet, or a figure of one, with fewer stories gets counts only; 0: DefaultMinStories
	Sort       string // name of the measure that orders the outlets, highest rate first; empty: by name
}

// DefaultMinStories is the fewest stories from which rates are given.
const DefaultMinStories = 5

// Check is an error if there is no measure to sort by of that name. It names those
// there are.
func (o Options) Check() error {
	if o.MinStories < 0 {
		return fmt.Errorf("at least %d stories: below 0", o.MinStories)
	}
	var names []string
	for _, m := range Measures {
		if m.Name == o.Sort {
			return nil
		}
		names = append(names, m.Name)
	}
	if o.Sort == "" {
		return nil
	}
	return errors.New("no measure is named " + fmt.Sprintf("%q", o.Sort) + " (there are: " + strings.Join(names, ", ") + ")")
}

// Summary is what holds over the stories that were added.
func (t *Total) Summary(opt Options) Summary {
	s := Summary{Stories: len(t.stories), MinStories: cmp.Or(opt.MinStories, DefaultMinStories), Sort: opt.Sort, Measures: Measures[:], Outlets: []Outlet{}}
	slices.SortFunc(t.stories, func(a, b kept) int { return strings.Compare(a.id, b.id) })
	t.place()
	for _, r := range t.outlets {
		o := r.Outlet
		o.CountsOnly = o.Stories < s.MinStories
		o.Examples = []Example{}
		for _, e := range r.examples {
			o.Examples = append(o.Examples, e.Example)
		}
		o.Figures = t.figures(r, s.MinStories)
		s.Outlets = append(s.Outlets, o)
	}
	slices.SortFunc(s.Outlets, byName)
	s.Tests = correct(s.Outlets)
	if opt.Sort != "" {
		slices.SortStableFunc(s.Outlets, func(a, b Outlet) int { return -cmp.Compare(a.rate(opt.Sort), b.rate(opt.Sort)) })
	}
	return s
}

// place notes of every outlet where it stands.
func (t *Total) place() {
	for _, r := range t.outlets {
		r.in = r.in[:0]
	}
	for i, s := range t.stories {
		for j, u := range s.units {
			if u.outlet != nil {
				u.outlet.in = append(u.outlet.in, place{i, j})
			}
		}
	}
}

// byName orders outlets as a reader looks for them.
func byName(a, b Outlet) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.Name, b.Name))
}

// rate is the rate of a measure, for sorting; below all others where there is none.
func (o *Outlet) rate(measure string) float64 {
	if f := o.Figure(measure); f != nil && f.Rate != nil && !o.CountsOnly {
		return *f.Rate
	}
	return -1e9
}
