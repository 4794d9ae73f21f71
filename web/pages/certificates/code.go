package certificates

import (
	"strconv"
	"strings"

	"rsc.io/qr"
)

// CodeOf draws a QR code as the path of an SVG, whose unit is one of its
// squares; the code has so many on a side, with the quiet zone around it.
func CodeOf(text string) (path string, size int, err error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", 0, err
	}
	const quiet = 4
	var b strings.Builder
	for row := range code.Size {
		for from := 0; from < code.Size; {
			to := from
			for to < code.Size && code.Black(to, row) {
				to++
			}
			if to > from {
				b.WriteString("M" + strconv.Itoa(from+quiet) + " " + strconv.Itoa(row+quiet) + "h" + strconv.Itoa(to-from) + "v1h-" + strconv.Itoa(to-from) + "z")
			}
			from = to + 1
		}
	}
	return b.String(), code.Size + 2*quiet, nil
}
