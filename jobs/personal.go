package jobs

import (
	"accord/app/letters"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// A trainee's own page. A letter whose link was replaced meanwhile is not sent.
var _ = writes(Writer{Letter: letters.PersonalPage, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	l, err := personal.Of(tx, t.ArgID("enrolment"))
	if fault.Is(err, fault.NotFound) || err == nil && l.ID != t.ArgID("subject") {
		return Facts{Moot: true}, nil
	}
	if err != nil {
		return Facts{}, err
	}
	c, err := trainings.Get(tx, l.CohortID)
	if err != nil {
		return Facts{}, err
	}
	return toCandidate(tx, t, Facts{Link: l.ID, Data: letters.Data{"Cohort": c.Title, "Until": letters.Moment{At: personal.Until(c), Zone: "UTC"}}})
}})
