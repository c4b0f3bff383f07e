package planted

// A draw is a stream of numbers that looks random and depends on nothing but what
// it was made from: Sebastiano Vigna's splitmix64.
type draw struct{ state uint64 }

// newDraw returns the stream of one operation on one copy. Each has its own, so
// that to turn one operation off leaves the choices of the others as they were.
func newDraw(seed uint64, copy int, operation string) *draw {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	for i := range len(operation) {
		h = (h ^ uint64(operation[i])) * prime
	}
	d := &draw{seed ^ h ^ uint64(copy+1)<<56}
	d.next()
	return d
}

func (d *draw) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number in [0, n); n must be positive.
func (d *draw) below(n int) int { return int(d.next() % uint64(n)) }

// chance reports true with probability p, 0..1.
func (d *draw) chance(p float64) bool {
	return float64(d.next()>>11)/(1<<53) < p
}

// order returns the numbers below n, shuffled.
func (d *draw) order(n int) []int {
	out := make([]int, n)
	for i := range out {
		k := d.below(i + 1)
		out[i] = out[k]
		out[k] = i
	}
	return out
}
