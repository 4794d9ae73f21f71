package jobs

import (
	"accord/app/applications"
	"accord/app/letters"
	"accord/app/trainings"
	"accord/tenants"
)

// What everybody may read of a cohort that takes applications follows it.
var _ = register(Kind{
	Name: "cohort.publish",
	Oversee: func(tx *tenants.OversightTx, t tenants.Task) error {
		return trainings.PublishCohort(tx, t.ArgID("subject"))
	},
})

// A draft that nobody can come back to is somebody's data without a purpose.
var _ = register(Kind{
	Name: applications.ForgetKind,
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return applications.Forget(tx, t.ArgID("subject")) },
})

// The letters about an application: to the applicant with their link, and to
// the program managers. One that is about a state that has passed is not sent.
var (
	_ = writes(toApplicant(letters.ApplicationReceived))
	_ = writes(toApplicant(letters.ApplicationQuestion, applications.Asked))
	_ = writes(toApplicant(letters.ApplicationAdmitted, applications.Admitted))
	_ = writes(toApplicant(letters.AdmittedToAssessment, applications.Admitted))
	_ = writes(toApplicant(letters.ApplicationWaiting, applications.Waiting))
	_ = writes(toApplicant(letters.ApplicationDeclined, applications.Declined))
	_ = writes(Writer{Letter: letters.ApplicationNew, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		a, err := applications.Get(tx, t.ArgID("subject"))
		if err != nil || a.State != applications.Received {
			return Facts{Moot: true}, err
		}
		p, err := trainings.ProgramOf(tx, a.ProgramID)
		return Facts{Path: "applications/" + a.ID.String(), Data: letters.Data{"Program": p.Title}}, err
	}})
)

func toApplicant(k letters.Kind, while ...applications.State) Writer {
	return Writer{Letter: k, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		a, err := applications.Get(tx, t.ArgID("subject"))
		if err != nil || len(while) > 0 && a.State != while[0] {
			return Facts{Moot: true}, err
		}
		p, err := trainings.ProgramOf(tx, a.ProgramID)
		if err != nil {
			return Facts{}, err
		}
		data := letters.Data{"Program": p.Title}
		if k == letters.ApplicationAdmitted || k == letters.ApplicationWaiting {
			c, err := trainings.Get(tx, *a.CohortID)
			if err != nil {
				return Facts{}, err
			}
			data["Cohort"] = c.Title
			if k == letters.ApplicationAdmitted {
				data["Starts"] = letters.Moment{At: c.StartsOn, Zone: "UTC"}
			}
		}
		return Facts{Data: data, Link: a.LinkID, To: []letters.Recipient{{Name: a.Name, Email: a.Email, Locale: a.Locale}}}, nil
	}}
}
