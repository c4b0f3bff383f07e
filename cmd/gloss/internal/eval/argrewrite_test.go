package eval

import (
	"maps"
	"testing"
)

func TestOneToOne(t *testing.T) {
	for _, tt := range []struct {
		name  string
		links map[[2]int]float64
		want  map[[2]int]bool
	}{
		{"none", nil, map[[2]int]bool{}},
		{"divided: the surer part", map[[2]int]float64{{0, 0}: .6, {0, 1}: .9}, map[[2]int]bool{{0, 1}: true}},
		{"joined: the surer part", map[[2]int]float64{{0, 0}: .9, {1, 0}: .6}, map[[2]int]bool{{0, 0}: true}},
		{"moved: the two that stay", map[[2]int]float64{{0, 2}: 1, {1, 0}: .8, {2, 1}: .8}, map[[2]int]bool{{1, 0}: true, {2, 1}: true}},
		{"two weak ones before a sure one", map[[2]int]float64{{0, 0}: .6, {1, 1}: .6, {0, 1}: 1}, map[[2]int]bool{{0, 0}: true, {1, 1}: true}},
	} {
		if got := oneToOne(tt.links, 3, 3); !maps.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
