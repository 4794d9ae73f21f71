package boot

import (
	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
)

// appeals: decisions that can be told and contested, an appeal whose panel is being
// named, and one that its panel can decide, by what one of it has drafted.
func (f *filled) appeals() {
	for _, name := range []string{"untold", "told", "noted", "contested", "heard"} {
		f.failed(name)
	}
	for _, name := range []string{"told", "noted", "contested", "heard"} {
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			r, err := appeals.Tell(tx, f.id("assessment "+name), "It was not enough yet.")
			f.ids["result link "+name] = f.DB.LinkToken(r.LinkID)
			return err
		})
		by := f.org.Manager
		switch name {
		case "told":
			continue
		case "contested", "heard":
			l, err := f.DB.LinkOf(f.t.Context(), f.ids["result link "+name])
			ok(f.t, err)
			by, err = f.DB.GuestMember(f.t.Context(), l, uuid.Nil, "test")
			ok(f.t, err)
		}
		f.write(by, func(tx *tenants.Tx) error {
			a, err := appeals.Lodge(tx, appeals.NewAppeal{AssessmentID: f.id("assessment " + name), Ground: "procedure", Statement: "The role-play began late."})
			f.is("appeal "+name, a.ID)
			return err
		})
	}
	f.panel("contested", f.org.Trainer)
	f.panel("heard", f.org.Trainer, f.org.Admin)
	for _, m := range []tenants.Member{f.org.Trainer, f.org.Admin} {
		f.write(m, func(tx *tenants.Tx) error { _, err := appeals.Declare(tx, f.id("appeal heard")); return err })
	}
	f.write(f.org.Trainer, func(tx *tenants.Tx) error {
		r, err := appeals.Draft(tx, appeals.NewRuling{AppealID: f.id("appeal heard"), Outcome: appeals.Dismissed, Minute: "Heard both.", Answer: "We have looked into it."})
		f.is("ruling", r.ID)
		return err
	})
	f.is("free trainer", f.org.Trainer2.Membership())
	f.is("panellist", f.ID(`select id from panellist where appeal_id = $1`, f.id("appeal contested")))
}

func (f *filled) panel(name string, who ...tenants.Member) {
	for _, m := range who {
		f.write(f.org.Manager, func(tx *tenants.Tx) error {
			_, err := appeals.Name(tx, f.id("appeal "+name), m.Membership())
			return err
		})
	}
}

// failed is an assessment of somebody new that was decided as failed.
func (f *filled) failed(name string) {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Renata Ocampo", Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		f.is("candidate "+name, c.ID)
		return err
	})
	f.assessed("assessment "+name, "candidate "+name, "judged")
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: f.id("assessment " + name), Outcome: assessments.Failed, Minute: "The recordings were not of the candidate.", Because: "The recordings were not of the candidate."})
		return err
	})
}
