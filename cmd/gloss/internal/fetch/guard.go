package fetch

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// special are the blocks of addresses that lead somewhere else than to a public server,
// beside those that netip knows (IANA's registries of special-purpose addresses, RFC 6890,
// and the one public address under which a cloud shows its machines' secrets).
var special = func() []netip.Prefix {
	var out []netip.Prefix
	for _, p := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"168.63.129.16/32",
		"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
	} {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}()

// unicast6 is all of IPv6 that is given out to networks of the public internet. What
// carries an IPv4 address in it (mapped, compatible, translated) lies outside.
var unicast6 = netip.MustParsePrefix("2000::/3")

// nat64 is where networks without IPv4 show it (RFC 6052): the last four bytes are an IPv4
// address, and what that is decides.
var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// public reports whether an address is one of the public internet: not loopback,
// private, link-local (where clouds keep their metadata), shared by a provider (CGNAT),
// multicast, reserved, or IPv4 in the guise of IPv6, but for what a network without IPv4
// translates to a public address.
func public(a netip.Addr) bool {
	if a.Zone() == "" && nat64.Contains(a) {
		b := a.As16()
		return public(netip.AddrFrom4([4]byte(b[12:])))
	}
	if a.Is4In6() || a.Zone() != "" || !a.IsGlobalUnicast() || a.IsPrivate() || a.Is6() && !unicast6.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// guardedDialer returns a dialer that refuses every address that permit does not. It is
// asked of each address that a name turned out to have, in the moment of connecting:
// what a name meant when somebody looked before, or a redirect's target, cannot get
// past it.
func guardedDialer(connect time.Duration, permit func(netip.Addr) bool, resolver *net.Resolver) *net.Dialer {
	return &net.Dialer{
		Timeout:  connect,
		Resolver: resolver,
		ControlContext: func(_ context.Context, network, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil {
				return fail(Private, "no address of the internet: %s", address)
			}
			if !permit(to.Addr()) {
				return fail(Private, "%s is not an address of the public internet (--allow-private permits it)", to.Addr())
			}
			return nil
		},
	}
}

// checkProxied is nil if a proxy may be asked for what lies at u. The proxy looks names up
// itself, so that only addresses, and names that never are public, can be told here.
func checkProxied(u *url.URL) error {
	host := hostOf(u)
	if a, err := netip.ParseAddr(host); err == nil && public(a) {
		return nil
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	number := last != "" && '0' <= last[0] && last[0] <= '9'                      // then all of it is an IPv4 address, however it is written
	foreign := strings.IndexFunc(host, func(r rune) bool { return r > '~' }) >= 0 // no name that can be looked up; whoever does may read it as another
	if strings.Contains(host, ":") || !strings.Contains(host, ".") || number || foreign || slices.Contains([]string{"localhost", "local", "internal", "lan", "home", "corp", "intranet"}, last) {
		return fail(Private, "%s is not of the public internet (--allow-private permits it)", host)
	}
	return nil
}
