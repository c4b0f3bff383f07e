package serve

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
)

// compareForm is the page on which saved files are opened.
func (s *Server) compareForm(w http.ResponseWriter, r *http.Request) error {
	st, err := s.open(r)
	if err != nil {
		return err
	}
	return s.show(w, "compare", frame{Title: "Where did we differ?", Story: st, At: "compare", Data: comparePage{}})
}

// A comparePage is marks beside each other.
type comparePage struct {
	Done     bool
	People   []*reader
	Problems []string
	Common   string
	Pictures []picture
	Groups   []spotGroup
	Sent     []string // the files as they came, for the export
}

type spotGroup struct {
	Title, About string
	Spots        []spot
	Folded       bool
}

// compare sets the marks of several readers, and gloss's, beside each other.
func (s *Server) compare(w http.ResponseWriter, r *http.Request) error {
	st, err := s.open(r)
	if err != nil {
		return err
	}
	files, sent, problems, err := marksOf(st, r)
	if err != nil {
		return err
	}
	p := comparePage{Problems: problems, Sent: sent}
	if len(files) > 0 {
		p.Done = true
		p.People = readers(st, files)
		gloss := tool(st)
		p.Common = inCommon(st, p.People).String()
		p.Pictures = pictures(st, p.People, gloss)
		p.Groups = grouped(spots(st, p.People, gloss), len(p.People))
	}
	return s.show(w, "compare", frame{Title: "Where did we differ?", Story: st, At: "compare", Data: p})
}

// agreementExport is the measured agreement, for those who want figures.
func (s *Server) agreementExport(w http.ResponseWriter, r *http.Request) error {
	st, err := s.open(r)
	if err != nil {
		return err
	}
	files, _, problems, err := marksOf(st, r)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return &problem{http.StatusBadRequest, "There are no marks to measure.", strings.Join(problems, " ")}
	}
	data, err := exportAgreement(st, readers(st, files), tool(st))
	if err != nil {
		return err
	}
	return attach(w, "gloss-agreement.json", "application/json", data)
}

// marksOf reads the marks that a form brings: from the page, and as files. A file
// that does not fit is a problem and the others go on.
func marksOf(st *story, r *http.Request) (files []marksFile, sent, problems []string, err error) {
	take := func(name string, data []byte) {
		f, err := readMarks(st, data)
		if err != nil {
			problems = append(problems, name+" "+err.Error()+".")
			return
		}
		for _, other := range files {
			if len(f.Marks) > 0 && f.Name == other.Name && slices.Equal(f.Marks, other.Marks) {
				problems = append(problems, name+" has the same name and the same marks as another. It counts once.")
				return
			}
		}
		files = append(files, f)
		sent = append(sent, string(data))
	}
	for _, m := range r.PostForm["marks"] {
		if strings.TrimSpace(m) != "" {
			take("What this page sent", []byte(m))
		}
	}
	if r.MultipartForm != nil {
		for _, h := range r.MultipartForm.File["files"] {
			if h.Filename == "" && h.Size == 0 {
				continue
			}
			f, err := h.Open()
			if err != nil {
				return nil, nil, nil, err
			}
			data, err := io.ReadAll(f)
			f.Close()
			if err != nil {
				return nil, nil, nil, err
			}
			take("“"+clip(filepath.Base(filepath.ToSlash(h.Filename)), maxName)+"”", data)
		}
	}
	if len(files) > maxReaders {
		return nil, nil, nil, &problem{http.StatusBadRequest, fmt.Sprintf("That is %d files of marks; gloss compares up to %d.", len(files), maxReaders), "Go back and choose fewer."}
	}
	if len(files)+len(problems) == 0 {
		problems = append(problems, "No marks came. Mark some words first, or choose saved files.")
	}
	return files, sent, problems, nil
}

// grouped divides spots for the page.
func grouped(list []spot, people int) []spotGroup {
	heads := [groupCount]spotGroup{
		doubtful:  {Title: "gloss is not sure either", About: "Start here. There is no right answer to copy: say what you think, and why."},
		differ:    {Title: "You differ", About: "Let each side say which word decided it for them."},
		notClear:  {Title: "Someone said “not clear”", About: "What would you have to know? Whom could you ask?"},
		toolAlone: {Title: "You agree, gloss does not", About: "gloss is a program with rules and lists. It can be wrong, and so can you. What did it not see, or what did you not see?"},
		alike:     {Title: "All alike", About: "You and gloss marked these in the same way.", Folded: true},
	}
	if people == 1 {
		heads[toolAlone].Title = "You and gloss differ"
	}
	for _, s := range list {
		g := &heads[s.Group]
		g.Spots = append(g.Spots, s)
	}
	var out []spotGroup
	for _, h := range heads {
		if len(h.Spots) > 0 {
			out = append(out, h)
		}
	}
	return out
}

// A picture shows who marked what along the text of one copy, a lane a reader.
type picture struct {
	Copy           string
	Words          int
	Height, Bottom int
	Skyline        []bar
	Lanes          []lane
	Said           string // in words, for those who do not see it
}

type lane struct {
	Name  string
	Y     int
	Tool  bool
	Bars  []bar
	Marks int
}

// A bar is a stretch of words in a picture, in its units.
type bar struct {
	X, W, Y, H int
	Label      label
	Title      string
}

// The measures of a picture, in its units.
const (
	pictureLeft  = 150 // where the text begins
	pictureWidth = 840 // of the text
	laneHeight   = 24
	skyline      = 60 // height of the lane that adds up the others
)

// pictures draws every copy in which anything is marked.
func pictures(st *story, people []*reader, gloss *reader) []picture {
	var out []picture
	for d := range st.words {
		p := picture{Copy: st.Outlet(d), Words: len(st.words[d])}
		if p.Words == 0 {
			continue
		}
		most, y := 0, skyline+14
		all := people
		if gloss != nil {
			all = append(people[:len(people):len(people)], gloss)
		}
		for _, r := range all {
			l := lane{Name: clip(r.Name, 18), Y: y, Tool: r.Tool, Bars: laneBars(st, r, d, y)}
			l.Marks = len(l.Bars)
			p.Lanes = append(p.Lanes, l)
			y += laneHeight
		}
		p.Skyline, most = skylineOf(st, people, d)
		p.Bottom, p.Height = y, y+22
		p.Said = fmt.Sprintf("%s: at most %d of %d readers marked the same word in the same way. The list below says where.", p.Copy, most, len(people))
		out = append(out, p)
	}
	return out
}

// across is where word i of n stands.
func across(i, n int) int { return pictureLeft + i*pictureWidth/n }

func laneBars(st *story, r *reader, d, y int) []bar {
	var bars []bar
	n := len(st.words[d])
	for _, k := range labels {
		for lo := 0; lo < n; lo++ {
			if !r.is[d][lo].has(k.Label) {
				continue
			}
			hi := lo
			for hi < n && r.is[d][hi].has(k.Label) && st.words[d][hi].Sentence == st.words[d][lo].Sentence {
				hi++
			}
			text := st.Documents[d].Text[st.words[d][lo].Start:st.words[d][hi-1].End]
			b := bar{X: across(lo, n), Y: y, H: laneHeight - 6, Label: k.Label, Title: r.Name + ", " + strings.ToLower(k.Name) + ": " + quote(text)}
			b.W = max(across(hi, n)-b.X, 3)
			if k.Label == asLoaded {
				b.Y, b.H, b.W = y+4, laneHeight-14, max(b.W, 6)
			}
			bars = append(bars, b)
			lo = hi - 1
		}
	}
	return bars
}

// skylineOf is, word by word, how many people chose the same label: the label that
// most chose.
func skylineOf(st *story, people []*reader, d int) (bars []bar, most int) {
	n := len(st.words[d])
	for w := range n {
		top, topLabel := 0, label("")
		for _, k := range labels {
			c := 0
			for _, p := range people {
				if p.is[d][w].has(k.Label) {
					c++
				}
			}
			if c > top {
				top, topLabel = c, k.Label
			}
		}
		most = max(most, top)
		if top == 0 {
			continue
		}
		h := skyline * top / len(people)
		x, width := across(w, n), across(w+1, n)-across(w, n)
		if last := len(bars) - 1; last >= 0 && bars[last].X+bars[last].W == x && bars[last].H == h && bars[last].Label == topLabel {
			bars[last].W += width
			continue
		}
		bars = append(bars, bar{X: x, W: max(width, 1), Y: skyline + 4 - h, H: h, Label: topLabel, Title: fmt.Sprintf("%d of %d: %s", top, len(people), strings.ToLower(topLabel.name()))})
	}
	return bars, cmp.Or(most, 0)
}
