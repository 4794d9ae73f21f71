package trainings

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// The verbs say no with a sentence; these moves go round them.
func TestTheDatabaseRefusesMovesThatNoVerbMakes(t *testing.T) {
	t.Parallel()
	s := newScene(t, 4, 1, 2)
	s.everywhere(t, 0, 4)
	_, err := s.complete(t, s.Andina.Trainer, 0)
	ok(t, err)
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := CancelSession(tx, s.Sessions[4].ID, "The room is not free.")
		return err
	}))
	held, cancelled, done, other := s.Sessions[0], s.Sessions[4], s.Enrolment[0], s.Enrolment[1]
	set := func(model any, id uuid.UUID, column string, value any) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error {
			return tx.DB().Model(model).Where("id = ?", id).Update(column, value).Error
		}
	}
	attend := func(session, enrolment uuid.UUID, mark string, hours float64) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error {
			return insert(tx, &Attendance{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: s.Cohort.ID, TrainingSessionID: session, EnrolmentID: enrolment, Mark: mark, Hours: hours, RecordedAt: tx.Now()})
		}
	}
	for name, move := range map[string]func(*tenants.Tx) error{
		"a session un-cancelled":            set(&TrainingSession{}, cancelled.ID, "cancelled_at", nil),
		"a held session cancelled":          set(&TrainingSession{}, held.ID, "cancelled_at", time.Now()),
		"a session renumbered":              set(&TrainingSession{}, held.ID, "number", 9),
		"a completed enrolment withdrawn":   set(&Enrolment{}, done.ID, "withdrawn_at", time.Now()),
		"an enrolment of somebody else":     set(&Enrolment{}, other.ID, "candidate_id", done.CandidateID),
		"an easier rule after a completion": set(&Cohort{}, s.Cohort.ID, "required_hours", 1),
		"a completion changed":              set(&Completion{}, s.file(t).Standings[0].Completion.ID, "hours", 99),
		"attendance of a cancelled session": attend(cancelled.ID, other.ID, Absent, 0),
		"more hours than the session":       attend(held.ID, other.ID, Part, 11),
		"hours for an absence":              attend(held.ID, other.ID, Absent, 1),
		"too few hours for being present":   attend(held.ID, other.ID, Present, 1),
	} {
		err := write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
			if err := tx.Allow("edit", &s.Cohort); err != nil {
				return err
			}
			tx.Record(tenants.Event{Action: "cohort.edited", Resource: "cohort", Subject: s.Cohort.ID})
			return move(tx)
		})
		t.Run(name, func(t *testing.T) { refused(t, err, fault.Conflict) })
	}
}
