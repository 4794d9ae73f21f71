package certificates

import "strings"

// prefix begins the number of a certificate of completion.
const prefix = "CC"

// Number brings what people type to a number's written form: capitals, and
// hyphens where they belong. What cannot be a number is returned empty.
func Number(typed string) string {
	if len(typed) > 100 {
		return ""
	}
	var b strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch {
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '-', r == ' ', r == '\u2010', r == '\u2011', r == '\u2013', r == '\u00a0': // hyphens and spaces, however they were pasted
		default:
			return ""
		}
	}
	s, found := strings.CutPrefix(b.String(), prefix)
	if !found || len(s) != 10 {
		return ""
	}
	return prefix + "-" + s[:5] + "-" + s[5:]
}
