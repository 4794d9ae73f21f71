package spotchecks

import "time"

// Urgency is how soon a request is to be answered.
type Urgency string

// The urgencies, with IMI's default numbers of working days.
const (
	Routine  Urgency = "routine"
	ForCause Urgency = "for_cause"
	Urgent   Urgency = "urgent"
)

// Urgencies in the order forms offer them.
var Urgencies = []Urgency{Routine, ForCause, Urgent}

// AnswerDays is how many working days an organisation has to answer.
var AnswerDays = map[Urgency]int{Routine: 10, ForCause: 5, Urgent: 2}

// ReadableFor is how long after the due day released documents stay readable
// when the request is not closed before.
const ReadableFor = 90 * 24 * time.Hour

// endOfDay is the hour at which a due day ends, in the organisation's zone.
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
