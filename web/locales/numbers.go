package locales

import (
	"strconv"

	"golang.org/x/text/number"
)

// Size is a number of bytes among the values of a sentence.
type Size int64

// Number writes a whole number as the language groups it: "12,480", "12.480".
func (t T) Number(n int64) string {
	if 0 <= n && n < 1000 { // nothing to group, which is most of what a page says
		return strconv.FormatInt(n, 10)
	}
	return t.voice().numbers.Sprint(number.Decimal(n))
}

// Decimal writes a number with at most two places: "33.5", "33,5".
func (t T) Decimal(x float64) string {
	return t.voice().numbers.Sprint(number.Decimal(x, number.MaxFractionDigits(2)))
}

// Percent writes whole percent: "94%", "94 %". What they are of a share is
// app/shares' to say.
func (t T) Percent(percent int) string {
	return t.voice().numbers.Sprint(number.Percent(float64(percent)/100, number.MaxFractionDigits(0)))
}

// Bytes writes a size in the units people know, of a thousand each: "412 kB",
// "3.4 GB".
func (t T) Bytes(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	size, unit := float64(n), 0
	for size >= 1000 && unit < len(units)-1 {
		size, unit = size/1000, unit+1
	}
	places := 1
	if unit < 2 || size >= 100 {
		places = 0
	}
	if places == 0 && size >= 999.5 && unit < len(units)-1 {
		size, unit, places = size/1000, unit+1, 1
	}
	return t.voice().numbers.Sprint(number.Decimal(size, number.MaxFractionDigits(places))) + "\u00a0" + units[unit]
}
