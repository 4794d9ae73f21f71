package trainings

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// ArriveBefore is how long before a session begins people may be marked as
// having come; attendance of others is recorded once it has begun.
const ArriveBefore = 30 * time.Minute

// ByCheckIn says of an AttendanceChange that the trainee made the mark, by the
// session's check-in.
const ByCheckIn = "check_in"

// SessionFor takes a session to work on it by leave of its cohort for an
// action: locked, neither cancelled nor of a closed cohort, and permitted.
func SessionFor(tx *tenants.Tx, id uuid.UUID, action string) (TrainingSession, Cohort, error) {
	return sessionFor(tx, id, action)
}

// CheckIn records that a trainee came to a session, by their own hand. A mark
// that stands, whoever made it, is left alone: fresh is then false. The session
// is one that SessionFor gave.
func CheckIn(tx *tenants.Tx, s TrainingSession, e Enrolment, late bool) (mark Attendance, fresh bool, err error) {
	had, err := where[Attendance](tx, "training_session_id = ? and enrolment_id = ?", s.ID, e.ID)
	if err != nil {
		return mark, false, err
	}
	if len(had) > 0 {
		return had[0], false, nil
	}
	mark = Attendance{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: e.CohortID, TrainingSessionID: s.ID, EnrolmentID: e.ID, Mark: Present, Hours: s.Hours, RecordedAt: tx.Now()}
	if late {
		mark.Mark = Late
	}
	if err := insert(tx, &mark); err != nil {
		return mark, false, err
	}
	change := AttendanceChange{TenantID: mark.TenantID, ID: tx.NewID(), CohortID: mark.CohortID, TrainingSessionID: s.ID, EnrolmentID: e.ID,
		Mark: mark.Mark, Hours: mark.Hours, At: mark.RecordedAt, ByName: tx.Name(), How: ByCheckIn}
	if err := insert(tx, &change); err != nil {
		return mark, false, err
	}
	tx.Record(tenants.Event{Action: "attendance.checked_in", Resource: "training_session", Subject: s.ID, Case: s.CohortID,
		Detail: map[string]any{"number": s.Number, "enrolment": e.ID, "candidate": e.CandidateID, "is": mark.Mark}})
	tx.Enqueue(tenants.Job{Kind: SettleJob, Args: map[string]any{"subject": s.CohortID.String()}})
	return mark, true, nil
}

// SettleJob is the kind of the job that Settle is done by: a trainee sees
// nobody else's marks, so what all of them add up to is another's to say.
const SettleJob = "attendance.settle"

// Settle brings what is kept of a cohort's standings to what its marks say, for
// a clerk. One that is closed meanwhile stays as it is.
func Settle(tx *tenants.Tx, cohort uuid.UUID) error {
	c, err := opened(tx, cohort, "settle")
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	if err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "attendance.settled", Resource: "cohort", Subject: c.ID})
	return settle(tx, c.ID)
}
