package trainings

import (
	"math"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

func oneLine(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

// day is the calendar day of a moment as its own zone has it, at midnight UTC.
func day(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// hundredths says whether hours have at most two places, as they are kept.
func hundredths(h float64) bool { return math.Abs(h*100-math.Round(h*100)) < 1e-6 }

// tidy rounds a sum of hours to the hundredths it is made of.
func tidy(h float64) float64 { return math.Round(h*100) / 100 }
