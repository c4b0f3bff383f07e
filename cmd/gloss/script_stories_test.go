package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// writeStories FILE STORIES N writes N invented stories, and which articles belong
// together, as gloss stories writes it.
func writeStories(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	var articles, known bytes.Buffer
	ts.Check(inventStories(&articles, &known, n))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), articles.Bytes(), 0o666))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), known.Bytes(), 0o666))
}

// inventStories writes n stories, as three outlets have them: one comments, one is
// plain, and one leaves a claim out. A fourth has the first two stories.
func inventStories(articles, known io.Writer, n int) error {
	towns := []string{"Ellery", "Brackmoor", "Saltwick", "Dunhaven", "Marlow Cross", "Pellworth", "Osterfield", "Quillham", "Tarnby", "Wexcombe", "Yarrowgate", "Zennor"}
	projects := []string{"harbour wall", "tram line", "stadium roof", "flood barrier", "night bus", "glass library", "canal bridge", "wind park", "market hall", "ring road", "swimming bath", "cable car"}
	enc := json.NewEncoder(articles)
	for i := range n {
		town, project := towns[i%len(towns)], projects[(i+i/len(towns))%len(projects)]
		claims := []string{
			fmt.Sprintf("The council of %s voted %d to five on Tuesday to build the %s after a debate that lasted %d hours.", town, 8+i, project, 2+i),
			fmt.Sprintf("The %s will cost %d million pounds and take %d years to finish, the town hall of %s said.", project, 20+7*i, 2+i, town),
			fmt.Sprintf("Residents near the %s site handed in %d letters against it before the vote in %s.", project, 310+13*i, town),
			fmt.Sprintf("Engineers from %s begin work on the %s in June, according to the plan that councillors saw.", town, project),
		}
		comment := fmt.Sprintf("Nobody asked the people of %s, and what a shameful waste of their money the %s is.", town, project)
		for _, c := range []struct {
			outlet string
			text   []string
		}{
			{"The Ledger", append(claims[:4:4], comment)},
			{"Morning Post", claims},
			{"Zeitung am Hafen 港", []string{claims[0], claims[1], claims[3]}},
			{"Late Edition", append(claims[:4:4], comment)},
		} {
			if c.outlet == "Late Edition" && i >= 2 {
				continue
			}
			id := fmt.Sprintf("%s-%d", strings.Fields(strings.ToLower(c.outlet))[0], i)
			fmt.Fprintf(known, "%s\tstory%d\n", id, i)
			if err := enc.Encode(map[string]string{"id": id, "outlet": c.outlet,
				"title": "Council of " + town + " votes for " + project, "published": fmt.Sprintf("2026-03-%02d", i+1), "text": strings.Join(c.text, "\n\n")}); err != nil {
				return err
			}
		}
	}
	return nil
}
