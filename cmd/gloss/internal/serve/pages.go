package serve

import (
	"bytes"
	"embed"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"gloss/analyzer/page"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFolder embed.FS

// pages are the templates, each with the frame around it.
type pages struct{ byName map[string]*template.Template }

// A frame is what every page has besides its own data.
type frame struct {
	Title  string
	Server *Server
	Story  *story // nil on pages that are about none
	At     string // of the story's pages: which
	Data   any
}

// Token proves that a form is this server's.
func (f frame) Token() string { return f.Server.token }

// Kept is how many stories stay in memory.
func (frame) Kept() int { return keptStories }

// Spot is a spot with the name of its copy.
func (f frame) Spot(s spot) any {
	return struct {
		Copy string
		Spot spot
	}{f.Story.Outlet(s.Document), s}
}

// Open reports whether other computers may ask.
func (f frame) Open() bool { return f.Server.Config.Open }

func loadPages() (*pages, error) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	functions := template.FuncMap{"labels": func() any { return labels }, "letter": func(i int) string { return string(rune('A' + i)) },
		"add": func(a, b int) int { return a + b }, "count": page.Plural, "thousands": thousands, "maxText": func() int { return maxText },
		"maxBody": func() int { return maxBody }, "maxCopies": func() int { return maxCopies }, "lower": strings.ToLower}
	p := &pages{byName: make(map[string]*template.Template)}
	for _, n := range names {
		base := strings.TrimSuffix(path.Base(n), ".html")
		if base == "frame" {
			continue
		}
		t, err := page.Parts()
		if err != nil {
			return nil, err
		}
		if t, err = t.New("frame.html").Funcs(functions).ParseFS(templateFiles, "templates/frame.html", n); err != nil {
			return nil, err
		}
		p.byName[base] = t
	}
	return p, nil
}

// write makes the page first and sends it then: half a page says nothing.
func (p *pages) write(w http.ResponseWriter, status int, name string, f frame) error {
	var b bytes.Buffer
	if err := p.byName[name].Execute(&b, f); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes()) // whoever asked has gone, if it fails
	return nil
}

func (s *Server) show(w http.ResponseWriter, name string, f frame) error {
	f.Server = s
	return s.pages.write(w, http.StatusOK, name, f)
}

// staticFiles serves the style, the scripts and the icon, and those of package page.
func staticFiles() http.Handler {
	files := http.FileServerFS(staticFolder)
	others := map[string][2]string{"/static/page.css": {"text/css; charset=utf-8", page.Style}, "/static/page.js": {"text/javascript; charset=utf-8", page.Script}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/") {
			http.NotFound(w, r)
			return
		}
		if o, ok := others[r.URL.Path]; ok {
			w.Header().Set("Content-Type", o[0])
			io.WriteString(w, o[1])
			return
		}
		files.ServeHTTP(w, r)
	})
}

// attach sends a file to be saved.
func attach(w http.ResponseWriter, name, kind string, data []byte) error {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Write(data)
	return nil
}
