package trainings

import (
	"slices"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Complete confirms that these candidates completed their cohort by its rule,
// all of them or none. Those confirmed before stay as they are. Returns
// Conflict when one of them does not meet the rule, or the cohort is closed.
func Complete(tx *tenants.Tx, cohort uuid.UUID, enrolments []uuid.UUID) (int, error) {
	if len(enrolments) == 0 {
		return 0, at(fault.Invalid, "enrolment", "completion.choose")
	}
	c, err := opened(tx, cohort, "complete")
	if err != nil {
		return 0, err
	}
	f, err := workOut(tx, c)
	if err != nil {
		return 0, err
	}
	var ready []Standing
	short := 0
	for _, id := range slices.Compact(slices.SortedFunc(slices.Values(enrolments), compareIDs)) {
		s, ok := f.standing(id)
		switch {
		case !ok:
			return 0, fault.Absent("enrolment")
		case s.Status == Completed:
		case s.Status == Ready:
			ready = append(ready, s)
		default:
			short++
		}
	}
	if short > 0 {
		return 0, fault.New(fault.Conflict, "completion.short", "Count", short)
	}
	return len(ready), confirm(tx, f, ready, "")
}

// CompleteByException confirms a completion although the rule is not met, for
// a reason that stays with it. Returns Invalid without a reason, Conflict when
// the rule is met (no exception is needed), and when the candidate withdrew or
// has completed.
func CompleteByException(tx *tenants.Tx, enrolment uuid.UUID, reason string) error {
	e, c, err := enrolmentFor(tx, enrolment, "except")
	if err != nil {
		return err
	}
	reason = oneLine(reason)
	var check fault.Check
	switch n := utf8.RuneCountInString(reason); {
	case check.If(n < 10, "reason", "completion.reason_required", "Min", 10):
	case check.If(n > 1000, "reason", "candidate.too_long", "Max", 1000):
	}
	if err := check.Err(); err != nil {
		return err
	}
	f, err := workOut(tx, c)
	if err != nil {
		return err
	}
	s, _ := f.standing(e.ID)
	switch s.Status {
	case Completed:
		return fault.New(fault.Conflict, "enrolment.completed")
	case Withdrawn:
		return fault.New(fault.Conflict, "enrolment.withdrawn")
	case Ready:
		return fault.New(fault.Conflict, "completion.no_exception")
	}
	return confirm(tx, f, []Standing{s}, reason)
}

func confirm(tx *tenants.Tx, f File, all []Standing, reason string) error {
	if len(all) == 0 {
		return nil
	}
	zone := f.Cohort.Zone()
	rows := make([]Completion, len(all))
	for i, s := range all {
		on := s.last(f.Sessions)
		if on.IsZero() {
			on = tx.Now()
		}
		rows[i] = Completion{TenantID: tx.Tenant(), ID: tx.NewID(), EnrolmentID: s.Enrolment.ID, CohortID: f.Cohort.ID, CandidateID: s.Enrolment.CandidateID,
			ProgramID: f.Cohort.ProgramID, Hours: s.Attended, CompletedOn: day(on.In(zone)), ExceptionReason: reason,
			ConfirmedBy: membership(tx), ConfirmedAt: tx.Now()}
		tell(tx, f.Cohort, rows[i])
	}
	if err := insert(tx, &rows); err != nil {
		return err
	}
	e := tenants.Event{Action: "cohort.completed", Resource: "cohort", Subject: f.Cohort.ID, Detail: map[string]any{"count": len(rows)}}
	if reason != "" {
		e = tenants.Event{Action: "cohort.excepted", Resource: "cohort", Subject: f.Cohort.ID, Detail: map[string]any{"candidate": rows[0].CandidateID}}
	}
	tx.Record(e)
	return settle(tx, f.Cohort.ID)
}

// tell notes a completion on the candidate's timeline.
func tell(tx *tenants.Tx, c Cohort, done Completion) {
	detail := map[string]any{"cohort": c.ID, "code": c.Code, "hours": done.Hours, "enrolment": done.EnrolmentID, "candidate": done.CandidateID}
	e := tenants.Event{Action: "completion.completed", Resource: "completion", Subject: done.ID, Case: done.CandidateID, Detail: detail}
	if done.ExceptionReason != "" {
		e = tenants.Event{Action: "completion.excepted", Resource: "completion", Subject: done.ID, Case: done.CandidateID, Detail: detail}
	}
	tx.Record(e)
}

func compareIDs(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }
