package jobs

import (
	"time"

	"accord/app/letters"
	"accord/app/programs"
	"accord/app/standards"
	"accord/tenants"
)

// announced is how many organisations one job tells of a rule set.
const announced = 500

// A new rule set is told to the organisations that have a program for its
// certification: so many, and then by a job for the next ones.
var _ = register(Kind{
	Name: standards.AnnounceJob,
	Oversee: func(tx *tenants.OversightTx, t tenants.Task) error {
		publication := t.ArgID("publication")
		r, err := standards.Find(tx, publication)
		if err != nil {
			return err
		}
		c, _ := standards.CertificationNamed(r.Certification)
		to, err := programs.Offering(tx, c.Program, t.ArgID("after"), announced)
		if err != nil {
			return err
		}
		for _, organisation := range to {
			letter := letters.ToRoles(letters.RuleSetPublished, publication, tenants.RoleAdministrator)
			letter.Dedupe = string(letters.RuleSetPublished) + ":" + publication.String()
			tx.Enqueue(organisation, letter)
		}
		if len(to) == announced {
			tx.Enqueue(tenants.Oversight, standards.Announce(publication, to[len(to)-1]))
		}
		tx.Record(tenants.Event{Action: "rule_set.announced", Resource: "rule_set", Subject: publication, Detail: map[string]any{"organisations": len(to)}})
		return nil
	},
})

var _ = writes(Writer{
	Letter: letters.RuleSetPublished,
	Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		r, err := standards.Find(tx, t.ArgID("subject"))
		return Facts{Path: "standards/" + r.Certification, Data: letters.Data{"Certification": r.Certification, "From": day(r.EffectiveFrom)}}, err
	},
})

// day is a day that belongs to no zone, as letters write days: noon of it, in UTC.
func day(on time.Time) letters.Moment {
	return letters.Moment{At: on.Add(12 * time.Hour), Zone: "UTC"}
}
