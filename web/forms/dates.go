package forms

import (
	"strconv"
	"strings"
	"time"
)

// Date reads a calendar day from the fields NAME.day, NAME.month, NAME.year:
// midnight UTC of that day, which belongs to no zone.
func (f *Form) Date(name string) time.Time { return f.date(name, true) }

// OptionalDate reads a day that may be left out: the zero time.
func (f *Form) OptionalDate(name string) time.Time { return f.date(name, false) }

// Moment reads a day and an hour (NAME.clock, "17:00") in a zone.
func (f *Form) Moment(name string, zone *time.Location) time.Time {
	day := f.date(name, true)
	typed := strings.TrimSpace(f.take(name + ".clock"))
	if day.IsZero() {
		return day
	}
	clock, err := time.Parse("15:04", pad(typed))
	if err != nil {
		f.Fail(name, "form.clock")
		return time.Time{}
	}
	return time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), 0, 0, zone)
}

// SetDate fills the three fields of a day in.
func (f *Form) SetDate(name string, at time.Time) *Form {
	if at.IsZero() {
		return f
	}
	f.Set(name+".day", strconv.Itoa(at.Day()))
	f.Set(name+".month", strconv.Itoa(int(at.Month())))
	return f.Set(name+".year", strconv.Itoa(at.Year()))
}

// SetMoment fills a day and its hour in, as a zone has them.
func (f *Form) SetMoment(name string, at time.Time, zone *time.Location) *Form {
	if at.IsZero() {
		return f
	}
	at = at.In(zone)
	return f.SetDate(name, at).Set(name+".clock", at.Format("15:04"))
}

func (f *Form) date(name string, needed bool) time.Time {
	parts := [3]string{}
	empty := true
	for i, part := range []string{".day", ".month", ".year"} {
		parts[i] = strings.TrimSpace(f.take(name + part))
		empty = empty && parts[i] == ""
	}
	if empty {
		if needed {
			f.Fail(name, "form.date_missing")
		}
		return time.Time{}
	}
	day, errDay := strconv.Atoi(parts[0])
	month, errMonth := strconv.Atoi(parts[1])
	year, errYear := strconv.Atoi(parts[2])
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if errDay != nil || errMonth != nil || errYear != nil || at.Day() != day || int(at.Month()) != month {
		f.Fail(name, "form.date")
		return time.Time{}
	}
	if year < 1900 || year > 2200 {
		f.Fail(name, "form.year")
		return time.Time{}
	}
	return at
}

func pad(clock string) string {
	if len(clock) == 4 && clock[1] == ':' {
		return "0" + clock
	}
	return clock
}
