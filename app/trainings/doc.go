// Package trainings runs cohorts: groups of candidates who take a CMTP's
// course together, its sessions, who was there, and who completed it.
//
//	cohort      open ── Close ──▶ closed             nothing in it changes any more
//
//	session     planned ── its hour comes ──▶ held   attendance can be recorded
//	               │                           │
//	               └────────── Cancel ─────────┘     not once attendance is recorded
//
//	enrolment   enrolled ◀── Readmit ──┐
//	               │ ── Withdraw ──▶ withdrawn
//	               └── Complete ──▶ completed        by the rule, or by a reasoned exception
//
// The rule of completion is the cohort's: at least its required hours, and at
// least its share of the hours it was expected at. Neither may be lower than
// the program's own (IMI: an organisation may raise a floor, never lower it).
// An excused absence is not counted against the share, and adds no hours.
// Somebody late has the session's hours; who missed some of it, a part.
//
// A mark that is changed says what it replaces: where somebody else changed it
// meanwhile, nothing is overwritten and both are told. What it was before, and
// who changed it, stays (AttendanceChange).
//
// At risk is who is below the floor so far or has too few hours to come, and
// whom the program's own rule warns of (AtRiskRule).
//
// Once somebody has completed, what their completion stands on stays: their
// attendance cannot be changed.
//
// A session that is still to come and moves, or is cancelled, is told of by mail
// to every candidate enrolled and to its trainers, with the reason; what was
// said is kept as a notice.
//
//	waiting     waiting ── Place ──▶ enrolled      the first of the list, when a place is free
//	               └────── Leave ──▶ off the list
//
// Whoever waits has a claim to a place: enrolling another, or taking one back,
// is refused once no more places are free than people wait. A program manager
// may pass them for a reason, which stays with the enrolment; an import never
// does.
//
// A trainer sees and records the cohorts they train; a program manager all of
// the organisation's. An exception, and closing, are the program manager's.
package trainings
