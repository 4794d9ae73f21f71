package checkins

import (
	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Came is what became of a trainee's check-in.
type Came struct {
	Mark    trainings.Attendance
	Fresh   bool         // they were marked now; else the mark stood before
	Refused *fault.Error // the code was not right: that it was tried is kept
}

// Come marks the trainee of an enrolment as come to a session, by the code that
// the room shows: present, or late after the grace. A mark that stands is left
// alone and answered. A wrong code is counted, so it is answered (Refused) and
// not returned as an error.
//
// Returns NotFound when the session is of another cohort, and Conflict when it
// was cancelled, is not in its time, or its check-in is not open; when the
// cohort is closed or the trainee has completed; and after too many wrong codes.
func Come(tx *tenants.Tx, session, enrolment uuid.UUID, code string) (Came, error) {
	e, err := trainings.EnrolmentOf(tx, enrolment)
	if err != nil {
		return Came{}, err
	}
	s, err := trainings.SessionOf(tx, session)
	if err != nil || s.CohortID != e.CohortID {
		if err == nil {
			err = fault.Absent("training_session")
		}
		return Came{}, err
	}
	if s, _, err = trainings.SessionFor(tx, session, "check_in"); err != nil {
		return Came{}, err
	}
	if done, err := count[trainings.Completion](tx, "enrolment_id = ?", e.ID); err != nil || done > 0 {
		if err == nil {
			err = fault.New(fault.Conflict, "check_in.completed")
		}
		return Came{}, err
	}
	if had, err := where[trainings.Attendance](tx, "training_session_id = ? and enrolment_id = ?", s.ID, e.ID); err != nil || len(had) > 0 {
		if err != nil {
			return Came{}, err
		}
		return Came{Mark: had[0]}, nil
	}
	if err := inTime(tx, s); err != nil {
		return Came{}, err
	}
	open, err := openOf(tx, s.ID)
	if fault.Is(err, fault.NotFound) {
		return Came{}, fault.New(fault.Conflict, "check_in.not_open")
	}
	if err != nil {
		return Came{}, err
	}
	if refused, err := guess(tx, open, e, code); err != nil || refused != nil {
		return Came{Refused: refused}, err
	}
	var came Came
	came.Mark, came.Fresh, err = trainings.CheckIn(tx, s, e, tx.Now().After(s.StartsAt.Add(Grace)))
	return came, err
}

// guess holds a code against those that count. A wrong one is kept and refused.
func guess(tx *tenants.Tx, open CheckIn, e trainings.Enrolment, code string) (*fault.Error, error) {
	tries, err := count[Try](tx, "enrolment_id = ? and tried_at > ?", e.ID, tx.Now().Add(-TriesIn))
	if err != nil {
		return nil, err
	}
	if tries >= MaxTries {
		return nil, fault.New(fault.Conflict, "check_in.too_many", "Minutes", int(TriesIn.Minutes()))
	}
	right, stale := judge(tx, open, code)
	if right {
		return nil, nil
	}
	wrong := Try{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: e.CohortID, EnrolmentID: e.ID, TriedAt: tx.Now()}
	if err := insert(tx, &wrong); err != nil {
		return nil, err
	}
	tx.Record(tenants.Event{Action: "check_in.refused", Resource: "check_in", Subject: open.ID, Detail: map[string]any{"enrolment": e.ID, "candidate": e.CandidateID}})
	key := "check_in.wrong"
	if stale {
		key = "check_in.stale"
	}
	refused := fault.New(fault.Invalid, "fault.invalid")
	refused.Fields = []fault.FieldError{{Field: "code", Sentence: fault.Say(key)}}
	return refused, nil
}
