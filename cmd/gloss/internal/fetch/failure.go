package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// A Reason is why something could not be had, as metrics and a store keep it.
type Reason string

// The reasons.
const (
	BadAddress Reason = "bad-address"  // no address that is asked for
	Private    Reason = "private"      // the host's address is not one of the public internet
	Robots     Reason = "robots"       // robots.txt says no, or could not be had
	NoHost     Reason = "no-host"      // the host has no address
	Connection Reason = "connection"   // no connection, or it broke
	Certify    Reason = "tls"          // the server's certificate, or TLS itself
	TooSlow    Reason = "timeout"      // one of the limits of time
	CutShort   Reason = "cut-short"    // less came than was announced
	TooLarge   Reason = "too-large"    // more than the limit of size
	Redirects  Reason = "redirects"    // too many, a loop, or one that leads nowhere
	Busy       Reason = "busy"         // 429 or 503, or a host that asked to be left alone
	Denied     Reason = "denied"       // 401, 402, 403, 451
	Gone       Reason = "gone"         // 404, 410
	BadServer  Reason = "server-error" // other 5xx
	BadStatus  Reason = "status"       // any other status that is no answer
	NoFeed     Reason = "not-a-feed"   // it came, and is no feed
	NoArticle  Reason = "no-article"   // it came, and there is no article in it
	Down       Reason = "host-down"    // given up for this run after several failures
	Unkept     Reason = "store"        // the store could not keep it
	Stopped    Reason = "interrupted"  // the user ended the run
)

// A Failure says why something could not be had.
type Failure struct {
	Reason Reason
	What   string        // in words for a person
	Status int           // of HTTP; 0 if there was no answer
	After  time.Duration // how long the server asks to be left alone; 0 if it does not say
	again  bool          // another try may help
	later  bool          // another try may help, but not in this run
}

func (f *Failure) Error() string { return f.What }

func fail(r Reason, format string, a ...any) *Failure {
	return &Failure{Reason: r, What: fmt.Sprintf(format, a...)}
}

// worthIt marks a failure that may not happen again.
func (f *Failure) worthIt() *Failure {
	f.again = true
	return f
}

// asFailure is the Failure that err is or stands for.
func asFailure(err error) *Failure {
	var f *Failure
	var dns *net.DNSError
	var op *net.OpError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &dns) && !dns.IsTimeout:
		if dns.IsNotFound {
			return fail(NoHost, "there is no host %q", dns.Name)
		}
		return fail(NoHost, "the host's address cannot be looked up: %s", dns.Err).worthIt()
	case isTLS(err):
		return fail(Certify, "%s", strings.TrimPrefix(strings.TrimPrefix(plain(err), "tls: "), "failed to verify certificate: "))
	case errors.Is(err, context.Canceled):
		return fail(Stopped, "interrupted")
	case errors.As(err, &timeout) && timeout.Timeout():
		return fail(TooSlow, "no answer in time").worthIt()
	case errors.As(err, &op) && op.Op == "dial":
		return fail(Connection, "no connection: %s", plain(op.Err)).worthIt()
	}
	return fail(Connection, "the connection broke: %s", plain(err)).worthIt()
}

func isTLS(err error) bool {
	var verify *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &verify) || errors.As(err, &record) || errors.As(err, &alert) || errors.As(err, &unknown) || errors.As(err, &host) || errors.As(err, &invalid)
}

// plain is an error without what net and net/http put before it: the address is said
// anyway.
func plain(err error) string {
	what := err.Error()
	for _, lead := range []string{"net/http: ", "http: ", "remote error: "} {
		what = strings.TrimPrefix(what, lead)
	}
	if i := strings.LastIndex(what, "connect: "); i >= 0 {
		what = what[i+len("connect: "):]
	}
	return what
}

// statusFailure is what a status other than 200 says; nil for 200 and for 304.
func statusFailure(resp *http.Response, now time.Time) *Failure {
	code := resp.StatusCode
	var f *Failure
	switch {
	case code == http.StatusOK || code == http.StatusNotModified:
		return nil
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		f = fail(Busy, "the server asks to be left alone (status %d)", code).worthIt()
		f.After = retryAfter(resp.Header.Get("Retry-After"), now)
	case code == http.StatusNotFound, code == http.StatusGone:
		f = fail(Gone, "it is not there any more (status %d)", code)
	case code == http.StatusUnauthorized, code == http.StatusPaymentRequired, code == http.StatusForbidden, code == http.StatusUnavailableForLegalReasons:
		f = fail(Denied, "the server does not give it out (status %d)", code)
	case code >= 500:
		f = fail(BadServer, "the server failed (status %d)", code)
		f.again = code != http.StatusNotImplemented && code != http.StatusHTTPVersionNotSupported
	default:
		f = fail(BadStatus, "status %d", code)
		f.again = code == http.StatusRequestTimeout || code == http.StatusTooEarly
	}
	f.Status = code
	return f
}
