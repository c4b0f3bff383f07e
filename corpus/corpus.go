// Package corpus holds gloss's own annotated stories and training text, and says
// how much of what the marks have a report finds.
//
// Method: marks quote the words they are about, and the loader demands that these
// occur exactly once in the copy, so that a mark cannot slide when a text is
// edited; scoring compares spans, and what an annotator left "to judge" counts
// neither for nor against. Why not marks as offsets: nobody can read or review
// those. What scoring gets wrong: a finding that is right but stands in no mark
// counts as a false alarm; only links, commentary, additions, omissions and
// accuracy are marked completely.
//
//	commentary	coast-sentinel	Nobody asked them.			interpretation	judge	takes over a charge
package corpus

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// FS holds the stories, their marks and lesson plans, the rewrites and the training text.
//
//go:embed */story.txt */*.txt */marks.tsv */lesson.md training/*.tsv rewrites/*.tsv rewrites/second/*.tsv stories.tsv
var FS embed.FS

// A Story is one annotated story.
type Story struct {
	ID       string // the folder's name
	Split    string // "dev": lists and rules may be tuned on it; "quality": only measured
	Subject  string // in a word
	Articles []news.Article
	Marks    []Mark
}

// A Mark is one line of a story's marks.tsv.
type Mark struct {
	Kind      string // "link", "commentary", "swap", …
	Document  string // ID of the article it is about
	Text      string // the marked words; empty for an omission
	Span      news.Span
	Other     string // ID of the copy it is measured against; empty if there is none
	OtherText string
	OtherSpan news.Span
	Label     string
	Sure      bool // false: to judge
	Note      string
	Annotator string
	Line      int // of marks.tsv, from 1
}

// labels are the labels that each kind of mark may have; "" stands for none.
var labels = map[string][]string{
	"link":        {"same", "paraphrase", "partial"},
	"commentary":  {"verdict", "question", "exhortation", "sarcasm", "prediction", "media", "interpretation"},
	"insertion":   {"commentary", "attribution", "hedge", "label", "intensifier", "fact"},
	"swap":        {"stronger", "weaker", "attribution", "hedge", "label", "agency", "neutral"},
	"omission":    {""},
	"attribution": {"changed", "dropped", "unnamed"},
	"quotation":   {"changed", "paraphrased"},
	"accuracy":    {"number", "name", "title", "date"},
	"voice":       {"own", "attributed", "quoted", "unclear"},
	"loaded":      {"epithet", "evaluative", "intensifier", "dysphemism", "euphemism", "emotive_verb", "scare_quote"},
	"addition":    {"fact", "context", "quote"},
	"heading":     {""},
	"boilerplate": {""},
}

// Kinds are the kinds of mark, sorted.
func Kinds() []string {
	var ks []string
	for k := range labels {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

// notes are the files of a story's folder that are no copies.
const notes = "story.txt"

// Load reads the stories that stories.tsv of fsys lists, in its order. The error
// joins one for every line that is wrong, with file and line.
func Load(fsys fs.FS) ([]Story, error) {
	data, err := fs.ReadFile(fsys, "stories.tsv")
	if err != nil {
		return nil, err
	}
	var stories []Story
	var errs []error
	for n, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		if strings.HasPrefix(line, "#") || line == "story\tsplit\tsubject" {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[1] != "dev" && f[1] != "quality" {
			errs = append(errs, fmt.Errorf("corpus/stories.tsv:%d: want story, split (dev or quality) and subject", n+1))
			continue
		}
		s, err := loadStory(fsys, f[0])
		s.Split, s.Subject = f[1], f[2]
		stories = append(stories, s)
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return stories, nil
}

func loadStory(fsys fs.FS, id string) (Story, error) {
	s := Story{ID: id}
	entries, err := fs.ReadDir(fsys, id)
	if err != nil {
		return s, err
	}
	for _, e := range entries {
		if e.Name() == notes || path.Ext(e.Name()) != ".txt" {
			continue
		}
		data, err := fs.ReadFile(fsys, path.Join(id, e.Name()))
		if err != nil {
			return s, err
		}
		name := strings.TrimSuffix(e.Name(), ".txt")
		s.Articles = append(s.Articles, news.Article{ID: name, Outlet: name, Path: path.Join("corpus", id, e.Name()), Text: string(data)})
	}
	data, err := fs.ReadFile(fsys, path.Join(id, "marks.tsv"))
	if err != nil {
		return s, err
	}
	s.Marks, err = parseMarks(path.Join("corpus", id, "marks.tsv"), string(data), s.Articles)
	return s, err
}

const marksHeader = "kind\tdocument\ttext\tother_document\tother_text\tlabel\tcertainty\tnote"

// parseMarks reads the lines of a marks file.
func parseMarks(file, data string, articles []news.Article) ([]Mark, error) {
	var marks []Mark
	annotator, header := "", false
	err := eachLine(file, data, func(n int, line string) error {
		if name, ok := strings.CutPrefix(line, "# annotator: "); ok {
			annotator = name
			return nil
		}
		if strings.HasPrefix(line, "#") || line == "" {
			return nil
		}
		if line == marksHeader {
			header = true
			return nil
		}
		m, err := parseMark(line, articles)
		switch {
		case !header:
			err = errors.New("a mark before the header line")
		case annotator == "":
			err = errors.New("a mark before the line \"# annotator: NAME\"")
		}
		if err != nil {
			return err
		}
		m.Annotator, m.Line = annotator, n
		marks = append(marks, m)
		return nil
	})
	return marks, err
}

// eachLine calls f with the lines of data, counted from 1, and joins what is wrong with
// them, with file and line.
func eachLine(file, data string, f func(n int, line string) error) error {
	var errs []error
	for n, line := range strings.Split(strings.TrimRight(data, "\n"), "\n") {
		if err := f(n+1, line); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", file, n+1, err))
		}
	}
	return errors.Join(errs...)
}

func parseMark(line string, articles []news.Article) (Mark, error) {
	f := strings.Split(line, "\t")
	if len(f) == 7 {
		f = append(f, "") // the note may be missing
	}
	if len(f) != 8 {
		return Mark{}, fmt.Errorf("%d columns, want 8", len(f))
	}
	m := Mark{Kind: f[0], Document: f[1], Text: f[2], Other: f[3], OtherText: f[4], Label: f[5], Sure: f[6] == "sure", Note: f[7]}
	known, ok := labels[m.Kind]
	switch {
	case !ok:
		return m, fmt.Errorf("unknown kind %q (known: %s)", m.Kind, strings.Join(Kinds(), ", "))
	case !slices.Contains(known, m.Label):
		return m, fmt.Errorf("%s has no label %q (known: %s)", m.Kind, m.Label, strings.Join(known, ", "))
	case f[6] != "sure" && f[6] != "judge":
		return m, fmt.Errorf("certainty %q is neither sure nor judge", f[6])
	case (m.Other == "") != (m.OtherText == ""):
		return m, errors.New("other_document and other_text go together")
	case m.Text == "" && m.Kind != "omission":
		return m, errors.New("no text")
	}
	var err error
	if m.Span, err = locate(articles, m.Document, m.Text); err != nil {
		return m, err
	}
	if m.Other != "" {
		m.OtherSpan, err = locate(articles, m.Other, m.OtherText)
	}
	return m, err
}

// locate finds where text stands in an article: exactly once.
func locate(articles []news.Article, id, text string) (news.Span, error) {
	i := slices.IndexFunc(articles, func(a news.Article) bool { return a.ID == id })
	if i < 0 {
		return news.Span{}, fmt.Errorf("no copy %q in the story", id)
	}
	if text == "" {
		return news.Span{}, nil
	}
	switch n := strings.Count(articles[i].Text, text); n {
	case 0:
		return news.Span{}, fmt.Errorf("%q does not occur in %s", text, id)
	case 1:
		k := strings.Index(articles[i].Text, text)
		return news.Span{Start: k, End: k + len(text)}, nil
	default:
		return news.Span{}, fmt.Errorf("%q occurs %d times in %s: quote its neighbours too", text, n, id)
	}
}
