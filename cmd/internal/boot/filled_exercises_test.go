package boot

import (
	"accord/app/exercises"
	"accord/tenants"
)

// fence is an exercise as the API is sent one.
var fence = object{"title": "The broken fence", "scenario": "Two neighbours.", "mediators": 1, "roles": "Neighbour", "minutes": 30, "method": "role_plays"}

// exercises: a role-play that was played in the session that was held: one
// trainee has feedback, another has a draft, both at the trainer's table; and a
// round in which nobody has any.
func (f *filled) exercises() {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		for _, name := range []string{"exercise", "exercise spare"} {
			e, err := exercises.Add(tx, exercises.NewExercise{Program: f.org.CMTP, Kind: exercises.RolePlay, Title: "The leaking roof", Scenario: "A tenant withholds rent.",
				Mediators: 1, Roles: "Tenant", Minutes: 45, Method: "role_plays"})
			if err != nil {
				return err
			}
			f.is(name, e.ID)
		}
		return nil
	})
	f.write(f.org.Trainer, func(tx *tenants.Tx) error {
		for _, name := range []string{"round", "round played"} {
			r, err := exercises.Plan(tx, f.id("session held"), f.id("exercise"))
			if err != nil {
				return err
			}
			f.is(name, r.ID)
		}
		coach := f.org.Trainer.Membership()
		_, err := exercises.Arrange(tx, f.id("round played"), exercises.Arrangement{Was: 1, Tables: []exercises.Table{{Coach: &coach, Seats: []exercises.Place{
			{Enrolment: f.id("enrolment ready"), Role: exercises.Mediator}, {Enrolment: f.id("enrolment late"), Role: "Tenant"}}}}})
		return err
	})
	f.is("seat given", f.ID("select id from exercise_seat where round_id = $1 and enrolment_id = $2", f.id("round played"), f.id("enrolment ready")))
	f.is("seat", f.ID("select id from exercise_seat where round_id = $1 and enrolment_id = $2", f.id("round played"), f.id("enrolment late")))
	f.write(f.org.Trainer, func(tx *tenants.Tx) error {
		notes := exercises.Notes{{Heading: "opening", Strengths: "Short and warm."}}
		if _, err := exercises.Give(tx, f.id("seat given"), exercises.Saving{Notes: notes}); err != nil {
			return err
		}
		_, err := exercises.Save(tx, f.id("seat"), exercises.Saving{Notes: notes})
		return err
	})
}
