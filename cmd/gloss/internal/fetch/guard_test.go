package fetch

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

func TestPublic(t *testing.T) {
	for _, a := range []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
		"192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::6440:1", "64:ff9b::", "64:ff9b::808:808%eth0", "64:ff9b:0:0:0:1:808:808", "64:ff9b:1::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
		"fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "3fff::1", "5f00::1",
	} {
		if public(netip.MustParseAddr(a)) {
			t.Errorf("%s is taken for an address of the public internet", a)
		}
	}
	for _, a := range []string{"8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.32.0.1", "192.169.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2400:cb00::1", "64:ff9b::808:808"} {
		if !public(netip.MustParseAddr(a)) {
			t.Errorf("%s is refused", a)
		}
	}
}

// guarded asks for an address through the dialer that is really used.
func guarded(t *testing.T, address string, o Options) *Failure {
	t.Helper()
	o.Clock, o.Tries = newClock(), 2
	f := New(o)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	c := *f.client
	c.hard = context.Background()
	_, err = c.get(context.Background(), request{url: u, limit: 1000})
	if err == nil {
		return nil
	}
	return asFailure(err)
}

// TestPrivateAddresses asks a real server on loopback, by all the names of it.
func TestPrivateAddresses(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer s.Close()
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "[::]", "[::1]", "127.1.2.3"} {
		f := guarded(t, "http://"+host+":"+port+"/", Options{})
		if f == nil || f.Reason != Robots && f.Reason != Private || f.again {
			t.Errorf("%s: %v", host, f)
		}
	}
	if asked > 0 {
		t.Errorf("%d requests came through", asked)
	}
	if f := guarded(t, s.URL, Options{AllowPrivate: true}); f != nil || asked == 0 {
		t.Errorf("with AllowPrivate: %v", f)
	}
}

// TestRedirectToPrivate holds that a server which may be asked cannot lead to one that
// may not, by an address or by a name.
func TestRedirectToPrivate(t *testing.T) {
	inner := 0
	secret := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { inner++ }))
	defer secret.Close()
	_, port, _ := net.SplitHostPort(secret.Listener.Addr().String())
	for _, to := range []string{secret.URL + "/latest/meta-data/", "http://inside.test:" + port + "/"} {
		w := newWeb(t)
		w.mux.Handle("a.test/", http.RedirectHandler(to, http.StatusFound))
		w.mux.HandleFunc("a.test/robots.txt", http.NotFound)
		_, f := w.one("http://a.test/x", func(o *Options) {
			guard := guardedDialer(time.Second, public, names(map[string][]string{"inside.test.": {"127.0.0.1"}}))
			o.dial = func(ctx context.Context, network, address string) (net.Conn, error) {
				if address == "a.test:80" { // this one stands for a server of the internet
					return w.dial(ctx, network, address)
				}
				return guard.DialContext(ctx, network, address)
			}
		})
		if f == nil || f.Reason != Robots && f.Reason != Private || inner > 0 {
			t.Errorf("%s: %v, %d requests came through", to, f, inner)
		}
	}
}

// TestNameThatChanges holds that the address is checked that is connected to, not one
// that the name had before.
func TestNameThatChanges(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked++
		rw.Header().Set("Connection", "close")
	}))
	defer s.Close()
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	answers := [][]string{{"127.0.0.1"}, {"127.0.0.9"}} // the first stands for a public address
	var mu sync.Mutex
	lookups := 0
	resolver := resolve(func(string) []string {
		mu.Lock()
		defer mu.Unlock()
		lookups++
		return answers[min((lookups-1)/2, 1)] // A and AAAA are asked for each time
	})
	permit := func(a netip.Addr) bool { return a == netip.MustParseAddr("127.0.0.1") }
	o := Options{dial: guardedDialer(time.Second, permit, resolver).DialContext}
	if f := guarded(t, "http://rebind.test:"+port+"/", o); f == nil || f.Reason != Private {
		t.Errorf("the second connection went to where the name led then: %v", f)
	}
	if asked != 1 {
		t.Errorf("%d requests came through, want that for robots.txt", asked)
	}
}

// TestProxy holds that the environment's proxies are not used, that a named one is, though
// it is on loopback, and that this lets nothing else through.
func TestProxy(t *testing.T) {
	var through []string
	proxy := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { through = append(through, r.URL.String()) }))
	defer proxy.Close()
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("http_proxy", proxy.URL)
	w := newWeb(t)
	w.serve("a.test/", "text/plain", "")
	if _, f := w.one("http://a.test/x", nil); f != nil || len(through) > 0 {
		t.Errorf("%v, %q went through the environment's proxy", f, through)
	}
	u, _ := url.Parse(proxy.URL)
	if f := guarded(t, "http://a.test/x", Options{Proxy: u}); f != nil || len(through) != 2 {
		t.Errorf("%v, %q went through the proxy", f, through)
	}
	for _, to := range []string{"http://127.0.0.1:8000/x", "http://169.254.169.254/latest", "http://[::1]:8000/", "http://localhost:8000/", "http://127.1:8000/", "http://0x7f.0.0.0x1:8000/", "http://2130706433/", "http://metadata.google.internal/",
		"https://127.0.0.１/", "https://127。0。0。1/", "https://metadata.google.ｉnternal/", "https://ⓛocalhost/", "http://10.0.0.１。/", "http://a.ｉnternal\u0378/"} {
		n := len(through)
		if f := guarded(t, to, Options{Proxy: u}); f == nil || f.Reason != Robots && f.Reason != Private || len(through) > n {
			t.Errorf("%s through a proxy: %v, %q", to, f, through[n:])
		}
	}
}

// names is a resolver that knows these names and asks nobody.
func names(of map[string][]string) *net.Resolver {
	return resolve(func(name string) []string { return of[name] })
}

// resolve is a resolver whose server is a function.
func resolve(of func(name string) []string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			for { // DNS over a stream: two bytes of length before each message
				var size [2]byte
				if _, err := io.ReadFull(there, size[:]); err != nil {
					return
				}
				query := make([]byte, binary.BigEndian.Uint16(size[:]))
				if _, err := io.ReadFull(there, query); err != nil {
					return
				}
				reply := dnsReply(query, of)
				there.Write(binary.BigEndian.AppendUint16(nil, uint16(len(reply))))
				there.Write(reply)
			}
		}()
		return here, nil
	}}
}

// dnsReply answers a query with the addresses of a name, A or AAAA.
func dnsReply(query []byte, of func(name string) []string) []byte {
	var q dnsmessage.Message
	if q.Unpack(query) != nil || len(q.Questions) != 1 {
		return nil
	}
	asked := q.Questions[0]
	reply := dnsmessage.Message{Header: dnsmessage.Header{ID: q.ID, Response: true, RecursionAvailable: true}, Questions: q.Questions}
	for _, text := range of(asked.Name.String()) {
		head := dnsmessage.ResourceHeader{Name: asked.Name, Type: asked.Type, Class: dnsmessage.ClassINET}
		if a := netip.MustParseAddr(text); a.Is4() && asked.Type == dnsmessage.TypeA {
			reply.Answers = append(reply.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AResource{A: a.As4()}})
		}
	}
	out, err := reply.Pack()
	if err != nil {
		return nil
	}
	return out
}
