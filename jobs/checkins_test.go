package jobs

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/checkins"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
)

// What a check-in adds up to is brought up to date by a job, for the trainee
// sees nobody else's marks.
func TestACheckInIsAddedUpByAJob(t *testing.T) {
	t.Parallel()
	o := office(t)
	var who trainings.Enrolment
	var session trainings.TrainingSession
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: o.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es",
			StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		at := o.Clock.Now().Add(10 * time.Minute)
		if session, err = trainings.AddSession(tx, c.ID, trainings.NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(3 * time.Hour), Hours: 3}); err != nil {
			return err
		}
		for _, email := range []string{"camila@correo.example", "diego@correo.example"} {
			if who, err = trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: "Camila Tores", Email: email, Language: "es"}, ""); err != nil {
				return err
			}
		}
		return nil
	})
	var links map[uuid.UUID]uuid.UUID
	var code string
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) (err error) { links, err = personal.LinksFor(tx, who.ID); return err })
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		open, err := checkins.Open(tx, session.ID)
		code, _ = checkins.Code(tx, open)
		return err
	})
	l, err := o.DB.LinkOf(t.Context(), o.DB.LinkToken(links[who.ID]))
	if err != nil {
		t.Fatal(err)
	}
	guest, err := o.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
	if err != nil {
		t.Fatal(err)
	}
	o.write(t, guest, func(tx *tenants.Tx) error { _, err := checkins.Come(tx, session.ID, who.ID, code); return err })
	if d, err := o.kit.Drain(t.Context(), o.Andina.ID); err != nil || d.Dead+d.Retried > 0 {
		t.Fatalf("%+v, %v", d, err)
	}
	if n := o.Count(`select count(*) from enrolment_standing where id = $1 and attended = 3`, who.ID); n != 1 {
		t.Error("the standing does not follow the check-in")
	}
	if n := o.Count(`select count(*) from session_tally where id = $1 and attended = 3 and unmarked = 1`, session.ID); n != 1 {
		t.Error("the session's sum does not follow the check-in")
	}
}
