package exercises

import (
	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/exercises"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	candidatespages "accord/web/pages/candidates"
	"accord/web/pages/personal"
)

// OwnSection is the feedback that was given to a trainee, on their own page.
func OwnSection() personal.Section {
	return personal.Section{Order: 60, Key: "feedback.own", ID: "feedback", Load: func(g *personal.Guest, tx *tenants.Tx, _ trainings.Training) (templ.Component, error) {
		all, err := exercises.OwnOf(tx, g.Enrolment)
		if err != nil || len(all) == 0 {
			return nil, err
		}
		return ownCard(all, g.Zone), nil
	}}
}

// practisedIn is what a candidate has practised in a cohort.
type practisedIn struct {
	exercises.Practised
	cohort trainings.Cohort
}

// Section is what a candidate has practised, on their file.
func Section() candidatespages.Section {
	return candidatespages.Section{Order: 12, Aside: true, Load: func(_ *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		if !tx.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer) {
			return nil, nil
		}
		all, err := trainings.TrainingsOf(tx, c.ID)
		if err != nil {
			return nil, err
		}
		ids := make([]uuid.UUID, len(all))
		for i, t := range all {
			ids[i] = t.Standing.Enrolment.ID
		}
		practised, err := exercises.PracticeOf(tx, ids...)
		if err != nil {
			return nil, err
		}
		var rows []practisedIn
		for _, t := range all {
			if p := practised[t.Standing.Enrolment.ID]; p.Times > 0 {
				rows = append(rows, practisedIn{p, t.Cohort})
			}
		}
		if len(rows) == 0 {
			return nil, nil
		}
		return fileCard(rows), nil
	}}
}
