package cluster

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"gloss/analyzer/news"
)

// A writer invents texts of made-up words, some of them common.
type writer struct {
	*rand.Rand
	words []string
}

func newWriter(seed uint64) *writer {
	w := &writer{Rand: rand.New(rand.NewPCG(seed, 1))}
	syllables := strings.Fields("ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru")
	for range 4000 {
		word := ""
		for range 2 + w.IntN(3) {
			word += syllables[w.IntN(len(syllables))]
		}
		w.words = append(w.words, word)
	}
	return w
}

// word is one of the first words more often than one of the last.
func (w *writer) word() string {
	x := w.Float64()
	return w.words[int(x*x*x*float64(len(w.words)))]
}

var small = strings.Fields("the of to in on at by for with from and a that was")

func (w *writer) sentence() string {
	var s []string
	for range 10 + w.IntN(10) {
		if w.IntN(3) == 0 {
			s = append(s, small[w.IntN(len(small))])
		}
		s = append(s, w.word())
	}
	s[0] = strings.ToUpper(s[0][:1]) + s[0][1:]
	return strings.Join(s, " ") + "."
}

func (w *writer) sentences(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = w.sentence()
	}
	return out
}

// rewrite drops a share of the sentences and changes a share of the words.
func (w *writer) rewrite(sentences []string, drop, swap float64) []string {
	var out []string
	for _, s := range sentences {
		if w.Float64() < drop {
			continue
		}
		words := strings.Fields(s)
		for i := range words {
			if w.Float64() < swap {
				words[i] = w.word()
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	return append(out, w.sentences(2)...)
}

// newArticle is an article of paragraphs.
func newArticle(id, outlet, published string, paragraphs ...string) news.Article {
	return news.Article{ID: id, Outlet: outlet, Published: published, Text: strings.Join(paragraphs, "\n\n")}
}

// stories finds the stories among articles.
func stories(opt Options, spill Spill, articles ...news.Article) (*Pile, *Result, error) {
	p := New(spill, opt)
	for i := range articles {
		if err := p.Add(&articles[i], articles[i].Outlet == "Agency"); err != nil {
			return p, nil, err
		}
	}
	res, err := p.Stories()
	return p, res, err
}

// members are the members of the stories, each as "a b c", ascending.
func members(res *Result) []string {
	var out []string
	for _, s := range res.Stories {
		out = append(out, strings.Join(s.Members, " "))
	}
	return out
}

// invented is a pile of n stories of one to six copies; wanted are its stories as
// members has them.
func invented(n int, seed uint64) (articles []news.Article, wanted []string) {
	w := newWriter(seed)
	for i := range n {
		facts := w.sentences(18)
		day := fmt.Sprintf("2026-%02d-%02dT", 1+w.IntN(12), 1+w.IntN(28))
		var ids []string
		for k := range 1 + w.IntN(6) {
			id := fmt.Sprintf("%04d-%d", i, k)
			text := facts
			if k > 0 {
				text = w.rewrite(facts, .15, .1*float64(w.IntN(3)))
			}
			articles = append(articles, newArticle(id, fmt.Sprintf("Outlet %d", k), fmt.Sprintf("%s%02d:00:00Z", day, w.IntN(24)), text...))
			ids = append(ids, id)
		}
		if len(ids) > 1 {
			wanted = append(wanted, strings.Join(ids, " "))
		}
	}
	return articles, wanted
}
