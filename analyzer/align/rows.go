package align

import (
	"cmp"
	"slices"

	"gloss/analyzer/news"
)

// gather makes rows of links: strongest first, each link not yet within a row
// opens one, which takes in from every other document the sentence that is linked
// to all that stand in it already.
func gather(links []Link, documents int) []news.Row {
	if len(links) == 0 {
		return nil
	}
	if documents == 2 { // no third sentence can join a link's two
		rows := make([]news.Row, len(links))
		places := make([]news.Place, 0, 2*len(links))
		for i, l := range links {
			places = append(places, l.A, l.B)
			rows[i] = news.Row{Places: places[2*i : 2*i+2 : 2*i+2], Probability: l.Probability}
		}
		return rows
	}
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
