package locales

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // a deadline must name its zone on a machine without zone files, too
)

// names are how a language writes months, short and whole.
type names struct {
	short, whole [12]string
	day          string // a day with a short month: day, month, year
	long         string // a day with a whole month
	month        string // a whole month and its year
}

var calendars = map[string]names{
	English: {
		short: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		whole: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		day:   "%d %s %d", long: "%d %s %d", month: "%s %d",
	},
	Spanish: {
		short: [12]string{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"},
		whole: [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
		day:   "%d %s %d", long: "%d de %s de %d", month: "%s de %d",
	},
}

// Date is a day in the reader's zone: "4 Dec 2026". A zero time is an em dash.
func (t T) Date(at time.Time) string {
	if at.IsZero() {
		return "—"
	}
	at = at.In(t.Zone())
	c := calendars[t.Locale()]
	return fmt.Sprintf(c.day, at.Day(), c.short[at.Month()-1], at.Year())
}

// Day is a calendar day that belongs to no zone, such as a birthday or a
// session's date, whole: "4 December 2026", "4 de diciembre de 2026".
func (t T) Day(at time.Time) string {
	if at.IsZero() {
		return "—"
	}
	c := calendars[t.Locale()]
	return fmt.Sprintf(c.long, at.Day(), c.whole[at.Month()-1], at.Year())
}

// Month is a month of the calendar, whole: "December 2026", "diciembre de 2026".
func (t T) Month(at time.Time) string {
	c := calendars[t.Locale()]
	return fmt.Sprintf(c.month, c.whole[at.Month()-1], at.Year())
}

// MonthShort is a month without its year: "Dec".
func (t T) MonthShort(at time.Time) string { return calendars[t.Locale()].short[at.Month()-1] }

// Clock is the hour in the reader's zone: "17:00".
func (t T) Clock(at time.Time) string { return at.In(t.Zone()).Format("15:04") }

// DateTime is a moment in the reader's zone, and names the zone:
// "4 Dec 2026, 17:00 CET", "4 Dec 2026, 11:00 Guayaquil (UTC−5)".
func (t T) DateTime(at time.Time) string {
	if at.IsZero() {
		return "—"
	}
	return t.Date(at) + ", " + t.Clock(at) + " " + t.ZoneName(at)
}

// ZoneName names the reader's zone at a moment: its letters where it has some
// ("CET"), else its city and its distance from UTC ("Guayaquil (UTC−5)").
func (t T) ZoneName(at time.Time) string {
	at = at.In(t.Zone())
	letters, offset := at.Zone()
	if letters != "" && letters[0] != '+' && letters[0] != '-' {
		return letters
	}
	place := t.Zone().String()
	place = strings.ReplaceAll(place[strings.LastIndexByte(place, '/')+1:], "_", " ")
	return place + " (" + distance(offset) + ")"
}

func distance(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	if m := seconds / 60 % 60; m != 0 {
		return fmt.Sprintf("UTC%s%d:%02d", sign, seconds/3600, m)
	}
	return fmt.Sprintf("UTC%s%d", sign, seconds/3600)
}

// Relative says how far a moment is from now, in the largest unit that says
// it honestly: "in 3 days", "2 hours ago", "just now". Days are counted on the
// calendar of the reader's zone, so that tomorrow morning is "tomorrow".
func (t T) Relative(at, now time.Time) string {
	gap := at.Sub(now)
	past := gap < 0
	if past {
		gap = -gap
	}
	switch days := daysBetween(now.In(t.Zone()), at.In(t.Zone())); {
	case gap < time.Minute:
		return t.Say("when.now")
	case gap < time.Hour:
		return t.distanceSay(past, "minutes", int(gap/time.Minute))
	case gap < 12*time.Hour:
		return t.distanceSay(past, "hours", int(gap/time.Hour))
	case days == 0:
		return t.Say("when.today")
	case days == 1:
		return t.Say("when.tomorrow")
	case days == -1:
		return t.Say("when.yesterday")
	case days < 0:
		return t.distanceSay(true, "days", -days)
	default:
		return t.distanceSay(false, "days", days)
	}
}

func (t T) distanceSay(past bool, unit string, n int) string {
	if past {
		return t.Say("when.ago."+unit, "Count", n)
	}
	return t.Say("when.in."+unit, "Count", n)
}

// daysBetween counts midnights from a to b.
func daysBetween(a, b time.Time) int {
	from := time.Date(a.Year(), a.Month(), a.Day(), 0, 0, 0, 0, time.UTC)
	to := time.Date(b.Year(), b.Month(), b.Day(), 0, 0, 0, 0, time.UTC)
	return int(to.Sub(from) / (24 * time.Hour))
}
