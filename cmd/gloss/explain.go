package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gloss/analyzer"
	"gloss/analyzer/isolate"
	"gloss/analyzer/news"
	"gloss/analyzer/opinion"
	"gloss/analyzer/report"
)

// explainFlags are the flags of gloss explain.
type explainFlags struct {
	format string
	width  int
	model  modelFlags
}

func explainCommand() *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use:   "explain SENTENCE... | -",
		Short: "Say why a sentence reads like commentary or not, whose words it is, its tone and its loaded terms",
		Long: `Say in plain words what gloss makes of a sentence by itself: how likely it is to be commentary and
what speaks for and against that, whose words it is made of, its tone and the words that carried
it, its loaded terms. Inside an article the sentences around it count as well, and what other copies
have is nobody's commentary. "-" reads standard input.`,
		Example: `  gloss explain "That's not a good look."
  gloss explain --format json - < sentences.txt`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return explain(cmd, args, f) },
	}
	cmd.Flags().StringVar(&f.format, "format", "text", "output format: "+strings.Join(explainFormats, ", "))
	cmd.Flags().IntVar(&f.width, "width", 0, widthUsage)
	f.model.add(cmd)
	return cmd
}

var explainFormats = []string{"text", "json"}

func explain(cmd *cobra.Command, args []string, f explainFlags) error {
	if !slices.Contains(explainFormats, f.format) {
		return fmt.Errorf("--format %q is not one of %s", f.format, strings.Join(explainFormats, ", "))
	}
	if f.width < 0 {
		return fmt.Errorf("--width %d is below 0", f.width)
	}
	text := strings.Join(args, " ")
	if text == "-" {
		data, err := io.ReadAll(cmd.InOrStdin())
		if err != nil {
			return err
		}
		text = string(data)
	}
	a, err := f.model.analyzer()
	if err != nil {
		return err
	}
	st := a.Stages()
	d := st.Segmenter.Document(news.Article{ID: "1", Text: strings.ToValidUTF8(text, "\uFFFD")})
	for i := range d.Sentences {
		d.Sentences[i].Kind = news.Prose // whoever asks about a line means it
	}
	st.Marker.Mark(d)
	all, err := explainAll(st, d)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return fmt.Errorf("explain: there are no words in it")
	}
	if f.width == 0 {
		f.width = columns(cmd.OutOrStdout())
	}
	return writeExplained(cmd.OutOrStdout(), f, all)
}

// explainAll explains the sentences of d.
func explainAll(st analyzer.Stages, d *news.Document) ([]explained, error) {
	var all []explained
	for i, s := range d.Sentences {
		if s.First == s.Last {
			continue
		}
		o := st.Isolator.Opinion(d, i)
		e := explained{Sentence: s.Of(d.Text), Probability: round(o.Probability), Call: call(o), For: cues(d, o.For), Against: cues(d, o.Against)}
		for _, p := range d.PassagesOf(i) {
			e.Voice = append(e.Voice, explainedVoice{p.Of(d.Text), p.Voice.String(), p.Reason})
		}
		tone, carriers, _, err := st.Scorer.Tone.Of(d, i, d.SentenceWords(i))
		if err != nil {
			return nil, err
		}
		e.Tone = round(tone)
		for _, w := range carriers {
			e.ToneWords = append(e.ToneWords, w.Of(d.Text))
		}
		for _, h := range st.Scorer.Loaded(d, i) {
			e.Loaded = append(e.Loaded, explainedTerm{h.Of(d.Text), h.Term.Category, h.Term.Source})
		}
		for _, w := range st.Scorer.Like(d, i) {
			e.Like = append(e.Like, d.SentenceWords(i)[w.Index].Of(d.Text))
		}
		all = append(all, e)
	}
	return all, nil
}

// An explained is what gloss makes of one sentence.
type explained struct {
	Sentence    string           `json:"sentence"`
	Call        string           `json:"call"`
	Probability float64          `json:"probability"` // of commentary, by itself
	For         []explainedCue   `json:"for"`
	Against     []explainedCue   `json:"against"`
	Voice       []explainedVoice `json:"voice"`
	Tone        float64          `json:"tone"` // -1 to +1
	ToneWords   []string         `json:"tone_words"`
	Loaded      []explainedTerm  `json:"loaded"`
	Like        []string         `json:"like_the_listed"`
}

type explainedCue struct {
	Name   string  `json:"name"`
	Words  string  `json:"words,omitempty"`
	List   string  `json:"list,omitempty"`
	Weight float64 `json:"log_odds"`
}

type explainedVoice struct {
	Words  string `json:"words"`
	Voice  string `json:"voice"`
	Reason string `json:"reason"`
}

type explainedTerm struct {
	Words  string `json:"words"`
	List   string `json:"list"`
	Source string `json:"source"`
}

func call(o isolate.Opinion) string {
	switch {
	case o.Credited:
		return "no commentary: somebody is credited"
	case o.Sure:
		return "commentary"
	case o.ToJudge:
		return "to judge"
	}
	return "no commentary"
}

// maxExplained is how many cues for and how many against are told.
const maxExplained = 6

func cues(d *news.Document, cs []opinion.Cue) []explainedCue {
	var out []explainedCue
	for _, c := range cs[:min(len(cs), maxExplained)] {
		out = append(out, explainedCue{c.Name, c.At.Of(d.Text), c.List, round(c.Weight)})
	}
	return out
}

func writeExplained(w io.Writer, f explainFlags, all []explained) error {
	if f.format == "json" {
		return writeJSON(w, "  ", all)
	}
	var sb strings.Builder
	for i, e := range all {
		if i > 0 {
			sb.WriteByte('\n')
		}
		e.text(&sb, f.width)
	}
	_, err := io.WriteString(w, sb.String())
	return err
}

// explainedIndent is where the text of a line begins, after what it is about.
const explainedIndent = 11

func (e explained) text(sb *strings.Builder, width int) {
	line := func(head, text string) {
		for _, part := range report.Wrap(report.Clean(text), width-explainedIndent) {
			fmt.Fprintf(sb, "  %-*s%s\n", explainedIndent-2, head, part)
			head = ""
		}
	}
	for _, part := range report.Wrap(report.Clean(e.Sentence), width) {
		fmt.Fprintln(sb, part)
	}
	line("call", fmt.Sprintf("%s (probability %.2f by itself)", e.Call, e.Probability))
	for _, side := range []struct {
		head string
		cues []explainedCue
	}{{"for", e.For}, {"against", e.Against}} {
		for k, c := range side.cues {
			head := side.head
			if k > 0 {
				head = ""
			}
			text := c.Name
			if c.Words != "" {
				text += " “" + c.Words + "”"
			}
			line(head, text)
		}
	}
	for k, v := range e.Voice {
		line([]string{"voice", ""}[min(k, 1)], fmt.Sprintf("%s: “%s” (%s)", v.Voice, strings.TrimSpace(v.Words), v.Reason))
	}
	tone := fmt.Sprintf("%+.2f", e.Tone)
	if len(e.ToneWords) > 0 {
		tone += " carried by “" + strings.Join(e.ToneWords, "”, “") + "”"
	}
	line("tone", tone)
	for k, t := range e.Loaded {
		line([]string{"loaded", ""}[min(k, 1)], fmt.Sprintf("“%s” in the list %s (%s)", t.Words, t.List, t.Source))
	}
	if len(e.Like) > 0 {
		line("", "“"+strings.Join(e.Like, "”, “")+"”: in no list, used like the listed terms")
	}
}

// round keeps two decimals.
func round(x float64) float64 { return math.Round(x*100)/100 + 0 }
