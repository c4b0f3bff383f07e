package browser

import (
	_ "embed"
	"slices"
	"strings"
)

// axe-core 4.14.1, unmodified, under the MPL 2.0 (testdata/axe.LICENSE.txt).
//
//go:embed testdata/axe.min.js
var axe string

// A Violation is a rule of axe-core that the page breaks.
type Violation struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"` // minor, moderate, serious, critical
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"` // what breaks it: selectors, and what axe-core says of them
}

const axeRun = `axe.run(document, {resultTypes: ["violations"],
	runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}).then(r =>
	r.violations.map(v => ({id: v.id, impact: v.impact, help: v.help,
		nodes: v.nodes.slice(0, 8).map(n => n.target.join(" ") + ": " + n.failureSummary)})))`

// Violations are what axe-core finds on the page as it is now, by the rules of WCAG
// 2.2 A and AA and its own of good practice. Hidden content is not looked at.
func (p *Page) Violations() []Violation {
	p.t.Helper()
	var loaded bool
	p.Eval("typeof axe !== 'undefined'", &loaded)
	if !loaded {
		p.Eval(axe+";true", &loaded)
	}
	var found []Violation
	p.Eval(axeRun, &found)
	return found
}

// Axe fails the test for what axe-core calls serious or critical, and logs the rest.
func (p *Page) Axe() {
	p.t.Helper()
	for _, v := range p.Violations() {
		say := p.t.Logf
		if slices.Contains([]string{"serious", "critical"}, v.Impact) {
			say = p.t.Errorf
		}
		say("axe-core: %s (%s): %s\n  %s", v.ID, v.Impact, v.Help, strings.Join(v.Nodes, "\n  "))
	}
}
