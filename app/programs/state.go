package programs

import "time"

// State is where a program stands.
type State string

// The states of a program.
const (
	Draft      State = "draft"
	Proposed   State = "proposed"
	Recognised State = "recognised"
	Withdrawn  State = "withdrawn" // by IMI
	Closed     State = "closed"    // by its organisation
)

// StateOf derives a program's state from both sides' rows; recognition is nil
// where IMI has none.
func StateOf(p Program, recognition *Recognition) State {
	switch {
	case p.ClosedAt != nil:
		return Closed
	case recognition != nil && recognition.WithdrawnAt != nil:
		return Withdrawn
	case recognition != nil:
		return Recognised
	case p.ProposedAt != nil:
		return Proposed
	}
	return Draft
}

// NextAudit is the day on which the audit of a program is due that was
// recognised, or last audited, on a day: two years on, on the next 30 June or
// 31 December.
func NextAudit(day time.Time) time.Time {
	due := day.AddDate(2, 0, 0)                                        // IMI-AU-01
	june := time.Date(due.Year(), time.June, 30, 0, 0, 0, 0, time.UTC) // IMI-AU-02
	if !due.After(june) {
		return june
	}
	return time.Date(due.Year(), time.December, 31, 0, 0, 0, 0, time.UTC)
}
