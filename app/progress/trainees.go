package progress

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
)

// TraineeFilter narrows the list of trainees. A status of who is under way
// leaves closed cohorts out: there nothing can be done any more.
type TraineeFilter struct {
	Status    trainings.Status
	Program   uuid.UUID
	Cohort    uuid.UUID
	Completed Period // in which they completed
	Search    string // in name, address and reference
}

// Trainee is an enrolment as the list over all cohorts shows it.
type Trainee struct {
	trainings.EnrolmentStanding
	Candidate  candidates.Candidate // zero when the actor may not see the file
	Cohort     trainings.Cohort
	Completion *trainings.Completion
}

var (
	byShare  = paging.Order{Name: "share", Columns: []paging.Column{{Name: "share", Type: tenants.TypeNumber}, {Name: "id", Type: tenants.TypeID}}}
	byNewest = paging.Order{Name: "enrolled", Desc: true, Columns: []paging.Column{{Name: "id", Type: tenants.TypeID}}}
	byMissed = paging.Order{Name: "missed", Desc: true, Columns: []paging.Column{{Name: "missed", Type: tenants.TypeNumber}, {Name: "id", Type: tenants.TypeID}}}
)

// Trainees reads a page of the enrolments that the actor may see, the lowest
// attendance first.
func Trainees(tx *tenants.Tx, f TraineeFilter, ask paging.Ask) (paging.Page[Trainee], error) {
	order := paging.Choose(ask, byShare, byMissed, byNewest)
	page, err := paging.List(trainees(tx, f), ask, order, func(k trainings.EnrolmentStanding) []any {
		switch order.Name {
		case byMissed.Name:
			return []any{k.Missed, k.ID}
		case byNewest.Name:
			return []any{k.ID}
		}
		return []any{k.Share, k.ID}
	})
	out := paging.Page[Trainee]{Next: page.Next, Back: page.Back}
	if err != nil || len(page.Items) == 0 {
		return out, err
	}
	out.Items, err = named(tx, page.Items)
	return out, err
}

// named adds who each is, and where.
func named(tx *tenants.Tx, rows []trainings.EnrolmentStanding) ([]Trainee, error) {
	ids, people, cohorts := make([]uuid.UUID, len(rows)), make([]uuid.UUID, len(rows)), make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i], people[i], cohorts[i] = r.ID, r.CandidateID, r.CohortID
	}
	who, err := by(tx, "id", people, func(c candidates.Candidate) uuid.UUID { return c.ID })
	if err != nil {
		return nil, err
	}
	in, err := by(tx, "id", cohorts, func(c trainings.Cohort) uuid.UUID { return c.ID })
	if err != nil {
		return nil, err
	}
	completed, err := by(tx, "enrolment_id", ids, func(c trainings.Completion) uuid.UUID { return c.EnrolmentID })
	if err != nil {
		return nil, err
	}
	all := make([]Trainee, len(rows))
	for i, r := range rows {
		r.Status = in[r.CohortID].Shown(r.Status, tx.Now())
		all[i] = Trainee{EnrolmentStanding: r, Candidate: who[r.CandidateID], Cohort: in[r.CohortID]}
		if done, is := completed[r.ID]; is {
			all[i].Completion = &done
		}
	}
	return all, nil
}
