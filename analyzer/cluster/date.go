package cluster

import (
	"strconv"
	"strings"
)

// undated is the date of an article without one.
const undated = -1 << 31

// Dates of other years, such as 9999, stand for none.
const (
	firstYear = 1700
	lastYear  = 2200
)

// minutes is a date of Article.Published in minutes since 1970, undated if there
// is none. The day alone is its noon, so that no copy of that day is far from it.
func minutes(s string) int32 {
	field := func(from, to int) int {
		if len(s) < to {
			return 0
		}
		n, err := strconv.Atoi(s[from:to])
		if err != nil {
			return 0
		}
		return n
	}
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return undated
	}
	y, m, d := field(0, 4), field(5, 7), field(8, 10)
	if y < firstYear || y > lastYear || m < 1 || m > 12 || d < 1 || d > 31 {
		return undated
	}
	t := days(y, m, d) * 24 * 60
	if len(s) < 16 {
		return int32(t + 12*60)
	}
	t += field(11, 13)*60 + field(14, 16)
	if i := strings.LastIndexAny(s, "+-"); i > 16 && len(s) >= i+6 {
		offset := field(i+1, i+3)*60 + field(i+4, i+6)
		if s[i] == '-' {
			offset = -offset
		}
		t -= offset
	}
	return int32(t)
}

// days is the number of days from 1970 to a date of the Gregorian calendar.
func days(y, m, d int) int {
	if m <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + d - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}

// foldOutlet is an outlet's name as outlets are compared: in lower case, without
// blanks at its ends.
func foldOutlet(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// Address is a URL in the form in which addresses are compared: without scheme,
// "www.", fragment, a slash at the end, and what says only where a reader came
// from. It is empty if url says no address.
func Address(url string) string {
	if i := strings.Index(url, "://"); i >= 0 {
		url = url[i+3:]
	}
	host := strings.IndexAny(url+"/", "/?#")
	url = strings.ToLower(url[:host]) + url[host:]
	url = strings.TrimPrefix(url, "www.")
	url, _, _ = strings.Cut(url, "#")
	url, query, _ := strings.Cut(url, "?")
	url = strings.TrimSuffix(url, "/")
	for parameter := range strings.SplitSeq(query, "&") {
		if parameter != "" && !strings.HasPrefix(parameter, "utm_") && !strings.HasPrefix(parameter, "fbclid=") && !strings.HasPrefix(parameter, "gclid=") {
			url += "&" + parameter
		}
	}
	return url
}

// hashURL is a hash of an address; 0 if there is none.
func hashURL(url string) uint64 {
	if url = Address(url); url == "" {
		return 0
	}
	return hashName(url)
}

// hashName hashes the bytes of a name.
func hashName(s string) uint64 {
	h := uint64(fnv64)
	for i := range len(s) {
		h = mix(h, uint64(s[i]))
	}
	return h
}
