package ingest

import (
	"fmt"
	"strings"

	"github.com/itlightning/dateparse"
)

// published is a date as Article has it: RFC 3339, without the zone where none is
// given, or the day alone. An unknown date is empty; bad says that s holds something
// that is not surely a date, such as 03/04/2024.
func published(s string) (date string, bad bool) {
	s = strings.TrimSpace(s)
	switch strings.ToLower(s) {
	case "none", "null", "nan", "nat", "n/a", "-":
		return "", false // how some programs write that there is none
	}
	if strings.HasPrefix(s, "0001-01-01") {
		return "", false // how some programs write that there is none
	}
	if s == "" || isoDate(s) {
		if utc, ok := strings.CutSuffix(s, "-00:00"); ok {
			s = utc + "Z"
		}
		return s, false
	}
	if d := numericDate(s); d != "" {
		return d, false
	}
	if len(s) > 64 || looksLikeNumber(s) {
		return "", true
	}
	s = numericZone(s)
	t, err := dateparse.ParseStrict(s)
	if err != nil {
		return "", true
	}
	layout, err := dateparse.ParseFormat(s)
	if err != nil {
		layout = ""
	}
	switch {
	case t.Year() < 1000 || t.Year() > 9999:
		return "", true
	case layout != "" && !strings.Contains(layout, "15") && !strings.Contains(layout, "3:") && !strings.Contains(layout, "03"):
		return t.Format("2006-01-02"), false
	case strings.Contains(layout, "07") || strings.Contains(layout, "Z") || strings.HasSuffix(s, "GMT") || strings.HasSuffix(s, "UTC") || strings.HasSuffix(s, "Z"):
		return t.Format("2006-01-02T15:04:05Z07:00"), false
	}
	return t.Format("2006-01-02T15:04:05"), false
}

// numericDate is a day written in numbers (20240503, 31/05/2024), if it can only be
// one; else empty.
func numericDate(s string) string {
	var a, b, y int
	if len(s) == len("20240503") && strings.Trim(s, "0123456789") == "" {
		if n, _ := fmt.Sscanf(s, "%4d%2d%2d", &y, &a, &b); n != 3 {
			return ""
		}
	} else if n, _ := fmt.Sscanf(strings.NewReplacer("/", " ", ".", " ").Replace(s), "%d %d %d", &a, &b, &y); n != 3 || len(strings.Fields(s)) != 1 {
		return ""
	} else if a > 12 && b <= 12 {
		a, b = b, a
	} else if b <= 12 && a != b {
		return ""
	}
	if a < 1 || a > 12 || b < 1 || b > 31 || y < 1000 || y > 9999 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, a, b)
}

// zones are the names of zones of RFC 822, and what they mean.
var zones = map[string]string{"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700", "UT": "+0000",
	"BST": "+0100", "CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300", "AEST": "+1000", "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300"}

// numericZone is s with a number for the name of a zone at its end.
func numericZone(s string) string {
	if i := strings.LastIndexByte(s, ' '); i > 0 && zones[s[i+1:]] != "" {
		return s[:i+1] + zones[s[i+1:]]
	}
	return s
}

// isoDate reports whether s is a date that is kept as it is: 2024-05-03,
// 2024-05-03T10:00:00, 2024-05-03T10:00:00+01:00, with fractions of seconds or not.
func isoDate(s string) bool {
	const pattern = "0000-00-00T00:00:00"
	n := min(len(s), len(pattern))
	for i := range n {
		if pattern[i] == '0' && (s[i] < '0' || s[i] > '9') || pattern[i] != '0' && s[i] != pattern[i] {
			return false
		}
	}
	if n < len("0000-00-00") || !plausible(s) {
		return false
	}
	rest := s[n:]
	if strings.HasPrefix(rest, ".") {
		rest = strings.TrimLeft(rest[1:], "0123456789")
	}
	switch {
	case n == len("0000-00-00"), n == len(pattern) && (rest == "" || rest == "Z"):
		return true
	case n == len(pattern) && len(rest) == 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':':
		return strings.Trim(rest[1:3]+rest[4:], "0123456789") == ""
	}
	return false
}

// plausible reports whether the numbers of an ISO date may be.
func plausible(s string) bool {
	month, day := s[5:7], s[8:10]
	last := "31"
	switch month {
	case "02":
		last = "29"
	case "04", "06", "09", "11":
		last = "30"
	}
	if s[:4] < "1000" || month < "01" || month > "12" || day < "01" || day > last {
		return false
	}
	return len(s) < len("2024-05-03T10:00:00") || s[11:13] < "24" && s[14:16] < "60" && s[17:19] <= "60"
}

func looksLikeNumber(s string) bool {
	return len(s) != 10 && len(s) != 13 && strings.Trim(s, "0123456789.-") == ""
}
