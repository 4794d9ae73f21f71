package jobs

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/exercises"
	"accord/app/trainings"
	"accord/tenants"
)

// A coach is written to when somebody else names them, a trainee when feedback
// was given: with the link to their own page, and not with what it says.
func TestCoachesAndTraineesAreWrittenTo(t *testing.T) {
	t.Parallel()
	o := office(t)
	var seat uuid.UUID
	coach := o.Andina.Trainer2
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: o.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es",
			StartsOn: apptest.Start.AddDate(0, 0, -9), EndsOn: apptest.Start.AddDate(0, 0, 30), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Appoint(tx, c.ID, trainings.Staffing{Coaches: []uuid.UUID{coach.Membership()}}); err != nil {
			return err
		}
		s, err := trainings.AddSession(tx, c.ID, trainings.NewSession{Title: "Listening", StartsAt: apptest.Start.Add(-24 * time.Hour), EndsAt: apptest.Start.Add(-19 * time.Hour), Hours: 5})
		if err != nil {
			return err
		}
		who, err := trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: "Camila Tores", Email: "camila@correo.example", Language: "es"}, "")
		if err != nil {
			return err
		}
		e, err := exercises.Add(tx, exercises.NewExercise{Program: o.Andina.CMTP, Kind: exercises.RolePlay, Title: "The leaking roof", Scenario: "A tenant.", Mediators: 1, Minutes: 45, Method: "role_plays"})
		if err != nil {
			return err
		}
		r, err := exercises.Plan(tx, s.ID, e.ID)
		if err != nil {
			return err
		}
		id := coach.Membership()
		_, err = exercises.Arrange(tx, r.ID, exercises.Arrangement{Was: 1, Tables: []exercises.Table{{Coach: &id, Seats: []exercises.Place{{Enrolment: who.ID, Role: exercises.Mediator}}}}})
		return err
	})
	seat = o.ID("select id from exercise_seat where tenant_id = $1", o.Andina.ID)
	o.write(t, coach, func(tx *tenants.Tx) error {
		_, err := exercises.Give(tx, seat, exercises.Saving{Notes: exercises.Notes{{Heading: "listening", Strengths: "You let both finish."}}})
		return err
	})
	if d, err := o.kit.Drain(t.Context(), o.Andina.ID); err != nil || d.Dead+d.Retried > 0 {
		t.Fatalf("%+v, %v", d, err)
	}
	var named, told int
	for _, m := range o.sink.Messages() {
		switch {
		case m.To[0] == coach.Email() && strings.Contains(m.Text, "/coaching/"):
			named++
		case m.To[0] == "camila@correo.example" && strings.Contains(m.Text, "/personal/") && !strings.Contains(m.Text, "You let both finish."):
			told++
		}
	}
	if named != 1 || told != 1 {
		t.Errorf("%d to the coach, %d to the trainee", named, told)
	}
}
