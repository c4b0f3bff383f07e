package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"gloss/analyzer/news"
)

// A sarifWriter writes findings as a SARIF 2.1.0 log with one run, each story's
// results as they come. Places are exact where an article is a file of plain text;
// of others the file is named, and the article in it.
type sarifWriter struct {
	w        *bufio.Writer
	tool     Tool
	run      Run
	n        int // results that were written
	begun    bool
	quoted   bool // texts are cut: their bytes and lines are right, but not their characters
	warnings []Warning
}

func newSARIF(w io.Writer, tool Tool, run Run, opt TextOptions) *sarifWriter {
	return &sarifWriter{w: bufio.NewWriterSize(w, 1<<16), tool: tool, run: run, quoted: opt.Quote > 0}
}

// sarifSchema is where the schema of the format is published.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// The objects of SARIF that are written here, with its names.
type (
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Name    string       `json:"name"`
		Short   sarifMessage `json:"shortDescription"`
		Full    sarifMessage `json:"fullDescription"`
		Help    sarifMessage `json:"help"`
		Default struct {
			Level string `json:"level"`
		} `json:"defaultConfiguration"`
	}
	sarifResult struct {
		Rule         string            `json:"ruleId"`
		Index        int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifMessage      `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Properties   map[string]any    `json:"properties"`
	}
	sarifLocation struct {
		ID       int            `json:"id,omitempty"`
		Message  *sarifMessage  `json:"message,omitempty"`
		Physical *sarifPhysical `json:"physicalLocation,omitempty"`
		Logical  []sarifLogical `json:"logicalLocations"`
	}
	sarifPhysical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"name"`
		Kind string `json:"kind"`
	}
	sarifRegion struct {
		StartLine   int          `json:"startLine"`
		StartColumn int          `json:"startColumn,omitempty"`
		EndLine     int          `json:"endLine"`
		EndColumn   int          `json:"endColumn,omitempty"`
		CharOffset  *int         `json:"charOffset,omitempty"`
		CharLength  *int         `json:"charLength,omitempty"`
		ByteOffset  int          `json:"byteOffset"`
		ByteLength  int          `json:"byteLength"`
		Snippet     sarifMessage `json:"snippet"`
	}
	sarifNotice struct {
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifInvocation struct {
		Successful bool          `json:"executionSuccessful"`
		Command    string        `json:"commandLine,omitempty"`
		Notices    []sarifNotice `json:"toolExecutionNotifications,omitempty"`
	}
)

// sarifRules are the kinds of finding, with what an editor shows of them: title,
// meaning, and what to do with one.
var sarifRules = []struct {
	kind              news.FindingKind
	title, means, use string
}{
	{news.Commentary, "Commentary in the outlet's own voice", "A sentence that only this copy has, credited to nobody, that evaluates, mocks, exhorts, predicts from opinion or asks a rhetorical question.",
		"Cut it, credit it to someone, or label the piece as opinion or analysis."},
	{news.Insertion, "Words only in this copy", "A clause or word only here, inside a sentence that other copies share: commentary, a label, an intensifier, a hedge, a credit or a fact.",
		"Ask whether the reported facts need the words. A fact only here is no fault."},
	{news.Addition, "Sentence only in this copy", "A sentence that no other copy has. Not a fault by itself.", "Nothing, unless it is not what was reported."},
	{news.Omission, "Left out here", "A claim that most other copies carry, two at the least, and this one lacks; not the tail of a copy cut short.", "Ask whether the reader misses it. The place shown is another copy's."},
	{news.Swap, "Wording that changes the framing", "Words inside a shared sentence that are stronger, weaker, hedge, label, change who acts or how a report verb takes a claim.",
		"Compare both sentences; prefer the wording that claims least."},
	{news.Attribution, "Source changed, dropped or without a name", "Who is said to have said it differs from the other copies, is gone, or names nobody.", "Name the source, or say why it has no name."},
	{news.QuoteDiff, "Quotation differs", "The words between quotation marks differ between copies, or the marks are only here.", "Check it against the record. Which copy quotes rightly is not known."},
	{news.Accuracy, "Names, titles or numbers differ", "Copies give other figures, titles, names or a negation. Not slant.", "Check it. Which copy is right is not known."},
	{news.Placement, "Claim moved", "A claim stands far higher or lower than in the other copies.", "Ask what the order suggests."},
	{news.Headline, "Headline not carried by the text", "The headline's words are not those of its body or of the other headlines.", "Check that the body says what the headline says."},
	{news.Loaded, "Loaded term", "A term of a cited list, in the outlet's own voice and in no other copy of the claim; or one used like them, to judge.",
		"Prefer a word that both sides of the story would accept. A loaded term may be the right word."},
	{news.Changed, "Changed after publication", "A sentence was added, removed or reworded since an earlier version of the article.", "Ask whether the change is told to the reader."},
}

func sarifRuleList() []sarifRule {
	var rules []sarifRule
	for _, r := range sarifRules {
		rule := sarifRule{ID: string(r.kind), Name: strings.ToUpper(string(r.kind[0])) + string(r.kind[1:]), Short: sarifMessage{Text: r.title}, Full: sarifMessage{Text: r.means},
			Help: sarifMessage{Text: r.means + " " + r.use, Markdown: "**" + r.title + "**\n\n" + r.means + "\n\n" + r.use + "\n\nA finding says what differs between copies, not why. Sure calls are warnings; what is to judge, or no fault by itself, is a note."}}
		rule.Default.Level = "note"
		rules = append(rules, rule)
	}
	return rules
}

// sarifLevel is "warning" for the calls that gloss stands behind; "note" for what the
// reader is to judge and for what is no fault by itself.
func sarifLevel(f news.Finding) string {
	neutral := f.Shared || f.Kind == news.Addition || f.Kind == news.Changed || f.Kind == news.Insertion && f.Category == "fact"
	if f.Certainty == news.Sure && !neutral {
		return "warning"
	}
	return "note"
}

// begin writes what comes before the results, once.
func (s *sarifWriter) begin() error {
	if s.begun {
		return nil
	}
	s.begun = true
	driver, err := compact(struct {
		Name    string            `json:"name"`
		Version string            `json:"version"`
		Short   sarifMessage      `json:"shortDescription"`
		Rules   []sarifRule       `json:"rules"`
		More    map[string]string `json:"properties"`
	}{"gloss", s.tool.Version, sarifMessage{Text: "Finds the notes that outlets write between the lines of the news"}, sarifRuleList(),
		map[string]string{"lexicons": s.tool.Lexicons, "models": s.tool.Models}})
	if err != nil {
		return err
	}
	run, err := compact(s.run.json())
	if err != nil {
		return err
	}
	s.w.WriteString("{\"version\":\"2.1.0\",\"$schema\":\"" + sarifSchema + "\",\"runs\":[{\"tool\":{\"driver\":" + driver + "},\n\"columnKind\":\"utf16CodeUnits\",\"properties\":{\"run\":" + run + "},\n\"results\":[")
	return nil
}

// compact is v as JSON in one line.
func compact(v any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// Story writes the results of one story.
func (s *sarifWriter) Story(st Story, warnings []Warning) error {
	if err := s.begin(); err != nil {
		return err
	}
	s.warnings = append(s.warnings, warnings...)
	places := sarifPlaces{Story: st, quoted: s.quoted, lines: make(map[int][]int)}
	for _, f := range st.Findings {
		line, err := compact(places.result(f))
		if err != nil {
			return err
		}
		if s.n++; s.n > 1 {
			s.w.WriteByte(',')
		}
		s.w.WriteByte('\n')
		if _, err := s.w.WriteString(line); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what comes after the results: how the tool ran, and its warnings.
func (s *sarifWriter) Close(sum Summary) error {
	if err := s.begin(); err != nil {
		return err
	}
	in := sarifInvocation{Successful: true, Command: s.run.Command}
	for _, w := range append(s.warnings, sum.Warnings...) {
		n := sarifNotice{Level: "note", Message: sarifMessage{Text: w.Text}}
		if w.Document != "" {
			n.Locations = []sarifLocation{{Logical: []sarifLogical{{w.Document, "article"}}}}
		}
		in.Notices = append(in.Notices, n)
	}
	text, err := compact([]sarifInvocation{in})
	if err != nil {
		return err
	}
	s.w.WriteString("],\n\"invocations\":" + text + "}]}\n")
	return s.w.Flush()
}

// sarifPlaces finds lines and columns in a story's texts.
type sarifPlaces struct {
	Story
	quoted bool
	lines  map[int][]int // by document: where its lines begin
}

func (p sarifPlaces) result(f news.Finding) sarifResult {
	doc := p.Documents[f.Document]
	text := p.Text(f)
	r := sarifResult{Rule: string(f.Kind), Index: slices.IndexFunc(sarifRules, func(r struct {
		kind              news.FindingKind
		title, means, use string
	}) bool {
		return r.kind == f.Kind
	}), Level: sarifLevel(f), Message: sarifMessage{Text: "“" + Clean(text) + "”: " + f.Reason},
		Fingerprints: map[string]string{"gloss/v1": f.ID},
		Properties:   map[string]any{"category": f.Category, "certainty": string(f.Certainty), "outlet": doc.Outlet, "article": doc.ID, "story": p.ID, "voice": f.Voice.String(), "part": string(f.Part)}}
	if f.Tone != nil {
		r.Properties["tone"] = round(*f.Tone)
	}
	if f.Shared {
		r.Properties["shared"] = true
	}
	own := p.location(f.Document, nil)
	if !f.Missing() {
		if f.Part == news.InText {
			own = p.location(f.Document, &f.Span)
		}
		r.Properties["start"], r.Properties["end"] = f.Start, f.End
	}
	r.Locations = []sarifLocation{own}
	if c := f.Counterpart; c != nil {
		other := p.location(c.Document, &c.Span)
		other.ID = 1
		other.Message = &sarifMessage{Text: p.Document(c.Document).Outlet + ": “" + Clean(c.Of(p.Document(c.Document).Text)) + "”"}
		r.Related = []sarifLocation{other}
	}
	return r
}

// location is where at stands in the file of document d; the file alone where that
// is not known.
func (p sarifPlaces) location(d int, at *news.Span) sarifLocation {
	doc := p.Document(d)
	l := sarifLocation{Logical: []sarifLogical{{doc.ID, "article"}}}
	uri := fileURI(doc.Path)
	if uri == "" {
		return l
	}
	l.Physical = &sarifPhysical{}
	l.Physical.Artifact.URI = uri
	if at != nil && doc.Line > 0 {
		l.Physical.Region = p.region(d, *at)
	}
	return l
}

// fileURI is a file's path as a URI reference; empty for standard input.
func fileURI(file string) string {
	if file == "" || file == "-" {
		return ""
	}
	u := url.URL{Path: file}
	if path.IsAbs(file) {
		u.Scheme = "file"
	}
	return u.String()
}

func (p sarifPlaces) region(d int, at news.Span) *sarifRegion {
	doc := p.Document(d)
	lines, ok := p.lines[d]
	if !ok {
		lines = []int{0}
		for i := range len(doc.Text) {
			if doc.Text[i] == '\n' {
				lines = append(lines, i+1)
			}
		}
		p.lines[d] = lines
	}
	place := func(offset int) (line, column int) {
		i, found := slices.BinarySearch(lines, offset)
		if !found {
			i--
		}
		return i + doc.Line, utf16Units(doc.Text[lines[i]:offset]) + 1
	}
	r := &sarifRegion{ByteOffset: doc.Offset + at.Start, ByteLength: at.Len(), Snippet: sarifMessage{Text: at.Of(doc.Text)}}
	r.StartLine, r.StartColumn = place(at.Start)
	r.EndLine, r.EndColumn = place(at.End)
	if p.quoted {
		r.StartColumn, r.EndColumn = 0, 0
		return r
	}
	if doc.Offset == 0 { // what stands before the text is not known here
		offset, length := utf16Units(doc.Text[:at.Start]), utf16Units(at.Of(doc.Text))
		r.CharOffset, r.CharLength = &offset, &length
	}
	return r
}

// utf16Units is how many code units of UTF-16 a text has, as editors count columns.
func utf16Units(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xFFFF {
			n++
		}
	}
	return n
}
