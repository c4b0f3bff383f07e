package lexicon

import (
	"encoding/binary"
	"slices"
)

// determinise merges the nodes that the same words lead to, so that a walk has one
// edge to follow for each symbol and not one for each term that begins like it.
func (c *compiler) determinise() {
	d := determiniser{old: c.trie.nodes, ids: map[string]int32{}}
	for root := range roots {
		d.state([]int32{root})
	}
	for done := 0; done < len(d.sets); done++ {
		var n node
		var edges []edge
		for _, from := range d.sets[done] {
			n.accept = append(n.accept, d.old[from].accept...)
			edges = append(edges, d.old[from].edges...)
		}
		slices.SortFunc(edges, compareEdges)
		for i := 0; i < len(edges); {
			e, to := edges[i], []int32(nil)
			for ; i < len(edges) && edges[i].symbol == e.symbol && edges[i].before == e.before; i++ {
				to = append(to, edges[i].to)
			}
			e.to = d.state(slices.Compact(to))
			n.edges = append(n.edges, e)
		}
		d.merged = append(d.merged, n)
	}
	c.trie.nodes = d.merged
}

type determiniser struct {
	old, merged []node
	sets        [][]int32        // of old nodes, ascending, for each merged node
	ids         map[string]int32 // set → merged node
	key         []byte
}

// state returns the merged node of a set of old ones.
func (d *determiniser) state(set []int32) int32 {
	d.key = d.key[:0]
	for _, n := range set {
		d.key = binary.LittleEndian.AppendUint32(d.key, uint32(n))
	}
	id, ok := d.ids[string(d.key)]
	if !ok {
		id = int32(len(d.sets))
		d.ids[string(d.key)] = id
		d.sets = append(d.sets, set)
	}
	return id
}
