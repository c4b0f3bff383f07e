package ingest

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"

	"gloss/analyzer/news"
)

// An OutletKind says what kind of publisher an outlet is.
type OutletKind string

// The kinds of outlet.
const (
	Newsroom     OutletKind = "newsroom"
	Agency       OutletKind = "agency"        // sells its text to others
	Aggregator   OutletKind = "aggregator"    // shows other outlets' text
	PressRelease OutletKind = "press release" // publishes what companies and offices say of themselves
)

// OutletKinds are the kinds of outlet.
var OutletKinds = []OutletKind{Newsroom, Agency, Aggregator, PressRelease}

// An Outlet is a publisher under all its spellings.
type Outlet struct {
	Name string
	Kind OutletKind
}

// Lists are the outlets that are known by domain and by name, the labels that tell
// an article's genre, and the words that tell its language. Nil knows none. It never
// changes after NewLists, but by Add.
type Lists struct {
	byDomain  map[string]Outlet
	byName    map[string]Outlet            // name or spelling, as written and folded
	agencies  map[string]string            // spelling as written → the agency's name
	opens     map[string]bool              // first words of such spellings
	genres    map[string]map[string]string // place → folded label → genre
	languages languages
}

// NewLists returns Lists with the entries of three files. outlets has lines of
// "domain, name, kind, other spellings (; between)", genres of "label, genre, places
// (title, section, url)", languages of "code, name, commonest words", all with tabs
// between; lines that begin with "#" are comments. The error names file and line of
// everything that is not so.
func NewLists(outlets, genres, languages string) (*Lists, error) {
	l := &Lists{byDomain: make(map[string]Outlet), byName: make(map[string]Outlet), agencies: make(map[string]string),
		opens: make(map[string]bool), genres: make(map[string]map[string]string)}
	return l, errors.Join(l.Add("lexicons/outlets.tsv", outlets), l.addGenres("lexicons/genres.tsv", genres), l.addLanguages("lexicons/languages.tsv", languages))
}

// Add adds the lines of a file of outlets; what it says of a domain or a spelling
// replaces what was known. It must not be called while o is in use.
func (l *Lists) Add(file, text string) error {
	return eachLine(file, text, func(columns []string) string {
		if len(columns) < 3 || len(columns) > 4 {
			return fmt.Sprintf("%d columns, want domain, name, kind, other spellings", len(columns))
		}
		out := Outlet{columns[1], OutletKind(columns[2])}
		switch out.Kind {
		case Newsroom, Agency, Aggregator, PressRelease:
		default:
			return fmt.Sprintf("no kind %q; there are newsroom, agency, aggregator, press release", columns[2])
		}
		if domain := strings.TrimPrefix(strings.ToLower(columns[0]), "www."); domain != "" {
			l.byDomain[domain] = out
		}
		names := []string{out.Name}
		if len(columns) == 4 {
			names = append(names, strings.Split(columns[3], ";")...)
		}
		for _, name := range names {
			name = strings.TrimSpace(name)
			if name == "" {
				continue
			}
			l.byName[name], l.byName[foldOutlet(name)] = out, out
			if out.Kind == Agency {
				name = strings.TrimPrefix(name, "The ")
				l.agencies[name] = out.Name
				l.opens[name[:wordEnd(name)]] = true
			}
		}
		return ""
	})
}

func (l *Lists) addGenres(file, text string) error {
	return eachLine(file, text, func(columns []string) string {
		if len(columns) != 3 {
			return fmt.Sprintf("%d columns, want label, genre, places", len(columns))
		}
		for _, place := range strings.Fields(columns[2]) {
			if place != "title" && place != "section" && place != "url" {
				return fmt.Sprintf("no place %q; there are title, section, url", place)
			}
			if l.genres[place] == nil {
				l.genres[place] = make(map[string]string)
			}
			label := foldLabel(columns[0])
			l.genres[place][label] = columns[1]
			if place == "url" {
				l.genres[place][strings.ReplaceAll(label, " ", "-")] = columns[1]
			}
		}
		return ""
	})
}

// eachLine calls each for the columns of every line that is no comment; what it
// returns is what is wrong with the line.
func eachLine(file, text string, each func(columns []string) string) error {
	var errs []error
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(strings.TrimPrefix(line, "\ufeff"), "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		for k := range columns {
			columns[k] = strings.TrimSpace(columns[k])
		}
		if what := each(columns); what != "" {
			errs = append(errs, fmt.Errorf("%s:%d: %s", file, i+1, what))
		}
	}
	return errors.Join(errs...)
}

// foldOutlet is an outlet's name as it is compared: letters and digits in lower
// case, without "The" before it or ".com" after it.
func foldOutlet(name string) string {
	name = norm.NFC.String(strings.ToLower(strings.TrimSpace(name)))
	name = strings.TrimPrefix(name, "the ")
	for _, tld := range []string{".com", ".org", ".net", ".co.uk"} {
		name = strings.TrimSuffix(name, tld)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name)
}

// Named is the outlet that is known by that name, spelling or domain.
func (l *Lists) Named(name string) (Outlet, bool) {
	if l == nil || name == "" {
		return Outlet{}, false
	}
	out, ok := l.byName[name]
	if !ok {
		out, ok = l.byName[foldOutlet(name)]
	}
	if ok {
		return out, true
	}
	if strings.ContainsRune(name, '.') && !strings.ContainsRune(name, ' ') {
		return l.at(hostOf(name))
	}
	return Outlet{}, false
}

// at is the outlet whose domain host is, or lies under.
func (l *Lists) at(host string) (Outlet, bool) {
	for l != nil && host != "" {
		if out, ok := l.byDomain[host]; ok {
			return out, true
		}
		_, rest, ok := strings.Cut(host, ".")
		if !ok {
			break
		}
		host = rest
	}
	return Outlet{}, false
}

// hostOf is the host of an address, with or without scheme, in lower case and
// without "www."; empty if it has none.
func hostOf(address string) string {
	if !strings.Contains(address, "://") {
		address = "https://" + strings.TrimPrefix(address, "//")
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// registered is the part of host that somebody registered: "bbc.co.uk".
func registered(host string) string {
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}

// name sets a's outlet: what the record says, in the spelling that is known; else
// the owner of its address; else what the page or feed calls itself; else the
// address, or the file, in the spelling that is known if it is one.
func (l *Lists) name(a *news.Article, rec *record) {
	said := strings.TrimSpace(rec.Outlet)
	if out, ok := l.Named(said); ok {
		a.Outlet = out.Name
		return
	}
	if said != "" && !isHost(said) {
		a.Outlet = said
		return
	}
	host := rec.where.domain
	if rec.URL != "" || said != "" {
		host = hostOf(orElse(rec.URL, said))
	}
	owner, owned := l.at(host)
	site, known := l.Named(rec.where.site)
	switch {
	case known:
		a.Outlet = site.Name
	case rec.where.site != "" && !isHost(rec.where.site) && (!owned || owner.Kind == Aggregator):
		a.Outlet = rec.where.site
	case owned:
		a.Outlet = owner.Name
	case host != "":
		a.Outlet = registered(host)
	default:
		a.Outlet = orElse(rec.where.stem, a.ID)
		if l != nil {
			if out, ok := l.byName[a.Outlet]; ok { // as it is written: a file's name is a weak sign
				a.Outlet = out.Name
			}
		}
	}
}

// isHost reports whether an outlet's name is an address.
func isHost(name string) bool {
	return strings.ContainsRune(name, '.') && !strings.ContainsAny(name, " ,;") &&
		(strings.Contains(name, "://") || strings.HasPrefix(name, "www.") || publicsuffixed(hostOf(name)))
}

func publicsuffixed(host string) bool {
	_, icann := publicsuffix.PublicSuffix(host)
	return icann
}
