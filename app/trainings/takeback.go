package trainings

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// takeBack takes away the marks of a session that has not begun: those who came
// early had checked in to it, and now it is not held then. Returns Conflict
// when a completion stands on one of them; the database holds the rest.
func takeBack(tx *tenants.Tx, s TrainingSession, marks []Attendance) error {
	if len(marks) == 0 {
		return nil
	}
	gone, err := remove(tx, marks)
	if err != nil {
		return err
	}
	if gone < len(marks) {
		return fault.New(fault.Conflict, "session.recorded")
	}
	ids := make([]uuid.UUID, len(marks))
	for i, m := range marks {
		ids[i] = m.EnrolmentID
	}
	enrolled, err := where[Enrolment](tx, "id in ?", ids)
	if err != nil {
		return err
	}
	who := make(map[uuid.UUID]uuid.UUID, len(enrolled))
	for _, e := range enrolled {
		who[e.ID] = e.CandidateID
	}
	for _, m := range marks {
		tx.Record(tenants.Event{Action: "attendance.taken_back", Resource: "training_session", Subject: s.ID, Case: s.CohortID,
			Detail: map[string]any{"number": s.Number, "enrolment": m.EnrolmentID, "candidate": who[m.EnrolmentID], "was": m.Mark}})
	}
	return nil
}
