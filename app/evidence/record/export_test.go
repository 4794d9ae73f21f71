package record

import "strings"

// Said is what a letter says to who reads it.
func (r Result) Said() string {
	return strings.Join(strings.Fields(strings.Join(r.written().said, " ")), " ")
}
