package align

import (
	"cmp"
	"math"
	"slices"

	"gloss/analyzer/news"
)

// repeats settles sentences that stand several times in a text: of equal words,
// each occurrence keeps the partner whose surroundings agree best.
func repeats(x, y *text, found []candidate) []candidate {
	twice := func(t *text) []bool {
		groups := make(map[uint64][]int)
		for i := range t.sentences {
			h := uint64(1469598103934665603)
			for _, w := range t.sentences[i].order {
				h = (h ^ uint64(w)) * 1099511628211
			}
			groups[h] = append(groups[h], i)
		}
		is := make([]bool, len(t.sentences))
		for _, g := range groups {
			for _, i := range g {
				is[i] = len(g) > 1
			}
		}
		return is
	}
	inX, inY := twice(x), twice(y)
	bestA, bestB := make(map[int]candidate), make(map[int]candidate)
	apart := func(c candidate) float64 {
		return math.Abs(float64(c.a)/float64(len(x.sentences)) - float64(c.b)/float64(len(y.sentences)))
	}
	better := func(c, d candidate) bool {
		return c.probability > d.probability || c.probability == d.probability && apart(c) < apart(d)
	}
	isRepeat := func(c candidate) bool {
		return (inX[c.a] || inY[c.b]) && slices.Equal(x.sentences[c.a].order, y.sentences[c.b].order)
	}
	for _, c := range found {
		if !isRepeat(c) {
			continue
		}
		if d, ok := bestA[c.a]; !ok || better(c, d) {
			bestA[c.a] = c
		}
		if d, ok := bestB[c.b]; !ok || better(c, d) {
			bestB[c.b] = c
		}
	}
	return slices.DeleteFunc(found, func(c candidate) bool {
		return isRepeat(c) && bestA[c.a].b != c.b && bestB[c.b].a != c.a
	})
}

// gather makes rows of links: strongest first, each link not yet within a row
// opens one, which takes in from every other document the sentence that is linked
// to all that stand in it already.
func gather(links []Link) []news.Row {
	linked := make(map[[2]news.Place]float64, 2*len(links))
	partners := make(map[news.Place][]news.Place)
	for _, l := range links {
		linked[[2]news.Place{l.A, l.B}], linked[[2]news.Place{l.B, l.A}] = l.Probability, l.Probability
		partners[l.A] = append(partners[l.A], l.B)
		partners[l.B] = append(partners[l.B], l.A)
	}
	order := slices.Clone(links)
	slices.SortStableFunc(order, func(a, b Link) int { return -cmp.Compare(a.Probability, b.Probability) })
	covered := make(map[[2]news.Place]bool)
	var rows []news.Row
	for _, l := range order {
		if covered[[2]news.Place{l.A, l.B}] {
			continue
		}
		row := news.Row{Places: []news.Place{l.A, l.B}, Probability: l.Probability}
		for grow(&row, partners, linked) {
		}
		slices.SortFunc(row.Places, comparePlaces)
		for i, a := range row.Places {
			for _, b := range row.Places[i+1:] {
				covered[[2]news.Place{a, b}] = true
			}
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b news.Row) int {
		return slices.CompareFunc(a.Places, b.Places, comparePlaces)
	})
	return rows
}

// grow adds to row the sentence of another document that is linked to all of its
// sentences, by the strongest weakest link; false if there is none.
func grow(row *news.Row, partners map[news.Place][]news.Place, linked map[[2]news.Place]float64) bool {
	var best news.Place
	strength := 0.0
next:
	for _, p := range partners[row.Places[0]] {
		weakest := 1.0
		for _, q := range row.Places {
			pr, ok := linked[[2]news.Place{p, q}]
			if q.Document == p.Document || !ok {
				continue next
			}
			weakest = min(weakest, pr)
		}
		if weakest > strength || weakest == strength && comparePlaces(p, best) < 0 {
			best, strength = p, weakest
		}
	}
	if strength == 0 {
		return false
	}
	row.Places = append(row.Places, best)
	row.Probability = min(row.Probability, strength)
	return true
}
