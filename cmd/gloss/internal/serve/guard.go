package serve

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// policy lets a page load this server's own style, scripts and pictures, send
// forms to this server, and nothing else. There are no inline scripts and no
// inline styles, so that text which is pasted can never become one.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// headers go with every answer. The referrer policy is not "no-referrer": with
// that, a browser would send "Origin: null" with this page's own forms.
var headers = map[string]string{
	"Content-Security-Policy":      policy,
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "same-origin",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), microphone=(), geolocation=(), browsing-topics=()",
	"Cache-Control":                "no-store", // computers in schools are shared
}

// guard refuses what does not come from this server's own pages: another name
// for this address (DNS rebinding), a form of another site, and what is too big.
func (s *Server) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for k, v := range headers {
			w.Header().Set(k, v)
		}
		if !s.ownHost(r.Host) {
			s.fail(w, r, errHost)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			if r.Method != http.MethodPost {
				s.fail(w, r, &problem{http.StatusMethodNotAllowed, "This page cannot do that.", "It answers what a browser's links and forms ask for, nothing else."})
				return
			}
			if err := s.ownForm(w, r, cross); err != nil {
				s.fail(w, r, err)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

var (
	errHost   = &problem{http.StatusMisdirectedRequest, "That is not this page's address.", "Open the address that gloss printed when it started. Other names for this computer are refused, so that no other web site can read what is open here."}
	errSite   = &problem{http.StatusForbidden, "This did not come from a page of gloss.", "Another web site, or a page from before gloss was started again, sent it. Go back, reload that page and try once more. Marks can still be saved to a file from the page they are on."}
	errBig    = &problem{http.StatusRequestEntityTooLarge, "That is too much at once.", fmt.Sprintf("gloss takes up to %d texts of up to %s characters each. Cut the texts to the article itself and try again.", maxCopies, thousands(maxText))}
	errForm   = &problem{http.StatusBadRequest, "What was sent could not be read.", "Go back and try again."}
	errBusy   = &problem{http.StatusServiceUnavailable, "gloss is busy with other texts.", "Many people are asking at the same moment. Wait a few seconds and try again."}
	errNoPage = &problem{http.StatusNotFound, "There is no such page.", "Go back to the first page."}
)

// ownHost reports whether a request was addressed to this computer by a name that
// nobody else can give it: localhost, or an address in numbers; for an open
// server this computer's own name, too.
func (s *Server) ownHost(hostport string) bool {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		host, port = hostport, "80"
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return false
	}
	host = strings.ToLower(strings.Trim(strings.TrimSuffix(host, "."), "[]"))
	if host == "localhost" {
		return true
	}
	if ip := net.ParseIP(host); ip != nil {
		return s.Open || ip.IsLoopback()
	}
	name, err := os.Hostname()
	name = strings.ToLower(name)
	return s.Open && err == nil && name != "" && (host == name || host == name+".local")
}

// ownForm reads a form, if it is one of this server's own.
func (s *Server) ownForm(w http.ResponseWriter, r *http.Request, cross *http.CrossOriginProtection) error {
	if cross.Check(r) != nil {
		return errSite
	}
	if r.ContentLength > maxBody {
		return errBig
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	err := r.ParseMultipartForm(maxBody) // all of it in memory: nothing goes to disk
	if errors.Is(err, http.ErrNotMultipart) {
		err = r.ParseForm()
	}
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		return errBig
	case err != nil:
		return errForm
	case subtle.ConstantTimeCompare([]byte(r.PostFormValue("token")), []byte(s.token)) != 1:
		return errSite
	}
	return nil
}

// work runs f when there is a place for it, so that a class that asks for thirty
// comparisons at once is served in turn. It gives up when that takes too long, or
// when nobody waits any more.
func (s *Server) work(r *http.Request, f func() error) error {
	limit := time.NewTimer(waiting)
	defer limit.Stop()
	select {
	case s.busy <- struct{}{}:
		defer func() { <-s.busy }()
		return f()
	case <-limit.C:
		return errBusy
	case <-r.Context().Done():
		return r.Context().Err()
	}
}

// A problem is an answer that is no page: its status, what is wrong, what to do.
type problem struct {
	Status     int
	What, Next string
}

func (p *problem) Error() string { return p.What }

// head sets the headers that go with a problem.
func (p *problem) head(w http.ResponseWriter) {
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
}

// page makes a handler of a function that may fail.
func (s *Server) page(f func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := f(w, r); err != nil {
			s.fail(w, r, err)
		}
	}
}

// fail answers with what is wrong and what can be done.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	var p *problem
	if !errors.As(err, &p) {
		if r.Context().Err() == nil {
			s.log.Printf("%s %s: %v", r.Method, r.URL.Path, err)
		}
		p = &problem{http.StatusInternalServerError, "Something went wrong inside gloss.", "Go back and try again. If it happens again, the window in which gloss runs says why."}
	}
	p.head(w)
	s.pages.write(w, p.Status, "problem", frame{Title: p.What, Server: s, Data: p})
}
