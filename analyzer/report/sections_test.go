package report

import "testing"

// TestSigned holds that what rounds to nought has no sign.
func TestSigned(t *testing.T) {
	for x, want := range map[float64]string{0: "0.00", 0.004: "0.00", -0.004: "0.00", 0.006: "+0.01", -0.25: "-0.25"} {
		if got := signed(x); got != want {
			t.Errorf("%v: %s, not %s", x, got, want)
		}
	}
}
