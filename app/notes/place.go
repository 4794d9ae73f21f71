package notes

import (
	"fmt"
	"strconv"
	"strings"
)

// At is the place as people say it: "1:02:03" into a recording; the page's
// number otherwise.
func (n Note) At() string { return Say(n.Place, n.Timed) }

// Say writes a place as people say it.
func Say(place int, timed bool) string {
	switch {
	case !timed:
		return strconv.Itoa(place)
	case place >= 3600:
		return fmt.Sprintf("%d:%02d:%02d", place/3600, place/60%60, place%60)
	}
	return fmt.Sprintf("%d:%02d", place/60, place%60)
}

// Read reads a place as people write it: seconds, m:ss or h:mm:ss of a
// recording; the page's number otherwise. False when it is none of these.
func Read(text string, timed bool) (place int, ok bool) {
	parts := strings.Split(strings.TrimSpace(text), ":")
	if len(parts) > 3 || len(parts) > 1 && !timed {
		return 0, false
	}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > 359_999 || i > 0 && (n > 59 || len(part) != 2) {
			return 0, false
		}
		place = place*60 + n
	}
	return place, true
}
