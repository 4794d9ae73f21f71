package progress

import "time"

// Month is a month of the organisation's calendar; its zero value is none.
type Month struct {
	Year  int
	Month time.Month
}

// ReadMonth reads "2026-10"; anything else is none.
func ReadMonth(typed string) Month {
	t, err := time.Parse("2006-01", typed)
	if err != nil || t.Year() < 1990 || t.Year() > 2200 {
		return Month{}
	}
	return MonthOf(t)
}

// MonthOf is the month of a day.
func MonthOf(t time.Time) Month { return Month{t.Year(), t.Month()} }

// String is the month as ReadMonth reads it; "" for none.
func (m Month) String() string {
	if m == (Month{}) {
		return ""
	}
	return m.Begins(time.UTC).Format("2006-01")
}

// Plus is so many months on.
func (m Month) Plus(months int) Month { return MonthOf(m.Begins(time.UTC).AddDate(0, months, 0)) }

// Begins is the month's first moment in a zone.
func (m Month) Begins(zone *time.Location) time.Time {
	return time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, zone)
}
