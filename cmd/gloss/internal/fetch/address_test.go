package fetch

import (
	"net/url"
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"HTTP://Ledger.Example:80/Path?b=2&a=1#x":                            "http://ledger.example/Path?b=2&a=1",
		"https://ledger.example:443":                                         "https://ledger.example/",
		"https://ledger.example.:8443/x?":                                    "https://ledger.example:8443/x",
		"https://ledger.example./x":                                          "https://ledger.example/x",
		"https://ledger.example/x?utm_source=a&id=7&fbclid=z&UTM_Medium=rss": "https://ledger.example/x?id=7",
		"https://ledger.example/x?utm_source=a":                              "https://ledger.example/x",
		"https://ledger.example/x?id=a%20b&id=c":                             "https://ledger.example/x?id=a%20b&id=c",
		"https://ledger.example/a%2Fb/../c":                                  "https://ledger.example/a%2Fb/../c",
		"http://[::1]:80/x":                                                  "http://[::1]/x",
		"https://müller.example/x":                                           "https://xn--mller-kva.example/x",
	} {
		u, err := url.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := Canonical(u); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// FuzzCanonical holds that the canonical form is one: of it, it is itself; and that it is
// an address that may be asked for if the address was.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"http://a.test/x?utm_a=1&b=2#c", "https://A.test:443", "http://[::1]:80/?&&", "http://a.test:/", "http://a.test./%zz", "http://a.test/?a=1;b=2&"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := ParseAddress(raw)
		if err != nil {
			return
		}
		one := Canonical(u)
		v, err := ParseAddress(one)
		if err != nil {
			t.Fatalf("%q: %q: %v", raw, one, err)
		}
		if two := Canonical(v); two != one {
			t.Fatalf("%q: %q, and of that %q", raw, one, two)
		}
		if strings.Contains(one, "#") {
			t.Fatalf("%q: a fragment in %q", raw, one)
		}
	})
}
