package progress

import (
	"strconv"
	"time"
)

// Period is a month of the organisation's calendar, or a whole year where it
// names no month; its zero value is none.
type Period struct {
	Year  int
	Month time.Month
}

// ReadPeriod reads "2026-10" or "2026"; anything else is none.
func ReadPeriod(typed string) Period {
	if t, err := time.Parse("2006-01", typed); err == nil && inCalendar(t.Year()) {
		return MonthOf(t)
	}
	if t, err := time.Parse("2006", typed); err == nil && inCalendar(t.Year()) {
		return Period{Year: t.Year()}
	}
	return Period{}
}

func inCalendar(year int) bool { return year >= 1990 && year <= 2200 }

// MonthOf is the month of a day.
func MonthOf(t time.Time) Period { return Period{t.Year(), t.Month()} }

// YearOf is the year of a day.
func YearOf(t time.Time) Period { return Period{Year: t.Year()} }

// String is the period as ReadPeriod reads it; "" for none.
func (p Period) String() string {
	switch {
	case p == Period{}:
		return ""
	case p.Month == 0:
		return strconv.Itoa(p.Year)
	}
	return p.Begins(time.UTC).Format("2006-01")
}

// Begins is the period's first moment in a zone.
func (p Period) Begins(zone *time.Location) time.Time {
	return time.Date(p.Year, max(p.Month, time.January), 1, 0, 0, 0, 0, zone)
}

// Ends is the first moment after the period.
func (p Period) Ends(zone *time.Location) time.Time {
	if p.Month == 0 {
		return time.Date(p.Year+1, time.January, 1, 0, 0, 0, 0, zone)
	}
	return time.Date(p.Year, p.Month+1, 1, 0, 0, 0, 0, zone)
}

// months are so many months, the last of them that of a day.
func months(count int, last time.Time) []Period {
	all := make([]Period, count)
	for i := range all {
		all[i] = MonthOf(time.Date(last.Year(), last.Month()+time.Month(i+1-count), 1, 0, 0, 0, 0, time.UTC))
	}
	return all
}
