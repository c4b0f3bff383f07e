// Package planted makes copies of an article by known operations and knows
// exactly what it did: gold for links, commentary, additions, insertions, swaps
// and omissions that nobody had to annotate.
//
// Method: the article's sentences are cut, dropped, moved, merged, divided and
// reworded, comments and facts from a bank are planted between them, and the copy
// is written out in one go, with every sentence's bytes and origin noted as they
// are written. All choices come from a seed; each operation on each copy has a
// stream of its own. Why not ask a language model for paraphrases: they would read
// better, and nobody could say which sentence came from which without annotating
// again. Why not edit a finished text: every edit would move the spans of the one
// before.
//
// # What it gets wrong
//
// The rewordings are milder than a good desk's, so links are easier here than in
// the annotated corpus; a drop here against the corpus says which operation hurts,
// the figure itself says little. What a planted sentence says has nothing to do
// with the story. A synonym may miss the sense, "she" may lose her antecedent
// when a sentence before it goes. The comments of an article that has its own are
// not known as such: Gold knows only planted ones, and Compare neither counts nor
// charges the others. English only.
//
// # Rule
//
// The banks are measured with, never tuned on: a word list or a rule that was made
// for one of their sentences makes every figure from here worthless. A test holds
// that no long list entry occurs in them.
//
//	copies, gold := planted.Make(document, planted.Defaults(), 1)
//	report, err := a.Compare(copies, analyzer.Options{})
//	counts := planted.Compare(report.Stories[0].Story, report.Stories[0].Findings, gold)
package planted

import (
	"slices"

	"gloss/analyzer/news"
)

// Options say how often each operation is done: chances from 0, never, to 1,
// wherever it can be. The zero Options do nothing but copy; Defaults are what is
// measured with.
type Options struct {
	Copies      int     // 2..4; 0: drawn from the seed, 2 to 4
	Plain       bool    // the first copy is only reworded, merged and divided, at half the chances: a wire copy
	Cut         float64 // of a copy's end, a tenth to a third of it
	Drop        float64 // of each sentence but the first
	Reorder     float64 // of each paragraph but the first
	Merge       float64 // of each two neighbours that can be one sentence
	Split       float64 // of each sentence that can be two
	Credit      float64 // of each credit that can stand at the other end
	Attribute   float64 // of each credit: another report verb or "according to"
	Reword      float64 // of each word or phrase of the synonym table
	Hedge       float64 // of each sentence: "reportedly", "it seems"
	Label       float64 // of each sentence with a named speaker
	Intensifier float64 // of each sentence with a figure or a participle
	Source      float64 // of each sentence without a credit: "observers say"
	Remark      float64 // of each sentence: ", and not before time"
	Commentary  float64 // planted after each sentence
	Facts       float64 // planted after each sentence
}

// Defaults returns the Options that gloss eval measures with: copies that differ
// from each other about as much as two desks' do.
func Defaults() Options {
	return Options{Plain: true, Cut: 0.3, Drop: 0.12, Reorder: 0.2, Merge: 0.2, Split: 0.4, Credit: 0.4, Attribute: 0.3, Reword: 0.5,
		Hedge: 0.04, Label: 0.05, Intensifier: 0.05, Source: 0.04, Remark: 0.05, Commentary: 0.15, Facts: 0.1}
}

// mild are the Options of the plain copy.
func (o Options) mild() Options {
	return Options{Merge: o.Merge / 2, Split: o.Split / 2, Credit: o.Credit / 2, Reword: o.Reword / 2}
}

// Make makes copies of the prose of d, with what is true of them. Same document,
// options and seed, same copies. Headings, captions and boilerplate are left out;
// the headline becomes every copy's title. IDs are "copy-1" to "copy-4". An article
// without prose has copies without sentences.
func Make(d *news.Document, o Options, seed uint64) ([]news.Article, Gold) {
	copies := min(o.Copies, 4)
	if copies < 2 {
		copies = 2 + newDraw(seed, -1, "copies").below(3)
	}
	var articles []news.Article
	var gold Gold
	bank := theBank()
	comments := &deck{lines: bank.commentary, order: newDraw(seed, -1, "comments").order(len(bank.commentary))}
	facts := &deck{lines: bank.facts, order: newDraw(seed, -1, "facts").order(len(bank.facts))}
	for n := range copies {
		options := o
		if o.Plain && n == 0 {
			options = o.mild()
		}
		a, c := makeCopy(d, options, seed, n, comments, facts)
		articles = append(articles, a)
		gold.Copies = append(gold.Copies, c)
	}
	return articles, gold
}

// makeCopy does the operations in the order of the constants.
func makeCopy(d *news.Document, o Options, seed uint64, n int, comments, facts *deck) (news.Article, Copy) {
	draw := func(operation Operation) *draw { return newDraw(seed, n, string(operation)) }
	t := newDraft(d)
	t.cutTail(draw(Cut), o.Cut)
	t.drop(draw(Drop), o.Drop)
	t.reorder(draw(Reorder), o.Reorder)
	t.merge(draw(Merge), o.Merge)
	t.split(draw(Split), o.Split)
	t.moveCredits(draw(Credit), o.Credit)
	t.attribute(draw(Attribute), o.Attribute)
	t.insert(draw(Insert), []rate{{"hedge", o.Hedge}, {"label", o.Label}, {"intensifier", o.Intensifier}, {"attribution", o.Source}, {"commentary", o.Remark}})
	t.reword(draw(Reword), o.Reword)
	t.plant(draw(Fact), o.Facts, facts, Fact)
	t.plant(draw(Commentary), o.Commentary, comments, Commentary)
	return t.write(n, d)
}

// A deck deals the lines of a bank, each once for all copies of an article.
type deck struct {
	lines []Line
	order []int
	dealt int
}

// next returns the next line; ok is false if all have been dealt.
func (k *deck) next() (_ *Line, ok bool) {
	if k.dealt == len(k.order) {
		return nil, false
	}
	k.dealt++
	return &k.lines[k.order[k.dealt-1]], true
}

// plant puts lines after sentences: in their paragraph, or, at its end, half the
// time as a paragraph of their own. It parts no two that belong together.
func (d *draft) plant(r *draw, p float64, lines *deck, o Operation) {
	var out [][]unit
	for i, units := range d.paragraphs {
		var now []unit
		var after [][]unit
		for k, u := range units {
			now = append(now, u)
			hit, apart := r.chance(p), r.below(2) == 0
			end := k == len(units)-1
			if !hit || d.nextGlued(i, k) || !end && leans(units[k+1].text) {
				continue
			}
			line, ok := lines.next()
			if !ok {
				continue
			}
			planted := unit{text: line.Text, planted: line, done: []Operation{o}}
			if end && apart {
				after = append(after, []unit{planted})
			} else {
				now = append(now, planted)
			}
		}
		out = append(append(out, now), after...)
	}
	d.paragraphs = slices.Clip(out)
}
