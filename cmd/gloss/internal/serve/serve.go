// Package serve is gloss as a local web page for lessons in media literacy: paste
// texts and see them opposite each other, mark them before gloss shows its marks,
// compare the marks of a class, rewrite, print.
//
// Method: pages are made on the server by html/template and need no script to be
// read; small plain scripts add marking, dropping of files and leaving-the-page
// warnings. A story lives in memory only, under an address that is a fingerprint
// of its texts; marks live in the pupils' files, so there are no accounts and
// nothing is written to disk. Why not a single-page application: it would need a
// build step, and a page that is not there without scripts cannot be printed,
// saved or read by whatever a school has. What it gets wrong: a story that was
// pasted is gone when gloss ends or when too many others came after it; and
// whoever can reach the port can read what was pasted, which is why only this
// computer can unless --listen says otherwise:
//
//	s, err := serve.New(serve.Config{Analyzer: a, Lexicons: set, Reader: r})
//	err = s.Serve(ctx, listener)
package serve

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"runtime"
	"time"

	"golang.org/x/net/netutil"

	"gloss/analyzer"
	"gloss/analyzer/ingest"
	"gloss/analyzer/lexicon"
)

// Config is what a Server works with.
type Config struct {
	Analyzer *analyzer.Analyzer
	Lexicons *lexicon.Set
	Reader   ingest.Reader // reads the files that are dropped
	Corpus   fs.FS         // sample stories, as package corpus has them; nil: none
	Stories  []Listing     // the user's own, first on the page
	Open     bool          // other computers may ask, too
	Errors   io.Writer     // gets what the server itself complains of; nil: nobody
}

// A Listing is a story that can be opened from the first page.
type Listing struct {
	ID      string // in the address
	Title   string // for a person
	Subject string // in a word; may be empty
	Lesson  bool   // it has a lesson plan
	// Copies gives the copies. It may be called more than once: a story that was not
	// looked at for long is forgotten.
	Copies func() (analyzer.Copies, error)
}

// A Server answers the pages. Get one from New.
type Server struct {
	Config
	token   string          // in every form of this run: no other site knows it
	memory  *memory         // the stories that were looked at last
	busy    chan struct{}   // a place for each comparison that runs
	samples []Listing       // of the corpus
	lessons map[string]plan // by story
	pages   *pages
	log     *log.Logger
}

// The limits. A class is some thirty people on one laptop.
const (
	maxCopies   = 5         // texts of one story that are pasted or dropped
	maxText     = 60_000    // characters of one text: some 10,000 words
	maxBody     = 1_500_000 // bytes of what is sent at once
	maxReaders  = 40        // files of marks compared at once
	maxMarks    = 2_000     // marks in one file
	connections = 256
	waiting     = 10 * time.Second // for a place among the comparisons that run
	closing     = 3 * time.Second  // for answers under way, when gloss ends
	keptStories = 64               // in memory
	keptBytes   = 8 << 20          // of text in memory
)

// New makes a Server. The error names the lesson plan or the sample that cannot
// be read.
func New(c Config) (*Server, error) {
	var secret [16]byte
	rand.Read(secret[:])
	s := &Server{Config: c, token: hex.EncodeToString(secret[:]), memory: newMemory(keptStories, keptBytes),
		busy: make(chan struct{}, runtime.GOMAXPROCS(0))}
	if s.Errors == nil {
		s.Errors = io.Discard
	}
	s.log = log.New(s.Errors, "gloss: ", 0)
	var err error
	if s.pages, err = loadPages(); err != nil {
		return nil, err
	}
	if s.samples, s.lessons, err = samples(c.Corpus); err != nil {
		return nil, err
	}
	return s, nil
}

// Handler answers every address of the page, for those who are allowed to ask.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.page(s.home))
	mux.HandleFunc("POST /try", s.page(s.try))
	mux.HandleFunc("GET /glossary", s.page(s.glossary))
	mux.HandleFunc("GET /story/{id}", s.page(s.read))
	mux.HandleFunc("GET /story/{id}/report.json", s.page(s.export))
	mux.HandleFunc("GET /story/{id}/mark", s.page(s.mark))
	mux.HandleFunc("GET /story/{id}/compare", s.page(s.compareForm))
	mux.HandleFunc("POST /story/{id}/compare", s.page(s.compare))
	mux.HandleFunc("POST /story/{id}/agreement.json", s.page(s.agreementExport))
	mux.HandleFunc("GET /story/{id}/rewrite", s.page(s.rewriteForm))
	mux.HandleFunc("POST /story/{id}/rewrite", s.page(s.rewrite))
	mux.HandleFunc("GET /story/{id}/handout", s.page(s.handout))
	mux.HandleFunc("GET /story/{id}/lesson", s.page(s.lesson))
	mux.Handle("GET /static/", staticFiles())
	mux.HandleFunc("/", s.page(func(http.ResponseWriter, *http.Request) error { return errNoPage }))
	return s.guard(mux)
}

// Serve answers until ctx is done, then lets answers under way end.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	srv := &http.Server{Handler: s.Handler(), ErrorLog: s.log, MaxHeaderBytes: 16 << 10,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: time.Minute}
	ended := make(chan error, 1)
	go func() {
		<-ctx.Done()
		bounded, cancel := context.WithTimeout(context.Background(), closing)
		defer cancel()
		err := srv.Shutdown(bounded)
		if errors.Is(err, context.DeadlineExceeded) {
			err = srv.Close()
		}
		ended <- err
	}()
	if err := srv.Serve(netutil.LimitListener(l, connections)); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving %s: %w", l.Addr(), err)
	}
	return <-ended
}
