package trainings

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// MaxLink is how long a session's link may be, in characters.
const MaxLink = 500

// IsWebAddress says whether a link is a whole http(s) address that opens
// nothing else: it has a host, and no name or password before it.
func IsWebAddress(link string) bool {
	if utf8.RuneCountInString(link) > MaxLink || strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return false
	}
	u, err := url.Parse(link)
	return err == nil && (strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://")) && u.Hostname() != "" && u.User == nil
}
