package jobs

import (
	"cmp"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/trainings"
	"accord/tenants"
)

var (
	_ = writes(Writer{Letter: letters.SessionMoved, Member: aboutSession})
	_ = writes(Writer{Letter: letters.SessionMovedOnline, Member: aboutSession})
	_ = writes(Writer{Letter: letters.SessionCancelled, Member: aboutSession})
	_ = writes(Writer{Letter: letters.PlaceGiven, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		e, err := trainings.EnrolmentOf(tx, t.ArgID("subject"))
		if err != nil {
			return Facts{}, err
		}
		c, err := trainings.Get(tx, e.CohortID)
		if err != nil {
			return Facts{}, err
		}
		return toCandidate(tx, t, Facts{Path: "cohorts", Data: letters.Data{"Cohort": c.Title, "Starts": letters.Moment{At: c.StartsOn, Zone: "UTC"}}}) // a day, in no zone
	}})
)

// aboutSession is what a notice says, to the member or the candidate whom the
// job names. Who has withdrawn meanwhile is not written to.
func aboutSession(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	n, err := trainings.NoticeOf(tx, t.ArgID("subject"))
	if err != nil {
		return Facts{}, err
	}
	c, err := trainings.Get(tx, n.CohortID)
	if err != nil {
		return Facts{}, err
	}
	f := Facts{Path: "cohorts/" + c.ID.String() + "/sessions",
		Data: letters.Data{"Session": n.Title, "Cohort": c.Title, "Was": letters.Moment{At: n.WasStartsAt, Zone: c.TimeZone}, "Reason": n.Reason}}
	if n.Kind == trainings.NoticeMoved {
		f.Data["Starts"], f.Data["Ends"], f.Data["Place"] = letters.Moment{At: n.StartsAt, Zone: c.TimeZone}, letters.Moment{At: n.EndsAt, Zone: c.TimeZone}, cmp.Or(n.Place, "—")
		if n.Link != "" {
			f.Path = n.Link
		}
	}
	return toCandidate(tx, t, f)
}

// toCandidate addresses a letter to the candidate of the job's enrolment,
// where it names one.
func toCandidate(tx *tenants.Tx, t tenants.Task, f Facts) (Facts, error) {
	id := t.ArgID("enrolment")
	if id == uuid.Nil {
		return f, nil
	}
	who, enrolled, err := trainings.StillEnrolled(tx, id)
	if err != nil || !enrolled {
		return Facts{Moot: err == nil}, err
	}
	f.To = []letters.Recipient{{Name: who.Name, Email: who.Email, Locale: who.Language}}
	return f, nil
}
