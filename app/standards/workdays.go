package standards

import "time"

// endOfDay is the hour at which a due day ends, where it is due.
const endOfDay = 17

// workday says whether somebody works on this day.
func workday(t time.Time) bool { return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday }

// AddWorkdays counts n working days on from a moment (back, when n is
// negative) in a zone and answers 17:00 of that day there.
func AddWorkdays(from time.Time, n int, zone *time.Location) time.Time {
	local := from.In(zone)
	day := time.Date(local.Year(), local.Month(), local.Day(), endOfDay, 0, 0, 0, zone)
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		day = day.AddDate(0, 0, step)
		if workday(day) {
			n--
		}
	}
	return day
}
