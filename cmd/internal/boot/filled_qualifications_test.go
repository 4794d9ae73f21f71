package boot

import (
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/qualifications"
	"accord/app/trainings"
	"accord/tenants"
)

// practice is a mediation of a member, as the API is sent one.
var practice = object{"held_on": "2026-10-01", "hours": 5, "role": "mediator", "field": "commercial"}

// qualifications: a mediation of the trainer's that nobody has confirmed, and
// somebody who teaches the cohort and does not qualify any more.
func (f *filled) qualifications() {
	f.write(f.org.Trainer, func(tx *tenants.Tx) error {
		p, err := qualifications.AddPractice(tx, f.org.Trainer.Membership(), qualifications.NewPractice{HeldOn: apptest.Start.Add(-48 * time.Hour), Hours: 5, Role: "mediator", Field: "commercial"})
		f.is("practice", p.ID)
		return err
	})
	novice := f.Member(f.org, tenants.RoleTrainer)
	f.is("novice", novice.Membership())
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		return trainings.Appoint(tx, f.id("cohort"), trainings.Staffing{Trainers: []uuid.UUID{f.org.Trainer.Membership()}, Coaches: []uuid.UUID{novice.Membership()}})
	})
	f.Unqualify(novice)
}
