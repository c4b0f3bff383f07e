// Package analyzer runs the stages of gloss: articles in, a report out.
//
// Method: each stage is a pure function of the one before it and of the word
// lists, which reach it as values; this package is the only one that knows their
// order. Why not let each stage call the next: then none could be measured alone.
// Same articles in, same report out, whatever their order:
//
//	a, err := analyzer.New(lexicons.FS, "v1")
//	r, err := a.Compare(articles, analyzer.Options{})
package analyzer

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"gloss/analyzer/align"
	"gloss/analyzer/cluster"
	"gloss/analyzer/isolate"
	"gloss/analyzer/lexicon"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
	"gloss/analyzer/outlet"
	"gloss/analyzer/report"
	"gloss/analyzer/score"
	"gloss/analyzer/segment"
	"gloss/analyzer/voice"
)

// An Analyzer holds the stages, ready to run. It is safe for concurrent use.
type Analyzer struct {
	tool      report.Tool
	segmenter *segment.Segmenter
	marker    *voice.Marker
	isolator  *isolate.Isolator
	scorer    *score.Scorer
	ignored   *lexicon.Ignorer
	link      float64 // least probability of a link; 0: align's own
	kinds     []news.FindingKind
}

// Settings choose between ways of measuring. The zero Settings are gloss's own.
type Settings struct {
	Tone    score.Method // how tone is measured; empty: score.Combined
	Weights []byte       // models that tell commentary, as gloss train writes them; nil: gloss's own
	House   House
}

// House are the rules of one newsroom or study. The zero House has none.
type House struct {
	Lexicons []lexicon.Layer    // lists laid over gloss's own
	Ignore   []lexicon.Ignored  // loaded and opinion terms, and swapped words, that are not told
	Sure     float64            // probability from which commentary is sure, 0..1; 0: the model's own
	Judge    float64            // probability from which it is to judge, 0..1; 0: the model's own
	Link     float64            // least probability of a link between sentences, 0..1; 0: align's own
	Kinds    []news.FindingKind // of finding that are told; none: all
}

// New loads the word lists of fsys and makes the stages. The error names the file
// and line of every list entry that cannot be read.
func New(fsys fs.FS, version string) (*Analyzer, error) {
	return With(fsys, version, Settings{})
}

// With is New with other settings.
func With(fsys fs.FS, version string, set Settings) (*Analyzer, error) {
	score.Preload()
	all, err := lexicon.Load(fsys, segment.AppendWords, set.House.Lexicons...)
	if err != nil {
		return nil, err
	}
	lex, ignored, err := all.Without(set.House.Ignore, "loaded", "opinion")
	if err != nil {
		return nil, err
	}
	judge, err := opinion.New(lex, set.Weights)
	if err != nil {
		return nil, err
	}
	if judge, err = judge.From(set.House.Sure, set.House.Judge); err != nil {
		return nil, err
	}
	return &Analyzer{
		tool:      report.Tool{Version: version, Lexicons: lex.Fingerprint(), Models: models(judge)},
		segmenter: segment.New(segmentLists(lex)),
		marker:    voice.New(lex),
		isolator:  isolate.New(lex, judge),
		scorer:    score.New(lex, judge, set.Tone),
		ignored:   ignored,
		link:      set.House.Link,
		kinds:     set.House.Kinds,
	}, nil
}

func segmentLists(lex *lexicon.Set) segment.Lists {
	texts := func(category string) []string {
		var out []string
		for _, t := range lex.Terms(category) {
			out = append(out, t.Text)
		}
		return out
	}
	return segment.Lists{Titles: texts("abbreviation.title"), Never: texts("abbreviation.never"), May: texts("abbreviation.may"),
		Boilerplate: texts("boilerplate")}
}

// models tells the models of a run apart: those of alignment, of opinion and of
// tone.
func models(judge *opinion.Judge) string {
	return align.Fingerprint() + "-" + judge.Fingerprint() + "-" + score.Fingerprint()
}

// Options tell Compare how the articles belong together.
type Options struct {
	Base  string // ID of the article that is the source text; empty: no copy is privileged
	Align align.Options
}

// Copies are the articles of one story.
type Copies struct {
	ID       string
	Articles []news.Article            // with different IDs; of versions, the latest
	Earlier  map[string][]news.Article // ID of an article → its earlier versions, by date
	Wire     string                    // ID of the article that is an agency's text; empty if none is known to be
	Weakest  *cluster.Pair             // the least similar of the pile that they were found in; nil if they were not
	// Recurring finds the lines of an article that are its outlet's boilerplate; nil:
	// nothing is known of others by the outlet.
	Recurring func(*news.Article) []cluster.Recurring
	// Found is what Encode wrote of the same copies, with the same Recurring, by an
	// Analyzer of the same program and Settings: it is not found again. Nil: it is.
	Found []byte
}

// Compare takes the articles as the copies of one story. It needs at least two
// with different IDs; that nothing aligns is not an error but a report that says
// so.
func (a *Analyzer) Compare(articles []news.Article, opt Options) (*report.Report, error) {
	if len(articles) < 2 {
		return nil, fmt.Errorf("nothing to compare: %d article, at least 2 are needed", len(articles))
	}
	part, warnings, err := a.Story(Copies{ID: "1", Articles: articles}, opt)
	if err != nil {
		return nil, err
	}
	total := outlet.NewTotal()
	total.Add(part.Count())
	sum := report.Summary{Outlets: total.Summary(outlet.Options{}), Warnings: warnings}
	return &report.Report{Tool: a.tool, Stories: []report.Story{part}, Summary: sum}, nil
}

// Story runs the stages over the copies of one story. Of one copy, only what
// changed since its earlier versions is told.
func (a *Analyzer) Story(c Copies, opt Options) (report.Story, []report.Warning, error) {
	articles := slices.Clone(c.Articles)
	slices.SortFunc(articles, func(x, y news.Article) int { return cmp.Compare(x.ID, y.ID) })
	st := &news.Story{ID: c.ID, Base: -1, Wire: c.Wire}
	for i, art := range articles {
		if i > 0 && art.ID == articles[i-1].ID {
			return report.Story{}, nil, fmt.Errorf("two articles have the id %q", art.ID)
		}
		if opt.Base != "" && art.ID == opt.Base {
			st.Base = i
		}
		st.Documents = append(st.Documents, a.document(art, c.Recurring))
		for _, e := range c.Earlier[art.ID] {
			st.Versions = append(st.Versions, news.Version{Document: a.document(e, c.Recurring), Of: i})
		}
	}
	if opt.Base != "" && st.Base < 0 {
		return report.Story{}, nil, fmt.Errorf("no article has the id %q of the base", opt.Base)
	}
	if opt.Align.Threshold == 0 {
		opt.Align.Threshold = a.link
	}
	var part report.Story
	var err error
	if c.Found != nil {
		part, err = a.recall(c.Found, st)
	} else {
		part, err = a.stages(st, opt)
		part.Tell(a.kinds)
	}
	part.Weakest = c.Weakest
	return part, warnings(st), err
}

// Document segments an article and says whose words it is made of.
func (a *Analyzer) Document(art news.Article) *news.Document { return a.document(art, nil) }

func (a *Analyzer) document(art news.Article, recurring func(*news.Article) []cluster.Recurring) *news.Document {
	d := a.segmenter.Document(art)
	if recurring != nil {
		setAside(d, recurring(&art))
	}
	a.marker.Mark(d)
	return d
}

// setAside makes the sentences of recurring lines boilerplate.
func setAside(d *news.Document, lines []cluster.Recurring) {
	for _, l := range lines {
		for i := range d.Sentences {
			if s := &d.Sentences[i]; l.Contains(s.Span) && s.Kind != news.Boilerplate {
				s.Kind, s.Reason = news.Boilerplate, fmt.Sprintf("recurs in %d articles of the outlet or more", l.Articles)
			}
		}
	}
}

// stages runs the stages that need all copies.
func (a *Analyzer) stages(st *news.Story, opt Options) (report.Story, error) {
	st.Rows = align.Rows(st.Documents, opt.Align)
	found := a.isolator.Story(st)
	found.Findings = append(a.told(st, found.Findings), a.changes(st, opt)...)
	if len(st.Rows) == 0 {
		return report.Build(st, found, nil, nil), nil
	}
	measures, loaded, err := a.scorer.Measure(st, found.Findings)
	if err != nil {
		return report.Story{}, err
	}
	return report.Build(st, found, measures, a.told(st, english(st, loaded))), nil
}

// changes compares each copy with its earlier versions.
func (a *Analyzer) changes(st *news.Story, opt Options) []news.Finding {
	rows := make([][]news.Row, len(st.Versions))
	for i, v := range st.Versions {
		rows[i] = align.Rows([]*news.Document{st.Documents[v.Of], v.Document}, opt.Align)
	}
	var found []news.Finding
	for i, v := range st.Versions {
		if i == 0 || st.Versions[i-1].Of != v.Of {
			found = append(found, isolate.Versions(st, v.Of, rows)...)
		}
	}
	return found
}

// fewWords is the length under which a copy says too little to compare.
const fewWords = 40

func warnings(st *news.Story) []report.Warning {
	var ws []report.Warning
	for i, d := range st.Documents {
		words := 0
		for _, s := range d.Sentences {
			if s.Kind == news.Prose {
				words += s.Last - s.First
			}
		}
		if words > 0 && !isolate.English(d) {
			ws = append(ws, report.Warning{Document: d.ID, Text: "does not read like English: no commentary is looked for in it"})
		}
		ws = append(ws, labelled(d)...)
		if words < fewWords {
			ws = append(ws, report.Warning{Document: d.ID, Text: fmt.Sprintf("only %d words of article text: little can be compared", words)})
		}
		for _, o := range st.Documents[:i] {
			if o.Text == d.Text {
				ws = append(ws, report.Warning{Document: d.ID, Text: "same text as " + o.ID})
			}
		}
	}
	return ws
}

// labelled are the warnings of what an article is: none of it is a fault, and all
// of it bears on what a comparison means.
func labelled(d *news.Document) []report.Warning {
	var ws []report.Warning
	if d.Genre.Name != "" && d.Genre.Name != "news" {
		ws = append(ws, report.Warning{Document: d.ID, Text: fmt.Sprintf("marked as %s (%s): opinion may be what it is for", d.Genre.Name, d.Genre.Reason)})
	}
	if d.Credit.Name != "" {
		ws = append(ws, report.Warning{Document: d.ID, Text: fmt.Sprintf("credited to %s (%s): what only this copy says may be the agency's words", d.Credit.Name, d.Credit.Reason)})
	}
	if d.Excerpt {
		ws = append(ws, report.Warning{Document: d.ID, Text: "an excerpt: what it lacks is not counted as missing"})
	}
	return ws
}

// Stages are the stages by themselves, for those who measure one alone.
type Stages struct {
	Segmenter *segment.Segmenter
	Marker    *voice.Marker
	Isolator  *isolate.Isolator
	Scorer    *score.Scorer
}

// Tool says what a's reports are made by.
func (a *Analyzer) Tool() report.Tool { return a.tool }

// Stages returns the stages that a runs.
func (a *Analyzer) Stages() Stages {
	return Stages{a.segmenter, a.marker, a.isolator, a.scorer}
}
