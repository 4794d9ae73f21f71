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
