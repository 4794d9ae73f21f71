package letters

import (
	"strings"
	"unicode"
)

// Line makes a person's text fit for one line of a mail: no line breaks or
// other control characters, none that turn the reading direction, no address
// that a mail program would make a link of, and at most 200 characters.
func Line(s string) string {
	var b strings.Builder
	n, space := 0, true // leading space is dropped
	for _, r := range strings.ReplaceAll(s, "://", "…") {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			if !space {
				b.WriteByte(' ')
				n++
			}
			space = true
			continue
		}
		if unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d' { // directions and zero widths, but for the joiners that some scripts write with
			continue
		}
		if n == 200 {
			b.WriteRune('…')
			break
		}
		b.WriteRune(r)
		n, space = n+1, false
	}
	return strings.TrimRight(b.String(), " ")
}
