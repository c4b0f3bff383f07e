package fetch

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// longestAddress is the most bytes of an address that is asked for.
const longestAddress = 4096

// ParseAddress checks that raw is the address of something that may be asked for: http or
// https, a host, no credentials, a port that web servers have. The error is a *Failure.
func ParseAddress(raw string) (*url.URL, error) {
	raw = strings.TrimSpace(raw)
	if len(raw) > longestAddress {
		return nil, fail(BadAddress, "an address of %d bytes, at most %d are asked for", len(raw), longestAddress)
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fail(BadAddress, "no address")
	}
	return u, checkAddress(u)
}

func checkAddress(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fail(BadAddress, "only http and https are followed, not %.20q", u.Scheme)
	case hostOf(u) == "" || strings.ContainsAny(u.Hostname(), "% "):
		return fail(BadAddress, "an address without the name of a host")
	case u.User != nil:
		return fail(BadAddress, "an address with a user's name or password in it is not asked for")
	}
	if p := u.Port(); p != "" {
		n, err := strconv.Atoi(p)
		if err != nil || n > 65535 || n < 1024 && n != 80 && n != 443 {
			return fail(BadAddress, "port %.8s is no port of a web server", p)
		}
	}
	return nil
}

// tracking are the parameters of an address that say where a reader came from and
// nothing of what is shown. A star stands for any ending.
var tracking = []string{"utm_*", "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ns_*", "at_*", "cmpid", "ocid", "ref_src", "ito", "xtor", "smid", "partner", "_ga", "yclid"}

func tracks(name string) bool {
	name = strings.ToLower(name)
	for _, t := range tracking {
		if stem, star := strings.CutSuffix(t, "*"); name == t || star && strings.HasPrefix(name, stem) {
			return true
		}
	}
	return false
}

// Canonical is an address as it is compared: scheme and host in lower case and ASCII, without the
// scheme's own port, the fragment, and parameters that only tell where a reader came
// from. Other parameters keep their order. It is an address that can be asked for.
func Canonical(u *url.URL) string {
	c := *u
	c.Scheme, c.Host = strings.ToLower(c.Scheme), hostOf(u)
	if strings.Contains(c.Host, ":") {
		c.Host = "[" + c.Host + "]"
	}
	if port := u.Port(); port != "" && !(c.Scheme == "http" && port == "80") && !(c.Scheme == "https" && port == "443") {
		c.Host += ":" + port
	}
	if c.Path == "" {
		c.Path = "/"
	}
	c.Fragment, c.RawFragment, c.User = "", "", nil
	if c.RawQuery != "" {
		var kept []string
		for part := range strings.SplitSeq(c.RawQuery, "&") {
			name, _, _ := strings.Cut(part, "=")
			if part != "" && !tracks(name) {
				kept = append(kept, part)
			}
		}
		c.RawQuery = strings.Join(kept, "&")
	}
	c.ForceQuery = false
	return c.String()
}

// addressKey is an address as a run tells pages apart: two that differ in scheme, "www." or
// a slash at the end are one.
func addressKey(u *url.URL) string {
	_, rest, _ := strings.Cut(Canonical(u), "://")
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
}

// hostOf is the name under which requests to one server are spaced: its host, without
// the port, in lower case and, as it is looked up, in ASCII.
func hostOf(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	return strings.TrimRight(host, ".")
}

// site is the part of an address's host that somebody registered: "bbc.co.uk".
func site(u *url.URL) string {
	host := hostOf(u)
	if registered, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return registered
	}
	return host
}

// Shown is an address, or what somebody took for one, as it may be shown and logged:
// without what stands before the host's name, and not longer than a line.
func Shown(raw string) string {
	if scheme, rest, ok := strings.Cut(raw, "//"); ok {
		end := strings.IndexAny(rest, "/?#")
		if end < 0 {
			end = len(rest)
		}
		if at := strings.LastIndexByte(rest[:end], '@'); at >= 0 {
			raw = scheme + "//xxxxx" + rest[at:]
		}
	}
	if len(raw) > 300 {
		raw = strings.ToValidUTF8(raw[:300], "") + "…"
	}
	return raw
}
